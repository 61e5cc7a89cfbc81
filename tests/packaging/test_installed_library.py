# SPDX-License-Identifier: Apache-2.0
"""The installed C++ library is found by CMake and by pkg-config, and finds its data."""

import os
import pathlib
import shlex
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
CONSUMER = pathlib.Path(__file__).parent / "consumer"
BUILD = ROOT / "build/release"
PREFIX = ROOT / "build/prefix"
pytestmark = pytest.mark.packaging


def run(*command: object, **variables: str) -> str:
    environment = {k: v for k, v in os.environ.items() if k != "SMALLHOLDER_DATA"} | variables
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, f"{shlex.join(map(str, command))}\n{done.stdout}\n{done.stderr}"
    return done.stdout.strip()


@pytest.fixture(scope="module")
def prefix() -> pathlib.Path:
    assert (BUILD / "libsmallholder.a").exists(), "build the library first: make test"
    run("cmake", "--install", BUILD, "--prefix", PREFIX, "--component", "development")
    return PREFIX


def test_find_package(prefix, tmp_path):
    run("cmake", "-G", "Ninja", "-S", CONSUMER, "-B", tmp_path, f"-DCMAKE_PREFIX_PATH={prefix}")
    run("cmake", "--build", tmp_path)
    assert run(tmp_path / "headers_only") == "1000 money"
    assert run(tmp_path / "with_library") == str(prefix / "share/smallholder")


def test_pkg_config(prefix, tmp_path):
    (folder,) = prefix.glob("lib*/**/pkgconfig")
    flags = run("pkg-config", "--cflags", "--libs", "smallholder", PKG_CONFIG_PATH=str(folder))
    assert "-ffp-contract=off" in flags
    program = tmp_path / "with_library"
    run("g++", CONSUMER / "with_library.cpp", "-o", program, *shlex.split(flags))
    assert run(program) == str(prefix / "share/smallholder")


def test_data_follows_an_installation_that_was_moved(prefix, tmp_path):
    """A program that lies in the bin folder of a prefix finds the data of that prefix."""
    (folder,) = prefix.glob("lib*/**/pkgconfig")
    flags = run("pkg-config", "--cflags", "--libs", "smallholder", PKG_CONFIG_PATH=str(folder))
    (tmp_path / "bin").mkdir()
    (tmp_path / "share/smallholder/parameters").mkdir(parents=True)
    program = tmp_path / "bin/with_library"
    run("g++", CONSUMER / "with_library.cpp", "-o", program, *shlex.split(flags))
    assert run(program) == str(tmp_path / "share/smallholder")
    assert run("env", "-C", "/", f"PATH={tmp_path}/bin:{os.environ['PATH']}", "with_library") == str(
        tmp_path / "share/smallholder"
    )


def test_everything_of_data_is_installed(prefix):
    installed = {str(p.relative_to(prefix / "share/smallholder")) for p in (prefix / "share/smallholder").rglob("*")}
    wanted = {str(p.relative_to(ROOT / "data")) for p in (ROOT / "data").rglob("*") if p.is_file()}
    assert wanted and wanted <= installed
