# SPDX-License-Identifier: Apache-2.0
"""Tenure contracts by name: which part of the harvest stays with who works the farm, and who pays for inputs."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from . import _core
from .errors import ProgrammeError, RangeError, UnknownKeyError, nearest

__all__ = ["contract_shares", "contracts", "tenancy"]

#: A synthetic population has owners and two kinds of tenants.
MOST_CONTRACTS = 2


def contracts() -> pd.DataFrame:
    """The contracts there are, by name (data/contracts.csv).

    crop_share            share of the harvest's money that stays with who works the farm, 1
    landlord_input_share  part of chemicals and fertiliser that landlords pay, on what is not the tenant's share, 1: with 0 the
                          tenant pays all of them, with 1 they are shared as the harvest is
    source, provenance    who says so
    """
    return pd.read_csv(Path(_core.data_folder()) / "contracts.csv", index_col="name")


def contract_shares() -> dict[str, float]:
    """crop_share by contract: what `map = "contracts"` of a schema's crop_share stands for."""
    return {str(name): float(share) for name, share in contracts()["crop_share"].items()}


def tenancy(mix: Mapping[str, float]) -> dict[str, float]:
    """Parameters that put tenants under these contracts into a synthetic population; who is left owns the farm.

    mix  {contract: share of farms}, at most two contracts beside owners, together at most 1

    For synthesise(parameters=...) and for simulate(parameters=...) alike, or as lines of [parameters] in a programme file.
    UnknownKeyError for a contract that there is not, RangeError for shares that cannot be, ProgrammeError where the contracts share
    inputs by different rules: a run has one.
    """
    known = contracts()
    for name, share in mix.items():
        if name not in known.index:
            close = nearest(str(name), list(known.index))
            raise UnknownKeyError(f'there is no contract "{name}"', "tenancy",
                                  (f'did you mean "{close[0]}"? ' if close else "") + "known: " + ", ".join(known.index))
        if not (math.isfinite(share) and 0.0 <= share <= 1.0):
            raise RangeError(f"{share} of the farms under {name}", "tenancy", "give a share between 0 and 1")
    tenants = {name: float(share) for name, share in mix.items() if name != "owner" and share > 0.0}
    if len(tenants) > MOST_CONTRACTS:
        raise ProgrammeError(f"{len(tenants)} contracts beside owners: {', '.join(tenants)}", "tenancy",
                             "give at most two, or a survey with a column of contracts")
    total = sum(tenants.values())
    if total > 1.0 + 1e-9 or ("owner" in mix and abs(total + mix["owner"] - 1.0) > 1e-9):
        raise RangeError(f"the shares of farms sum to {total + mix.get('owner', 0.0):g}", "tenancy",
                         "make them sum to 1, or leave owners out: they get what is left")
    keeps = contract_shares()
    paid = {str(name): float(share) for name, share in known["landlord_input_share"].items()}
    rules = {paid[name] for name in tenants}
    if len(rules) > 1:
        raise ProgrammeError(f"{' and '.join(tenants)} share inputs by different rules", "tenancy",
                             "take contracts of one rule; a run has one landlord_input_share")
    first, second = ([*tenants, *tenants] or ["owner", "owner"])[:2] if len(tenants) != 2 else list(tenants)
    return {
        "share_tenancy": 1.0 if tenants else 0.0, "tenure_owner": 1.0 - total, "tenure_abunu": tenants.get(first, 0.0),
        "abunu_share": keeps[first], "abusa_share": keeps[second],
        "landlord_input_share": rules.pop() if rules else 0.0}
