# SPDX-License-Identifier: Apache-2.0
"""The solved number of data/programmes/cocoaaction.toml, computed anew.

    python tools/solve_cocoaaction.py            # half a minute

hassle_3  The hassle of the full package at which the share of households who practise it, in the last year of their course, is the published
          2% (evidence T26). Everybody is taken to be reached at once, so that the question is asked of the reached alone.
          The package with fertiliser is the model's full one: labour practices, sprays and fertiliser.
"""

from __future__ import annotations

from collections.abc import Callable

import smallholder as sh

ADOPTION = 0.02  # of those reached, full package; evidence T26
PACKAGE = "hassle_3"


def smallest(works: Callable[[float], bool], low: float, high: float, step: float) -> float:
    """The smallest multiple of `step` above `low` that works, by halving; what works must go on working above."""
    first, last = 0, round((high - low) / step)
    if not works(high):
        raise SystemExit(f"nothing up to {high} works")
    while last - first > 1:
        middle = (first + last) // 2
        first, last = (first, middle) if works(low + middle * step) else (middle, last)
    return low + last * step


def adoption(hassle: float, *, households: int = 2000, draws: int = 50) -> float:
    """Share of the reached who practise the full package in the last year of the course, mean over draws."""
    given = sh.read_programme("cocoaaction")
    shipped = given.interventions[0]
    courses = sh.FarmerTraining(coverage=shipped.coverage, enrol_intercept=shipped.enrol_intercept, start=1, years=shipped.years)
    programme = sh.Programme([courses], currency="USD", price_year=2018, parameters={PACKAGE: hassle})
    people = sh.population_of(given, households=households)
    result = sh.simulate(people, programme, years=int(shipped.years), draws=draws, replicates=1, seed=1, comparators=False, progress=False)
    return float(result.value("package_fertiliser", arm="programme", year=int(shipped.years))["mean"])


def main() -> None:
    hassle = round(smallest(lambda at: adoption(at) <= ADOPTION, 3.0, 9.0, 0.05), 2)
    print(f"{PACKAGE} = {hassle}    # {adoption(hassle):.1%} of those reached practise the full package")


if __name__ == "__main__":
    main()
