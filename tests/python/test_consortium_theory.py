# SPDX-License-Identifier: Apache-2.0
"""sh.consortium: alliances in closed form, from Python. The numbers themselves are tested in C++; here: forms, names, errors."""

import math

import numpy as np
import pandas as pd
import pytest

import smallholder as sh

con = sh.consortium


@pytest.fixture
def f1() -> con.Alliances:
    """Two firms and a donor (fixture F1): both programmes need the donor and a firm; outsiders enjoy what the others do."""
    income = {0b101: 350e3, 0b110: 350e3, 0b111: 350e3}
    worth = {0b101: 20e3, 0b110: 2.5e3, 0b111: 55e3}
    weights = (0.15, 0.10, 0.25)
    payoffs = [[worth.get(s, 0.0) / s.bit_count() if s >> i & 1 else weights[i] * income.get(s, 0.0) for i in range(3)]
               for s in range(8)]
    return con.Alliances(payoffs, ["firm 1", "firm 2", "donor"])


def test_every_parameter_has_a_range_a_unit_and_a_source() -> None:
    table = con.parameters()
    assert len(table) > 80 and table["name"].is_unique and not table["changed"].any()
    assert table["value"].between(table["low"], table["high"]).all()
    assert (table[["unit", "provenance", "meaning", "source"]] != "").all(axis=None)
    own = con.parameters({"excludability": 0.4}).set_index("name")
    assert own.loc["excludability", "value"] == 0.4 and own["changed"].sum() == 1


def test_parameters_say_what_was_meant_and_what_they_can_mean() -> None:
    with pytest.raises(sh.ProgrammeError, match="excludability"):
        con.parameters({"excludabilty": 0.4})
    with pytest.raises(sh.RangeError, match="0 to 1"):
        con.parameters({"excludability": 1.4})


def test_firms_keep_their_names() -> None:
    market = con.cournot(100, 1, {"ours": 20, "small": 95, "theirs": 30})
    assert list(market.firms.index) == ["ours", "small", "theirs"] and market.firms_selling == 2
    assert market.price == 50 and market.firms.loc["small", "tonnes"] == 0
    assert market.firms["share"].sum() == pytest.approx(1)
    check = con.precompetitive_check(100, 1, {"a": 40, "b": 40}, {"a": 37, "b": 37})
    assert check.index == 1 and not check.flagged
    assert check.firms["share_change"].abs().max() < 1e-12 and (check.firms["profit_change"] > 0).all()
    with pytest.raises(sh.SchemaError, match="different firms"):
        con.precompetitive_check(100, 1, {"a": 40, "b": 40}, {"b": 37, "a": 37})


def test_efforts_take_columns() -> None:
    found = con.spillover_efforts(100, 1, 40, 2, [0.0, 0.5, 1.0])
    np.testing.assert_allclose(found.alone, [17.142857, 13.333333, 8.571429], atol=1e-6)
    np.testing.assert_allclose(found.together, [7.5, 13.333333, 24.0], atol=1e-6)
    assert found.cost_together[2] < 0  # beyond the whole cost: shown, not hidden


def test_giving() -> None:
    free, agreed = con.voluntary_contributions(0.3, [7.0] * 9), con.agreed_contributions(0.3, [7.0] * 9)
    assert free.total / agreed.total == pytest.approx(1 / 6.6)
    glow = con.warm_glow_of(0.7, 0.3, 9)
    assert con.crowd_out(0.3, [1.0] * 9, glow) == pytest.approx(0.7)
    warm = con.voluntary_contributions(0.3, [7.0] * 9, warm_glow=glow)
    assert free.total < warm.total < agreed.total
    grant = con.voluntary_contributions(0.3, [7.0] * 9, grant=1.0)
    assert grant.total == pytest.approx(free.total) and grant.given.sum() == pytest.approx(free.total - 1)  # neutral
    with pytest.raises(sh.RangeError):
        con.voluntary_contributions(1.0, [7.0, 7.0])


def test_common_effort_takes_columns() -> None:
    np.testing.assert_allclose(con.common_effort(9, [0, 0.25, 0.5, 1]).welfare, [76.5, 202.5, 292.5, 364.5])
    with pytest.raises(sh.RangeError, match="whole number"):
        con.common_effort(2.5, 0)


def test_delivery() -> None:
    assert con.union_coverage([0.3] * 3, 1).share == pytest.approx(0.657)
    assert con.union_coverage([0.3] * 3, 1).duplicated == pytest.approx(0.27)
    assert con.experience_factor(9, 0.9) == pytest.approx(0.716065, abs=1e-6)
    assert list(con.experience_next([10, 20, 30], [1, 2, 3], [True, True, False], 0.5)) == [12, 22.5, 33]
    assert con.last_mile_factor(1.0, 0.1) == pytest.approx(3)
    assert con.backbone_break_even() == pytest.approx(10)
    assert con.backbone_break_even({"backbone_cost": 0, "hub_cost": 5000}) == pytest.approx(2)
    assert con.coordination_cost(10, 0) == pytest.approx(con.coordination_cost(10, 1))


def test_alliances_by_name(f1: con.Alliances) -> None:
    table = f1.table()
    assert list(table.index) == ["firm 1 + firm 2", "firm 1 + donor", "firm 2 + donor", "firm 1 + firm 2 + donor"]
    everybody = table.loc["firm 1 + firm 2 + donor"]
    assert not everybody["potentially_internal"] and everybody["gap"] == pytest.approx(32_500)
    assert everybody["leaver"] == "firm 1"  # 52,500 outside against a third of 55,000 inside
    by_shapley = f1.shared(sh.games.shapley)
    assert list(by_shapley.table().query("stable").index) == ["firm 1 + donor", "firm 2 + donor"]
    assert by_shapley.payoffs[7] == pytest.approx([62500 / 3, 36250 / 3, 66250 / 3])
    assert by_shapley.best_stable() == "firm 1 + donor"
    assert by_shapley.best_stable([0, 0, 0, 0, 0, 1, 2, 3]) == "firm 2 + donor"
    assert "firm 2 + donor" in repr(by_shapley)


def test_almost_ideal_shares_pay_what_leaving_brings(f1: con.Alliances) -> None:
    pair = f1.almost_ideal_shares(["firm 1", "donor"])
    assert pair["firm 1"] == pair["donor"] == 10_000 and pair["firm 2"] == 35_000
    all_three = f1.almost_ideal_shares(7)
    np.testing.assert_allclose(all_three, np.array([52_500, 35_000, 0]) - 32_500 / 3)
    with pytest.raises(sh.SchemaError, match="firm 1, firm 2, donor"):
        f1.almost_ideal_shares(["firm 3", "donor"])
    for wrong in (-1, 8):
        with pytest.raises(sh.SchemaError, match="0 to 7"):
            f1.almost_ideal_shares(wrong)
    with pytest.raises(sh.RangeError, match="two or more"):
        f1.almost_ideal_shares(["donor"])


def test_alliances_refuse_other_shapes_and_rules_that_do_not_add_up(f1: con.Alliances) -> None:
    with pytest.raises(sh.RangeError, match="24"):
        con.Alliances(np.zeros((7, 3)))
    with pytest.raises(sh.SchemaError, match="dimension"):
        con.Alliances(np.zeros(8))
    with pytest.raises(sh.SchemaError, match="name"):
        con.Alliances(np.zeros((4, 2)), ["a"])
    with pytest.raises(sh.RangeError, match="nan"):
        con.Alliances(np.full((4, 2), np.nan))
    with pytest.raises(sh.RangeError, match="sum"):
        f1.shared(lambda worth: [worth[-1]] * int(math.log2(len(worth))))

    def broken(worth):
        raise KeyError("no such rule")

    with pytest.raises(KeyError, match="no such rule"):
        f1.shared(broken)


def test_textbook_alliances() -> None:
    sizes = con.linear_quadratic_alliances(9, 0.25).table()
    assert {int(mask).bit_count() for mask in sizes.query("stable")["mask"]} == {5}
    assert con.largest_stable_alliance(0.45) == 21 and math.isinf(con.largest_stable_alliance(0.5))
    led = con.leader_alliances(10)
    assert list(led.index[led["stable"]]) == [4]
    assert led.loc[4, "member"] == pytest.approx(472.16, abs=5e-3)
    assert np.isnan(led.loc[0, "member"]) and np.isnan(led.loc[10, "outsider"])


def test_promises() -> None:
    np.testing.assert_allclose(con.critical_patience([1, 0.5, 0.25]), [0.5, 2 / 3, 0.8])
    assert con.critical_patience(temptation=5, reward=3, punishment=1) == pytest.approx(0.5)
    assert con.assurance_threshold(4, 3, 0) == pytest.approx(0.75)
    assert con.synergy_left(3) == pytest.approx(math.exp(-1))
    with pytest.raises(sh.SchemaError, match="none"):
        con.critical_patience(temptation=5)


def test_fairness_names_members() -> None:
    worth = [0, 1, 2, 5, 0, 4, 3, 9]
    report = con.fairness_report(worth, [2, 6, 1], members=["a", "b", "c"], contributions=[3, 2, 1], before=[2, 1, 6],
                                 most_paid=[np.inf, np.inf, 0])
    assert report.sums_up and report.individually_right and not report.in_core
    assert report.worst_coalition == ("a", "c") and report.complaint == pytest.approx(1)
    assert report.monotone is False and report.slighted == ("a", "b")
    assert report.payable is False and report.cannot_pay == ("c",) and report.cannot_receive == ()
    pd.testing.assert_series_equal(report.transfers, pd.Series([0.0, 5.0, -5.0], index=pd.Index(["a", "b", "c"], name="member")))
    plain = con.fairness_report(worth, [5, 3, 1])
    assert plain.in_core and plain.monotone is None and plain.payable is None and plain.transfers.empty
    with pytest.raises(sh.RangeError, match="2, 4, 8"):
        con.fairness_report([0, 1, 2], [1, 2])
    with pytest.raises(sh.SchemaError, match="before"):
        con.fairness_report(worth, [5, 3, 1], most_paid=[0, 0, 0])


def test_formation() -> None:
    np.testing.assert_allclose(con.exit_probability([0, 100, -100], 100), [0.0474, 0.0067, 0.2689], atol=5e-5)
    assert con.join_probability(0, 100) == pytest.approx(0.0180, abs=5e-5)
    assert con.join_probability(0, 100, joined=0.5, results=1, leader=True) > con.join_probability(0, 100)
    assert con.exit_probability(0, 100, {"exit_intercept": 0}) == 0.5
    assert con.gain_scale(1, 100) == pytest.approx(10)
    path = con.alignment_path(40, first=0.1, joined=1, results=1)
    assert len(path) == 41 and (np.diff(path) > 0).all() and path[-1] == pytest.approx(0.8, abs=1e-4)
    talk = con.beliefs_after_talk([0, 1], [[0, 1], [1, 0]], parameters={"communication": 1, "talk_weight": 1})
    assert list(talk) == [1, 0]
    with pytest.raises(sh.SchemaError, match="shape"):
        con.beliefs_after_talk([0, 1], [[0, 1]])
