# SPDX-License-Identifier: Apache-2.0
"""The vocabulary of results: what is measured, in which unit, over whom (docs/outputs.md)."""

from __future__ import annotations

import functools

import pandas as pd

from . import _core

__all__ = ["HEADLINES", "INCOME_SOURCES", "LIVING_INCOME", "PERSPECTIVES", "metrics_frame"]

#: The figures a first reading needs, in its order.
HEADLINES = ("yield", "production", "income", "income_with_food", "income_after_labour", "days_ill", "gap",
             "reaching_benchmark", "poverty_gap", "gini", "worse_off", "better_off")
#: What `living_income()` lists.
LIVING_INCOME = ("benchmark", "income", "income_with_food", "median_income", "reaching_benchmark",
                 "reaching_benchmark_with_food", "gap", "gap_with_food", "gap_usd", "poverty_headcount",
                 "poverty_gap", "poverty_severity")
#: Where the income of a household comes from; they add up to income_with_food.
INCOME_SOURCES = ("cocoa_net_income", "food_own", "food_sales", "livestock_sales", "other_earnings", "remittances",
                  "trip_saving", "side_income", "cash_received", "insurance_net")
#: Whose gains every run reports, besides each payer by its own name (docs/ledger.md).
PERSPECTIVES = tuple(_core.perspective_names())


@functools.cache
def metrics_frame() -> pd.DataFrame:
    """The vocabulary of yearly.csv: name, unit, meaning, over (households or persons)."""
    return pd.DataFrame(_core.reported_metrics())
