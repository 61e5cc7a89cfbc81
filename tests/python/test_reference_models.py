# SPDX-License-Identifier: Apache-2.0
"""sh.reference: published and independently computed values, forms of input, and what is refused."""

import math

import numpy as np
import pandas as pd
import pytest
import smallholder as sh
from smallholder import RangeError, SchemaError
from smallholder.reference import COCOA_LONG_RUN, COCOA_SHORT_RUN, Elasticities, PovertyTrap

ref = sh.reference


# ---- adoption -----------------------------------------------------------------------------------------------------

def test_tc01_to_tc04_bass():
    peak = ref.bass_peak(0.03, 0.38)
    found = [*ref.bass_share([5, 10], 0.03, 0.38), peak, ref.bass_share(peak), ref.bass_rate(peak)]
    assert found == pytest.approx(
        [0.331198642491374, 0.812803221221346, 6.19261919770311, 0.460526315789474, 0.110592105263158], abs=1e-9)
    corn = ref.bass_peak(0.039, 1.01)
    assert [corn, ref.bass_share(corn, 0.039, 1.01)] == pytest.approx([3.1021391455726, 0.480693069306931], abs=1e-9)
    assert ref.bass_path(10)[[1, 5, 10]] == pytest.approx([0.03, 0.27290683866416, 0.782642569241808], abs=1e-9)
    cool = ref.bass_peak(0.010399, 0.41861)
    assert [cool, 16_895 * ref.bass_rate(cool, 0.010399, 0.41861)] == pytest.approx([8.61340916205205, 1857.04065810569],
                                                                                   abs=1e-6)


def test_tc05_target_input():
    assert ref.target_input_profit([0, 1, 5, 20], 1.0, 0.04, 0.25) == pytest.approx(
        [0.71, 0.92551724137931, 0.952248062015504, 0.958015873015873], abs=1e-10)


def test_tc06_contagion_on_a_ring():
    ring = ref.ring_of_contacts(20, 2)
    spread = ref.contagion(ring, [0, 1], 2, people=20)
    assert spread.adopters.tolist() == [2, 4, 6, 8, 10, 12, 14, 16, 18, 20]
    assert spread.year[[0, 1, 2, 19, 10, 11]].tolist() == [0, 0, 1, 1, 9, 9]
    assert ref.contagion(ring, [0], 2, people=20).adopters.tolist() == [1]
    alone = ref.contagion(ring, {0, 10}, 2, people=20)
    assert alone.adopters.tolist() == [2] and (alone.year == -1).sum() == 18


def test_contagion_on_any_graph_is_what_a_loop_would_do():
    rng = np.random.default_rng(3)
    pairs = rng.integers(0, 80, (300, 2))
    pairs = pairs[pairs[:, 0] != pairs[:, 1]]
    knows = np.zeros((80, 80), dtype=int)
    knows[pairs[:, 0], pairs[:, 1]] = knows[pairs[:, 1], pairs[:, 0]] = 1
    adopted = np.zeros(80, dtype=int)
    adopted[:6] = 1
    counts = [6]
    while True:
        after = adopted | (knows @ adopted >= 2)
        if after.sum() == adopted.sum():
            break
        adopted = after
        counts.append(int(adopted.sum()))
    found = ref.contagion(pairs, range(6), 2, people=80)
    assert len(counts) > 3 and found.adopters.tolist() == counts
    assert ((found.year >= 0) == (adopted == 1)).all()


def test_heterogeneous_adoption_is_a_normal_share():
    found = ref.heterogeneous_adoption(40.0, 120.0)
    phi = 0.5 * (1 + math.erf(40 / 120 / math.sqrt(2)))
    assert found.share == pytest.approx(phi, rel=1e-12)
    assert found.gain_per_farm == pytest.approx(40 * phi + 120 * math.exp(-0.5 / 9) / math.sqrt(2 * math.pi), rel=1e-12)
    assert found.gain_of_adopters == pytest.approx(found.gain_per_farm / phi)
    fees = ref.heterogeneous_adoption(40, 120, payment=[-40, 0, 60])
    assert fees.share[0] == 0.5 and fees.share[1] == found.share and fees.share[2] > found.share
    labelled = ref.heterogeneous_adoption(pd.Series([40.0, -40.0], index=["cash", "debt"]), 120)
    assert labelled.share["debt"] == pytest.approx(1 - found.share)
    assert ref.gain_spread(3, 4, 0) == pytest.approx(5)


# ---- tenants and traps --------------------------------------------------------------------------------------------

def test_tb07_sharecropping():
    found = ref.tenant([1 / 2, 2 / 3], 0.4)
    assert found.effort == pytest.approx([0.314980262473718, 0.508761885579258], abs=1e-10)
    assert found.output == pytest.approx([0.629960524947437, 0.763142828368888], abs=1e-10)
    assert ref.tenant(0.5, 0.4, supervision=1) == (1.0, 1.0)


def test_tb12_poverty_trap():
    trap = PovertyTrap(0.5, 5.0, 2.5, 4.0)
    points = trap.fixed_points()
    assert points["assets"].to_numpy() == pytest.approx([0.50763709510178, 2.21421120576299, 4.65415716881257], abs=1e-7)
    assert points["slope"].to_numpy() == pytest.approx([0.0600754674155148, 1.91708315028983, 0.274389907889358], abs=1e-7)
    assert points["stable"].tolist() == [True, False, True]
    assert trap.path(2.2, 60)[-1] == pytest.approx(points["assets"][0])
    assert trap.path(2.3, 60)[-1] == pytest.approx(points["assets"][2])
    assert trap.path(2.2, 1)[1] == pytest.approx(0.5 + 4.5 * 2.2**4 / (2.2**4 + 2.5**4))


# ---- markets ------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("adoption", "gain", "expected"), [
    (1.0, 3.0, (1.28, 0.762, 1.960, 0.653, 0.836)), (0.2, 3.0, (1.056, 0.942, 2.731, 0.910, 0.961)),
    (0.02, 3.0, (1.0056, 0.994, 2.971, 0.990, 0.996)), (1.0, 1.3, (1.042, 0.956, 1.211, 0.931, 0.971)),
])
def test_t58_the_four_cases_of_a_cocoa_programme(adoption, gain, expected):
    shift = ref.supply_shift(0.14, adoption, gain)
    market = ref.settled_market(shift)
    found = (shift, market.price, market.adopter_revenue(gain), market.others_revenue, market.revenue)
    assert found == pytest.approx(expected, abs=5e-4)
    assert market.revenue == pytest.approx(market.price * market.quantity)


def test_t58_short_run_elasticities_are_absurd_for_a_lasting_shift():
    market = ref.settled_market(1.28, COCOA_SHORT_RUN)
    assert (market.price, market.revenue) == pytest.approx((0.1497, 0.168), abs=1e-3)
    assert repr(market).startswith("SettledMarket(price=0.1497, ")


def test_t59_five_years_of_phasing_in():
    shifts = np.minimum(1 + 0.28 * np.arange(1, 201) / 5, 1.28)
    path = ref.nerlove_path(shifts)
    assert path["price"].to_numpy()[:6] == pytest.approx([0.6576, 0.6317, 0.6077, 0.5853, 0.5644, 0.7575], abs=1e-4)
    assert path.loc[200, "price"] == pytest.approx(ref.settled_market(1.28, COCOA_LONG_RUN).price, abs=1e-9)
    assert path.index.name == "year" and list(path.columns) == ["shift", "price", "quantity", "revenue"]
    # Written down once more, the slow way.
    s = d = 0.0
    ls, ld = 0.07 / 0.57, 0.06 / 0.34
    for t in range(30):
        log_price = ((1 - ld) * d - (1 - ls) * s - math.log(shifts[t])) / (ls * 0.57 + ld * 0.34)
        s, d = (1 - ls) * s + ls * 0.57 * log_price, (1 - ld) * d - ld * 0.34 * log_price
        assert math.log(path["price"].iloc[t]) == pytest.approx(log_price, abs=1e-12)
        assert math.log(path["quantity"].iloc[t]) == pytest.approx(s + math.log(shifts[t]), abs=1e-12)


def test_t57_and_t60_local_multipliers():
    table = [[0.2, 0.3], [0.1, 0.4]]
    assert ref.local_multipliers(table) == pytest.approx(np.array([[4 / 3, 2 / 3], [2 / 9, 16 / 9]]), abs=1e-14)
    assert ref.local_multipliers(table) == pytest.approx(np.linalg.inv(np.eye(2) - np.array(table)))
    named = ref.local_multipliers(pd.DataFrame(table, index=["farmers", "shops"], columns=["farmers", "shops"]))
    assert named.loc["shops", "farmers"] == pytest.approx(2 / 9)
    assert ref.nominal_multiplier(0.75, 0.8) == pytest.approx(2.5)
    assert ref.real_multiplier(2.5, Elasticities(0.5, -1.0)) == pytest.approx(1.5)


def test_economic_surplus_by_hand():
    # P 100, Q 1000, elasticities 1 and -1, costs down by a tenth: the price falls by 5 and 50 more are sold.
    found = ref.economic_surplus(0.1, 100, 1000, Elasticities(1.0, -1.0))
    assert found == pytest.approx((5125, 5125, 10_250, 0.05, 0.05))
    open_economy = ref.economic_surplus([0.1, 0.2], 100, 1000, Elasticities(0.8, -0.5), "small_open")
    assert open_economy.growers == pytest.approx([100_000 * 0.1 * 1.04, 100_000 * 0.2 * 1.08])
    assert open_economy.consumers.tolist() == [0.0, 0.0]
    assert ref.cost_reduction(0.25, 0.8, cost=0.1, success=0.5, adoption=0.4, wear=0.1) == pytest.approx(0.2325 * 0.18)


# ---- the spreadsheet ----------------------------------------------------------------------------------------------

def test_the_spreadsheet_multiplies():
    assert ref.spreadsheet_income(2.9, 423, 1.864, 403.1) == pytest.approx(2.9 * 423 * 1.864 - 403.1)
    farms = pd.DataFrame({"land": [1.0, 2.0], "yield": [300.0, 500.0]}, index=["a", "b"])
    found = ref.spreadsheet_income(farms["land"], farms["yield"], 1.8, 100)
    assert isinstance(found, pd.Series) and found["b"] == pytest.approx(1700.0)
    assert (ref.spreadsheet_income(2.0, 0.0, [1.0, 5.0, 50.0], 80) == -80).all()


# ---- what is refused ----------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("call", "error", "words"), [
    (lambda: ref.settled_market(1.1, (0.57, 0.34)), RangeError, r"elasticity of demand is 0\.34.*with its minus sign"),
    (lambda: ref.settled_market(1.1, (-0.57, -0.34)), RangeError, r"elasticity of supply is -0\.57"),
    (lambda: ref.settled_market(1.1, 0.57), SchemaError, "elasticities is 0.57.*Elasticities"),
    (lambda: ref.settled_market(-1, COCOA_LONG_RUN), RangeError, "supply is -1 times"),
    (lambda: ref.nerlove_path([1.1], COCOA_LONG_RUN, COCOA_SHORT_RUN), RangeError, "Exchange the two"),
    (lambda: ref.nerlove_path([1.1, 0.0]), RangeError, "supply is 0 times"),
    (lambda: ref.nerlove_path([1.1, math.nan]), RangeError, "supply is nan times"),
    (lambda: ref.supply_shift(1.4, 0.5, 3), RangeError, r"share of the world is 1\.4"),
    (lambda: ref.supply_shift([0.1, 0.2], 0.5, [3, -1]), RangeError, "row 1: the output of an adopter is -1"),
    (lambda: ref.supply_shift([0.1, 0.2], 0.5, [3, 2, 1]), SchemaError, "share 2, adoption 1, gain 3"),
    (lambda: ref.economic_surplus(0.1, 100, 1000, (0.5, 0.5)), RangeError, "elasticity of demand"),
    (lambda: ref.economic_surplus(0.1, 100, 1000, (0.5, -0.5), "large"), RangeError, "economy is 'large'"),
    (lambda: ref.cost_reduction(0.25, 0.0), RangeError, "elasticity of 0"),
    (lambda: ref.local_multipliers([[0.5, 0.8], [0.7, 0.5]]), RangeError, "never end"),
    (lambda: ref.local_multipliers([[0.5, 0.8]]), RangeError, "Pass a square table"),
    (lambda: ref.real_multiplier(0.5, (1, -1)), RangeError, "nominal multiplier is 0.5"),
    (lambda: ref.heterogeneous_adoption(1, -1), RangeError, "spread of -1"),
    (lambda: ref.bass_share(5, 0), RangeError, "p is 0"),
    (lambda: ref.bass_path(2.5), RangeError, "years is 2.5"),
    (lambda: ref.target_input_profit(1, 1, 0, 1), RangeError, "variances"),
    (lambda: ref.contagion([(0, 5)], [0], 1, people=3), RangeError, r"the pair \(0, 5\) among 3 people"),
    (lambda: ref.contagion([0, 5], [0], 1, people=3), SchemaError, "no list of pairs"),
    (lambda: ref.contagion([(0, 1)], [0], 0, people=3), RangeError, "threshold is 0"),
    (lambda: ref.ring_of_contacts(4, 2), RangeError, "reach of 2 among 4"),
    (lambda: ref.tenant(0, 0.4), RangeError, "tenant's share is 0"),
    (lambda: ref.tenant(0.5, 1), RangeError, "elasticity of output to labour is 1"),
    (lambda: PovertyTrap(5, 1, 2, 3).fixed_points(), RangeError, "assets run from 5 to 1"),
    (lambda: PovertyTrap(0, 5, 2, 3).path(-1, 3), RangeError, "assets of -1"),
    (lambda: ref.spreadsheet_income(-1, 400, 1.8, 0), RangeError, "land_ha is -1"),
    (lambda: ref.spreadsheet_income(1, 400, [1.8, math.nan], 0), RangeError, "row 1: price_per_kg is nan"),
    (lambda: ref.spreadsheet_income(1, "400", 1.8, 0), SchemaError, "yield_kg_per_ha"),
])
def test_refusals(call, error, words):
    with pytest.raises(error, match=words):
        call()
