# SPDX-License-Identifier: Apache-2.0
"""How to make a run again: the command line, and whether it gives the same households to the last bit."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from . import _core
from .errors import SmallholderError
from .people import POLICIES, population_of
from .programme import read_programme
from .survey.resources import shipped_schemas

if TYPE_CHECKING:
    from .result import Result
    from .survey.survey import Survey

__all__ = ["command_line", "programme_to_run", "prototypes_of", "same_households"]

#: The programme as it was run stands under this name among the results.
PROGRAMME_FILE = "programme.toml"


def command_line(result: Result) -> str:
    """The call of `smallholder` that makes this run again, every choice written out; one line.

    The programme is named by its file, or by its name if it is a shipped one; where the file does not say all that was
    run (a plan made or changed in Python) it is the programme.toml that lies with the results. Paths are as seen from
    where the run was made.
    """
    words = ["smallholder", "run", _programme(result)]
    for option, value in _population_options(result).items():
        text = f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value)
        words += ["--" + option.replace("_", "-"), text]
    words += ["--years", str(result.years), "--draws", str(result.runs.draws), "--replicates", str(result.replicates),
              "--seed", str(result.seed)]
    if not result.settings.get("anchor", True):
        words.append("--no-anchor")
    words += ["--market-answer", result.programme.market_answer]
    if result.programme.price_process != "mean_reverting":
        words += ["--price-process", result.programme.price_process]
    if result.programme.price_comparison != "automatic":
        words += ["--price-comparison", result.programme.price_comparison]
    if not result.settings.get("comparators", True):
        words.append("--no-comparators")
    for option in ("panel_draws", "panel_households"):
        if result.settings.get(option, 0):
            words += ["--" + option.replace("_", "-"), str(result.settings[option])]
    return shlex.join([*words, "--out", "again"])


def same_households(result: Result) -> bool:
    """Do the options of `command_line` give these very households? They are made again and compared.

    Not where a script made them in a way that the command has no words for: another seed, a data frame, a survey whose
    reading was told more than weights and missing, or a file that has changed since.
    """
    if not (result.people.synthetic if result.survey is None else _was_read(result.survey)):
        return False
    programme = result.programme.with_run(population={"villages": result.people.village_size})
    try:
        made = population_of(programme, seed=result.seed, **_population_options(result))
    except (SmallholderError, OSError):
        return False
    return made.sha256 == result.people.sha256


def prototypes_of(result: Result) -> list[str]:
    """Interventions of the run that are classes of Python, which neither `command_line` nor `programme_to_run` can make again."""
    return [made.name for made in result.programme.interventions if made.kind == "prototype"]


def programme_to_run(result: Result, folder: Path) -> str:
    """The text of the programme as it was run; a survey and its schema are named as seen from `folder`."""
    block = dict(result.programme.population)
    survey = result.survey
    if survey is not None and _was_read(survey):
        block["survey"] = os.path.relpath(survey.source, folder)
        block["schema"] = os.path.relpath(survey.schema.file, folder) if _is_path(survey.schema.file) else survey.schema.file
    money = dict(result.programme.money)
    if not money["currency"]:
        money |= {"currency": result.people.money.code, "price_year": result.people.money.year}
    return result.programme.with_run(population=block, money=money).record()


def _was_read(survey: Survey) -> bool:
    """Was it read from a file, by a schema that has a name or a file?"""
    return bool(survey.schema.file) and Path(survey.source).is_file()


def _is_path(schema: str) -> bool:
    return schema not in shipped_schemas()


def _from_here(path: str) -> str:
    """The path seen from the working folder, if it lies below it; else as it was given."""
    here = os.path.relpath(path)
    return path if here.startswith("..") else here


def _programme(result: Result) -> str:
    file = Path(result.programme.file)
    if not file.is_file():
        return PROGRAMME_FILE
    try:
        original = read_programme(file)
    except SmallholderError:
        return PROGRAMME_FILE
    run = result.programme
    # What command_line writes out may differ from the file; nothing else.
    off = {name: False for name in ("anchor", "comparators") if not result.settings.get(name, True)}
    as_run = original.with_run(years=run.years, draws=run.draws, replicates=run.replicates, seed=run.seed, market_answer=run.market_answer,
                               price_process=run.price_process, price_comparison=run.price_comparison,
                               switches={**original.switches, **off}, population=run.population)
    if as_run != run or original.population.get("villages") != result.people.village_size:
        return PROGRAMME_FILE
    return file.stem if file.parent == Path(_core.data_folder()) / "programmes" else _from_here(str(file))


def _population_options(result: Result) -> dict[str, Any]:
    """Options of the command, under the names they have in `population_of`."""
    people, survey = result.people, result.survey
    if survey is None:
        return {"synthetic": people.label, "households": len(people), "represents": result.represents}
    options: dict[str, Any] = {"survey": _from_here(survey.source)}
    if survey.schema.file:
        options["schema"] = _from_here(survey.schema.file) if _is_path(survey.schema.file) else survey.schema.file
    else:
        options["schema"] = survey.schema.name
    options["weights"] = survey.weights_named.removeprefix("column ")
    if survey.policy in POLICIES:
        options["missing"] = survey.policy
    if len(survey.waves) == 1:
        options["wave"] = survey.waves[0]
    without_land = (survey.frame["area_ha"] == 0.0).to_numpy() if "area_ha" in survey else np.zeros(len(survey), dtype=bool)
    if without_land.any():
        options["no_land"] = "leave_out"
    if len(people) != len(survey) - int(without_land.sum()):
        options["households"] = len(people)
    return {**options, "represents": result.represents}
