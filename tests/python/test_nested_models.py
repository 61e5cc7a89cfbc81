# SPDX-License-Identifier: Apache-2.0
"""The engine with heterogeneity or dynamics switched off is the small model that it nests (docs/reference_models.md)."""

import math
import pathlib
import sys

import numpy as np
import pytest
import smallholder as sh

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import oracle  # noqa: E402
import oracle_trees  # noqa: E402
import random_households as people  # noqa: E402
from smallholder._core import testing  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
PRICE = 1.864  # USD/kg, at the farm
LUCK = {"expected": True, "t": 0, "u": [0.5] * 16, "z0": 0.0, "z1": 0.0, "Z": 0.0, "B": 0.0, "drought": 0.0}


@pytest.fixture
def p():
    """Nothing but cocoa: no second crop, no animals, no other earnings, no losses on the way."""
    made = oracle.read_parameters(ROOT / "data/parameters/cocoa.csv")
    return made | {"remittance_rate": 0.0, "phl": 0.0, "food_need": 1e-9, "illness_cost_per_episode": 0.0, "other_constant": -50.0}


def farm(**changes):
    """Three hectares of old trees, healthy, skilled to the frontier, at the market's door."""
    made = {"id": 1, "area": 3.0, "stand_target": 0.0, "land_quality": 1.0, "z_u": 0.0, "school": 6.0, "female_head": 0.0, "men": 4.0,
            "women": 4.0, "children": 0.0, "ae": 4.5, "coop": 0.0, "vsla": 0.0, "km_foot": 0.0, "km_road": 0.0, "food_area": 0.0,
            "other_level": 0.0, "soil_supply": 0.65, "livestock0": 0.0, "hired_share": 0.0, "taste": 0.0, "megakarya": 0.0,
            "benchmark": 4742.0, "n": [0.0] * 40 + [900.0], "x": [0.5, 0.6, 0.4, 0.3], "knowledge": 0.25, "cash": 4000.0}
    return oracle.Household(**(made | changes))


def live(p, hh, levers=oracle.NO_LEVERS, surveyed=True, state=None, u=0.5):
    market = {"price": PRICE, "expected_price": PRICE, "liberal": 0.0, "climate": 1.0}
    village = people.village_of(oracle.Village([0.25] * 4, 0.0, 0.0, 0.0, 1.0, 1.0))
    shocks = {"cocoa_weather": 1.0, "food_weather": 1.0, "drought": 0.0, "food_price": 1.0} | dict.fromkeys(
        ("u_illness", "u_severity", "u_other", "u_package", "u_replant", "u_remittance", "u_theft", "u_lump", "u_death", "u_epidemic",
         "u_rechoice", "u_index", "u_disadoption"), 0.999) | {"u_package": u}
    return testing.household_year(p, market, people.fixed_of(hh, hh.area), village, levers, shocks, state or people.state_of(hh), surveyed)


# ---- who adopts: TOA-MD ---------------------------------------------------------------------------------------------

def one_package(p, kappa):
    """Packages 0 and 1 alone, and profit the only reason."""
    return p | {"gamma": 0.0, "peer_weight": 0.0, "knowledge_slope": 0.0, "hassle_1": 0.0, "hassle_2": 1e15, "hassle_3": 1e15,
                "profit_weight": kappa}


def gain_of_package_1(p):
    """USD a year, by the slow re-derivation: what package 1 earns beyond package 0 on this farm, days at their shadow wage."""
    s = dict(LUCK, fob=[p["fob_0"]] * 4)
    regulated = oracle.farm_gate_regulated(p, p["fob_0"], p["fob_0"])
    flows = oracle.year(p, oracle_trees.prepare(p), farm(), s, oracle.Village([0.25] * 4, 0.0, 0.0, 0.0, 1.0, 1.0), anchor=PRICE / regulated)[1]
    return flows["promised"][1] - flows["promised"][0]


@pytest.mark.parametrize("payment", [-80.0, 0.0, 60.0, 200.0])
def test_with_gains_that_differ_and_nothing_else_adoption_is_the_closed_form(p, payment):
    kappa, spread, farms = 1e9, 180.0, 1000
    p = one_package(p, kappa)
    mean = gain_of_package_1(p)
    assert mean > 0
    # A normal share of farms gains more or less than the mean: here by taste, which a profit of the same size would equal.
    z = np.array([testing.normal_quantile((i + 0.5) / farms) for i in range(farms)])
    levers = dict(oracle.NO_LEVERS, hassle_relief=payment * kappa / p["y_ref"])
    adopts = np.array([live(p, farm(taste=float(kappa * spread * score / p["y_ref"])), levers)[0]["package"] for score in z]) == 1.0
    closed = sh.reference.heterogeneous_adoption(mean, spread, payment=payment)
    assert 0.05 < closed.share < 0.99
    assert adopts.mean() == pytest.approx(closed.share, abs=1.5 / farms)
    # What those who adopt gain is the closed form's too; a thousand farms miss a little of the tails.
    assert np.where(adopts, mean + spread * z, 0.0).mean() == pytest.approx(closed.gain_per_farm, abs=0.5)


def test_the_engines_own_doubt_is_the_closed_form_with_logistic_tails(p):
    uniforms = (np.arange(500) + 0.5) / 500
    for kappa in (1.0, 3.0, 8.0):
        moved = one_package(p, kappa)
        mean = gain_of_package_1(moved)
        share = np.mean([live(moved, farm(), u=float(u))[0]["package"] == 1.0 for u in uniforms])
        assert share == pytest.approx(1 / (1 + math.exp(-kappa * mean / p["y_ref"])), abs=1 / 500)
        spread = math.pi / math.sqrt(3) * p["y_ref"] / kappa  # standard deviation of the logit's noise, in money
        assert share == pytest.approx(sh.reference.heterogeneous_adoption(mean, spread).share, abs=0.03)


# ---- the spreadsheet -------------------------------------------------------------------------------------------------

def yield_by_hand(p, hh, dose=0.0):
    """kg/ha: potential of one old cohort, practices, soil and fertiliser, written out."""
    def h(a):
        return 1 / (1 + math.exp(-(a - p["age_rise"]) / p["age_rise_width"])) / (1 + math.exp((a - p["age_fall"]) / p["age_fall_width"]))

    bearing = h(40) / max(h(a / 1000) for a in range(0, 60_000))
    r = hh.n[40] / p["density_opt"]
    density = bearing * r * (2 + p["density_flatness"]) / (1 + p["density_flatness"] * r + r * r)
    losses = [p[f"loss_{k}"] for k in ("pruning", "weeding", "mirid", "black_pod")]
    log_omega = sum(math.log(1 - loss * (1 - x)) for loss, x in zip(losses, hh.x, strict=True))
    log_omega -= p["theta"] * sum(1 - hh.x[k] * hh.x[m] for k in range(4) for m in range(k + 1, 4))
    return p["ymax"] * density * math.exp(log_omega) * (1 - (1 - hh.soil_supply) * math.exp(-p["c_n"] * dose))


def test_one_farm_on_which_nothing_moves_is_land_times_yield_times_price_less_cost(p):
    still = p | {"adjust": 0.0, "mu0": 0.0, "mu1": 0.0, "removal": 0.0, "rechoice": 0.0, "cssvd_beta": 0.0, "cssvd_beta_village": 0.0,
                 "cssvd_beta_background": 0.0, "infill_rate": 0.0, "replant_hassle": 1e9, "interest_formal": 0.0,
                 "hassle_1": 1e9, "hassle_2": 1e9, "hassle_3": 1e9, "wage_elasticity": 0.0,
                 "c_sub": 1.0, "mpc": 0.0, "leak": 0.0}  # the last three: the cash for next year's inputs is there
    hh = farm()
    produced = yield_by_hand(still, hh)
    cost = hh.area * (still["mirid_cost"] * hh.x[2] + still["black_pod_cost"] * hh.x[3])
    expected = sh.reference.spreadsheet_income(hh.area, produced, PRICE, cost)
    assert 500 < expected < 5000
    flows, _ = live(still, hh)
    assert flows["income_usd"] == pytest.approx(expected, rel=1e-6)
    state = None
    for _ in range(8):
        flows, state = live(still, hh, surveyed=False, state=state)
        assert (flows["package"], flows["hired_days"], flows["days_missing"]) == (0.0, 0.0, 0.0)
        assert flows["yield_kg_per_ha"] == pytest.approx(produced, rel=1e-6)
        assert flows["income_usd"] == pytest.approx(expected, rel=1e-6)


def test_what_the_spreadsheet_leaves_out_shows_when_it_is_switched_on(p):
    """The same farm as shipped: hands are hired, trees die, practices move; income is no longer the spreadsheet's."""
    hh = farm(hired_share=0.4)
    static = sh.reference.spreadsheet_income(hh.area, yield_by_hand(p, hh), PRICE, hh.area * (p["mirid_cost"] * hh.x[2] + p["black_pod_cost"] * hh.x[3]))
    state, incomes = None, []
    for _ in range(8):
        flows, state = live(p, hh, surveyed=False, state=state)
        incomes.append(flows["income_usd"])
    assert incomes[0] < static - 50
    assert incomes[-1] < incomes[0]


# ---- who gains from a lower price: linear economic surplus -----------------------------------------------------------

@pytest.mark.parametrize(("supply", "demand"), [(0.3, -0.34), (0.57, -0.9)])
def test_without_memory_a_small_shift_gives_the_surplus_of_straight_lines(supply, demand):
    """Short and long run alike, so that no year remembers another; what is left between the two is curvature, of second order."""
    table = {"supply_elasticity_short": supply, "supply_elasticity_long": supply, "demand_elasticity_short": demand,
             "demand_elasticity_long": demand}
    programme = sh.Programme([sh.FarmerTraining(coverage=1.0, years=3, delivered=1.0)], parameters=table, regime="liberal")
    result = sh.simulate(sh.synthesise("ghana_cocoa", households=150, represents=500_000), programme, years=5, draws=1, replicates=1,
                         market_answer="on", draw_parameters=False, comparators=False, progress=False)
    world_t = result.table.value("world_supply_t")
    market = result.market().set_index(["year", "metric"])["mean"]
    moved = 0
    for year in range(2, 6):
        fall = 1.0 - market[year, "world_price_factor"]
        if abs(fall) < 1e-4:
            continue
        moved += 1
        price = float(result.runs.export_price[0, 0, year])
        k = fall * (supply - demand) / supply
        lines = sh.reference.economic_surplus(k, price, world_t, (supply, demand))
        assert lines.price_fall == pytest.approx(fall)
        assert market[year, "buyers_gain"] == pytest.approx(lines.consumers, rel=0.02)
        others = market[year, "origin_growers_gain"] + market[year, "growers_elsewhere_gain"]
        own = float(result.value("production", year=year)["mean"]) * result.represents / 1000.0
        # Growers who had nothing of the new practice lose the fall of the price on what they grow (P1 Q1 less what they no longer grow);
        # in a liberal market the farm gate bears its part of the fall, so the origin's others lose at most the whole.
        assert -others == pytest.approx(fall * price * (world_t - own), rel=0.15)
    assert moved >= 3
