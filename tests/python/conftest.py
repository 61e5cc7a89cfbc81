# SPDX-License-Identifier: Apache-2.0
"""Small populations and runs that several test files look at."""

import pytest
import smallholder as sh


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
