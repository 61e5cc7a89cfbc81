# SPDX-License-Identifier: Apache-2.0
"""The checker of layers finds what it is for, and finds nothing in this tree."""

import importlib.util
import pathlib

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]


def load_checker():
    spec = importlib.util.spec_from_file_location("check_layers", ROOT / "tests/check_layers.py")
    checker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(checker)
    return checker


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """An empty tree that the checker takes for the repository; call it to write a file."""
    checker = load_checker()
    monkeypatch.setattr(checker, "ROOT", tmp_path)

    def write(path, text):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        return checker

    return write


def test_this_tree_is_in_order(capsys):
    assert load_checker().main() == 0, capsys.readouterr().out


@pytest.mark.parametrize(
    ("file", "included", "complaint"),
    [
        ("include/smallholder/core/units.hpp", "smallholder/stats/weighted.hpp", "core must not include stats"),
        ("include/smallholder/agronomy/trees.hpp", "smallholder/market.hpp", "agronomy must not include market"),
        ("src/market/farm_gate.cpp", "smallholder/simulate/year.hpp", "market must not include simulate"),
        ("src/farm/population.cpp", "smallholder/io/table.hpp", "farm must not include io"),
        ("include/smallholder/stats.hpp", "smallholder/farm/crop.hpp", "stats must not include farm"),
        ("include/smallholder/farm/crop.hpp", "parameters.hpp", 'not "parameters.hpp"'),
        ("include/smallholder/utils/all.hpp", "smallholder/core.hpp", "utils has no floor"),
    ],
)
def test_a_wrong_include_is_named_with_its_line(tree, capsys, file, included, complaint):
    checker = tree(file, f'#pragma once\n#include "{included}"\n')
    assert checker.main() == 1
    out = capsys.readouterr().out
    assert complaint in out
    assert file in out
    assert "no floor" in out or ":2:" in out


def test_what_may_be_included_is_accepted(tree, capsys):
    tree("src/market/private.hpp", "")
    checker = tree(
        "src/market/farm_gate.cpp",
        '#include "smallholder/market/farm_gate.hpp"\n#include "smallholder/core.hpp"\n#include "private.hpp"\n',
    )
    assert checker.main() == 0, capsys.readouterr().out


def test_long_files_and_places_of_one_machine_are_found(tree, capsys):
    tree("src/core/long.cpp", "\n" * 601)
    checker = tree("docs/map.md", "\nsee /" + "work/main/README.md\n")
    assert checker.main() == 1
    out = capsys.readouterr().out
    assert "src/core/long.cpp: 601 lines" in out
    assert "docs/map.md:2: names a place of one machine" in out
