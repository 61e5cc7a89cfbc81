# SPDX-License-Identifier: Apache-2.0
"""A consortium in the report, the workbook and the files: every number is summary.json's, and answers follow from the figures."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import smallholder as sh
from smallholder import outputs
from smallholder.consortium.assessment import ConsortiumResult, _answer, assess
from smallholder.report import render_alliance, render_report, write_workbook

sys.path.insert(0, str(Path(__file__).resolve().parent))
from report_page import Page, read_back  # noqa: E402


def by_conventions(found: ConsortiumResult) -> dict[str, Any]:
    return dict(json.loads(json.dumps(outputs.consortium_summary(found)))["consortium"]["by_convention"])


@pytest.fixture(scope="module")
def alliance() -> ConsortiumResult:
    return assess(sh.read_programme("f1_fixture"))


@pytest.fixture(scope="module")
def result() -> sh.Result:
    people = sh.synthesise("ghana_cocoa", households=100, represents=500_000)
    training = sh.FarmerTraining(name="training", coverage=0.6, start=1, years=2)
    health = sh.CommunityHealth(name="health", coverage=0.3, start=1, years=5)
    members = sh.Consortium([
        sh.Member("Maker 1", type="firm", funds=["training"], budget_per_year=2e7, sources=0.4, values={"per_usd_of_chain_income": 0.3}),
        sh.Member("Maker 2", type="firm", funds=["training"], budget_per_year=2e7, sources=0.2, values={"per_usd_of_chain_income": 0.3}),
        sh.Member("Donor & <b>friends</b>", type="donor", funds=["health"], budget_per_year=2e7, values={"per_usd_of_income": 0.5})])
    return sh.simulate(people, sh.Programme([training, health], title="Two makers and a donor", consortium=members), years=5, draws=6, replicates=1,
                       comparators=False, progress=False)


@pytest.fixture(scope="module")
def text(result: sh.Result) -> str:
    return render_report(result)


def check(page: Page, summary: dict[str, Any]) -> int:
    """Every number of the chapter against summary.json, to half of its last digit."""
    found = [(key, shown) for key, shown in page.numbers if key.startswith("/consortium/")]
    for key, shown in found:
        value = outputs.lookup(summary, key)
        number, half = read_back(shown)
        end = key.rsplit("/", 1)[-1]
        if number == 0 and end in ("p5", "p50", "p95", "mean"):
            row = outputs.lookup(summary, key.rsplit("/", 1)[0])
            half = max(half, (row["p95"] - row["p5"]) / 2)
        assert abs(number - value) <= half * 1.000001 + 1e-9 * abs(value), f"{key}: {shown} for {value}"
    return len(found)


def test_every_number_of_the_chapter_is_summary_jsons(result: sh.Result, text: str) -> None:
    summary = json.loads(json.dumps(outputs.summary(result)))
    page = Page(text)
    assert check(page, summary) > 100
    assert [part for part in page.rest if re.search(r"\d", part)] == []
    for key, words in page.words:
        assert outputs.lookup(summary, key) is not None, key
        assert words


def test_an_alliance_on_given_figures_has_a_report_of_its_own(alliance: ConsortiumResult, tmp_path: Path) -> None:
    summary = json.loads(json.dumps(outputs.consortium_summary(alliance)))
    text = render_alliance(alliance)
    page = Page(text)
    assert check(page, summary) > 60
    assert [part for part in page.rest if re.search(r"\d", part)] == []
    outputs.save_consortium(alliance, tmp_path / "out")
    assert (tmp_path / "out/report.html").read_text(encoding="utf-8") == text
    assert {"consortium.csv", "lifecycle.csv", "programme.toml", "report.html", "summary.json"} == {file.name for file in (tmp_path / "out").iterdir()}
    # Worked out by hand in the file: each firm pays half of training, 80,000; all together have 55,000 left.
    numbers = dict(page.numbers)
    assert numbers["/consortium/by_convention/gamma/members/Firm 1/contribution/mean"] == "40,000"
    assert numbers["/consortium/by_convention/gamma/members/Firm 1/benefit/mean"] == "52,500"
    assert numbers["/consortium/advantage/all/mean"] == "+230,000"


@pytest.mark.parametrize("which", ["given", "households"])
def test_the_chapter_is_in_words_for_a_board(which: str, alliance: ConsortiumResult, text: str) -> None:
    page = Page(render_alliance(alliance) if which == "given" else text[text.index('<section id="consortium"'):text.index('<section id="assumed"')])
    seen = page.text().lower()
    for word in ("gamma", "delta", "dial", "regime", "convention", "quantile", "baseline", "coalition", "agenda weight", "stochastic", "characteristic function"):
        assert word not in seen, word
    assert not re.search(r"\bdraws\b|\br[0-5]\b", seen)
    assert seen.count("a scenario, no forecast") == 1 and "model output" in seen
    assert "is counted once" in seen
    assert ("repetitions" in seen) == (which == "households")  # single figures have no range, and do not pretend to


def test_sections_and_drawings_are_there(text: str) -> None:
    places = [text.index(f'id="{name}"') for name in ("answer", "consortium", "join", "object", "hold", "assumed")]
    assert places == sorted(places)
    for name in ("chart-together", "chart-life"):
        assert f'id="{name}-alt"' in text
    assert "&lt;b&gt;friends" in text and "<b>friends" not in text


def test_a_run_without_members_says_nothing_of_them() -> None:
    alone = sh.simulate(sh.synthesise("ghana_cocoa", households=60), sh.Programme([sh.FarmerTraining()]), years=2, draws=2, replicates=1, progress=False)
    text = render_report(alone)
    assert 'id="consortium"' not in text and "#consortium" not in text


def test_answers_to_joining_follow_from_the_figures(alliance: ConsortiumResult) -> None:
    found = alliance.joining()
    # Without side payments firm 2 pays 40,000 for what is worth 35,000 to it.
    assert found.loc["Firm 2", "answer"] == "only_if_paid"
    assert found.loc["Firm 2", "needs"] == pytest.approx(5_000)
    assert found.loc["Firm 1", "answer"] == found.loc["Donor", "answer"] == "yes"
    assert found.loc["Firm 1", "gain_unpaid"] == pytest.approx(12_500)
    # Outside it enjoys four fifths of 52,500 (a fifth can be withheld from outsiders), as long as the others go on.
    assert found.loc["Firm 1", "outside"] == pytest.approx(0.8 * 52_500)
    assert found.loc["Donor", "outside"] == pytest.approx(0.0)


def with_benefit(alliance: ConsortiumResult, change: float) -> ConsortiumResult:
    """The same, with more or less for firm 1 in two draws."""
    raw = dict(alliance.raw)
    together = {name: (np.vstack([value, value]) if name.startswith("member_") else value) for name, value in raw["regimes"]["together"].items()}
    together["member_benefit"] = together["member_benefit"] + np.array([[change, 0.0, 0.0], [2.0 * change, 0.0, 0.0]])
    apart = {name: (np.vstack([value, value]) if name.startswith("member_") else value) for name, value in raw["regimes"]["each_for_itself"].items()}
    raw["regimes"] = {**raw["regimes"], "together": together, "each_for_itself": apart}
    return ConsortiumResult(raw, alliance.programme)


@pytest.mark.parametrize(("change", "answer"), [(0.0, "yes"), (-10_000.0, "only_if_paid"), (-100_000.0, "no"), (-15_000.0, "rather_no"), (50_000.0, "yes")])
def test_worse_figures_give_worse_answers(alliance: ConsortiumResult, change: float, answer: str) -> None:
    # Firm 1 gains 12,500 unpaid and receives 8,333: on the mean of two draws it loses 1.5 times the change.
    assert with_benefit(alliance, change).joining().loc["Firm 1", "answer"] == answer


@pytest.mark.parametrize(("paid", "unpaid", "answer"), [
    ((-2.0, -3.0, -1.0, 0.0), (1.0, 0.5, 1.5, 1.0), "not_on_these_terms"), ((0.0, 0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 0.0), "indifferent"),
    ((1.0, -1.0, 3.0, 0.8), (1.0, -1.0, 3.0, 0.8), "rather_yes"), ((1.0, 0.1, 3.0, 0.95), (1.0, -1.0, 3.0, 0.8), "yes")])
def test_an_answer_looks_at_the_mean_and_at_how_often(paid: tuple[float, ...], unpaid: tuple[float, ...], answer: str) -> None:
    keys = ("mean", "p5", "p95", "above_0")
    assert _answer(dict(zip(keys, paid, strict=True)), dict(zip(keys, unpaid, strict=True))) == answer


def test_parts_sum_to_the_step(result: sh.Result) -> None:
    assert result.consortium is not None
    table = result.consortium.advantage().set_index("part")["mean"]
    six = ["no_duplication", "shared_costs", "synergy", "free_riding", "information", "governing"]
    assert sum(table[name] for name in six) == pytest.approx(table["step"], rel=1e-9, abs=1e-3)


def test_what_has_become_of_the_alliance_sums_to_all(alliance: ConsortiumResult) -> None:
    summary = outputs.consortium_summary(alliance)["consortium"]
    assert list(summary["lifecycle"]) == ["1", "3", "5", "10", "15", "20"]
    for year, row in summary["lifecycle"].items():
        assert sum(row[name] for name in ("alive", "dissolved", "unravelled", "completed")) == pytest.approx(1.0), year


def test_a_rule_without_an_answer_says_why_with_names(alliance: ConsortiumResult) -> None:
    assert alliance._said("member 1 can insist on 139160.13719 and gains at most -0") == "Firm 2 can insist on 139,160 and gains at most 0"
    assert alliance._said("member 0 causes 27500") == "Firm 1 causes 27,500"
    assert alliance.shares().loc["proportional_to_sourcing", "undefined"]


def test_assumptions_about_outsiders_are_shown_where_they_differ(alliance: ConsortiumResult) -> None:
    from smallholder.report.consortium import OUTSIDERS, consortium_section

    summary = outputs.consortium_summary(alliance)
    assert [row["same_shares"] for row in consortium_section(alliance, summary, "USD")["conventions"]] == [False, by_conventions(alliance)["zero"]["shares"] == by_conventions(alliance)["gamma"]["shares"]]
    text = Page(render_alliance(alliance)).text()
    assert OUTSIDERS["gamma"] in text and OUTSIDERS["zero"] in text
    summary["consortium"]["by_convention"]["zero"]["shares"]["shapley"]["complaint"] += 1.0
    assert not consortium_section(alliance, summary, "USD")["conventions"][1]["same_shares"]


def test_the_workbook_has_a_sheet_of_members_and_one_of_lives(result: sh.Result, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    assert result.consortium is not None
    book = load_workbook(write_workbook(result, tmp_path / "results.xlsx"), read_only=True)
    assert book.sheetnames[-2:] == ["Members", "Lives"]
    rows = list(book["Members"].iter_rows(values_only=True))
    table = result.consortium.table()
    assert list(rows[2]) == list(table.columns) and len(rows) == 3 + len(table)
    assert rows[3][1] == "Maker 1"
    assert rows[3][table.columns.get_loc("mean")] == pytest.approx(table["mean"].iloc[0])


def test_the_command_prints_intervals_at_a_scale_that_suits(alliance: ConsortiumResult, result: sh.Result, capsys: pytest.CaptureFixture[str]) -> None:
    from smallholder.cli.alliance import tell_consortium

    tell_consortium(alliance)
    said = " ".join(capsys.readouterr().out.split())
    assert "thousand USD" in said and "52.5" in said and "adds +230 thousand USD" in said and "% of draws." not in said
    assert result.consortium is not None
    tell_consortium(result.consortium)
    said = " ".join(capsys.readouterr().out.split())
    assert re.search(r"adds \S+ \(\S+ to \S+\) (million |thousand |)USD", said) and "% of draws" in said
