# SPDX-License-Identifier: Apache-2.0
"""The life of an alliance from Python: the compiled half's own tests hold the numbers, these hold the way to them."""

import numpy as np
import pandas as pd
import pytest
import smallholder as sh
from scipy.linalg import expm

alliance = sh.consortium


# ---- stages -------------------------------------------------------------------------------------------------------


def generator(moves: pd.DataFrame) -> pd.DataFrame:
    names = list(alliance.stages()["stage"])
    q = pd.DataFrame(0.0, index=names, columns=names)
    for row in moves.itertuples(index=False):
        q.loc[row[0], row[1]] += row[2]
    return q - np.diag(q.sum(axis=1))


def test_the_closed_form_is_the_matrix_exponential_of_the_rates():
    q = generator(alliance.moves("without_frailty"))
    for years in (0.5, 5.0, 40.0):
        expected = expm(q.to_numpy() * years)
        np.testing.assert_allclose(alliance.transition_probabilities(q, years).to_numpy(), expected, atol=1e-12)
    curve = alliance.life_curve(10)
    np.testing.assert_allclose(curve.loc[5, "alive"], expm(q.to_numpy() * 5)[0, :4].sum(), atol=1e-12)
    np.testing.assert_allclose(curve.sum(axis=1), 1.0, atol=1e-12)


def test_a_life_in_figures_and_as_simulated():
    figures = alliance.life_in_figures()
    assert figures.median == pytest.approx(6.90, abs=0.01)
    assert figures.stays.sum() == pytest.approx(figures.mean)
    simulated = alliance.simulated_life_curve(10, law="without_frailty", paths=20_000, seed=3)
    np.testing.assert_allclose(simulated.to_numpy(), alliance.life_curve(10).to_numpy(), atol=0.015)
    assert alliance.life_in_figures(trust=0.8).completed > figures.completed


def test_rows_change_the_rates_and_unknown_names_are_refused():
    moves = alliance.moves(parameters={"rate_forming_to_dissolved": 0.5})
    assert moves.query("`from` == 'forming' and to == 'dissolved'")["rate_per_year"].item() == 0.5
    with pytest.raises(sh.ProgrammeError, match="rate_forming_to_dissolved"):
        alliance.moves(parameters={"rate_forming_to_disolved": 0.5})
    with pytest.raises(sh.ProgrammeError, match="pessimistic"):
        alliance.life_curve(5, law="gloomy")
    with pytest.raises(sh.ProgrammeError, match="competition"):
        alliance.life_curve(5, mood=0.3)
    with pytest.raises(sh.RangeError, match="changes with time"):
        alliance.life_in_figures(law="pessimistic")
    law = alliance.log_logistic_through((5, 0.45), (10, 0.15))
    assert law.peak == pytest.approx(4.983, abs=1e-3)


# ---- trust, learning ------------------------------------------------------------------------------------------------


def test_control_helps_to_a_point():
    assert alliance.control_once(0.5, crowding=0.5).control == pytest.approx(1.975, abs=1e-3)
    hurt = alliance.control_once(0.8, crowding=0.5)
    assert hurt.hurts and hurt.control == 0 and hurt.value == hurt.uncontrolled == pytest.approx(0.8)
    lasting = alliance.best_control_over_time()
    assert 0 < lasting.best < lasting.most_trusted
    assert lasting.table().loc["most trusted", "trust"] == lasting.highest_trust
    assert alliance.trust_over_time(60, control=0)[-1] < 0.01
    assert alliance.steady_trust({"shared_measurement": 1.0}) > alliance.steady_trust({"shared_measurement": 0.0}) + 0.15
    with pytest.raises(sh.RangeError):
        alliance.control_once(1.3)


def test_a_study_has_a_best_size():
    study = alliance.study(stake=10e6, observation_cost=500, sampling_sd=2, disclosure_cost=300e3)
    best = study.best(5000)
    assert best.inner_measurement and best.inner_observations
    assert study.net_value(best.shared_measurement, best.observations) == pytest.approx(best.net_value)
    assert study.value(1.0, 5000) < study.value_of_certainty()
    with pytest.raises(sh.ProgrammeError, match="observation_cost"):
        alliance.study(observation_costs=500)
    with pytest.raises(sh.ProgrammeError, match="members cannot be"):
        alliance.study(members="five")
    assert alliance.unit_normal_loss(0.0) == pytest.approx(1 / np.sqrt(2 * np.pi))
    assert alliance.partial_pooling_weight(1.0, 1.0, 1.0) == 0.5
    assert alliance.value_of_local_plans(stake=1e6, mean_gap=0.1, prior_sd=0.3, context_sd=0.2, sampling_sd=0.5, observations=50) > 0
    assert alliance.reallocation_lag({"communication": 0.0}) == 3


# ---- conditions, tensions, ecology -------------------------------------------------------------------------------------


def test_the_five_conditions_are_worth_what_they_add_on_average():
    table = alliance.five_conditions({"backbone": 0.4})
    assert list(table["dial"]) == [0.3, 0.3, 0.3, 0.3, 0.4]
    assert list(table["row"]) == ["common_agenda", "shared_measurement", "mutual_reinforcement", "communication", "backbone"]
    worth = alliance.worth_of_conditions(lambda dials: dials["common_agenda"] + 4 * dials["shared_measurement"] * dials["backbone"])
    np.testing.assert_allclose(worth.table["worth"], [1, 2, 0, 0, 2], atol=1e-12)
    np.testing.assert_allclose(worth.table["alone"], [1, 0, 0, 0, 0], atol=1e-12)
    assert worth.total == 5 and worth.additive_share < 1
    with pytest.raises(sh.NumericalError):
        alliance.worth_of_conditions(lambda dials: float("nan"))
    with pytest.raises(sh.ProgrammeError, match="additive"):
        alliance.worth_of_conditions(lambda dials: 1.0, interaction="aditive")


def test_the_twelve_dials_say_whose_they_are():
    table = alliance.tension_dials()
    assert len(table) == 12 and (table.groupby("stage").size() == 3).all()
    assert (table["dial_from"] == "this project's own").all()
    assert table["balance"].between(0.2, 0.8).all()
    assert alliance.tension_optimum(2, 1) == pytest.approx(0.67329, abs=1e-5)
    assert alliance.tension_net(0.67329, 2, 1) > max(alliance.tension_net(0, 2, 1), alliance.tension_net(1, 2, 1))
    table = alliance.rebalancing([(1 + 0.3 * (t % 2), 1 if t < 6 else 3) for t in range(12)], 0.3)
    assert 1 < table["net"].idxmax() < 12
    with pytest.raises(sh.RangeError):
        alliance.rebalancing([], 0.3)


def test_three_kinds_of_work_and_their_balances():
    assert alliance.work_index(2, 0.5, 0.5, elasticity=0.3) == pytest.approx(0.58994, abs=1e-5)
    assert alliance.work_index(1, 1, 1) == pytest.approx(0.75)
    assert alliance.years_to_ninety_percent(alliance.work_index(1, 1, 1, elasticity=0.3)) == pytest.approx(7.675, abs=1e-3)
    alone, together = (alliance.work_path(30, together=way).iloc[-1] for way in (False, True))
    assert alone["relational"] < 0.35 and together["relational"] > 0.98 and alone["index"] < together["index"]
    assert alliance.worth_of_work(1, 0.2, 1).idxmax() == "relational"
    best = alliance.benchmarking([0.3, 0.8, 0.5], 20)
    assert (best.max(axis=1) == 0.8).all() and best[-1].min() > 0.79
    assert alliance.reflection(1, 3) == pytest.approx((1 / 3, 4 / 3))
    assert alliance.reflection_over_time(1, 3, 6)["share"].iloc[0] > 1 / 3
    shown = alliance.best_disclosure()
    assert shown.private < shown.social
    star = np.zeros((4, 4))
    star[0, 1:] = star[1:, 0] = 0.6
    assert alliance.network(star).lost_without_hub == 1.0
    with pytest.raises(sh.SchemaError):
        alliance.network([[0.0, 1.0]])


# ---- many lives -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def lives():
    return alliance.simulate_alliance(paths=600)


def test_lives_end_in_one_of_three_ways(lives):
    ends = lives.ends()
    np.testing.assert_allclose(ends.sum(axis=1), 1.0)
    assert 0.58 < ends.loc[5, "alive"] < 0.68
    assert 0.28 < ends.loc[20, "completed"] < 0.42
    np.testing.assert_allclose(lives.stages().sum(axis=1), 1.0)
    table = lives.lives()
    assert len(table) == 600 and set(table["end"]) <= {"none", "dissolved", "unravelled", "completed"}
    assert (table.query("end == 'dissolved'")["years"] <= 20).mean() == 1.0
    figures = lives.figures()
    assert 5.5 < figures["median_life"] < 7.8
    assert 0 < figures["false_abandonment"] < figures["ended_while_worthwhile"] < 1
    yearly = lives.yearly()
    assert len(yearly) == 20 and yearly["members"].iloc[10] > yearly["members"].iloc[0]


def test_the_books_of_one_life_hold_every_step(lives):
    ledger = lives.ledger(3)
    assert set(ledger.query("year == 0")["step"]) >= {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
    assert ledger.query("item == 'transfer paid'")["amount"].sum() == pytest.approx(0.0, abs=1e-6)


def test_the_same_seed_gives_the_same_lives_for_any_number_of_threads(lives):
    again = alliance.simulate_alliance(paths=600, threads=1)
    pd.testing.assert_frame_equal(again.lives(), lives.lives())


def test_what_one_asks_for_is_what_changes(lives):
    seen = alliance.simulate_alliance({"shared_measurement": 1.0}, paths=600)
    assert seen.figures()["false_abandonment"] < 0.5 * lives.figures()["false_abandonment"]
    naive = alliance.simulate_alliance(paths=600, game={"naive_promise": True})
    assert naive.ends().loc[20, "completed"] < lives.ends().loc[20, "completed"]
    product = alliance.simulate_alliance(paths=50, interaction="product")
    assert product.interaction == "product"
    centres = alliance.recentred(paths=200)
    assert centres["trust_centre"] == pytest.approx(0.64, abs=0.03) and centres["results_centre"] < 0.8


@pytest.mark.parametrize(("arguments", "error", "words"), [
    ({"leaders": 3}, "ProgrammeError", 'Did you mean "leader"'),
    ({"leader": 12}, "RangeError", "leader is member 12"),
    ({"founders": [0]}, "RangeError", "founders"),
    ({"founders": [0, -2]}, "RangeError", "founder is member -2"),
    ({"game": {"members": 1}}, "RangeError", "members"),
    ({"parameters": {"comunication": 1.0}}, "ProgrammeError", "communication"),
    ({"interaction": "additve"}, "ProgrammeError", "additive"),
])
def test_what_cannot_be_is_refused_with_a_way_out(arguments, error, words):
    with pytest.raises(getattr(sh, error), match=words):
        alliance.simulate_alliance(paths=5, **arguments)
