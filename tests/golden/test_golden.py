# SPDX-License-Identifier: Apache-2.0
"""Every golden case comes out as it is written down, digit for digit."""

import csv
import pathlib
import subprocess
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from golden import CASES, HERE, table_of  # noqa: E402


def differences(expected: str, now: str) -> list[str]:
    """The first few cells that differ, named."""
    found = []
    old, new = ([row for row in csv.reader(text.splitlines())] for text in (expected, now))
    names: list[str] = []
    for before, after in zip(old, new, strict=False):
        if before[0] == "arm":
            names = before
        for name, a, b in zip(names or before, before, after, strict=False):
            if a != b:
                found.append(f"{'/'.join(before[:2])} {name}: {a} -> {b}")
    if len(old) != len(new):
        found.append(f"{len(old)} lines, now {len(new)}")
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_results_are_as_written_down(case: pathlib.Path) -> None:
    expected, now = (case / "expected.csv").read_text(), table_of(case)
    found = differences(expected, now)
    assert now == expected, "\n".join([f"{len(found)} cells differ; if results are meant to change, run tests/golden/regenerate.py --why",
                                       *found[:12]])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_change_of_a_golden_file_has_a_reason(case: pathlib.Path) -> None:
    assert (case / "why.md").read_text().startswith("- ")


def test_regenerating_asks_why() -> None:
    done = subprocess.run([sys.executable, str(HERE / "regenerate.py")], capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "--why" in done.stderr
