# SPDX-License-Identifier: Apache-2.0
"""What was found while reading a survey: each problem with row, column, value and remedy."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from ..errors import RangeError, SchemaError, SmallholderError

__all__ = ["Problem", "ValidationReport", "refuse"]

_SHOWN = 5


@dataclass(frozen=True)
class Problem:
    """One thing to know about one cell, column or file.

    row is as a spreadsheet counts (the first line of the file is row 1), or the index label of a
    data frame; None where the whole column or file is meant. kind: "error" (the file is refused,
    unless invalid= says otherwise), "changed" (something was done by name: dropped, derived,
    set missing) or "note" (kept as it is; worth a look).
    """

    row: Any
    column: str
    problem: str
    value: str
    remedy: str
    kind: Literal["error", "changed", "note"] = "error"
    concept: str = ""
    family: Literal["schema", "range", "gap"] = "schema"
    count: int = 1

    def __post_init__(self) -> None:
        if isinstance(self.row, np.generic):
            object.__setattr__(self, "row", self.row.item())

    def place(self) -> str:
        parts = []
        if self.row is not None:
            parts.append(f"row {self.row}")
        if self.column:
            parts.append(f"column {self.column}")
        return ", ".join(parts)


class ValidationReport:
    """The list of problems of one file, as a table (``.table()``) and as counts (``.counts``)."""

    def __init__(self, source: str, problems: Iterable[Problem] = ()) -> None:
        self.source = source
        self._problems: list[Problem] = list(problems)

    def add(self, *problems: Problem) -> None:
        self._problems.extend(problems)

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._problems)

    def __len__(self) -> int:
        return len(self._problems)

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self._problems if problem.kind == "error"]

    @property
    def counts(self) -> dict[str, int]:
        """How often each problem occurs, by its text."""
        found: Counter[str] = Counter()
        for problem in self._problems:
            found[problem.problem] += problem.count
        return dict(found)

    @property
    def notes(self) -> list[str]:
        """The findings on the file as a whole, as sentences."""
        return [_sentence(problem) for problem in self._problems if problem.row is None]

    @property
    def findings(self) -> list[str]:
        """The notes without the counts of missing values, which have a table of their own."""
        return [
            _sentence(problem)
            for problem in self._problems
            if problem.row is None and problem.family != "gap"
        ]

    def table(self) -> pd.DataFrame:
        return pd.DataFrame(
            [
                (p.kind, p.row, p.column, p.concept, p.problem, p.value, p.remedy, p.count)
                for p in self._problems
            ],
            columns=["kind", "row", "column", "concept", "problem", "value", "remedy", "count"],
        ).astype({"row": object})

    def to_dict(self) -> dict[str, Any]:
        return {
            "source": self.source,
            "errors": len(self.errors),
            "counts": self.counts,
            "problems": [
                {
                    "kind": p.kind,
                    "row": None if p.row is None else (p.row if isinstance(p.row, int) else str(p.row)),
                    "column": p.column,
                    "concept": p.concept,
                    "problem": p.problem,
                    "value": p.value,
                    "remedy": p.remedy,
                    "count": p.count,
                }
                for p in self._problems
            ],
        }

    def __repr__(self) -> str:
        if not self._problems:
            return f"ValidationReport({self.source}: nothing to report)"
        lines = [f"ValidationReport({self.source}: {len(self.errors)} errors)"]
        rows: Counter[str] = Counter()
        for problem in self._problems:
            if problem.row is not None:
                # One figure per kind of trouble: the values themselves are in the table.
                rows[re.sub(r'"[^"]*"|-?\d[\d.e+]*', "...", problem.problem)] += 1
        lines += [f"  {count} cells: {text}" for text, count in rows.items()]
        lines += [f"  {note}" for note in self.notes]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        return str(self.table().to_html(index=False, max_rows=50))


def _sentence(problem: Problem) -> str:
    return (f"{problem.place()}: " if problem.place() else "") + problem.problem


def refuse(source: str, problems: list[Problem], advice: str = "") -> SmallholderError:
    """The error for a file with bad cells: all of them in ``.rows``, the first five in words."""
    kind = SchemaError if any(p.family == "schema" for p in problems) else RangeError
    first = problems[0]
    if len(problems) == 1:
        place = ", ".join(part for part in (first.place(),) if part)
        remedy = "; ".join(part for part in (first.remedy, advice) if part)
        return kind(first.problem, f"{source} {place}".strip(), remedy, problems)
    lines = [f"{len(problems)} cells cannot be used"]
    for problem in problems[:_SHOWN]:
        remedy = f" {problem.remedy}." if problem.remedy else ""
        lines.append(f"  {problem.place()}: {problem.problem}.{remedy}")
    if len(problems) > _SHOWN:
        lines.append(f"  (and {len(problems) - _SHOWN} more)")
    return kind("\n".join(lines), source, advice, problems)
