# SPDX-License-Identifier: Apache-2.0
"""sh.games: worths by name, answers as arrays and plain objects, and errors where a rule is undefined. Published values are in
tests/reference/games_reference_test.cpp; here some again, through Python."""

import itertools

import numpy as np
import pandas as pd
import pytest
import smallholder as sh
from smallholder import RangeError, SchemaError

g = sh.games
PAIRS = {"A": 0, "B": 0, "C": 0, "AB": 60, "AC": 50, "BC": 40}
COSTS = [0, 120, 100, 170, 60, 150, 130, 200]  # nobody, A, B, AB, C, AC, BC, ABC


def talmud(estate):
    claims = [100, 200, 300]
    return [max(0, estate - sum(c for i, c in enumerate(claims) if i not in group)) for group in g.coalitions(3)]


# ---- the vector ---------------------------------------------------------------------------------------------------

def test_coalitions_stand_where_their_bits_say():
    assert g.coalitions(3) == [(), (0,), (1,), (0, 1), (2,), (0, 2), (1, 2), (0, 1, 2)]
    assert g.coalitions("AB") == [(), ("A",), ("B",), ("A", "B")]


def test_worths_by_name_in_any_order_and_form():
    vector = g.worth_vector("ABC", {**PAIRS, "CBA": 72})
    assert vector.tolist() == [0, 0, 0, 60, 0, 50, 40, 72]
    named = g.worth_vector(["donor", "bank"], {"donor": 3, "bank": 4, ("bank", "donor"): 9})
    assert named.tolist() == [0, 3, 4, 9]
    assert g.worth_vector("AB", {"A": 1, "B": 1, frozenset("AB"): 3, (): 0})[3] == 3


@pytest.mark.parametrize(("worths", "error", "said"), [
    ({"A": 1, "B": 2}, SchemaError, "no number for A[+]B"),
    ({"A": 1, "B": 2, "AB": 3, "BA": 3}, RangeError, "given twice"),
    ({"A": 1, "B": 2, "AX": 3}, SchemaError, "'X' is not a member"),
    ({"A": 1, "B": 2, "AB": float("nan")}, RangeError, "finite"),
    ({"A": 1, "B": 2, "AB": "3"}, RangeError, "finite"),
    ({"A": 1, "B": 2, "AB": 3, (): 1}, RangeError, "nobody has 1"),
])
def test_worths_by_name_that_are_wrong(worths, error, said):
    with pytest.raises(error, match=said):
        g.worth_vector("AB", worths)


def test_names_must_differ_and_be_few():
    with pytest.raises(RangeError, match="twice"):
        g.worth_vector("AA", {"A": 1})
    with pytest.raises(RangeError, match="21 members"):
        g.coalitions(21)


@pytest.mark.parametrize("worth", [[0, 1, 2], [1, 1, 1, 1], [0, 1, np.nan, 1], [0, 1, np.inf, 1], [], [0], [[0, 1], [2, 3]], ["a", "b"],
                                   np.zeros(2**21)])
@pytest.mark.parametrize("rule", [g.shapley, g.nucleolus, g.prenucleolus, g.core, g.least_core, g.tau, g.gately, g.scrb, g.equal, g.savings,
                                  g.diagnostics, g.is_convex])
def test_every_rule_refuses_what_is_no_game(rule, worth):
    with pytest.raises((RangeError, SchemaError)) as error:
        rule(worth)
    assert isinstance(error.value, ValueError)
    assert error.value.remedy


# ---- rules --------------------------------------------------------------------------------------------------------

def test_t1_talmud():
    assert g.nucleolus(talmud(100)) == pytest.approx([100 / 3] * 3)
    assert g.nucleolus(talmud(200)) == pytest.approx([50, 75, 75])
    assert g.nucleolus(talmud(300)) == pytest.approx([50, 100, 150])


def test_t2_rules_differ():
    assert g.shapley(talmud(200)) == pytest.approx([100 / 3, 250 / 3, 250 / 3])
    assert g.tau(talmud(200)) == pytest.approx([40, 80, 80])


def test_t17_and_t18_kinds_of_nucleolus():
    worth = [0, 0, 0, 10, 0, 0, 0, 2]
    assert g.nucleolus(worth) == pytest.approx([1, 1, 0])
    assert g.prenucleolus(worth) == pytest.approx([3, 3, -4])
    assert g.nucleolus([0, 0, 0, 0, 0, 9, 10, 12], "per_capita") == pytest.approx([2 / 3, 7 / 6, 61 / 6])
    assert g.gately([0, 0, 0, 4, 0, 0, 3, 6]) == pytest.approx([18 / 11, 36 / 11, 12 / 11])


def test_any_sequence_is_taken_and_an_array_comes_back():
    for form in (list, tuple, np.array, pd.Series):
        shares = g.shapley(form(COSTS))
        assert isinstance(shares, np.ndarray)
        assert shares.shape == (3,)
        assert shares.sum() == pytest.approx(200)


def test_costs_and_their_savings_are_one_game():
    saved = g.savings(COSTS)
    alone = np.array([120, 100, 60])
    assert saved.tolist() == [0, 0, 0, 50, 0, 30, 30, 80]
    assert g.nucleolus(COSTS, cost=True) == pytest.approx(alone - g.nucleolus(saved))
    assert g.shapley(COSTS) == pytest.approx(alone - g.shapley(saved))
    assert g.tau(COSTS, cost=True) == pytest.approx(alone - g.tau(saved))
    assert g.scrb(COSTS) == pytest.approx(g.gately(COSTS, cost=True))
    assert g.core(COSTS, cost=True).eps == pytest.approx(g.core(saved).eps)


def test_scrb_with_benefits():
    # Alone 10 and 8, together 12: separable 4 and 2, joint 6; member 0 benefits by 7, so 3 and 6 remain.
    assert g.scrb([0, 10, 8, 12], benefits=[7, 100]).tolist() == [6, 6]


def test_simple_rules():
    assert g.equal(COSTS).tolist() == [200 / 3] * 3
    assert g.proportional(COSTS, [70, 15, 15]).tolist() == [140, 30, 30]
    with pytest.raises(RangeError, match="weight"):
        g.proportional(COSTS, [1, -1, 1])


@pytest.mark.parametrize("undefined", [
    lambda: g.tau([0, 1, 2, 4, 3, 5, 6, 7]), lambda: g.gately([0, 1, 2, 3]), lambda: g.scrb([0, 1, 2, 4]),
    lambda: g.nucleolus([0, 3, 3, 5]), lambda: g.nucleolus([0, 0, 1, 3], "proportional"), lambda: g.nucleolus([0] * 2**13),
    lambda: g.core([0] * 2**13), lambda: g.nucleolus([0, 0, 0, 1], "loud"), lambda: g.nucleolus([0, 0, 0, 1], arithmetic="rough"),
    lambda: g.nucleolus([0] * 2**9, arithmetic="exact"), lambda: g.core(COSTS).contains([1, 2]), lambda: g.core(COSTS).contains([1, 2, 3], -1),
])
def test_what_is_undefined_raises(undefined):
    with pytest.raises(RangeError) as error:
        undefined()
    assert error.value.remedy


# ---- core ---------------------------------------------------------------------------------------------------------

def test_an_empty_core_shows_why():
    core = g.core(g.worth_vector("ABC", {**PAIRS, "ABC": 72}))
    assert core.empty and core.eps == pytest.approx(2)
    assert core.witness == {(0, 1): 0.5, (0, 2): 0.5, (1, 2): 0.5}
    assert "empty" in repr(core)
    assert not core.contains(core.point)
    assert core.contains(core.point, tolerance=2.0)
    assert core.objection([30, 20, 22]) == g.Objection((0, 1), 10.0, 0.0)
    assert core.objection([30, 20, 20]).gap == -2


def test_a_core_that_is_not_empty():
    core = g.core(COSTS, cost=True)
    assert not core.empty and core.witness is None and core.eps < 0
    assert core.contains(core.point)
    assert core.contains(g.nucleolus(COSTS, cost=True))
    assert not core.contains(g.proportional(COSTS, [70, 15, 15]))
    least = g.least_core(COSTS, cost=True)
    assert least.eps == pytest.approx(core.eps)
    loudness = g.complaints(COSTS, least.point, cost=True)
    assert max(loudness[1:-1]) == pytest.approx(least.eps)
    assert sum(weight for members, weight in least.witness.items() if 0 in members) == pytest.approx(1)
    assert g.least_core(COSTS, "proportional", cost=True).eps < 0


def test_kohlberg_judges_a_split_from_elsewhere():
    assert g.kohlberg(talmud(200), [50, 75, 75])
    wrong = g.kohlberg(talmud(200), [40, 80, 80])
    assert not wrong and wrong.reason
    assert wrong.collection == [(0,)] and wrong.level == pytest.approx(-40)  # nobody complains as much as the first claimant
    assert g.kohlberg([0, 0, 0, 10, 0, 0, 0, 2], [3, 3, -4], prenucleolus=True)


# ---- Shapley by sampling ------------------------------------------------------------------------------------------

def test_sampled_shapley_agrees_with_the_mean_over_all_orders():
    def worth(group):
        return len(group) ** 1.5 + (2.0 if {0, 3} <= set(group) else 0.0)

    orders = list(itertools.permutations(range(5)))
    exact = np.mean([[worth(o[:o.index(i) + 1]) - worth(o[:o.index(i)]) for i in range(5)] for o in orders], axis=0)
    assert g.shapley([worth(group) for group in g.coalitions(5)]) == pytest.approx(exact)
    found = g.shapley_sampled(5, worth, pairs=400, seed=3)
    assert np.all(np.abs(found.shares - exact) < 5 * found.standard_errors + 1e-12)
    assert found.shares.sum() == pytest.approx(worth(range(5)))
    assert found.worths == 31
    assert found.shares.tolist() == g.shapley_sampled(5, worth, pairs=400, seed=3).shares.tolist()
    assert found.shares.tolist() != g.shapley_sampled(5, worth, pairs=400, seed=4).shares.tolist()


def test_sampled_shapley_hands_errors_of_the_function_on():
    def broken(group):
        raise KeyError(group)

    with pytest.raises(KeyError):
        g.shapley_sampled(4, broken)
    for wrong in ({"pairs": 1}, {"seed": -1}, {"pairs": 2.5}):
        with pytest.raises(RangeError):
            g.shapley_sampled(4, len, **wrong)
    with pytest.raises(RangeError, match="63 members"):
        g.shapley_sampled(63, len)


# ---- what kind of game --------------------------------------------------------------------------------------------

def test_diagnostics_show_the_worst_case():
    frame = g.diagnostics(g.worth_vector("ABC", {**PAIRS, "ABC": 72}))
    assert frame["holds"].to_dict() == {"monotone": True, "superadditive": True, "convex": False, "balanced": False}
    assert frame.loc["convex", "by"] == 60 + 50 - 72
    assert {frame.loc["convex", "first"], frame.loc["convex", "second"]} == {(0, 1), (0, 2)}
    squares = [len(group) ** 2 for group in g.coalitions(4)]
    assert g.diagnostics(squares)["holds"].all()
    assert g.is_monotone(squares) and g.is_superadditive(squares) and g.is_convex(squares) and g.is_balanced(squares)
    assert not g.is_convex(COSTS) and g.is_superadditive(COSTS, cost=True) and g.is_balanced(COSTS, cost=True)
