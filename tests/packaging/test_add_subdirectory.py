# SPDX-License-Identifier: Apache-2.0
"""The library can be part of another CMake project, here as a shared library."""

import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
CONSUMER = pathlib.Path(__file__).parent / "consumer"


@pytest.mark.packaging
def test_add_subdirectory_as_a_shared_library(tmp_path, monkeypatch):
    monkeypatch.delenv("SMALLHOLDER_DATA", raising=False)
    # -O0: this asks whether it builds and runs, not how fast.
    configure = ["cmake", "-G", "Ninja", "-S", CONSUMER, "-B", tmp_path, f"-DSMALLHOLDER_SOURCE={ROOT}"]
    configure += ["-DBUILD_SHARED_LIBS=ON", "-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_CXX_FLAGS_DEBUG=-O0"]
    for command in (configure, ["cmake", "--build", tmp_path]):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    assert list((tmp_path / "smallholder").glob("libsmallholder.so*"))
    found = subprocess.run([tmp_path / "with_library"], capture_output=True, text=True, check=True).stdout.strip()
    assert found == str(ROOT / "data")
