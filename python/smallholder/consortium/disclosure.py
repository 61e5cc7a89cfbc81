# SPDX-License-Identifier: Apache-2.0
"""What a member may tell its partners about its own farmers: means by region, never of so few that one could be worked out.

    shared = sh.consortium.Disclosures(people, minimum_cell=20)
    shared.table(["area_ha", "household_size"], by="region")

C++ decides what is answered (include/smallholder/consortium/disclosure.hpp).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from .. import _core
from ..errors import SchemaError, UnknownKeyError, nearest

if TYPE_CHECKING:
    from ..population import Population

__all__ = ["Disclosures"]

#: What a firm pays is its own affair, and what weighs a household is no figure of it.
_KEPT = frozenset({"recorded_price_usd_per_kg", "weight", "village"})


def _close(name: str, known: Sequence[str]) -> str:
    close = nearest(name, known)
    return f'did you mean "{close[0]}"?' if close else f"use one of {', '.join(known[:8])}, ..."


class Disclosures:
    """All that has left a member so far; what is answered next depends on it. Keep one for as long as partners may remember.

    people        the member's own households
    minimum_cell  households: of fewer nothing is said, and nothing by which fewer could be told from the others. 5 or more; a
                  programme's own stands in `consortium.minimum_cell`
    """

    def __init__(self, people: Population, *, minimum_cell: int = 20) -> None:
        self._frame = people.to_frame()
        weight = np.ascontiguousarray(self._frame["weight"], dtype=float)
        self._core = _core.consortium.Disclosure(weight, minimum_cell)

    @property
    def minimum_cell(self) -> int:
        """Households."""
        return self._core.minimum_cell

    @property
    def figures(self) -> list[str]:
        """Columns of which means may leave: no prices, no names."""
        return [str(name) for name in self._frame.columns if name not in _KEPT and self._frame[name].dtype.kind in "fiub"]

    def mean(self, figure: str, where: npt.ArrayLike | None = None) -> float:
        """Mean of a figure over the households of a cell, by what they stand for, in the figure's unit.

        where  one truth per household; none: everybody. RangeError where the cell, or what it leaves with cells answered before, is too
        small: then nothing has left. UnknownKeyError for a figure that does not leave.
        """
        return self._answer(figure, where)[2]

    def table(self, figures: Sequence[str], by: str = "region") -> pd.DataFrame:
        """Means by group: a row per group with `households` (of the survey), `stand_for` (households) and a column per figure.

        RangeError names the first group that is too small; pool it with another in a column of your own.
        """
        if by not in self._frame.columns:
            raise UnknownKeyError(f'there is no column "{by}"', "Disclosures.table", _close(by, [str(name) for name in self._frame.columns]))
        rows = []
        for group in sorted(self._frame[by].dropna().unique()):
            answers = {figure: self._answer(figure, self._frame[by] == group) for figure in figures}
            first = next(iter(answers.values()), (0, 0.0, 0.0))
            rows.append({by: group, "households": first[0], "stand_for": first[1], **{figure: answer[2] for figure, answer in answers.items()}})
        return pd.DataFrame(rows).set_index(by)

    def _answer(self, figure: str, where: npt.ArrayLike | None) -> tuple[int, float, float]:
        if figure not in self.figures:
            raise UnknownKeyError(f'"{figure}" does not leave a member', "Disclosures", _close(figure, self.figures))
        cell = np.ones(len(self._frame), dtype=bool) if where is None else np.asarray(where)
        if cell.dtype != np.bool_ or cell.shape != (len(self._frame),):
            raise SchemaError("a cell is one truth per household", "Disclosures", f"give {len(self._frame)} of True and False")
        return self._core.mean(cell.tolist(), np.ascontiguousarray(self._frame[figure], dtype=float))
