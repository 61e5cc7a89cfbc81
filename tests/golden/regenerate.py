#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the expected.csv of golden cases anew, and why.

    python tests/golden/regenerate.py --why "Infilling comes before hiring" [case ...]

A golden file changes when results are meant to change, never to make a test pass. The reason goes into the case's why.md,
under the version; put it under "Changes results" in CHANGELOG.md too.
"""

from __future__ import annotations

import argparse
import sys

import smallholder
from golden import CASES, table_of


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--why", required=True, help="what was changed on purpose, in a sentence")
    parser.add_argument("case", nargs="*", help="folders; all of them where none is named")
    asked = parser.parse_args()
    if len(asked.why.split()) < 3:
        parser.error("say in a sentence why results change")
    unknown = set(asked.case) - {case.name for case in CASES}
    if unknown:
        parser.error(f"there is no case {', '.join(sorted(unknown))}")
    for case in CASES:
        if asked.case and case.name not in asked.case:
            continue
        expected, now = case / "expected.csv", table_of(case)
        if expected.exists() and expected.read_text() == now:
            print(f"{case.name}: as before")
            continue
        expected.write_text(now)
        with (case / "why.md").open("a") as log:
            log.write(f"- {smallholder.__version__}: {asked.why}\n")
        print(f"{case.name}: written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
