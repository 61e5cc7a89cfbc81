# SPDX-License-Identifier: Apache-2.0
"""Whole runs of the library against villages of the oracle: initial state, addresses of luck, prices, levers and village means."""

import pathlib
import sys
from dataclasses import replace

import numpy as np
import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import oracle  # noqa: E402
import oracle_trees  # noqa: E402
import philox  # noqa: E402
import village  # noqa: E402
from smallholder import _core  # noqa: E402

SEED, YEARS, DRAW, REPLICATE = 77, 6, 0, 0
# Everybody is offered everything, takes part and gets it, so that levers need no luck.
EVERYBODY = {"coverage": 1.0, "enrol_intercept": 50.0, "enrol_coop": 0.0, "enrol_female": 0.0, "enrol_school": 0.0, "delivered": 1.0}
INTERVENTIONS = [
    {"name": "courses", "kind": "farmer_training", "fields": EVERYBODY | {"attendance": 1.0, "start": 2.0, "years": 3.0}},
    {"name": "road", "kind": "feeder_road", "fields": EVERYBODY | {"start": 1.0, "build_years": 2.0, "years": 2.0, "upgrade_share": 0.5,
                                                                 "wear_per_year": 0.04}},
    {"name": "nets", "kind": "community_health", "fields": EVERYBODY | {"start": 1.0, "years": 3.0, "burden": 0.6, "decay": 0.7}},
]


def levers(t):
    """The three interventions above in year t, by their pages."""
    worn = 0.0 if t < 3 else 0.96 ** (t - 3)  # opens in year 3, when its two years of upkeep are over
    protected = 0.4 if t <= 3 else 0.4 * np.exp(-0.7 * (t - 3))
    return {"course": 1.0 if 2 <= t <= 4 else 0.0, "foot_removed": worn, "road_upgrade": 0.5 * worn, "burden": 1.0 - protected}


def households(population, p):
    """The population's columns as households of the oracle, without anchoring: land quality at its prior."""
    column = {name: population.column(name) for name, _ in _core.population.columns()}
    trees = np.asarray(population.trees)  # [household][age]
    made = []
    for i in range(len(population)):
        c = {name: float(values[i]) for name, values in column.items()}
        made.append(oracle.Household(
            id=int(population.ids[i]), area=c["area_ha"], stand_target=p["stand_target_factor"] * c["initial_stand_per_ha"],
            land_quality=float(np.exp(p["land_quality_sd"] * c["z_land"] - 0.5 * p["land_quality_sd"] ** 2)), z_u=c["z_inefficiency"],
            school=c["school_years"], female_head=c["female_head"], men=c["men"], women=c["women"], children=c["children"],
            ae=c["adult_equivalents"], coop=c["coop"], vsla=c["vsla"], km_foot=c["km_foot"], km_road=c["km_road"],
            food_area=c["food_area_ha"], other_level=c["other_level_usd"], soil_supply=c["soil_supply"], livestock0=c["livestock_usd"],
            hired_share=c["hired_share"], taste=c["taste"], megakarya=c["megakarya"], weight=float(population.column("weight")[i]),
            n=[float(v) for v in trees[i]], infected=c["infected"],
            x=[c[f"practice_{k}"] for k in ("pruning", "weeding", "mirid", "black_pod")], knowledge=c["knowledge"], cash=c["cash_usd"],
            wealth=c["wealth_usd"], livestock=c["livestock_usd"], debt=c["debt_usd"],
            crop_share=c["crop_share"] if p["share_tenancy"] else 1.0))
    return made


@pytest.fixture(scope="module", params=["regulated", "liberal"])
def regime(request):
    return request.param


OPTIONS = {"target_input_learning": 1.0, "contagion_threshold": 2.0, "contagion_contacts": 4.0, "disadoption": 1.0, "safety_first": 1.0}
BASS = {"bass_adoption": 1.0, "bass_innovation": 0.1, "disadoption": 1.0}


@pytest.fixture(scope="module", params=[(12, {}), (1, {}), (12, {"share_tenancy": 1.0}), (12, OPTIONS), (12, BASS)],
                ids=["villages", "alone", "tenants", "options", "bass"])
def pair(request, regime):
    """Records of a run of the library, and of the oracle: [arm][year] -> household id -> flows."""
    size, changes = request.param
    moved = [{"name": name, "value": value, "where": "test"} for name, value in changes.items()]
    table = _core.ParameterTable.shipped().changed_by(moved).in_money("USD", 2018)
    p = {row["name"]: row["value"] for row in table.rows()}
    population = _core.population.synthesise(table, 48, 5, 48.0, size, ["Ashanti", "Western"])
    programme = {"interventions": INTERVENTIONS, "arms": [{"name": "all", "interventions": ["courses", "road", "nets"]}]}
    settings = {"years": YEARS, "draws": 1, "replicates": 1, "seed": SEED, "threads": 1, "block_households": 16, "anchor": False,
                "draw_parameters": False, "village_coupling": True, "record_households": True, "regime": regime, "market_answer": "off",
                "comparators": False, "price_process": "mean_reverting", "panel_draws": 0, "panel_households": 0}
    runs, _ = _core.simulate(population, table, programme, settings)
    records = np.asarray(runs.records).reshape(2, YEARS + 1, len(_core.flows()), len(population))
    people, ids = households(population, p), np.asarray(population.ids)
    tables = oracle_trees.prepare(p)
    lived = [{}, {}]
    for v in range(len(population.village_begin) - 1):
        begin, end = population.village_begin[v], population.village_begin[v + 1]
        region = population.region_names[population.region[begin]]
        draws = philox.Draws(SEED, region=_core.testing.hash_name(region), draw=DRAW, replicate=REPLICATE,
                             normal=_core.testing.normal_quantile)
        group = [replace(hh, rev_last=village.first_revenue(p, tables, hh, draws.household(hh.id, 0)[0], regime=regime))
                 for hh in people[begin:end]]
        for arm in range(2):
            moved = {t: {hh.id: levers(t) for hh in group} for t in range(1, YEARS + 1)} if arm else None
            flows, _ = village.simulate_village(group, p, YEARS, draws, moved, regime, coupled=size > 1)
            for t in range(YEARS + 1):
                for hh, f in zip(sorted(group, key=lambda h: h.id), flows[t], strict=True):
                    lived[arm][t, hh.id] = f
    return records, ids, lived


# A few flows that everything else feeds into.
COMPARED = {
    "cocoa_revenue_usd": "cocoa_revenue", "income_with_food_usd": "income_with_food", "consumption_usd": "consumption", "hired_days": "hired_days",
    "wage_usd_per_day": "wage", "knowledge": "knowledge", "infected": "infected", "trees_per_ha": "trees_per_ha", "days_ill": "days_ill",
    "trip_saving_usd": "trip_saving", "price_usd_per_kg": "price", "package": "package", "cash_on_hand_usd": "cash_on_hand",
    "landlord_share_usd": "landlord_share", "adoption_stage": "stage",
}


def test_runs_agree_household_by_household(pair):
    records, ids, lived = pair
    names = _core.flows()
    for arm in range(2):
        for t in range(YEARS + 1):
            for i, number in enumerate(ids):
                f = lived[arm][t, int(number)]
                for name, of in COMPARED.items():
                    assert records[arm, t, names.index(name), i] == pytest.approx(float(f[of]), rel=1e-9, abs=1e-7), \
                        f"{name}, arm {arm}, year {t}, household {i}"


def test_only_tenants_have_landlords(pair, request):
    records, _, _ = pair
    paid = records[:, :, _core.flows().index("landlord_share_usd")].max(axis=(0, 1)) > 0
    if "[tenants" in request.node.name:
        assert 0.2 < paid.mean() < 0.6  # tenure_owner: three farms in five are worked by their owners
    else:
        assert not paid.any()


def test_the_programme_does_something_to_everybody(pair):
    records, _, _ = pair
    names = _core.flows()
    assert np.array_equal(records[0, 0], records[1, 0])
    knowledge = records[:, 4, names.index("knowledge")]
    assert (knowledge[1] > knowledge[0]).all()
    assert (records[1, 2, names.index("days_ill")] <= records[0, 2, names.index("days_ill")]).all()
