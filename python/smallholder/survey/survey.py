# SPDX-License-Identifier: Apache-2.0
"""A survey once it is read: households as rows, concepts as columns, in known units and money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..errors import UnitError, UnknownKeyError, nearest
from .concepts import CONCEPTS
from .derive import IdentityCheck
from .money import MoneyBasis
from .report import ValidationReport
from .schema import Schema

if TYPE_CHECKING:
    from .description import Description

__all__ = ["Survey"]


@dataclass(frozen=True)
class Survey:
    """Households of a survey.

    frame        the households kept by the missing-value policy; one column per concept that the
                 survey gives or implies, canonical units, NaN (None for labels) where missing
    all_rows     the same before the policy left any out
    kept         mask over ``all_rows``: which rows are in ``frame``
    source_rows  for each row of ``all_rows``, its row in the file
    money        currency and price year of every *_usd column; None if there is none
    report       what was found on the way
    derived      values filled by a named rule: {concept: {rule: count}}, over ``all_rows``
    recorded_missing  values missing per concept in the file itself, before any rule filled some
    identities   the accounting identities of the recorded figures and their largest errors
    kept_columns columns of the file that were asked for by name, as numbers over ``all_rows`` (NaN: blank); they mean
                 nothing to the model, and say who was in a programme (``assigned`` of an intervention)
    """

    name: str
    source: str
    sha256: str
    schema: Schema
    frame: pd.DataFrame
    all_rows: pd.DataFrame
    kept: npt.NDArray[np.bool_]
    source_rows: npt.NDArray[Any]
    policy: str
    weights_named: str
    area_base: str
    money: MoneyBasis | None
    report: ValidationReport
    derived: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    recorded_missing: Mapping[str, int] = field(default_factory=dict)
    identities: tuple[IdentityCheck, ...] = ()
    unused_columns: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    kept_columns: Mapping[str, npt.NDArray[np.float64]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.frame)

    def __contains__(self, concept: object) -> bool:
        return concept in self.frame.columns

    def __getitem__(self, concept: str) -> pd.Series[Any]:
        if concept not in self.frame.columns:
            close = nearest(concept, list(self.frame.columns))
            known = concept in CONCEPTS
            raise UnknownKeyError(
                f'the survey does not give "{concept}"' if known else f'"{concept}" is no concept',
                self.name,
                (f'did you mean "{close[0]}"? ' if close else "")
                + "it has: " + ", ".join(self.frame.columns))
        return self.frame[concept]

    @property
    def concepts(self) -> list[str]:
        return list(self.frame.columns)

    @property
    def ids(self) -> npt.NDArray[Any]:
        """Household ids, text, as the survey gives them."""
        return self.frame["household_id"].to_numpy(dtype=object)

    @property
    def weights(self) -> npt.NDArray[np.float64]:
        return self.frame["weight"].to_numpy(dtype=float)

    @property
    def missing(self) -> pd.DataFrame:
        """True where a kept household's value is missing."""
        return self.frame.isna()

    @property
    def missing_counts(self) -> dict[str, int]:
        """Values still missing per concept, over all rows read, after the named rules."""
        return {str(name): int(count) for name, count in self.all_rows.isna().sum().items()}

    @property
    def dropped(self) -> int:
        """Rows that the missing-value policy left out."""
        return int((~self.kept).sum())

    @property
    def waves(self) -> list[str]:
        if "wave" not in self.all_rows.columns:
            return []
        return sorted(str(wave) for wave in self.all_rows["wave"].dropna().unique())

    def columns(self) -> dict[str, npt.NDArray[np.float64]]:
        """The numeric columns of ``frame`` as contiguous arrays of float64, for the C++ core."""
        return {
            name: np.ascontiguousarray(self.frame[name].to_numpy(dtype=float))
            for name in map(str, self.frame.columns)
            if CONCEPTS[name].kind != "label"
        }

    def select_wave(self, wave: str) -> Survey:
        """One round of a panel, as a survey of its own."""
        waves = self.waves
        if str(wave) not in waves:
            raise UnknownKeyError(f'there is no wave "{wave}"', self.name,
                                  "waves: " + (", ".join(waves) or 'none; name their column: wave = "year" under [columns] of the schema'))
        inside = (self.all_rows["wave"] == str(wave)).to_numpy(dtype=bool)
        kept = self.kept[inside]
        all_rows = self.all_rows.loc[inside].reset_index(drop=True)
        return replace(
            self, name=f"{self.name}, wave {wave}", all_rows=all_rows, kept=kept,
            frame=all_rows.loc[kept].reset_index(drop=True), source_rows=self.source_rows[inside],
            kept_columns={name: values[inside] for name, values in self.kept_columns.items()})

    def convert_money(self, to: MoneyBasis, factor: float, source: str) -> Survey:
        """The survey with every sum multiplied by ``factor``, stated to be in ``to`` from now on.

        factor: units of ``to`` per unit of the present money; source: who says so (an index, a rate).
        """
        if self.money is None:
            raise UnitError("the survey has no sums of money to convert", self.name)
        if not np.isfinite(factor) or factor <= 0.0:
            raise UnitError(f"{factor} is no conversion factor", self.name, "give a number above zero")
        if to.code != "USD":
            raise UnitError("survey columns are held in USD (their names end in _usd)", self.name,
                            "convert to a basis in USD of another year, and show results in "
                            f"{to.code} afterwards")
        if not source.strip():
            raise UnitError("the conversion has no source", self.name,
                            'name it: source="World Bank CPI, Ghana, 2018 to 2022"')
        changed = self.all_rows.copy()
        for name in changed.columns:
            if CONCEPTS[name].is_money:
                changed[name] = changed[name] * factor
        from .report import Problem

        report = ValidationReport(self.report.source, list(self.report))
        report.add(Problem(None, "", f"money converted from {self.money} to {to} at {factor:g}",
                           "", f"source: {source}", "changed"))
        return replace(self, all_rows=changed, money=to, report=report,
                       frame=changed.loc[self.kept].reset_index(drop=True))

    def describe(self, **options: Any) -> Description:
        """Distributions, missing values and the living-income figures; see ``smallholder.describe``."""
        from .description import describe

        return describe(self, **options)

    def __repr__(self) -> str:
        left_out = f", {self.dropped} left out ({self.policy})" if self.dropped else ""
        money = f"; money: {self.money}" if self.money else ""
        people = f"{len(self)} households"
        if len(self.waves) > 1:
            people = f"{self.frame['household_id'].nunique()} households in {len(self.waves)} waves"
        return (f"Survey({self.name}: {people}{left_out}; "
                f"{len(self.concepts)} concepts; weights: {self.weights_named}{money}; "
                f"{len(self.report.errors)} errors, {len(self.report)} findings)")

    def _repr_html_(self) -> str:
        import html

        notes = "".join(f"<li>{html.escape(note)}</li>" for note in self.report.notes)
        return (f"<p><b>{html.escape(repr(self))}</b></p><ul>{notes}</ul>"
                + str(self.frame.head(8).to_html(index=False)))
