# SPDX-License-Identifier: Apache-2.0
"""A survey that says little: what it leaves out is drawn given what it says, and year 0 is its own.

03_complete_survey.csv holds forty made-up households. The same numbers as 03_complete_survey.cpp, and as the command
gives for 03_complete_survey.toml.
"""

from pathlib import Path

import smallholder as sh

survey = sh.read_survey(Path(__file__).with_suffix(".csv"), schema="smallholder", weights="equal")
people = sh.build_population(survey, represents=1200)
drawn = people.origin.set_index("column")["imputed_share"]
for column in ("recorded_yield_kg_per_ha", "school_years", "wealth_usd"):
    print(f"{column:<28}drawn for {drawn.get(column, 0.0):6.1%} of the households")

health = sh.CommunityHealth(name="health", start=1, years=5)
result = sh.simulate(people, sh.Programme([health]), years=8, draws=20, comparators=False)
for metric in ("yield", "income", "days_ill"):
    for year in (0, 1, 5):
        base = result.value(metric, year=year)
        change = result.value(metric, arm="programme", year=year, kind="change")
        print(f"{metric:<10}year {year}  {base['p50']:10.2f}  and with health {change['p50']:+8.2f} {base['unit']}")
print(f"state {result.runs.state_hash}")
