# SPDX-License-Identifier: Apache-2.0
"""Philox4x32-10 in plain integers, and the addresses of random/streams.hpp, so that the oracle meets the library's luck.

Source: Salmon, Moraes, Dror, Shaw (2011), Parallel random numbers: as easy as 1, 2, 3. Normals are the inverse of the cumulative
distribution by the standard library, which is within 1e-9 of the library's own; give `Draws` another `normal` to use that one.
"""
from __future__ import annotations

from statistics import NormalDist

MASK = 0xFFFFFFFF
STREAMS = {"global": 1, "region": 2, "household": 3, "parameter": 4, "anchor": 5, "population": 6, "observation": 7}


def philox4x32(counter, key, rounds=10):
    """Four words of 32 bits from a counter of four and a key of two."""
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(rounds):
        a, b = 0xD2511F53 * c0, 0xCD9E8D57 * c2
        c0, c1, c2, c3 = (b >> 32) ^ c1 ^ k0, b & MASK, (a >> 32) ^ c3 ^ k1, a & MASK
        k0, k1 = (k0 + 0x9E3779B9) & MASK, (k1 + 0xBB67AE85) & MASK
    return [c0, c1, c2, c3]


def uniform_of(word):
    return (word + 0.5) * 2.0 ** -32


def uniforms(seed, entity, year, stream, call, draw=0, replicate=0):
    """Four uniforms: counter = entity low, entity high, draw (24 bits) | replicate (8), stream (16) | call (8) | year (8)."""
    counter = (entity & MASK, entity >> 32, (draw << 8) | replicate, (stream << 16) | (call << 8) | year)
    return [uniform_of(word) for word in philox4x32(counter, (seed & MASK, seed >> 32))]


class Draws:
    """The luck of one draw and replicate: of the world, of one region, of households."""

    def __init__(self, seed, region=0, draw=0, replicate=0, normal=NormalDist().inv_cdf):
        self.seed, self.region_id, self.where, self.normal = seed, region, {"draw": draw, "replicate": replicate}, normal

    def price(self, year):
        """Standard normal innovation, uniform that says whether prices jump, standard normal of the jump's size."""
        u = uniforms(self.seed, 0, year, STREAMS["global"], 0, **self.where)
        return self.normal(u[0]), u[1], self.normal(u[2])

    def region(self, year):
        """Standard normal of weather, uniform of drought, standard normal of food prices."""
        u = uniforms(self.seed, self.region_id, year, STREAMS["region"], 0, **self.where)
        return self.normal(u[0]), u[1], self.normal(u[2])

    def household(self, household, year):
        """The 16 uniforms in the order of their slots, and the two that serve as normals."""
        u = [x for call in range(4) for x in uniforms(self.seed, household, year, STREAMS["household"], call, **self.where)]
        return u, self.normal(u[0]), self.normal(u[1])
