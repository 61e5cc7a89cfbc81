# SPDX-License-Identifier: Apache-2.0
"""In which money a survey's figures are: currency, price year, real or nominal."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import UnitError

__all__ = ["Exchange", "MoneyBasis"]


@dataclass(frozen=True)
class MoneyBasis:
    """Currency code, the year whose prices the figures are in, and whether they are deflated to it.

    Mirrors ``smallholder::MoneyBasis`` of ``core/money_basis.hpp``.
    """

    code: str
    year: int
    real: bool = True

    def __str__(self) -> str:
        return f"{self.code} at {'constant' if self.real else 'current'} prices of {self.year}"

    def check_same(self, other: MoneyBasis, where: str = "") -> None:
        """Two sums may only meet if they are in the same money."""
        if self != other:
            raise UnitError(
                f"{self} meets {other}",
                where,
                "convert one of them first, naming the rate and its source",
            )


@dataclass(frozen=True)
class Exchange:
    """Units of a currency that one USD buys, in the survey's price year, and who says so."""

    currency: str
    per_usd: float
    source: str

    def __post_init__(self) -> None:
        where = f"exchange rate of {self.currency}"
        if not self.per_usd > 0.0 or self.per_usd == float("inf"):
            raise UnitError(f"{self.per_usd} {self.currency} per USD is no exchange rate", where,
                            "give a number above zero")
        if not self.source.strip():
            raise UnitError("the exchange rate has no source", where,
                            'name it: source = "Bank of Ghana, annual average 2022"')
