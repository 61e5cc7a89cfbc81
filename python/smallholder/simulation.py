# SPDX-License-Identifier: Apache-2.0
"""``simulate``: households and a programme in, a Result out, with progress, and Ctrl-C at any time."""

from __future__ import annotations

import contextlib
import datetime
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from . import _core
from .consortium.assessment import ConsortiumResult
from .errors import ProgrammeError, RangeError
from .other_price import is_compared, other_process
from .parameter_rows import Uncertain, table_of
from .people import population_block, require_one_money
from .population import Population, build_population
from .programme import Programme
from .result import Result, Timing
from .survey import Survey

__all__ = ["simulate"]

#: Called with (finished, total) pairs of draw and replicate.
OnProgress = Callable[[int, int], None]


def simulate(
    people: Survey | Population,
    programme: Programme | None = None,
    *,
    years: int | None = None,
    draws: int | None = None,
    replicates: int | None = None,
    seed: int | None = None,
    threads: int | None = None,
    parameters: Mapping[str, Uncertain] | None = None,
    anchor: bool | None = None,
    regime: str | None = None,
    market_answer: str | None = None,
    price_process: str | None = None,
    price_comparison: str | None = None,
    comparators: bool | None = None,
    consortium: bool = True,
    represents: float | None = None,
    village_coupling: bool | None = None,
    draw_parameters: bool | None = None,
    record_households: bool = False,
    panel_draws: int = 0,
    panel_households: int = 0,
    block_households: int = 256,
    progress: bool | OnProgress = True,
) -> Result:
    """Walks every household through the years, with and without each arm of the programme, on the same luck.

    people      a survey, a population, or what synthesise() made
    programme   what is done; none: the baseline alone
    years, draws, replicates, seed, regime
                as the programme says, which is 20, 100, 2, 1 and "regulated" unless it was told otherwise
    threads     none: as many as the machine has; results do not depend on it
    parameters  {name: number or distribution}, on top of what the programme changes
    anchor      make year 0 the survey's own figures (True unless the programme says otherwise)
    represents  households that the sample stands for; none: the sum of its weights
    market_answer  does the world price answer to what the programme does to supply: "on", "off", or "automatic",
                where it moves more than 5% of the origin's supply or 0.5% of the world's (docs/markets.md)
    price_process  does a world price off its mean come back ("mean_reverting"), or stay ("persistent", a random walk)?
    price_comparison  make the run under the other process too, on the same luck: "on", "off", or "automatic", where the first
                price (parameter price_start_ratio) is a quarter or more off its mean: Result.other_price, Result.price_comparison()
    comparators what each arm costs also as cash and as a premium to the same households, in arms of their own
                (True unless the programme says otherwise)
    consortium  of a programme with members: also find what they would do apart and together, and whether it lasts
                (Result.consortium); False leaves it out
    village_coupling  do neighbours influence each other?
    draw_parameters   do parameters vary from draw to draw, or luck alone?
    record_households keep every flow of every household in draw 0 (small runs): Result.records()
    panel_draws, panel_households
                keep the paths of so many households (0: of all) in the first so many draws (0: none), for Result.panel(),
                Result.distribution() and sh.evaluate; a panel that does not fit into memory is refused before it begins
    progress    a bar; or a function called with (finished, total); or False

    Ctrl-C stops within a second. What is finished then comes back as a Result with `interrupted` set;
    before the first draw is finished it is a KeyboardInterrupt.
    """
    programme = Programme() if programme is None else programme
    if not isinstance(programme, Programme):
        raise ProgrammeError(f"{type(programme).__name__} is no programme", "simulate",
                             "pass sh.Programme([...]) or sh.read_programme(...)")
    programme = programme.with_parameters(parameters).with_run(
        years=_whole(years, "years"), draws=_whole(draws, "draws"), replicates=_whole(replicates, "replicates"),
        seed=_whole(seed, "seed", least=0, most=2**63 - 1), regime=regime,
        market_answer=market_answer, price_process=price_process, price_comparison=price_comparison,
        switches=_switches(programme, anchor=anchor, comparators=comparators, village_coupling=village_coupling, draw_parameters=draw_parameters))
    programme.check()
    population, survey = _population_of(people, programme, represents)
    require_one_money(population.money, programme)
    programme = programme.with_run(population=population_block(population))
    programme.check()  # once more, against the rows of the crop that these households grow
    money = population.money
    table = table_of(programme).in_money(money.code, money.year, money.real)
    settings = {
        "years": programme.years, "draws": programme.draws, "replicates": programme.replicates, "seed": programme.seed,
        "threads": _whole(threads, "threads") or 0, "block_households": _whole(block_households, "block_households"),
        "regime": programme.regime, "market_answer": programme.market_answer, "price_process": programme.price_process,
        "price_comparison": programme.price_comparison,
        "record_households": bool(record_households),
        "panel_draws": _whole(panel_draws, "panel_draws", least=0), "panel_households": _whole(panel_households, "panel_households", least=0),
        **{row["name"]: programme.switches.get(row["name"], row["default"]) for row in _core.switches()},
    }
    started = datetime.datetime.now(datetime.UTC)
    compared = is_compared(programme, table)
    other: Result | None = None
    with _shown(progress) as shown:
        try:
            runs, interrupted = _core.simulate(population.core, table, programme.to_dict(), settings, _half(shown, 0) if compared else shown)
        except ProgrammeError as error:
            named = _in_its_file(error, programme)
            if named is error:
                raise
            raise named from error.__cause__
        finished = datetime.datetime.now(datetime.UTC)
        timing = Timing(started.isoformat(timespec="seconds"), finished.isoformat(timespec="seconds"), runs.seconds)
        if compared and not interrupted:
            # On the same luck and under the same rules, but without the arms that only stand beside a programme.
            again = {**settings, "price_process": other_process(programme.price_process), "comparators": False, "record_households": False,
                     "market_answer": "on" if runs.market_answers else "off"}
            try:
                other_runs, interrupted = _core.simulate(population.core, table, programme.to_dict(), again, _half(shown, 1))
                other = Result(other_runs, population, programme, table, survey=survey, interrupted=interrupted, settings=again)
            except KeyboardInterrupt:
                interrupted = True  # what was asked for first is whole and is kept
        assessment: ConsortiumResult | None = None
        if consortium and programme.consortium is not None and not interrupted:
            alone = {**settings, "comparators": False, "record_households": False, "panel_draws": 0, "panel_households": 0}
            rate = programme.discount_rates.get("society", table.value("delivery.discount_rate"))
            try:
                assessment = ConsortiumResult(_core.assess_consortium(population.core, table, programme.to_dict(), alone, rate, shown), programme)
            except KeyboardInterrupt:
                interrupted = True  # the run itself is whole and is kept
    return Result(runs, population, programme, table, survey=survey, interrupted=interrupted, timing=timing,
                  settings=settings, other_price=other, consortium=assessment)


def _in_its_file(error: ProgrammeError, programme: Programme) -> ProgrammeError:
    """The same error with the line of the programme file: the engine knows interventions by name only."""
    found = re.fullmatch(r'intervention "(?P<name>.+?)"(?:, (?P<key>[\w.]+))?', error.where)
    if found is None:
        return error
    key = ".".join(part for part in ("intervention", found["name"], found["key"]) if part)
    line = programme.lines.get(key)
    if line is None:
        return error
    return ProgrammeError(error.what_happened, f"{programme.file} line {line}, key {key}", error.remedy)


def _half(on_progress: OnProgress | None, place: int) -> OnProgress | None:
    """Progress of one of two runs of the same length, as a part of both."""
    if on_progress is None:
        return None
    return lambda done, total: on_progress(place * total + done, 2 * total)


def _whole(value: Any, name: str, least: int = 1, most: int = 2**31 - 1) -> int | None:
    if value is None:
        return None
    try:
        number = operator.index(value)
    except TypeError:
        number = int(value) if isinstance(value, float) and value.is_integer() else -1
        if number < 0:
            raise RangeError(f"{value!r} {name} asked for", "simulate", f"give a whole number of {name}") from None
    if number < least:
        raise RangeError(f"{number} {name} asked for", "simulate", f"use {least} or more")
    if number > most:
        raise RangeError(f"{number} {name} asked for", "simulate", f"use {most} or less")
    return number


def _switches(programme: Programme, **changes: bool | None) -> dict[str, bool]:
    return {**programme.switches, **{name: bool(on) for name, on in changes.items() if on is not None}}


def _population_of(
    people: Any, programme: Programme, represents: float | None
) -> tuple[Population, Survey | None]:
    if isinstance(people, Survey):
        return build_population(people, represents=represents, seed=programme.seed, crop=_core.crop_of(programme.setting),
                                parameters=programme.parameters), people
    if isinstance(people, Population):
        return (people if represents is None else people.with_represents(represents)), people.survey
    raise ProgrammeError(f"{type(people).__name__} holds no households", "simulate",
                         "pass sh.read_survey(...), sh.synthesise(...) or a population made from them")


@contextlib.contextmanager
def _shown(progress: bool | OnProgress) -> Iterator[OnProgress | None]:
    """The function the run calls with its progress; a bar on the terminal or in the notebook while it lasts."""
    if callable(progress):
        yield progress
        return
    if not progress:
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    console = Console(stderr=True)
    if not (console.is_terminal or console.is_jupyter):
        yield None
        return
    with Progress(
        TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed} of {task.total}"),
        TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn(), console=console, transient=True,
    ) as bar:
        task = bar.add_task("simulating", total=None)

        def show(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield show
