# SPDX-License-Identifier: Apache-2.0
"""The command: what it prints, what it writes, and what it says when something is wrong."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import numpy as np
import pandas as pd
import pytest
import smallholder as sh
from click.testing import CliRunner, Result
from smallholder import outputs
from smallholder.cli import EXIT, main
from smallholder.programme import intervention_classes
from smallholder.vocabulary import metrics_frame

FILES = ["ledger.csv", "market.csv", "programme.toml", "report.html", "results.xlsx", "returns.csv", "run.json", "summary.json", "yearly.csv"]
SMALL = ["--households", "60", "--years", "3", "--draws", "2", "--replicates", "2"]


def call(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def one_paragraph(result: Result) -> str:
    """The message on the error stream; it is no traceback and has no line of ours on the other stream."""
    assert "Traceback" not in result.stderr
    return " ".join(result.stderr.split())


@pytest.fixture
def survey_file(tmp_path: Path) -> Path:
    luck = np.random.default_rng(3)
    area = luck.uniform(0.5, 6.0, 50).round(2)
    path = tmp_path / "households.csv"
    pd.DataFrame({
        "household_id": [f"H{i}" for i in range(50)], "area_ha": area,
        "production_kg": (area * luck.uniform(200, 700, 50)).round(), "household_size": luck.integers(1, 10, 50),
        "income_usd": luck.lognormal(7.6, 0.6, 50).round(), "benchmark_usd": 4000, "price_year": 2018,
    }).to_csv(path, index=False)
    return path


# ---- run ----------------------------------------------------------------------------------------------------


def test_the_shipped_programme_runs_by_name(tmp_path: Path) -> None:
    out = tmp_path / "results"
    result = call("run", "ghana_cocoa", "--synthetic", "ghana_cocoa", *SMALL, "--years", 4, "--seed", 11, "--threads", 2, "--out", out)
    assert result.exit_code == EXIT["done"], result.stderr
    assert sorted(path.name for path in out.iterdir()) == FILES
    summary = json.loads((out / "summary.json").read_text())
    assert summary["run"]["years"] == 4
    assert summary["run"]["seed"] == 11
    assert summary["run"]["draws"] == 2
    assert summary["population"]["households"] == 60
    assert summary["population"]["represents"] == 500_000
    assert json.loads((out / "run.json").read_text())["threads"] == 2
    assert "assumption range" in result.stdout
    assert str(out / "report.html") in result.stdout
    assert "programme" in result.stdout


def test_the_placebo_gives_the_baseline(tmp_path: Path) -> None:
    assert call("run", "placebo", *SMALL, "--quiet", "--out", tmp_path).exit_code == 0
    hashes = json.loads((tmp_path / "run.json").read_text())["arm_hashes"]
    assert hashes["baseline"] == hashes["programme"]
    table = pd.read_csv(tmp_path / "yearly.csv")
    assert (table[table["kind"] == "change"]["p50"] == 0.0).all()


def test_a_survey_takes_the_place_of_the_file_s_households(tmp_path: Path, survey_file: Path) -> None:
    options = ["--survey", survey_file, "--schema", "smallholder", "--weights", "equal", "--years", 3, "--draws", 2]
    result = call("run", "ghana_cocoa", *options, "--out", tmp_path / "anchored")
    assert result.exit_code == 0, result.stderr
    summary = json.loads((tmp_path / "anchored/summary.json").read_text())
    assert (summary["population"]["households"], summary["population"]["represents"]) == (50, 500_000)
    recorded = pd.read_csv(survey_file)["income_usd"].mean()
    assert outputs.lookup(summary, "/survey_check/income/recorded") == pytest.approx(recorded)
    assert outputs.lookup(summary, "/results/baseline/all/income/0/level/mean") == pytest.approx(recorded, rel=0.01)
    raw = call("run", "ghana_cocoa", *options, "--no-anchor", "--represents", 900, "--households", 40, "--out", tmp_path / "raw")
    assert raw.exit_code == 0, raw.stderr
    summary = json.loads((tmp_path / "raw/summary.json").read_text())
    assert summary["run"]["anchor"] is False
    assert (summary["population"]["households"], summary["population"]["represents"]) == (40, 900)
    assert outputs.lookup(summary, "/results/baseline/all/income/0/level/mean") != pytest.approx(recorded, rel=1e-4)


def test_quiet_says_nothing(tmp_path: Path) -> None:
    result = call("run", "placebo", *SMALL, "--quiet", "--out", tmp_path)
    assert (result.stdout, result.stderr) == ("", "")


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["run", "ghana_coca"], "refused", 'Did you mean "ghana_cocoa"?'),
        (["run", "ghana_cocoa", "--synthetic", "ghana_coco"], "refused", 'Did you mean "ghana_cocoa"?'),
        (["run", "ghana_cocoa", "--survey", "no_such.csv", "--schema", "smallholder"], "refused", "no_such.csv"),
        (["run", "ghana_cocoa", "--survey", "no_such.csv"], "refused", "draft-schema"),
        (["run", "ghana_cocoa", "--years", "2"], "refused", "starts in year 3, after the last year 2"),
        (["run", "ghana_cocoa", "--years", "900"], "refused", "900 years"),
        (["run", "ghana_cocoa", "--households", "0"], "usage", "households"),
        (["run", "ghana_cocoa", "--draws", "none"], "usage", "draws"),
        (["run", "ghana_cocoa", "--seed", "-1"], "usage", "seed"),
        (["run", "ghana_cocoa", "--drawz", "3"], "usage", "--draws"),
    ],
)
def test_a_run_that_cannot_be_is_refused_in_one_paragraph(
    tmp_path: Path, arguments: list[str], status: str, words: str
) -> None:
    result = call(*arguments, "--out", tmp_path / "out")
    assert result.exit_code == EXIT[status]
    assert words in one_paragraph(result)
    assert not (tmp_path / "out").exists() or list((tmp_path / "out").iterdir()) == []


def test_the_folder_is_tried_before_the_run_begins(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine")
    result = call("run", "ghana_cocoa", *SMALL, "--out", tmp_path / "taken")
    assert result.exit_code == EXIT["not_written"]
    assert "Choose another folder" in one_paragraph(result)
    assert "households standing for" not in result.stdout


def test_a_bad_cell_names_row_column_and_remedy(tmp_path: Path, survey_file: Path) -> None:
    lines = survey_file.read_text().splitlines()
    cells = lines[7].split(",")
    lines[7] = ",".join([cells[0], '"1,5"', *cells[2:]])
    survey_file.write_text("\n".join(lines))
    result = call("run", "ghana_cocoa", "--survey", survey_file, "--schema", "smallholder", "--weights", "equal", "--out", tmp_path / "o")
    assert result.exit_code == EXIT["refused"]
    text = one_paragraph(result)
    assert "row 8, column area_ha" in text
    assert '"1,5" is not a number' in text


def test_weights_must_be_named(tmp_path: Path, survey_file: Path) -> None:
    result = call("run", "ghana_cocoa", "--survey", survey_file, "--schema", "smallholder", "--out", tmp_path / "o")
    assert result.exit_code == EXIT["refused"]
    assert "--weights equal" in one_paragraph(result)


def test_a_fault_of_ours_says_so_and_debug_shows_where(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: object, **options: object) -> None:
        raise ZeroDivisionError("of ours")

    monkeypatch.setattr("smallholder.parameter_rows.parameters", broken)
    result = call("parameters")
    assert result.exit_code == EXIT["fault"]
    assert "a fault of smallholder, not of your files: ZeroDivisionError: of ours" in one_paragraph(result)
    assert isinstance(call("parameters", "--debug").exception, ZeroDivisionError)


def test_ten_thousand_households_need_little_memory(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "smallholder", "run", "ghana_cocoa", "--households", "10000", "--draws", "2", "--threads", "2",
               "--quiet", "--out", str(tmp_path)]
    # Through a small process in between: a child starts with the memory of whoever forks it, and that is counted.
    watch = "import os, subprocess, sys; _, status, used = os.wait4(subprocess.Popen(sys.argv[1:]).pid, 0); print(status, used.ru_maxrss)"
    told = subprocess.run([sys.executable, "-c", watch, *command], capture_output=True, text=True, check=True).stdout.split()
    assert told[0] == "0"
    # What further draws keep: figures x groups x years x arms x replicates x draws, 8 bytes each.
    summary = json.loads((tmp_path / "summary.json").read_text())
    groups, arms = len(summary["population"]["groups"]), len(summary["arms"])
    a_hundred_draws = 8 * len(metrics_frame()) * groups * 21 * arms * 2 * 100
    assert int(told[1]) * 1024 + a_hundred_draws < 400e6


def test_more_draws_than_memory_are_refused_before_the_run_begins(tmp_path: Path) -> None:
    result = call("run", "ghana_cocoa", "--households", 10, "--draws", 10_000_000, "--out", tmp_path / "out")
    assert result.exit_code == EXIT["refused"]
    assert "GB is free" in one_paragraph(result) and "fewer draws" in one_paragraph(result)


def test_ctrl_c_writes_what_is_finished_and_says_so(tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-m", "smallholder", "run", "ghana_cocoa", "--households", "300", "--draws", "400", "--years", "20",
               "--out", str(out)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          env={**os.environ, "PYTHONUNBUFFERED": "1"}) as running:
        assert running.stdout is not None
        while "standing for" not in running.stdout.readline():
            assert running.poll() is None
        time.sleep(3.0)
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=120)
    assert running.returncode == EXIT["interrupted"], said
    summary = json.loads((out / "summary.json").read_text())
    assert summary["interrupted"]
    assert 1 <= summary["run"]["draws"] < summary["run"]["draws_asked"] == 400
    assert f"Interrupted: {summary['run']['draws']} of 400 draws were finished. Writing them" in said
    assert f"Results of {summary['run']['draws']} draws are in {out}" in said
    assert sorted(path.name for path in out.iterdir()) == FILES
    assert len(pd.read_csv(out / "yearly.csv")) > 1000


def test_ctrl_c_while_writing_says_what_is_of_this_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def pressed(*arguments: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pd.DataFrame, "to_csv", pressed)
    (tmp_path / "yearly.csv").write_text("earlier")
    result = call("run", "ghana_cocoa", *SMALL, "--years", 4, "--quiet", "--out", tmp_path)
    assert result.exit_code == EXIT["interrupted"]
    said = one_paragraph(result)
    assert "Of this run there are run.json, programme.toml, summary.json, each of them whole" in said
    assert "missing, or of an earlier run: yearly.csv, returns.csv, ledger.csv, market.csv, results.xlsx, report.html." in said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["programme.toml", "run.json", "summary.json", "yearly.csv"]


def test_ctrl_c_before_anything_is_finished_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def pressed(*arguments: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("smallholder.simulation.simulate", pressed)
    result = call("run", "ghana_cocoa", *SMALL, "--out", tmp_path / "out")
    assert result.exit_code == EXIT["interrupted"]
    assert "nothing was written" in one_paragraph(result)
    assert list((tmp_path / "out").iterdir()) == []


# ---- the commands that look -----------------------------------------------------------------------------------


def test_validate_tells_what_would_be_run(tmp_path: Path, survey_file: Path) -> None:
    result = call("validate", "ghana_cocoa")
    assert result.exit_code == 0, result.stderr
    assert "is in order" in result.stdout
    assert "arm programme: training, road, health" in result.stdout
    plan = tmp_path / "plan.toml"
    plan.write_text('schema = 1\n[population]\nsurvey = "households.csv"\nschema = "smallholder"\nweights = "equal"\n'
                    '[parameters]\nwage = 5.0\n')
    result = call("validate", plan)
    assert result.exit_code == 0, result.stderr
    assert "50 households" in result.stdout
    assert "no households are named" not in result.stdout
    bare = tmp_path / "bare.toml"
    bare.write_text("schema = 1\n")
    assert "no households are named: give --survey" in call("validate", bare).stdout
    assert "parameter wage = 5.0" in result.stdout


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "the file is empty"),
        ("schema = 1\nyaers = 2\n", 'line 2, key yaers: there is no such key. Did you mean "years"?'),
        ('schema = 1\n[population]\nsurvey = "gone.csv"\nschema = "smallholder"\n', "gone.csv"),
        ("schema = 1\nyears = 2\ndraws = 0\n", "line 3, key draws"),
        ('schema = 1\n[population]\nsynthetic = "ghana_cocoa"\n[money]\ncurrency = "GHS"\nprice_year = 2022\n',
         "the programme counts in GHS of 2022, the households in USD of 2018"),
    ],
)
def test_validate_refuses_with_line_and_key(tmp_path: Path, text: str, words: str) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_text(text)
    result = call("validate", plan)
    assert result.exit_code == EXIT["refused"]
    assert words in one_paragraph(result)


def test_describe_prints_and_writes_json(survey_file: Path) -> None:
    result = call("describe", survey_file, "--schema", "smallholder", "--weights", "equal")
    assert result.exit_code == 0, result.stderr
    assert "Living income" in result.stdout
    result = call("describe", survey_file, "--schema", "smallholder", "--weights", "equal", "--json", "--by", "land_class")
    found = json.loads(result.stdout)
    assert found["rows"] == {"read": 50, "kept": 50, "left_out": 0}
    reach = (pd.read_csv(survey_file)["income_usd"] >= 4000).mean()
    everybody = found["living_income"][0]
    assert everybody["share_reaching"] == pytest.approx(reach)
    other = json.loads(call("describe", survey_file, "--schema", "smallholder", "--weights", "equal", "--json",
                            "--benchmark", 1000).stdout)
    assert other["living_income"][0]["share_reaching"] > reach
    wrong = call("describe", survey_file, "--schema", "kit_ghana")
    assert wrong.exit_code == EXIT["refused"]
    assert "kit_ghana" in one_paragraph(wrong)


def test_draft_schema_proposes_a_schema_that_can_be_corrected(tmp_path: Path, survey_file: Path) -> None:
    result = call("draft-schema", survey_file)
    assert result.exit_code == 0, result.stderr
    assert 'area_ha' in result.stdout
    assert "note:" in result.stderr
    written = tmp_path / "drafts" / "draft.toml"  # a folder that is not there yet is made
    assert call("draft-schema", survey_file, "--out", written).exit_code == 0
    assert written.read_text().strip() == result.stdout.strip()
    missing = call("draft-schema", tmp_path / "gone.csv")
    assert missing.exit_code == EXIT["refused"]
    assert "gone.csv" in one_paragraph(missing)


def test_parameters_are_listed_filtered_and_exported(tmp_path: Path) -> None:
    everything = call("parameters")
    count = len(sh.parameters())
    assert f"{count} parameters" in everything.stdout
    assumed = call("parameters", "--provenance", "assumed", "--provenance", "recalled").stdout
    assert " published " not in assumed
    table = pd.read_csv(io.StringIO(call("parameters", "--csv").stdout))
    assert len(table) == count
    assert table["source"].notna().all()
    plan = tmp_path / "plan.toml"
    plan.write_text('schema = 1\n[parameters]\nwage = {p5 = 3, p95 = 6, distribution = "lognormal"}\nmirid_cost = 30\n')
    changed = call("parameters", "--changed", plan).stdout
    assert "2 parameters" in changed
    assert "p5 = 3" in changed
    assert "changes no parameter" in call("parameters", "--changed", "ghana_cocoa").stdout
    assert "wage_elasticity" in call("parameters", "--find", "wage").stdout
    assert "There is no such parameter" in call("parameters", "--find", "xyzzy").stdout


def test_interventions_are_listed_with_every_field() -> None:
    listed = call("interventions").stdout
    for name, cls in intervention_classes().items():
        assert cls.kind in listed
        shown = call("interventions", cls.kind).stdout
        assert f"sh.{name}" in shown
        assert "coverage" in shown
    assert "252 (140 to 330); prices of 2011; published" in call("interventions", "farmer_training").stdout
    wrong = call("interventions", "feeder_raod")
    assert wrong.exit_code == EXIT["refused"]
    assert 'Did you mean "feeder_road"?' in one_paragraph(wrong)


def test_version_and_help() -> None:
    assert sh.__version__ in call("--version").stdout
    assert "run ghana_cocoa" in call("--help").stdout
    assert call("run").exit_code == EXIT["usage"]


def test_help_needs_none_of_the_heavy_packages() -> None:
    code = ("import sys, smallholder.cli; "
            "sys.exit(bool({'pandas', 'matplotlib', 'xarray', 'numpy'} & set(sys.modules)))")
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_command_option_and_status_is_documented(root: Path) -> None:
    page = (root / "docs/cli.md").read_text(encoding="utf-8")
    for name, command in main.commands.items():
        assert f"smallholder {name}" in page
        for parameter in command.params:
            if isinstance(parameter, click.Option) and not parameter.hidden and parameter.name != "debug":
                assert parameter.opts[0] in page, f"{name} {parameter.opts[0]}"
    for status in EXIT.values():
        assert f"| {status} |" in page
