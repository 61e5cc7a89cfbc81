# SPDX-License-Identifier: Apache-2.0
"""``read_survey``: from somebody's file to households in known units, with every problem listed.

Nothing is repaired in silence. A bad cell stops the reading unless ``invalid=`` names what to do
with it; blanks follow a missing-value policy that somebody has named; both are counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..errors import SchemaError, SmallholderError, UnitError, nearest
from .cells import as_labels, as_numbers, plain_text
from .concepts import CONCEPTS, Concept
from .derive import apply_rules, check_identities
from .files import RawTable, load_table
from .findings import file_findings
from .money import Exchange, MoneyBasis
from .report import Problem, ValidationReport, refuse
from .schema import ROW_NUMBER, ColumnRule, Schema, find_schema
from .survey import Survey

__all__ = ["read_survey", "validate_survey"]

INVALID = ("error", "missing", "drop")
# -1, -7 to -9, and repdigits such as -99 or -888 are what questionnaires write for "no answer".
_USUAL_CODE = re.compile(r"-(1|[789]|([6-9])\2+)")
_POLICY_REMEDY = (
    'name what to do with them, by policy = "..." under [missing] of the schema, or by --missing: complete_cases (leave those '
    'households out), impute (keep them; they are completed later) or error'
)


def read_survey(
    source: Any,
    schema: str | Path | Mapping[str, Any] | Schema,
    *,
    weights: str | None = None,
    missing: str | None = None,
    complete_on: Iterable[str] | None = None,
    missing_codes: Iterable[str | float] | None = None,
    wave: str | None = None,
    invalid: str = "error",
    derive: Mapping[str, str | Sequence[str]] | None = None,
    price_year: int | None = None,
    currency: str | None = None,
    exchange: Mapping[str, tuple[float, str]] | None = None,
    header_row: int | None = None,
    sheet: str | None = None,
    separator: str | None = None,
    decimal: str | None = None,
    thousands: str | None = None,
    encoding: str | None = None,
    keep: Sequence[str] = (),
) -> Survey:
    """Reads a household survey.

    source       path (.csv, .xlsx, .parquet, .dta) or a pandas or Arrow table
    schema       name of a shipped layout, path of a schema file, a table, or a Schema
    weights      "equal", or the name of the weight column in the file
    missing      "complete_cases", "impute" or "error"; overrides the schema's
    complete_on  concepts that make a complete case; none named: all that the file gives
    wave         name of the column that tells survey rounds apart, for a panel
    invalid      bad cells: "error" (default), "missing" (blank them) or "drop" (the household)
    derive       {concept: rule}: blanks filled by named bookkeeping rules
    exchange     {code: (units per USD, source)}
    keep         columns of the file, or flags of the schema, that go along as numbers without a meaning to the model, such as who
                 was in a programme; one that is not there is a SchemaError with the nearest name
    The rest overrides the file format that the schema announces.
    """
    if invalid not in INVALID:
        raise SchemaError(f"invalid={invalid!r}", "read_survey", "known: " + ", ".join(INVALID))
    layout = find_schema(schema)
    layout = layout.changed(
        policy=missing, header_row=header_row, sheet=sheet, separator=separator, decimal=decimal,
        thousands=thousands, encoding=encoding, price_year=price_year, currency=currency,
        complete_on=None if complete_on is None else tuple(complete_on),
        missing_codes=None if missing_codes is None else tuple(plain_text(c) for c in missing_codes),
        exchange=None if exchange is None else {
            **layout.exchange,
            **{code: Exchange(code, *given) for code, given in exchange.items()}},
        derive=None if derive is None else {
            **layout.derive,
            **{name: (rules,) if isinstance(rules, str) else tuple(rules)
               for name, rules in derive.items()}},
    )
    layout = _with_named_columns(layout, weights, wave)
    used = {rule.column for rule in layout.columns.values()}
    used |= {layout.price_year_column, layout.currency_column, *keep}
    table = load_table(source, layout, [
        rule.column for rule in layout.columns.values()
        if rule.column is not None and rule.required])
    report = ValidationReport(table.source)
    present, absent = _match_columns(table, layout, report)
    if len(table.frame):
        _skip_example(table, layout, report)
    if len(table.frame) == 0:
        raise SchemaError("there is no household in this file", table.source,
                          "the header is there but no rows follow: check the export and header_row")
    money = _money_basis(table, layout, present)
    frame, problems = _read_columns(table, layout, present)
    problems += _check_ranges(frame, layout, table, report)
    problems += _check_ids(frame, table, layout)
    frame, weights_named, weight_problems = _weights(frame, table, layout, weights)
    problems += weight_problems
    frame = _settle(frame, table, problems, invalid, report)
    kept_columns = _kept_columns(table, layout, frame, keep)
    identities = check_identities(frame)
    report.add(*file_findings(frame, identities, layout, table))
    recorded_missing = {str(name): int(count) for name, count in frame.isna().sum().items()}
    frame, derived = apply_rules(frame, layout.derive)
    frame = frame[[name for name in CONCEPTS if name in frame.columns]]
    _note_gaps(frame, recorded_missing, derived, layout, report)
    kept, policy = _apply_policy(frame, layout, table, report)
    return Survey(
        name=Path(str(source)).name if isinstance(source, str | Path) else table.source,
        source=str(source) if isinstance(source, str | Path) else table.source,
        sha256=table.sha256, schema=layout, frame=frame.loc[kept].reset_index(drop=True),
        all_rows=frame, kept=kept, source_rows=table.rows, policy=policy,
        weights_named=weights_named, area_base=layout.area_base, money=money, report=report,
        derived=derived, recorded_missing=recorded_missing, identities=tuple(identities),
        unused_columns=tuple(name for name in table.frame.columns if name not in used),
        absent=tuple(absent), kept_columns=kept_columns,
    )


def validate_survey(source: Any, schema: Any, **options: Any) -> ValidationReport:
    """The validation report of a file, also when its cells cannot be used."""
    try:
        return read_survey(source, schema, **options).report
    except SmallholderError as error:
        rows = [row for row in error.rows if isinstance(row, Problem)]
        if not rows:
            raise
        name = Path(str(source)).name if isinstance(source, str | Path) else "data frame"
        return ValidationReport(name, rows)


def _with_named_columns(layout: Schema, weights: str | None, wave: str | None) -> Schema:
    columns = dict(layout.columns)
    if wave is not None:
        columns["wave"] = ColumnRule("wave", wave, required=True)
    if weights is not None and weights != "equal":
        columns["weight"] = ColumnRule("weight", weights, required=True)
    if weights == "equal":
        columns.pop("weight", None)
    if layout.weights not in (None, "equal"):
        raise SchemaError(f"layout.weights is {layout.weights!r}", layout.origin,
                          'write weights = "equal", or map the column: [columns.weight]')
    return layout.changed(columns=columns)


def _match_columns(
    table: RawTable, layout: Schema, report: ValidationReport
) -> tuple[dict[str, ColumnRule], list[str]]:
    """Which announced columns the file has. Required ones that it lacks stop the reading."""
    names = list(table.frame.columns)
    present: dict[str, ColumnRule] = {}
    absent: list[str] = []
    lacking: list[str] = []
    for concept, rule in layout.columns.items():
        if rule.column is None or names.count(rule.column) == 1:
            present[concept] = rule
        elif names.count(rule.column) > 1:
            raise SchemaError(f'{names.count(rule.column)} columns are called "{rule.column}"',
                              table.source, "give each column a name of its own")
        else:
            absent.append(concept)
            # A column named by the user in person must be there, needed or not.
            if rule.required:
                lacking.append(concept)
    taken = {r.column for r in present.values()} | {layout.price_year_column, layout.currency_column}
    free = [name for name in names if name not in taken]
    if lacking:
        parts = []
        for concept in lacking:
            column = str(layout.columns[concept].column)
            close = nearest(column, free) or nearest(concept, free)
            parts.append(f'"{column}" ({concept})'
                         + (f', nearest in the file "{close[0]}"' if close else ""))
        raise SchemaError(
            f"{len(lacking)} of the columns that layout {layout.name} asks for "
            f"{'is' if len(lacking) == 1 else 'are'} not in the file: " + "; ".join(parts),
            table.source,
            "rename them in the schema, or let smallholder draft-schema propose one; "
            "columns in the file: " + _some(names))
    for name in free:
        close = nearest(name, [str(layout.columns[concept].column) for concept in absent])
        if close:
            report.add(Problem(None, name, f'column "{name}" is not read', "",
                               f'did you mean "{close[0]}"?', "note"))
    if table.blank_rows:
        report.add(Problem(None, "", f"{table.blank_rows} blank lines skipped", "", "", "note",
                           count=table.blank_rows))
    if set(table.other_sheets) - {"codebook"}:
        report.add(Problem(None, "", "only the first sheet is read", "",
                           'name another with sheet="..."; others: ' + ", ".join(table.other_sheets),
                           "note"))
    return present, absent


def _some(names: Sequence[str], count: int = 12) -> str:
    more = f" (and {len(names) - count} more)" if len(names) > count else ""
    return ", ".join(names[:count]) + more


def _skip_example(table: RawTable, layout: Schema, report: ValidationReport) -> None:
    """The example row of a template is not a household."""
    rule = layout.columns.get("household_id")
    if layout.example_id is None or rule is None or rule.column is None:
        return
    texts = table.frame[rule.column].map(plain_text)
    example = texts.str.startswith(layout.example_id).to_numpy(dtype=bool)
    if example.any():
        report.add(Problem(None, rule.column, f"{int(example.sum())} example rows skipped", "",
                           "delete them from the file", "note", count=int(example.sum())))
        table.frame = table.frame.loc[~example].reset_index(drop=True)
        table.rows = table.rows[~example]


def _kept_columns(
    table: RawTable, layout: Schema, frame: pd.DataFrame, keep: Sequence[str]
) -> dict[str, npt.NDArray[np.float64]]:
    """The columns asked for by name, as numbers; a cell that is none is an error with its row."""
    names = [str(name) for name in table.frame.columns]
    kept: dict[str, npt.NDArray[np.float64]] = {}
    for column in keep:
        if column not in names and column in frame.columns and CONCEPTS[column].kind == "flag":
            kept[column] = frame[column].to_numpy(dtype=float)
            continue
        if names.count(column) != 1:
            close = nearest(column, names)
            raise SchemaError(f'{"several columns are" if column in names else "no column is"} called "{column}"', table.source,
                              (f'did you mean "{close[0]}"? ' if close else "") + "columns in the file: " + _some(names))
        concept = Concept(column, "number", "1", "a column kept by name")
        kept[column], problems = as_numbers(table.frame[column], table.rows, ColumnRule(column, column), concept, layout)
        if problems:
            raise refuse(table.source, problems)
    return kept


def _one_value(table: RawTable, column: str, what: str) -> str | None:
    if column not in table.frame.columns:
        return None
    texts = table.frame[column].map(plain_text)
    counts = texts[texts != ""].value_counts()
    if len(counts) > 1:
        found = ", ".join(f"{value} ({count} rows)" for value, count in counts.head(5).items())
        raise UnitError(f"{len(counts)} {what} are mixed: {found}", f"{table.source}, column {column}",
                        "read one at a time, or convert to one before reading")
    return str(counts.index[0]) if len(counts) else None


def _money_basis(
    table: RawTable, layout: Schema, present: Mapping[str, ColumnRule]
) -> MoneyBasis | None:
    year = layout.price_year
    if layout.price_year_column is not None:
        text = _one_value(table, layout.price_year_column, "price years")
        if text is not None:
            if not text.isdigit():
                raise UnitError(f'"{text}" is not a price year',
                                f"{table.source}, column {layout.price_year_column}",
                                "write the year as a number, such as 2018")
            if year is not None and year != int(text):
                raise UnitError(f"two price years are mixed: {year} (named) and {text} (in the file)",
                                table.source, "name one, or deflate one of them before reading")
            year = int(text)
    if layout.currency_column is not None:
        code = _one_value(table, layout.currency_column, "currencies")
        if code is not None and code.upper() != (layout.currency or "USD"):
            raise UnitError(
                f"the file is in {code.upper()}, the schema announces {layout.currency or 'USD'}",
                f"{table.source}, column {layout.currency_column}",
                f'set [money] currency = "{code.upper()}" and name its exchange rate')
    money = [name for name in present if CONCEPTS[name].is_money]
    if not money:
        return None
    if year is None:
        column = "" if layout.price_year_column is None else f'say it in a column "{layout.price_year_column}", or '
        raise UnitError(f"the price year of {', '.join(money[:3])} is not named", table.source,
                        column + "write price_year = 2018, or what it is, under [money] of the schema")
    return MoneyBasis("USD", year, layout.real)


def _read_columns(
    table: RawTable, layout: Schema, present: Mapping[str, ColumnRule]
) -> tuple[pd.DataFrame, list[Problem]]:
    """Every mapped column in canonical units; blank and bad cells are missing."""
    data: dict[str, Any] = {}
    problems: list[Problem] = []
    count = len(table.frame)
    for name, rule in present.items():
        concept = CONCEPTS[name]
        if rule.column is None:
            data[name] = _constant(rule, concept, count, table, layout)
        elif concept.kind == "label":
            data[name] = as_labels(table.frame[rule.column], rule, layout)
        else:
            values, bad = as_numbers(table.frame[rule.column], table.rows, rule, concept, layout)
            data[name] = values * layout.factor_of(rule) if concept.kind == "number" else values
            problems += bad
    return pd.DataFrame(data), problems


def _constant(
    rule: ColumnRule, concept: Concept, count: int, table: RawTable, layout: Schema
) -> Any:
    if rule.concept == "household_id" and rule.value == ROW_NUMBER:
        return [str(row) for row in table.rows]
    if concept.kind == "label":
        return [str(rule.value)] * count
    try:
        value = float(rule.value)
    except (TypeError, ValueError) as error:
        raise SchemaError(f"{rule.value!r} is not a number",
                          f"{layout.origin}, columns.{rule.concept}.value",
                          "give a number") from error
    return np.full(count, value * layout.factor_of(rule))


def _check_ranges(
    frame: pd.DataFrame, layout: Schema, table: RawTable, report: ValidationReport
) -> list[Problem]:
    """What a concept's meaning forbids is an error; what is only odd is noted and kept."""
    problems: list[Problem] = []
    for name in frame.columns:
        concept = CONCEPTS[name]
        if concept.kind == "label":
            continue
        values = frame[name].to_numpy(dtype=float)
        column = layout.columns[name].column or name
        unit = layout.unit_of(layout.columns[name])
        with np.errstate(invalid="ignore"):
            low = values <= concept.low if concept.above_low else values < concept.low
            high = values > concept.high
            odd = ((values < concept.odd_below) | (values > concept.odd_above)) & ~low & ~high
        if concept.kind == "flag":
            neither = ~np.isnan(values) & (values != 0.0) & (values != 1.0)
            low, high = neither, np.zeros_like(high)
        for place in np.flatnonzero(low | high):
            value = values[place]
            problems.append(Problem(
                table.rows[place], column, _range_text(concept, value, bool(high[place])),
                f"{value:g}", _range_remedy(concept, value, unit), "error", name, "range"))
        for place in np.flatnonzero(odd):
            report.add(Problem(
                table.rows[place], column, f"unusual value of {name}; kept", f"{values[place]:g}",
                f'check the unit (read as "{unit}")', "note", name))
    return problems


def _range_text(concept: Concept, value: float, high: bool) -> str:
    if concept.kind == "flag":
        return f"{concept.name} is {value:g}, neither 0 nor 1"
    if concept.name in ("area_ha", "food_area_ha"):
        return f"land is negative: {value:g} {concept.unit}"
    if concept.is_share and high:
        return f"{concept.name} is a share and above 1: {value:g}"
    bound = concept.high if high else concept.low
    word = "above" if high else ("not above" if concept.above_low else "below")
    return f"{concept.name} is {value:g} {concept.unit.replace('_per_', '/')}, {word} {bound:g}"


def _range_remedy(concept: Concept, value: float, unit: str) -> str:
    if concept.is_share and 1.0 < value <= 100.0 and unit == "share":
        return 'If it is a percentage, give unit = "percent"'
    if concept.kind == "flag":
        return "Give a map from its codes, map = {\"1\" = 1, \"2\" = 0}"
    if value < 0.0:
        code = f"{value:g}"
        if _USUAL_CODE.fullmatch(code):
            return f'If {code} stands for a missing answer write codes = ["{code}"] under [missing] of the schema'
    return "Correct it or leave it blank"


def _check_ids(frame: pd.DataFrame, table: RawTable, layout: Schema) -> list[Problem]:
    problems: list[Problem] = []
    column = layout.columns["household_id"].column if "household_id" in layout.columns else None
    if "household_id" not in frame.columns:
        raise SchemaError("no column is named as household id", table.source,
                          'map one: [columns.household_id] column = "..."; if there is none, '
                          f'value = "{ROW_NUMBER}"')
    ids = frame["household_id"]
    for place in np.flatnonzero(ids.isna().to_numpy()):
        problems.append(Problem(table.rows[place], str(column), "the household id is blank", "",
                                "Give every household an id", "error", "household_id"))
    keys = ["household_id"] + (["wave"] if "wave" in frame.columns else [])
    double = frame.duplicated(keys, keep=False).to_numpy() & ids.notna().to_numpy()
    if double.any():
        first: dict[Any, Any] = {}
        for place in np.flatnonzero(double):
            key = tuple(frame.loc[place, keys])
            if key not in first:
                first[key] = table.rows[place]
                continue
            twice = f'household id "{key[0]}" is also in row {first[key]}'
            remedy = "Remove one of the two; if households are interviewed repeatedly (a panel), " \
                     "name the column of the wave: wave = \"year\" under [columns] of the schema"
            if len(keys) > 1:
                twice += f', in the same wave "{key[1]}"'
                remedy = "A household can answer once in a wave: remove one of the two"
            problems.append(Problem(table.rows[place], str(column), twice, str(key[0]), remedy,
                                    "error", "household_id"))
    return problems


def _weights(
    frame: pd.DataFrame, table: RawTable, layout: Schema, weights: str | None
) -> tuple[pd.DataFrame, str, list[Problem]]:
    if "weight" not in frame.columns:
        if "equal" not in (weights, layout.weights):
            raise SchemaError(
                "no survey weights are named", table.source,
                'if every household stands for as many others write weights = "equal" under [layout] of the schema, or --weights '
                'equal; else name the column of the weights: --weights COLUMN')
        return frame.assign(weight=1.0), "equal", []
    values = frame["weight"].to_numpy(dtype=float)
    column = str(layout.columns["weight"].column)
    problems = [
        Problem(table.rows[place], column, "the survey weight is missing", "",
                "Give every household a weight (0 leaves it out of every statistic)", "error",
                "weight")
        for place in np.flatnonzero(np.isnan(values))
    ]
    if np.nansum(values) <= 0.0 and not problems:
        raise SchemaError("all survey weights are zero", f"{table.source}, column {column}",
                          'check the column, or weigh all alike: --weights equal')
    return frame, f"column {column}", problems


def _settle(
    frame: pd.DataFrame, table: RawTable, problems: list[Problem], invalid: str,
    report: ValidationReport,
) -> pd.DataFrame:
    """Bad cells: refused, or what the caller named is done with them, and counted."""
    if not problems:
        return frame
    place_of = {row: place for place, row in enumerate(table.rows)}
    problems = sorted(problems, key=lambda problem: place_of[problem.row])
    # An id or a weight cannot be blanked; only leaving the household out helps.
    vital = [p for p in problems if p.concept in ("household_id", "weight")]
    if invalid == "error" or (invalid == "missing" and vital):
        shown = vital if invalid == "missing" else problems
        raise refuse(table.source, shown,
                     'or pass invalid="drop" to leave these households out, counted'
                     if invalid == "missing" else "")
    bad_rows = np.zeros(len(frame), dtype=bool)
    for problem in problems:
        place = place_of[problem.row]
        bad_rows[place] = True
        done = "household left out" if invalid == "drop" else "cell blanked"
        report.add(replace(problem, kind="changed", remedy=f"{done}. {problem.remedy}"))
        if invalid == "missing" and problem.concept in frame.columns:
            frame.loc[place, problem.concept] = np.nan
    if invalid == "missing":
        report.add(Problem(None, "", f"{len(problems)} bad cells blanked, as asked for", "",
                           "", "changed", count=len(problems)))
        return frame
    report.add(Problem(None, "", f"{int(bad_rows.sum())} households with bad cells left out, "
                       "as asked for", "", "", "changed", count=int(bad_rows.sum())))
    table.frame = table.frame.loc[~bad_rows].reset_index(drop=True)
    table.rows = table.rows[~bad_rows]
    if not len(table.rows):
        raise SchemaError("no household is left", table.source, "every row has a bad cell")
    return frame.loc[~bad_rows].reset_index(drop=True)


def _note_gaps(
    frame: pd.DataFrame, recorded: Mapping[str, int], derived: Mapping[str, Mapping[str, int]],
    layout: Schema, report: ValidationReport,
) -> None:
    """How much of each concept is missing, and how much of that a named rule filled."""
    for name in frame.columns:
        left = int(frame[name].isna().sum())
        missing = recorded.get(name, len(frame))
        if not missing:
            continue
        filled = sum(derived.get(name, {}).values())
        rule = layout.columns.get(name)
        text = f"{missing} values of {name} are missing"
        if filled:
            rules = ", ".join(used for used, count in derived[name].items() if count)
            text = (f"{name}: {missing} values " + ("missing" if rule else "wanted")
                    + f", {filled} derived by {rules}, {left} still missing")
        report.add(Problem(
            None, (rule.column if rule else None) or "", text, "",
            f"take {name} out of [derive] to leave them blank" if filled else "",
            "changed" if filled else "note", name, "gap", missing))


def _apply_policy(
    frame: pd.DataFrame, layout: Schema, table: RawTable, report: ValidationReport
) -> tuple[npt.NDArray[np.bool_], str]:
    """Which rows stay. Blanks are never turned into figures here."""
    everything = np.ones(len(frame), dtype=bool)
    gaps = {name: int(count) for name, count in frame.isna().sum().items() if count}
    listed = ", ".join(f"{name} {count}" for name, count in gaps.items())
    if layout.policy is None:
        if not gaps:
            return everything, "none needed"
        raise SchemaError(f"values are missing ({listed})", table.source, _POLICY_REMEDY)
    if layout.policy == "impute":
        return everything, layout.policy
    over = [name for name in layout.complete_on if name in frame.columns] or list(frame.columns)
    lacking = [name for name in layout.complete_on if name not in frame.columns]
    if lacking:
        raise SchemaError(f"complete cases need {', '.join(lacking)}, which the file does not give",
                          table.source, "name other concepts: complete_on = [...] under [missing] of the schema")
    complete = frame[over].notna().all(axis=1).to_numpy(dtype=bool)
    if layout.policy == "error":
        if complete.all():
            return everything, layout.policy
        bad = [
            Problem(table.rows[place], name, f"{name} is missing", "", "", "error", name)
            for name in over for place in np.flatnonzero(frame[name].isna().to_numpy())
        ]
        raise refuse(table.source, bad, _POLICY_REMEDY)
    left_out = int((~complete).sum())
    if left_out:
        report.add(Problem(None, "", f"{left_out} of {len(frame)} households left out: not complete "
                           f"on {', '.join(over)}", "", 'missing="impute" keeps them', "changed",
                           count=left_out))
    if not complete.any():
        raise SchemaError("no household is complete", table.source,
                          f"missing: {listed}; name fewer concepts, complete_on = [...] under [missing] of the schema, or "
                          "keep all households: --missing impute")
    return complete, layout.policy
