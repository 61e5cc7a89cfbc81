# SPDX-License-Identifier: Apache-2.0
"""The oracle's levers and its share tenancy check themselves: whoever pays, the bill is paid once; nothing moves what it should not."""
import pathlib
import sys
from dataclasses import replace

import numpy as np
import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import oracle  # noqa: E402
import oracle_trees  # noqa: E402
import random_households as people  # noqa: E402

DEFAULTS = oracle.read_parameters(pathlib.Path(__file__).resolve().parents[2] / "data/parameters/cocoa.csv")


@pytest.fixture(scope="module")
def lived():
    """400 households of every kind through a year with any levers: what goes in, what comes out."""
    rng = np.random.default_rng(17)
    rows = []
    for number in range(400):
        if number % 10 == 0:
            p = people.parameters(rng, DEFAULTS)
            tables = oracle_trees.prepare(p)
        hh, s, v, levers = people.household(rng, number), people.luck(rng, p, 1), people.village(rng), people.levers(rng)
        after, f = oracle.year(p, tables, hh, s, v, levers)
        rows.append((p, tables, hh, after, s, v, levers, f))
    return rows


def test_money_is_neither_made_nor_lost(lived):
    """Cash before and what came in is what went out and cash after, programmes and insurers included."""
    for p, _, hh, after, _, _, levers, f in lived:
        borrowed = f["loan"] + max(0.0, f["consumption"] - f["cash_on_hand"])
        came = hh.cash + levers["cash_usd"] + borrowed + f["cocoa_revenue"] + f["food_sales"] + f["food_own_value"] + f["livestock_sales"] \
            + f["earned"] + f["remittances"] + f["trip_saving"] + hh.income_residual + f["side_income"] + f["payout"] + f["distress_usd"]
        went = f["haulage"] + f["chemicals"] + f["fertiliser_cost"] + f["wages"] + f["infill"] + f["replant"] + f["illness_cost"] \
            + f["lump"] + f["paid"] + f["insurance_premium"] + f["consumption"] + f["leaked"] + f["invest"]
        assert came - went == pytest.approx(after.cash, abs=1e-6)
        assert f["paid"] + f["carried"] + f["written_off"] == pytest.approx(f["due"], abs=1e-6)
        assert f["loan"] <= f["credit"] + 1e-9
        assert f["due"] == pytest.approx(f["loan"] * (1 + f["rate"]) + hh.debt * (1 + p["interest_lender"]))


def test_every_bill_is_paid_by_somebody_and_by_one_alone(lived):
    for p, _, hh, _, _, _, levers, f in lived:
        # Sales: what buyers pay is what tenant and landlord get.
        assert f["cocoa_revenue"] + f["landlord_share"] == pytest.approx(f["sold_kg"] * f["price"], rel=1e-12)
        assert f["premium"] + f["differential"] + f["floor_payment"] == \
            pytest.approx(f["sold_kg"] * (f["price"] - f["price_market"]), rel=1e-9, abs=1e-9)
        # Inputs at list price: the landlord pays his part, programme and farmer the rest.
        by_landlord = p["landlord_input_share"] * (1 - hh.crop_share)
        scale = (1 - by_landlord) * (1 - levers["input_subsidy"])
        assert f["chemicals"] + f["fertiliser_cost"] + f["input_subsidy"] == \
            pytest.approx((1 - by_landlord) * (f["chemicals"] + f["fertiliser_cost"]) / scale, rel=1e-9)
        assert f["fertiliser_cost"] == pytest.approx(scale * f["fertiliser_price"] * f["dose_bought"] * hh.area, rel=1e-9)
        # Trees: what is cut out or renewed costs its price a hectare.
        assert f["replant"] + f["replant_subsidy"] == pytest.approx((f["cut"] + f["rogued"]) * p["replant_cost"] * hh.area, abs=1e-6)
        # A programme's credit costs no more than its own loan with the interest forgone on all of it.
        forgone = (p["interest_formal"] - f["rate"]) * f["loan"]
        assert forgone - 1e-9 <= f["credit_subsidy"] <= forgone + f["programme_loan"] * (1 + f["rate"]) + 1e-9


def test_trees_that_are_cut_out_are_counted_and_replaced_by_no_more(lived):
    for _, _, _, after, _, _, _, f in lived:
        gone = f["trees_cut"] + f["trees_rogued"] + f["trees_died"]
        assert f["trees_before"] - gone + f["trees_born"] == pytest.approx(f["trees_per_ha"], abs=1e-9)
        replaced = after.plant_last - f["planted"] - f["cut"] * f["trees_per_ha"]
        assert -1e-9 <= replaced <= f["trees_rogued"] + 1e-6
        assert 0 <= after.infected <= 1


def test_levers_pull_the_way_they_are_meant_to(lived):
    """One lever more, all else as it was."""
    for p, tables, hh, _, s, v, levers, f in lived:
        def moved(p=p, tables=tables, hh=hh, s=s, v=v, levers=levers, **more):
            return oracle.year(p, tables, hh, s, v, dict(levers, **more))[1]

        assert moved(school_years=levers["school_years"] + 4)["efficiency"] >= f["efficiency"]
        assert moved(hassle_relief=levers["hassle_relief"] + 2)["probability"][0] <= f["probability"][0] + 1e-12
        assert moved(cash_usd=levers["cash_usd"] + 50)["liquidity"] == pytest.approx(f["liquidity"] + 50 * p["cash_share"])
        assert moved(credit_usd=levers["credit_usd"] + 50)["credit"] == pytest.approx(f["credit"] + 50 * (hh.bar == 0))
        assert moved(premium_usd_per_kg=levers["premium_usd_per_kg"] + 0.1)["price"] == pytest.approx(f["price"] + 0.1)
        assert moved(price_floor_usd_per_kg=20.0)["price"] >= 20.0
        assert moved(roguing=1.0)["infected"] <= f["infected"] + 1e-12
        assert moved(replant_subsidy=1.0)["replant"] == 0.0
        secure = moved(tenure_security=1.0)["replant_npv"]
        if hh.crop_share == 1:
            assert secure == f["replant_npv"]


def test_a_tenant_wants_less_fertiliser_than_an_owner(lived):
    """The Marshallian tenant: of two alike, the one who keeps less has less use for a dose; a landlord who watches closes the gap."""
    smaller = 0
    for p, tables, hh, _, s, v, levers, _ in lived:
        def dose(crop_share, monitoring, p=p, tables=tables, hh=hh, s=s, v=v, levers=levers):
            p = dict(p, landlord_input_share=0.0, tenancy_monitoring=monitoring)
            return oracle.year(p, tables, replace(hh, crop_share=crop_share), s, v, levers)[1]["dose_3"]

        owner, tenant = dose(1.0, 0.0), dose(0.5, 0.0)
        assert tenant <= owner and dose(0.5, 1.0) == owner
        smaller += tenant < owner
    assert smaller > 30
