# SPDX-License-Identifier: Apache-2.0
"""Adds up the single tests of C++ and Python from the files their runners wrote.

Usage: summarise_tests.py RESULTS RELEASE_XML_FOLDER SANITIZED_XML_FOLDER
"""

import collections
import pathlib
import sys
import xml.etree.ElementTree as ElementTree

Count = collections.Counter[str]


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


def count_ctest(summary: pathlib.Path, folder: pathlib.Path, kinds: Count) -> Count:
    """Single tests of each program where it wrote them down, else the program as one test."""
    total: Count = collections.Counter()
    for program in cases(summary):
        count: Count = collections.Counter()
        try:
            for case in cases(folder / f"{program.get('name')}.xml"):
                count[outcome(case)] += 1
                for item in case.iter("property"):
                    if item.get("name") == "kind":
                        kinds[str(item.get("value"))] += 1
        except (FileNotFoundError, ElementTree.ParseError):
            count[outcome(program)] += 1
        if outcome(program) == "failed" and not count["failed"]:
            count["failed"] += 1  # it crashed after its last test, or a sanitizer spoke
        total += count
    return total


def main() -> int:
    results, release, sanitized = map(pathlib.Path, sys.argv[1:4])
    kinds: Count = collections.Counter()
    unused: Count = collections.Counter()
    total: Count = collections.Counter()

    def add(name: str, count: Count) -> None:
        total.update(count)
        print(f"{name:28} {count['passed']:6} passed {count['failed']:4} failed {count['skipped']:4} skipped")

    missing = collections.Counter(failed=1)
    for name, count in (
        ("C++", lambda: count_ctest(results / "ctest.xml", release, kinds)),
        ("C++ under sanitizers", lambda: count_ctest(results / "ctest-dev.xml", sanitized, unused)),
        ("Python", lambda: collections.Counter(outcome(case) for case in cases(results / "pytest.xml"))),
    ):
        try:
            found = count()
        except (FileNotFoundError, ElementTree.ParseError):
            print(f"{name}: no results were written")
            found = missing
        add(name, found if found else missing)
    for kind, number in sorted(kinds.items()):
        print(f"of these, reference rows {kind}: {number}")
    skipped = f", {total['skipped']} skipped" if total["skipped"] else ""
    last_line = f"{total['passed']} passed, {total['failed']} failed{skipped}"
    (results / "summary").write_text(last_line + "\n")
    print(last_line)
    return 1 if total["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
