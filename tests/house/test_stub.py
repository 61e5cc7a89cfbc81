# SPDX-License-Identifier: Apache-2.0
"""The types that Python users are promised: the stub agrees with the compiled module, and mypy is content."""

import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )


# What every class of pybind11 has at run time and no stub can say.
OF_PYBIND11 = ("metaclass differs", '__init__ is inconsistent, stub does not have *args parameter "args"')


def test_the_stub_names_what_the_module_holds():
    # Functions of pybind11 show no signature at run time, so this compares names, kinds and classes.
    done = run(
        "mypy.stubtest", "smallholder._core", "--concise", "--ignore-disjoint-bases",
        "--mypy-config-file=pyproject.toml",
    )  # fmt: skip
    lines = [line for line in done.stdout.splitlines() if line.startswith("smallholder._core")]
    assert done.returncode == 0 or lines, done.stdout + done.stderr
    assert [line for line in lines if not any(words in line for words in OF_PYBIND11)] == []


def test_the_package_passes_mypy_strict(tmp_path):
    done = run("mypy", f"--cache-dir={tmp_path}", "--config-file=pyproject.toml")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_examples_pass_mypy_strict(tmp_path):
    examples = sorted(str(path) for path in (ROOT / "examples").glob("*.py"))
    if examples:
        done = run("mypy", f"--cache-dir={tmp_path}", "--strict", *examples)
        assert done.returncode == 0, done.stdout + done.stderr
