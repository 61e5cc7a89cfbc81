# SPDX-License-Identifier: Apache-2.0
"""Gets the cells of a survey out of CSV, Excel, Parquet, Stata or a data frame, untouched.

pandas, openpyxl and pyarrow read the files. Cells of CSV arrive as text, so that what looks like a
number is judged once, in ``cells.py``, and a bad one can be named by row and column.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import struct
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..errors import MissingFileError, SchemaError, nearest
from .schema import Schema

__all__ = ["RawTable", "load_table"]

_PREVIEW_LINES = 15
_TEXT = (".csv", ".tsv", ".txt")
_KINDS = "CSV (.csv, .tsv, .txt, also .gz), Excel (.xlsx), Parquet (.parquet), Stata (.dta)"


@dataclass
class RawTable:
    """Cells as they are in the file; ``rows`` says where each came from."""

    frame: pd.DataFrame
    rows: np.ndarray[Any, Any]
    source: str
    sha256: str
    blank_rows: int = 0
    other_sheets: tuple[str, ...] = ()


def load_table(source: Any, schema: Schema, wanted: Sequence[str]) -> RawTable:
    """Reads any supported source. ``wanted`` are the column names expected, to judge headers by."""
    if isinstance(source, pd.DataFrame):
        return _from_frame(source, "data frame")
    if hasattr(source, "__arrow_c_stream__") or hasattr(source, "__arrow_c_array__"):
        import pyarrow as pa

        return _from_frame(pa.table(source).to_pandas(), "Arrow table")
    if not isinstance(source, str | Path):
        raise SchemaError(f"a {type(source).__name__} is not a survey", "read_survey",
                          f"give a path or a pandas or Arrow table; files: {_KINDS}")
    path = Path(source)
    if path.is_dir():
        raise MissingFileError("this is a folder", str(path), "name the survey file in it")
    if not path.exists():
        raise MissingFileError("there is no such file", str(path), _similar_file(path))
    try:
        path.open("rb").close()
    except OSError as error:
        raise MissingFileError(f"the file cannot be read: {error.strerror}", str(path), "check who may read it") from error
    if path.stat().st_size == 0:
        raise SchemaError("the file is empty", str(path), "export the survey again")
    suffix = Path(path.stem).suffix.lower() if path.suffix.lower() == ".gz" else path.suffix.lower()
    if suffix in _TEXT:
        table = _from_text(path, schema, wanted)
    elif suffix in (".xlsx", ".xlsm"):
        table = _from_excel(path, schema, wanted)
    elif suffix in (".parquet", ".pq"):
        table = _from_parquet(path)
    elif suffix == ".dta":
        table = _from_stata(path)
    else:
        remedy = "save it as .xlsx" if suffix == ".xls" else f"known: {_KINDS}"
        raise SchemaError(f'files of kind "{suffix}" are not read', str(path), remedy)
    with path.open("rb") as stream:
        table.sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    return table


def _similar_file(path: Path) -> str:
    if not path.parent.is_dir():
        return f"the folder {path.parent} does not exist either"
    close = nearest(path.name, [entry.name for entry in path.parent.iterdir()])
    return f'did you mean "{path.parent / close[0]}"?' if close else "check the path"


def _from_frame(frame: pd.DataFrame, source: str) -> RawTable:
    named = frame.copy(deep=False)
    named.columns = pd.Index([str(name) for name in frame.columns])
    digest = hashlib.sha256("|".join(named.columns).encode())
    digest.update(pd.util.hash_pandas_object(named, index=False).to_numpy().tobytes())
    return RawTable(named.reset_index(drop=True), frame.index.to_numpy(), source, digest.hexdigest())


def _from_text(path: Path, schema: Schema, wanted: Sequence[str]) -> RawTable:
    name = path.name
    separator = "\t" if path.suffix == ".tsv" and schema.separator == "," else schema.separator
    try:
        cells = pd.read_csv(
            path, header=None, dtype=str, keep_default_na=False, na_filter=False, sep=separator,
            encoding=schema.encoding, skiprows=schema.header_row - 1, skip_blank_lines=False,
            low_memory=False,
        )
    except pd.errors.EmptyDataError as error:
        raise SchemaError("there is nothing in this file to read", name,
                          "export the survey again, or check header_row") from error
    except pd.errors.ParserError as error:
        lines = _preview(path, schema.encoding, separator)
        _check_header(lines, schema, wanted, name)
        # A file with decimal commas that is cut at commas: one name in the header, and figures in two.
        names = lines[schema.header_row - 1] if len(lines) >= schema.header_row else []
        for other in (";", "\t", "|"):
            if len(names) == 1 and other in names[0]:
                raise SchemaError(f"it is cut at {separator!r}, and its columns are set apart by {other!r}", name,
                                  _separator_remedy(other) + '; and decimal = "," if figures have decimal commas') from error
        told = " ".join(str(error).removeprefix("Error tokenizing data. C error: ").split())
        raise SchemaError(
            f"the lines of this file do not have the same number of fields: {told}", name,
            'quote texts that contain the separator; figures with decimal commas need separator = ";" and decimal = "," '
            "under [layout] of the schema",
        ) from error
    except UnicodeDecodeError as error:
        raise SchemaError(
            f"the text is not in {schema.encoding}", name,
            'write encoding = "cp1252" (Western Windows), "latin-1" or what the file was saved in, under [layout] of the schema',
        ) from error
    if cells.shape[1] == 1:
        header = str(cells.iat[0, 0])
        for other in (";", "\t", "|", ","):
            if other != separator and other in header:
                raise SchemaError(f"with {separator!r} as separator all of it is one column", name,
                                  _separator_remedy(other))
    if len(wanted):
        _check_header(_preview(path, schema.encoding, separator), schema, wanted, name)
    return _with_header(cells, schema.header_row, name)


def _from_excel(path: Path, schema: Schema, wanted: Sequence[str]) -> RawTable:
    name = path.name
    try:
        with pd.ExcelFile(path, engine="openpyxl") as book:
            sheets = [str(sheet) for sheet in book.sheet_names]
            sheet = schema.sheet if schema.sheet is not None else sheets[0]
            if sheet not in sheets:
                close = nearest(sheet, sheets)
                raise SchemaError(f'there is no sheet "{sheet}"', name,
                                  (f'did you mean "{close[0]}"? ' if close else "")
                                  + "sheets: " + ", ".join(sheets))
            cells = pd.read_excel(book, sheet_name=sheet, header=None, dtype=object,
                                  keep_default_na=False)
    except (zipfile.BadZipFile, KeyError, OSError) as error:
        raise SchemaError("this is not an Excel workbook", name,
                          "save it again as .xlsx, or as CSV") from error
    if cells.empty or len(cells) < schema.header_row:
        raise SchemaError(f'sheet "{sheet}" is empty', name, "sheets: " + ", ".join(sheets))
    preview = [[_text(cell) for cell in row]
               for row in cells.head(_PREVIEW_LINES).itertuples(index=False)]
    if len(wanted):
        _check_header(preview, schema, wanted, name)
    table = _with_header(cells.iloc[schema.header_row - 1:].reset_index(drop=True),
                         schema.header_row, name)
    if schema.sheet is None:
        table.other_sheets = tuple(other for other in sheets if other != sheet)
    return table


def _from_parquet(path: Path) -> RawTable:
    import pyarrow as pa

    try:
        frame = pd.read_parquet(path)
    except (pa.ArrowInvalid, pa.ArrowException) as error:
        raise SchemaError(f"this is not a Parquet file: {error}", path.name,
                          "export the survey again") from error
    table = _from_frame(frame.reset_index(drop=True), path.name)
    table.rows = np.arange(1, len(frame) + 1)
    return table


def _from_stata(path: Path) -> RawTable:
    try:
        try:
            frame = pd.read_stata(path)
        except ValueError as error:
            # Two codes with one label cannot become categories; the codes themselves can be read.
            if "labels" not in str(error):
                raise
            frame = pd.read_stata(path, convert_categoricals=False)
    except (ValueError, KeyError, OSError, struct.error) as error:
        raise SchemaError(f"this is not a Stata file that can be read: {error}", path.name,
                          "save it from Stata 13 or later (saveold), or as CSV") from error
    table = _from_frame(frame.reset_index(drop=True), path.name)
    table.rows = np.arange(1, len(frame) + 1)
    return table


def _separator_remedy(separator: str) -> str:
    written = "\\t" if separator == "\t" else separator
    return f'write separator = "{written}" under [layout] of the schema'


def _text(cell: Any) -> str:
    return "" if cell is None or (isinstance(cell, float) and np.isnan(cell)) else str(cell).strip()


def _with_header(cells: pd.DataFrame, header_row: int, name: str) -> RawTable:
    """The first line as column names; wholly blank lines left out, and counted."""
    header = [_text(cell) for cell in cells.iloc[0]]
    body = cells.iloc[1:].reset_index(drop=True)
    # A cell without a name can hold nothing that a schema asks for, but keeps its place.
    body.columns = pd.Index([title or f"(no name {place + 1})" for place, title in enumerate(header)])
    blank = np.ones(len(body), dtype=bool)
    for place in range(body.shape[1]):
        column = body.iloc[:, place]
        if not blank.any():
            break
        blank &= (column.isna() | (column.astype(str).str.strip() == "")).to_numpy()
    rows = np.arange(header_row + 1, header_row + 1 + len(body))
    kept = body.loc[~blank].reset_index(drop=True)
    return RawTable(kept, rows[~blank], name, "", int(blank.sum()))


def _preview(path: Path, encoding: str, separator: str) -> list[list[str]]:
    """The first lines, split, to look for the line that holds the column names."""
    opened = gzip.open(path, "rt", encoding=encoding, newline="") if path.suffix == ".gz" else \
        path.open(encoding=encoding, newline="")
    lines: list[list[str]] = []
    with opened as stream:
        for row in csv.reader(stream, delimiter=separator):
            lines.append([cell.strip() for cell in row])
            if len(lines) == _PREVIEW_LINES:
                break
    return lines


def _check_header(
    lines: list[list[str]], schema: Schema, wanted: Sequence[str], name: str
) -> None:
    """Merged or shifted headers: the named columns stand in another line than the announced one."""
    if len(lines) < schema.header_row:
        return
    header = lines[schema.header_row - 1]
    found = sum(title in header for title in wanted)
    if found == len(wanted):
        return
    scores = [sum(title in line for title in wanted) for line in lines]
    best = int(np.argmax(scores))
    if scores[best] > max(found, len(wanted) // 2):
        raise SchemaError(
            f"line {schema.header_row} does not hold the column names; line {best + 1} does "
            "(a title or merged header cells above it?)", name,
            f"write header_row = {best + 1} under [layout] of the schema")
    blanks = sum(not title for title in header)
    if found == 0 and len(header) > 2 and blanks >= len(header) / 2:
        raise SchemaError(
            f"{blanks} of {len(header)} cells in line {schema.header_row} are blank: "
            "it looks like a merged header", name,
            "write header_row = the line that holds one name per column, under [layout] of the schema, or unmerge the header")
