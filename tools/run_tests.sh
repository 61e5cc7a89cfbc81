#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds and runs every test. The last line is "N passed, N failed"; the exit status says whether all passed.
set -uo pipefail
cd "$(dirname "$0")/.."

results=build/results
mkdir -p build
rm -rf "$results" build/*/test-results/*.xml
mkdir -p "$results"
started=$SECONDS
say() { printf '\n== %s (%d s)\n' "$*" $((SECONDS - started)); }
give_up() {
  printf '\n%s\n' "$1"
  echo "0 passed, 1 failed" | tee "$results/summary"
  exit 1
}

say "layers"
python3 tests/check_layers.py || give_up "the layers are broken; nothing was built"

say "the Python package, and with it the C++ library"
tools/build.sh || give_up "the package does not build"

say "C++ tests: build"
log=$results/build.log
cmake --build build/release >"$log" 2>&1 || { grep -E -A6 'error|FAILED' "$log" | head -60; give_up "the C++ tests do not build"; }
.venv/bin/python tools/slowest_units.py build/release/.ninja_log

say "C++ tests: run"
ctest --test-dir build/release -j 2 --output-on-failure --no-tests=error \
  --output-junit "$PWD/$results/ctest.xml" >"$results/ctest.log" 2>&1 || sed -n '/\[  FAILED\|Failure\|\*\*\*/p' "$results/ctest.log" | head -80

say "unit and property tests under the address and undefined-behaviour sanitizers"
if cmake --preset dev >"$results/configure-dev.log" 2>&1 && cmake --build --preset dev >"$results/build-dev.log" 2>&1; then
  ctest --test-dir build/dev -j 2 --output-on-failure --no-tests=error -L 'unit|property' \
    --output-junit "$PWD/$results/ctest-dev.xml" >"$results/ctest-dev.log" 2>&1 ||
    sed -n '/\[  FAILED\|Failure\|\*\*\*\|ERROR:\|runtime error/p' "$results/ctest-dev.log" | head -80
else
  grep -hE -A6 'error|FAILED' "$results/configure-dev.log" "$results/build-dev.log" | head -60
  echo "the build with sanitizers failed" | tee "$results/build-dev.failed"
fi

say "Python tests: the house, packaging, the package"
.venv/bin/python -m pytest -q -n 2 --dist loadfile --junitxml="$results/pytest.xml" tests 2>&1 | tail -60

say "all"
.venv/bin/python tools/summarise_tests.py "$results" build/release/test-results build/dev/test-results
