# SPDX-License-Identifier: Apache-2.0
"""The library's year against a slow re-derivation from docs/odd.md, household by household, on every branch of both.

The oracle was written from the description alone, so where the two agree the description is what the library does.
"""

import collections
import pathlib
import sys
from dataclasses import fields

import numpy as np
import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import oracle  # noqa: E402
import oracle_adoption  # noqa: E402
import oracle_tools  # noqa: E402
import oracle_trees  # noqa: E402
import random_households as people  # noqa: E402
from smallholder._core import testing  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
HOUSEHOLDS = 1000
YEARS = 4  # year 0 and three simulated ones
RELATIVE = 1e-12

# Flow of the library: the same in the oracle.
FLOWS = {
    "yield_kg_per_ha": lambda f, hh: f["potential_kg_per_ha"],
    "production_kg": lambda f, hh: f["production_kg"],
    "sold_kg": lambda f, hh: f["sold_kg"],
    "kept_kg": lambda f, hh: f["kept_kg"],
    "price_usd_per_kg": lambda f, hh: f["price"],
    "cocoa_revenue_usd": lambda f, hh: f["cocoa_revenue"],
    "haulage_usd": lambda f, hh: f["haulage"],
    "chemicals_usd": lambda f, hh: f["chemicals"],
    "fertiliser_usd": lambda f, hh: f["fertiliser_cost"],
    "wages_usd": lambda f, hh: f["wages"],
    "infill_usd": lambda f, hh: f["infill"],
    "replant_usd": lambda f, hh: f["replant"],
    "food_own_usd": lambda f, hh: f["food_own_value"],
    "food_sales_usd": lambda f, hh: f["food_sales"],
    "livestock_sales_usd": lambda f, hh: f["livestock_sales"],
    "other_earnings_usd": lambda f, hh: f["earned"],
    "remittances_usd": lambda f, hh: f["remittances"],
    "trip_saving_usd": lambda f, hh: f["trip_saving"],
    "interest_usd": lambda f, hh: f["interest"],
    "income_usd": lambda f, hh: f["income"],
    "income_with_food_usd": lambda f, hh: f["income_with_food"],
    "labour_charge_usd": lambda f, hh: f["labour_charge"],
    "days_ill": lambda f, hh: f["days_ill"],
    "illness_cost_usd": lambda f, hh: f["illness_cost"],
    "family_days": lambda f, hh: f["family_days"],
    "family_days_used": lambda f, hh: f["family_days_used"],
    "hired_days": lambda f, hh: f["hired_days"],
    "days_missing": lambda f, hh: f["days_missing"],
    "loan_usd": lambda f, hh: f["loan"],
    "paid_usd": lambda f, hh: f["paid"],
    "unpaid_usd": lambda f, hh: f["due"] - f["paid"],
    "cash_on_hand_usd": lambda f, hh: f["cash_on_hand"],
    "consumption_usd": lambda f, hh: f["consumption"],
    "distress_sales_usd": lambda f, hh: f["distress_usd"],
    "months_short": lambda f, hh: f["short"],
    "months_short_lean": lambda f, hh: f["lean_short"],
    "package": lambda f, hh: float(f["package"]),
    "doses_per_ha": lambda f, hh: f["dose_effective"],
    "knowledge": lambda f, hh: f["knowledge"],
    "infected": lambda f, hh: f["infected"],
    "practice_mean": lambda f, hh: sum(f["x_state"]) / 4,
    "trees_per_ha": lambda f, hh: f["trees_per_ha"],
    "bearing_share": lambda f, hh: f["age_density"],
    "lump_usd": lambda f, hh: f["lump"],
    "theft_usd": lambda f, hh: f["stolen"],
    "wage_usd_per_day": lambda f, hh: f["wage"],
    "school_hours_saved": lambda f, hh: f["school_hours_saved"],
    "cash_received_usd": lambda f, hh: f["cash_received"],
    "premium_usd": lambda f, hh: f["premium"],
    "differential_usd": lambda f, hh: f["differential"],
    "floor_payment_usd": lambda f, hh: f["floor_payment"],
    "input_subsidy_usd": lambda f, hh: f["input_subsidy"],
    "replant_subsidy_usd": lambda f, hh: f["replant_subsidy"],
    "credit_subsidy_usd": lambda f, hh: f["credit_subsidy"],
    "payout_usd": lambda f, hh: f["payout"],
    "insurance_premium_usd": lambda f, hh: f["insurance_premium"],
    "side_income_usd": lambda f, hh: f["side_income"],
    "landlord_share_usd": lambda f, hh: f["landlord_share"],
    "interest_relief_usd": lambda f, hh: f["interest_relief"],
    "written_off_usd": lambda f, hh: f["written_off"],
    "adoption_stage": lambda f, hh: float(f["stage"]),
}
DERIVED = {"recorded_yield_kg_per_ha"}  # checked against sold_kg and the recorded area


def branches(p, hh, s, levers, regime, f, after):
    """What happened to this household that happens to some and not to others."""
    first = s["expected"]
    budget = p["input_budget_share"] * f["liquidity"]
    sub = p["c_sub"] * hh.ae
    wage_limit = f["wage"] / p["wage"]
    yield {"year 0": first, "simulated": not first, "liberal": regime == "liberal", "regulated": regime != "liberal"}
    yield {f"package {j} chosen": f["package"] == j for j in range(4)}
    yield {"fertiliser infeasible, too small a dose": not f["feasible"][3] and f["dose_3"] < p["min_dose"],
           "spraying infeasible": not f["feasible"][2], "all feasible": all(f["feasible"]),
           "dose limited by cash": f["package"] == 3 and f["fertiliser_cost"] + f["chemicals"] > budget * (1 - 1e-9),
           "dose at its best": f["package"] == 3 and f["fertiliser_cost"] + f["chemicals"] < budget * (1 - 1e-9),
           "chemicals cut to the budget": f["chemicals"] > budget * (1 - 1e-12) and f["package"] != 3,
           "no gaps in the stand": f["infill"] == 0 and f["liquidity"] > 0, "gaps filled": f["infill"] > 0 and f["left"] > 1e-6,
           "gaps filled as far as cash goes": 0 < f["infill"] and f["left"] <= 1e-6 and f["hired_days"] <= 1e-6}
    plateau = p["fertiliser_form"] == 1
    yield {"Hoerl's age curve": p["age_form"] == 1, "double logistic": p["age_form"] == 0,
           "fertiliser on a plateau's slope": plateau and f["dose_effective"] > 0, "no fertiliser pays on a plateau": plateau and f["dose_3"] == 0 < budget,
           "best dose short of the plateau": plateau and f["package"] == 3 and f["fertiliser_cost"] + f["chemicals"] < budget * (1 - 1e-9)}
    wanted = max(hh.hired_share * f["required_days"], f["required_days"] - f["family_days"]) / p["hired_quality"]
    yield {"hired by custom": hh.hired_share * f["required_days"] > f["required_days"] - f["family_days"] and f["hired_days"] > 0,
           "hired because the family is short": hh.hired_share * f["required_days"] < f["required_days"] - f["family_days"],
           "hiring limited by cash": f["hired_days"] < wanted * (1 - 1e-9), "nobody hired": f["hired_days"] == 0,
           "extra days": hh.extra_days > 0, "work rationed": any(e < x * (1 - 1e-9) for e, x in zip(f["x_effective"], f["x_state"], strict=True)),
           "fertiliser not applied in full": f["dose_effective"] < f["dose_bought"] * (1 - 1e-9),
           "harvest left on the trees": f["harvested_share"] < 1, "whole harvest": f["harvested_share"] == 1,
           "empty stand": f["trees_per_ha"] == 0, "barred from credit": hh.bar > 0, "savings group": hh.vsla > 0,
           "days at their floor": f["family_days"] - hh.extra_days <= p["family_days_floor"] * (1 + 1e-12),
           "no capacity for work": (1 - p["illness_capacity"] * levers["burden"]) * (1 - p["hunger_capacity"] * hh.short_last) <= 0,
           "hungry last year": hh.short_last > 0}
    yield {"food bought": f["food_own_kg"] == f["food_kg"], "food sold": f["food_own_kg"] < f["food_kg"], "animals sold": f["livestock_sold"] > 0,
           "works elsewhere": f["earned"] > 0, "no other work": f["earned"] == 0 and hh.other_level > 0, "remittances": f["remittances"] > 0,
           "in debt": hh.debt > 0, "loan": f["loan"] > 0, "default": f["default"] > 0, "debts paid": f["due"] > 0 and f["default"] == 0,
           "half written off": f["default"] > 0 and f["carried"] < 0.25 * f["cocoa_revenue"],
           "carried up to a quarter of sales": f["default"] > 0 and f["carried"] == 0.25 * f["cocoa_revenue"],
           "animals sold in distress": f["distress_livestock"] > 0, "tools sold in distress": f["distress_wealth"] > 0,
           "no tools left to sell": f["distress_wealth"] == hh.wealth > 0, "eats less than subsistence": f["consumption"] < sub * (1 - 1e-9),
           "eats on credit": f["consumption"] > f["cash_on_hand"], "nothing to eat on": f["cash_on_hand"] < 0,
           "spends beyond subsistence": f["consumption"] > sub * (1 + 1e-9), "invests": f["invest"] > 0, "saves nothing": after.cash == 0,
           "short of food": f["short"] > 0, "lean season short": 0 < f["lean_short"] < 12}
    yield {"path removed": levers["foot_removed"] > 0, "road improved": levers["road_upgrade"] > 0, "course": levers["course"] > 0,
           "fares rise": f["trip_saving"] < 0, "fares fall": f["trip_saving"] > 0, "lives at the market": hh.km_foot + hh.km_road == 0,
           "fertiliser at its floor": f["fertiliser_price"] <= 0.1 * p["fertiliser_cost"] * (1 + 1e-12),
           "food at its floor": f["food_price_consumer"] <= f["food_price_floor"] * (1 + 1e-12),
           "food for sale at its floor": f["food_price_farm"] <= f["food_price_farm_floor"] * (1 + 1e-12),
           "expected price below haulage": f["price_expected"] * 1000 < f["haulage_rate"], "megakarya": hh.megakarya > 0}
    if not first:
        chose = oracle_tools.luck(s, "rechoice") < p["rechoice"]
        yield {"drought": s["drought"] > 0, "death": f["death"] > 0, "theft": f["stolen"] > 0, "lump expense": f["lump"] > 0,
               "epidemic": oracle_tools.luck(s, "epidemic") < p["epidemic_prob"], "no episode": f["episodes"] == 0, "many episodes": f["episodes"] > 8,
               "chooses anew": chose, "keeps its package": not chose and f["feasible"][hh.package],
               "cannot keep its package": not chose and not f["feasible"][hh.package], "stand cut last year": hh.cut_last > 0,
               "replants": f["cut"] > 0, "would replant but lacks the cash": f["replant"] == 0 and oracle_tools.luck(s, "replanting") < f["replant_probability"],
               "wage at half": wage_limit <= 0.5 + 1e-12, "wage at double": wage_limit >= 2 - 1e-12, "wage between": 0.5 < wage_limit < 2,
               "knowledge at nothing": f["knowledge"] == 0}


def branches_of_levers(p, hh, s, levers, f):
    """What the levers and share tenancy did to this household."""
    floor, tenant, ill, dry = levers["price_floor_usd_per_kg"], hh.crop_share < 1, hh.infected > 0, s["drought"] > 0
    yield {"owner": not tenant, "tenant": tenant, "tenant's landlord pays for inputs": tenant and p["landlord_input_share"] > 0 < f["chemicals"],
           "tenant made secure": tenant and levers["tenure_security"] > 0, "tenant replants": tenant and f["cut"] > 0,
           "price floor binds": f["price_lifted"] > 0, "price floor idle": floor > 0 == f["price_lifted"],
           "price below nothing without a floor": floor == 0 > f["price_market"], "floor under a price below nothing": floor > 0 > f["price_market"],
           "premium and differential together": f["premium"] > 0 < f["differential"], "cash handed out": f["cash_received"] > 0}
    yield {"programme's credit used": f["programme_loan"] > 0, "programme's credit lost": f["programme_loss"] > 0,
           "programme's credit not needed": levers["credit_usd"] > 0 == f["programme_loan"] and hh.bar == 0,
           "barred from the programme's credit": levers["credit_usd"] > 0 < hh.bar, "interest forgiven": f["rate"] == 0 < f["loan"],
           "interest lowered": 0 < f["rate"] < p["interest_formal"] and f["loan"] > 0, "inputs subsidised": f["input_subsidy"] > 0,
           "saver by the group lever": f["saver"] > hh.vsla, "half in a group": 0 < f["saver"] < 1,
           "schooled": levers["school_years"] > 0, "helped": levers["hassle_relief"] > 0, "hindered": levers["hassle_relief"] < 0,
           "fears less": 0 < levers["risk_relief"] < 1, "fears nothing": levers["risk_relief"] == 1}
    own_step = levers["replant_share"] == 0
    yield {"programme's replanting step": f["cut"] > 0 and not own_step, "own replanting step": f["cut"] > 0 and own_step,
           "replanting subsidised": f["replant_full_cost"] > f["replant"] > 0, "replanting free of charge": f["cut"] > 0 == f["replant"],
           "sick trees cut out": 0 < f["rogued"] < 0.99, "every sick tree cut out": levers["roguing"] == 1 and f["rogued"] > 0,
           "whole stand cut out": f["rogued"] > 0.99, "no sick tree to cut out": levers["roguing"] > 0 and not ill,
           "shade raises the yield": f["shade_factor"] > 1, "shade lowers the yield": 0 < f["shade_factor"] < 1,
           "shade leaves no yield": f["shade_factor"] == 0 < f["trees_per_ha"], "shade softens the weather": levers["shade"] > 0 and f["wx"] != 1,
           "side income": f["side_income"] > 0, "side crops cost money": f["side_income"] < 0, "upkeep of what was planted": levers["upkeep_days_per_ha"] > 0}
    cover = levers["cover_usd_per_ha"] > 0 and not s["expected"]
    yield {"insurance pays in a drought": f["payout"] > 0 and dry, "insurance misses a drought": cover and dry and f["payout"] == 0,
           "insurance pays on a false alarm": f["payout"] > 0 and not dry, "insurance has nothing to pay": cover and not dry and f["payout"] == 0,
           "insurance costs a premium": f["insurance_premium"] > 0, "index triggers without cover": f["triggered"] > 0 and not cover,
           "no lever at all": levers == oracle.NO_LEVERS, "ten levers and more": sum(v != oracle.NO_LEVERS[k] for k, v in levers.items()) >= 10}


def branches_of_adoption(p, hh, s, f, after):
    """What the options of adoption did to this household, and the stages it can be at."""
    first, used, gave_up = s["expected"], hh.package > 0, hh.package > 0 == f["package"]
    lost = p["disadoption"] and not first and used and oracle_tools.luck(s, "disadoption") < oracle_adoption.hazard(p, hh.surprise)
    yield {f"stage {name}": f["stage"] == k for k, name in enumerate(oracle_adoption.STAGES)}
    yield {"doubts how to handle a package": f["doubt"] > 0, "learnt how to": 0 < f["doubt"] < 0.02,
           "too few contacts": p["contagion_threshold"] > 0 and f["barred_by_contacts"],
           "contacts enough": p["contagion_threshold"] > 0 and not f["barred_by_contacts"] and hh.courses + hh.trials == 0 and not first,
           "convinced by a course": p["contagion_threshold"] > 0 == hh.trials and after.courses > 0 and not f["barred_by_contacts"],
           "refused as unsafe": any(f["refused"]), "unsafe without a package too": p["safety_first"] > 0 and f["chances"][0] > p["ruin_probability"],
           "the lesser danger": p["safety_first"] > 0 and f["chances"][2] < f["chances"][0] and f["chances"][2] > p["ruin_probability"],
           "gives up": bool(lost) and gave_up, "disappointed and stays": p["disadoption"] and used and not lost and hh.surprise < 0,
           "better than promised": after.surprise > 0, "worse than promised": after.surprise < 0,
           "copies the village": p["bass_adoption"] and not used and f["package"] == 1, "does not copy": p["bass_adoption"] and f["package"] == 0 and not first,
           "keeps what was copied": p["bass_adoption"] and used and f["package"] == hh.package, "nobody adopts at the survey": p["bass_adoption"] and first}


def money_at_stake(f, hh):
    """Size of the sums that cash and debt are differences of."""
    return 1 + hh.cash + hh.wealth + hh.debt + f["cocoa_revenue"] + f["consumption"] + abs(f["income"]) + hh.livestock + abs(hh.income_residual)


def close(a, b, scale):
    return abs(a - b) <= RELATIVE * max(abs(a), abs(b), scale)


def compare_flows(flows, f, hh, recorded_area, where):
    stake = money_at_stake(f, hh)
    for name, of in FLOWS.items():
        scale = stake if name.endswith("_usd") else max(1.0, f["family_days"], f["required_days"]) if "days" in name else 1.0
        if name == "recorded_yield_kg_per_ha" or name.startswith("months"):
            scale = 12.0
        assert close(flows[name], of(f, hh), scale), f"{name} {where}: library {flows[name]!r}, oracle {of(f, hh)!r}"
    assert flows["recorded_yield_kg_per_ha"] == pytest.approx((f["sold_kg"] + f["kept_kg"]) / recorded_area, rel=RELATIVE, abs=RELATIVE), where


def compare_states(state, hh, f, where):
    stake = money_at_stake(f, hh)
    for name, value in people.state_of(hh).items():
        if name == "trees":
            for a in range(41):
                assert close(state[name][a], value[a], 1.0), f"trees of age {a} {where}: {state[name][a]!r}, {value[a]!r}"
        else:
            scale = stake if name.endswith("_usd") else 12.0
            assert close(state[name], value, scale), f"{name} {where}: library {state[name]!r}, oracle {value!r}"


@pytest.fixture(scope="module")
def defaults():
    return oracle.read_parameters(ROOT / "data/parameters/cocoa.csv")


def walk(defaults, seed, households, seen):
    """Each household through year 0 and three more, in the oracle and in the library, from the same start."""
    rng = np.random.default_rng(seed)
    p, tables = None, None
    for number in range(households):
        if number % 5 == 0:
            p = people.parameters(rng, defaults)
            tables = oracle_trees.prepare(p)
        hh = people.household(rng, number + 1)
        recorded_area = hh.area * rng.uniform(0.6, 1.0)
        regime = "liberal" if rng.random() < 0.3 else "regulated"
        anchor = rng.uniform(0.8, 1.3)
        for t in range(YEARS):
            where = f"of household {number + 1} in year {t} (seed {seed})"
            s, v, levers = people.luck(rng, p, t), people.village(rng), people.levers(rng)
            after, f = oracle.year(p, tables, hh, s, v, levers, regime, anchor)
            flows, state = testing.household_year(p, people.market_of(p, s, regime, anchor), people.fixed_of(hh, recorded_area),
                                                  people.village_of(v), levers, people.shocks_of(p, s), people.state_of(hh), t == 0)
            compare_flows(flows, f, hh, recorded_area, where)
            if t == 0:
                assert (state["package"], state["trials"]) == (after.package, after.trials), where
                assert close(state["planted_per_ha"], after.plant_last, 1.0), where
            else:
                compare_states(state, after, f, where)
            for group in (*branches(p, hh, s, levers, regime, f, after), *branches_of_levers(p, hh, s, levers, f), *branches_of_adoption(p, hh, s, f, after)):
                seen.update(name for name, hit in group.items() if hit)
                for name in group:
                    seen.setdefault(name, 0)
            hh = after


def test_a_thousand_households_agree_on_every_branch(defaults):
    seen = collections.Counter()
    walk(defaults, 2024, HOUSEHOLDS, seen)
    never = sorted(name for name, count in seen.items() if count == 0)
    print("\n".join(f"{count:6d}  {name}" for name, count in sorted(seen.items(), key=lambda item: item[1])))
    assert never == [], "branches that no household took"
    assert len(seen) > 130


def test_choices_turn_where_the_oracle_says_they_do(defaults):
    """A hair below and above each probability of a package and of replanting: both must choose alike, so that whatever only moves a
    probability (a lever that lends courage, a tenant's doubt) is compared as closely as money is."""
    rng = np.random.default_rng(31)
    turned = collections.Counter()
    for number in range(400):
        if number % 10 == 0:
            p = people.parameters(rng, defaults)
            tables = oracle_trees.prepare(p)
        hh, v, levers, s = people.household(rng, number), people.village(rng), people.levers(rng), people.luck(rng, p, 1)
        s["u"][oracle_tools.SLOTS.index("rechoice")] = 0.0
        f = oracle.year(p, tables, hh, s, v, levers)[1]
        edges = {"package_choice": np.cumsum(f["probability"])[:3], "replanting": [f["replant_probability"]], "disadoption": []}
        if p["bass_adoption"]:
            edges["package_choice"] = [min(1.0, p["bass_innovation"] + p["bass_imitation"] * (1 - v.share[0]))]
        if p["disadoption"] and hh.package > 0:
            edges["disadoption"] = [oracle_adoption.hazard(p, hh.surprise)]
        for slot, edge in ((slot, edge) for slot, row in edges.items() for edge in row if 1e-6 < edge < 1 - 1e-6):
            chosen = []
            for u in (edge - 1e-10, edge + 1e-10):
                tried = dict(s, u=list(s["u"]))
                tried["u"][oracle_tools.SLOTS.index(slot)] = float(u)
                _, tried_flows = oracle.year(p, tables, hh, tried, v, levers)
                flows, state = testing.household_year(p, people.market_of(p, tried, "regulated", 1.0), people.fixed_of(hh, hh.area),
                                                      people.village_of(v), levers, people.shocks_of(p, tried), people.state_of(hh), False)
                chosen.append((tried_flows["package"], tried_flows["cut"]))
                assert (flows["package"], state["cut_share"]) == chosen[-1], f"household {number}, {slot} at {u}"
            turned[slot] += chosen[0] != chosen[1]
    assert turned["package_choice"] > 200
    assert turned["replanting"] > 100
    assert turned["disadoption"] > 10


def test_nothing_the_library_returns_is_left_uncompared(defaults):
    rng = np.random.default_rng(5)
    hh, s = people.household(rng, 1), people.luck(rng, defaults, 1)
    flows, state = testing.household_year(
        defaults, people.market_of(defaults, s, "regulated", 1.0), people.fixed_of(hh, hh.area), people.village_of(people.village(rng)),
        oracle.NO_LEVERS, people.shocks_of(defaults, s), people.state_of(hh), False)
    assert set(flows) == set(FLOWS) | DERIVED
    assert set(people.LEVERS) | {"burden"} == set(oracle.NO_LEVERS), "a lever that no random household meets"
    assert set(state) == set(people.state_of(hh))
    carried = {f.name for f in fields(oracle.Household)}
    assert {"cash", "wealth", "livestock", "debt", "n", "x", "infected", "knowledge", "package", "bar"} <= carried


def test_shocks_are_those_of_the_description(defaults):
    rng = np.random.default_rng(6)
    for _ in range(500):
        p = people.parameters(rng, defaults)
        s = people.luck(rng, p, 3)
        library, w = people.shocks_of(p, s), oracle.weather(p, s)
        assert library["cocoa_weather"] == pytest.approx(w["wx"], rel=RELATIVE)
        assert library["food_weather"] == pytest.approx(w["wf"], rel=RELATIVE)
        assert library["food_price"] == pytest.approx(w["food_price_factor"], rel=RELATIVE)
        for name, slot in {"u_illness": "illness_episodes", "u_severity": "illness_severity", "u_other": "other_earnings",
                           "u_package": "package_choice", "u_replant": "replanting", "u_remittance": "remittance", "u_theft": "asset_loss",
                           "u_lump": "lump_expense", "u_death": "adult_death", "u_epidemic": "epidemic", "u_rechoice": "rechoice",
                           "u_index": "insurance_index", "u_disadoption": "disadoption"}.items():
            assert library[name] == oracle_tools.luck(s, slot)
