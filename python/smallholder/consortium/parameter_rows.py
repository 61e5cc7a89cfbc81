# SPDX-License-Identifier: Apache-2.0
"""What an alliance is taken to be like: every number with range, unit and source."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from .._core import consortium as _core

__all__ = ["Changes", "parameters", "parameters_of"]

#: Rows of `parameters()` that the caller sets, by name.
Changes = Mapping[str, float]


def parameters_of(changes: Changes | None) -> _core.ConsortiumParameters:
    """The defaults with what is changed. Raises ProgrammeError for a name there is not, RangeError beyond what it can mean."""
    found = _core.ConsortiumParameters()
    for name, value in (changes or {}).items():
        found.set(name, float(value))
    return found


def parameters(changes: Changes | None = None) -> pd.DataFrame:
    """Every number of the alliance as a table: one row each.

    changes   {"excludability": 0.4, ...}: the table as it is with these
    Columns: name, symbol, value, low and high (a plausible range), least and most (what it can mean), unit, provenance ("published",
    "computed", "recalled", "assumed"), meaning, source, changed. Almost all are assumed: read what hangs on them as a scenario.
    Raises ProgrammeError for a name that there is not, RangeError for a value outside least to most.
    """
    used = parameters_of(changes)
    frame = pd.DataFrame(_core.parameter_rows())
    own = [used.get(name) for name in frame["name"]]
    return frame.assign(changed=frame["value"] != own, value=own)
