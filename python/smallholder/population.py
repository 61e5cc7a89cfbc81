# SPDX-License-Identifier: Apache-2.0
"""The households of a run: made up from published moments, or from a survey with its gaps filled."""

from __future__ import annotations

import hashlib
import html
import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from . import _core
from ._core import population as _population
from .errors import RangeError, SchemaError, UnknownKeyError, nearest
from .parameter_rows import Uncertain, overrides, shipped_table
from .survey.description import spread_of
from .survey.money import MoneyBasis
from .survey.survey import Survey

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Population", "build_population", "resample", "synthesise"]

Numbers = npt.NDArray[np.float64]
UNITS = dict(_population.columns())


class Population:
    """Households as columns, in one order whatever that of the file: by region, village and identifier.

    Every column is an attribute, a read-only array with its unit in its name: ``people.area_ha``,
    ``people.wealth_usd``, ``people.recorded_income_usd`` (NaN where the survey does not say).
    ``to_frame()`` puts them side by side; ``origin`` says how much of each was not recorded.

    label   what to call it; survey: what it was made from, if anything; notes: what was done on the way
    village_size  households that were put into one village, if somebody asked for a number
    setting       the built-in population or the crop whose parameter rows go with them; "" is cocoa in Ghana
    """

    def __init__(
        self, core: _population.Population, *, label: str, survey: Survey | None = None, notes: Sequence[str] = (),
        village_size: int | None = None, setting: str = "",
    ) -> None:
        self.setting = setting
        self.core = core
        self.label = label
        self.survey = survey
        self.notes = tuple(notes)
        self.village_size = village_size

    def __len__(self) -> int:
        return len(self.core)

    def __getattr__(self, name: str) -> Numbers:
        # Reached only for names that are no attribute; copying and pickling ask for some before `core` is there.
        if name in UNITS and "core" in self.__dict__:
            return self.core.column(name)
        close = nearest(name, list(UNITS))
        raise AttributeError(f'a population has no column "{name}"' + (f'; did you mean "{close[0]}"?' if close else ""))

    def __dir__(self) -> Iterable[str]:
        return sorted({*super().__dir__(), *UNITS})

    # ---- who ---------------------------------------------------------------------------------------

    @property
    def name(self) -> npt.NDArray[np.object_]:
        """Identifiers, as the survey has them; "17#2" is the second further copy of "17"."""
        return np.array(self.core.names, dtype=object)

    @property
    def represents(self) -> float:
        """Households that the population stands for."""
        return self.core.represents

    @property
    def synthetic(self) -> bool:
        return self.core.synthetic

    @property
    def crop(self) -> str:
        """What the households grow: "cocoa", "robusta", "arabica", "maize", "cassava" or "rice"."""
        return _core.crop_of(self.setting)

    @property
    def villages(self) -> int:
        """Villages with more than one household; the others are households on their own."""
        return int((np.diff(self.core.village_begin) > 1).sum())

    @property
    def regions(self) -> list[str]:
        return self.core.region_names

    @property
    def village(self) -> npt.NDArray[np.object_]:
        """Name of each household's village; "" where there is none."""
        return np.array(self.core.village_names, dtype=object)[self.core.village]

    @property
    def region(self) -> npt.NDArray[np.object_]:
        return np.array(self.core.region_names, dtype=object)[self.core.region]

    @property
    def money(self) -> MoneyBasis:
        return MoneyBasis(*self.core.money)

    @property
    def trees_per_ha(self) -> Numbers:
        """Trees by age: households x ages 0 to 40, the last of which holds all older ones."""
        return self.core.trees

    @property
    def columns(self) -> dict[str, str]:
        """Unit of every column."""
        return dict(UNITS)

    @property
    def groupings(self) -> dict[str, pd.Categorical]:
        """The groups that results are given for, frozen at the start; missing where the survey does not say."""
        return {
            name: pd.Categorical.from_codes(codes.tolist(), categories=pd.Index(groups, dtype=object))
            for name, groups, codes in self.core.groupings()
        }

    @property
    def carried(self) -> dict[str, Numbers]:
        """Columns that may say who is in a programme (``assigned``), one value per household; NaN: blank."""
        return self.core.carried()

    @property
    def groupings_left_out(self) -> dict[str, str]:
        """Groupings that could not be formed, and why."""
        return self.core.groupings_left_out()

    @property
    def sha256(self) -> str:
        """Of everything a run reads from the population."""
        digest = hashlib.sha256()
        for text in (*self.core.names, *self.core.village_names, *self.core.region_names, str(self.money)):
            digest.update(text.encode())
            digest.update(b"\n")
        for values in (self.core.ids, self.core.village, self.core.region, self.core.trees,
                       *(self.core.column(name) for name in UNITS)):
            digest.update(np.ascontiguousarray(values).tobytes())
        for name, values in sorted(self.carried.items()):
            digest.update(name.encode())
            digest.update(np.ascontiguousarray(values).tobytes())
        for _, groups, codes in self.core.groupings():
            digest.update("\n".join(groups).encode())
            digest.update(codes.tobytes())
        return digest.hexdigest()

    # ---- tables ------------------------------------------------------------------------------------

    @property
    def origin(self) -> pd.DataFrame:
        """For every column of the state: share of the represented households for whom it was not recorded, and where
        it came from then."""
        return pd.DataFrame(self.core.origin(), columns=["column", "imputed_share", "how"])

    def to_frame(self, *, trees: bool = False) -> pd.DataFrame:
        """One row per household, indexed by identifier; ``trees`` adds trees per hectare by age."""
        data: dict[str, Any] = {"village": self.village, "region": self.region}
        data.update({name: self.core.column(name) for name in UNITS})
        data.update({f"group_{name}": groups for name, groups in self.groupings.items()})
        if trees:
            data.update({f"trees_age_{age}": column for age, column in enumerate(self.core.trees.T)})
        return pd.DataFrame(data, index=pd.Index(self.name, name="household"))

    def describe(self) -> pd.DataFrame:
        """How each column is spread over the represented households: weighted mean, spread and quantiles."""
        weights = np.ascontiguousarray(self.core.column("weight"))
        rows = (spread_of(name, unit, self.core.column(name), weights) for name, unit in UNITS.items() if name != "weight")
        table = pd.DataFrame([row for row in rows if row is not None])
        shares = dict(zip(self.origin["column"], self.origin["imputed_share"], strict=True))
        return table.assign(imputed_share=[shares.get(name, math.nan) for name in table["quantity"]])

    # ---- other populations -------------------------------------------------------------------------

    def with_represents(self, represents: float) -> Population:
        """The same households, standing for so many."""
        return Population(self.core.with_represents(float(represents)), label=self.label, survey=self.survey,
                          notes=self.notes, village_size=self.village_size, setting=self.setting)

    def resample(self, households: int, *, seed: int = 1, jitter: float | None = None) -> Population:
        """Fewer households, drawn by weight, or more, as jittered copies; see ``smallholder.resample``."""
        core = _population.resample(self.core, int(households), int(seed),
                                    _population.RESAMPLE_JITTER if jitter is None else float(jitter))
        done = (f"{households} of {len(self)} households drawn by weight" if households < len(self)
                else f"{len(self)} households copied to {households}, copies jittered")
        return Population(core, label=self.label, survey=self.survey,
                          notes=(*self.notes, done) if households != len(self) else self.notes,
                          village_size=self.village_size, setting=self.setting)

    def __repr__(self) -> str:
        where = f" in {self.villages} villages" if self.villages else ", no villages"
        state = self.origin["imputed_share"]
        return (f"Population({self.label}: {len(self)} households{where}, standing for {self.represents:,.0f}; "
                f"{(state == 0.0).sum()} of {len(state)} columns recorded in full; money: {self.money})")

    def _repr_html_(self) -> str:
        notes = "".join(f"<li>{html.escape(note)}</li>" for note in self.notes)
        return f"<p><b>{html.escape(repr(self))}</b></p><ul>{notes}</ul>" + str(self.describe().to_html(index=False))


def _table(parameters: Mapping[str, Uncertain] | None, money: MoneyBasis | None, setting: str) -> _core.ParameterTable:
    table = shipped_table(setting).changed_by(overrides(parameters)) if parameters else shipped_table(setting)
    return table if money is None else table.in_money(money.code, money.year, money.real)


def _represents(represents: float | None) -> float:
    if represents is None:
        return 0.0
    if not (math.isfinite(represents) and represents > 0.0):
        raise RangeError(f"{represents} represented households", "represents",
                         "give the number of households that the sample stands for, or leave it out")
    return float(represents)


def synthetic_populations() -> list[str]:
    """Names that ``synthesise`` knows."""
    return _core.synthetic_populations()


def synthesise(
    name: str = "ghana_cocoa",
    *,
    households: int = 1000,
    seed: int = 1,
    represents: float | None = None,
    village_size: int | None = None,
    regions: Sequence[str] | None = None,
    money: MoneyBasis | None = None,
    parameters: Mapping[str, Uncertain] | None = None,
) -> Population:
    """Households that nobody surveyed, with the spreads and correlations that surveys published.

    represents    households they stand for; none: themselves
    village_size  none: that of the published moments, 50; 1: no villages
    regions       villages go to them in turn; none: the country
    money         what its amounts are in; none: USD at constant prices of 2018, as published
    parameters    changes of the moments, e.g. {"area_mean": 3.4, "female_share": 0.25}

    The first hundred of ten thousand households are the hundred that households=100 gives.
    """
    known = synthetic_populations()
    if name not in known:
        close = nearest(name, known)
        raise UnknownKeyError(f'there is no synthetic population "{name}"', "synthesise",
                              (f'did you mean "{close[0]}"? ' if close else "") + "known: " + ", ".join(known))
    country = name.rpartition("_")[0].replace("_", " ").title()
    core = _population.synthesise(_table(parameters, money, name), int(households), int(seed), _represents(represents),
                                  0 if village_size is None else int(village_size), [country] if regions is None else list(regions))
    return Population(core, label=name, notes=["synthetic: drawn from published moments, none of these households was asked"],
                      village_size=village_size, setting="" if name == "ghana_cocoa" else name)


def _texts(survey: Survey, kept: npt.NDArray[np.bool_], concept: str) -> list[str]:
    if concept not in survey:
        return []
    return ["" if pd.isna(value) else str(value) for value in survey[concept].to_numpy()[kept]]


def build_population(
    survey: Survey,
    *,
    represents: float | None = None,
    seed: int = 1,
    villages: int | None = None,
    no_land: Literal["refuse", "leave_out"] = "refuse",
    crop: str = "cocoa",
    parameters: Mapping[str, Uncertain] | None = None,
) -> Population:
    """The whole state of a survey's households: what it recorded, and the rest drawn given that.

    represents  households that the survey stands for; none: the sum of its weights
    seed        of the draws that fill the gaps
    villages    group households that have no village into villages of this size, neighbours by identifier
    no_land     households with 0 ha of cocoa: "refuse" the survey, or "leave_out" these households
    crop        what its columns of land, harvest and sales are about; cocoa unless another crop is named (docs/crops.md)
    parameters  changes of the published moments that gaps are filled from, in the survey's money

    Published amounts are converted to the survey's money: by US prices through time, by exchange rates between currencies.
    """
    if no_land not in ("refuse", "leave_out"):
        raise UnknownKeyError(f'no_land="{no_land}"', "build_population", 'use "refuse" or "leave_out"')
    if crop not in _core.crops():
        close = nearest(crop, _core.crops())
        raise UnknownKeyError(f'there is no crop "{crop}"', "build_population",
                              (f'did you mean "{close[0]}"? ' if close else "") + "known: " + ", ".join(_core.crops()))
    setting = "" if crop == "cocoa" else crop
    waves = survey.waves
    if len(waves) > 1:
        raise SchemaError(f"the survey is a panel of {len(waves)} waves ({', '.join(waves[:5])}), and a run starts from one",
                          survey.name, f'choose it: --wave {waves[-1]}, in Python survey.select_wave("{waves[-1]}")')
    kept = np.ones(len(survey), dtype=bool)
    notes = []
    if survey.dropped:
        notes.append(f"{survey.dropped} households left out by the missing-value policy {survey.policy}")
    if no_land == "leave_out" and "area_ha" in survey:
        kept = ~(survey["area_ha"].to_numpy(dtype=float) == 0.0)
        if not kept.all():
            notes.append(f"{int((~kept).sum())} households left out because they have no {crop} land that the survey counts")

    wanted = set(_population.concepts())
    columns = {name: np.ascontiguousarray(values[kept]) for name, values in survey.columns().items() if name in wanted}
    rows = np.asarray(survey.source_rows)[survey.kept][kept]
    money = survey.money
    core = _population.complete(
        _table(parameters, survey.money, setting), columns, [str(each) for each in survey.ids[kept]],
        np.ascontiguousarray(survey.weights[kept]), _texts(survey, kept, "village"), _texts(survey, kept, "region"),
        _texts(survey, kept, "segment"), survey.area_base == "older_than_5",
        ("USD", 2018, True) if money is None else (money.code, money.year, money.real), int(seed),
        _represents(represents), 0 if villages is None else int(villages), "no region recorded",
        [int(row) for row in rows] if np.issubdtype(rows.dtype, np.integer) else [], survey.name,
        {name: np.ascontiguousarray(values[survey.kept][kept]) for name, values in survey.kept_columns.items()})
    if villages is not None:
        notes.append(f"households without a village put into groups of about {villages}, by identifier")
    return Population(core, label=survey.name, survey=survey, notes=notes, village_size=villages, setting=setting)


def resample(people: Population | Survey, households: int, *, seed: int = 1, jitter: float | None = None) -> Population:
    """Fewer or more households that stand for the same people.

    Fewer are drawn by weight, none twice. More are copies in proportion to weight: the first is the household itself,
    further ones have luck of their own and differ from it by ``jitter`` (log-sd .1 unless told otherwise).
    A survey is completed first, as build_population() does.
    """
    population = build_population(people, seed=seed) if isinstance(people, Survey) else people
    return population.resample(households, seed=seed, jitter=jitter)
