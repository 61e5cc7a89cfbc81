# SPDX-License-Identifier: Apache-2.0
"""Concepts a survey implies but does not state, by named bookkeeping rules, and its identities.

These are identities of farm accounts (revenue is kilograms times price), not a model of behaviour.
A rule is applied only where a schema or the caller names it, only to blanks, and is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

__all__ = ["IDENTITIES", "RULES", "Identity", "IdentityCheck", "Rule", "apply_rules",
           "check_identities", "rules_for"]

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Rule:
    """One way to obtain a concept from others."""

    name: str
    gives: str
    needs: tuple[str, ...]
    text: str
    compute: Callable[..., Numbers]


def _ratio(above: Numbers, below: Numbers) -> Numbers:
    """above / below, missing where below is zero: nothing is per hectare of no land."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(below > 0.0, above / below, np.nan)


_ALL_RULES = (
    Rule("production_over_area", "yield_kg_per_ha", ("production_kg", "area_ha"),
         "production / area", _ratio),
    Rule("yield_times_area", "production_kg", ("yield_kg_per_ha", "area_ha"),
         "yield x area", lambda y, a: y * a),
    Rule("production_over_yield", "area_ha", ("production_kg", "yield_kg_per_ha"),
         "production / yield", _ratio),
    Rule("production_times_price", "revenue_usd", ("production_kg", "farm_gate_price_usd_per_kg"),
         "production x price", lambda q, p: q * p),
    Rule("revenue_over_production", "farm_gate_price_usd_per_kg", ("revenue_usd", "production_kg"),
         "revenue / production", _ratio),
    Rule("revenue_minus_costs", "cocoa_income_usd",
         ("revenue_usd", "inputs_usd", "hired_labour_usd"),
         "revenue - inputs - hired labour", lambda r, i, h: r - i - h),
    Rule("cocoa_share_of_income", "cocoa_income_usd", ("income_usd", "cocoa_share"),
         "income x cocoa share", lambda i, s: i * s),
    Rule("cocoa_income_over_share", "income_usd", ("cocoa_income_usd", "cocoa_share"),
         "cocoa income / cocoa share", _ratio),
    Rule("cocoa_plus_other", "income_usd", ("cocoa_income_usd", "other_income_usd"),
         "cocoa income + other income", lambda c, o: c + o),
    Rule("income_beside_cocoa_share", "other_income_usd", ("income_usd", "cocoa_share"),
         "income x (1 - cocoa share)", lambda i, s: i * (1.0 - s)),
    Rule("income_minus_cocoa", "other_income_usd", ("income_usd", "cocoa_income_usd"),
         "income - cocoa income", lambda i, c: i - c),
    Rule("cocoa_income_over_income", "cocoa_share", ("cocoa_income_usd", "income_usd"),
         "cocoa income / income", _ratio),
    Rule("adults_plus_children", "household_size", ("adults", "children"),
         "adults + children", lambda a, c: a + c),
    Rule("size_minus_adults", "children", ("household_size", "adults"),
         "household size - adults", lambda n, a: n - a),
    Rule("size_minus_children", "adults", ("household_size", "children"),
         "household size - children", lambda n, c: n - c),
)

RULES: dict[str, dict[str, Rule]] = {}
for _rule in _ALL_RULES:
    RULES.setdefault(_rule.gives, {})[_rule.name] = _rule


def rules_for(concept: str) -> list[str]:
    """Names of the rules that give a concept."""
    return list(RULES.get(concept, {}))


def apply_rules(
    frame: pd.DataFrame, wanted: Mapping[str, tuple[str, ...]]
) -> tuple[pd.DataFrame, dict[str, dict[str, int]]]:
    """Fills blanks by the named rules, in the order written.

    Returns the frame and how many values each rule gave: {concept: {rule: count}}. A rule sees what
    an earlier one filled in, so order in the schema matters and is kept.
    """
    frame = frame.copy()
    counts: dict[str, dict[str, int]] = {}
    for concept, names in wanted.items():
        counts[concept] = {}
        for name in names:
            rule = RULES[concept][name]
            if any(need not in frame.columns for need in rule.needs):
                counts[concept][name] = 0
                continue
            found = rule.compute(*(frame[need].to_numpy(float) for need in rule.needs))
            blank = (
                frame[concept].isna().to_numpy()
                if concept in frame.columns
                else np.ones(len(frame), dtype=bool)
            )
            fill = blank & np.isfinite(found)
            have = (
                frame[concept].to_numpy(float)
                if concept in frame.columns
                else np.full(len(frame), np.nan)
            )
            frame[concept] = np.where(fill, found, have)
            counts[concept][name] = int(fill.sum())
    return frame, counts


@dataclass(frozen=True)
class Identity:
    """An equation that the accounts of a file should obey."""

    name: str
    left: str
    rule: str
    text: str


IDENTITIES = (
    Identity("revenue", "revenue_usd", "production_times_price", "revenue = production x price"),
    Identity("cocoa_income", "cocoa_income_usd", "revenue_minus_costs",
             "cocoa income = revenue - inputs - hired labour"),
    Identity("income", "income_usd", "cocoa_income_over_share",
             "income = cocoa income / cocoa share"),
    Identity("yield", "yield_kg_per_ha", "production_over_area", "yield = production / area"),
)


@dataclass(frozen=True)
class IdentityCheck:
    """How well one identity holds: rows where it can be checked, largest error, its unit and row."""

    name: str
    text: str
    rows: int
    max_error: float
    unit: str
    worst_row: int | None
    errors: Numbers


def check_identities(frame: pd.DataFrame) -> list[IdentityCheck]:
    """The identities that a file's own (recorded, not derived) figures allow to check."""
    checks = []
    for identity in IDENTITIES:
        rule = RULES[identity.left][identity.rule]
        if any(name not in frame.columns for name in (identity.left, *rule.needs)):
            continue
        right = rule.compute(*(frame[need].to_numpy(float) for need in rule.needs))
        error = np.abs(frame[identity.left].to_numpy(float) - right)
        known = np.isfinite(error)
        if not known.any():
            continue
        worst = int(np.nanargmax(np.where(known, error, -1.0)))
        unit = "kg/ha" if identity.name == "yield" else "USD"
        checks.append(IdentityCheck(identity.name, identity.text, int(known.sum()),
                                    float(error[worst]), unit, worst, error))
    return checks
