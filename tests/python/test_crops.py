# SPDX-License-Identifier: Apache-2.0
"""Crops beside cocoa: their rows, populations, programmes and words."""

import csv
import json
import os
import pathlib
import re
import sys
from collections.abc import Callable

import numpy as np
import pytest
import smallholder as sh
from click.testing import CliRunner
from smallholder import _core
from smallholder.cli import main
from smallholder.crop_words import words_of

ROOT = pathlib.Path(__file__).resolve().parents[2]
POPULATIONS = ["ethiopia_arabica", "ghana_rice", "kenya_maize", "nigeria_cassava", "uganda_robusta"]


def rows_of(name: str) -> dict[str, dict[str, str]]:
    with (ROOT / f"data/crops/{name}.csv").open(newline="", encoding="utf-8") as file:
        return {row["name"]: row for row in csv.DictReader(file)}


def short(people: sh.Population, programme: sh.Programme | None = None, **settings: object) -> sh.Result:
    return sh.simulate(people, programme, years=4, draws=3, replicates=1, threads=2, progress=False, **settings)


def test_populations_crops_and_programmes_go_together() -> None:
    assert _core.synthetic_populations() == sorted([*POPULATIONS, "ghana_cocoa"])
    assert _core.crops() == ["arabica", "cassava", "cocoa", "maize", "rice", "robusta"]
    for name in POPULATIONS:
        programme = sh.read_programme(name)
        assert programme.population["synthetic"] == name and programme.regime == "liberal"
        assert sh.synthesise(name, households=50).crop == name.rpartition("_")[2]


@pytest.mark.parametrize("name", ["ethiopia_arabica", "ghana_rice"])
def test_a_shipped_programme_runs_from_its_name(name: str, tmp_path: pathlib.Path) -> None:
    done = CliRunner().invoke(main, ["run", name, "--households", "100", "--years", "3", "--draws", "2", "--replicates", "1", "--threads", "1",
                                     "--out", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    summary = json.loads((tmp_path / "out/summary.json").read_text())
    assert summary["population"]["crop"] == name.rpartition("_")[2]
    again = sh.read_programme(tmp_path / "out/programme.toml")
    assert again.population["synthetic"] == name and again.setting == name


@pytest.mark.parametrize("name", ["kenya_maize", "uganda_robusta"])
def test_the_report_speaks_of_its_own_crop(name: str) -> None:
    programme = sh.Programme([sh.FarmerTraining(coverage=1.0), sh.WeatherInsurance(coverage=0.5)], regime="liberal")
    result = short(sh.synthesise(name, households=80), programme)
    from smallholder.report import render_report

    page = render_report(result)
    text = re.sub(r"<style.*?</style>|<[^>]+>", " ", page, flags=re.S)
    words = words_of(result.people.crop)
    assert words.product in text and f"{words.crop.capitalize()} land" in text
    # Two sentences say what is taken over from cocoa; sources of rows may name it; nothing else does.
    for said in ("the rest is taken over from cocoa farms in Ghana", "was fitted to cocoa farms in Ghana (KIT)"):
        assert said in text
        text = text.replace(said, "")
    assert not re.search("cocoa|beans|swollen shoot", text, flags=re.I)
    assert ("world price" in text.lower()) <= (not words.annual)


def test_words_are_swapped_as_words_and_never_inside_a_name() -> None:
    maize, cocoa = words_of("maize"), words_of("cocoa")
    assert maize("kg of dry cocoa, cocoa_net_income, /a/cocoa_share, Cocoa's share") == \
        "kg of maize grain, cocoa_net_income, /a/cocoa_share, Maize's share"
    assert cocoa("dry cocoa beans") == "dry cocoa beans"
    assert maize.annual and not words_of("robusta").annual
    assert set(_core.crops()) == {"cocoa", "robusta", "arabica", "maize", "cassava", "rice"} and all(words_of(crop).product for crop in _core.crops())


def test_a_survey_may_be_of_another_crop(tmp_path: pathlib.Path, write_survey: Callable[..., object]) -> None:
    write_survey([f"{i},{0.3 + i % 5 / 10},{400 + 20 * (i % 7)},{3 + i % 5}" for i in range(60)])
    plan = tmp_path / "plan.toml"
    plan.write_text('schema = 1\nyears = 3\ndraws = 2\n[population]\nsurvey = "farms.csv"\nschema = "farms.toml"\ncrop = "maize"\n[market]\nregime = "liberal"\n')
    programme = sh.read_programme(plan)
    people = sh.population_of(programme)
    assert people.crop == "maize" and np.all(people.trees_per_ha == 0.0)
    result = sh.simulate(people, programme, replicates=1, threads=1, progress=False)
    assert result.table.value("annual") == 1.0
    assert result.programme.population["crop"] == "maize"


def test_bad_input_is_named(tmp_path: pathlib.Path) -> None:
    def error_of(body: str) -> str:
        file = tmp_path / "plan.toml"
        file.write_text("schema = 1\n" + body)
        with pytest.raises(sh.SmallholderError) as raised:
            sh.read_programme(file)
        return str(raised.value)

    assert 'did you mean "maize"' in error_of('[population]\nsynthetic = "ghana_cocoa"\ncrop = "mazie"\n').lower()
    assert 'grow cocoa, not maize' in error_of('[population]\nsynthetic = "ghana_cocoa"\ncrop = "maize"\n')
    assert "kenya_maize" in error_of('[population]\nsynthetic = "kenya_maise"\n')
    said = error_of('[population]\nsynthetic = "kenya_maize"\n[[intervention]]\nkind = "replanting"\n')
    assert "sown each year" in said and "replanting" in said and "cocoa, robusta, arabica" in said
    with pytest.raises(sh.UnknownKeyError, match='there is no crop "tea"'):
        sh.build_population(None, crop="tea")  # type: ignore[arg-type]
    with pytest.raises(sh.ProgrammeError, match="sown each year"):
        short(sh.synthesise("kenya_maize", households=50), sh.Programme([sh.TenureReform()]))


def test_what_is_eaten_is_grown_and_not_sold() -> None:
    people = sh.synthesise("kenya_maize", households=80)
    result = short(people, sh.Programme([sh.InputSubsidy(coverage=1.0, delivered=1.0)], regime="liberal"), panel_draws=3)
    panel = result.panel()
    grown, sold = panel["production"], panel["sold"]
    assert float((grown - sold).min()) >= 0.0 and float((grown - sold).mean()) > 100.0
    for year in (1, 4):
        mean = np.average(grown.sel(year=year, arm="baseline").mean("draw").to_numpy().ravel(), weights=people.weight)
        assert result.value("production", year=year)["mean"] == pytest.approx(mean, rel=1e-9)
    np.testing.assert_allclose(panel["cocoa_revenue"] + panel["landlord_share"], sold * panel["price"], atol=1e-6)
    for income in ("income", "income_with_food"):
        steps = result.distribution().waterfall(4, income=income).set_index("driver")["mean"]
        parts = ("land", "volume", "price", "cost", "diversified", "transfers")
        assert steps[list(parts)].sum() == pytest.approx(steps["change"]) == pytest.approx(steps["arm"] - steps["baseline"])
    assert steps["volume"] > 0.0 and steps["diversified"] > 0.0  # some of the harvest more is sold, some is eaten


def test_a_population_carries_its_crop_wherever_it_goes() -> None:
    people = sh.synthesise("nigeria_cassava", households=60)
    assert people.resample(80).crop == "cassava" and people.with_represents(9e4).crop == "cassava"
    assert people.regions == ["Nigeria"] and sh.synthesise(households=10).regions == ["Ghana"]
    result = short(people)  # no programme says which crop; the households do
    assert result.table.value("home_use") == 0.3
    kept, sold = (result.value(metric, year=0)["p50"] for metric in ("food_own", "cocoa_net_income"))
    assert kept > 0.0 and sold > 0.0
    assert sh.parameters(sh.read_programme("kenya_maize")).set_index("name").loc["annual", "value"] == 1.0


@pytest.mark.parametrize("name", POPULATIONS)
def test_rows_from_the_household_sample_are_what_the_script_finds(name: str) -> None:
    shared = pathlib.Path(os.environ.get("SMALLHOLDER_SHARED_DATA", ROOT.parent / "shared/data"))
    folder = shared / "rhomis_sample"
    if not (folder / "hhinfo.csv.gz").is_file():
        pytest.skip("skipped: no shared data")
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        import household_facts
    finally:
        sys.path.pop(0)
    rows = rows_of(name)
    found = household_facts.facts(folder, name)
    compared = 0
    for fact, (value, count) in found.items():
        if fact not in rows or rows[fact]["source"].startswith(("half a hectare", "cash income")):
            continue
        if name == "uganda_robusta" and fact in ("target_recorded_yield_mean", "target_recorded_yield_median"):
            value *= 0.54  # dry cherry to green coffee
        if name == "uganda_robusta" and fact == "farm_gate_price":
            value /= 0.54
        assert float(rows[fact]["value"]) == pytest.approx(value, rel=0.01), fact
        assert f"n = {count}" in rows[fact]["source"], fact
        compared += 1
    assert compared >= 6
