# SPDX-License-Identifier: Apache-2.0
"""Numbers as users have them (lists, NumPy, pandas, xarray) into float64 columns, and figures back in the same form.

Nothing is repaired: what is no number, missing, masked or ragged is an error that says where.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from .errors import RangeError, SchemaError, SmallholderError

__all__ = ["Column", "Streams", "column", "each", "elementwise", "line_or_lines", "same_rows", "streams", "whole_number"]

Column = npt.NDArray[np.float64]


def _numbers(values: npt.ArrayLike, name: str, where: str) -> Column:
    """Any array of numbers as contiguous float64, of the same shape; other kinds are refused."""
    if np.ma.is_masked(values):
        raise RangeError(f"{name} has masked entries", where,
                         "Leave those rows out or fill them by a rule you can name, then pass the rest")
    try:
        array = np.asarray(values)
    except ValueError as error:
        raise SchemaError(f"{name} is ragged: its rows differ in length", where,
                          "Pass a table, with 0 for a year without a flow") from error
    if array.ndim == 0:
        raise SchemaError(f"{name} is {values!r}, a single value", where, "Pass a list or an array")
    if array.dtype.kind == "O":
        array = _of_objects(array, name, where)
    if array.dtype.kind not in "iuf":
        raise SchemaError(f"{name} holds {array.dtype} and not numbers", where, "Pass integers or floats")
    return np.ascontiguousarray(array, dtype=np.float64)


def _of_objects(array: npt.NDArray[Any], name: str, where: str) -> Column:
    """Decimals and the like; a list or text among them has no place in a column."""
    found = np.empty(array.shape)
    for place, value in np.ndenumerate(array):
        label = f"{name}[{', '.join(map(str, place))}]"
        if value is None or value is pd.NA or value is pd.NaT:
            raise RangeError(f"{label} is missing", where, "Choose a missing-value policy, or 0 for a year without a flow")
        try:
            if isinstance(value, (str, bytes, bool)):
                raise TypeError
            found[place] = float(value)
        except (TypeError, ValueError):
            raise SchemaError(f"{label} is {value!r} and not a number", where, "Pass integers or floats") from None
    return found


def column(values: npt.ArrayLike, name: str, where: str) -> Column:
    """One figure per row: one-dimensional, contiguous float64. Raises SchemaError or RangeError."""
    array = _numbers(values, name, where)
    if array.ndim != 1:
        raise SchemaError(f"{name} has {array.ndim} dimensions", where,
                          "Pass one column, for example table['income'] or array[0]")
    return array


def line_or_lines(line: npt.ArrayLike, name: str, where: str) -> float | Column:
    """One number for all, or a column with one per row."""
    if np.ndim(line) == 0 and not isinstance(line, str):  # a list or a column has a dimension
        try:
            return float(line)  # type: ignore[arg-type]
        except (TypeError, ValueError):
            raise SchemaError(f"{name} is {line!r} and not a number", where, "Pass a number, or one per row") from None
    return column(line, name, where)


def same_rows(where: str, **columns: Any) -> None:
    """Columns of pandas must carry one index: equal lengths in another order would be a silent mix-up."""
    indexed = {name: value if isinstance(value, pd.Index) else value.index for name, value in columns.items()
               if isinstance(value, (pd.Series, pd.DataFrame, pd.Index))}
    names = list(indexed)
    for other in names[1:]:
        if not indexed[names[0]].equals(indexed[other]):
            raise SchemaError(f"{names[0]} and {other} have different indices", where,
                              f"Bring {other} into the order of {names[0]} by reindex, or pass plain arrays")


@dataclass(frozen=True)
class Streams:
    """One or many streams of equal length, and how to give one figure per stream back.

    rows    float64, streams x length
    single  whether it was one stream, so that the figure is a plain number
    back    column of figures, one per stream -> a number, array, Series or DataArray like what came in
    """

    name: str
    rows: Column
    single: bool
    back: Callable[[Column], Any]


def streams(values: npt.ArrayLike, name: str, where: str, along: str) -> Streams:
    """The last axis is a stream (of years, of households); all axes before it number the streams.

    A data frame holds one stream per row and gives a Series back. An xarray DataArray with several dimensions holds
    streams along the dimension called ``along`` and gives a DataArray of the others back.
    """
    if isinstance(values, pd.DataFrame):
        index = values.index
        rows = _rows(_numbers(values.to_numpy(), name, where), name, where)
        return Streams(name, rows, False, lambda figures: pd.Series(figures, index=index))
    if hasattr(values, "dims") and hasattr(values, "transpose") and np.ndim(values) > 1:
        array: Any = values
        if along not in array.dims:
            raise SchemaError(f"{name} has the dimensions {', '.join(map(str, array.dims))}, and none is called {along}",
                              where, f"Rename the one that counts the {along}s: .rename(time='{along}')")
        array = array.transpose(..., along)
        form = array.isel({along: 0}, drop=True)
        rows = _rows(_numbers(array.to_numpy(), name, where), name, where)
        return Streams(name, rows, False, lambda figures: form.copy(data=figures.reshape(form.shape)))
    numbers = _numbers(values, name, where)
    if numbers.ndim == 1:
        return Streams(name, numbers[np.newaxis, :], True, lambda figures: float(figures[0]))
    shape = numbers.shape[:-1]
    return Streams(name, _rows(numbers, name, where), False, lambda figures: figures.reshape(shape))


def _rows(numbers: Column, name: str, where: str) -> Column:
    if numbers.size == 0:
        raise RangeError(f"{name} is empty", where, "Pass at least one row and one column")
    return numbers.reshape(-1, numbers.shape[-1])


def each(compute: Callable[..., float | Sequence[float]], where: str, *inputs: Streams) -> Any:
    """compute over the streams one by one; a single stream goes with each of many. A tuple of figures stays a tuple."""
    many = [one for one in inputs if not one.single]
    count = len(many[0].rows) if many else 1
    for other in many[1:]:
        if len(other.rows) != count:
            raise SchemaError(f"{many[0].name} has {count} rows and {other.name} {len(other.rows)}", where,
                              "Pass as many of one as of the other, or a single one for all")
    found = []
    for row in range(count):
        try:
            found.append(compute(*(one.rows[0 if one.single else row] for one in inputs)))
        except SmallholderError as error:
            if not many:
                raise
            raise type(error)(error.what_happened, f"{error.where}, row {row}", error.remedy, error.rows) from None
    figures = np.asarray(found, dtype=np.float64)
    back = (many[0] if many else inputs[0]).back
    if figures.ndim == 1:
        return back(figures)
    return tuple(back(np.ascontiguousarray(figures[:, k])) for k in range(figures.shape[1]))


def elementwise(compute: Callable[..., float | Sequence[float]], where: str, **inputs: npt.ArrayLike) -> Any:
    """compute for each entry of the inputs: numbers, or columns of one length; numbers go with every entry.

    A number comes back for numbers only, else an array, or a Series if one came in. A tuple of figures stays a tuple.
    """
    same_rows(where, **inputs)
    values = [line_or_lines(value, name, where) for name, value in inputs.items()]
    columns = [value for value in values if isinstance(value, np.ndarray)]
    if not columns:
        return compute(*values)
    count = len(columns[0])
    if any(len(one) != count for one in columns):
        lengths = ", ".join(f"{name} {np.size(value)}" for name, value in zip(inputs, values, strict=True))
        raise SchemaError(f"the columns differ in length: {lengths}", where, "Pass columns of one length, or single numbers")
    rows = [np.full(count, value) if isinstance(value, float) else value for value in values]
    index = next((value.index for value in inputs.values() if isinstance(value, pd.Series)), None)
    many = Streams("entry", np.stack(rows, axis=1), False,
                   lambda figures: figures if index is None else pd.Series(figures, index=index))
    return each(lambda entry: compute(*(float(value) for value in entry)), where, many)


def whole_number(value: Any, name: str, where: str) -> int:
    """An integer, also as 5.0 or a NumPy integer."""
    if isinstance(value, bool) or not isinstance(value, (int, float, np.integer, np.floating)) or not math.isfinite(value) \
            or value != int(value):
        raise RangeError(f"{name} is {value!r}", where, "Use a whole number")
    return int(value)
