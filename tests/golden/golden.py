# SPDX-License-Identifier: Apache-2.0
"""What a golden case says: means over everybody and all draws, per arm and year, and the hash of every final state."""

from __future__ import annotations

import pathlib

import smallholder as sh
from smallholder import _core

HERE = pathlib.Path(__file__).resolve().parent
CASES = sorted(path.parent for path in HERE.glob("*/case.toml"))


def table_of(case: pathlib.Path) -> str:
    """The case as it comes out now: a CSV whose numbers are written with all their digits.

    Results have the same bits on every machine, so nothing is rounded and nothing is forgiven.
    """
    programme = sh.read_programme(case / "case.toml")
    result = sh.simulate(sh.population_of(programme), programme, threads=2, progress=False)
    metrics = [row["name"] for row in _core.reported_metrics()]
    yearly = result.yearly(metrics, by="all", kind="level").pivot_table(index=["arm", "year"], columns="metric", values="mean",
                                                                        observed=True, sort=False)
    lines = [f"# state_hash {result.runs.state_hash}", ",".join(["arm", "year", *metrics])]
    for arm in result.arms:
        for year in range(result.years + 1):
            row = yearly.loc[(arm, year)]
            lines.append(",".join([arm, str(year), *(repr(float(row[metric])) for metric in metrics)]))
    if result.programme.interventions:
        costs = result.costs()
        lines += ["# costs", ",".join(costs.columns)]
        lines += [",".join(str(value) for value in row) for row in costs.itertuples(index=False)]
    return "\n".join(lines) + "\n"
