# SPDX-License-Identifier: Apache-2.0
"""What can go wrong with a file, a unit, a figure or a programme, in words a user can act on.

Every error says what happened, where, and what to try. The same five families exist in C++
(``smallholder/core/errors.hpp``); the bindings turn one into the other, so a Python user sees
a ``ValueError`` (or ``KeyError``, ``ArithmeticError``) that also carries ``where``, ``remedy``
and ``rows``.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from typing import Any

__all__ = [
    "MissingFileError",
    "NumericalError",
    "ProgrammeError",
    "RangeError",
    "SchemaError",
    "SmallholderError",
    "UnitError",
    "UnknownKeyError",
    "nearest",
]


def _as_sentence(text: str) -> str:
    text = text.strip()
    return text if not text or text[-1] in ".!?" else text + "."


class SmallholderError(Exception):
    """The family of all errors of this package.

    what_happened : str   the fault, in one sentence
    where         : str   the file, row, column or key it concerns
    remedy        : str   what to try
    rows          : tuple the single rows behind it, if the fault lies in rows of a file
    """

    def __init__(
        self, what_happened: str, where: str = "", remedy: str = "", rows: Iterable[Any] = ()
    ) -> None:
        self.what_happened = what_happened
        self.where = where
        self.remedy = remedy
        self.rows: tuple[Any, ...] = tuple(rows)
        super().__init__(what_happened, where, remedy)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        text = self.what_happened if "\n" in self.what_happened else _as_sentence(self.what_happened)
        if not self.remedy:
            return place + text
        gap = "\n" if "\n" in text else " "
        return place + text + gap + _as_sentence(self.remedy[0].upper() + self.remedy[1:])

    def __reduce__(self) -> tuple[Any, ...]:
        # Worker processes hand errors back by pickling, and must not lose the rows.
        return type(self), (self.what_happened, self.where, self.remedy, self.rows)


class SchemaError(SmallholderError, ValueError):
    """A file does not have the shape that was announced: columns, headers, text in a number."""


class UnitError(SmallholderError, ValueError):
    """Units, currencies or price years that are unknown or do not belong together."""


class RangeError(SmallholderError, ValueError):
    """A figure outside what its meaning allows: negative land, a share above one."""


class ProgrammeError(SmallholderError, ValueError):
    """A programme that contradicts itself or its horizon."""


class UnknownKeyError(SmallholderError, KeyError):
    """A name that nothing here goes by; the nearest known name is suggested."""


class NumericalError(SmallholderError, ArithmeticError):
    """A computation that left the finite numbers."""


class MissingFileError(SmallholderError, FileNotFoundError):
    """A file or folder that is not there, or cannot be read."""


def nearest(name: str, known: Sequence[str], count: int = 1) -> list[str]:
    """The known names closest to a mistyped one, best first, none if nothing is close."""
    folded = {candidate.casefold(): candidate for candidate in reversed(known)}
    found = difflib.get_close_matches(name.casefold(), list(folded), n=count, cutoff=0.6)
    return [folded[key] for key in found]
