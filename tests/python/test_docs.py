# SPDX-License-Identifier: Apache-2.0
"""The pages tell the truth: their code runs, their links lead somewhere, their tables are those of the code."""

from __future__ import annotations

import csv
import importlib.util
import pathlib
import re
import sys
import unicodedata

import pytest

from smallholder import _core

ROOT = pathlib.Path(__file__).resolve().parents[2]


def load(name: str):
    spec = importlib.util.spec_from_file_location(name, ROOT / f"tools/{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


doc_blocks = load("doc_blocks")
PAGES = doc_blocks.pages()
CODE = [page for page in PAGES if any(b.language in ("bash", "python") for b in doc_blocks.blocks(page))]
KIT = "kit_ghana_households.csv"


def name_of(page: pathlib.Path) -> str:
    return str(page.relative_to(ROOT))


# ---- code -----------------------------------------------------------------------------------------------


@pytest.fixture
def desk(tmp_path):
    """A folder like a clone that was built, with the files that pages of a user's own files speak of."""
    made = doc_blocks.Desk(tmp_path)
    (tmp_path / "my_plan.toml").write_text(
        'schema = 1\nyears = 4\ndraws = 2\n[population]\nsynthetic = "ghana_cocoa"\nhouseholds = 60\n'
        '[[intervention]]\nkind = "farmer_training"\n[parameters]\nwage = 4.5\n')
    (tmp_path / "four_columns.csv").write_text(
        "household_id,area_ha,yield_kg_per_ha,income_usd\n"
        + "".join(f"h{i},{1 + i % 4},{250 + 13 * i},{900 + 70 * i}\n" for i in range(40)))
    _write_own_survey(tmp_path)
    return made


def _write_own_survey(folder: pathlib.Path) -> None:
    """my_survey in the form that docs/surveys/bring_your_own.md describes, with the layout written there."""
    page = ROOT / "docs/surveys/bring_your_own.md"
    layout = next(b.text for b in doc_blocks.blocks(page) if b.language == "toml" and "[columns]" in b.text)
    (folder / "my_survey.toml").write_text(layout)
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["Cooperative baseline 2023"])
    book.active.append(["farmer_code", "cocoa_acres", "bags_sold", "hh_income", "sex_head"])
    for i in range(40):
        book.active.append([f"K{i:03d}", 2.5 + i % 7, 6 + i % 11, 9000 + 400 * i if i != 5 else -99, "MMMF"[i % 4]])
    book.save(folder / "my_survey.xlsx")
    rows = ["%s" % ",".join(map(str, row)) for row in book.active.values if row[1] is not None]
    for name in ("my_survey.csv", "households.csv"):
        (folder / name).write_text("Cooperative baseline 2023,,,,\n" + "\n".join(rows) + "\n")


@pytest.mark.slow
@pytest.mark.parametrize("page", CODE, ids=name_of)
def test_the_code_of_a_page_runs_and_prints_what_the_page_says(page, desk, request):
    wrong = []
    if page.name != "README.md":  # which is complete in itself; the others go on where it ends
        import smallholder as sh

        survey = sh.read_survey(desk.folder / "four_columns.csv", schema="smallholder", weights="equal", price_year=2018)
        desk.names.update(sh=sh, survey=survey)
    for block in doc_blocks.blocks(page):
        if block.language not in ("bash", "python"):
            continue
        if KIT in block.text:
            shared = request.getfixturevalue("shared_data")
            (desk.folder / KIT).symlink_to(shared / "kit_cocoa" / KIT)
        printed = desk.run(block)
        if block.prints is not None and printed != block.prints:
            wrong.append(f"{block.where} prints\n{printed}\nand not\n{block.prints}\n"
                         "If results are meant to have changed: tools/refresh_docs.py, and a line in CHANGELOG.md")
    assert wrong == [], "\n".join(wrong)


def test_the_readme_shows_what_it_runs():
    languages = [block.language for block in doc_blocks.blocks(ROOT / "README.md")]
    assert {"bash", "python", "cmake"} <= set(languages)
    printing = [block for block in doc_blocks.blocks(ROOT / "README.md") if block.prints is not None]
    assert len(printing) >= 3
    assert all(len(block.prints) > 40 for block in printing)


def test_the_cmake_lines_of_the_readme_are_those_of_the_examples():
    (block,) = [b for b in doc_blocks.blocks(ROOT / "README.md") if b.language == "cmake"]
    example = re.sub(r"\s+", " ", (ROOT / "examples/CMakeLists.txt").read_text())
    for line in block.text.splitlines():
        line = re.sub(r"\s*#.*", "", line).replace("my_program", "example_${example}")
        assert line in example


def test_the_picture_of_the_readme_is_small_and_shown():
    picture = ROOT / "docs/images/first_forecast.png"
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert 20_000 < picture.stat().st_size < 200_000
    assert "](docs/images/first_forecast.png)" in (ROOT / "README.md").read_text()


# ---- links ----------------------------------------------------------------------------------------------


def anchor(heading: str) -> str:
    """The anchor that a heading gets where Markdown is shown."""
    text = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading)
    kept = [c for c in text.lower() if c in " -_" or unicodedata.category(c)[0] in "LN"]
    return "".join(kept).strip().replace(" ", "-")


def without_code(page: pathlib.Path) -> str:
    return re.sub(r"^\s*```.*?^\s*```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)


def anchors(page: pathlib.Path) -> set[str]:
    return {anchor(heading) for heading in re.findall(r"^#+ +(.*)$", without_code(page), re.MULTILINE)}


def broken(page: pathlib.Path, link: str) -> bool:
    path, _, place = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    if not target.exists():
        return True
    return bool(place) and (target.suffix != ".md" or place not in anchors(target))


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page):
    links = re.findall(r"\]\(([^)\s]+)\)", without_code(page))
    inside = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert [link for link in inside if broken(page, link)] == []


def test_pages_named_in_code_exist():
    named = []
    for folder, endings in (("include", "*.hpp"), ("src", "*.cpp"), ("python", "*.py"), ("data", "*.toml"), ("examples", "*")):
        for path in (ROOT / folder).rglob(endings):
            if path.is_file():
                text = path.read_text(encoding="utf-8", errors="replace")
                named += [(name_of(path), link) for link in re.findall(r"docs/[\w/.-]+\.md(?:#[\w-]+)?", text)]
    assert len(named) > 40
    assert [(path, link) for path, link in named if broken(ROOT / "x.md", link)] == []


@pytest.mark.parametrize("page", ["README.md", "docs/contributing.md", "docs/map.md", "docs/notation.md", "docs/odd.md"])
def test_files_named_on_a_page_exist(page):
    text = (ROOT / page).read_text()
    named = set(re.findall(r"`((?:[\w.-]+/)+[\w.-]+\.(?:hpp|cpp|py|csv|toml|md|sh|txt))`", text))
    places = [ROOT, ROOT / "include/smallholder", ROOT / "python/smallholder"]
    assert [name for name in named if not any((place / name).exists() for place in places)] == []


def test_every_page_is_in_the_index():
    index = (ROOT / "docs/index.md").read_text()
    pages = [str(page.relative_to(ROOT / "docs")) for page in PAGES if page.is_relative_to(ROOT / "docs")]
    assert [page for page in pages if f"]({page})" not in index and page != "index.md"] == []


def test_the_changelog_says_what_changed_results():
    assert "### Changes results" in (ROOT / "CHANGELOG.md").read_text()


# ---- notation -------------------------------------------------------------------------------------------


def tables(page: pathlib.Path, section: str) -> list[dict[str, str]]:
    """The rows of all tables below the heading of a section, up to the next heading of its rank."""
    text = page.read_text(encoding="utf-8")
    part = re.search(rf"^## {re.escape(section)}$(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)[1]
    rows: list[dict[str, str]] = []
    heading: list[str] = []
    for line in part.splitlines():
        cells = [cell.strip().strip("`").replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if not cells:
            heading = []
        elif not heading:
            heading = cells
        elif not set(line) <= set("|-: "):
            rows.append(dict(zip(heading, cells, strict=True)))
    return rows


NOTATION = ROOT / "docs/notation.md"
HOUSEHOLD = (ROOT / "include/smallholder/simulate/household.hpp").read_text()


def strings_of(array: str, header: str = HOUSEHOLD) -> list[str]:
    body = re.search(rf"{array} = std::to_array<std::string_view>\(\s*\{{(.*?)\}}\)", header, re.DOTALL)[1]
    return re.findall(r'"(\w+)"', body)


# The rows of kLeverRows: name, unit, neutral value, bounds, rule.
LEVERS = [
    dict(zip(("name", "unit", "without an intervention", "two together"), row, strict=True))
    for row in re.findall(r'\{"(\w+)", "([^"]+)", ([\d.]+), [^,]+, [^,]+, Combine::(\w+),',
                          (ROOT / "include/smallholder/effects/levers.hpp").read_text())
]


def test_notation_has_every_lever_with_its_unit_neutral_value_and_rule():
    page = [{key: row[key] for key in LEVERS[0]} for row in tables(NOTATION, "levers")]
    assert page == LEVERS


def test_notation_has_every_parameter_with_its_symbol_and_unit():
    with open(ROOT / "data/parameters/cocoa.csv", newline="", encoding="utf-8") as file:
        data = {row["name"]: (row["symbol"], row["unit"]) for row in csv.DictReader(line for line in file if not line.startswith("#"))}
    rows = tables(NOTATION, "parameters")
    page = {row["name"]: (row["symbol"], row["unit"]) for row in rows}
    assert len(page) == len(rows), "a name stands twice"
    assert page == data


@pytest.mark.parametrize(
    ("section", "names"),
    [
        ("state", strings_of("kStateNames")),
        ("fixed", strings_of("kFixedNames")),
        ("levers", [row["name"] for row in LEVERS]),
        ("shocks", strings_of("kShockNames")),
        ("village", strings_of("kVillageNames")),
        ("flows", _core.flows()),
    ],
)
def test_notation_has_every_name_in_the_order_of_the_code(section, names):
    assert len(names) >= 4
    assert [row["name"] for row in tables(NOTATION, section)] == names


def test_notation_has_every_measure_with_its_unit():
    code = {row["name"]: row["unit"] for row in _core.reported_metrics()}
    assert {row["name"]: row["unit"] for row in tables(NOTATION, "measures")} == code


def test_notation_has_every_column_of_a_panel_with_its_unit_and_meaning():
    code = [(row["name"], row["unit"], row["meaning"]) for row in _core.panel_columns()]
    assert [(row["name"], row["unit"], row["meaning"]) for row in tables(NOTATION, "panel")] == code


def test_notation_explains_every_welfare_measure_and_return():
    text = NOTATION.read_text()
    headers = {path.name for path in (ROOT / "include/smallholder/evaluate").glob("*.hpp")} - {"inputs.hpp", "summary.hpp"}
    assert [header for header in headers if f"evaluate/{header}`" not in text] == []


def test_units_on_the_page_are_units_of_the_flows():
    endings = {"_usd": "USD", "_kg": "kg", "_kg_per_ha": "kg/ha", "_usd_per_kg": "USD/kg", "_per_ha": "/ha", "_usd_per_day": "USD/day"}
    for row in tables(NOTATION, "flows"):
        ending = next((e for e in sorted(endings, key=len, reverse=True) if row["name"].endswith(e)), None)
        if ending is not None:
            assert row["unit"].endswith(endings[ending]), row


# ---- map ------------------------------------------------------------------------------------------------


def test_the_map_walks_through_the_year_and_names_functions_where_they_are():
    year = (ROOT / "include/smallholder/simulate/year.hpp").read_text()
    steps = [int(number) for number in re.findall(r"^\s+// (\d+) ", year, re.MULTILINE)]
    assert steps == list(range(2, 16))
    rows = [row for row in tables(ROOT / "docs/map.md", "One household's year") if row.get("step", "").isdigit()]
    assert [int(row["step"]) for row in rows] == list(range(1, 17))
    called = set()
    for row in rows:
        cell = row["functions, in the order they are called"]
        for names, header in re.findall(r"((?:`\w+`(?:, | and | or )?)+)[^`]*?\[`[^`]+`\]\(\.\./([^)]+)\)", "`" + cell):
            source = (ROOT / header).read_text()
            for name in re.findall(r"`(\w+)`", names):
                assert re.search(rf"\b{name}\(", source), f"{name} is not in {header}"
                called.add(name)
    own = set(re.findall(r"\b([a-z]\w+)(?:<\w+>)?\(", re.sub(r"//.*", "", year)))
    lane = {"select", "maximum", "minimum", "clip", "mask_and", "mask_or", "logistic", "indicator", "toward", "chemical_bill",
            "affordable_dose", "at_least", "broadcast", "household_year", "constexpr", "if", "for"}
    assert sorted(own - lane - called) == [], "household_year calls these and the map does not say where they are"


def test_the_map_lists_every_module():
    modules = {path.name for path in (ROOT / "include/smallholder").iterdir() if path.is_dir()}
    listed = {row["module"] for row in tables(ROOT / "docs/map.md", "Floors")}
    assert modules == listed


# ---- interventions --------------------------------------------------------------------------------------


@pytest.mark.parametrize("entry", _core.catalogue(), ids=lambda entry: entry["key"])
def test_every_intervention_has_page_header_test_and_sources(entry):
    key = entry["key"]
    page = ROOT / f"docs/effects/{key}.md"
    assert (ROOT / f"include/smallholder/effects/{key}.hpp").exists()
    assert (ROOT / f"tests/unit/effects/{key}_test.cpp").exists()
    text = page.read_text()
    assert "".join(word.capitalize() for word in key.split("_")) in text
    assert re.search(r"^## What the evidence says\n\|.*source", text, re.MULTILINE)
    assert "## What could mislead" in text
    rows = [row for row in _core.ParameterTable.shipped().rows() if row["name"].startswith(f"{key}.")]
    assert rows
    assert [row["name"] for row in rows if not row["source"] or not row["provenance"]] == []
    own = {spec["name"] for spec in entry["fields"] if not spec["table"]}
    assert [name for name in own if f"`{name}`" not in text] == [], "fields that the page does not name"
    for row in rows:
        field = row["name"].removeprefix(f"{key}.")
        said = re.search(rf"^\|[^|]*`{field}`[^|]*\| ([^|]+) \|", text, re.MULTILINE)
        if said is not None:
            numbers = [cell.strip().replace(",", "") for cell in said[1].split(", ")]
            names = re.findall(r"`(\w+)`", said[0].split("|")[1])
            if len(numbers) != len(names):  # a thousand's comma
                numbers = [said[1].replace(",", "").strip()]
            assert float(numbers[names.index(field)]) == row["value"], f"the page gives another default of {field}"


def test_the_list_of_interventions_has_every_one_with_its_levers():
    text = (ROOT / "docs/interventions.md").read_text()
    listed = {}
    for row in re.findall(r"^\| \[.*?\]\(effects/(\w+)\.md\) \| ([^|]*) \|", text, re.MULTILINE):
        listed[row[0]] = re.findall(r"`(\w+)`", row[1])
    for entry in _core.catalogue():
        header = (ROOT / f"include/smallholder/effects/{entry['key']}.hpp").read_text()
        moves = re.search(r"kMoves = std::to_array<Lever>\(\s*\{(.*?)\}\)", header, re.DOTALL)[1]
        assert listed.pop(entry["key"]) == re.findall(r"Lever::(\w+)", moves), entry["key"]
    assert listed == {}


@pytest.mark.parametrize("entry", _core.catalogue(), ids=lambda entry: entry["key"])
def test_the_example_of_an_intervention_runs_and_changes_something(entry):
    import smallholder as sh

    page = ROOT / f"docs/effects/{entry['key']}.md"
    examples = [block.text for block in doc_blocks.blocks(page) if block.language == "toml"]
    scripts = [block.text for block in doc_blocks.blocks(page) if block.language == "python"]
    assert len(examples) == len(scripts) >= 1, "a page shows how its intervention is written, in a file and in Python"
    for text, script in zip(examples, scripts, strict=True):
        plan = sh.Programme._from_dict(_core.parse_programme(f"schema = 1\n{text}", page.name, _core.ParameterTable.shipped()))
        names: dict[str, object] = {}
        exec(script, names)  # noqa: S102
        (same,) = [value for value in names.values() if isinstance(value, sh.Intervention)]
        assert list(plan.interventions) == [same], "the file and the line of Python say the same"
        assert same.kind == entry["key"]
        people = sh.synthesise("ghana_cocoa", households=60)
        result = sh.simulate(people, plan, years=12, draws=2)
        costs = result.costs()
        assert (costs["enrolled"] > 0).any()
        changes = [result.value(metric, year=year, arm="programme", kind="change")["mean"]
                   for metric in ("income_after_labour", "knowledge", "days_ill", "family_days") for year in (3, 12)]
        if entry["key"] == "tenure_reform":  # whose page says that it does next to nothing
            assert max(map(abs, changes)) < 5.0
            continue
        assert any(change != 0.0 for change in changes)
