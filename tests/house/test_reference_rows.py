# SPDX-License-Identifier: Apache-2.0
"""Every reference row of this version is asserted by a test that carries its id, or skipped with a reason; and they are counted rightly."""

import importlib.util
import pathlib
import re
import subprocess
import sys
import types

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
TESTS = ROOT / "tests"
SKIPPED = TESTS / "reference/skipped_rows_reference_test.cpp"


@pytest.fixture(scope="module")
def tool() -> types.ModuleType:
    spec = importlib.util.spec_from_file_location("summarise_tests", ROOT / "tools/summarise_tests.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def skipped() -> dict[str, str]:
    """Ids and reasons, as the file of skipped rows gives them: a text or a constant that holds one."""
    text = SKIPPED.read_text()
    words = dict(re.findall(r'const char\* (k\w+) = "([^"]+)";', text))
    rows = re.findall(r'SkippedRow\{"(\w+)",\s*"[^"]+",\s*(?:"([^"]*)"|(\w+))\}', text)
    return {row: said or words[constant] for row, said, constant in rows}


@pytest.fixture(scope="module")
def asserted(tool: types.ModuleType) -> dict[str, set[str]]:
    """For each id that a test's name or a row of a table holds: what that test says it holds the code to; "" where it says neither."""
    found: dict[str, set[str]] = {}

    def add(name: str, kind: str) -> None:
        for row in tool.ids_in(name):
            found.setdefault(row, set()).add(kind)

    for file in sorted(TESTS.rglob("*.cpp")):
        if file == SKIPPED:
            continue
        text = file.read_text()
        for suite, name in re.findall(r"^TEST(?:_[FP])?\((\w+),\s*(\w+)\)", text, re.MULTILINE):
            add(name, {"ReferenceDerived": "specification", "ReferenceSeen": "world"}.get(suite, ""))
        if "std::vector<ReferenceRow>" in text:
            sources = dict(re.findall(r'const char\* (k\w+) =\s*"([^"]*)', text))
            for entry in re.split(r'^    \{(?="T)', text, flags=re.MULTILINE)[1:]:
                row, *texts = re.findall(r'"([^"]*)"', entry.split("[]")[0])
                said = texts + [sources.get(word, "") for word in re.findall(r"\bk\w+", entry.split("[]")[0])]
                add(row, "specification" if any(words.startswith(("DERIVED", "computed here")) for words in said) else "world")
    for file in sorted(TESTS.rglob("test_*.py")):
        for name in re.findall(r"^def (test_\w+)", file.read_text(), re.MULTILINE):
            add(name, "")
    return found


def test_every_row_is_asserted_or_skipped_with_a_reason(tool, asserted, skipped) -> None:
    rows = tool.reference_rows()
    assert len(rows) > 80
    assert set(rows.values()) == set(tool.KINDS)
    assert [row for row in rows if row not in asserted and row not in skipped] == [], "neither asserted nor skipped"
    assert [row for row in skipped if row in asserted] == [], "asserted and yet called skipped"
    assert [row for row in skipped if row not in rows] == []
    assert [row for row, reason in skipped.items() if len(reason.split()) < 5] == [], "say why"


def test_no_row_is_asserted_that_the_list_does_not_know(tool, asserted) -> None:
    # Rows of what later versions build may come early; then they belong on the list.
    assert [row for row in asserted if row not in tool.reference_rows()] == []


def test_tests_and_list_agree_on_what_a_row_holds_the_code_to(tool, asserted) -> None:
    rows = tool.reference_rows()
    wrong = {row: kinds for row, kinds in asserted.items() if kinds - {"", rows.get(row)}}
    assert wrong == {}


@pytest.mark.parametrize(("name", "ids"), [
    ("TA01AgeCurvePeak", ["TA01"]), ("TA05ToTA08SteadyStands", ["TA05", "TA06", "TA07", "TA08"]), ("TA25AndTA26Levels", ["TA25", "TA26"]),
    ("Holds/TE01", ["TE01"]), ("IsNotComputed/TB15b", ["TB15b"]), ("MeetsItsReferenceRowTH07", ["TH07"]), ("GivesTH01ToTH03", ["TH01", "TH02", "TH03"]),
    ("test_ta37_yields_of_ghana", ["TA37"]), ("test_ta38_scenarios[own food-actual net]", ["TA38"]), ("TB02both", ["TB02"]),
    ("Holds/T58full", ["T58"]), ("T57ToT59Markets", ["T57", "T58", "T59"]), ("test_t60_leap", ["T60"]), ("Holds/T41b", ["T41b"]), ("T42both", ["T42"]),
    ("test_start01_of_data24", []), ("ThatHasNone", []),
])
def test_ids_are_read_from_names(tool, name, ids) -> None:
    assert tool.ids_in(name) == ids


def test_the_two_kinds_are_counted_apart_before_the_last_line(tmp_path) -> None:
    results = tmp_path / "results"
    for folder in (results, tmp_path / "release", tmp_path / "dev"):
        folder.mkdir()
    suite = "<testsuites><testsuite>{}</testsuite></testsuites>"
    (results / "ctest.xml").write_text(suite.format('<testcase name="reference" status="run"/>'))
    (results / "ctest-dev.xml").write_text(suite.format('<testcase name="core" status="run"/>'))
    (tmp_path / "release/reference.xml").write_text(suite.format(
        '<testcase name="TA05ToTA08Stands" status="run" result="completed"/><testcase name="Holds/TE01" status="run" result="completed"/>'
        '<testcase name="Holds/TE02" status="run" result="completed"><failure/></testcase>'
        '<testcase name="IsNotComputed/TB03" status="run" result="skipped"><skipped/></testcase>'))
    (results / "pytest.xml").write_text(suite.format('<testcase name="test_ta37_yields"/><testcase name="test_ta36_farms"><skipped/></testcase>'))
    done = subprocess.run([sys.executable, str(ROOT / "tools/summarise_tests.py"), str(results), str(tmp_path / "release"), str(tmp_path / "dev")],
                          capture_output=True, text=True, check=False)
    *_, world, specification, last = done.stdout.splitlines()
    assert re.match(r"reference rows, the world: +2 of [0-9]+ hold, not computed .*TA36 .*TB03.*, FAILED TE02$", world), done.stdout
    assert re.match(r"reference rows, the specification: +4 of [0-9]+ hold, not computed .*TA01 ", specification), done.stdout
    assert last == "4 passed, 1 failed, 2 skipped" and done.returncode == 1
