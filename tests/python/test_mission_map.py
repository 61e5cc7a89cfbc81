# SPDX-License-Identifier: Apache-2.0
"""The page that answers the mission claim by claim names tests that are there, and functions that are there."""

from __future__ import annotations

import pathlib
import re

import pytest
import smallholder as sh

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/mission_map.md").read_text()
HYPOTHESES = {"A13", "A19", "A22", "A23", "A24", "A25", "A36", "A37", "A41", "A42", "A50", "A59", "B7", "B32", "C12"}


def rows() -> dict[str, list[str]]:
    """Cells by claim: claim, in the model, what one sees, status, tests."""
    found = {}
    for line in PAGE.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split(" | ")]
        if re.fullmatch(r"[ABC]\d+b?", cells[0]):
            assert cells[0] not in found, f"{cells[0]} stands there twice"
            assert len(cells) == 6, line
            found[cells[0]] = cells[1:]
    return found


ROWS = rows()


def is_there(test: str) -> bool:
    file, name = test.split("::")
    path = ROOT / "tests" / file
    if not path.exists():
        return False
    text = path.read_text()
    if path.suffix == ".py":
        return re.search(rf"^def {name}\(", text, re.MULTILINE) is not None
    if "." not in name:  # a row of a table
        return re.search(rf'^\s*{{"{name}",', text, re.MULTILINE) is not None
    suite, case = name.split(".")
    return re.search(rf"^TEST(_P|_F)?\({suite}, {case}\)", text, re.MULTILINE) is not None


def test_every_claim_has_a_row() -> None:
    assert set(ROWS) == {f"A{n}" for n in range(1, 60)} | {"A45b"} | {f"B{n}" for n in range(1, 42)} | {f"C{n}" for n in range(1, 18)}


@pytest.mark.parametrize("claim", ROWS)
def test_the_tests_it_names_are_there(claim: str) -> None:
    named = re.findall(r"`([^`]+::[^`]+)`", ROWS[claim][4])
    assert named, "name a test that shows it"
    assert [test for test in named if not is_there(test)] == []


def test_a_test_that_is_not_there_is_noticed() -> None:
    assert not is_there("unit/consortium/path_test.cpp::Path.ALeaderFillsTheAllianceTwice")
    assert not is_there("unit/consortium/no_such_test.cpp::Path.ALeaderFillsTheAlliance")
    assert not is_there("reference/consortium_reference_test.cpp::T2")


@pytest.mark.parametrize("claim", ROWS)
def test_status_is_one_of_three_and_a_part_says_what_is_missing(claim: str) -> None:
    status = ROWS[claim][3]
    assert re.fullmatch(r"M|H|P: .{8,}", status), status
    assert (status == "H") == (claim in HYPOTHESES)


def test_what_one_sees_is_there_to_be_seen() -> None:
    for claim, (_, _, seen, _, _) in ROWS.items():
        for name in re.findall(r"`sh\.([\w.]+)", seen):
            place: object = sh
            for part in name.split("."):
                assert hasattr(place, part), f"{claim}: sh.{name}"
                place = getattr(place, part)
        for method in re.findall(r"`(?:result\.consortium\.)?(\w+)\(\)[^`]*`", seen):
            assert hasattr(sh.consortium.ConsortiumResult, method) or hasattr(sh.Result, method) or hasattr(sh.consortium, method), f"{claim}: {method}"
        for method in re.findall(r"`result\.(\w+)\(", seen):
            assert hasattr(sh.Result, method), f"{claim}: result.{method}"
        for file in re.findall(r"`(\w+\.toml)`", seen):
            assert (ROOT / "data/programmes" / file).exists(), f"{claim}: {file}"


def test_quotes_are_only_as_long_as_it_takes_to_find_them() -> None:
    for claim, (quote, *_) in ROWS.items():
        for words in re.findall(r'"([^"]*)"', quote.replace('\\"', "'")):
            assert len(words.split()) <= 11, claim
