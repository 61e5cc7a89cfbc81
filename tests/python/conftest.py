# SPDX-License-Identifier: Apache-2.0
"""Small populations and runs that several test files look at."""

import pathlib
from collections.abc import Callable

import pytest
import smallholder as sh

SURVEY_SCHEMA = '''schema = 1
[layout]
name = "farms"
weights = "equal"
[money]
currency = "USD"
price_year = 2018
[columns]
household_id = "id"
area_ha = { column = "ha", unit = "ha" }
production_kg = { column = "kg", unit = "kg" }
household_size = { column = "people", unit = "person" }
'''


@pytest.fixture(scope="session")
def people() -> sh.Population:
    """Two hundred synthetic households in four villages."""
    return sh.synthesise("ghana_cocoa", households=200, seed=3, represents=40_000)


@pytest.fixture(scope="session")
def programme() -> sh.Programme:
    """The three interventions, alone and together."""
    training = sh.FarmerTraining(coverage=0.8, start=1, years=3)
    road = sh.FeederRoad(coverage=0.5, build_years=1)
    health = sh.CommunityHealth(coverage=0.5, start=2, years=3)
    return sh.Programme(
        [training, road, health], arms={"training only": [training], "everything": [training, road, health]},
        title="Three at once", years=6, draws=8, replicates=2, seed=5)


@pytest.fixture(scope="session")
def result(people: sh.Population, programme: sh.Programme) -> sh.Result:
    return sh.simulate(people, programme, progress=False)


@pytest.fixture
def write_survey(tmp_path: pathlib.Path) -> Callable[..., tuple[pathlib.Path, pathlib.Path]]:
    """Writes farms.csv, rows of "id,ha,kg,people" and what `header` names besides, and farms.toml, with `columns` for the latter."""
    def write(rows: list[str], header: str = "", columns: str = "") -> tuple[pathlib.Path, pathlib.Path]:
        data, schema = tmp_path / "farms.csv", tmp_path / "farms.toml"
        data.write_text(f"id,ha,kg,people{header}\n" + "".join(f"{row}\n" for row in rows))
        schema.write_text(SURVEY_SCHEMA + columns)
        return data, schema

    return write
