# SPDX-License-Identifier: Apache-2.0
"""Prints the five translation units that took longest to compile, from a .ninja_log."""

import pathlib
import sys

seconds: dict[str, float] = {}
for line in pathlib.Path(sys.argv[1]).read_text().splitlines()[1:]:
    start, end, _, output, _ = line.split("\t")
    if output.endswith((".o", ".gch")):
        seconds[output] = (int(end) - int(start)) / 1000
print(f"slowest of {len(seconds)} translation units ({sum(seconds.values()):.0f} s in all):")
for output in sorted(seconds, key=seconds.__getitem__, reverse=True)[:5]:
    print(f"  {seconds[output]:6.1f} s  {output.removesuffix('.o')}")
