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


def test_the_stub_names_what_the_module_holds():
    # Functions of pybind11 show no signature at run time, so this compares names, kinds and classes.
    done = run("mypy.stubtest", "smallholder._core", "--ignore-disjoint-bases", "--mypy-config-file=pyproject.toml")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_package_passes_mypy_strict(tmp_path):
    done = run("mypy", f"--cache-dir={tmp_path}", "--config-file=pyproject.toml")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_examples_pass_mypy_strict(tmp_path):
    examples = sorted(str(path) for path in (ROOT / "examples").glob("*.py"))
    if examples:
        done = run("mypy", f"--cache-dir={tmp_path}", "--strict", *examples)
        assert done.returncode == 0, done.stdout + done.stderr
