# SPDX-License-Identifier: Apache-2.0
"""Which survey layouts come with the package, and where they lie."""

from __future__ import annotations

from pathlib import Path

from .._core import data_folder

__all__ = ["schema_directory", "shipped_schemas"]


def schema_directory() -> Path:
    return Path(data_folder()) / "schemas"


def shipped_schemas() -> list[str]:
    """Names of the survey layouts that come with the package."""
    return sorted(path.stem for path in schema_directory().glob("*.toml"))
