# SPDX-License-Identifier: Apache-2.0
"""Figures of summary.json as pieces of HTML that carry the key they came from."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

from ..outputs import NEVER, lookup
from .rounding import shown

__all__ = ["Cells", "place"]


def place(*parts: object) -> str:
    """The key of a figure: place("results", "programme", "all") is "/results/programme/all" (RFC 6901)."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


class Cells:
    """Writes figures of one summary. Templates get every number from here, so that each carries its key."""

    def __init__(self, summary: Mapping[str, Any]) -> None:
        self.summary = summary

    def get(self, key: str) -> Any:
        return lookup(self.summary, key)

    def has(self, key: str) -> bool:
        """Is there a figure under this key, and is it a number?"""
        try:
            return self.get(key) is not None
        except (KeyError, IndexError, TypeError):
            return False

    def _written(self, key: str, text: str) -> Markup:
        return Markup('<span class="n" data-key="{}">{}</span>').format(key, text)

    def number(
        self, key: str, *, low: float | str | None = None, high: float | str | None = None, kind: str = "plain", sign: bool = False,
        beside: Sequence[float] = (),
    ) -> Markup:
        """One number, in the digits that low and high allow; years without an end in words."""
        found = self.get(key)
        if found == NEVER:
            return self._written(key, NEVER)
        ends = [math.inf if isinstance(end, str) else end for end in (low, high)]
        return self._written(key, shown(found, *ends, kind=kind, sign=sign, beside=beside))

    def count(self, key: str) -> Markup:
        """A whole number, in full."""
        return self.number(key, kind="count")

    def plain(self, key: str) -> Markup:
        """A year, a seed, a version or a name: as it is."""
        return self._written(key, str(self.get(key)))

    def figure(self, key: str, *, kind: str = "plain", sign: bool = False, of: str = "p50") -> Markup:
        """The middle of an interval that stands under `key` as p5, p50 and p95."""
        found = self.get(key)
        return self.number(f"{key}/{of}", low=found["p5"], high=found["p95"], kind=kind, sign=sign)

    def span(self, key: str, *, kind: str = "plain", sign: bool = False) -> Markup:
        """Both ends of the interval: "1,200 to 2,580"."""
        found = self.get(key)
        ends = [self.number(f"{key}/{end}", low=found["p5"], high=found["p95"], kind=kind, sign=sign)
                for end in ("p5", "p95")]
        return Markup("{} to {}").format(*ends)

    def both(self, key: str, *, kind: str = "plain", sign: bool = False) -> Markup:
        """The figure with its interval: "1,850 (1,200 to 2,580)"; "never" alone where its low end is never."""
        if self.get(f"{key}/p5") == NEVER:
            return self.figure(key, kind=kind, sign=sign)
        return Markup('{} <span class="range">({})</span>').format(
            self.figure(key, kind=kind, sign=sign), self.span(key, kind=kind, sign=sign))

    def mean(self, key: str, *, kind: str = "money", sign: bool = False) -> Markup:
        """The mean with its interval, where it has one: for figures that must add up."""
        found = self.get(key)
        if found["p5"] is None or not found["p95"] - found["p5"] > 1e-9 * abs(found["mean"]):
            return self.number(f"{key}/mean", kind=kind, sign=sign)
        return Markup('{} <span class="range">({})</span>').format(
            self.figure(key, kind=kind, sign=sign, of="mean"), self.span(key, kind=kind, sign=sign))

    def level(self, arm: str, metric: str, year: int, *, kind: str = "plain", of: str = "p50", ends: bool = False) -> Markup:
        """A figure of everybody with or without a plan, rounded to the same place as in the other plans."""
        keys = {name: place("results", name, "all", metric, year, "level") for name in self.summary["arms"]}
        found = {name: self.get(key) for name, key in keys.items()}
        # The finest place that any of the intervals allows, so that the plans of a row can be compared.
        wide = [figure for figure in found.values() if figure["p95"] > figure["p5"]] or list(found.values())
        narrow = min(wide, key=lambda figure: figure["p95"] - figure["p5"])
        middle = self.number(f"{keys[arm]}/{of}", low=narrow["p5"], high=narrow["p95"], kind=kind,
                             beside=[figure[of] for name, figure in found.items() if name != arm])
        if not ends:
            return middle
        return Markup('{} <span class="range">({})</span>').format(middle, self.span(keys[arm], kind=kind))

    def text(self, key: str, text: str) -> Markup:
        """Words of the user, such as the name of a group, which may hold digits."""
        return Markup('<span data-text="{}">{}</span>').format(key, escape(text))
