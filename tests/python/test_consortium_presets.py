# SPDX-License-Identifier: Apache-2.0
"""The five shipped alliances from file to result, and what each of them is there to show."""

from __future__ import annotations

import importlib.util
import json
import math
import pathlib

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

import smallholder as sh
from smallholder.cli import main
from smallholder.consortium.assessment import ConsortiumResult, assess

ROOT = pathlib.Path(__file__).resolve().parents[2]
ON_HOUSEHOLDS = ("mars_cocoa", "cocoaaction")
ON_PAPER = ("f1_fixture", "values_banks", "management_schools")


def written(name: str, folder: pathlib.Path) -> dict:
    """summary.json of `smallholder run`, as small as a run may be."""
    small = ["--households", "150", "--draws", "4", "--replicates", "1", "--no-comparators"] if name in ON_HOUSEHOLDS else []
    done = CliRunner().invoke(main, ["run", name, *small, "--quiet", "--out", str(folder)])
    assert done.exit_code == 0, done.output
    return json.loads((folder / "summary.json").read_text())


@pytest.mark.parametrize("name", [*ON_HOUSEHOLDS, *ON_PAPER])
def test_a_shipped_alliance_runs_from_end_to_end(name, tmp_path):
    found = written(name, tmp_path)["consortium"]
    given = sh.read_programme(name)
    assert list(found["members"]) == [member.name for member in given.consortium.members]
    assert {"nothing", "isolated", "each_for_itself", "partial", "together"} <= set(found["plans"])
    for convention in found["conventions"]:
        assert convention in ("gamma", "zero")
        shares = found["by_convention"][convention]["shares"]
        defined = [row for row in shares.values() if not row["undefined"]]
        assert defined
        sums = [sum(row[member] for member in found["members"]) for row in defined]
        assert np.allclose(sums, sums[0], rtol=1e-6, atol=1e-6), "every rule shares the same worth"
    table = pd.read_csv(tmp_path / "consortium.csv")
    assert set(table["member"]) == set(found["members"])
    money = table[table["unit"] == "USD"]
    assert np.isfinite(money["mean"]).all()
    assert (money["mean"].abs() < 1e10).all()
    lives = pd.read_csv(tmp_path / "lifecycle.csv")
    if "share" not in lives:
        assert np.allclose(lives[["alive", "dissolved", "unravelled", "completed"]].sum(axis=1), 1.0)
    assert found["life"]["years"] == given.years


def test_the_fixture_gives_the_numbers_that_can_be_worked_out_on_paper(tmp_path):
    found = written("f1_fixture", tmp_path)["consortium"]["by_convention"]["zero"]
    members = ["Firm 1", "Firm 2", "Donor"]
    expected = {"shapley": [20833.333, 12083.333, 22083.333], "nucleolus": [18750, 17500, 18750], "tau": [20263.158, 13508.772, 21228.070]}
    for rule, shares in expected.items():
        assert [found["shares"][rule][name] for name in members] == pytest.approx(shares, abs=0.01), rule
        assert found["shares"][rule]["in_core"]
    worths = assess(sh.read_programme("f1_fixture")).worths("zero").set_index("members")["mean"]
    assert worths[["Firm 1 + Donor", "Firm 2 + Donor", "Firm 1 + Firm 2 + Donor"]].tolist() == pytest.approx([20000, 2500, 55000])
    assert worths[["nobody", "Firm 1", "Firm 2", "Donor", "Firm 1 + Firm 2"]].tolist() == pytest.approx([0.0] * 5)


def test_a_fair_share_exists_in_the_fixture_and_each_firm_would_still_let_the_other_pay():
    rows = assess(sh.read_programme("f1_fixture")).stability("gamma").set_index("members")
    assert rows.loc[["Firm 1 + Donor", "Firm 2 + Donor"], "stable"].all()
    all_three = rows.loc["Firm 1 + Firm 2 + Donor"]
    assert not all_three["could_be_held"]
    claims = 0.8 * (52_500 + 35_000)  # what each firm has of the other's programme, but for the fifth that outsiders can be kept from
    assert all_three["claims"] == pytest.approx(claims)
    assert all_three["gap"] == pytest.approx(claims - 55_000)


@pytest.mark.parametrize("name", ["values_banks", "management_schools"])
def test_alliances_without_cocoa_have_worths_that_make_sense(name):
    found = assess(sh.read_programme(name))
    worths = found.worths("zero")
    by_mask = worths["mean"].to_numpy()
    everybody = len(by_mask) - 1
    assert by_mask[[1 << i for i in range(len(found.names))]] == pytest.approx(np.zeros(len(found.names)), abs=1e-6), "alone nobody acts"
    assert by_mask[everybody] > 0.8 * by_mask.max(), "one more member adds to the talks, and may add no more than that"
    assert 1e5 < by_mask[everybody] < 1e8
    reached = sh.read_programme(name).consortium.response.units
    joint = found.plans().query("regime == 'together'")
    assert (joint["level"] == 1.0).all()
    assert found.farms().empty
    gains = found.members().query("figure == 'gain'")["mean"]
    assert gains.sum() == pytest.approx(by_mask[everybody], rel=1e-6)
    assert by_mask[everybody] / reached < 1000, "USD for each that is reached"
    assert (found.advantage().iloc[0][["mean", "p5", "p95"]] > 0).all()


# ---- CocoaAction ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def solver():
    spec = importlib.util.spec_from_file_location("solve_cocoaaction", ROOT / "tools/solve_cocoaaction.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_two_in_a_hundred_of_those_reached_take_up_the_full_package(solver):
    hassle = sh.read_programme("cocoaaction").parameters[solver.PACKAGE]
    found = solver.adoption(hassle, households=600, draws=12)
    assert 0.01 < found < 0.03
    assert solver.adoption(hassle - 1.0, households=600, draws=12) > found + 0.01, "and the hassle is what holds them back"


@pytest.fixture(scope="module")
def cocoaaction() -> sh.Result:
    people = sh.population_of(sh.read_programme("cocoaaction"), households=500)
    return sh.simulate(people, sh.read_programme("cocoaaction"), draws=24, replicates=1, comparators=False, progress=False)


def test_the_alliance_that_was_made_is_one_that_pays_together_and_not_apart(cocoaaction):
    plans = cocoaaction.consortium.plans().set_index(["regime", "intervention"])["level"]
    assert plans["together", "productivity"] >= 0.5
    assert plans["each_for_itself", "productivity"] == 0.0
    costs = cocoaaction.consortium.members().query("figure == 'contribution'").set_index("member")["mean"]
    firms = [name for name in costs.index if name != "Industry body"]
    assert (costs[firms] > 1e6).all()


def test_it_succeeds_in_measuring_and_in_trust_and_farmers_do_not_take_up_what_it_offers(cocoaaction):
    lives = cocoaaction.consortium.lives().set_index("year")
    assert lives.loc[6, "trust"] > lives.loc[1, "trust"] + 0.02
    assert lives.loc[6, "trust"] > 0.65
    assert cocoaaction.consortium.life()["false_abandonment"] < 0.05, "hardly anybody leaves over results that were not seen"
    assert lives.loc[6, "spread_of_beliefs"] < lives.loc[1, "spread_of_beliefs"]
    yields = cocoaaction.value("yield", year=7)["p50"]
    assert 0 < cocoaaction.value("yield", arm="programme", year=7, kind="change")["p50"] < 0.05 * yields, "the target was a third more"
    income = cocoaaction.value("income", year=7)["p50"]
    assert cocoaaction.value("income", arm="programme", year=7, kind="change")["p50"] < 0.03 * income
    assert cocoaaction.value("package_fertiliser", arm="programme", year=3)["mean"] < 0.03


def test_without_shared_measurement_and_a_body_more_is_given_up_in_error(cocoaaction):
    def abandoned(conditions: dict[str, float]) -> float:
        return sh.consortium.simulate_alliance(conditions, paths=600, years=12).figures()["false_abandonment"]

    given = sh.read_programme("cocoaaction").consortium.conditions
    assert abandoned(given) < 0.7 * abandoned({**given, "shared_measurement": 0.0, "backbone": 0.0})


# ---- what is refused ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("old", "new", "words"), [
    ("sources = 0.25", "sources = 0.65", "together buy 1.15"),
    ("sources = 0.25", "sources = -0.1", "outside what it can be"),
    ('funds = ["productivity", "communities"]', 'funds = ["productivty"]', 'Did you mean "productivity"'),
    ('funds = ["productivity", "communities"]', "funds = []", "it may fund nothing"),
    ("budget_per_year = 2_600_000", 'currency = "EUR"\nbudget_per_year = 2_600_000', "in EUR"),
    ("backbone = 1 ", "backbone = 1.5 ", "outside what it can be"),
    ("hassle_3 = 7.0", "hassle_4 = 7.0", 'Did you mean "hassle_'),
])
def test_a_copy_that_cannot_be_is_refused_with_what_to_do(old, new, words, tmp_path):
    text = (ROOT / "data/programmes/cocoaaction.toml").read_text()
    assert old in text
    copy = tmp_path / "copy.toml"
    copy.write_text(text.replace(old, new, 1))
    shown = CliRunner().invoke(main, ["validate", str(copy)])
    assert shown.exit_code != 0
    assert words in " ".join(shown.output.split())


def test_one_draw_is_too_few_to_choose_and_to_judge():
    programme = sh.read_programme("cocoaaction")
    with pytest.raises(sh.SmallholderError, match="draws"):
        sh.simulate(sh.population_of(programme, households=100), programme, draws=1, replicates=1, comparators=False, progress=False)


def test_an_assessment_needs_a_response_or_households():
    with pytest.raises(sh.ProgrammeError, match="gives no response"):
        assess(sh.read_programme("cocoaaction"))
    found = assess(sh.read_programme("f1_fixture"))
    assert isinstance(found, ConsortiumResult)
    with pytest.raises(sh.UnknownKeyError, match="gamma"):
        found.shares("gama")
    assert not math.isnan(found.raw["precompetitive"] or 0.0)
