# SPDX-License-Identifier: Apache-2.0
"""The report: every number is summary.json's, in the digits its interval allows, and the page stands on its own."""

from __future__ import annotations

import decimal
import functools
import json
import math
import os
import re
import sys
from pathlib import Path
from typing import Any

import pytest
import smallholder as sh
from hypothesis import given
from hypothesis import strategies as st
from smallholder import outputs
from smallholder.report import render_report, write_report
from smallholder.report.cells import place
from smallholder.report.charts import _spaced, years_shown
from smallholder.report.rounding import shown
from smallholder.report.verdicts import about, starting_point

sys.path.insert(0, str(Path(__file__).resolve().parent))
from report_page import Page, read_back  # noqa: E402

ROOT = Path(__file__).parents[2]
MINUS = "\N{MINUS SIGN}"


@functools.cache
def rendered(result: sh.Result) -> str:
    """The page of a run, made once."""
    return render_report(result)


@pytest.fixture(scope="module")
def result() -> sh.Result:
    people = sh.synthesise("ghana_cocoa", households=150, represents=500_000)
    return sh.simulate(people, sh.read_programme("ghana_cocoa"), draws=6, progress=False)


@pytest.fixture(scope="module")
def summary(result: sh.Result) -> dict[str, Any]:
    return json.loads(json.dumps(outputs.summary(result)))


@pytest.fixture(scope="module")
def text(result: sh.Result) -> str:
    return rendered(result)


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    return Page(text)


def test_what_made_the_difference_stands_in_the_report_where_households_were_followed(result: sh.Result) -> None:
    assert 'id="drivers"' not in rendered(result)
    followed = sh.simulate(result.people, result.programme, draws=6, panel_draws=4, panel_households=60, progress=False)
    found = json.loads(json.dumps(outputs.summary(followed)))
    assert found["followed"] == {"draws": 4, "households": 60}
    steps = {driver: cell["mean"] for driver, cell in found["drivers"]["programme"].items()}
    assert sum(steps[name] for name in ("land", "volume", "price", "cost", "diversified", "transfers")) == pytest.approx(
        steps["arm"] - steps["baseline"], abs=0.005)
    text = rendered(followed)
    page = Page(text)
    assert any(attributes.get("id") == "drivers" for tag, attributes in page.tags if tag == "section")
    shown = {key: number for key, number in page.numbers if key.startswith("/drivers/programme/")}
    assert len(shown) == 27
    for key, number in shown.items():
        value, half = read_back(number)
        assert abs(value - outputs.lookup(found, key)) <= half * 1.000001, key
    assert not re.findall(r"\d", page.text())
    assert "--panel-draws 4" in text
    assert "--panel-households 60" in text


@pytest.fixture(scope="module")
def plans() -> sh.Result:
    """Two plans with names that try the page: markup, digits, slashes."""
    training = sh.FarmerTraining(coverage=0.6, start=2, years=3, name="courses")
    health = sh.CommunityHealth(coverage=0.3, start=1, years=4, name="health")
    programme = sh.Programme([training, health], {"courses <b>1</b>": [training], "all/2 ~ both": [training, health]},
                             title="<script>alert(1)</script> & co", parameters={"wage": 4.5})
    return sh.simulate(sh.synthesise("ghana_cocoa", households=100, represents=1000), programme, years=7, draws=4, progress=False)


@pytest.fixture(scope="module")
def nothing() -> sh.Result:
    return sh.simulate(sh.synthesise("ghana_cocoa", households=100), sh.read_programme("placebo"), years=6, draws=3, progress=False)


@pytest.fixture(scope="module")
def alone() -> sh.Result:
    return sh.simulate(sh.synthesise("ghana_cocoa", households=100), years=2, draws=3, progress=False)


def check_numbers(result: sh.Result, page: Page) -> int:
    """Every number against summary.json, to half of its last digit."""
    summary = json.loads(json.dumps(outputs.summary(result)))
    assert page.numbers
    for key, shown_text in page.numbers:
        value = outputs.lookup(summary, key)
        if value is None or isinstance(value, str):
            assert shown_text == ("-" if value is None else value), key
            continue
        number, half = read_back(shown_text)
        if number == 0 and key.rsplit("/", 1)[-1] in ("p5", "p50", "p95", "mean"):
            # A nought has no digits to say how it was rounded: it stands for anything within half the width of its interval.
            row = outputs.lookup(summary, key.rsplit("/", 1)[0])
            half = max(half, (row["p95"] - row["p5"]) / 2 if row["p95"] != "never" else 0.0)
        assert abs(number - value) <= half * 1.000001 + 1e-9 * abs(value), f"{key}: {shown_text} for {value}"
    return len(page.numbers)


def test_every_number_is_the_one_in_summary_json(result: sh.Result, page: Page) -> None:
    assert check_numbers(result, page) > 200


@pytest.mark.parametrize("name", ["plans", "nothing", "alone"])
def test_numbers_agree_in_other_runs(name: str, request: pytest.FixtureRequest) -> None:
    other = request.getfixturevalue(name)
    assert check_numbers(other, Page(rendered(other))) > 40


def test_money_that_never_comes_back_is_said_in_words(tmp_path: Path) -> None:
    gift = sh.Programme([sh.CashTransfer(cash_usd=50.0, start=1, years=1, cost_fixed_per_year=1e9)])
    result = sh.simulate(sh.synthesise("ghana_cocoa", households=60), gift, years=3, draws=3, replicates=1, progress=False)
    table = result.returns("society").set_index("metric")
    assert table.loc["payback_lasting", "p50"] == float("inf") and table.loc["payback_lasting", "undefined_share"] == 0.0
    numbers = dict(Page(rendered(result)).numbers)
    assert numbers["/returns/programme/society/payback_lasting/p50"] == "never"
    assert "/returns/programme/society/payback_lasting/p5" not in numbers
    outputs.save(result, tmp_path / "out")
    assert "payback_lasting,years,inf,inf,inf,inf,0.0" in (tmp_path / "out/returns.csv").read_text()


@pytest.mark.parametrize("name", ["result", "plans", "nothing", "alone"])
def test_no_number_is_without_a_key(name: str, request: pytest.FixtureRequest) -> None:
    page = Page(rendered(request.getfixturevalue(name)))
    found = [part for part in page.rest if re.search(r"\d", part)]
    assert found == []


def test_words_with_digits_are_those_of_the_run(result: sh.Result, summary: dict[str, Any], page: Page) -> None:
    for key, words in page.words:
        assert outputs.lookup(summary, key) is not None, key
        assert words
    assert ("/title", summary["title"]) in page.words


def test_the_ends_of_a_range_show_two_digits_of_its_half_width(summary: dict[str, Any], page: Page) -> None:
    """docs/report.md, worked out here with decimals and not with the report's own code."""
    checked = 0
    for key, shown_text in page.numbers:
        base, _, end = key.rpartition("/")
        if end != "p5":
            continue
        found = outputs.lookup(summary, base)
        if "never" in (found["p5"], found["p95"]):
            continue
        half = (found["p95"] - found["p5"]) / 2.0
        if half <= 0.0:
            continue
        two = decimal.Decimal(f"{half:.1e}")
        size = decimal.Decimal(f"{max(abs(found['p5']), abs(found['p95'])):.3e}")
        step = max(decimal.Decimal(10) ** (two.adjusted() - 1), decimal.Decimal(10) ** (size.adjusted() - 3))
        if shown_text.endswith("%"):
            step = max(step, decimal.Decimal("0.001"))
        number, _ = read_back(shown_text)
        steps = decimal.Decimal(repr(number)) / step
        assert abs(steps - round(steps)) < decimal.Decimal("1e-6"), f"{key}: {shown_text} in steps of {step}"
        assert abs(number - found["p5"]) <= 0.5000001 * float(step)
        checked += 1
    assert checked > 40


def test_page_needs_nothing_from_elsewhere(text: str, page: Page) -> None:
    for tag, found in page.tags:
        assert tag not in ("script", "link", "iframe", "object", "img"), tag
        for name in ("src", "href", "xlink:href", "data", "action"):
            assert found.get(name, "#").startswith("#"), f"{tag} {name}={found.get(name)}"
    style = text[text.index("<style>"):text.index("</style>")]
    assert "@import" not in style and "url(" not in style
    assert set(re.findall(r"https?://[^\"' ]*", text)) <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}


def test_sections_stand_in_their_order(text: str) -> None:
    places = [text.index(f'id="{name}"') for name in ("start", "answer", "assumed", "charts", "returns", "statement")]
    assert places == sorted(places)


def test_names_in_the_page_are_unique_and_links_lead_somewhere(page: Page) -> None:
    names = [found["id"] for _, found in page.tags if "id" in found]
    assert len(names) == len(set(names))
    for tag, found in page.tags:
        for name in ("href", "xlink:href", "aria-labelledby"):
            if name in found:
                assert found[name].removeprefix("#") in names, f"{tag}: {found[name]}"


def test_charts_have_words_for_those_who_cannot_see_them(text: str, page: Page) -> None:
    drawings = [found for tag, found in page.tags if tag == "svg"]
    assert len(drawings) == 5  # yield, benchmark, cost, income, who gains
    assert all(found["role"] == "img" for found in drawings)
    titles = re.findall(r'<title id="[^"]*">([^<]*)</title>', text)
    assert len(titles) == 5 and all(len(title) > 60 for title in titles)


def test_tables_have_captions_and_heads_with_scope(page: Page, text: str) -> None:
    tables = [tag for tag, _ in page.tags if tag == "table"]
    assert len(tables) == text.count("<caption") > 6
    assert all("scope" in found for tag, found in page.tags if tag == "th")


def test_page_is_laid_out_for_a4(text: str) -> None:
    assert re.search(r"@page \{ size: A4;", text) and "break-before: page" in text


def test_no_jargon(page: Page) -> None:
    seen = page.text().lower()
    for word in ("p-value", "replicate", "monte carlo", "quantile", "percentile", "stochastic", "baseline", "logit", "copula",
                 "standard deviation", "confidence"):
        assert word not in seen, word
    assert not re.search(r"\bdraws\b|\barms?\b", seen)


def test_assumptions_are_called_so(result: sh.Result, page: Page) -> None:
    assert result.interval_name == "assumption range"
    assert "assumption range" in page.text()


def test_same_run_gives_the_same_bytes(result: sh.Result, text: str) -> None:
    assert render_report(result) == text


def test_benefit_life_discount_rate_and_fading_stand_beside_the_ratio(text: str) -> None:
    answer = text[text.index("What society gets"):text.index("Both paths")]
    for key in ("/returns/programme/society/benefit_cost_ratio/p50", "/benefits/years_counted", "/benefits/discount_rates/society",
                "/parameters_used/forgetting/value", "/benefits/interventions/health/decay/value"):
        assert f'data-key="{key}"' in answer, key


def test_both_paths_are_shown(text: str) -> None:
    for metric in ("yield", "income", "income_with_food", "gap", "reaching_benchmark"):
        for arm in ("baseline", "programme"):
            assert f'data-key="/results/{arm}/all/{metric}/20/level/p50"' in text


def test_road_channels_are_listed_only_with_a_road(text: str, plans: sh.Result) -> None:
    head = "Through which channels the road acts"
    assert head in text and "not turned into money" in text
    assert head not in rendered(plans)


def test_markup_in_names_is_text(plans: sh.Result) -> None:
    text = rendered(plans)
    assert "<script>" not in text and "&lt;script&gt;" in text
    assert "<b>1</b>" not in text


def test_changed_parameters_are_listed(plans: sh.Result, text: str) -> None:
    assert "<code>wage = 4.5</code>" in rendered(plans)
    assert "No parameter was changed" in text


def test_a_programme_for_nobody_changes_nothing(nothing: sh.Result) -> None:
    seen = Page(rendered(nothing)).text()
    assert "Nothing happens." in seen and "Nothing is spent." in seen


def test_without_a_programme_nobody_gains_or_pays(alone: sh.Result) -> None:
    text = rendered(alone)
    assert "nobody gains, loses or pays" in text and 'id="returns"' not in text


def test_an_interrupted_run_says_so(alone: sh.Result) -> None:
    cut = sh.Result(alone.runs, alone.people, alone.programme, alone.table, interrupted=True, settings=alone.settings)
    assert "This run was interrupted" in render_report(cut)
    assert "This run was interrupted" not in rendered(alone)


def test_report_of_a_survey_compares_with_that_survey(tmp_path: Path) -> None:
    shared = Path(os.environ.get("SMALLHOLDER_SHARED_DATA", ROOT.parent / "shared" / "data"))
    survey = shared / "kit_cocoa" / "kit_ghana_households.csv"
    if not survey.is_file():
        pytest.skip("skipped: no shared data")
    people = sh.build_population(sh.read_survey(survey, schema="kit_ghana"), no_land="leave_out")
    result = sh.simulate(people, sh.Programme([sh.FarmerTraining(coverage=0.5)]), years=3, draws=3, progress=False)
    path = tmp_path / "report.html"
    assert write_report(result, path) == path
    page = Page(path.read_text(encoding="utf-8"))
    check_numbers(result, page)
    assert "Does the starting point look like your survey?" in page.text()
    keys = [key for key, _ in page.numbers]
    for quantity in ("yield", "income", "reaching_benchmark"):
        for column in ("recorded", "model", "difference", "standard_error"):
            assert place("survey_check", quantity, column) in keys
    assert place("population", "imputed_share", "taste") in keys
    assert "--schema kit_ghana" in path.read_text(encoding="utf-8")


def test_a_place_that_cannot_be_written_is_an_error_with_a_remedy(alone: sh.Result, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(sh.OutputError, match="Choose another folder"):
        write_report(alone, tmp_path / "file" / "report.html")


# ---- the parts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("value", "low", "high", "kind", "sign", "expected"), [
    (1846.0, 1204.0, 2583.0, "plain", False, "1,850"),
    (0.1660, 0.140, 0.192, "percent", False, "16.6%"),
    (0.1660, 0.05, 0.45, "percent", False, "17%"),
    (74.8e6, 24.2e6, 183.8e6, "money", False, "75 million"),
    (-3.21, -9.4, 2.2, "plain", True, MINUS + "3.2"),
    (3.21, -9.4, 2.2, "plain", True, "+3.2"),
    (0.0, 0.0, 0.0, "plain", True, "0"),
    (-0.001, -5.0, 5.0, "plain", True, "0.0"),
    (423.456, 423.4559, 423.4561, "plain", False, "423.5"),
    (0.6, None, None, "percent", False, "60%"),
    (30000.0, None, None, "plain", False, "30,000"),
    (1318.0, None, None, "count", False, "1,318"),
    (math.nan, 0.0, 1.0, "plain", False, "-"),
    (None, None, None, "plain", False, "-"),
])
def test_figures_are_rounded_to_what_their_interval_allows(
    value: float | None, low: float | None, high: float | None, kind: str, sign: bool, expected: str
) -> None:
    assert shown(value, low, high, kind=kind, sign=sign) == expected


def test_rounding_alone_never_sets_two_figures_apart() -> None:
    with_, without = 2551.0, 2549.0
    assert shown(without, 1800.0, 16000.0) == "2,500" and shown(with_, 1800.0, 16000.0) == "2,600"
    assert shown(without, 1800.0, 16000.0, beside=[with_]) == shown(with_, 1800.0, 16000.0, beside=[without]) == "2,550"
    assert shown(3949.0, 1800.0, 16000.0, beside=[2549.0]) == "3,900"


@given(st.floats(-1e9, 1e9), st.floats(0.0, 1e8), st.floats(0.0, 1e8))
def test_a_rounded_figure_is_never_further_off_than_its_interval_allows(value: float, below: float, above: float) -> None:
    low, high = value - below, value + above
    number, half = read_back(shown(value, low, high))
    half_width = (high - low) / 2.0
    size = max(abs(low), abs(high))
    assert abs(number - value) <= max(0.051 * half_width, 0.00051 * size, 0.0051 * size if half_width == 0.0 else 0.0) + 1e-12
    assert half >= 0.0


def figure(low: float, middle: float, high: float) -> dict[str, float]:
    return {"p5": low, "p50": middle, "p95": high}


@pytest.mark.parametrize(("found", "word"), [
    (figure(1.1, 2.0, 3.0), "yes"), (figure(0.2, 0.5, 0.9), "no"), (figure(0.5, 1.4, 3.0), "not clear"),
    (figure(0.2, 0.7, 1.3), "not clear"), (figure(1.0, 1.0, 1.0), "nothing"), (None, "nothing"),
    ({"p5": None, "p50": None, "p95": None}, "nothing"),
])
def test_only_an_interval_on_one_side_gives_a_clear_answer(found: dict[str, float] | None, word: str) -> None:
    verdict = about(found, 1.0, yes="it pays", no="it does not pay", nothing="nothing was spent")
    assert verdict.word == word
    if word == "not clear":
        assert ("rather yes" in verdict.text) == (found is not None and found["p50"] > 1.0)


def recorded(value: float, model: float, error: float | None) -> dict[str, Any]:
    half = None if error is None else 1.645 * error
    return {"recorded": value, "model": model, "standard_error": error,
            "low": None if half is None else value - half, "high": None if half is None else value + half}


@pytest.mark.parametrize(("check", "word"), [
    ({"yield": recorded(420.0, 421.0, 8.0)}, "yes"),
    ({"yield": recorded(420.0, 432.0, 8.0)}, "yes"),  # within 1.645 standard errors
    ({"yield": recorded(420.0, 440.0, 8.0)}, "no"),
    ({"yield": recorded(420.0, 424.0, None)}, "yes"),  # within one in a hundred
    ({"yield": recorded(420.0, 426.0, None)}, "no"),
    ({"reaching_benchmark": recorded(0.166, 0.175, None)}, "yes"),
    ({"reaching_benchmark": recorded(0.166, 0.190, 0.001)}, "no"),
    ({}, "nothing"),
])
def test_the_starting_point_is_judged_by_the_surveys_own_error(check: dict[str, Any], word: str) -> None:
    assert starting_point(check, anchored=True, synthetic=False).word == word


@pytest.mark.parametrize(("model", "word", "words"), [
    (0.58, "yes", "within the range of what was published"), (0.53, "no", "cocoa's share of income lies outside the range"),
    (0.706, "no", "outside the range")])
def test_a_synthetic_starting_point_is_judged_by_the_range_of_what_was_published(model: float, word: str, words: str) -> None:
    row = {"recorded": 0.61, "model": model, "standard_error": None, "low": 0.55, "high": 0.70}
    verdict = starting_point({"cocoa_share": row}, anchored=True, synthetic=True)
    assert verdict.word == word and words in verdict.text and "survey" not in verdict.text


def test_a_synthetic_population_is_held_beside_published_figures_with_their_source(text: str, page: Page) -> None:
    numbers = dict(page.numbers)
    assert numbers["/survey_check/yield/recorded"] == "423" and numbers["/survey_check/yield/standard_error"] == "8"
    assert numbers["/survey_check/cocoa_share/low"] == "55.0%" and numbers["/survey_check/cocoa_share/high"] == "70.0%"
    sources = dict(page.words)
    assert sources["/survey_check/yield/source"].startswith("mean yield as KIT Ghana 2016/17 recorded it, 1008 farms")
    assert "hence not drawn" not in text[text.index('id="start"'):text.index('id="answer"')]
    assert "your survey" not in Page(text[text.index("<section id=\"start\">"):text.index("<section id=\"answer\"")]).text().lower()


def test_a_run_that_was_not_tied_to_the_survey_says_so() -> None:
    verdict = starting_point({"yield": recorded(420.0, 500.0, 8.0)}, anchored=False, synthetic=False)
    assert verdict.word == "no" and "--no-anchor" in verdict.text


@given(st.lists(st.floats(0.0, 100.0), min_size=1, max_size=6))
def test_labels_at_the_ends_of_lines_never_overlap(values: list[float]) -> None:
    placed = _spaced(values, 0.0, 100.0, 7.5)
    ordered = sorted(placed)
    assert all(b - a >= 7.5 - 1e-9 for a, b in zip(ordered, ordered[1:], strict=False))
    assert ordered[-1] <= 100.0


@pytest.mark.parametrize("last", [1, 2, 3, 5, 7, 10, 12, 20, 22, 30])
def test_years_shown_are_few_and_in_the_summary(last: int) -> None:
    years = years_shown(last)
    assert years[0] == 0 and years[-1] == last and len(years) <= 5 and years == sorted(set(years))
    assert set(years) <= {*outputs.SUMMARY_YEARS, last}
