# SPDX-License-Identifier: Apache-2.0
"""Notebooks run from top to bottom, and are stored without output."""

from __future__ import annotations

import asyncio
import os
import pathlib
import sys
import warnings

import nbformat
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "python/notebooks").glob("*.ipynb"))
#: Few enough for a test, enough for every group to have members.
HOUSEHOLDS = 200


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_stored_without_output(path):
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None


@pytest.fixture
def kernel_of_this_python(tmp_path, monkeypatch):
    """A kernel that is the interpreter of the tests, whatever kernels the machine has."""
    import json

    folder = tmp_path / "kernels/smallholder_test"
    folder.mkdir(parents=True)
    (folder / "kernel.json").write_text(json.dumps({
        "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": "tests", "language": "python"}))
    monkeypatch.setenv("JUPYTER_PATH", f"{tmp_path}{os.pathsep}{os.environ.get('JUPYTER_PATH', '')}")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.delenv("MPLBACKEND", raising=False)  # the kernel's own, which shows charts
    return "smallholder_test"


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs(path, kernel_of_this_python, tmp_path):
    # The libraries of Jupyter warn about their own future; what the notebook itself does is under test.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from nbclient import NotebookClient

        book = nbformat.read(path, as_version=4)
        settings = [cell for cell in book.cells if "parameters" in cell.metadata.get("tags", [])]
        assert len(settings) == 1, "one cell tagged `parameters` says how large the run is"
        settings[0].source += f"\nhouseholds = {HOUSEHOLDS}\n"
        client = NotebookClient(book, timeout=600, kernel_name=kernel_of_this_python,
                                resources={"metadata": {"path": str(tmp_path)}})
        asyncio.run(client.async_execute())
    outputs = [output for cell in book.cells if cell.cell_type == "code" for output in cell.outputs]
    shown = [output.data for output in outputs if output.output_type in ("display_data", "execute_result")]
    assert any("image/png" in data for data in shown), "it shows at least one chart"
    assert any("text/html" in data for data in shown), "it shows at least one table"
    said = [output.text for output in outputs if output.output_type == "stream" and output.name == "stderr"]
    assert said == []


def test_there_is_a_first_forecast():
    assert "01_first_forecast" in [path.stem for path in NOTEBOOKS]
