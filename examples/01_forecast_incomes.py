# SPDX-License-Identifier: Apache-2.0
"""Farmer training for six households in ten: yields, incomes and the gap to a living income after ten years.

The same numbers as 01_forecast_incomes.cpp, and as the programme file 01_forecast_incomes.toml gives.
"""

import smallholder as sh

people = sh.synthesise("ghana_cocoa", households=500)
programme = sh.Programme([sh.FarmerTraining(name="training", coverage=0.6, start=2, years=3)])
result = sh.simulate(people, programme, years=10, draws=20, comparators=False)

for metric in ("yield", "income", "gap", "reaching_benchmark"):
    for arm, kind in (("baseline", "level"), ("programme", "level"), ("programme", "change")):
        row = result.value(metric, arm=arm, kind=kind)
        print(f"{metric:<20}{arm:<11}{kind:<8}{row['p50']:10.3f}   ({row['p5']:.3f} to {row['p95']:.3f}) {row['unit']}")
print(f"state {result.runs.state_hash}")
