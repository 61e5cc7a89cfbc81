#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs what a bare Debian 12 lacks, and makes .venv/ with the pinned Python packages.
# Usage: tools/setup.sh [test]     "test" also installs what only the tests use (clang, pkg-config)
set -euo pipefail
cd "$(dirname "$0")/.."

packages=(g++ cmake ninja-build python3-venv python3-dev libeigen3-dev libboost-dev libgtest-dev
          libbenchmark-dev libtomlplusplus-dev)
[ "${1:-}" = test ] && packages+=(clang pkg-config)

if command -v dpkg-query >/dev/null; then
  missing=()
  for package in "${packages[@]}"; do
    dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done
  if [ ${#missing[@]} -gt 0 ]; then
    as_root=()
    if [ "$(id -u)" != 0 ]; then
      if ! command -v sudo >/dev/null; then
        echo "Some packages are missing. As root, run:" >&2
        echo "  apt-get update && apt-get install -y --no-install-recommends ${missing[*]}" >&2
        exit 1
      fi
      as_root=(sudo)
    fi
    echo "installing ${missing[*]}"
    "${as_root[@]}" apt-get update -qq
    # In the foreground and silent unless it fails: apt says a great deal.
    log=$(mktemp)
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
      apt-get install -y -qq --no-install-recommends "${missing[@]}" >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
    rm -f "$log"
  fi
else
  for tool in g++ cmake ninja; do
    command -v "$tool" >/dev/null || {
      echo "$tool is missing. This is not Debian, so install by hand what corresponds to: ${packages[*]}" >&2
      exit 1
    }
  done
fi

# Debian's own Python, whatever another one may stand first in PATH: its headers are the ones installed above.
python=/usr/bin/python3
[ -x "$python" ] || python=$(command -v python3)
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "$python is $("$python" --version); smallholder needs Python 3.11 or newer" >&2
  exit 1
}

stamp=.venv/.made-from
made_from=$(cat constraints.txt pyproject.toml tools/requirements.py tools/setup.sh | cksum)
if [ ! -x .venv/bin/python ] || [ "$(cat "$stamp" 2>/dev/null)" != "$made_from" ]; then
  echo "making .venv"
  [ -x .venv/bin/python ] || "$python" -m venv .venv
  .venv/bin/python tools/requirements.py | .venv/bin/pip install -q --disable-pip-version-check \
    -c constraints.txt -r /dev/stdin
  echo "$made_from" >"$stamp"
fi
