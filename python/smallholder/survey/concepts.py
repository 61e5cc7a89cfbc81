# SPDX-License-Identifier: Apache-2.0
"""What a survey can tell us about a household: the fixed list of concepts, their units and bounds.

A schema file maps the columns of somebody's survey to these names. ``low`` and ``high`` are what
a concept's meaning allows; a figure outside is an error. ``odd_below`` and ``odd_above`` are where
a figure is possible but more often a slip of unit; it is kept, and noted in the validation report.
The odd bounds are rules of thumb for smallholders of one to a few hectares [assumed], not data.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

__all__ = ["CONCEPTS", "Concept", "Kind", "concept_names"]

Kind = Literal["number", "flag", "label"]


@dataclass(frozen=True)
class Concept:
    """One thing a survey can record about a household.

    unit is the canonical unit, spelled as in a schema file; "1" is a bare number.
    """

    name: str
    kind: Kind
    unit: str
    meaning: str
    low: float = -math.inf
    high: float = math.inf
    above_low: bool = False  # low itself is excluded
    odd_below: float = -math.inf
    odd_above: float = math.inf

    @property
    def is_money(self) -> bool:
        return "USD" in self.unit.split("_per_")

    @property
    def is_share(self) -> bool:
        return self.unit == "share"


def _share(name: str, meaning: str) -> Concept:
    return Concept(name, "number", "share", meaning, low=0.0, high=1.0)


def _flag(name: str, meaning: str) -> Concept:
    return Concept(name, "flag", "1", meaning, low=0.0, high=1.0)


def _label(name: str, meaning: str) -> Concept:
    return Concept(name, "label", "", meaning)


def _money(name: str, meaning: str, low: float = -math.inf, odd_above: float = 100_000.0) -> Concept:
    return Concept(name, "number", "USD", meaning, low=low, odd_above=odd_above)


def _people(name: str, meaning: str, low: float) -> Concept:
    return Concept(name, "number", "person", meaning, low=low, odd_above=40.0)


_ALL = (
    _label("household_id", "name or number of the household, the survey's own"),
    Concept("weight", "number", "1", "survey weight: households this one stands for", low=0.0),
    _label("wave", "survey round, for panels"),
    _label("village", "village, community or cluster"),
    _label("region", "region or district"),
    _label("segment", "the survey's own grouping of households"),
    Concept("area_ha", "number", "ha", "cocoa land (which trees count: area_base)",
            low=0.0, odd_above=60.0),
    Concept("production_kg", "number", "kg", "dry cocoa beans harvested in the year",
            low=0.0, odd_above=60_000.0),
    Concept("yield_kg_per_ha", "number", "kg_per_ha", "dry beans per hectare and year",
            low=0.0, odd_above=3_000.0),
    Concept("farm_gate_price_usd_per_kg", "number", "USD_per_kg", "price received for dry beans",
            low=0.0, above_low=True, odd_below=0.2, odd_above=20.0),
    _money("revenue_usd", "cocoa sales of the year", low=0.0),
    _money("inputs_usd", "cash spent on cocoa inputs in the year", low=0.0),
    _money("hired_labour_usd", "cash spent on hired cocoa labour in the year", low=0.0),
    _money("cocoa_income_usd", "cocoa sales less inputs and hired labour"),
    _money("income_usd", "income of the household from all sources in the year, own food not counted"),
    _money("other_income_usd", "income of the household from all but cocoa, own food not counted"),
    _share("cocoa_share", "share of household income that comes from cocoa"),
    _money("food_value_usd", "value of own food eaten by the household in the year", low=0.0),
    Concept("benchmark_usd", "number", "USD", "living-income benchmark of this household, a year",
            low=0.0, above_low=True, odd_below=200.0, odd_above=50_000.0),
    _people("household_size", "people living in the household", 1.0),
    _people("adults", "adults in the household", 0.0),
    _people("children", "children in the household", 0.0),
    _flag("female_head", "1 if a woman heads the household, 0 if a man does"),
    Concept("head_age_years", "number", "year", "age of the household head",
            low=10.0, high=120.0, odd_above=100.0),
    Concept("school_years", "number", "year", "years of schooling of the household head",
            low=0.0, high=30.0),
    _share("practice_pruning", "share of recommended pruning done"),
    _share("practice_weeding", "share of recommended weeding done"),
    _share("practice_mirid", "share of recommended mirid (capsid) control done"),
    _share("practice_black_pod", "share of recommended black pod control done"),
    Concept("fertiliser_doses_per_ha", "number", "dose_per_ha",
            "fertiliser applied, in recommended doses", low=0.0, odd_above=3.0),
    Concept("tree_age_years", "number", "year", "mean age of the cocoa trees",
            low=0.0, high=120.0, odd_above=70.0),
    Concept("tree_density_per_ha", "number", "tree_per_ha", "cocoa trees per hectare",
            low=0.0, odd_below=100.0, odd_above=4_000.0),
    _share("knowledge", "share of recommended practices known"),
    _money("cash_usd", "cash at hand when the input season opens", low=0.0),
    _money("wealth_usd", "productive wealth other than trees and land", low=0.0),
    _money("livestock_usd", "value of livestock", low=0.0),
    _money("debt_usd", "debt outstanding", low=0.0),
    _flag("coop", "1 if a member of a cooperative or farmer group"),
    _flag("certified", "1 if certified"),
    _flag("vsla", "1 if a member of a village savings and loan association"),
    _share("crop_share", "share of the harvest that stays with who works the farm: 1 for an owner, 0.5 under abunu"),
    Concept("km_foot", "number", "km", "footpath from farm to road", low=0.0, odd_above=50.0),
    Concept("km_road", "number", "km", "road from village to market", low=0.0, odd_above=300.0),
    Concept("food_area_ha", "number", "ha", "land under food crops", low=0.0, odd_above=60.0),
    _flag("treated", "1 if the household was in a programme when surveyed"),
)

CONCEPTS: dict[str, Concept] = {concept.name: concept for concept in _ALL}


def concept_names() -> list[str]:
    """All concept names, in the order in which a survey lists them."""
    return list(CONCEPTS)
