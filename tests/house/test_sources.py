# SPDX-License-Identifier: Apache-2.0
"""Every source file is built by something, and every file says what licence it is under."""

import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Compiled one at a time by a list of cases, or by a project of its own.
NOT_LISTED = {"tests/packaging"}


def code_files(*suffixes: str) -> list[pathlib.Path]:
    folders = ("include", "src", "tests", "python", "benchmarks", "examples", "tools")
    return sorted(
        path
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.suffix in suffixes and "__pycache__" not in path.parts
    )


def listed_sources() -> set[pathlib.Path]:
    """The .cpp files that a CMakeLists.txt names, whole or (benchmarks, compile_fail) without their ending."""
    listed = set()
    for cmake in ROOT.rglob("CMakeLists.txt"):
        if {"build", ".venv"} & set(cmake.relative_to(ROOT).parts):
            continue
        for word in re.findall(r"[\w./-]+", re.sub(r"#.*", "", cmake.read_text())):
            file = cmake.parent / (word if word.endswith(".cpp") else word + ".cpp")
            listed.add(file.resolve())
    return listed


def test_every_cpp_file_is_listed_in_cmake():
    listed = listed_sources()
    missing = [
        str(path.relative_to(ROOT))
        for path in code_files(".cpp")
        if path.resolve() not in listed and str(path.parent.relative_to(ROOT)) not in NOT_LISTED
    ]
    assert missing == []


def test_every_module_with_sources_is_listed_at_the_top():
    for listing, place in (("CMakeLists.txt", "src"), ("tests/CMakeLists.txt", "tests/unit")):
        modules = re.search(r"foreach\(module IN ITEMS ([^)]+)\)", (ROOT / listing).read_text())[1].split()
        assert sorted(modules) == sorted(path.name for path in (ROOT / place).iterdir() if path.is_dir())


def test_every_header_is_tested_where_one_looks_for_it():
    """include/smallholder/market/farm_gate.hpp: tests/unit/market/farm_gate_test.cpp, or the header says where."""
    untested, wrong = [], []
    for header in sorted((ROOT / "include/smallholder").glob("*/*.hpp")):
        name = str(header.relative_to(ROOT))
        said = re.findall(r"tests/[\w/]+\.(?:cpp|py)", header.read_text())
        wrong += [f"{name}: {test}" for test in said if not (ROOT / test).exists()]
        mirror = ROOT / "tests/unit" / header.parent.name / f"{header.stem}_test.cpp"
        if not said and not mirror.exists() and header.name != "index.hpp":  # one type alias
            untested.append(name)
    assert wrong == [], "tests that do not exist"
    assert untested == []


def test_every_file_names_its_licence():
    missing = []
    for path in code_files(".hpp", ".cpp", ".py", ".pyi", ".sh"):
        head = path.read_text().splitlines()[:2]
        if head and not any("SPDX-License-Identifier: Apache-2.0" in line for line in head):
            missing.append(str(path.relative_to(ROOT)))
    assert missing == []


def test_the_version_is_written_once():
    version = re.search(r"project\(smallholder VERSION ([0-9.]+)", (ROOT / "CMakeLists.txt").read_text())[1]
    assert f'"{version}"' not in (ROOT / "pyproject.toml").read_text()
    assert version not in (ROOT / "python/smallholder/__init__.py").read_text()
