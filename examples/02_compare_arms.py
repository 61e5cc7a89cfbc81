# SPDX-License-Identifier: Apache-2.0
"""Training alone, a road alone, both: what each costs and brings, on the same luck.

Runs 02_compare_arms.toml. The same numbers as 02_compare_arms.cpp, and as the command gives for the file.
"""

from pathlib import Path

import smallholder as sh

programme = sh.read_programme(Path(__file__).with_suffix(".toml"))
result = sh.simulate(sh.population_of(programme), programme, comparators=False)

table = result.returns()
for perspective, metric in (("programme", "cost_per_household_reached"), ("farmers", "income_gain_per_household_year"),
                            ("society", "benefit_cost_ratio")):
    for arm in result.arms[1:]:
        row = table[(table["perspective"] == perspective) & (table["metric"] == metric) & (table["arm"] == arm)].iloc[0]
        print(f"{metric:<32}{arm:<10}{row['p50']:9.2f}   ({row['p5']:.2f} to {row['p95']:.2f}) {row['unit']}")
print(f"state {result.runs.state_hash}")
