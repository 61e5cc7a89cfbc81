# SPDX-License-Identifier: Apache-2.0
"""Yes, no, or not clear: what may be said about a figure when its whole interval is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Verdict", "about", "starting_point"]

#: A starting point counts as the survey's own when it is this close, as a share of the figure or in points of a share.
CLOSE = 0.01


@dataclass(frozen=True)
class Verdict:
    """word: "yes", "no", "not clear" or "nothing"; text: the same with what it rests on."""

    word: str
    text: str


def about(figure: Mapping[str, Any] | None, threshold: float, *, yes: str, no: str, nothing: str) -> Verdict:
    """Is the figure above the threshold? Only where the whole interval lies on one side is the answer clear.

    figure  p5, p50 and p95; missing, or without a middle, where there is nothing to judge
    """
    if figure is None or figure.get("p50") is None:
        return Verdict("nothing", nothing)
    low, middle, high = (float(figure[key]) for key in ("p5", "p50", "p95"))
    if low == high == threshold:
        return Verdict("nothing", nothing)
    if low > threshold:
        return Verdict("yes", yes)
    if high < threshold:
        return Verdict("no", no)
    leaning = f"rather yes: {yes}" if middle > threshold else f"rather no: {no}"
    return Verdict("not clear", f"the range includes both answers; if anything {leaning}")


def starting_point(check: Mapping[str, Mapping[str, Any]], anchored: bool, synthetic: bool) -> Verdict:
    """Does year 0 look like the survey (or like the published figures a synthetic population was made from)?"""
    whom = "the published figures" if synthetic else "your survey"
    far = [row for name, row in check.items() if not _close(name, row)]
    known = [row for row in check.values() if row.get("recorded") is not None]
    if not known:
        return Verdict("nothing", "There is no recorded yield or income to compare the starting point with.")
    margin = "the range of what was published" if synthetic else "the survey's own margin of error"
    if not far:
        return Verdict("yes", f"Yes. The forecast starts where {whom} {'stand' if synthetic else 'stands'}: {_named(check)} "
                              f"{'is' if len(known) == 1 else 'are each'} within {margin}, or within one in a hundred.")
    which = _named({name: row for name, row in check.items() if not _close(name, row)})
    if synthetic:
        raw = " The run was made without tying the first year to the published yield (option --no-anchor)."
        return Verdict("no", f"Not quite: {which} {'lies' if len(far) == 1 else 'lie'} outside {margin}. Read the change a plan makes "
                             f"with care, and the levels with more.{'' if anchored else raw}")
    why = "" if anchored else " The run was made without tying the first year to the survey (option --no-anchor)."
    return Verdict("no", f"Not quite: {which} {'differs' if len(far) == 1 else 'differ'} from {whom} by more than chance "
                         f"would explain. Read the change a plan makes with care, and the levels with more.{why}")


def _named(rows: Mapping[str, Any]) -> str:
    names = {"yield": "yield", "income": "income", "reaching_benchmark": "the share of households at the benchmark",
             "price": "the price of cocoa", "cocoa_share": "cocoa's share of income"}
    words = [names.get(name, name) for name in rows]
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]


def _close(name: str, row: Mapping[str, Any]) -> bool:
    recorded, model = row.get("recorded"), row.get("model")
    if recorded is None or model is None:
        return True
    near = CLOSE if name == "reaching_benchmark" else CLOSE * abs(recorded)
    low, high = row.get("low"), row.get("high")
    inside = low is not None and high is not None and low <= model <= high
    return bool(inside or abs(model - recorded) <= near)
