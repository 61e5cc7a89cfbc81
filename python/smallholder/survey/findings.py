# SPDX-License-Identifier: Apache-2.0
"""What a careful reader would say about a survey file as a whole: who was left out of it.

A file that blanks the income of households who lost money, or of the richest, is biased before any
model touches it. The figures that show it are in the file: sales and costs are there, income is not.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from .derive import IdentityCheck
from .files import RawTable
from .report import Problem
from .schema import ROW_NUMBER, Schema

__all__ = ["file_findings"]


def file_findings(
    frame: pd.DataFrame, identities: Sequence[IdentityCheck], layout: Schema, table: RawTable
) -> list[Problem]:
    """Notes on the recorded figures, before anything was derived."""
    found = _blank_losses(frame, layout)
    found += _broken_identities(identities, layout, table)
    found += _landless(frame, layout)
    rule = layout.columns.get("household_id")
    if rule is not None and rule.value == ROW_NUMBER:
        found.append(Problem(None, "", "household ids are row numbers", "",
                             "sorting the file would change the random draws of each household: "
                             "give ids of your own", "note", "household_id"))
    return found


def _column(layout: Schema, concept: str) -> str:
    rule = layout.columns.get(concept)
    return (rule.column if rule is not None else None) or concept


def _blank_losses(frame: pd.DataFrame, layout: Schema) -> list[Problem]:
    """Income blank although sales and costs are known: is it blank because it was a loss?"""
    needs = ("revenue_usd", "inputs_usd", "hired_labour_usd")
    if any(name not in frame.columns for name in needs):
        return []
    account = (frame["revenue_usd"] - frame["inputs_usd"] - frame["hired_labour_usd"]).to_numpy(float)
    notes = []
    for concept in ("cocoa_income_usd", "income_usd"):
        if concept not in frame.columns:
            continue
        values = frame[concept].to_numpy(float)
        blank = np.isnan(values) & np.isfinite(account)
        losses = int((blank & (account < 0.0)).sum())
        recorded = np.isfinite(values)
        kept_losses = int((recorded & (account < 0.0)).sum())
        if not blank.any():
            continue
        text = (f"{int(blank.sum())} rows have revenue and costs but a blank {concept}; "
                f"in {losses} of them costs exceed revenue")
        remedy = ""
        if losses and not kept_losses:
            text += ": the file drops loss-makers, so its incomes look better than they were"
            remedy = ('derive = {cocoa_income_usd = "revenue_minus_costs"} brings their cocoa income '
                      "back" if concept == "cocoa_income_usd" else "")
        notes.append(Problem(None, _column(layout, concept), text, "", remedy, "note", concept,
                             count=int(blank.sum())))
        trimmed = blank & (account > np.nanmax(values)) if recorded.any() else blank & False
        if concept == "cocoa_income_usd" and trimmed.any():
            notes.append(Problem(
                None, _column(layout, concept),
                f"{int(trimmed.sum())} rows with a blank {concept} would have more than the "
                f"highest recorded one ({np.nanmax(values):,.0f} USD): the file trims the top",
                "", "", "note", concept, count=int(trimmed.sum())))
    return notes


def _broken_identities(
    identities: Sequence[IdentityCheck], layout: Schema, table: RawTable
) -> list[Problem]:
    tolerance = layout.identity_tolerance_usd
    notes = []
    for check in identities:
        if tolerance is None or check.unit != "USD":
            continue
        off = np.flatnonzero(np.nan_to_num(check.errors, nan=0.0) > tolerance)
        notes += [
            Problem(table.rows[place], "", f"{check.text} is off by more than {tolerance:g} USD",
                    f"{check.errors[place]:g}", "correct the row, or raise "
                    "checks.identity_tolerance_usd", "note", check.name)
            for place in off
        ]
    return notes


def _landless(frame: pd.DataFrame, layout: Schema) -> list[Problem]:
    if "area_ha" not in frame.columns:
        return []
    none = int((frame["area_ha"] == 0.0).sum())
    if not none:
        return []
    which = "cocoa older than 5 years" if layout.area_base == "older_than_5" else "cocoa land"
    return [Problem(None, _column(layout, "area_ha"), f"{none} households have no {which} (area 0)",
                    "", "they count as households, not in figures per hectare", "note", "area_ha",
                    count=none)]
