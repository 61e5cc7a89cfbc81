# SPDX-License-Identifier: Apache-2.0
"""sh.metrics on plain columns: published values, slow and obvious re-derivations, and clear errors."""

import math
import warnings

import numpy as np
import pandas as pd
import pytest
import smallholder as sh
import xarray as xr
from smallholder import RangeError, SchemaError
from smallholder.metrics import IncomesAdjusted

EXAMPLE = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]
CHANGED = [841, 2063, 2445, 3438, 4437, 5401, 6392, 8304, 11304, 21961]
FOUR = [2, 4, 8, 10]
SIX = [80, 100, 800, 1000, 50_000, 70_000]

RNG = np.random.default_rng(12)
INCOME = RNG.lognormal(7.3, 0.8, 300)
LATER = INCOME * RNG.lognormal(0.05, 0.3, 300)
LINE = np.where(np.arange(300) % 3 == 0, 1500.0, 1900.0)
WEIGHT = RNG.uniform(0.5, 3.0, 300)


# ---- published and independently computed values ------------------------------------------------------------------

def test_te01_to_te05_inequality_of_the_ineq_example():
    m = sh.metrics
    assert m.gini(EXAMPLE) == pytest.approx(0.462091130267624, abs=1e-10)
    assert m.gini(EXAMPLE, small_sample=True) == pytest.approx(0.513434589186249, abs=1e-10)
    assert [m.theil(EXAMPLE), m.theil(EXAMPLE, kind="L")] == pytest.approx([0.362341242343895, 0.433594649520446], abs=1e-8)
    assert [m.atkinson(EXAMPLE, e) for e in (0.5, 1, 2)] == pytest.approx(
        [0.179659098046342, 0.351825059735075, 0.629011054511758], abs=1e-8)
    assert m.generalised_entropy(EXAMPLE, 0.5) == pytest.approx(0.377093096523383, abs=1e-8)


def test_te06_to_te08_poverty():
    m = sh.metrics
    assert [m.fgt(EXAMPLE, 2000, a) for a in (0, 1, 2)] == pytest.approx([0.2, 0.0998, 0.06042625], abs=1e-10)
    assert m.watts(EXAMPLE, 2000) == pytest.approx(0.162014123921756, abs=1e-9)
    assert m.sen_shorrocks_thon(EXAMPLE, 2000) == pytest.approx(0.18425, abs=1e-9)
    found = [*(m.fgt(CHANGED, 2000, a) for a in (0, 1, 2)), m.watts(CHANGED, 2000)]
    assert found == pytest.approx([0.1, 0.05795, 0.033582025, 0.0866310799569134], abs=1e-9)


def test_te09_to_te12_means_and_inequality_of_four():
    m = sh.metrics
    assert [m.general_mean(FOUR, p) for p in (1, 0, -1, 2)] == pytest.approx(
        [6, 5.02973371873174, 4.1025641025641, 6.78232998312527], abs=1e-8)
    assert m.gini(FOUR) == pytest.approx(7 / 24, abs=1e-12)
    found = [m.theil(FOUR), m.theil(FOUR, kind="L"), *(m.atkinson(FOUR, e) for e in (0.5, 1, 2))]
    assert found == pytest.approx(
        [0.149609491979387, 0.176392425139626, 0.0786199050088734, 0.161711046878043, 0.316239316239316], abs=1e-8)
    assert m.gini(FOUR, [1, 2, 1, 1]) == pytest.approx(0.285714285714286, abs=1e-12)
    assert m.gini([2, 4, 4, 8, 10]) == pytest.approx(0.285714285714286, abs=1e-12)


def test_te13_to_te15_poverty_by_group():
    m = sh.metrics
    found = [*(m.fgt(SIX, 1100, a) for a in (0, 1, 2)), m.watts(SIX, 1100)]
    assert found == pytest.approx([0.666666666666667, 0.366666666666667, 0.294820936639118, 0.905449667972302], abs=1e-9)
    groups = m.fgt_by_group(SIX, 1100, 1, groups=["north", "north", "south", "south", "north", "south"])
    assert groups["value"].to_dict() == pytest.approx({"north": 0.612121212121212, "south": 0.121212121212121}, abs=1e-9)
    assert groups["contribution"].sum() == pytest.approx(0.366666666666667, abs=1e-9)
    assert [m.fgt([100, 110, 150, 160], 125, a) for a in (0, 1, 2)] == pytest.approx([0.5, 0.08, 0.0136], abs=1e-12)


def test_te16_growth_and_redistribution():
    found = sh.metrics.growth_and_redistribution(EXAMPLE, [1.1 * y for y in CHANGED], 2000, 1)
    assert [found.total, found.growth, found.redistribution] == pytest.approx(
        [-0.046055, -0.00711250000000001, -0.0389425], abs=1e-9)


def test_te17_lorenz_curve():
    curve = sh.metrics.lorenz(EXAMPLE)
    assert [curve.at(p) for p in (0.2, 0.5, 0.9)] == pytest.approx(
        [0.0300964166641636, 0.185083951581413, 0.665680473372781], abs=1e-10)
    assert curve.at([0.2, 0.5]).tolist() == [curve.at(0.2), curve.at(0.5)]
    assert list(curve.curve.columns) == ["population", "income"] and len(curve.curve) == 11
    area = np.trapezoid(curve.income, curve.population) if hasattr(np, "trapezoid") else np.trapz(curve.income, curve.population)
    assert 1 - 2 * area == pytest.approx(sh.metrics.gini(EXAMPLE), rel=1e-12)
    with pytest.raises(RangeError, match=r"p is 1\.2"):
        curve.at(1.2)


def test_tb11_living_income():
    found = sh.metrics.living_income([0.55, 1.2], 1.0, [0.6, 0.4])
    assert [found.share_below, found.mean_gap_all, found.mean_gap_below] == pytest.approx([0.6, 0.27, 0.45], abs=1e-12)


# ---- against the slow and obvious ---------------------------------------------------------------------------------

def test_groups_split_inequality_exactly():
    region = np.array(["east", "west", "north"])[np.arange(300) % 3]
    for c, kind in ((1.0, "T"), (0.0, "L")):
        found = sh.metrics.inequality_by_group(INCOME, region, WEIGHT, c=c)
        assert found.total == pytest.approx(found.within + found.between, rel=1e-12)
        assert found.total == pytest.approx(sh.metrics.theil(INCOME, WEIGHT, kind=kind), rel=1e-12)
        own = sh.metrics.theil(INCOME[region == "west"], WEIGHT[region == "west"], kind=kind)
        assert found.groups.loc["west", "value"] == pytest.approx(own, rel=1e-12)
        smoothed = pd.Series(INCOME * WEIGHT).groupby(region).sum() / pd.Series(WEIGHT).groupby(region).sum()
        assert found.between == pytest.approx(sh.metrics.theil(smoothed[region].to_numpy(), WEIGHT, kind=kind), rel=1e-9)


def test_growth_incidence_of_ranks_and_of_households():
    swapped = INCOME.copy()
    swapped[np.argmin(INCOME)], swapped[np.argmax(INCOME)] = INCOME.max(), INCOME.min()
    ranks = sh.metrics.growth_incidence(INCOME, swapped)
    assert ranks.growth == pytest.approx(np.zeros(10), abs=1e-12)  # nothing happened to the distribution
    people = sh.metrics.growth_incidence(INCOME, swapped, follow="households")
    assert people.growth[0] > 0.5 and people.growth[9] < 0  # but to two households it did
    even = sh.metrics.growth_incidence(INCOME, 1.1 * INCOME, WEIGHT, points=20)
    assert even.growth == pytest.approx(np.full(20, 0.1)) and len(even.curve) == 20
    assert even.pro_poor_growth(0.3) == pytest.approx(0.1)
    deciles = pd.qcut(INCOME, 10, labels=False)
    by_hand = pd.Series(LATER).groupby(deciles).sum() / pd.Series(INCOME).groupby(deciles).sum() - 1
    assert sh.metrics.growth_incidence(INCOME, LATER, follow="households").growth == pytest.approx(by_hand.to_numpy())


def test_mobility_is_a_table_of_who_went_where():
    found = sh.metrics.line_mobility(INCOME, LATER, LINE, WEIGHT, line_after=1.1 * LINE)
    before = np.where(INCOME < LINE, "below", "above")
    after = np.where(LATER < 1.1 * LINE, "below", "above")
    counted = pd.crosstab(before, after, values=WEIGHT, aggfunc="sum", normalize="all")
    for was in ("below", "above"):
        for became in ("below", "above"):
            assert found.table.loc[was, became] == pytest.approx(counted.loc[was, became])
    assert found.exit_rate == pytest.approx(counted.loc["below", "above"] / counted.loc["below"].sum())


PANEL = np.exp(RNG.normal(7.4, 0.5, (120, 1)) + RNG.normal(0.0, 0.4, (120, 8)))


def test_falling_and_recovery_over_years():
    z = 1500.0
    starts = falls = 0
    spells = []
    for row in PANEL:
        for t in range(8 - 3):
            if row[t] >= z:
                starts += 1
                falls += bool((row[t + 1:t + 4] < z).any())
        t = 1
        while t < 8:
            if row[t - 1] >= z > row[t]:
                end = next((s for s in range(t + 1, 8) if row[s] >= z), None)
                spells.append((end - t, True) if end else (7 - t, False))
                t = end or 8
            t += 1
    found = sh.metrics.falling_risk(PANEL, z, horizon=3)
    assert (found.starts, found.falls) == (starts, falls)
    assert found.probability == pytest.approx(falls / starts)
    times = sh.metrics.recovery_above_line(PANEL, z)
    assert (times.shocks, times.recovered) == (len(spells), sum(over for _, over in spells))
    waiting = 1.0
    for k in range(1, max(length for length, _ in spells) + 1):
        waiting *= 1 - sum(over and length == k for length, over in spells) / sum(length >= k for length, _ in spells)
        assert times.within[k - 1] == pytest.approx(1 - waiting)
    assert times.median == next(k + 1 for k, share in enumerate(times.within) if share >= 0.5)
    deep = sh.metrics.recovery_of_income(PANEL, drop=0.5, back=0.95)
    assert deep.shocks == sum(1 for _ in _drops(PANEL, 0.5, 0.95))


def _drops(panel, drop, back):
    for row in panel:
        t = 1
        while t < len(row):
            if row[t] < (1 - drop) * row[t - 1]:
                yield t
                t = next((s for s in range(t + 1, len(row)) if row[s] >= back * row[t - 1]), len(row))
            t += 1


def test_chronic_and_transient_poverty():
    z = 1500.0
    found = sh.metrics.chronic_poverty(PANEL, z)
    gaps = np.clip(1 - PANEL / z, 0, None) ** 2
    steady = np.clip(1 - PANEL.mean(axis=1) / z, 0, None) ** 2
    assert found.total == pytest.approx(gaps.mean())
    assert found.chronic == pytest.approx(steady.mean())
    assert found.transient == pytest.approx(found.total - found.chronic) and found.transient > 0
    moving = sh.metrics.chronic_poverty(PANEL * 1.1 ** np.arange(8), z * np.ones((120, 1)) * 1.1 ** np.arange(8))
    assert moving.total == pytest.approx(found.total) and moving.chronic == pytest.approx(found.chronic)


# ---- forms --------------------------------------------------------------------------------------------------------

def test_one_figure_per_draw():
    draws = np.stack([INCOME, LATER, 1.5 * INCOME])
    for measure in (lambda y: sh.metrics.fgt(y, LINE, 1, WEIGHT), lambda y: sh.metrics.gini(y, WEIGHT),
                    lambda y: sh.metrics.watts(y, LINE), lambda y: sh.metrics.theil(y, WEIGHT, kind="L"),
                    lambda y: sh.metrics.atkinson(y, 1, WEIGHT), lambda y: sh.metrics.general_mean(y, 0),
                    lambda y: sh.metrics.sen_shorrocks_thon(y, 1700)):
        assert measure(draws).tolist() == [measure(row) for row in draws]
    array = xr.DataArray(draws, dims=("draw", "household"), coords={"draw": [1, 2, 3]})
    found = sh.metrics.gini(array.transpose(), WEIGHT)
    assert found.dims == ("draw",) and found.sel(draw=2).item() == sh.metrics.gini(LATER, WEIGHT)
    frame = pd.DataFrame(draws, index=["a", "b", "c"])
    assert sh.metrics.fgt(frame, 1700, 0)["b"] == (LATER < 1700).mean()


def test_panels_come_as_arrays_frames_and_xarray():
    expected = sh.metrics.chronic_poverty(PANEL, 1500).chronic
    array = xr.DataArray(PANEL.T, dims=("year", "household"))
    assert sh.metrics.chronic_poverty(array, 1500).chronic == expected
    assert sh.metrics.chronic_poverty(pd.DataFrame(PANEL), 1500).chronic == expected
    assert sh.metrics.falling_risk(PANEL.tolist(), [1500.0] * 120, 2) == sh.metrics.falling_risk(PANEL, 1500, 2)
    with pytest.raises(SchemaError, match="incomes has 1 dimension"):
        sh.metrics.chronic_poverty(PANEL[0], 1500)
    with pytest.raises(SchemaError, match="incomes has the dimensions draw, year"):
        sh.metrics.chronic_poverty(array.rename(household="draw").transpose(), 1500)
    with pytest.raises(RangeError, match="3 lines for 120 households in 8 years"):
        sh.metrics.falling_risk(PANEL, [1.0, 2.0, 3.0], 2)


def test_order_of_households_and_unit_of_money_change_nothing():
    mixed = RNG.permutation(300)
    for measure in (lambda y, w: sh.metrics.gini(y, w), lambda y, w: sh.metrics.theil(y, w)):
        assert measure(INCOME[mixed] * 655.957, WEIGHT[mixed]) == pytest.approx(measure(INCOME, WEIGHT), rel=1e-12)
    assert sh.metrics.fgt(INCOME[mixed] * 655.957, LINE[mixed] * 655.957, 2, WEIGHT[mixed]) == pytest.approx(
        sh.metrics.fgt(INCOME, LINE, 2, WEIGHT), rel=1e-12)


# ---- what was done to incomes is said -----------------------------------------------------------------------------

def test_losses_are_counted_where_they_change_the_reading():
    some = [-50.0, 0.0, 100.0, 300.0]
    with pytest.warns(IncomesAdjusted, match=r"gini: one income below zero kept.*25\.00% of the weight"):
        assert sh.metrics.gini(some) > 0.6
    with pytest.warns(IncomesAdjusted, match="watts: 2 incomes below a hundredth of the line"):
        assert sh.metrics.watts(some, 200) == pytest.approx((2 * math.log(100) + math.log(2)) / 4)
    with pytest.raises(RangeError, match=r"incomes\[0\] is -50.*drop them, or raise them to a floor"):
        sh.metrics.theil(some)
    with pytest.warns(IncomesAdjusted, match="theil: 2 incomes of zero or less left out"):
        dropped = sh.metrics.theil(some, nonpositive="drop")
    assert dropped == pytest.approx(sh.metrics.theil([100, 300]))
    with pytest.warns(IncomesAdjusted, match="atkinson: 2 incomes raised to 10"):
        floored = sh.metrics.atkinson(some, 1, nonpositive=10)
    assert floored == pytest.approx(sh.metrics.atkinson([10, 10, 100, 300], 1))
    with pytest.warns(IncomesAdjusted, match="inequality_by_group: 2 incomes raised to 10"):
        sh.metrics.inequality_by_group(some, [1, 1, 2, 2], nonpositive=10)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        sh.metrics.fgt(some, 200, 1)  # a loss is a gap above 1, and nothing is adjusted
        sh.metrics.theil(EXAMPLE, nonpositive="drop")


# ---- what is refused ----------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("call", "error", "words"), [
    (lambda: sh.metrics.fgt([], 1, 0), RangeError, "is empty"),
    (lambda: sh.metrics.fgt([1, math.nan], 1, 0), RangeError, "NaN"),
    (lambda: sh.metrics.fgt([1, 2], 0, 0), RangeError, "the line for all is 0"),
    (lambda: sh.metrics.fgt([1, 2], [1, 1, 1], 0), RangeError, "lines has 3 entries for 2 households"),
    (lambda: sh.metrics.fgt([1, 2], 1, -1), RangeError, "alpha is -1"),
    (lambda: sh.metrics.fgt([1, 2], "poor", 0), SchemaError, "line holds|line is"),
    (lambda: sh.metrics.gini([1, 2], [1]), RangeError, "weights has 1 entries for 2 households"),
    (lambda: sh.metrics.gini([1, 2], [1, -1]), RangeError, r"weights\[1\] is negative"),
    (lambda: sh.metrics.gini([-1, -2]), RangeError, "mean above zero"),
    (lambda: sh.metrics.gini([[1, 2], [3, math.inf]]), RangeError, r"row 1: incomes\[1\] is infinite"),
    (lambda: sh.metrics.theil([1, 2], kind="Q"), RangeError, "kind is 'Q'"),
    (lambda: sh.metrics.theil([1, 2], nonpositive="clip"), RangeError, "nonpositive is 'clip'"),
    (lambda: sh.metrics.atkinson([1, 2], -1), RangeError, "epsilon is -1"),
    (lambda: sh.metrics.fgt_by_group([1, 2], 1, 0, [1]), RangeError, "groups has 1 entries"),
    (lambda: sh.metrics.fgt_by_group([1, 2], 1, 0, ["a", None]), RangeError, r"groups\[1\] is missing"),
    (lambda: sh.metrics.growth_incidence([1, 2], [1], follow="households"), RangeError, "after has 1 entries"),
    (lambda: sh.metrics.growth_incidence([1, 2], [1, 2], follow="money"), RangeError, "follow is 'money'"),
    (lambda: sh.metrics.growth_incidence([1, 2], [1, 2], points=0), RangeError, "points is 0"),
    (lambda: sh.metrics.growth_incidence([1, 2], [1, 2], [1, 1], weights_after=[1, 1], follow="households"), RangeError,
     "pass weights alone"),
    (lambda: sh.metrics.falling_risk([[1, 2], [3, 4]], 1, 2), RangeError, "horizon is 2 in a panel of 2 years"),
    (lambda: sh.metrics.falling_risk([[1, 2], [3]], 1, 1), SchemaError, "incomes is ragged"),
    (lambda: sh.metrics.chronic_poverty([[1, 2]], 1, alpha=0), RangeError, "alpha is 0"),
    (lambda: sh.metrics.recovery_of_income([[1, 2]], drop=0.2, back=0.5), RangeError, "above 1 - drop"),
])
def test_refusals(call, error, words):
    with pytest.raises(error, match=words):
        call()


def test_columns_of_pandas_must_be_in_one_order():
    income = pd.Series([100.0, 200.0, 300.0], index=["a", "b", "c"])
    weight = pd.Series([1.0, 2.0, 3.0], index=["c", "b", "a"])
    with pytest.raises(SchemaError, match="values and weights have different indices.*by reindex"):
        sh.metrics.fgt(income, 150, 0, weight)
    assert sh.metrics.fgt(income, 150, 0, weight.reindex(income.index)) == pytest.approx(0.5)
    assert sh.metrics.fgt(income, 150, 0, weight.to_numpy()) == pytest.approx(1 / 6)
    with pytest.raises(SchemaError, match="before and after"):
        sh.metrics.line_mobility(income, income[::-1], 150)
