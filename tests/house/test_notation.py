# SPDX-License-Identifier: Apache-2.0
"""docs/notation.md: every name it lists exists in the code, with a unit and a meaning."""

import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]


def rows() -> list[dict[str, str]]:
    """The rows of all tables that have the columns name, unit and meaning."""
    found: list[dict[str, str]] = []
    heading: list[str] = []
    for line in (ROOT / "docs/notation.md").read_text().splitlines():
        if not line.startswith("|"):
            heading = []
            continue
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
        if not heading:
            heading = cells
        elif {"name", "unit", "meaning"} <= set(heading) and not set(line) <= set("|-: "):
            found.append(dict(zip(heading, cells, strict=False)))
    return found


def test_every_name_exists_in_the_code():
    code = "\n".join(
        path.read_text()
        for folder in ("include", "src", "data", "python")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".hpp", ".cpp", ".csv", ".toml", ".py")
    )
    words = set(re.findall(r"[A-Za-z_]\w*", code))
    names = [name for row in rows() for name in re.findall(r"`([A-Za-z_]\w*)`", row["name"])]
    assert len(names) > 100
    assert sorted(set(names) - words) == []


def test_every_row_has_a_unit_and_a_meaning():
    assert [row for row in rows() if not row["name"] or not row.get("unit") or not row.get("meaning")] == []


def test_every_parameter_row_is_explained():
    listed = {name for row in rows() for name in re.findall(r"`([A-Za-z_]\w*)`", row["name"])}
    lines = (ROOT / "data/parameters/cocoa.csv").read_text().splitlines()
    lines = [line for line in lines if line and not line.startswith("#")]
    assert lines[0].split(",")[0] == "name"
    assert [line.split(",")[0] for line in lines[1:] if line.split(",")[0] not in listed] == []
