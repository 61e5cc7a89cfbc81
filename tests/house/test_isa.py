# SPDX-License-Identifier: Apache-2.0
"""Code compiled for one kind of processor may not be found by the linker for another."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_the_object_for_avx2_leaves_no_function_that_others_could_take():
    objects = list((ROOT / "build/release").glob("**/lanes_avx2.cpp.o"))
    if not objects or not shutil.which("nm"):
        pytest.skip("no object for AVX2 in build/release")
    listing = subprocess.run(["nm", "-C", str(objects[0])], capture_output=True, text=True, check=True).stdout
    symbols = [line.split(maxsplit=2) for line in listing.splitlines() if len(line.split()) >= 3]
    functions = [name for _, kind, name in symbols if kind in "TWV"]
    assert any("smallholder::avx2::" in name for name in functions), "the object was not compiled for AVX2"
    others = [name for name in functions if "smallholder::avx2::" not in name
              and name not in ("smallholder::kernels::avx2_loops()", "DW.ref.__gxx_personality_v0")]
    assert others == []
