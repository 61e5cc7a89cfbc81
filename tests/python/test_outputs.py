# SPDX-License-Identifier: Apache-2.0
"""The files of a run: documented, whole or not there, the same bytes for the same run."""

import errno
import json
import os
import resource
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import smallholder as sh
from smallholder import _core, files, outputs
from smallholder.files import OutputError
from smallholder.vocabulary import metrics_frame

TABLES = ["run.json", "programme.toml", "summary.json", "yearly.csv", "returns.csv", "ledger.csv", "market.csv"]
ALL = [*TABLES, "results.xlsx", "report.html"]


@pytest.fixture(scope="module")
def folder(result: sh.Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return result.save(tmp_path_factory.mktemp("out") / "a" / "new folder")


@pytest.fixture(scope="module")
def summary(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    return found


# ---- what is there ------------------------------------------------------------------------------------------


def test_all_files_are_there_and_nothing_else(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == sorted(ALL)


def test_yearly_csv_is_the_tidy_table_to_the_last_digit(folder: Path, result: sh.Result) -> None:
    table = pd.read_csv(folder / "yearly.csv")
    assert list(table.columns) == list(outputs.YEARLY_COLUMNS)
    assert table["arm"].iloc[0] == "baseline"
    expected = result.yearly()[list(outputs.YEARLY_COLUMNS)]
    for column in ("arm", "grouping", "group", "metric", "unit", "kind"):
        assert (table[column] == expected[column].astype(str)).all()
    for column in ("year", "p5", "p50", "p95", "mean", "parameter_sd", "stochastic_sd"):
        pd.testing.assert_series_equal(table[column], expected[column], check_exact=True)


def test_returns_csv_has_the_columns_that_are_promised(folder: Path, result: sh.Result) -> None:
    table = pd.read_csv(folder / "returns.csv")
    assert list(table.columns) == list(outputs.RETURNS_COLUMNS)
    assert list(table["arm"].unique()) == result.arms[1:]
    assert {"programme", "participants", "farmers", "government", "society", "society_with_spillovers"} <= set(table["perspective"])
    assert set(table["perspective"]) <= set(result.perspectives()["name"])


def test_every_figure_of_the_summary_stands_in_the_tables_too(summary: dict[str, Any], result: sh.Result) -> None:
    rows = {(str(r["arm"]), str(r["group"]), str(r["metric"]), str(r["year"]), str(r["kind"])): r
            for r in result.yearly().to_dict(orient="records")}
    seen = 0
    for arm, groups in summary["results"].items():
        for group, metrics in groups.items():
            for metric, years in metrics.items():
                for year, kinds in years.items():
                    for kind, figures in kinds.items():
                        row = rows[arm, group, metric, year, kind]
                        for name, value in figures.items():
                            assert value == row[name] or (value is None and row[name] != row[name])
                            seen += 1
    assert seen > 5_000
    for arm in result.arms:
        for metric in metrics_frame()["name"]:
            assert str(result.years) in summary["results"][arm]["all"][metric]


def test_a_figure_is_found_by_its_place(summary: dict[str, Any], result: sh.Result) -> None:
    place = "/results/everything/land: up to 2 ha/income/6/change/p50"
    expected = result.value("income", arm="everything", group="land: up to 2 ha", kind="change")["p50"]
    assert outputs.lookup(summary, place) == expected
    assert outputs.lookup(summary, "/returns/everything/society/benefit_cost_ratio/p50") == pytest.approx(
        result.returns("society").query('arm == "everything" and metric == "benefit_cost_ratio"')["p50"].item())
    assert outputs.lookup({"a/b": [{"~": 3}]}, "/a~1b/0/~0") == 3
    with pytest.raises(KeyError):
        outputs.lookup(summary, "/results/nothing")


def test_the_summary_says_what_was_run_and_how_sure_it_is(summary: dict[str, Any], result: sh.Result) -> None:
    assert summary["schema_version"] == 1
    assert summary["smallholder_version"] == sh.__version__
    assert summary["run"] == {
        "years": 6, "draws": 8, "draws_asked": 8, "replicates": 2, "seed": 5, "regime": "regulated",
        "market_answer": "automatic", "price_process": "mean_reverting", "price_comparison": "automatic", "anchor": True, "comparators": True, "draw_parameters": True, "village_coupling": True}
    assert summary["interval"]["name"] == "assumption range"
    assert sum(summary["interval"]["parameters_drawn"].values()) == len(result.parameters_used())
    assert summary["population"]["represents"] == 40_000
    assert summary["benefits"]["interventions"]["community_health"]["decay"]["unit"] == "1/year"
    assert summary["survey_check"]["yield"]["recorded"] > 0
    assert summary["fields"]["feeder_road"]["coverage"]["origin"] == "programme"


def test_the_record_of_a_run_is_enough_to_make_it_again(folder: Path, result: sh.Result, tmp_path: Path) -> None:
    record = json.loads((folder / "run.json").read_text())
    assert record["state_hash"] == result.runs.state_hash
    assert list(record["arm_hashes"]) == result.arms
    assert len(set(record["hashes"].values())) >= 3
    assert all(len(value) == 64 for value in record["hashes"].values())
    assert sum(record["households_per_thread"]) == 200 * 8 * 2
    assert record["timing"]["household_years_per_second"] > 1_000
    path = tmp_path / "again.toml"
    path.write_text(record["programme_toml"])
    plan = sh.read_programme(path)
    assert plan.population["synthetic"] == "ghana_cocoa"
    again = sh.simulate(result.people, plan, progress=False)
    assert again.runs.state_hash == record["state_hash"]
    assert outputs.run_record(again)["hashes"]["parameters_sha256"] == record["hashes"]["parameters_sha256"]


def test_the_same_run_gives_the_same_bytes_however_it_is_shared_out(
    folder: Path, people: sh.Population, programme: sh.Programme, tmp_path: Path
) -> None:
    again = sh.simulate(people, programme, threads=1, block_households=60, progress=False).save(tmp_path)
    first, second = (json.loads((place / "run.json").read_text()) for place in (folder, again))
    assert (first["threads"], first["blocks"]) != (second["threads"], second["blocks"])
    assert first["state_hash"] == second["state_hash"]
    assert first["hashes"] == second["hashes"]
    for name in ("summary.json", "yearly.csv", "returns.csv"):
        assert (folder / name).read_bytes() == (again / name).read_bytes(), name


def test_a_changed_parameter_or_programme_changes_its_hash(people: sh.Population, programme: sh.Programme) -> None:
    short = {"years": 2, "draws": 2, "progress": False}
    plan = sh.Programme([sh.FarmerTraining()])
    records = [outputs.run_record(sh.simulate(people, plan, **short, **more))["hashes"]
               for more in ({}, {"parameters": {"wage": 5.0}})]
    assert records[0]["parameters_sha256"] != records[1]["parameters_sha256"]
    assert records[0]["programme_sha256"] != records[1]["programme_sha256"]
    assert records[0]["data_sha256"] == records[1]["data_sha256"]


# ---- what is documented -------------------------------------------------------------------------------------


def test_every_metric_column_and_key_is_documented(root: Path, summary: dict[str, Any], folder: Path) -> None:
    page = (root / "docs/outputs.md").read_text(encoding="utf-8")
    for row in _core.reported_metrics():
        assert f"| `{row['name']}` | {row['unit']} | {row['meaning']} | {row['over']} |" in page, row["name"]
    record = json.loads((folder / "run.json").read_text())
    returns = pd.read_csv(folder / "returns.csv")
    for name in (*outputs.YEARLY_COLUMNS, *outputs.RETURNS_COLUMNS, *summary, *summary["run"], *summary["population"],
                 *summary["survey_check"]["yield"], *record, *record["hashes"], *record["timing"], *record["machine"], *ALL):
        assert f"`{name}`" in page, name
    books = (root / "docs/ledger.md").read_text(encoding="utf-8")
    for metric in set(returns["metric"]):
        assert f"`{metric}`" in page or f"`{metric}`" in books, metric
    for perspective in set(returns["perspective"]):
        assert f"`{perspective}`" in books, perspective
    for metric in set(pd.read_csv(folder / "market.csv")["metric"]):
        assert f"`{metric}`" in (root / "docs/markets.md").read_text(encoding="utf-8"), metric
    assert str(list(outputs.SUMMARY_YEARS))[1:-1] in page
    for name in result_groups(summary):
        assert f"`{name}`" in page, name


def result_groups(summary: dict[str, Any]) -> Iterator[str]:
    for group in summary["population"]["groups"]:
        yield group.partition(": ")[2] or group


# ---- what goes wrong ----------------------------------------------------------------------------------------


def left_behind(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.endswith(".part"))


def test_a_file_where_the_folder_should_be_is_refused(result: sh.Result, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    for place in (tmp_path / "out", tmp_path / "out" / "below"):
        with pytest.raises(OutputError) as caught:
            result.save(place)
        assert "a file" in str(caught.value).lower()
        assert "choose another folder" in str(caught.value).lower()
    assert (tmp_path / "out").read_text() == "mine"


def test_a_folder_without_write_permission_is_refused(
    result: sh.Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "locked"
    place.mkdir()
    place.chmod(0o500)
    if os.access(place, os.W_OK):  # the administrator may write anywhere, so the system is asked to say no
        def refuse(self: Path, content: bytes) -> int:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))

        monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(OutputError, match="no permission to write here. Choose another folder") as caught:
        result.save(place)
    assert str(place) in str(caught.value)
    assert isinstance(caught.value, OSError)
    place.chmod(0o700)
    assert list(place.iterdir()) == []


def test_a_full_disk_leaves_what_is_finished_whole(
    result: sh.Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk fills up at yearly.csv: its place to write is a link to the device that is always full."""
    ordinary = files._temporary

    def full_from_the_third_file(path: Path) -> Path:
        place = ordinary(path)
        if path.name == "yearly.csv":
            place.symlink_to("/dev/full")
        return place

    monkeypatch.setattr(files, "_temporary", full_from_the_third_file)
    with pytest.raises(OutputError, match="the disk is full. Free some space") as caught:
        result.save(tmp_path)
    assert "yearly.csv" in str(caught.value)
    assert "Of this run there are run.json, programme.toml, summary.json, each of them whole" in str(caught.value)
    assert str(caught.value).endswith("missing, or of an earlier run: yearly.csv, returns.csv, ledger.csv, market.csv, results.xlsx, report.html.")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["programme.toml", "run.json", "summary.json"]
    assert json.loads((tmp_path / "summary.json").read_text())["kind"] == "smallholder_summary"


def test_a_limit_on_file_size_leaves_nothing_half_written(result: sh.Result, tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, before[1]))
    try:
        with pytest.raises(OutputError, match="larger than this system allows"):
            result.save(tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["programme.toml", "run.json"]
    assert left_behind(tmp_path) == []


def test_an_earlier_result_stays_until_the_new_one_is_whole(
    result: sh.Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "yearly.csv").write_text("earlier")

    def breaks(self: pd.DataFrame, place: Path, **options: Any) -> None:
        place.write_text("half of it")
        raise KeyboardInterrupt

    monkeypatch.setattr(pd.DataFrame, "to_csv", breaks)
    with pytest.raises(KeyboardInterrupt):
        result.save(tmp_path)
    assert (tmp_path / "yearly.csv").read_text() == "earlier"
    assert left_behind(tmp_path) == []
