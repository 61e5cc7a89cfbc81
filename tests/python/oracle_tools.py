# SPDX-License-Identifier: Apache-2.0
"""What every part of the oracle uses: luck by name, and small functions of numbers."""
from __future__ import annotations

import math

PRUNING, WEEDING, MIRID, BLACK_POD = range(4)
PRACTICES = ("pruning", "weeding", "mirid", "black_pod")
SLOTS = ("weather_iid", "food_weather", "illness_episodes", "illness_severity", "other_earnings", "attendance", "package_choice",
         "replanting", "insurance_index", "remittance", "asset_loss", "lump_expense", "adult_death", "epidemic", "disadoption", "rechoice")


def clip(x, lo, hi):
    return min(max(x, lo), hi)


def luck(s, purpose):
    return s["u"][SLOTS.index(purpose)]


def logistic(v):
    return 1.0 / (1.0 + math.exp(-v)) if v >= 0 else math.exp(v) / (1.0 + math.exp(v))


def poisson_inverse(mean, u, highest):
    """How many cumulative probabilities are at or below u."""
    term = math.exp(-mean)
    cumulative, count = term, 0
    while count < highest and cumulative <= u:
        count += 1
        term *= mean / count
        cumulative += term
    return count
