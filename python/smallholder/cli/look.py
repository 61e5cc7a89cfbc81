# SPDX-License-Identifier: Apache-2.0
"""The commands that look and do not run: validate, describe, draft-schema, parameters, interventions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import explained
from .run import population_options

if TYPE_CHECKING:
    import pandas as pd

    from smallholder.programme import Intervention


#: Bounds of this size bound nothing.
_ANY_AMOUNT = 1e9


@click.command()
@click.argument("programme", metavar="PROGRAMME")
@explained
def validate(programme: str) -> None:
    """Check a programme file, and the survey it names, without running it."""
    from smallholder.programme import read_programme

    plan = read_programme(programme)
    plan.check()
    block, survey, money = plan.population, None, None
    if block.get("survey"):
        from smallholder.people import assigned_columns, named_survey
        from smallholder.survey import read_survey

        survey = read_survey(*named_survey(plan), weights=block["weights"] or None, missing=block["missing"] or None,
                             keep=assigned_columns(plan))
        money = survey.money
    elif block.get("synthetic"):
        from smallholder.population import synthesise

        money = synthesise(block["synthetic"], households=1).money
    if money is not None:
        from smallholder.people import require_one_money

        require_one_money(money, plan)
    click.echo(f"{plan.file} is in order.")
    click.echo(f"  {plan.years} years, {plan.draws} draws x {plan.replicates} replicates, seed {plan.seed}, "
               f"{plan.regime} prices")
    if survey is not None:
        click.echo(f"  {survey!r}")
    elif not block.get("synthetic") and (plan.consortium is None or plan.consortium.response is None):
        click.echo("  no households are named: give --survey FILE --schema NAME, or --synthetic NAME, with the run")
    for arm, parts in {"baseline": (), **plan.arms}.items():
        click.echo(f"  arm {arm}: {', '.join(parts) or 'nothing'}")
    for made in plan.interventions:
        click.echo(f"  {made!r}")
    if plan.consortium is not None:
        for member in plan.consortium.members:
            lead = ", leads" if member.leader else ""
            click.echo(f"  member {member.name} ({member.type}{lead}): {', '.join(member.funds) or 'funds nothing'}")
        if plan.consortium.response is not None:
            response = plan.consortium.response
            click.echo(f"  in place of households: {response.units:,.0f} {response.unit}, {', '.join(response.parts)}")
    for name, value in plan.parameters.items():
        click.echo(f"  parameter {name} = {value}")
    for note in plan.notes:
        click.echo(f"  note: {note}")


@click.command()
@click.argument("survey", type=click.Path(path_type=Path), metavar="SURVEY")
@click.option("--schema", required=True, metavar="NAME", help="What its columns mean: a shipped schema or a file.")
@population_options
@click.option("--by", multiple=True, metavar="SEGMENT", help="Only these segments: segment, land_class, female_head, region.")
@click.option("--benchmark", type=click.FloatRange(min=0, min_open=True), metavar="USD",
              help="One living-income benchmark for all, a year, in the survey's money; else the survey's own, else the default line.")
@click.option("--json", "as_json", is_flag=True, help="For machines; docs/surveys/bring_your_own.md lists the keys.")
@explained
def describe(survey: Path, schema: str, weights: str | None, missing: str | None, wave: str | None, by: tuple[str, ...],
             benchmark: float | None, as_json: bool) -> None:
    """Rows, missing answers, distributions, and the living-income figures of SURVEY."""
    from smallholder.survey import describe as describe_survey
    from smallholder.survey import read_survey

    read = read_survey(survey, schema, weights=weights, missing=missing)
    if wave is not None:
        read = read.select_wave(wave)
    found = describe_survey(read, by=by or None, benchmark=benchmark)
    click.echo(json.dumps(found.to_dict(), indent=1, ensure_ascii=False) if as_json else found.to_text())


@click.command("draft-schema")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--out", type=click.Path(path_type=Path), metavar="SCHEMA.toml", help="Write it there instead of printing it.")
@explained
def draft_schema(file: Path, out: Path | None) -> None:
    """Propose a schema for a stranger's FILE: what was guessed, how surely, and what nobody can guess.

    The schema goes to the standard output, the remarks to the error stream.
    """
    from smallholder.files import prepare_folder, write_text
    from smallholder.survey import draft_schema as draft

    text, notes = draft(file)
    if out is None:
        click.echo(text)
    else:
        prepare_folder(out.parent)
        write_text(out, text)
        click.echo(f"written: {out}", err=True)
    for note in notes:
        click.echo(f"note: {note}", err=True)


@click.command()
@click.option("--provenance", type=click.Choice(["published", "computed", "recalled", "assumed"]), multiple=True,
              help="Only those; may be given more than once.")
@click.option("--changed", metavar="PROGRAMME", help="Only what this programme changes, with its values.")
@click.option("--find", metavar="WORD", help="Only rows whose name, unit or source holds this word.")
@click.option("--csv", "as_csv", is_flag=True, help="All columns, for a spreadsheet.")
@explained
def parameters(provenance: tuple[str, ...], changed: str | None, find: str | None, as_csv: bool) -> None:
    """List every number the model takes as known: value, range, unit, source."""
    from smallholder.parameter_rows import parameters as table_of
    from smallholder.programme import read_programme

    plan = None if changed is None else read_programme(changed)
    table = table_of(plan, provenance=provenance or None, changed=None if plan is None else True)
    if find is not None:
        holds = table[["name", "symbol", "unit", "source", "used_in"]].apply(
            lambda column: column.str.contains(find, case=False, regex=False)).any(axis=1)
        table = table[holds]
    if as_csv:
        click.echo(table.to_csv(index=False), nl=False)
    else:
        _print_parameters(table, changed)


def _print_parameters(table: pd.DataFrame, changed: str | None) -> None:
    if table.empty:
        click.echo(f"{changed} changes no parameter." if changed else "There is no such parameter.")
        return
    names = max(len(name) for name in table["name"])
    units = max(len(unit) for unit in table["unit"])
    for row in table.to_dict(orient="records"):
        drawn = f"{row['low']:g} to {row['high']:g}" if row["high"] > row["low"] else "-"
        shape = row["distribution"] if row["drawn"] else "not drawn"
        value = f"{row['value']:g}"
        own = f"  {row['own_distribution']}" if row["own_distribution"] else ""
        click.echo(f"{row['name']:<{names}}  {value:>10}  {row['unit']:<{units}}  {drawn:<22} {shape:<10} "
                   f"{row['provenance']:<9} {row['design']}{own}".rstrip())
    counts = table["provenance"].value_counts()
    click.echo(f"{len(table)} parameters: " + ", ".join(f"{count} {kind}" for kind, count in counts.items())
               + ". Sources: --csv, or data/parameters/.")


@click.command()
@click.argument("name", required=False)
@click.option("--levers", "show_levers", is_flag=True, help="What an intervention of your own can be composed of.")
@explained
def interventions(name: str | None, show_levers: bool) -> None:
    """List the interventions, or every field of one with its unit and default."""
    from smallholder.errors import UnknownKeyError, nearest
    from smallholder.own_interventions import Composed
    from smallholder.programme import catalogue, intervention_classes

    if show_levers:
        _print_levers()
        return
    entries: dict[str, dict[str, Any]] = catalogue()
    if name is None:
        for entry in entries.values():
            click.echo(f"{entry['key']}\n    {entry['summary']}")
        click.echo("composed\n    Your own, put together from levers: smallholder interventions --levers lists them.")
        click.echo("\nsmallholder interventions NAME lists the fields of one.")
        return
    made: list[type[Intervention]] = [*intervention_classes().values(), Composed]
    classes = {each.kind: each for each in made}
    if name not in classes:
        close = nearest(name, list(classes))
        raise UnknownKeyError(f'there is no intervention "{name}"', "interventions",
                              f'did you mean "{close[0]}"?' if close else "known: " + ", ".join(classes))
    click.echo(f"{name}, in Python sh.{classes[name].__name__}\n\n{classes[name].__doc__}")


def _print_levers() -> None:
    from smallholder.own_interventions import levers

    table = levers()
    names, units = (max(len(text) for text in table[column]) for column in ("name", "unit"))
    click.echo(f"{'lever':<{names}}  {'unit':<{units}}  {'without':>7}  {'between':<16}  {'two together':<12}  after the end  meaning")
    for row in table.to_dict(orient="records"):
        ends = "any" if row["least"] <= -_ANY_AMOUNT else f"{row['least']:g}", "any" if row["most"] >= _ANY_AMOUNT else f"{row['most']:g}"
        click.echo(f"{row['name']:<{names}}  {row['unit']:<{units}}  {row['neutral']:>7g}  {' and '.join(ends):<16}  {row['combine']:<12}  "
                   f"{'may last' if row['may_last'] else 'gone':<13}  {row['meaning']}")
    click.echo("\nHow an intervention is composed of them: docs/effects/composed.md")
