# SPDX-License-Identifier: Apache-2.0
"""Households, prices, luck and levers of every kind a year can meet, for the oracle and for the library alike."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import oracle
from smallholder._core import testing

Numbers = dict[str, float]

# Where a lever lies when it is moved; the bounds that no lever leaves are in effects/levers.hpp.
LEVERS = {
    "course": (0, 1), "foot_removed": (0, 1), "road_upgrade": (0, 1), "school_years": (0, 8), "hassle_relief": (-1, 3),
    "credit_usd": (0, 800), "interest_relief": (0, 0.6), "input_subsidy": (0, 0.95), "replant_share": (0, 0.3), "replant_subsidy": (0, 1),
    "replant_relief": (-1, 6), "roguing": (0, 1), "shade": (0, 0.9), "side_income_usd_per_ha": (-150, 300), "upkeep_days_per_ha": (0, 40),
    "savings_group": (0, 1), "tenure_security": (0, 1), "cash_usd": (0, 600), "premium_usd_per_kg": (0, 0.5),
    "differential_usd_per_kg": (0, 0.5), "price_floor_usd_per_kg": (0, 4), "cover_usd_per_ha": (0, 500),
    "insurance_premium_usd_per_ha": (0, 60), "risk_relief": (0, 1)}


def some(rng: np.random.Generator, chance_of_none: float, low: float, high: float) -> float:
    """Nothing, now and then; else a number between the two."""
    return 0.0 if rng.random() < chance_of_none else float(rng.uniform(low, high))


def household(rng: np.random.Generator, number: int) -> oracle.Household:
    female = float(rng.random() < 0.3)
    men = 0.0 if female else 1.0 + rng.integers(0, 4)
    women, children = 1.0 + rng.integers(0, 4), float(rng.integers(0, 8))
    empty, sparse = rng.random() < 0.02, rng.random() < 0.2
    trees = [0.0 if empty or sparse and rng.random() < 0.8 else float(rng.uniform(0, 45)) for _ in range(41)]
    herd = some(rng, 0.2, 0, 900)
    return oracle.Household(
        id=number, area=rng.uniform(0.2, 12), stand_target=rng.uniform(200, 1200), land_quality=rng.uniform(0.3, 2.5),
        z_u=rng.normal(), school=rng.uniform(0, 16), female_head=female, men=men, women=women, children=children,
        ae=1 + 0.5 * (men + women - 1) + 0.3 * children, coop=0.0, vsla=float(rng.random() < 0.3),
        km_foot=some(rng, 0.15, 0, 12), km_road=some(rng, 0.15, 0, 90), food_area=some(rng, 0.1, 0, 3),
        other_level=some(rng, 0.1, 0, 4000), soil_supply=rng.uniform(0.2, 0.98), livestock0=herd,
        hired_share=some(rng, 0.2, 0, 0.95), taste=rng.uniform(-1, 1), megakarya=float(rng.random() < 0.3),
        benchmark=rng.uniform(1500, 6000), income_residual=some(rng, 0.5, -400, 400),
        crop_share=1.0 if rng.random() < 0.6 else float(rng.choice([0.5, 2 / 3, rng.uniform(0.1, 1)])), extra_days=some(rng, 0.7, 0, 80),
        n=trees, infected=1.0 if rng.random() < 0.05 else some(rng, 0.1, 0, 0.9), x=[float(v) for v in rng.random(4)], knowledge=float(rng.random()),
        package=int(rng.integers(0, 4)), cash=some(rng, 0.25, 0, 4000 if rng.random() < 0.3 else 400),
        wealth=some(rng, 0.2, 0, 2500), livestock=herd * rng.uniform(0.3, 1.6), debt=some(rng, 0.6, 0, 5000 if rng.random() < 0.2 else 300),
        bar=float(rng.choice([0, 0, 0, 1, 2, 3])), rev_last=rng.uniform(0, 4000), short_last=some(rng, 0.6, 0, 12),
        cut_last=0.05 if rng.random() < 0.3 else 0.0, plant_last=some(rng, 0.5, 0, 90), **memory(number))


def memory(number: int) -> Numbers:
    """What the household remembers of packages, by dice of its own."""
    own = np.random.default_rng(number)
    return {"trials": max(0.0, float(own.integers(-2, 5))), "courses": some(own, 0.8, 0, 3), "surprise": some(own, 0.3, -6000, 2000)}


def village(rng: np.random.Generator) -> oracle.Village:
    share = rng.random(4)
    if share[0] > 0.8:
        share = np.array([1.0, 0.0, 0.0, 0.0])
    return oracle.Village(share=[float(v) for v in share / share.sum()], infected=float(rng.random()), practice=float(rng.random()),
                          hired_days=rng.uniform(0, 300), family_days=rng.uniform(5, 300), labour_ratio_0=rng.uniform(0.1, 3),
                          trials=5 * share[0], contacts=float(int(5 * share[1])))


def luck(rng: np.random.Generator, p: Numbers, t: int) -> dict[str, Any]:
    """What a year brings; now and then a uniform next to nothing: the death or the theft that one household in a hundred meets."""
    u = [1e-4 if rng.random() < 0.12 else float(v) for v in rng.random(16)]
    fob = [float(v) for v in p["fob_0"] * np.exp(rng.normal(0, 0.5, 4))]
    if t == 0:
        return dict(oracle.expected_shocks(p, u), fob=fob)
    return {"expected": False, "t": t, "u": u, "z0": testing.normal_quantile(u[0]), "z1": testing.normal_quantile(u[1]),
            "Z": rng.normal(), "B": rng.normal(), "drought": float(rng.random() < 0.2), "fob": fob}


def levers(rng: np.random.Generator) -> Numbers:
    """Nothing at all in a fifth of years; else some of the levers, any together, now and then at the end of their range."""
    moved = dict(oracle.NO_LEVERS)
    if rng.random() < 0.2:
        return moved
    moved["burden"] = 1.0 if rng.random() < 0.6 else float(rng.uniform(0.3, 1.2))
    for name, (low, high) in LEVERS.items():
        moved[name] = some(rng, 0.6, low, high)
        if moved[name] and rng.random() < (0.5 if name == "roguing" else 0.15):
            moved[name] = float(high)
    return moved


def parameters(rng: np.random.Generator, defaults: Numbers) -> Numbers:
    """Moved about their defaults, so that no term is always zero or one; every third set as it is shipped."""
    if rng.random() < 0.33:
        return with_options(dict(defaults), rng.random())
    p = {name: value * float(rng.uniform(0.85, 1.12)) for name, value in defaults.items()}
    p.update(replant_horizon=defaults["replant_horizon"], density_flatness=rng.uniform(0, 3), climate_trend=rng.uniform(-0.01, 0.01),
             lid_usd_per_t=float(rng.choice([0.0, 400.0])), neighbour_learning=rng.uniform(-0.1, 0.1),
             landlord_input_share=some(rng, 0.5, 0, 0.8), shade_curvature=rng.uniform(0.3, 3),
             age_form=float(rng.integers(0, 2)), fertiliser_form=float(rng.integers(0, 2)),
             annual=float(rng.random() < 0.2), home_use=some(rng, 0.6, 0.2, 1.0))
    # Extremes that make floors and limits bite.
    if rng.random() < 0.15:
        p.update(illness_capacity=0.95, hunger_capacity=0.09, food_price_farm=0.03, wage_elasticity=1.0)
    if rng.random() < 0.15:
        p.update(c_foot=250.0, c_gravel=0.05, wage_elasticity=1.5, neighbour_learning=-0.9, forgetting=0.9)
    if rng.random() < 0.1:
        p.update(lump_usd=9000.0, illness_cost_per_episode=150.0, export_cost=1500.0)
    if rng.random() < 0.1:
        p.update(fertiliser_cost=15.0, c_gravel=0.01, food_price_consumer=0.06, c_earth=0.01, c_foot=0.01, haul_reference=60.0)
    return with_options(p, rng.random())


def with_options(p: Numbers, seed: float) -> Numbers:
    """The options of adoption, by dice of their own: half of the sets have none, the others any together."""
    own = np.random.default_rng(int(seed * 2**53))
    p.update(target_input_learning=0.0, contagion_threshold=0.0, disadoption=0.0, safety_first=0.0, bass_adoption=0.0)
    if own.random() < 0.5:
        p.update(target_input_learning=float(own.integers(0, 2)), contagion_threshold=float(own.integers(0, 4)),
                 disadoption=float(own.integers(0, 2)), safety_first=float(own.integers(0, 2)), bass_adoption=float(own.random() < 0.15),
                 disadoption_hazard=float(own.uniform(0.02, 0.6)), ruin_probability=float(own.uniform(0.02, 0.6)),
                 bass_innovation=float(own.uniform(0.0, 0.3)))
    return p


# ---- the same, as the library wants it --------------------------------------------------------------------------------

def fixed_of(hh: oracle.Household, recorded_area: float) -> Numbers:
    return {"area": hh.area, "stand_target": hh.stand_target, "land_quality": hh.land_quality, "inefficiency": abs(hh.z_u),
            "taste": hh.taste, "hired_share": hh.hired_share, "school": hh.school, "female_head": hh.female_head, "men": hh.men,
            "women": hh.women, "children": hh.children, "size": hh.size, "adult_equivalents": hh.ae, "vsla": hh.vsla,
            "km_foot": hh.km_foot, "km_road": hh.km_road, "food_area": hh.food_area, "other_level": hh.other_level,
            "soil_supply": hh.soil_supply, "megakarya": hh.megakarya, "livestock_initial": hh.livestock0, "benchmark": hh.benchmark,
            "income_residual": hh.income_residual, "crop_share": hh.crop_share, "extra_days": hh.extra_days, "recorded_area": recorded_area}


def state_of(hh: oracle.Household) -> dict[str, Any]:
    return {"infected": hh.infected, "practice_pruning": hh.x[0], "practice_weeding": hh.x[1], "practice_mirid": hh.x[2],
            "practice_black_pod": hh.x[3], "knowledge": hh.knowledge, "package": float(hh.package), "cash_usd": hh.cash,
            "wealth_usd": hh.wealth, "livestock_usd": hh.livestock, "debt_usd": hh.debt, "credit_bar_years": hh.bar,
            "last_revenue_usd": hh.rev_last, "months_short_last": hh.short_last, "cut_share": hh.cut_last,
            "planted_per_ha": hh.plant_last, "trials": hh.trials, "courses": hh.courses, "surprise_usd": hh.surprise, "trees": list(hh.n)}


def village_of(v: oracle.Village) -> Numbers:
    scarcity = (1 + v.hired_days) / v.family_days / v.labour_ratio_0
    return {f"share_{j}": v.share[j] for j in range(4)} | {"infected": v.infected, "practice": v.practice, "scarcity": scarcity,
                                                        "trials": v.trials, "contacts": v.contacts}


def market_of(p: Numbers, s: dict[str, Any], regime: str, anchor: float) -> Numbers:
    """In a liberal market the library takes the trader's margin off at the farm, so prices come here before it."""
    climate = math.exp(p["climate_trend"] * s["t"])
    if regime == "regulated":
        price = anchor * oracle.farm_gate_regulated(p, s["fob"][0], s["fob"][1])
        return {"price": price, "expected_price": price, "liberal": 0.0, "climate": climate}
    now, *past = (anchor * (fob * (1 - p["tax"]) - p["export_cost"]) / 1000 for fob in s["fob"])
    return {"price": now, "expected_price": 0.5 * past[0] + 0.5 * sum(past) / 3, "liberal": 1.0, "climate": climate}


def shocks_of(p: Numbers, s: dict[str, Any]) -> Numbers:
    food_price = 1.0 if s["expected"] else oracle.mean_one(p["food_price_sd"], s["B"])
    return testing.household_shocks(p, s["u"], s["Z"], s["drought"], food_price)
