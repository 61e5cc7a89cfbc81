# SPDX-License-Identifier: Apache-2.0
"""Yield by age of the trees and by dose of fertiliser, slowly and plainly, in both forms that docs/odd.md 7.4 and 7.8 give: for the oracle.

Written from the description alone, never from the C++.
"""
from __future__ import annotations

import math

from oracle_tools import logistic


# ---- 7.4 trees --------------------------------------------------------------------------------------------------------------------
def age_raw(p, a):
    return logistic((a - p["age_rise"]) / p["age_rise_width"]) * logistic(-(a - p["age_fall"]) / p["age_fall_width"])


def age_of_peak(p):
    """Where ln h is flat; ln h is concave, so its slope is bisected."""
    lo, hi = 0.0, 200.0
    for _ in range(200):
        a = 0.5 * (lo + hi)
        slope = (1 - logistic((a - p["age_rise"]) / p["age_rise_width"])) / p["age_rise_width"] \
            - (1 - logistic(-(a - p["age_fall"]) / p["age_fall_width"])) / p["age_fall_width"]
        if slope > 0:
            lo = a
        else:
            hi = a
    return 0.5 * (lo + hi)


def hoerl(p, a):
    """(r^b) e^(b (1 - r)): the power and the decay apart, where the library adds their logarithms."""
    r = (a - p["age_start"]) / p["age_to_peak"]
    return r ** p["age_steepness"] * math.exp(p["age_steepness"] * (1 - r)) if r > 0 else 0.0


def age_factor(p, a):
    if a < p["bearing_age"]:
        return 0.0
    return hoerl(p, a) if p["age_form"] == 1 else age_raw(p, a) / age_raw(p, age_of_peak(p))


# ---- 7.8 fertiliser ---------------------------------------------------------------------------------------------------------------
def fertiliser_factor(p, supply, dose):
    if p["fertiliser_form"] == 0:
        return 1 - (1 - supply) * math.exp(-p["c_n"] * dose)
    b = p["plateau_slope"]
    if dose >= 2 * (1 - supply) / b:
        return 1.0
    return supply + b * dose - b ** 2 * dose ** 2 / (4 * (1 - supply))


def best_dose(p, supply, potential, price, cost):
    if p["fertiliser_form"] == 0:
        return math.log(max(p["c_n"] * (1 - supply) * potential * price / cost, 1.0)) / p["c_n"]
    # The parabola's slope b - b^2 F/(2 (1 - s)) times the value of a full response equals the cost of a dose.
    b, value = p["plateau_slope"], potential * price
    return 2 * (1 - supply) / b ** 2 * (b - cost / value) if b * value > cost else 0.0
