# SPDX-License-Identifier: Apache-2.0
"""The oracle's options of adoption (docs/odd.md 7.8.1) and the stages of 7.15: doubt, contacts, safety, giving up, copying."""
from __future__ import annotations

import math
from statistics import NormalDist

from oracle_tools import logistic, luck


def doubt(p, hh, village):
    """Share of sales that a household expects to lose by guessing how to handle a package."""
    if not p["target_input_learning"]:
        return 0.0
    return 1 / (p["prior_precision"] + p["signal_precision"] * (hh.trials + p["neighbour_trials"] * village.trials))


def convinced(p, hh, village, courses):
    """May the household take a package at all, by what its contacts did last year?"""
    return village.contacts >= p["contagion_threshold"] or courses > 0 or hh.trials > 0


def safety_of(p, hh, price, access):
    """What cocoa sales must bring beyond the cash costs of a package: subsistence and debt less what there is without cocoa."""
    food, need = hh.food_area * p["food_yield"], p["food_need"] * 365 * p["food_staple_share"] * hh.ae
    own = min(food, need)
    chance = logistic(p["other_constant"] + p["other_school"] * (hh.school - p["school_reference"]) + p["other_road"] * access
                      - p["other_female"] * hh.female_head)
    sure = hh.cash + own * price["food_price_consumer"] + (food - own) * price["food_price_farm"] + chance * hh.other_level + hh.income_residual
    return p["c_sub"] * hh.ae + hh.debt * (1 + p["interest_lender"]) - sure


def chance_of_ruin(p, mean, need):
    """Probability that lognormal sales of this mean stay below need."""
    if need <= 0:
        return 0.0
    if mean <= 0:
        return 1.0
    s = math.sqrt(math.log(1 + p["income_cv"] ** 2))
    if s == 0:
        return float(mean < need)
    return NormalDist().cdf((math.log(need / mean) + s * s / 2) / s)


def give_up_or_copy(p, hh, s, village, chosen):
    """The package after the null model has taken the place of the choice, and after giving up."""
    if s["expected"]:
        return 0 if p["bass_adoption"] else chosen
    if p["bass_adoption"]:
        starts = luck(s, "package_choice") < min(1, p["bass_innovation"] + p["bass_imitation"] * (1 - village.share[0]))
        chosen = hh.package if hh.package > 0 else int(starts)
    if p["disadoption"] and hh.package > 0 and luck(s, "disadoption") < hazard(p, hh.surprise):
        return 0
    return chosen


def hazard(p, surprise):
    """Chance of giving up; the exponent is cut off at 50, where the chance is 1 for any h_0 that matters."""
    return min(1.0, p["disadoption_hazard"] * math.exp(min(50.0, -p["disadoption_slope"] * surprise / p["y_ref"])))


def realised_profit(p, hh, plan, price, sold, crop, potential_yield):
    """Profit of the year as the choice counts profit: the tenant's part, all days at their shadow wage, base work always done."""
    part = hh.crop_share + p["tenancy_monitoring"] * (1 - hh.crop_share)
    harvest_days = p["labour_harvest"] * potential_yield * hh.area * crop["harvested_share"]
    days = plan["activity_days"] + harvest_days + p["labour_base"] * hh.area
    return sold * price["price_net"] * part - plan["chemicals"] - plan["fertiliser_cost"] - p["own_wage_share"] * price["wage"] * days


STAGES = ("unexposed", "exposed", "aware", "able", "trying", "keeping", "dropped")


def adoption_stage(p, package, trials, first, courses, trials_before, village, knowledge):
    if package > 0:
        return STAGES.index("trying" if trials == 1 and not first else "keeping")
    if trials > 0:
        return STAGES.index("dropped")
    if knowledge > p["able_knowledge"]:
        return STAGES.index("able")
    if knowledge > p["aware_knowledge"]:
        return STAGES.index("aware")
    return STAGES.index("exposed" if village.share[0] < 1 or courses > 0 or trials_before > 0 else "unexposed")
