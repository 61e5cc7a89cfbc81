#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds the wheel and installs it into .venv/. The C++ library is compiled once, in build/release, and the
# tests are built there too; a second call compiles only what changed.
set -euo pipefail
cd "$(dirname "$0")/.."

rm -rf build/wheel
.venv/bin/pip wheel -q --disable-pip-version-check --no-deps --no-build-isolation -w build/wheel \
  --config-settings=build-dir=build/release \
  --config-settings=cmake.define.SMALLHOLDER_BUILD_TESTS=ON \
  --config-settings=cmake.define.SMALLHOLDER_INSTALLED_DATA="$PWD/build/prefix/share/smallholder" \
  .
.venv/bin/pip install -q --disable-pip-version-check --no-deps --force-reinstall build/wheel/*.whl
