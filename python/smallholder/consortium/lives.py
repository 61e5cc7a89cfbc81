# SPDX-License-Identifier: Apache-2.0
"""Many lives of an alliance, year by year, on farms in closed form: who is in, what comes of it, and whether it lasts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from .._core import alliance as _core
from ..arrays import whole_number
from .options import with_options
from .parameter_rows import Changes

__all__ = ["AllianceLives", "recentred", "simulate_alliance"]


class AllianceLives:
    """What `simulate_alliance` found.

    paths, years   how many lives, how long
    interaction    what was assumed about how the five conditions go together
    """

    def __init__(self, core: _core.AllianceRuns, law: _core.AllianceLaw, game: _core.StylisedGame, seed: int) -> None:
        self._core, self._law, self._game, self._seed = core, law, game, seed
        self.paths, self.years, self.interaction = core.paths, core.years, core.interaction

    def ends(self) -> pd.DataFrame:
        """Shares alive, dissolved, unravelled (fewer than two members left) and completed, by year since the founding; they add to 1."""
        rows = [[self._core.survival(float(t)), *(self._core.incidence(end, float(t)) for end in _core.ENDS[1:])]
                for t in range(self.years + 1)]
        return pd.DataFrame(rows, columns=["alive", *_core.ENDS[1:]], index=pd.RangeIndex(self.years + 1, name="year"))

    def stages(self) -> pd.DataFrame:
        """Share of lives in each stage at the end of each year; year 0 is the founding."""
        shares = self._core.occupancy()
        rows = [shares[6 * t:6 * t + 6] for t in range(self.years + 1)]
        return pd.DataFrame(rows, columns=_core.STAGES, index=pd.RangeIndex(self.years + 1, name="year"))

    def yearly(self, *, living_only: bool = True) -> pd.DataFrame:
        """Means over lives by year; living_only leaves out alliances that have ended. Units are in the columns' names or 1."""
        return pd.DataFrame({name: self._core.mean(name, living_only) for name, _ in _core.year_columns()},
                            index=pd.RangeIndex(self.years, name="year"))

    def figures(self) -> pd.Series[float]:
        """Median life in years (NaN if more than half live on), shares, and years in each stage.

        false_abandonment        share of lives that ended because results were not seen
        ended_while_worthwhile   share that dissolved although going on was worth it
        share_with_return        share that ever went back a stage
        """
        core = self._core
        found = {"median_life": core.median_life(), "false_abandonment": core.false_abandonment(),
                 "ended_while_worthwhile": core.ended_while_worthwhile(), "share_with_return": core.share_with_return()}
        found |= {f"years_{stage}": years for stage, years in zip(_core.STAGES, core.stays(), strict=False)}
        return pd.Series(found)

    def lives(self) -> pd.DataFrame:
        """One row per life: end ("none" where it still lives) and years until then."""
        return pd.DataFrame(self._core.ends(), columns=["end", "years"])

    def ledger(self, path: int) -> pd.DataFrame:
        """The books of one life: year, step (1 to 10), item, amount, unit."""
        number = whole_number(path, "path", "sh.consortium.AllianceLives.ledger")
        return pd.DataFrame(_core.ledger_of_path(self._law, self._game, self.years, self._seed, number),
                            columns=["year", "step", "item", "amount", "unit"])

    def __repr__(self) -> str:
        return f"AllianceLives(paths={self.paths}, years={self.years}, interaction={self.interaction!r})"


def _law(parameters: Changes | None, options: Mapping[str, Any], where: str) -> _core.AllianceLaw:
    return with_options(_core.AllianceLaw(dict(parameters or {})), options, where)


def simulate_alliance(parameters: Changes | None = None, *, paths: int = 2_000, years: int = 20, seed: int = 1,
                      game: Mapping[str, Any] | None = None, threads: int = 0, **options: Any) -> AllianceLives:
    """Lets an alliance live many times. The farms are a game in closed form; a programme with members runs on households instead.

    parameters   rows of `parameters()` to change, by name: dials, rates, trust, learning
    game         members, kinds, benefit, cost, budget, excludability, overlap_alone, reach, gain_per_unit, baseline_income, profile
                 (share of a plan's gain by years since), naive_promise (promises forget that trees take their time)
    options      founders (numbers from 0), leader (-1: nobody), seed_share, competition, interaction ("from mechanisms", "additive",
                 "product"), tensions and diagnosed (on or off), assurance, keep_after_completion, can_end, pressure_shocks (by year)
    Two calls with one seed meet the same luck whatever else differs. Raises ProgrammeError for a name there is not, RangeError for a
    value out of range.
    """
    where = "sh.consortium.simulate_alliance"
    law = _law(parameters, options, where)
    farms = with_options(_core.StylisedGame(), game or {}, f"{where}, game")
    core = _core.simulate_alliances(law, farms, whole_number(paths, "paths", where), whole_number(years, "years", where), seed,
                                    whole_number(threads, "threads", where))
    return AllianceLives(core, law, farms, seed)


def recentred(parameters: Changes | None = None, *, paths: int = 500, years: int = 20, seed: int = 1,
              game: Mapping[str, Any] | None = None, **options: Any) -> dict[str, float]:
    """The same rows with trust_centre and results_centre at this alliance's own means, where the rates of the stages are meant to hold."""
    where = "sh.consortium.recentred"
    farms = with_options(_core.StylisedGame(), game or {}, f"{where}, game")
    trust, results = _core.recentred(_law(parameters, options, where), farms, whole_number(paths, "paths", where),
                                     whole_number(years, "years", where), seed)
    return {**(parameters or {}), "trust_centre": trust, "results_centre": results}
