# SPDX-License-Identifier: Apache-2.0
"""Each header compiles alone, and one include brings them all."""

import pathlib
import re
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
INCLUDE = ROOT / "include"
HEADERS = sorted(str(path.relative_to(INCLUDE)) for path in INCLUDE.rglob("*.hpp"))
FLAGS = ["-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-Werror", "-Wno-psabi", "-ffp-contract=off"]
# Headers that ask for a library of their own, named in the comment of smallholder.hpp.
LEFT_OUT = {"smallholder/eigen.hpp": "-I/usr/include/eigen3"}


def includes_of(header: str) -> set[str]:
    if not (INCLUDE / header).exists():
        return set()
    return set(re.findall(r'^#include "(smallholder/[^"]+)"', (INCLUDE / header).read_text(), re.MULTILINE))


def compile_alone(compiler: str, header: str) -> subprocess.CompletedProcess[str]:
    extra = [LEFT_OUT[header]] if header in LEFT_OUT else []
    return subprocess.run(
        [compiler, *FLAGS, *extra, f"-I{INCLUDE}", "-include", header, "-x", "c++", "-"],
        input="",
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("header", HEADERS)
def test_header_compiles_alone(header):
    compiled = compile_alone("g++", header)
    assert compiled.returncode == 0, compiled.stderr


def test_clang_accepts_all_headers_together():
    compiled = compile_alone("clang++", "smallholder/smallholder.hpp")
    assert compiled.returncode == 0, compiled.stderr


def test_every_header_is_in_the_umbrella_of_its_folder():
    missing = []
    for header in HEADERS:
        _, folder, *rest = header.split("/")
        if rest and header not in includes_of(f"smallholder/{folder}.hpp"):
            missing.append(header)
    assert missing == [], "add these to the header beside their folder"


def test_the_top_header_includes_every_umbrella_and_says_what_it_leaves_out():
    umbrellas = {h for h in HEADERS if h.count("/") == 1} - {"smallholder/smallholder.hpp"} - set(LEFT_OUT)
    assert includes_of("smallholder/smallholder.hpp") == umbrellas
    text = (INCLUDE / "smallholder/smallholder.hpp").read_text()
    for header in LEFT_OUT:
        if header in HEADERS:
            assert header in text


def test_both_halves_of_the_one_definition_pair_include_everything():
    for half in ("a", "b"):
        assert "#include \"smallholder/smallholder.hpp\"" in (
            ROOT / f"tests/house/one_definition_{half}.cpp"
        ).read_text()


def test_every_header_guards_itself_and_names_its_licence():
    for header in HEADERS:
        lines = (INCLUDE / header).read_text().splitlines()
        assert lines[0] == "// SPDX-License-Identifier: Apache-2.0", header
        assert "#pragma once" in lines[:5], header
