#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Writes constraints.txt: the newest versions that go together on this Python.
set -euo pipefail
cd "$(dirname "$0")/.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
/usr/bin/python3 -m venv "$scratch/venv"
/usr/bin/python3 tools/requirements.py | "$scratch/venv/bin/pip" install -q -r /dev/stdin
{
  sed -n '/^#/p' constraints.txt
  "$scratch/venv/bin/pip" freeze
} >"$scratch/constraints.txt"
cp "$scratch/constraints.txt" constraints.txt
