# SPDX-License-Identifier: Apache-2.0
"""How a number is uncertain: a shape and two or three figures.

    sh.lognormal(p5=0.3, p95=0.8)        one draw in twenty below .3, one in twenty above .8
    sh.normal(mean=2.0, sd=0.4)
    sh.pert(low=1, mode=2, high=5)       or p5=, mode=, p95=
    sh.uniform(low=0, high=1)            or p5=, p95=
    sh.discrete(values=[1, 2, 3], probabilities=[.2, .5, .3])

Anywhere a number is uncertain one of these may stand instead of it, or the same as a dict:
``{"p5": 0.3, "p95": 0.8, "distribution": "lognormal"}``, as programme files write it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from . import _core
from .errors import ProgrammeError

__all__ = [
    "Distribution",
    "beta",
    "discrete",
    "lognormal",
    "normal",
    "pert",
    "triangular",
    "uniform",
]


class Distribution:
    """A belief about a number. Two are equal when their shape and figures are."""

    __slots__ = ("_figures", "shape")

    def __init__(self, shape: str, **figures: Any) -> None:
        self.shape = shape
        self._figures = {name: _plain(figure, f"{shape}, {name}") for name, figure in figures.items() if figure is not None}
        _core.distribution_quantiles(self.to_dict(), [], shape)

    @classmethod
    def from_dict(cls, written: Mapping[str, Any], where: str = "distribution") -> Distribution:
        """From the keys of a programme file; "distribution" names the shape."""
        figures = {key: _plain(value, f"{where}, {key}") for key, value in written.items() if key != "distribution"}
        named = {"distribution": str(written["distribution"])} if "distribution" in written else {}
        _core.distribution_quantiles({**figures, **named}, [], where)
        made = object.__new__(cls)
        made.shape, made._figures = named["distribution"], figures
        return made

    def to_dict(self) -> dict[str, Any]:
        return {**self._figures, "distribution": self.shape}

    def quantile(self, *probabilities: float) -> list[float]:
        """Below which figure these shares of the belief lie."""
        return _core.distribution_quantiles(self.to_dict(), list(probabilities), self.shape)

    def __repr__(self) -> str:
        return f"{self.shape}({', '.join(f'{name}={value}' for name, value in self._figures.items())})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Distribution) and self.to_dict() == other.to_dict()

    def __hash__(self) -> int:
        return hash(repr(self))


def _plain(figure: Any, where: str) -> float | list[float]:
    try:
        if isinstance(figure, str):
            raise TypeError
        if isinstance(figure, Sequence) or getattr(figure, "ndim", 0) == 1:
            return [float(value) for value in figure]
        return float(figure)
    except (TypeError, ValueError) as error:
        raise ProgrammeError(f"{figure!r} stands where a number should", where,
                             "write a number with a point and without quotes, such as 0.3") from error


def normal(
    *, p5: float | None = None, p95: float | None = None, mean: float | None = None, sd: float | None = None
) -> Distribution:
    """Any number, symmetric; p5 and p95, or mean and sd."""
    return Distribution("normal", p5=p5, p95=p95, mean=mean, sd=sd)


def lognormal(
    *, p5: float | None = None, p95: float | None = None, mean: float | None = None, sd: float | None = None
) -> Distribution:
    """Above zero, with a long upper tail; p5 and p95, or mean and sd of the number itself."""
    return Distribution("lognormal", p5=p5, p95=p95, mean=mean, sd=sd)


def beta(
    *, p5: float | None = None, p95: float | None = None, mean: float | None = None, sd: float | None = None
) -> Distribution:
    """A share between 0 and 1; p5 and p95, or mean and sd."""
    return Distribution("beta", p5=p5, p95=p95, mean=mean, sd=sd)


def uniform(
    *, low: float | None = None, high: float | None = None, p5: float | None = None, p95: float | None = None
) -> Distribution:
    """Equally likely between two ends; low and high, or p5 and p95."""
    return Distribution("uniform", low=low, high=high, p5=p5, p95=p95)


def triangular(
    *, mode: float, low: float | None = None, high: float | None = None,
    p5: float | None = None, p95: float | None = None,
) -> Distribution:
    """Most likely at the mode; low and high are the ends, or p5 and p95."""
    return Distribution("triangular", low=low, mode=mode, high=high, p5=p5, p95=p95)


def pert(
    *, mode: float, low: float | None = None, high: float | None = None,
    p5: float | None = None, p95: float | None = None,
) -> Distribution:
    """Like triangular but smooth; low and high are the ends, or p5 and p95."""
    return Distribution("pert", low=low, mode=mode, high=high, p5=p5, p95=p95)


def discrete(*, values: Sequence[float], probabilities: Sequence[float] | None = None) -> Distribution:
    """A few values, equally likely unless told otherwise."""
    return Distribution("discrete", values=values, probabilities=probabilities)
