# SPDX-License-Identifier: Apache-2.0
"""Examples run, and the same job prints the same numbers in C++, in Python and from its programme file."""

from __future__ import annotations

import json
import os
import pathlib
import re
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
JOBS = sorted(path.stem for path in EXAMPLES.glob("[0-9][0-9]_*.py"))
PROGRAMS = ROOT / "build/release/examples"


def run(*command: object) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "SMALLHOLDER_DATA"}
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def printed_by_python() -> dict[str, str]:
    return {job: run(sys.executable, EXAMPLES / f"{job}.py") for job in JOBS}


def test_every_job_comes_in_three_forms_under_one_name():
    assert JOBS
    for ending in (".cpp", ".toml"):
        found = sorted(p.name.removesuffix(ending) for p in EXAMPLES.glob(f"*{ending}") if ".schema" not in p.name)
        assert found == JOBS
    assert all(re.fullmatch(r"\d\d(_[a-z]+){2,}", job) for job in JOBS)


@pytest.mark.parametrize("job", JOBS)
def test_cpp_and_python_print_the_same(job, printed_by_python):
    program = PROGRAMS / f"example_{job}"
    assert program.exists(), "build the examples first: make test, or cmake --build build/release"
    printed = run(program)
    assert len(printed.splitlines()) > 3
    assert printed == printed_by_python[job]


@pytest.mark.parametrize("job", JOBS)
def test_the_programme_file_ends_in_the_same_state(job, printed_by_python, tmp_path):
    run(sys.executable, "-m", "smallholder", "run", EXAMPLES / f"{job}.toml", "--quiet", "--out", tmp_path)
    state = json.loads((tmp_path / "run.json").read_text())["state_hash"]
    assert len(state) == 32
    assert f"state {state}" == printed_by_python[job].splitlines()[-1]


def test_the_programme_file_gives_the_figures_that_are_printed(printed_by_python, tmp_path):
    job = "01_forecast_incomes"
    run(sys.executable, "-m", "smallholder", "run", EXAMPLES / f"{job}.toml", "--quiet", "--out", tmp_path)
    results = json.loads((tmp_path / "summary.json").read_text())["results"]
    lines = [line.split() for line in printed_by_python[job].splitlines()[:-1]]
    assert len(lines) == 12
    for metric, arm, kind, middle, low, _, high, *_ in lines:
        row = results[arm]["all"][metric]["10"][kind]
        found = [f"{row[key]:.3f}" for key in ("p50", "p5", "p95")]
        assert found == [middle, low.removeprefix("("), high.removesuffix(")")], (metric, arm, kind)
