# SPDX-License-Identifier: Apache-2.0
"""The wheel brings all it needs into a clean environment."""

import os
import pathlib
import subprocess
import sys
import zipfile

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.packaging


@pytest.fixture(scope="module")
def wheel() -> pathlib.Path:
    wheels = sorted((ROOT / "build/wheel").glob("smallholder-*.whl"))
    assert len(wheels) == 1, "build the wheel first: make build"
    return wheels[0]


def test_it_holds_data_licences_and_types(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    data = {f"smallholder/{p.relative_to(ROOT)}" for p in (ROOT / "data").rglob("*") if p.is_file()}
    assert data and data <= names
    modules = {
        f"smallholder/{p.relative_to(ROOT / 'python/smallholder')}"
        for p in (ROOT / "python/smallholder").rglob("*")
        if p.is_file() and "__pycache__" not in p.parts
    }
    assert modules <= names
    assert "smallholder/py.typed" in names
    for licence in ("LICENSE", "THIRD_PARTY"):
        assert any(name.endswith(f".dist-info/licenses/{licence}") for name in names)
    assert not any(name.endswith((".cpp", ".hpp", ".a")) for name in names)


def test_its_page_is_the_readme(wheel):
    archive = zipfile.ZipFile(wheel)
    metadata = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
    text = archive.read(metadata).decode()
    assert "Description-Content-Type: text/markdown" in text
    assert (ROOT / "README.md").read_text().strip() in text


def test_it_imports_in_a_clean_environment_from_elsewhere(wheel, tmp_path):
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "SMALLHOLDER", "VIRTUAL_ENV"))}

    def run(*command: object) -> str:
        done = subprocess.run(
            [str(c) for c in command], capture_output=True, text=True, cwd=tmp_path, env=clean, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.strip()

    run(sys.executable, "-m", "venv", tmp_path / "venv")
    python = tmp_path / "venv/bin/python"
    run(python, "-m", "pip", "install", "-q", "-c", ROOT / "constraints.txt", wheel)
    run(python, "-m", "pip", "check")
    folder = run(python, "-c", "import smallholder._core as core; print(core.data_folder())")
    assert pathlib.Path(folder).is_relative_to(tmp_path / "venv")
    assert (pathlib.Path(folder) / "parameters").is_dir()
    version = run(python, "-c", "import smallholder; print(smallholder.__version__)")
    assert version == wheel.name.split("-")[1]
    assert version in run(tmp_path / "venv/bin/smallholder", "--version")
