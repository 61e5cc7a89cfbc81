# SPDX-License-Identifier: Apache-2.0
"""The households that a programme file names: a survey read and completed, or a built-in population."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from . import _core
from .errors import ProgrammeError, RangeError, UnitError
from .population import Population, build_population, synthesise

if TYPE_CHECKING:
    from .programme import Programme
    from .survey import MoneyBasis

__all__ = ["assigned_columns", "named_survey", "population_block", "population_of", "require_one_money"]

POLICIES = ("complete_cases", "impute", "error")
#: Synthetic households where nobody says how many.
SYNTHETIC_HOUSEHOLDS = 10_000


def population_of(
    programme: Programme,
    *,
    survey: str | Path | None = None,
    schema: str | Path | None = None,
    synthetic: str | None = None,
    households: int | None = None,
    represents: float | None = None,
    villages: int | None = None,
    weights: str | None = None,
    missing: str | None = None,
    wave: str | None = None,
    no_land: Literal["refuse", "leave_out"] = "refuse",
    seed: int | None = None,
) -> Population:
    """The households of a programme, by its [population] table; what is given here overrides the file.

    survey, schema   a survey file and its layout; a survey named in a programme file lies beside that file
    synthetic        a built-in population instead
    households       simulated: fewer or more than the survey has are resampled
    represents       households they stand for
    villages         group households without a village into villages of this size
    weights, missing as in read_survey()
    wave             the round of a panel, as Survey.select_wave() takes it
    no_land          households without cocoa land: "refuse" the survey, or "leave_out" them
    """
    block: Mapping[str, Any] = programme.population
    if survey is not None and synthetic is not None:
        raise ProgrammeError("both a survey and a synthetic population are named", "population", "give one of the two")
    if households is not None and households < 1:
        raise RangeError(f"{households} households", "population", "simulate at least one, better some hundreds")
    named_here = survey is not None or synthetic is not None
    if survey is None and not named_here and block.get("survey"):
        survey, beside = named_survey(programme)
        schema = beside if schema is None else schema
    if schema is None:
        schema = block.get("schema") or None
    if synthetic is None and not named_here:
        synthetic = block.get("synthetic") or None
    if households is None and not named_here:
        households = block.get("households")
    represents_of_file = block.get("represents")
    villages = block.get("villages") if villages is None else villages
    seed = programme.seed if seed is None else seed
    changes = programme.parameters
    if survey is not None:
        from .survey import read_survey

        if schema is None:
            raise ProgrammeError("the survey has no schema", str(survey),
                                 "say what its columns mean: --schema NAME; smallholder draft-schema proposes one")
        read = read_survey(survey, schema, weights=weights or block.get("weights") or None,
                           missing=missing or block.get("missing") or None, keep=assigned_columns(programme))
        if wave is not None:
            read = read.select_wave(wave)
        # Another survey than the file's stands for whom the file says, unless its own weights say.
        if represents is None and (not named_here or read.weights_named == "equal"):
            represents = represents_of_file
        people = build_population(read, represents=represents, seed=seed, villages=villages, no_land=no_land,
                                  crop=_core.crop_of(programme.setting), parameters=changes)
        return people if households is None else people.resample(households, seed=seed)
    if synthetic is None and programme.consortium is not None and programme.consortium.response is not None:
        raise ProgrammeError("its [response] stands in place of households, so that there is nothing to simulate", programme.file,
                             "look at its members, or describe interventions and households in place of [response]")
    if synthetic is None:
        raise ProgrammeError("no households are named", programme.file,
                             "give a survey with its schema, or a built-in population: synthetic = \"ghana_cocoa\"")
    return synthesise(synthetic, households=households or SYNTHETIC_HOUSEHOLDS, seed=seed,
                      represents=represents_of_file if represents is None else represents,
                      village_size=villages, parameters=changes)


def assigned_columns(programme: Programme) -> list[str]:
    """Columns of the survey by which the programme's interventions say who takes part."""
    return sorted({made.assigned for made in programme.interventions} - {""})


def named_survey(programme: Programme) -> tuple[Path, str | Path]:
    """The survey that a programme file names, and its schema: both lie beside that file, or are named with their path."""
    folder = Path(programme.file).parent
    schema = str(programme.population["schema"])
    return folder / str(programme.population["survey"]), folder / schema if (folder / schema).is_file() else schema


def population_block(people: Population) -> dict[str, Any]:
    """What a programme file would say of these households, for the record of a run."""
    block: dict[str, Any] = {"households": len(people), "represents": people.represents, "villages": people.village_size}
    if people.survey is not None:
        if people.setting:
            block["crop"] = people.setting
        return {"survey": people.survey.name, "schema": people.survey.schema.name, "weights": people.survey.weights_named.removeprefix("column "),
                "missing": people.survey.policy if people.survey.policy in POLICIES else None, **block}
    return {"synthetic": people.label, **block} if people.synthetic else block


def require_one_money(money: MoneyBasis, programme: Programme) -> None:
    """UnitError when the programme counts in another money than its households, which count in `money`."""
    currency, year = programme.money.get("currency"), programme.money.get("price_year")
    if not currency:
        return
    if (currency, year) != (money.code, money.year):
        raise UnitError(
            f"the programme counts in {currency} of {year}, the households in {money.code} of {money.year}",
            f"{programme.file}, [money]",
            f'state the costs in the households\' money: currency = "{money.code}" and price_year = {money.year} (in Python the survey '
            "may be converted instead: Survey.convert_money, with the source of the rate)")
