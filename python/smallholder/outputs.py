# SPDX-License-Identifier: Apache-2.0
"""What a run leaves in its folder: docs/outputs.md describes every file, key and column."""

from __future__ import annotations

import hashlib
import json
import math
import platform
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from . import _core
from .again import PROGRAMME_FILE, programme_to_run
from .crop_words import words_of
from .files import OutputError, prepare_folder, write_text, written_whole
from .vocabulary import HEADLINES, LIVING_INCOME

if TYPE_CHECKING:
    from .consortium.assessment import ConsortiumResult
    from .result import Result

__all__ = ["NEVER", "RUN_RECORD_VERSION", "SUMMARY_VERSION", "consortium_summary", "lookup", "returns_table", "run_record", "save", "save_consortium", "summary",
           "with_never", "yearly_table"]

SUMMARY_VERSION = 1
RUN_RECORD_VERSION = 1

#: What stands for infinitely many years where a number without an end cannot stand.
NEVER = "never"

YEARLY_COLUMNS = ("arm", "year", "grouping", "group", "metric", "unit", "kind", "p5", "p50", "p95", "mean",
                  "parameter_sd", "stochastic_sd")
RETURNS_COLUMNS = ("arm", "perspective", "metric", "unit", "p5", "p50", "p95", "mean", "undefined_share",
                   "discount_rate", "benefit_years")

#: Years that the summary gives for everybody, besides the last; of groups it gives the main figures of the first and
#: the last year. All others are in yearly.csv.
SUMMARY_YEARS = (0, 1, 3, 5, 10, 15, 20, 25, 30)


def yearly_table(result: Result) -> pd.DataFrame:
    """yearly.csv as a table."""
    return result.yearly()[list(YEARLY_COLUMNS)]


def returns_table(result: Result) -> pd.DataFrame:
    """returns.csv as a table."""
    table = result.returns()
    return table.reindex(columns=list(RETURNS_COLUMNS))


# ---- summary.json ---------------------------------------------------------------------------------------


def summary(result: Result) -> dict[str, Any]:
    """summary.json: what a report quotes. Every figure has a place that `lookup` finds."""
    people = result.people
    document: dict[str, Any] = _plain({
        "schema_version": SUMMARY_VERSION,
        "kind": "smallholder_summary",
        "smallholder_version": _core.__version__,
        "title": result.programme.title,
        "interrupted": result.interrupted,
        "run": {
            "years": result.years, "draws": result.draws, "draws_asked": result.runs.draws,
            "replicates": result.replicates, "seed": result.seed, **_switches(result)},
        "interval": {
            "name": result.interval_name, "low": 0.05, "middle": 0.5, "high": 0.95, "over": "draw means",
            "parameters_drawn": result.provenance, "provenance_shares": result.provenance_shares},
        "population": {
            "name": people.label, "crop": people.crop, "synthetic": people.synthetic, "households": result.runs.households,
            "represents": result.represents, "villages": people.villages,
            "money": {"currency": people.money.code, "price_year": people.money.year, "real": people.money.real},
            "groups": {row["group"]: row["households"] for row in _records(result.groups())},
            "left_out": result.left_out,
            "imputed_share": {row["column"]: row["imputed_share"] for row in _records(people.origin)}},
        "survey_check": {row.pop("quantity"): row for row in _records(result.survey_check())},
        "arms": result.interventions,
        "beside": result.beside,
        "market": _market(result),
        "price_processes": _price_processes(result),
        "results": _results(result),
        "returns": _nested(with_never(returns_table(result)), ("arm", "perspective", "metric")),
        "costs": _costs(result),
        "benefits": _benefits(result),
        "perspectives": {row["name"]: {"parties": row["parties"], "meaning": row["meaning"]} for row in _records(result.perspectives())},
        "paid_by": {made.name: made.paid_by or {"programme": 1.0} for made in result.programme.interventions},
        "warnings": result.warnings(),
        "fields": _fields(result),
        "parameters_changed": {change["name"]: change["value"] for change in result.programme.to_dict()["parameters"]},
        "parameters_used": _parameters_used(result),
        "metrics": {row["name"]: {"unit": row["unit"], "over": row["over"], "meaning": words_of(people.crop)(row["meaning"])}
                    for row in _core.reported_metrics()},
        "notes": list(result.programme.notes) + list(result.people.notes),
        **_drivers(result),
        **({} if result.consortium is None else {"consortium": result.consortium.summary()}),
    })
    return document


def lookup(document: Any, pointer: str) -> Any:
    """The value at a place such as "/results/programme/all/income/20/level/p50" (RFC 6901)."""
    for token in pointer.split("/")[1:]:
        key = token.replace("~1", "/").replace("~0", "~")
        document = document[int(key)] if isinstance(document, list) else document[key]
    return document


def _switches(result: Result) -> dict[str, Any]:
    named = ("regime", "market_answer", "price_process", "price_comparison", *(row["name"] for row in _core.switches()))
    return {name: result.settings[name] for name in named if name in result.settings}


def _drivers(result: Result) -> dict[str, Any]:
    """What made the difference to income in the last year, arm by arm; only of a run that followed households."""
    if result.runs.panel is None or not result.plans:
        return {}
    steps: dict[str, Any] = {}
    followed: dict[str, int] = {}
    for arm in result.plans:
        found = result.distribution(arm)
        steps[arm] = {row["driver"]: {key: row[key] for key in ("mean", "p5", "p50", "p95")} for row in _records(found.waterfall())}
        followed = {"draws": len(found.kept.draws), "households": len(found.kept.weight)}
    return {"followed": followed, "drivers": steps}


def _market(result: Result) -> dict[str, Any]:
    """Does the world price answer, and how far: over that of the baseline, by arm of the programme and year."""
    factors: dict[str, Any] = {}
    if result.runs.market_answers:
        done = result.runs.finished.reshape(result.runs.draws, result.replicates).all(axis=1)
        means = result.runs.price_factor[done].mean(axis=1)
        for arm in result.plans:
            path = means[:, result.arms.index(arm), :]
            low, middle, high = np.quantile(path, [0.05, 0.5, 0.95], axis=0)
            factors[arm] = {str(year): {"mean": float(path[:, year].mean()), "p5": float(low[year]), "p50": float(middle[year]),
                                        "p95": float(high[year])} for year in range(result.years + 1)}
    shown = [str(year) for year in sorted({year for year in SUMMARY_YEARS if year <= result.years} | {result.years})]
    books = result.market()
    books = books.assign(year=books["year"].astype(str))
    return {"answers": result.runs.market_answers, "price_factor": factors,
            "books": _nested(books[books["year"].isin(shown)], ("arm", "metric", "year"))}


def _price_processes(result: Result) -> dict[str, Any]:
    """The first price over its mean; both rules for the world price side by side where there are two runs."""
    from .other_price import comparison_table, start_ratio

    known: dict[str, Any] = {"start_ratio": start_ratio(result.table), "process": result.settings.get("price_process", "mean_reverting"),
                             "compared": result.other_price is not None}
    if result.other_price is not None:
        table = comparison_table(result).drop(columns=["year", "unit"])
        known["figures"] = _nested(table, ("process", "arm", "figure", "kind"))
        known["state_hash"] = result.other_price.runs.state_hash
    return known


def _results(result: Result) -> dict[str, Any]:
    """arm -> group -> metric -> year -> kind -> figures."""
    table = yearly_table(result)
    shown = {year for year in SUMMARY_YEARS if year <= result.years} | {result.years}
    everybody = (table["group"] == "all") & table["year"].isin(list(shown))
    groups = ((table["group"] != "all") & table["year"].isin([0, result.years])
              & table["metric"].isin([*HEADLINES, *LIVING_INCOME]))
    picked = table[everybody | groups]
    picked = picked.assign(year=picked["year"].astype(str))
    return _nested(picked.drop(columns=["grouping", "unit"]), ("arm", "group", "metric", "year", "kind"))


def with_never(returns: pd.DataFrame) -> pd.DataFrame:
    """Years until the money is back as a reader takes them, and as JSON can hold them: infinitely many are "never"."""
    figures = ["mean", "p5", "p50", "p95"]
    said = returns[figures].astype(object).where(~np.isposinf(returns[figures]), NEVER)
    return returns.assign(**{name: said[name] for name in figures})


def _nested(table: pd.DataFrame, keys: tuple[str, ...]) -> dict[str, Any]:
    """Rows as dicts inside dicts, one level per key column."""
    tree: dict[str, Any] = {}
    for row in _records(table):
        branch = tree
        for key in keys:
            branch = branch.setdefault(str(row.pop(key)), {})
        branch.update(row)
    return tree


def _costs(result: Result) -> dict[str, Any]:
    table = result.costs()
    if table.empty:
        return {}
    return _nested(table.assign(year=table["year"].astype(str)), ("arm", "intervention", "year"))


def _benefits(result: Result) -> dict[str, Any]:
    """How long benefits are counted, and what fades when delivery ends: to be read beside every ratio."""
    fading: dict[str, dict[str, Any]] = {}
    for row in _records(result.fields()):
        if row["field"] in ("start", "years", "decay", "wear_per_year", "upkeep", "build_years") or row["field"].endswith(".decay"):
            fading.setdefault(row["intervention"], {})[row["field"]] = {"value": row["value"], "unit": row["unit"]}
    return {"years_counted": result.years, "discount_rates": result.discount_rates, "interventions": fading}


def _fields(result: Result) -> dict[str, Any]:
    return _nested(result.fields(), ("intervention", "field")) if result.interventions else {}


def _parameters_used(result: Result) -> dict[str, Any]:
    """Every parameter that varied in this run: what was assumed, and what the finished draws took."""
    columns = ["name", "value", "low", "high", "unit", "price_year", "provenance", "design", "source", "changed",
               "drawn_p5", "drawn_p50", "drawn_p95"]
    table = result.parameters_used()[columns]
    return _nested(table.assign(price_year=table["price_year"].astype(object).where(table["price_year"].notna(), None)), ("name",))


# ---- run.json -------------------------------------------------------------------------------------------


def run_record(result: Result) -> dict[str, Any]:
    """run.json: what one needs to make the same run again, and to see that it is the same."""
    runs, people, survey = result.runs, result.people, result.survey
    programme = result.programme.record()
    document: dict[str, Any] = _plain({
        "schema_version": RUN_RECORD_VERSION,
        "kind": "smallholder_run",
        "smallholder_version": _core.__version__,
        "title": result.programme.title,
        "interrupted": result.interrupted,
        "seed": result.seed,
        "years": result.years,
        "draws": {"asked": runs.draws, "finished": result.draws},
        "replicates": result.replicates,
        **_switches(result),
        "households": runs.households,
        "represents": result.represents,
        "hashes": {
            "parameters_sha256": _sha256(_parameters_text(result.table)),
            "data_sha256": people.sha256 if survey is None else survey.sha256,
            "population_sha256": people.sha256,
            "programme_sha256": _sha256(programme),
        },
        "state_hash": runs.state_hash,
        "arm_hashes": dict(zip(runs.arms, runs.arm_hashes, strict=True)),
        "threads": runs.threads_used,
        "blocks": runs.blocks,
        "block_households": runs.block_households,
        "households_per_thread": list(runs.households_per_thread),
        "timing": {
            "started": None if result.timing is None else result.timing.started,
            "finished": None if result.timing is None else result.timing.finished,
            "seconds": runs.seconds,
            "household_years_per_second": _speed(result),
        },
        "machine": {"system": platform.system(), "processor": platform.machine(), "python": platform.python_version()},
        "programme_toml": programme,
    })
    return document


def _parameters_text(table: _core.ParameterTable) -> str:
    """All rows and ties as used. Where a user set one (a line of a file, a call) is no part of what it is."""
    rows = [{**row, "source": "" if row["changed"] else row["source"]} for row in table.rows()]
    return json.dumps([rows, table.correlations()], sort_keys=True)


def _speed(result: Result) -> float:
    walked = sum(result.runs.households_per_thread) * result.years * len(result.arms)
    return walked / result.runs.seconds if result.runs.seconds > 0.0 else math.nan


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


# ---- files ----------------------------------------------------------------------------------------------


def save(result: Result, folder: Path) -> Path:
    """Writes all files of a run. Each appears only when it is whole; what was written before a failure stays.

    OutputError and KeyboardInterrupt say which were written and which were not: in a folder that was used before, the latter
    are of another run.
    """
    prepare_folder(folder)
    writers: dict[str, Callable[[Result, Path], object]] = {
        "run.json": lambda made, path: write_text(path, _json(run_record(made))),
        PROGRAMME_FILE: lambda made, path: write_text(path, programme_to_run(made, folder)),
        "summary.json": lambda made, path: write_text(path, _json(summary(made))),
        "yearly.csv": lambda made, path: _write_csv(yearly_table(made), path),
        "returns.csv": lambda made, path: _write_csv(returns_table(made), path),
        "ledger.csv": lambda made, path: _write_csv(made.ledger(), path),
        "market.csv": lambda made, path: _write_csv(made.market(), path),
        **_consortium_writers(result.consortium),
        **_report_writers(),
    }
    return _write_all(writers, result, folder)


def consortium_summary(found: ConsortiumResult) -> dict[str, Any]:
    """summary.json of a consortium without households."""
    document: dict[str, Any] = _plain({"schema_version": SUMMARY_VERSION, "kind": "smallholder_summary", "smallholder_version": _core.__version__,
                                       "title": found.programme.title, "consortium": found.summary()})
    return document


def save_consortium(found: ConsortiumResult, folder: Path) -> Path:
    """The files of a consortium without households: summary.json, consortium.csv, lifecycle.csv, programme.toml, report.html. Errors as `save`."""
    prepare_folder(folder)
    writers: dict[str, Callable[[ConsortiumResult, Path], object]] = {
        PROGRAMME_FILE: lambda made, path: write_text(path, made.programme.to_toml()),
        "summary.json": lambda made, path: write_text(path, _json(consortium_summary(made))),
        **_consortium_writers(found),
        **_alliance_writers(),
    }
    return _write_all(writers, found, folder)


def _consortium_writers(found: ConsortiumResult | None) -> dict[str, Callable[[Any, Path], object]]:
    if found is None:
        return {}
    writers: dict[str, Callable[[Any, Path], object]] = {"consortium.csv": lambda _, path: _write_csv(found.table(), path)}
    if found.raw["lives"] is not None:
        writers["lifecycle.csv"] = lambda _, path: _write_csv(found.lives(), path)
    return writers


def _write_all(writers: Mapping[str, Callable[[Any, Path], object]], made: object, folder: Path) -> Path:
    written: list[str] = []
    try:
        for name, writer in writers.items():
            writer(made, folder / name)
            written.append(name)
    except OutputError as error:
        raise OutputError(error.what_happened, error.where, f"{error.remedy}. {_so_far(written, list(writers))}") from error
    except KeyboardInterrupt:
        raise KeyboardInterrupt(_so_far(written, list(writers))) from None
    return folder


def _so_far(written: list[str], names: list[str]) -> str:
    missing = ", ".join(names[len(written):])
    if not written:
        return f"Nothing of this run was written: {missing} are missing, or of an earlier run"
    return f"Of this run there are {', '.join(written)}, each of them whole; missing, or of an earlier run: {missing}"


def _report_writers() -> dict[str, Callable[[Result, Path], object]]:
    try:
        from .report import write_report, write_workbook
    except ImportError:
        return {}
    return {"results.xlsx": write_workbook, "report.html": write_report}


def _alliance_writers() -> dict[str, Callable[[ConsortiumResult, Path], object]]:
    try:
        from .report import write_alliance_report
    except ImportError:
        return {}
    return {"report.html": write_alliance_report}


def _write_csv(table: pd.DataFrame, path: Path) -> None:
    # The shortest text that reads back as the same number, so that a second run can be compared byte by byte.
    with written_whole(path) as place:
        table.to_csv(place, index=False, lineterminator="\n")


def _json(document: Mapping[str, Any]) -> str:
    return json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(key): value for key, value in row.items()} for row in table.to_dict(orient="records")]


def _plain(value: Any) -> Any:
    """What JSON can hold: what is not a number becomes null, NumPy's scalars become Python's."""
    if isinstance(value, Mapping):
        return {str(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple | np.ndarray):
        return [_plain(entry) for entry in value]
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
