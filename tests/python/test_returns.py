# SPDX-License-Identifier: Apache-2.0
"""sh.returns on plain columns: published values, every form a user may hand over, and clear errors."""

import decimal
import math

import numpy as np
import pandas as pd
import pytest
import smallholder as sh
import xarray as xr
from smallholder import RangeError, SchemaError
from smallholder.returns import SocialOutcome

MICROSOFT = [-120_000, 39_000, 30_000, 21_000, 37_000, 46_000]
FLOWS = [-1000, 300, 400, 500, 200]


# ---- published and independently computed values ------------------------------------------------------------------

def test_te18_to_te21_mirr():
    assert sh.returns.mirr(MICROSOFT, 0.10, 0.12) == pytest.approx(0.126094130365905, abs=1e-9)
    assert sh.returns.mirr(MICROSOFT[:4], 0.10, 0.12) == pytest.approx(-0.0480446552499808, abs=1e-9)
    assert sh.returns.mirr(MICROSOFT, 0.10, 0.14) == pytest.approx(0.134759110828315, abs=1e-9)
    assert sh.returns.mirr([-1000, 100, 50, 10, 15], 0.34, 0.21) == pytest.approx(-0.274227470826727, abs=1e-12)
    assert sh.returns.mirr([-70_000, 22_000, 25_000, 28_000, 31_000], 0.10, 0.12) == pytest.approx(0.155127062819277, abs=1e-9)


@pytest.mark.parametrize(("flows", "rates", "tolerance"), [
    ([-2000, 10_000, -10_000], [0.381966011250105, 2.61803398874989], 1e-9),          # TE22
    ([-252, 1431, -3035, 2850, -1000], [1 / 4, 1 / 3, 3 / 7, 2 / 3], 1e-7),           # TE23
    ([-1600, 10_000, -10_000], [0.25, 4.0], 1e-10),                                   # TE24
])
def test_te22_to_te24_several_internal_rates(flows, rates, tolerance):
    found = sh.returns.irr(flows)
    assert found.rates == pytest.approx(rates, abs=tolerance)
    assert not found.unique and not found.none
    with pytest.raises(RangeError, match=rf"{len(rates)} rates make the NPV zero .*Report NPV at a stated rate, or mirr"):
        found.the_only_rate()


def test_te25_no_internal_rate():
    found = sh.returns.irr([1000, -3000, 2500])
    assert found.none and list(found.rates) == [] and not found.unique
    with pytest.raises(RangeError, match="no rate above -1"):
        found.the_only_rate()


def test_te26_one_internal_rate():
    flows = [-70_000, 12_000, 15_000, 18_000, 21_000]
    assert sh.returns.irr(flows).the_only_rate() == pytest.approx(-0.0212448482734109, abs=1e-8)
    found = sh.returns.irr([*flows, 26_000])
    assert found.the_only_rate() == pytest.approx(0.0866309480365317, abs=1e-8)
    assert found.unique and found.sign_changes == 1 and "0.0866309" in repr(found)


def test_te27_npv_conventions():
    flows = [-10_000, 3_000, 4_200, 6_800]
    assert sh.returns.npv_first_flow_in_year_one(0.10, flows) == pytest.approx(1188.44341233522, abs=1e-6)
    assert sh.returns.npv(0.10, flows) == pytest.approx(1307.28775356874, abs=1e-6)


def test_te28_npv_ratio_and_payback():
    assert sh.returns.npv(0.08, FLOWS) == pytest.approx(164.635396967867, abs=1e-9)
    assert sh.returns.benefit_cost_ratio([1000], [0, 300, 400, 500, 200], 0.08) == pytest.approx(1.16463539696787, abs=1e-9)
    assert sh.returns.net_benefit_to_cost([1000], [0, 300, 400, 500, 200], 0.08) == pytest.approx(0.16463539696787, abs=1e-9)
    assert sh.returns.payback(FLOWS).first == pytest.approx(2.6, abs=1e-9)
    assert sh.returns.payback(FLOWS, rate=0.08).first == pytest.approx(2.955584, abs=1e-9)


def test_te29_and_te30_tail_risk():
    assert sh.returns.cvar_of_normal(0, 1, 0.95) == pytest.approx(2.06271280750743, abs=1e-9)
    assert sh.returns.cvar_of_normal(0, 1, 0.99) == pytest.approx(2.66521422034581, abs=1e-9)
    losses = range(1, 101)
    found = [sh.returns.value_at_risk(losses, 0.95), sh.returns.cvar(losses, 0.95),
             sh.returns.value_at_risk(losses, 0.955), sh.returns.cvar(losses, 0.955)]
    assert found == pytest.approx([95, 98, 96, 98.2222222222222], abs=1e-10)
    assert sh.returns.mean_of_worst(range(1, 101), 0.1) == pytest.approx(5.5)


def test_te31_social_return():
    outcome = SocialOutcome("all outcomes", "as given", [2.6], deadweight=0.25, attribution=0.8)
    found = sh.returns.sroi(outcome, [0.9], 0.0)
    assert found.ratio == pytest.approx(1.73333333333333, abs=1e-12)
    assert list(found.lines.columns) == ["name", "proxy", "present_value"]
    assert found.lines["present_value"].tolist() == pytest.approx([1.56])


def test_the_claim_of_79_and_what_is_left_of_it():
    """401 USD a year over 252 USD: for 50 undiminished years undiscounted, and for 10 that fade and are discounted."""
    claimed = sh.returns.benefit_cost_ratio([252], [0] + [401] * 50, 0.0)
    assert claimed == pytest.approx(79.56, abs=0.005)
    fading = [0] + [401 * 0.85**t for t in range(10)]
    assert sh.returns.benefit_cost_ratio([252], fading, 0.10) == pytest.approx(5.88, abs=0.005)


# ---- the parts of a social return ---------------------------------------------------------------------------------

def test_every_deduction_of_a_social_return_counts_once():
    days = SocialOutcome("days ill avoided", "day wage, 4 USD", [0, 400, 400, 400], displacement=0.1, drop_off=0.5)
    school = SocialOutcome("school hours", "none agreed: 0", [0, 0, 0, 0])
    found = sh.returns.sroi([days, school], [500, 100], 0.05)
    by_hand = 0.9 * sum(400 * 0.5**k / 1.05 ** (k + 1) for k in range(3))
    assert found.outcomes == pytest.approx(by_hand)
    assert found.inputs == pytest.approx(500 + 100 / 1.05)
    assert found.ratio == pytest.approx(found.outcomes / found.inputs)
    assert found.lines["present_value"].sum() == pytest.approx(found.outcomes)
    with pytest.raises(RangeError, match="outcome 'days': the proxy is not named"):
        sh.returns.sroi([SocialOutcome("days", "", [1])], [1], 0.0)
    with pytest.raises(RangeError, match=r"deadweight is 1\.2"):
        sh.returns.sroi([SocialOutcome("days", "x", [1], deadweight=1.2)], [1], 0.0)


# ---- many draws at once -------------------------------------------------------------------------------------------

RNG = np.random.default_rng(4)
DRAWS = np.concatenate([-RNG.uniform(500, 1500, (40, 1)), RNG.normal(300, 120, (40, 9))], axis=1)


def test_a_table_gives_one_figure_per_draw():
    factors = 1.07 ** -np.arange(10)
    assert sh.returns.npv(0.07, DRAWS) == pytest.approx(DRAWS @ factors)
    assert sh.returns.npv(0.07, DRAWS.reshape(4, 10, 10)).shape == (4, 10)
    ones = [sh.returns.mirr(row, 0.05, 0.05) for row in DRAWS]
    assert sh.returns.mirr(DRAWS, 0.05, 0.05).tolist() == ones
    paid = sh.returns.payback(DRAWS, rate=0.05)
    assert paid.first.shape == paid.lasting.shape == (40,)
    assert paid.first[3] == sh.returns.payback(DRAWS[3], rate=0.05).first
    assert np.all(paid.lasting >= paid.first)


def test_one_stream_of_costs_goes_with_every_draw_of_benefits():
    benefits = np.maximum(DRAWS, 0.0)
    found = sh.returns.benefit_cost([800, 50], benefits, 0.07)
    expected = benefits @ 1.07 ** -np.arange(10) / (800 + 50 / 1.07)
    assert found.ratio == pytest.approx(expected)
    assert found.net == pytest.approx(found.benefits - found.costs)
    assert found.net_to_cost == pytest.approx(found.ratio - 1.0)
    both = sh.returns.benefit_cost_ratio(np.abs(DRAWS), benefits, 0.07)
    assert both[7] == pytest.approx(sh.returns.benefit_cost_ratio(np.abs(DRAWS[7]), benefits[7], 0.07))
    with pytest.raises(SchemaError, match="costs has 3 rows and benefits 40"):
        sh.returns.benefit_cost_ratio(np.abs(DRAWS[:3]), benefits, 0.07)


def test_pandas_and_xarray_get_their_labels_back():
    frame = pd.DataFrame(DRAWS, index=[f"draw {i}" for i in range(40)])
    found = sh.returns.npv(0.07, frame)
    assert isinstance(found, pd.Series) and found.index.equals(frame.index)
    assert found["draw 5"] == sh.returns.npv(0.07, DRAWS[5])
    array = xr.DataArray(DRAWS.reshape(2, 20, 10), dims=("arm", "draw", "year"), coords={"arm": ["a", "b"]})
    worth = sh.returns.npv(0.07, array.transpose("year", "draw", "arm"))
    assert worth.dims == ("draw", "arm") and list(worth["arm"].values) == ["a", "b"]
    assert worth.sel(arm="b").values[3] == sh.returns.npv(0.07, DRAWS[23])
    assert isinstance(sh.returns.npv(0.07, array[0, 0]), float)
    with pytest.raises(SchemaError, match="none is called year"):
        sh.returns.npv(0.07, array.rename(year="time"))


@pytest.mark.parametrize("form", [list, tuple, np.array, pd.Series, xr.DataArray, lambda x: np.array(x, dtype="float32"),
                                  lambda x: [decimal.Decimal(v) for v in x], lambda x: np.array(x, dtype=np.int16),
                                  lambda x: pd.Series(x, dtype="Int64"), lambda x: np.repeat(x, 2)[::2]])
def test_every_form_of_a_column_gives_the_same_figure(form):
    found = sh.returns.npv(0.08, form(FLOWS))
    assert type(found) is float
    assert found == sh.returns.npv(0.08, FLOWS)


# ---- payback ------------------------------------------------------------------------------------------------------

def test_payback_first_for_good_and_never():
    again = sh.returns.payback([-100, 150, -100, 80])
    assert again.first == pytest.approx(2 / 3)
    assert again.lasting == pytest.approx(2 + 50 / 80)
    never = sh.returns.payback([-100, 10, 10])
    assert math.isinf(never.first) and math.isinf(never.lasting)
    assert sh.returns.payback([0, 5]).first == 0.0


# ---- cost-effectiveness -------------------------------------------------------------------------------------------

def test_the_two_means_of_cost_effectiveness_are_two_figures():
    found = sh.returns.cost_effectiveness([100.0, 100.0], [1.0, 4.0])
    assert found.ratio_of_means == pytest.approx(40.0)
    assert found.mean_of_ratios == pytest.approx(62.5)
    assert not found.flagged and not found.outcome_includes_zero


def test_a_clear_effect_has_an_interval_and_fieller_agrees_with_the_bootstrap():
    rng = np.random.default_rng(9)
    costs, outcomes = rng.normal(100, 10, 400), rng.normal(20, 4, 400)
    found = sh.returns.cost_effectiveness(costs, outcomes, resamples=2000)
    shape, low, high = found.fieller
    assert shape == "between"
    assert low < costs.mean() / outcomes.mean() < high
    assert (low, high) == pytest.approx((found.low, found.high), abs=0.02)
    assert found.plane == {"dearer_better": 1.0, "cheaper_better": 0.0, "dearer_worse": 0.0, "cheaper_worse": 0.0}


def test_an_effect_that_may_be_nil_shows_quarters_and_no_interval():
    rng = np.random.default_rng(10)
    found = sh.returns.cost_effectiveness(rng.normal(100, 10, 50), rng.normal(0.2, 4, 50))
    assert found.outcome_includes_zero and found.flagged
    assert found.fieller[0] == "outside"
    assert sum(found.plane.values()) == pytest.approx(1.0)
    assert found.plane["dearer_worse"] == found.without_outcome / 50
    assert math.isinf(found.p95)


# ---- what is refused ----------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("flows", "error", "words"), [
    ([], RangeError, "flows is empty"),
    ([[], []], RangeError, "flows is empty"),
    ([-1, math.nan, 3], RangeError, r"flows\[1\] is missing \(NaN\).*Enter 0 for a year without a flow"),
    ([-1, 2, math.inf], RangeError, r"flows\[2\] is infinite"),
    ([-1, None, 3], RangeError, r"flows\[1\] is missing"),
    (pd.Series([1, None, 3], dtype="Int64"), RangeError, r"flows\[1\] is missing"),
    ([[-1, 2], [-1, 2, 3]], SchemaError, "flows is ragged"),
    ([-1, "2"], SchemaError, "flows holds <U"),
    ([-1, "2", None], SchemaError, r"flows\[1\] is '2' and not a number"),
    (np.array([1 + 2j]), SchemaError, "complex128"),
    (np.array([True, False]), SchemaError, "bool"),
    (5.0, SchemaError, "single value"),
    (np.ma.masked_array([-1.0, 2.0], mask=[False, True]), RangeError, "masked"),
    ([[-1, 2], [-1, math.nan]], RangeError, r"row 1: flows\[1\] is missing"),
])
def test_flows_that_are_refused(flows, error, words):
    with pytest.raises(error, match=words):
        sh.returns.npv(0.1, flows)


def test_other_refusals():
    with pytest.raises(RangeError, match="the rate is -1"):
        sh.returns.npv(-1, FLOWS)
    with pytest.raises(RangeError, match="the rate is nan"):
        sh.returns.payback(FLOWS, rate=math.nan)
    with pytest.raises(RangeError, match="all flows are zero"):
        sh.returns.irr([0, 0])
    with pytest.raises(SchemaError, match="Ask row by row"):
        sh.returns.irr(DRAWS)
    with pytest.raises(RangeError, match="no flow is negative"):
        sh.returns.mirr([1, 2], 0.1, 0.1)
    with pytest.raises(RangeError, match=r"costs\[0\] is negative"):
        sh.returns.benefit_cost([-5], [1], 0.1)
    with pytest.raises(RangeError, match="2 costs and 1 outcomes"):
        sh.returns.cost_effectiveness([1, 2], [1])
    with pytest.raises(RangeError, match="seed is 1.5"):
        sh.returns.cost_effectiveness([1, 2], [1, 2], seed=1.5)
    with pytest.raises(RangeError, match="alpha is 1"):
        sh.returns.cvar([1, 2], 1.0)
    with pytest.raises(SchemaError, match="losses has 2 dimensions"):
        sh.returns.cvar(DRAWS, 0.9)


def test_series_that_begin_in_different_years_are_not_laid_side_by_side():
    costs = pd.Series([1000, 50], index=[0, 1])
    benefits = pd.Series([300, 400], index=[1, 2])
    with pytest.raises(SchemaError, match="costs begins at 0 and benefits at 1"):
        sh.returns.benefit_cost_ratio(costs, benefits, 0.1)
    aligned = benefits.reindex([0, 1, 2], fill_value=0)
    assert sh.returns.benefit_cost_ratio(costs, aligned, 0.1) == sh.returns.benefit_cost_ratio([1000, 50], [0, 300, 400], 0.1)
    with pytest.raises(SchemaError, match="losses and weights have different indices"):
        sh.returns.cvar(pd.Series([1.0, 2.0], index=["a", "b"]), 0.5, pd.Series([1.0, 2.0], index=["b", "a"]))
