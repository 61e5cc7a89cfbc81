# SPDX-License-Identifier: Apache-2.0
"""What all Python tests share."""

import os
import pathlib

import pytest
from hypothesis import settings

ROOT = pathlib.Path(__file__).resolve().parents[1]

# The same examples in every run, so that a failure in CI can be seen at the desk; no time limit per
# example, because the machine may be busy.
settings.register_profile("smallholder", derandomize=True, deadline=None, print_blob=True)
settings.load_profile("smallholder")

os.environ.setdefault("MPLBACKEND", "agg")


@pytest.fixture(scope="session")
def root() -> pathlib.Path:
    """The top folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> pathlib.Path:
    """The folder of survey data that have licences of their own and are therefore not in the repository."""
    folder = pathlib.Path(os.environ.get("SMALLHOLDER_SHARED_DATA") or ROOT / "../shared/data").resolve()
    if not folder.is_dir():
        pytest.skip("skipped: no shared data")
    return folder
