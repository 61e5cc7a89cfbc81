# SPDX-License-Identifier: Apache-2.0
"""The kernel one household at a time, for the tests that compare it with a slow re-derivation."""

from collections.abc import Mapping, Sequence
from typing import Any

def household_year(
    parameters: Mapping[str, float], market: Mapping[str, float], fixed: Mapping[str, float], village: Mapping[str, float],
    levers: Mapping[str, float], shocks: Mapping[str, float], state: Mapping[str, Any], surveyed: bool
) -> tuple[dict[str, float], dict[str, Any]]: ...
def household_shocks(
    parameters: Mapping[str, float], uniforms: Sequence[float], weather_index: float, drought: float, food_price: float
) -> dict[str, float]: ...
def hash_name(name: str) -> int: ...
def normal_quantile(u: float) -> float: ...
