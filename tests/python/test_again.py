# SPDX-License-Identifier: Apache-2.0
"""The command that a report prints makes the same run again, to the last bit; where it cannot, the report says so."""

import html
import json
import re
import shlex
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import smallholder as sh
from click.testing import CliRunner
from smallholder.again import command_line, same_households
from smallholder.cli import EXIT, main

SCHEMA = """
schema = 1
[layout]
name = "own"
[money]
price_year = 2018
[columns]
household_id = "id"
area_ha = "area"
income_usd = "income"
production_kg = "kg"
household_size = "persons"
"""

PLAN = """
schema = 1
title = "A plan; with 'quotes'"
years = 9
seed = 4
[population]
survey = "my survey.csv"
schema = "own layout.toml"
villages = 12
weights = "w"
missing = "impute"
[switches]
village_coupling = false
[[intervention]]
kind = "farmer_training"
[intervention.who]
coverage = 0.5
[parameters]
wage = { p5 = 3, p95 = 6, distribution = "lognormal" }
area_mean = 2.5
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a survey, its layout and a plan in a folder of their own."""
    luck = np.random.default_rng(7)
    place = tmp_path / "inputs"
    place.mkdir()
    area = luck.uniform(0.5, 6.0, 60).round(2)
    area[5] = 0.0
    income = luck.lognormal(7.6, 0.6, 60).round()
    income[[3, 9]] = np.nan
    pd.DataFrame({
        "id": [f"H{i}" for i in range(60)], "area": area, "income": income, "kg": (area * luck.uniform(200, 700, 60)).round(),
        "persons": luck.integers(1, 10, 60), "w": luck.uniform(0.5, 2.0, 60).round(3),
    }).to_csv(place / "my survey.csv", index=False)
    (place / "own layout.toml").write_text(SCHEMA)
    (place / "plan.toml").write_text(PLAN)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: object) -> None:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output


def printed(report: Path) -> list[str]:
    """The words of the command that a report prints."""
    found = re.search(r"<pre><code>(.*?)</code></pre>", report.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    return shlex.split(html.unescape(found[1]).replace("\\\n", ""))


def again(folder: Path) -> list[str]:
    """Runs what the report in the folder says, and compares."""
    words = printed(folder / "report.html")
    assert words[:2] == ["smallholder", "run"] and words[-2:] == ["--out", "again"]
    plan = folder / "programme.toml" if words[2] == "programme.toml" else Path(words[2])
    second_folder = folder.parent / "again"
    run("run", plan, *words[3:-1], second_folder, "--quiet")
    first, second = (json.loads((place / "run.json").read_text()) for place in (folder, second_folder))
    assert second["state_hash"] == first["state_hash"]
    assert second["hashes"] == first["hashes"]
    for name in ("yearly.csv", "returns.csv", "programme.toml"):
        assert (second_folder / name).read_text() == (folder / name).read_text(), name
    return words[2:]


SURVEY = ["--survey", "inputs/my survey.csv", "--schema", "inputs/own layout.toml"]


@pytest.mark.parametrize("arguments", [
    ["ghana_cocoa", "--households", 70, "--seed", 11, "--years", 4, "--replicates", 1],
    ["ghana_cocoa", "--households", 70, "--represents", 12345.678, "--no-anchor", "--market-answer", "on", "--no-comparators"],
    ["ghana_cocoa", *SURVEY, "--weights", "w", "--missing", "impute", "--no-land", "leave_out"],
    ["ghana_cocoa", *SURVEY, "--weights", "equal", "--missing", "complete_cases", "--no-land", "leave_out", "--households", 40, "--seed", 3],
    ["inputs/plan.toml", "--no-land", "leave_out"],
    ["inputs/plan.toml", "--no-land", "leave_out", "--no-anchor", "--households", 150, "--years", 5, "--represents", 500],
], ids=["synthetic", "represents", "weights", "resampled", "plan", "plan changed"])
def test_the_command_of_a_report_makes_the_same_run(desk: Path, arguments: list[object]) -> None:
    run("run", *arguments, "--draws", 2, "--threads", 2, "--out", "out", "--quiet")
    words = again(desk / "out")
    assert words[0] == arguments[0]
    text = " ".join((desk / "out/report.html").read_text(encoding="utf-8").split())
    assert "are those of this run" in text and "not the same figures" not in text
    for option in [word for word in arguments if str(word).startswith("--")]:
        assert option in words


def test_a_round_of_a_panel_is_named(desk: Path) -> None:
    one = pd.read_csv("inputs/my survey.csv").query("area > 0")
    pd.concat([one.assign(year=2018), one.assign(year=2020, income=one["income"] * 1.2)]).to_csv("inputs/panel.csv", index=False)
    (desk / "inputs/panel.toml").write_text(SCHEMA + 'wave = "year"\n')
    survey = ["--survey", "inputs/panel.csv", "--schema", "inputs/panel.toml", "--weights", "w", "--missing", "impute", "--draws", 2]
    both = CliRunner().invoke(main, ["run", "ghana_cocoa", *map(str, survey), "--out", "out"])
    assert both.exit_code == EXIT["refused"] and "choose it: --wave 2020" in " ".join(both.stderr.lower().split())
    run("run", "ghana_cocoa", *survey, "--wave", 2018, "--out", "out", "--quiet")
    words = again(desk / "out")
    assert words[words.index("--wave") + 1] == "2018"
    pooled, wave = (CliRunner().invoke(main, ["describe", *map(str, [survey[1], *survey[2:8], *more])]).stdout
                    for more in ([], ["--wave", 2018]))
    assert f"{2 * len(one)} households read" in pooled and "--wave" in pooled
    assert f"{len(one)} households read" in wave


def test_the_programme_beside_the_results_runs_by_itself(desk: Path) -> None:
    run("run", "inputs/plan.toml", "--no-land", "leave_out", "--draws", 2, "--out", "out", "--quiet")
    run("run", "out/programme.toml", "--no-land", "leave_out", "--out", "second", "--quiet")
    hashes = [json.loads((desk / name / "run.json").read_text())["state_hash"] for name in ("out", "second")]
    assert hashes[0] == hashes[1]


def test_a_plan_changed_in_python_is_run_from_the_folder_of_its_results(desk: Path) -> None:
    people = sh.synthesise("ghana_cocoa", households=60, seed=5)
    plan = sh.read_programme("ghana_cocoa").with_run(regime="liberal")
    result = sh.simulate(people, plan, years=4, draws=2, seed=5, parameters={"wage": 4.0}, village_coupling=False, progress=False)
    result.save(desk / "out")
    assert again(desk / "out")[0] == "programme.toml"
    assert same_households(result)


def test_a_file_that_has_changed_since_is_not_named(desk: Path) -> None:
    plan = sh.read_programme("inputs/plan.toml")
    survey = sh.read_survey("inputs/my survey.csv", "inputs/own layout.toml", weights="w", missing="impute")
    people = sh.build_population(survey, seed=4, villages=12, no_land="leave_out", parameters=plan.parameters)
    result = sh.simulate(people, plan, draws=2, progress=False)
    assert shlex.split(command_line(result))[2] == "inputs/plan.toml"
    assert same_households(result)
    path = desk / "inputs/plan.toml"
    path.write_text(path.read_text().replace("coverage = 0.5", "coverage = 0.6"))
    assert shlex.split(command_line(result))[2] == "programme.toml"
    path = desk / "inputs/my survey.csv"
    path.write_text(path.read_text().replace("H17,", "H99,"))
    assert not same_households(result)


@pytest.mark.parametrize("how", ["another seed", "data frame", "regions", "reading"])
def test_households_that_the_command_cannot_make_are_confessed(desk: Path, how: str) -> None:
    frame = pd.read_csv("inputs/my survey.csv").query("area > 0")
    options = {"weights": "w", "missing": "impute"}
    people = {
        "another seed": lambda: sh.synthesise("ghana_cocoa", households=60, seed=9),
        "regions": lambda: sh.synthesise("ghana_cocoa", households=60, regions=["North", "South"]),
        "data frame": lambda: sh.build_population(sh.read_survey(frame, "inputs/own layout.toml", **options)),
        "reading": lambda: sh.build_population(
            sh.read_survey("inputs/my survey.csv", "inputs/own layout.toml", price_year=2020, **options),
            no_land="leave_out"),
    }[how]()
    result = sh.simulate(people, sh.Programme([sh.FarmerTraining(coverage=0.5)]), years=3, draws=2, progress=False)
    assert not same_households(result)
    path = result.report(desk / "report.html")
    assert "not the same figures" in path.read_text(encoding="utf-8")
