# SPDX-License-Identifier: Apache-2.0
"""What a programme does to the incomes of farm households.

    import smallholder as sh

    people = sh.read_survey("households.csv", schema="smallholder")     # or sh.synthesise("ghana_cocoa")
    programme = sh.Programme([sh.FarmerTraining(coverage=0.6, start=2), sh.FeederRoad(coverage=0.1)])
    result = sh.simulate(people, programme, years=20, draws=100)
    result.living_income()
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from ._core import __version__

if TYPE_CHECKING:
    from . import consortium, evaluate, games, metrics, reference, returns
    from .distributions import Distribution, beta, discrete, lognormal, normal, pert, triangular, uniform
    from .errors import (
        NumericalError,
        ProgrammeError,
        RangeError,
        SchemaError,
        SmallholderError,
        UnitError,
        UnknownKeyError,
    )
    from .files import OutputError
    from .members import Consortium, GivenResponse, Member
    from .own_interventions import Composed, Effect, Households, Lever, LeverArrays, levers
    from .parameter_rows import parameters
    from .people import population_of
    from .population import Population, build_population, resample, synthesise
    from .programme import Intervention, Programme, read_programme, shipped_programmes
    from .replication import replicate
    from .result import Result
    from .simulation import simulate
    from .survey import MoneyBasis, Survey, describe, draft_schema, read_survey, shipped_schemas, validate_survey
    from .tenure import contracts, tenancy

# Where each name lives. Read when it is first used, so that the command starts quickly.
_HOMES = {
    "distributions": ("Distribution", "beta", "discrete", "lognormal", "normal", "pert", "triangular", "uniform"),
    "errors": ("NumericalError", "ProgrammeError", "RangeError", "SchemaError", "SmallholderError", "UnitError",
               "UnknownKeyError"),
    "files": ("OutputError",),
    "members": ("Consortium", "GivenResponse", "Member"),
    "own_interventions": ("Composed", "Effect", "Households", "Lever", "LeverArrays", "levers"),
    "parameter_rows": ("parameters",),
    "people": ("population_of",),
    "population": ("Population", "build_population", "resample", "synthesise"),
    "programme": ("Intervention", "Programme", "read_programme", "shipped_programmes"),
    "replication": ("replicate",),
    "result": ("Result",),
    "simulation": ("simulate",),
    "survey": ("MoneyBasis", "Survey", "describe", "draft_schema", "read_survey", "shipped_schemas",
               "validate_survey"),
    "tenure": ("contracts", "tenancy"),
}
# Modules that are used by their name: sh.returns.npv.
_MODULES = ("consortium", "evaluate", "games", "metrics", "reference", "returns")
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

# Besides these there is one class per entry of the catalogue; see __dir__.
__all__ = [
    "Composed", "Consortium", "Distribution", "Effect", "GivenResponse", "Households", "Intervention", "Lever", "LeverArrays", "Member", "MoneyBasis",
    "NumericalError",
    "OutputError", "Population", "Programme", "ProgrammeError", "RangeError", "Result", "SchemaError", "SmallholderError", "Survey", "UnitError",
    "UnknownKeyError", "__version__", "beta", "build_population", "consortium", "contracts", "describe", "discrete", "draft_schema", "evaluate", "games", "levers",
    "lognormal", "metrics", "normal", "parameters", "pert", "population_of", "read_programme", "read_survey", "reference",
    "replicate", "resample", "returns", "shipped_programmes", "shipped_schemas", "simulate", "synthesise", "tenancy", "triangular", "uniform",
    "validate_survey",
]


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        found: Any = importlib.import_module(f"{__name__}.{name}")
    elif name in _HOME_OF:
        found = getattr(importlib.import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    elif name[:1].isupper():
        from .programme import intervention_classes

        found = intervention_classes().get(name)
    else:
        found = None
    if found is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    from .programme import intervention_classes

    return sorted({*__all__, *intervention_classes()})
