# SPDX-License-Identifier: Apache-2.0
"""What if fertiliser were cheap? Parameters are set to a number or given another range.

The same numbers as 04_change_parameters.cpp, and as the command gives for 04_change_parameters.toml.
"""

import smallholder as sh

people = sh.synthesise("ghana_cocoa", households=500)
as_shipped = sh.Programme()
cheap = sh.Programme(parameters={"fertiliser_cost": sh.lognormal(p5=40, p95=80), "wage": 4.5})
for name, world in (("as shipped", as_shipped), ("cheap", cheap)):
    result = sh.simulate(people, world, years=10, draws=20)
    for metric in ("doses", "yield", "income"):
        row = result.value(metric)
        print(f"{name:<12}{metric:<8}{row['p50']:10.3f}   ({row['p5']:.3f} to {row['p95']:.3f}) {row['unit']}")
print(f"state {result.runs.state_hash}")
