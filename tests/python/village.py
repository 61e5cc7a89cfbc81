# SPDX-License-Identifier: Apache-2.0
"""A village of the oracle walked through year 0 and years 1..T (docs/odd.md 3, 5, 7.1 and 7.16)."""
from __future__ import annotations

import math
from dataclasses import replace

from oracle import NO_LEVERS, Village, expected_shocks, next_index, next_log_price, year
from oracle_trees import mortality, prepare


# Before year 0 nothing is known of the village: each package is as likely as another, and year 0 uses no other mean.
START = Village(share=[0.25] * 4, infected=0.0, practice=0.0, hired_days=0.0, family_days=1.0)


def initial_ages(p, mean_age, density, spread=20.0, initial_removal=0.024):
    """Tree profile of docs/odd.md 5, trees/ha by age."""
    weights, survivors = [], 1.0
    for a in range(41):
        weights.append(survivors * math.exp(-((a - mean_age) ** 2) / (2 * spread ** 2)))
        survivors *= (1 - mortality(p, a)) * (1 - initial_removal)
    weights[40] /= 1 - (1 - mortality(p, 40)) * (1 - initial_removal)
    return [density * w / sum(weights) for w in weights]


def weighted_mean(households, values):
    total = sum(hh.weight for hh in households)
    return sum(hh.weight * value for hh, value in zip(households, values, strict=True)) / total


def means(households, flows, labour_ratio_0=0.0):
    """What the village hands on to next year; year 0 (no ratio yet) sets the labour ratio that wages are measured against."""
    def mean(value):
        return weighted_mean(households, [value(f) for f in flows])

    hired, family = mean(lambda f: f["hired_days"]), mean(lambda f: f["family_days"])
    return Village(share=[mean(lambda f, j=j: float(f["package"] == j)) for j in range(4)], infected=mean(lambda f: f["infected"]),
                   practice=mean(lambda f: sum(f["x_state"]) / 4), hired_days=hired, family_days=family, trials=mean(lambda f: f["trials"]),
                   labour_ratio_0=labour_ratio_0 if labour_ratio_0 > 0 else (1 + hired) / family)


def first_revenue(p, tables, hh, uniforms, anchor=1.0, regime="regulated"):
    """Cocoa revenue that year 0 brings when last year brought the same; from nothing, eight times over."""
    start = replace(hh, rev_last=0.0)
    for _ in range(8):
        _, flows = year(p, tables, start, expected_shocks(p, uniforms), START, regime=regime, anchor=anchor)
        start = replace(start, rev_last=flows["cocoa_revenue"])
    return start.rev_last


def alone(household, flows):
    """What a household without a village hands on: its own disease and practice; no peers and no local wage."""
    own = means([household], [flows])
    return replace(own, share=[0.25] * 4, trials=0.0)  # its labour ratio is that of year 0 by definition


def contacts_with_package(p, package, who):
    """How many of the k/2 households on either side in the circle of the village have a package; of all, where k reaches round it."""
    if not p["contagion_threshold"]:
        return 0.0
    reach, n = max(1, math.floor(p["contagion_contacts"] / 2 + 0.5)), len(package)
    known = {(who + d) % n for d in range(-reach, reach + 1)} - {who}
    return float(sum(package[i] > 0 for i in known))


def simulate_village(households, p, years, draws, levers_by_year=None, regime="regulated", anchor=1.0, coupled=True):
    """Returns, for years 0..T, the flows of every household (id order), and the households after the last year.

    `draws` holds the luck (philox.Draws); `levers_by_year[t][household id]` overrides NO_LEVERS. `coupled=False`: the households
    share prices and weather and nothing else. Contacts go by the order in which the households are given.
    """
    tables = prepare(p)
    place = {hh.id: i for i, hh in enumerate(households)}
    households = sorted(households, key=lambda hh: hh.id)
    village = {hh.id: START for hh in households}
    log_price, weather, food_price = math.log(p["fob_0"]), 0.0, 0.0
    fob = [p["fob_0"]] * 4
    drought = 0.0
    lived = []
    for t in range(years + 1):
        if t > 0:
            e, u, z = draws.price(t)
            log_price = next_log_price(p, log_price, e, u, z)
            fob = [math.exp(log_price)] + fob[:3]
            eta, u_drought, eta_food = draws.region(t)
            weather = next_index(p["weather_rho"], weather, eta)
            food_price = next_index(p["food_price_rho"], food_price, eta_food)
            drought = float(u_drought < p["drought_prob"])
        after, flows = [], []
        for hh in households:
            u, z0, z1 = draws.household(hh.id, t)
            shocks = expected_shocks(p, u)
            if t > 0:
                shocks = {"expected": False, "t": t, "u": u, "z0": z0, "z1": z1, "Z": weather, "B": food_price, "drought": drought,
                          "fob": fob}
            levers = dict(NO_LEVERS, **(levers_by_year or {}).get(t, {}).get(hh.id, {}))
            changed, flow = year(p, tables, hh, shocks, village[hh.id], levers, regime, anchor)
            after.append(changed)
            flows.append(flow)
        if coupled:
            shared = means(households, flows, village[households[0].id].labour_ratio_0)
            package = [hh.package for hh in sorted(after, key=lambda hh: place[hh.id])]
            village = {hh.id: replace(shared, contacts=contacts_with_package(p, package, place[hh.id])) for hh in households}
        else:
            village = {hh.id: alone(hh, f) for hh, f in zip(households, flows, strict=True)}
        households = after
        lived.append(flows)
    return lived, households
