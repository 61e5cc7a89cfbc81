# SPDX-License-Identifier: Apache-2.0
"""The same bits from g++ and from clang++: the whole library, built by both, ends in the same state."""

import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]


def run(*command: object) -> str:
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


def test_gcc_and_clang_end_in_the_same_state():
    by_clang = ROOT / "build/clang"
    run(
        "cmake", "-G", "Ninja", "-S", ROOT, "-B", by_clang,
        "-DCMAKE_CXX_COMPILER=clang++", "-DCMAKE_BUILD_TYPE=Release", "-DCMAKE_COMPILE_WARNING_AS_ERROR=ON",
    )  # fmt: skip
    run("cmake", "--build", by_clang, "--target", "hash_case")
    state_by_gcc = run(ROOT / "build/release/tests/house/hash_case")
    state_by_clang = run(by_clang / "tests/house/hash_case")
    assert len(state_by_gcc) == 32
    assert state_by_clang == state_by_gcc
