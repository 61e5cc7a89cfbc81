# SPDX-License-Identifier: Apache-2.0
"""What stands on the pages of the report: figures chosen, sentences decided; the templates set them."""

from __future__ import annotations

import math
import shlex
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from ..again import PROGRAMME_FILE, command_line, prototypes_of, same_households
from ..outputs import lookup, run_record
from ..crop_words import CropWords, words_of
from . import charts, words
from .cells import Cells, place
from .consortium import consortium_section
from .verdicts import Verdict, about, starting_point

if TYPE_CHECKING:
    from ..result import Result

__all__ = ["page"]

#: Fields of interventions that count people or choose them; a value beyond this is "no limit".
NO_LIMIT = 1e8
#: Hexadecimal digits of a fingerprint that are printed.
FINGERPRINT = 16
#: A figure that has a meaning in fewer runs than this share is not shown.
TOO_RARE = 0.5

PATH_ROWS: tuple[tuple[str, str, str], ...] = (
    ("yield", "Yield, kg of dry cocoa per hectare", "plain"),
    ("income_with_food", "Income with own food, {currency} per household", "plain"),
    ("income", "Income without own food, {currency} per household", "plain"),
    ("income_after_labour", "Income after paying the family for its work, {currency} per household", "plain"),
    ("gap", "Missing to the living-income benchmark, mean of all households", "percent"),
    ("reaching_benchmark", "Households at or above the benchmark", "percent"),
    ("days_ill", "Adult days lost to illness, per household", "plain"),
)

CHECK_ROWS: tuple[tuple[str, str, str], ...] = (
    ("yield", "Yield, kg of dry cocoa per hectare", "plain"),
    ("income", "Household income, {currency} a year", "plain"),
    ("reaching_benchmark", "Households at or above the living-income benchmark", "percent"),
)

#: A synthetic population is held against published figures; what has none is shown as the model has it.
PUBLISHED_ROWS: tuple[tuple[str, str, str], ...] = (
    CHECK_ROWS[0],
    ("price", "Price that farmers get, {currency} per kg of dry cocoa", "plain"),
    ("cocoa_share", "Cocoa's share of household income", "percent"),
    *CHECK_ROWS[1:],
)

#: Both rules for the price side by side: figure of other_price, label, kind of number.
PRICE_ROWS: tuple[tuple[str, str, str], ...] = (
    ("price", "Price that farmers get, {currency} per kg of dry cocoa", "plain"),
    ("income", "Income without own food, {currency} per household", "plain"),
    ("income_with_food", "Income with own food, {currency} per household", "plain"),
    ("gap", "Missing to the living-income benchmark, mean of all households", "percent"),
    ("reaching_benchmark", "Households at or above the benchmark", "percent"),
)
PRICE_RETURNS: tuple[tuple[str, str, str, str], ...] = (
    ("programme", "cost_present_value", "Cost in today's money", "money"),
    ("farmers", "benefit_present_value", "Gain of all households in today's money", "money"),
    ("society", "net_present_value", "Farmers' gain less programme cost, in today's money", "money"),
    ("society", "benefit_cost_ratio", "Benefit for every {coin} spent, both in today's money", "plain"),
)


def page(result: Result, summary: Mapping[str, Any]) -> dict[str, Any]:
    """Everything the templates need."""
    plans = result.plans
    currency = str(summary["population"]["money"]["currency"])
    crop = words_of(result.people.crop)
    said = words.said_of(crop)
    return {
        "n": Cells(summary), "place": place, "summary": summary, "result": result, "words": said, "crop": crop,
        "country": result.people.regions[0] if result.people.synthetic else "",
        "title": result.programme.title or "A programme for farm households",
        "cur": currency, "coin": words.coin(currency), "money": "dollars" if currency == "USD" else currency,
        "plans": plans, "last": result.years, "early": min(3, result.years),
        "years": charts.years_shown(result.years), "sources": list(said.SOURCES.items()),
        "purses": {arm: _purses(summary, arm, said) for arm in plans}, "lands": _lands(summary, plans),
        "beside": _beside(result), "check": _check(summary, crop), "origins": _origins(summary, said), "start": _start(result, summary),
        "answers": {arm: _answer(summary, arm, result.years) for arm in plans},
        "path_rows": [(metric, crop(label.format(currency=currency)), kind) for metric, label, kind in PATH_ROWS], "returns": _returns(summary, plans, currency), "roads": _roads(result),
        "price_rows": [(figure, crop(label.format(currency=currency)), kind) for figure, label, kind in PRICE_ROWS],
        "price_returns": [(perspective, metric, label.format(coin=words.coin(currency)), kind) for perspective, metric, label, kind in PRICE_RETURNS],
        "fields": {name: _fields(summary, name, crop) for name in _in_use(result)}, "fates": _fates(summary),
        "benchmark_own": bool(np.isfinite(result.people.benchmark_usd).any()),
        "drivers": {arm: [{"label": label, "total": name in ("baseline", "arm"), "key": place("drivers", arm, name)}
                          for name, label in words.DRIVERS.items()] for arm in summary.get("drivers", {})},
        "charts": _charts(result, summary), "record": _fingerprints(result), "command": command(result),
        "again": same_households(result), "prototypes": prototypes_of(result), "programme_beside": PROGRAMME_FILE in command(result).split(),
        "c": None if result.consortium is None else consortium_section(result.consortium, summary, currency),
        "groups": [str(group) for group in result.groups()["group"]],
    }


def _beside(result: Result) -> dict[str, list[tuple[str, str]]]:
    """Per plan the columns of the table that holds it against the same money otherwise: what a column is, and its arm."""
    order = ("fixed_prices", "same_cash", "same_premium")
    found = {plan: [(role, arms[role]) for role in order if role in arms] for plan, arms in result.beside.items()}
    return {plan: [("programme", plan), *columns] for plan, columns in found.items() if columns}


def _in_use(result: Result) -> list[str]:
    """Interventions that some plan holds, in the order of the programme."""
    used = {name for names in result.interventions.values() for name in names}
    return [made.name for made in result.programme.interventions if made.name in used]


# ---- the starting point ------------------------------------------------------------------------------


def _recorded(row: Mapping[str, Any]) -> bool:
    """A synthetic population has no recorded income: there is nobody who could have reported it."""
    return row.get("recorded") is not None and not (row["households"] == 0 and row["recorded"] == 0.0)


def _check(summary: Mapping[str, Any], crop: CropWords) -> list[dict[str, Any]]:
    rows = []
    currency = summary["population"]["money"]["currency"]
    for name, label, kind in PUBLISHED_ROWS if summary["population"]["synthetic"] else CHECK_ROWS:
        if name == "cocoa_share" and name not in summary["survey_check"]:
            continue  # no metric of a run, and not known of this population
        row = summary["survey_check"].get(name, {"recorded": None, "model": None, "households": 0})
        recorded = row["recorded"] if _recorded(row) else None
        low, high = row.get("low"), row.get("high")
        half = None if low is None or high is None else 0.5 * (high - low)
        fine = 0.0 if recorded is None else 0.1 * half if half else 0.01 * abs(recorded)  # one digit more for the difference
        rows.append({"name": name, "label": crop(label.format(currency=currency)), "kind": kind, "key": place("survey_check", name),
                     "recorded": recorded, "error": row.get("standard_error"), "low": low, "high": high, "fine": fine,
                     "model": row["model"], "source": row.get("source")})
    return rows


def _start(result: Result, summary: Mapping[str, Any]) -> Verdict:
    known = {name: row for name, row in summary["survey_check"].items() if _recorded(row)}
    verdict = starting_point(known, bool(result.settings.get("anchor", True)), bool(summary["population"]["synthetic"]))
    return Verdict(verdict.word, words_of(result.people.crop)(verdict.text))


def _origins(summary: Mapping[str, Any], said: Any) -> list[tuple[str, list[tuple[str, str, float]]]]:
    """Heading -> characteristics with their key and the share that had to be filled in."""
    shares: dict[str, float] = dict(summary["population"]["imputed_share"])
    rows = []
    for heading, members in said.ORIGIN_GROUPS.items():
        found = [(word, place("population", "imputed_share", column), shares.pop(column))
                 for column, word in members.items() if column in shares]
        if found:
            rows.append((heading, found))
    if shares:
        rows.append(("Other", [(name.replace("_", " "), place("population", "imputed_share", name), share)
                               for name, share in shares.items()]))
    return rows


# ---- the answer --------------------------------------------------------------------------------------


def _found(summary: Mapping[str, Any], key: str) -> Any:
    try:
        return lookup(summary, key)
    except KeyError:
        return None


def _answer(summary: Mapping[str, Any], arm: str, last: int) -> dict[str, Any]:
    results = place("results", arm, "all")
    returns = place("returns", arm)
    ratio = _found(summary, f"{returns}/society/benefit_cost_ratio")
    charged = _found(summary, f"{returns}/society/benefit_cost_ratio_labour_charged")
    plan = words.arm_phrase(arm)
    nothing = "nothing is spent, so there is nothing to compare"
    worst = _worst_group(summary, arm, last)
    return {
        "name": plan, "results": results, "returns": returns, "worst": worst,
        "farmers": about(_found(summary, f"{returns}/farmers/income_gain_per_household_year"), 0.0, yes="farmers gain",
                         no="farmers lose", nothing="farmers' incomes do not change"),
        "society": about(ratio, 1.0, yes="it brings more than it costs", no="it costs more than it brings", nothing=nothing),
        "charged": about(charged, 1.0, yes="it brings more than it costs", no="it costs more than it brings", nothing=nothing),
        "ratio": ratio is not None and ratio["p50"] is not None,
    }


def _worst_group(summary: Mapping[str, Any], arm: str, last: int) -> str | None:
    """The group with the largest share of households worse off at the end."""
    shares = {
        group: entry["worse_off"][str(last)]["level"]["p50"]
        for group, entry in summary["results"][arm].items() if group != "all"}
    shares = {group: share for group, share in shares.items() if share is not None and share > 0.0}
    return max(shares, key=lambda group: shares[group]) if shares else None


def _returns(summary: Mapping[str, Any], plans: list[str], currency: str) -> list[dict[str, Any]]:
    tables = []
    for perspective, metrics in words.RETURNS.items():
        title, note = words.PERSPECTIVE_NOTES[perspective]
        rows = []
        for metric, (label, kind) in metrics.items():
            cells = []
            unit = ""
            for arm in plans:
                key = place("returns", arm, perspective, metric)
                found = _found(summary, key)
                rare = found is None or found["p50"] is None or found["undefined_share"] > TOO_RARE
                unit = words.unit_label(found["unit"], currency) if found is not None else unit
                cells.append({"key": key, "rare": rare, "undefined": found is not None and found["undefined_share"] > 0.0})
            rows.append({"label": label.format(coin=words.coin(currency)), "kind": kind, "unit": unit, "cells": cells})
        tables.append({"perspective": perspective, "title": title, "note": note, "rows": rows})
    return tables


def _purses(summary: Mapping[str, Any], arm: str, said: Any) -> list[dict[str, Any]]:
    """Whose gains the books of a plan hold, in the order of the perspectives; payers by their own name."""
    rows = []
    for name in summary["perspectives"]:
        key = place("returns", arm, name)
        found = _found(summary, f"{key}/net_present_value")
        if found is None or max(abs(found["p5"]), abs(found["p95"])) < 0.5:
            continue
        rows.append({"name": name, "key": key, "worst": f"{key}/net_present_value_worst_tenth", "name_key": place("perspectives", name),
                     "label": said.PURSES.get(name, name), "payer": name not in said.PURSES,
                     "strong": name in ("farmers", "society"), "low": found["p5"], "high": found["p95"]})
    return rows


def _lands(summary: Mapping[str, Any], plans: list[str]) -> list[str]:
    """Plans that change what a hectare brings in, so that land may be cleared."""
    last = str(summary["run"]["years"])
    found = {arm: _found(summary, place("market", "books", arm, "land_cleared_here", last)) for arm in plans}
    return [arm for arm, figure in found.items() if figure is not None and max(abs(figure["p5"]), abs(figure["p95"])) >= 1.0]


def _roads(result: Result) -> list[str]:
    """Plans that build a road."""
    kinds = {made.name: made.kind for made in result.programme.interventions}
    return [arm for arm, names in result.interventions.items() if arm in result.plans and any(kinds[name] == "feeder_road" for name in names)]


# ---- what was assumed --------------------------------------------------------------------------------


def _fields(summary: Mapping[str, Any], intervention: str, crop: CropWords) -> list[dict[str, Any]]:
    """The fields that shape an intervention: what the user set, and what varies or has a source."""
    rows = []
    for field, entry in summary["fields"][intervention].items():
        key = place("fields", intervention, field)
        row = _found(summary, place("parameters_used", entry["row"])) if entry["row"] else None
        if (entry["origin"] != "programme" and row is None) or field in words.TECHNICAL:
            continue
        if field == "wear_per_year" and summary["fields"][intervention].get("upkeep", {}).get("value"):
            continue
        value = entry["value"]
        if not math.isfinite(value) or abs(value) >= NO_LIMIT:
            continue
        rows.append({
            "label": crop(words.FIELDS.get(field, entry["doc"][:1].upper() + entry["doc"][1:])), "key": f"{key}/value", "unit": words.unit_label(entry["unit"], summary["population"]["money"]["currency"]), "switch": entry["unit"] == "0/1",
            "value": value, "mine": entry["origin"] == "programme", "drawn": bool(entry["drawn"]),
            "range": place("parameters_used", entry["row"]) if row is not None else None,
            "low": None if row is None else row["low"], "high": None if row is None else row["high"],
            "kind": "percent" if field in words.SHARES else "plain",
            "provenance": "your figure" if entry["origin"] == "programme" else row["provenance"] if row else "",
            "source": "" if row is None else row["source"], "whole": entry["unit"] in ("year", "0/1"), "open": field == "years" and not value,
        })
    return rows


def _fates(summary: Mapping[str, Any]) -> list[dict[str, Any]]:
    """When each measure is delivered and how its effect fades: one line per measure, to stand beside every ratio."""
    rows = []
    for name, fields in summary["benefits"]["interventions"].items():
        key = place("benefits", "interventions", name)
        times = [{"label": label, "key": f"{key}/{field}/value", "open": field == "years" and not fields[field]["value"]}
                 for field, label in words.TIMES.items() if fields.get(field, {}).get("value") is not None]
        kind = next(iter(summary["fields"][name].values()))["kind"]
        # Of what a composed intervention leaves behind, what lasts longest.
        slowest = min((field for field in fields if field.endswith(".decay")), key=lambda field: fields[field]["value"], default="")
        fade, fade_key = ("decay", f"{key}/{slowest}/value") if slowest else ("", "")
        if "upkeep" in fields and fields["upkeep"]["value"]:
            fade = "upkeep"
        elif "wear_per_year" in fields:
            fade, fade_key = "wear", f"{key}/wear_per_year/value"
        elif "decay" in fields:
            fade, fade_key = "decay", f"{key}/decay/value"
        elif kind == "farmer_training" and _found(summary, "/parameters_used/forgetting"):
            fade, fade_key = "forgetting", "/parameters_used/forgetting/value"
        rows.append({"name": name, "times": times, "fade": fade, "fade_key": fade_key})
    return rows


# ---- charts and the statement ------------------------------------------------------------------------


def _charts(result: Result, summary: Mapping[str, Any]) -> dict[str, Any]:
    plans = result.plans
    steps: dict[str, Any] = summary.get("drivers", {})
    return {
        "yield": charts.path_chart(result, "chart-yield", "yield", words_of(result.people.crop)("Yield of dry cocoa"), "kg per hectare"),
        "income": charts.income_chart(result),
        "benchmark": charts.path_chart(result, "chart-benchmark", "reaching_benchmark", "Households at the living-income benchmark",
                                       "% of households", percent=True),
        "winners": {arm: charts.winners_chart(result, arm, f"chart-winners-{place_}") for place_, arm in enumerate(plans)},
        "cost": {arm: charts.cost_chart(result, arm, f"chart-cost-{place_}") for place_, arm in enumerate(plans)},
        "drivers": {arm: charts.drivers_chart(steps[arm], result.people.money.code, f"chart-drivers-{place_}")
                    for place_, arm in enumerate(plans) if arm in steps},
    }


def _fingerprints(result: Result) -> list[tuple[str, str]]:
    """What identifies inputs and results, cut to what a reader can compare; run.json holds all of it."""
    record = run_record(result)
    names = {"parameters_sha256": "parameters", "data_sha256": "data", "population_sha256": "households",
             "programme_sha256": "programme"}
    found = [(names.get(name, name), str(value)) for name, value in record["hashes"].items()]
    return [(name, value[:FINGERPRINT]) for name, value in (*found, ("results", str(record["state_hash"])))]


def command(result: Result) -> str:
    """The command line that makes this run again, folded for a page."""
    return " ".join(shlex.quote(word) if not word.startswith("--") else "\\\n  " + word
                    for word in shlex.split(command_line(result)))
