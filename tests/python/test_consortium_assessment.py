# SPDX-License-Identifier: Apache-2.0
"""What simulate() finds for a programme with members, and what it refuses."""

import json

import numpy as np
import pandas as pd
import pytest

import smallholder as sh


def alliance(**changes):
    lead = sh.Member("Maker", "firm", leader=True, funds=["training"], budget_per_year=6e6, sources=0.15, values={"per_usd_of_chain_income": 0.5})
    rival = sh.Member("Rival", "firm", funds=["training"], budget_per_year=4e6, sources=0.10, values={"per_usd_of_chain_income": 0.5})
    donor = sh.Member("Donor", "donor", funds=["health"], budget_per_year=sh.uniform(low=6e6, high=10e6), values={"per_usd_of_income": 0.4})
    farmers = sh.Member("Union", "farmer_organisation", values={"per_usd_of_income": 0.2})
    return sh.Consortium([lead, rival, donor, farmers], paths=60, **changes)


def programme(**changes):
    return sh.Programme([sh.FarmerTraining(name="training", coverage=0.6), sh.CommunityHealth(name="health", coverage=0.3)],
                        consortium=alliance(**changes), currency="USD", price_year=2018)


@pytest.fixture(scope="module")
def people():
    return sh.synthesise("ghana_cocoa", households=200, represents=200_000)


@pytest.fixture(scope="module")
def result(people):
    return sh.simulate(people, programme(), years=8, draws=8, replicates=1, comparators=False, progress=False)


def test_the_parts_of_the_advantage_sum_to_the_step_from_apart_to_together(result):
    raw = result.consortium.raw
    step = raw["regimes"]["together"]["society"] - raw["regimes"]["each_for_itself"]["society"]
    parts = sum(raw["parts"].values()) + raw["governing"]
    # The parts are the response's, the regimes the engine's: equal to the error of the response.
    scale = np.abs(raw["regimes"]["together"]["society"] + raw["regimes"]["together"]["cost"]).mean()
    assert np.abs(parts - step).mean() <= max(2 * raw["surface_error"], 1e-6) * scale


def test_side_payments_cancel_and_shares_sum_to_what_there_is(result):
    found = result.consortium
    everybody = (1 << len(found.names)) - 1
    for convention in found.conventions:
        worth = found.worths(convention).set_index("coalition").loc[everybody, "mean"]
        shares = found.shares(convention)
        defined = shares[shares["undefined"] == ""]
        assert len(defined) >= 3
        np.testing.assert_allclose(defined[found.names].astype(float).sum(axis=1), worth, rtol=1e-9)
        for row in found._convention(convention)["rules"]:
            if not row["undefined"]:
                assert abs(np.sum(row["side_payment"])) < 1e-6 * max(1.0, abs(worth))


def test_payers_pay_what_is_funded_and_nobody_off_its_earmark(result):
    paid = result.consortium.payers()
    np.testing.assert_allclose(paid.groupby("intervention")["share"].sum(), 1.0)
    assert set(paid[paid["intervention"] == "health"]["member"]) <= {"Donor"}
    assert set(paid[paid["intervention"] == "training"]["member"]) <= {"Maker", "Rival"}


def test_lives_end_or_go_on(result):
    lives = result.consortium.lives()
    np.testing.assert_allclose(lives["alive"] + lives["dissolved"] + lives["unravelled"] + lives["completed"], 1.0)
    np.testing.assert_allclose(lives.filter(like="in_").sum(axis=1), 1.0)
    assert lives["alive"].is_monotonic_decreasing
    assert list(lives["year"]) == list(range(9))


def test_conditions_sum_to_the_step_from_none_to_all(result):
    raw, table = result.consortium.raw, result.consortium.conditions()
    for figure, key in (("advantage", "advantage_by_condition"), ("broken_up", "break_up_by_condition")):
        outcome = raw[key]["outcome"]
        assert table[table["figure"] == figure]["worth"].sum() == pytest.approx(outcome[31] - outcome[0], abs=1e-6 * max(1.0, abs(outcome[31])))


def test_files_hold_what_the_tables_hold(result, tmp_path):
    result.save(tmp_path)
    members = pd.read_csv(tmp_path / "consortium.csv")
    pd.testing.assert_frame_equal(members, result.consortium.table(), check_dtype=False, rtol=1e-12)
    lives = pd.read_csv(tmp_path / "lifecycle.csv")
    pd.testing.assert_frame_equal(lives, result.consortium.lives(), check_dtype=False, rtol=1e-12)
    written = json.loads((tmp_path / "summary.json").read_text())["consortium"]
    gain = members[(members["member"] == "Donor") & (members["figure"] == "gain") & (members["convention"] == "gamma")]["p50"].item()
    assert written["by_convention"]["gamma"]["members"]["Donor"]["gain"]["p50"] == pytest.approx(gain, rel=1e-12)


def test_the_same_seed_gives_the_same_alliance_on_any_number_of_threads(people, result):
    again = sh.simulate(people, programme(), years=8, draws=8, replicates=1, comparators=False, progress=False, threads=1, block_households=64)
    assert json.dumps(again.consortium.summary()) == json.dumps(result.consortium.summary())


def test_without_consortium_the_run_is_the_same_and_nothing_is_assessed(people, result):
    bare = sh.simulate(people, programme(), years=8, draws=8, replicates=1, comparators=False, progress=False, consortium=False)
    assert bare.consortium is None
    assert bare.runs.state_hash == result.runs.state_hash


def test_competitors_do_not_set_a_price_together(people):
    lead = sh.Member("Maker", "firm", funds=["premium"], budget_per_year=6e6)
    rival = sh.Member("Rival", "firm", funds=["premium"], budget_per_year=6e6)
    plan = sh.Programme([sh.BuyerPremium(name="premium")], consortium=sh.Consortium([lead, rival]), currency="USD", price_year=2018)
    with pytest.raises(sh.ProgrammeError, match="competitors"):
        sh.simulate(people, plan, years=4, draws=4, replicates=1, progress=False)


def test_one_firm_may_pay_more_by_itself(people):
    lead = sh.Member("Maker", "firm", funds=["premium"], budget_per_year=60e6, values={"per_usd_of_income": 2.0})
    rival = sh.Member("Rival", "firm", funds=["training"], budget_per_year=6e6)
    plan = sh.Programme([sh.BuyerPremium(name="premium"), sh.FarmerTraining(name="training")], consortium=sh.Consortium([lead, rival], paths=20),
                        currency="USD", price_year=2018)
    found = sh.simulate(people, plan, years=4, draws=4, replicates=1, progress=False, comparators=False).consortium
    together = found.plans().query("regime == 'together' and intervention == 'premium'")
    assert together["level"].item() > 0


def test_one_draw_leaves_nothing_to_value_plans_on(people):
    with pytest.raises(sh.RangeError, match="chosen on some draws"):
        sh.simulate(people, programme(), years=4, draws=1, replicates=1, progress=False)


def test_an_unknown_setting_names_the_nearest(people):
    with pytest.raises(sh.ProgrammeError, match="excludability"):
        sh.simulate(people, programme(settings={"excludabilty": 0.5}), years=4, draws=4, replicates=1, progress=False)


def test_a_region_that_is_not_there_is_named(people):
    lead = sh.Member("Maker", "firm", funds=["training"], budget_per_year=6e6, sources={"Atlantis": 0.1})
    rival = sh.Member("Rival", "firm", funds=["training"], budget_per_year=6e6)
    plan = sh.Programme([sh.FarmerTraining(name="training")], consortium=sh.Consortium([lead, rival]), currency="USD", price_year=2018)
    with pytest.raises(sh.ProgrammeError, match="Atlantis"):
        sh.simulate(people, plan, years=4, draws=4, replicates=1, progress=False)


def test_what_keeps_benefits_inside_lowers_what_outsiders_have(people):
    worth = {}
    for kept in (0.0, 0.6):
        found = sh.simulate(people, programme(settings={"excludability": kept}), years=6, draws=6, replicates=1, progress=False, comparators=False).consortium
        table = found.stability(shared=False).set_index("coalition")
        worth[kept] = table["claims"].max()
    assert worth[0.6] < worth[0.0]


def test_more_than_a_firm_can_pay_is_not_planned(people):
    poor = sh.Member("Maker", "firm", funds=["training"], budget_per_year=1_000, values={"per_usd_of_income": 5.0})
    other = sh.Member("Rival", "firm", funds=["training"], budget_per_year=1_000, values={"per_usd_of_income": 5.0})
    plan = sh.Programme([sh.FarmerTraining(name="training")], consortium=sh.Consortium([poor, other], paths=20), currency="USD", price_year=2018)
    found = sh.simulate(people, plan, years=4, draws=4, replicates=1, progress=False, comparators=False).consortium
    assert found.plans().query("regime == 'together'")["level"].max() == 0.0


def test_given_gains_reproduce_the_fixture():
    found = sh.consortium.assess(sh.read_programme("f1_fixture"))
    np.testing.assert_allclose(found.worths()["mean"], [0, 0, 0, 0, 0, 20_000, 2_500, 55_000], atol=1e-6)
    shares = found.shares()
    np.testing.assert_allclose(shares.loc["shapley", found.names].astype(float), [20_833.33, 12_083.33, 22_083.33], atol=0.01)
    np.testing.assert_allclose(shares.loc["nucleolus", found.names].astype(float), [18_750, 17_500, 18_750], atol=0.01)
