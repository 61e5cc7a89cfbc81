# SPDX-License-Identifier: Apache-2.0
"""`smallholder run`: the main job."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import EXIT, explained, fail

if TYPE_CHECKING:
    from smallholder import Population, Programme, Result


def population_options(command: Any) -> Any:
    """How a survey is read, the same in every command that reads one."""
    for option in reversed((
        click.option("--weights", metavar="equal|COLUMN", help='"equal", or the column that holds the weights.'),
        click.option("--missing", type=click.Choice(["complete_cases", "impute", "error"]),
                     help="What to do with missing answers; the schema's policy unless given."),
        click.option("--wave", metavar="WAVE", help="Of a panel, the round to take, as its wave column says it."),
    )):
        command = option(command)
    return command


@click.command()
@click.argument("programme", metavar="PROGRAMME")
@click.option("--survey", type=click.Path(path_type=Path), metavar="FILE", help="Households: CSV, Excel, Parquet or Stata.")
@click.option("--schema", metavar="NAME", help="What the survey's columns mean: a shipped schema or a file.")
@click.option("--synthetic", metavar="NAME", help="A built-in population instead of a survey, such as ghana_cocoa.")
@population_options
@click.option("--no-land", type=click.Choice(["refuse", "leave_out"]), default="refuse", show_default=True,
              help="Surveyed households without cocoa land.")
@click.option("--households", type=click.IntRange(min=1), metavar="N",
              help="Households to simulate; more or fewer than the survey has are resampled.")
@click.option("--represents", type=click.FloatRange(min=0, min_open=True), metavar="N", help="Households they stand for.")
@click.option("--years", type=click.IntRange(min=1), metavar="T", help="Years to look ahead.")
@click.option("--draws", type=click.IntRange(min=1), metavar="M", help="Sets of uncertain parameters.")
@click.option("--replicates", type=click.IntRange(min=1), metavar="R", help="Sets of luck within each draw.")
@click.option("--seed", type=click.IntRange(min=0), metavar="S", help="Of all random numbers.")
@click.option("--threads", type=click.IntRange(min=1), metavar="K", help="As many as the machine has, unless given.")
@click.option("--block-households", type=click.IntRange(min=1), default=256, hidden=True)
@click.option("--no-anchor", is_flag=True, help="Show the raw model: year 0 is not made to be the survey's own.")
@click.option("--market-answer", type=click.Choice(["automatic", "on", "off"]),
              help="Does the world price answer to what the programme does to supply?")
@click.option("--price-process", type=click.Choice(["mean_reverting", "persistent"]),
              help="Does a world price off its mean come back, or stay?")
@click.option("--price-comparison", type=click.Choice(["automatic", "on", "off"]),
              help="Run the other process too, on the same luck; automatic: where the first price is far from its mean.")
@click.option("--no-comparators", is_flag=True,
              help="Leave out what each arm costs as cash and as a premium to the same households.")
@click.option("--panel-draws", type=click.IntRange(min=0), default=0, metavar="M",
              help="Follow single households in the first M draws: the report then says what made the difference to income.")
@click.option("--panel-households", type=click.IntRange(min=0), default=0, metavar="N", help="How many are followed; all, unless given.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=True), required=True, metavar="DIR",
              help="Folder for the results; made if it is not there.")
@click.option("--quiet", is_flag=True, help="No progress bar and no summary.")
@explained
def run(programme: str, out: Path, **options: Any) -> None:
    """Simulate PROGRAMME, a programme file or the name of a shipped one, and write the results to DIR.

    What is given here overrides the file. Ctrl-C stops within a second; what is finished is then written.
    """
    import sys

    from smallholder.files import prepare_folder
    from smallholder.people import population_of
    from smallholder.programme import read_programme
    from smallholder.simulation import simulate

    prepare_folder(out)
    plan = read_programme(programme)
    plan.check()
    if plan.consortium is not None and plan.consortium.response is not None:
        _run_given(plan, out, options)
        return
    people = population_of(
        plan, seed=options["seed"],
        **{name: options[name] for name in ("survey", "schema", "synthetic", "households", "represents", "weights",
                                            "missing", "wave", "no_land")})
    quiet = options["quiet"]
    if not quiet:
        _announce(plan, people, options)
    result = simulate(
        people, plan, anchor=False if options["no_anchor"] else None, market_answer=options["market_answer"],
        price_process=options["price_process"], price_comparison=options["price_comparison"],
        comparators=False if options["no_comparators"] else None, progress=not quiet,
        **{name: options[name] for name in ("years", "draws", "replicates", "seed", "threads", "block_households", "panel_draws", "panel_households")})
    if result.interrupted:
        click.echo(f"Interrupted: {result.draws} of {result.runs.draws} draws were finished. Writing them, which takes some "
                   "seconds; Ctrl-C again gives that up.", err=True)
    try:
        result.save(out)
    except KeyboardInterrupt as error:
        fail(f"Interrupted while writing to {out}. {error}.", "interrupted")
    if not quiet:
        _tell(result, out)
    if result.interrupted:
        click.echo(f"Results of {result.draws} draws are in {out}. Intervals over fewer draws are rougher.", err=True)
        sys.exit(EXIT["interrupted"])


def _run_given(plan: Programme, out: Path, options: dict[str, Any]) -> None:
    """A consortium on the gains and costs that its file gives: no households."""
    from smallholder.consortium.assessment import assess
    from smallholder.outputs import save_consortium

    from .alliance import tell_consortium

    plan = plan.with_run(years=options["years"], seed=options["seed"])
    found = assess(plan)
    save_consortium(found, out)
    if not options["quiet"]:
        click.echo(f"{plan.title or plan.file}: {len(found.names)} members, on the gains and costs that the file gives")
        tell_consortium(found)
        click.echo(f"written: {out}")


def _announce(plan: Programme, people: Population, options: dict[str, Any]) -> None:
    years = options["years"] or plan.years
    draws = options["draws"] or plan.draws
    replicates = options["replicates"] or plan.replicates
    click.echo(f"{plan.title or plan.file}: {years} years, {draws} draws x {replicates} replicates, "
               f"{len(plan.arms)} arm{'' if len(plan.arms) == 1 else 's'} beside the baseline")
    click.echo(f"{people.label}: {len(people):,} households standing for {people.represents:,.0f}")
    for note in (*plan.notes, *people.notes):
        click.echo(f"  note: {note}")


def _both_prices(result: Result) -> Any:
    """The last year under both rules for the world price."""
    from rich import box
    from rich.table import Table

    from smallholder.other_price import start_ratio
    from smallholder.report.rounding import shown

    found = result.price_comparison()
    processes = list(dict.fromkeys(found["process"]))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, title_justify="left",
                  title=f"The price starts at {start_ratio(result.table):.2f} times its long-run mean. If it comes back, and if it stays:")
    table.add_column("")
    for process in processes:
        table.add_column(process, justify="right")
    for (arm, figure, kind), rows in found.groupby(["arm", "figure", "kind"], sort=False):
        if figure not in ("price", "income", "gap", "benefit_cost_ratio"):
            continue
        by = rows.set_index("process")
        percent, points = figure == "gap", figure == "gap" and kind == "change"
        cells = []
        for name in processes:
            middle, low, high = (float(by.loc[name, key]) * (100.0 if points else 1.0) for key in ("p50", "p5", "p95"))
            cells.append(shown(middle, low, high, kind="percent" if percent and not points else "plain", sign=kind == "change")
                         + (" points" if points else ""))
        table.add_row(f"{arm}: {str(figure).replace('_', ' ')}{', change' if kind == 'change' else ''}", *cells)
    return table


def _tell(result: Result, out: Path) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    heads, rows = result.headlines()
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, title_justify="left",
                  title=f"Median ({result.interval_name}: 5 to 95% of draws)")
    for place, head in enumerate(heads):
        table.add_column(head, justify="right" if place else "left")
    for cells in rows:
        table.add_row(*cells)
    console = Console()
    console.print(table)
    if result.other_price is not None:
        console.print(_both_prices(result))
    if result.consortium is not None:
        from .alliance import tell_consortium

        tell_consortium(result.consortium)
    shares = result.provenance_shares
    moved = sum(result.provenance.values())
    if moved:
        console.print(f"{moved} parameters vary between draws; {shares['assumed']:.0%} of them are assumptions, "
                      f"{shares['recalled']:.0%} recalled, {shares['computed'] + shares['published']:.0%} computed or published.")
    console.print(f"{result.runs.households:,} households x {result.years} years x {result.draws} draws x "
                  f"{result.replicates} replicates x {len(result.arms)} arms in {result.runs.seconds:.1f} s on "
                  f"{result.runs.threads_used} threads")
    report = out / "report.html"
    console.print(f"written: {report if report.exists() else out}", soft_wrap=True)
