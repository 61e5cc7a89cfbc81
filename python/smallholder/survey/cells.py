# SPDX-License-Identifier: Apache-2.0
"""Cells of one column to numbers, flags or labels; what cannot be read is reported, never guessed."""

from __future__ import annotations

import datetime
import re
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from .concepts import Concept
from .report import Problem
from .schema import ColumnRule, Schema

__all__ = ["as_labels", "as_numbers", "plain_text", "texts_of"]

Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]

_INFINITE = re.compile(r"[+-]?inf(inity)?", re.IGNORECASE)
_NOT_A_NUMBER = re.compile(r"[+-]?nan", re.IGNORECASE)
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+")
_THOUSANDS_COMMA = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_MISSING_WORDS = re.compile(r"n\.?/?a\.?|none|null|missing|refused|don'?t know|dk|\.|-|\?",
                            re.IGNORECASE)


def plain_text(value: Any) -> str:
    """A cell as text; whole numbers without a decimal point, so that id 7.0 is household "7"."""
    if value is None or value is pd.NA or value is pd.NaT:
        return ""
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    if isinstance(value, float | np.floating):
        number = float(value)
        if np.isnan(number):
            return ""
        if number.is_integer() and abs(number) < 2**53:
            return str(int(number))
        return repr(number)
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace").strip()
    return str(value).strip()


def texts_of(column: pd.Series[Any]) -> pd.Series[Any]:
    """The column as stripped text, "" for an empty cell."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        column = column.astype(object)
    if pd.api.types.is_string_dtype(column.dtype) and column.dtype != object:
        return column.fillna("").str.strip().astype(object)
    return column.map(plain_text, na_action=None).astype(object)


def _is_native(cell: Any) -> bool:
    return isinstance(cell, int | float | np.integer | np.floating) and not isinstance(cell, bool)


def _is_code(values: Numbers, schema: Schema) -> Mask:
    """Where a figure is one of the missing codes: -99 also catches -99.0."""
    found = np.zeros(len(values), dtype=bool)
    for code in schema.missing_codes:
        try:
            found |= values == float(code)
        except ValueError:
            continue
    return found


def _number_pattern(decimal: str, thousands: str) -> str:
    whole = r"\d+"
    if thousands:
        whole = rf"(?:\d{{1,3}}(?:{re.escape(thousands)}\d{{3}})+|\d+)"
    point = re.escape(decimal)
    return rf"[+-]?(?:{whole}(?:{point}\d*)?|{point}\d+)(?:[eE][+-]?\d+)?"


def _remedy(text: str, schema: Schema, concept: Concept) -> str:
    if _DECIMAL_COMMA.fullmatch(text) and schema.decimal == ".":
        if _THOUSANDS_COMMA.fullmatch(text):
            return 'If the comma groups thousands write thousands = ","; if it is decimal, decimal = ",": under [layout] of the schema'
        return 'Use a point, or write decimal = "," under [layout] of the schema'
    if _THOUSANDS_COMMA.fullmatch(text) and not schema.thousands:
        return 'Write thousands = "," under [layout] of the schema'
    if schema.decimal == "," and re.fullmatch(r"[+-]?\d+\.\d+", text):
        return "The decimal mark was announced as ','; use one mark throughout"
    if text.endswith("%"):
        return 'Remove the sign and give unit = "percent"'
    if _MISSING_WORDS.fullmatch(text):
        return f'If it stands for a missing answer write codes = ["{text}"] under [missing] of the schema'
    if concept.kind == "flag":
        return f'Say what it means: map = {{"{text}" = 1, ...}}'
    return f'Correct it, or say what such words mean: map = {{"{text}" = ...}} for this column of the schema'


def as_numbers(
    column: pd.Series[Any], rows: npt.NDArray[Any], rule: ColumnRule, concept: Concept, schema: Schema
) -> tuple[Numbers, list[Problem]]:
    """Values in the column's own unit (NaN where blank or bad), and the bad cells."""
    name = rule.column or rule.concept
    problems: list[Problem] = []

    def complain(place: int, problem: str, value: str, remedy: str, family: str = "schema") -> None:
        problems.append(Problem(rows[place], name, problem, value, remedy, "error",
                                rule.concept, "range" if family == "range" else "schema"))

    if pd.api.types.is_numeric_dtype(column.dtype) and rule.map is None:
        values = column.to_numpy(dtype=float, na_value=np.nan)
        blank = np.isnan(values) | _is_code(values, schema)
        values = np.where(blank, np.nan, values)
        for place in np.flatnonzero(np.isinf(values)):
            complain(int(place), f'"{values[place]}" is infinite', str(values[place]),
                     "A figure must be finite: correct it or leave it blank", "range")
        return np.where(np.isinf(values), np.nan, values), problems

    texts = texts_of(column)
    blank = texts.isin(["", *schema.missing_codes]).to_numpy(dtype=bool)
    values = np.full(len(texts), np.nan)
    todo = ~blank
    if rule.map is not None:
        numbers = {key: float(value) for key, value in rule.map.items()}
        mapped = texts.map(numbers).to_numpy(dtype=float)
        values = np.where(todo, mapped, np.nan)
        for place in np.flatnonzero(todo & np.isnan(values)):
            complain(int(place), f'"{texts.iloc[place]}" is not in the map of {rule.concept}',
                     texts.iloc[place], "The map knows " + ", ".join(f'"{key}"' for key in rule.map)
                     + "; add it, or name it a missing code")
        return values, problems

    # A cell that a spreadsheet already holds as a number has no decimal mark to be mistaken.
    native = todo & column.map(_is_native, na_action=None).to_numpy(dtype=bool)
    values[native] = column[native].astype(float).to_numpy()
    pattern = _number_pattern(schema.decimal, schema.thousands)
    good = todo & ~native & texts.str.fullmatch(pattern).to_numpy(dtype=bool)
    clean = texts[good]
    if schema.thousands:
        clean = clean.str.replace(schema.thousands, "", regex=False)
    if schema.decimal != ".":
        clean = clean.str.replace(schema.decimal, ".", regex=False)
    values[good] = pd.to_numeric(clean).to_numpy(dtype=float)
    for place in np.flatnonzero(np.isinf(values)):
        complain(int(place), f'"{texts.iloc[place]}" is infinite', texts.iloc[place],
                 "A figure must be finite: correct it or leave it blank", "range")
    for place in np.flatnonzero(todo & ~native & ~good):
        text = texts.iloc[place]
        cell = column.iloc[place]
        if _INFINITE.fullmatch(text):
            complain(int(place), f'"{text}" is infinite', text,
                     "A figure must be finite: correct it or leave it blank", "range")
        elif _NOT_A_NUMBER.fullmatch(text):
            complain(int(place), f'"{text}" is not a number', text,
                     f'Leave the cell blank, or write codes = ["{text}"] under [missing] of the schema')
        elif isinstance(cell, datetime.datetime | datetime.date | datetime.time):
            complain(int(place), f'"{text}" is a date, not a number', text,
                     "The spreadsheet has turned a figure into a date: set the cell to Number")
        else:
            complain(int(place), f'"{text}" is not a number', text, _remedy(text, schema, concept))
    blank = blank | _is_code(values, schema)
    values[np.isinf(values) | blank] = np.nan
    return values, problems


def as_labels(column: pd.Series[Any], rule: ColumnRule, schema: Schema) -> pd.Series[Any]:
    """Labels as text ("7" for 7.0), renamed by the map where it names them; None where blank."""
    texts = texts_of(column)
    blank = texts.isin(["", *schema.missing_codes]).to_numpy(dtype=bool)
    if rule.map is not None:
        names = {str(key): str(name) for key, name in rule.map.items()}
        texts = pd.Series([names.get(text, text) for text in texts], index=texts.index, dtype=object)
    return texts.where(~blank, None)
