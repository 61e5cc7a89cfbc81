# SPDX-License-Identifier: Apache-2.0
"""How many digits a figure of the report shows: as many as its interval allows (docs/report.md).

The half-width of the interval keeps two significant digits, and the figure and both ends are rounded to the same place:
1,846 between 1,204 and 2,583 has a half-width of 690 and is shown as 1,850 (1,200 to 2,580). No figure shows more than
four significant digits, or more than one decimal of a percent, however narrow its interval. A figure without an
interval shows three significant digits at most, and no zeros at its end; counts are shown in full.

Figures that are compared, such as with and without, are rounded to one place, and get a digit more where rounding alone
would set them apart: 2,549 and 2,551 are not shown as 2,500 and 2,600.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

__all__ = ["KINDS", "common_places", "places_allowed", "shown"]

#: What the half-width of an interval keeps.
HALF_WIDTH_DIGITS = 2
#: What no figure exceeds, however narrow its interval.
MOST_DIGITS = 4
#: What a figure shows that has no interval.
BARE_DIGITS = 3

#: "count" is shown in full, "percent" writes .166 as 17%, "money" writes 3400000 as 3.4 million.
KINDS = ("plain", "count", "percent", "money")

_MINUS = "\N{MINUS SIGN}"


def _exponent(value: float) -> int:
    """Of the leading digit, after rounding to two digits: 99.7 leads with 10^2."""
    return int(f"{abs(value):.{HALF_WIDTH_DIGITS - 1}e}".partition("e")[2])


def places_allowed(value: float, low: float = math.nan, high: float = math.nan) -> int:
    """Decimal places to show; negative for tens, hundreds and so on."""
    size = max((abs(x) for x in (value, low, high) if math.isfinite(x)), default=0.0)
    if size == 0.0:
        return 0
    half = (high - low) / 2.0
    if not math.isfinite(half) or half <= 0.0:
        return BARE_DIGITS - 1 - _exponent(size)
    return min(HALF_WIDTH_DIGITS - 1 - _exponent(half), MOST_DIGITS - 1 - _exponent(size))


def common_places(values: Sequence[float], places: int) -> int:
    """At least `places`; more while two values round apart that lie closer than half a step."""
    for more in range(6):
        step = 10.0 ** -(places + more)
        rounded = [round(value / step) for value in values]
        if not any(a != b and abs(x - y) < step / 2.0
                   for (a, x), (b, y) in itertools.combinations(zip(rounded, values, strict=True), 2)):
            return places + more
    return places


def _scale(size: float, kind: str) -> tuple[float, str]:
    if kind == "percent":
        return 100.0, "%"
    if kind == "money":
        for unit, word in ((1e9, " billion"), (1e6, " million")):
            if size >= unit:
                return 1.0 / unit, word
    return 1.0, ""


def shown(
    value: float | None, low: float | None = None, high: float | None = None, *, kind: str = "plain", sign: bool = False,
    beside: Sequence[float] = (),
) -> str:
    """The figure as text; low and high are its interval, beside those it is compared with. "-" where there is no figure."""
    if value is None or not math.isfinite(value):
        return "-"
    # What is left of sums that cancel is nothing.
    numbers = [math.nan if x is None else 0.0 if abs(x) < 1e-9 else float(x) for x in (value, low, high)]
    size = max((abs(x) for x in numbers if math.isfinite(x)), default=0.0)
    scale, word = _scale(size, kind)
    numbers = [scale * x for x in numbers]
    if kind == "count":
        places = 0
    else:
        places = places_allowed(*numbers)
        if kind == "percent":
            places = min(places, 1)
        if beside:
            places = common_places([numbers[0], *(scale * x for x in beside)], places)
    rounded = round(numbers[0], places) + 0.0  # no "-0"
    text = f"{abs(rounded):,.{max(places, 0)}f}"
    if "." in text and not numbers[2] > numbers[1]:
        text = text.rstrip("0").rstrip(".")
    before = _MINUS if rounded < 0.0 else "+" if sign and rounded > 0.0 else ""
    return before + text + word
