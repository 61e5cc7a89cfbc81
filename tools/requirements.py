# SPDX-License-Identifier: Apache-2.0
"""Prints what pyproject.toml asks for: to build, to run and to test."""

import pathlib
import tomllib

project = tomllib.loads((pathlib.Path(__file__).parents[1] / "pyproject.toml").read_text())
wanted = [
    *project["build-system"]["requires"],
    *project["project"]["dependencies"],
    *project["project"]["optional-dependencies"]["test"],
]
print("\n".join(wanted))
