# SPDX-License-Identifier: Apache-2.0
"""Adds up the single tests of C++ and Python from the files their runners wrote.

Usage: summarise_tests.py RESULTS RELEASE_XML_FOLDER SANITIZED_XML_FOLDER

Reference rows (tests/reference/rows.csv) are counted apart, by the ids in the names of tests: those that hold the code to the world
and those that hold it to its own specification.
"""

import collections
import csv
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree

ROWS = pathlib.Path(__file__).resolve().parents[1] / "tests/reference/rows.csv"
KINDS = ("world", "specification")
Count = collections.Counter[str]
Outcomes = dict[str, set[str]]


def reference_rows() -> dict[str, str]:
    """What each reference row holds the code to, by its id."""
    with open(ROWS, newline="", encoding="utf-8") as file:
        return {row["id"]: row["holds_to"] for row in csv.DictReader(line for line in file if not line.startswith("#"))}


def ids_in(name: str) -> list[str]:
    """Ids of reference rows in a test's name: TA01AgeCurve, test_ta37_yields, T58full, and TA05ToTA08 for all four."""
    name = re.sub(r"(?<![a-z])t[a-h]?[0-9]{2}(?![0-9])", lambda found: found.group().upper(), name)
    found: list[str] = []
    for family, first, last, part in re.findall(r"(T[A-H])([0-9]{2})(?:To\1([0-9]{2}))?(b(?![a-z]))?", name):
        found += [f"{family}{number:02d}{part}" for number in range(int(first), int(last or first) + 1)]
    for first, last, part in re.findall(r"(?<![A-Za-z0-9])T([1-9][0-9]?)(?![0-9])(?:ToT([1-9][0-9]?))?(b(?![a-z]))?", name):
        found += [f"T{number}{part}" for number in range(int(first), int(last or first) + 1)]
    return found


def report_rows(outcomes: Outcomes) -> None:
    """Two lines: rows that hold the code to the world, and to the specification. A row holds if all its tests that ran passed."""
    for kind in KINDS:
        rows = [row for row, of in reference_rows().items() if of == kind]
        failed = [row for row in rows if "failed" in outcomes.get(row, set())]
        held = [row for row in rows if "passed" in outcomes.get(row, set()) and row not in failed]
        line = f"reference rows, the {kind + ':':15} {len(held):3} of {len(rows)} hold"
        if rest := [row for row in rows if row not in failed and row not in held]:
            line += f", not computed {' '.join(rest)}"
        print(line + (f", FAILED {' '.join(failed)}" if failed else ""))


def outcome(case: ElementTree.Element) -> str:
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    # GoogleTest says result="skipped", ctest status="disabled" or "notrun", pytest <skipped>.
    if case.get("status") == "notrun" and case.get("result") is None:
        return "failed"  # ctest could not start it
    if case.find("skipped") is not None or case.get("result") in ("skipped", "suppressed"):
        return "skipped"
    return "passed"


def cases(file: pathlib.Path) -> list[ElementTree.Element]:
    return list(ElementTree.parse(file).getroot().iter("testcase"))


def note_rows(case: ElementTree.Element, outcomes: Outcomes) -> None:
    for row in ids_in(str(case.get("name"))):
        outcomes.setdefault(row, set()).add(outcome(case))


def count_ctest(summary: pathlib.Path, folder: pathlib.Path, rows: Outcomes) -> Count:
    """Single tests of each program where it wrote them down, else the program as one test."""
    total: Count = collections.Counter()
    for program in cases(summary):
        count: Count = collections.Counter()
        try:
            for case in cases(folder / f"{program.get('name')}.xml"):
                count[outcome(case)] += 1
                note_rows(case, rows)
        except (FileNotFoundError, ElementTree.ParseError):
            count[outcome(program)] += 1
        if outcome(program) == "failed" and not count["failed"]:
            count["failed"] += 1  # it crashed after its last test, or a sanitizer spoke
        total += count
    return total


def count_pytest(file: pathlib.Path, rows: Outcomes) -> Count:
    count: Count = collections.Counter()
    for case in cases(file):
        count[outcome(case)] += 1
        note_rows(case, rows)
    return count


def main() -> int:
    results, release, sanitized = map(pathlib.Path, sys.argv[1:4])
    rows: Outcomes = {}
    total: Count = collections.Counter()

    def add(name: str, count: Count) -> None:
        total.update(count)
        print(f"{name:28} {count['passed']:6} passed {count['failed']:4} failed {count['skipped']:4} skipped")

    missing = collections.Counter(failed=1)
    for name, count in (
        ("C++", lambda: count_ctest(results / "ctest.xml", release, rows)),
        ("C++ under sanitizers", lambda: count_ctest(results / "ctest-dev.xml", sanitized, {})),
        ("Python", lambda: count_pytest(results / "pytest.xml", rows)),
    ):
        try:
            found = count()
        except (FileNotFoundError, ElementTree.ParseError):
            print(f"{name}: no results were written")
            found = missing
        add(name, found if found else missing)
    report_rows(rows)
    skipped = f", {total['skipped']} skipped" if total["skipped"] else ""
    last_line = f"{total['passed']} passed, {total['failed']} failed{skipped}"
    (results / "summary").write_text(last_line + "\n")
    print(last_line)
    return 1 if total["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
