# SPDX-License-Identifier: Apache-2.0
"""Who gains and who does not: against the run's own means, against figures worked out another way, and by laws."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pandas as pd
import pytest
import smallholder as sh
from smallholder import _core, drivers
from smallholder.distribution import ArmDistribution

NAMES = [row["name"] for row in _core.reported_metrics()]
RUN = {"years": 6, "draws": 3, "replicates": 2, "progress": False, "comparators": False}


@pytest.fixture(scope="module")
def result(people: sh.Population) -> sh.Result:
    plan = sh.Programme([sh.Coaching(coverage=0.7, start=1, years=4), sh.InputCredit(coverage=0.6, start=1, years=4),
                         sh.Replanting(coverage=0.5, start=2, years=3)])
    return sh.simulate(people, plan, **RUN, panel_draws=3)


@pytest.fixture(scope="module")
def found(result: sh.Result) -> ArmDistribution:
    return result.distribution()


@pytest.fixture(scope="module")
def nothing(people: sh.Population) -> ArmDistribution:
    plan = sh.Programme([sh.FarmerTraining(coverage=1.0, course_share=0.0)])
    return sh.simulate(people, plan, **RUN, panel_draws=2).distribution()


def reported(result: sh.Result, name: str, arm: int, year: int) -> np.ndarray:
    """Per draw: the mean over replicates of what the run says of everybody."""
    return result.runs.values[:, :, arm, year, 0, NAMES.index(name)].mean(axis=1)


def test_poverty_is_that_of_the_run_draw_by_draw(result: sh.Result, found: ArmDistribution) -> None:
    table = found.poverty_and_inequality(year=4, per_draw=True)
    for kind, arm in (("baseline", 0), ("arm", 1)):
        for measure, name in (("fgt0", "poverty_headcount"), ("fgt1", "poverty_gap"), ("mean", "income")):
            np.testing.assert_allclose(table["all", measure, kind], reported(result, name, arm, 4), rtol=1e-8)
    assert table["all", "fgt1", "change"].to_numpy() == pytest.approx(
        reported(result, "poverty_gap", 1, 4) - reported(result, "poverty_gap", 0, 4), abs=1e-9)


def test_summaries_are_over_draws_and_not_over_pooled_households(found: ArmDistribution) -> None:
    each = found.poverty_and_inequality(per_draw=True)["all", "gini", "arm"]
    summed = found.poverty_and_inequality().set_index(["measure", "kind"]).loc[("gini", "arm")]
    assert summed["mean"] == pytest.approx(each.mean())
    assert summed["p50"] == pytest.approx(np.quantile(each, 0.5))
    assert summed["p95"] == pytest.approx(np.quantile(each, 0.95))


def test_winners_and_losers_are_those_of_the_run(result: sh.Result, found: ArmDistribution) -> None:
    table = found.winners(year=5, per_draw=True)["all"]
    np.testing.assert_allclose(table["better"], reported(result, "better_off", 1, 5), atol=1e-9)
    np.testing.assert_allclose(table["worse"], reported(result, "worse_off", 1, 5), atol=1e-9)
    np.testing.assert_allclose(table["better"] + table["worse"] + table["unchanged"], 1.0)
    assert (table["worse"] > 0).any()
    stricter = found.winners(year=5, material=0.2, per_draw=True)["all"]
    assert (stricter["better"] < table["better"]).all()
    several = found.winners(year=(1, 5)).set_index(["group", "measure"])["mean"]
    one = found.winners(year=5).set_index(["group", "measure"])["mean"]
    assert several["all", "worse"] != one["all", "worse"]


def test_a_programme_of_size_nothing_moves_nobody(nothing: ArmDistribution) -> None:
    assert (nothing.winners().set_index("measure").loc["unchanged", ["mean", "p5"]] == 1.0).all()
    for table in (nothing.poverty_and_inequality(), nothing.growth_incidence(follow="households"), nothing.resilience(), nothing.debt(),
                  nothing.food(), nothing.lorenz(), nothing.mobility(), nothing.labour(), nothing.women()):
        change = table[table["kind"] == "change"][["mean", "p5", "p95"]].dropna()
        assert len(change) > 0
        assert (change == 0.0).all().all()
    steps = nothing.waterfall().set_index("driver")["mean"]
    assert (steps[list(drivers.DRIVERS)] == 0.0).all()


@pytest.mark.parametrize("by", ["land", "sex", "poverty", "age", "distance"])
def test_contributions_of_groups_add_up(found: ArmDistribution, by: str) -> None:
    parts = found.decomposition(by, per_draw=True)
    whole = found.poverty_and_inequality(per_draw=True)["all"]
    for measure in ("fgt0", "fgt1", "fgt2"):
        total = parts.loc[:, (slice(None), measure, "arm")].sum(axis=1)
        np.testing.assert_allclose(total, whole[measure, "arm"], rtol=1e-9)
    theil = parts.loc[:, (slice(None), ["theil_within", "theil_between"], "arm")].sum(axis=1)
    np.testing.assert_allclose(theil, whole["theil_t", "arm"], rtol=1e-9)
    assert (parts.loc[:, (slice(None), "fgt0", "arm")] >= 0.0).all().all()


# ---- drivers ------------------------------------------------------------------------------------------------


def drivers_of(land: float, volume: float, price: float, cost: float, diversified: float, transfers: float) -> drivers.Drivers:
    income = land * volume * price - cost + diversified + transfers
    return drivers.Drivers(*(np.array([value]) for value in (land, volume, price, cost, diversified, transfers, income)))


def test_steps_are_the_mean_over_all_orders() -> None:
    before, after = (2.0, 300.0, 1.5, 200.0, 900.0, 0.0), (3.0, 420.0, 1.2, 260.0, 850.0, 50.0)
    by_order = {name: [] for name in drivers.DRIVERS}
    for order in itertools.permutations(range(6)):
        now = list(before)
        for place in order:
            was = float(drivers_of(*now).income[0])
            now[place] = after[place]
            by_order[drivers.DRIVERS[place]].append(float(drivers_of(*now).income[0]) - was)
    steps = drivers.steps(drivers_of(*before), drivers_of(*after))
    for name, each in by_order.items():
        assert steps[name][0] == pytest.approx(np.mean(each), abs=1e-9), name


def test_a_change_of_one_driver_is_that_drivers_alone() -> None:
    start = (2.0, 300.0, 1.5, 200.0, 900.0, 0.0)
    for place, name in enumerate(drivers.DRIVERS):
        changed = list(start)
        changed[place] += 1.0
        steps = drivers.steps(drivers_of(*start), drivers_of(*changed))
        whole = float(drivers_of(*changed).income[0] - drivers_of(*start).income[0])
        assert steps.pop(name)[0] == pytest.approx(whole)
        assert all(step[0] == 0.0 for step in steps.values())


@pytest.mark.parametrize("income", drivers.INCOMES)
@pytest.mark.parametrize("year", [4, (2, 5)])
def test_a_waterfall_adds_up_to_the_cent(result: sh.Result, found: ArmDistribution, income: str, year: object) -> None:
    table = found.waterfall(year, income=income, by="sex", per_draw=True)
    for group in table.columns.get_level_values("group").unique():
        each = table[group]
        total = each[list(drivers.DRIVERS)].sum(axis=1)
        assert (total - (each["arm"] - each["baseline"])).abs().max() < 0.005
        assert (each["land"] == 0.0).all(), "an arm gives nobody land"
        assert each["volume"].abs().max() > 0.0
    everybody = found.waterfall(4, per_draw=True)["all"]
    np.testing.assert_allclose(everybody["arm"], reported(result, "income", 1, 4), rtol=1e-9)


def test_money_handed_out_is_a_transfer_and_not_income_from_the_farm(people: sh.Population) -> None:
    plan = sh.Programme([sh.CashTransfer(coverage=1.0, cash_usd=100.0, start=1, years=2, delivered=1.0, enrol_intercept=50.0)])
    steps = sh.simulate(people, plan, **RUN, panel_draws=1).distribution().waterfall(1).set_index("driver")["mean"]
    assert steps["transfers"] == pytest.approx(100.0, abs=1e-6)
    premium = sh.Programme([sh.BuyerPremium(coverage=1.0, premium_usd_per_kg=0.3, delivered=1.0, enrol_intercept=50.0)])
    kept = sh.simulate(people, premium, **RUN, panel_draws=1)
    steps = kept.distribution().waterfall(1).set_index("driver")["mean"]
    panel = kept.panel().sel(year=1)
    price, sold = (panel[name].to_numpy() for name in ("price", "sold"))  # draw, replicate, arm, household
    paid = (price[:, :, 1] - price[:, :, 0]) * 0.5 * (sold[:, :, 0] + sold[:, :, 1])
    assert steps["price"] == pytest.approx(np.average(paid, axis=-1, weights=people.weight).mean())
    assert steps["price"] > 100.0
    assert steps["transfers"] == 0.0


def test_the_gap_between_those_below_and_above_the_line_adds_up(found: ArmDistribution) -> None:
    for line in ("benchmark", "half_benchmark", 2500.0):
        each = found.benchmark_gap(4, line=line, per_draw=True)
        each.columns = each.columns.get_level_values(0)
        assert (each[list(drivers.DRIVERS)].sum(axis=1) - (each["reaching"] - each["below"])).abs().max() < 0.005
        assert (each["reaching"] > each["below"]).all()
    assert each["land"].mean() > 0.0


# ---- money, food, work: worked out from the panel another way ---------------------------------------------------


def one(result: sh.Result, name: str, arm: int = 1) -> pd.DataFrame:
    """A figure of draw 0, replicate 0: households x years."""
    return result.panel()[name].isel(draw=0, replicate=0, arm=arm).to_pandas()


@pytest.fixture(scope="module")
def single(result: sh.Result) -> sh.Result:
    return sh.simulate(result.people, result.programme, **{**RUN, "replicates": 1, "draws": 1}, panel_draws=1)


def test_stress_in_years_of_renewal(single: sh.Result) -> None:
    renews = (one(single, "replanting") + one(single, "replant_subsidy")).iloc[:, 1:] > 0
    need = single.table.drawn_values(single.seed, 1)[0, [row["name"] for row in single.table.rows()].index("c_sub")]
    stress = one(single, "cash_before_sales").iloc[:, 1:].lt(need * single.people.adult_equivalents, axis=0)
    weight = pd.Series(single.people.weight, index=renews.index)
    wanted = (stress & renews).mul(weight, axis=0).to_numpy().sum() / renews.mul(weight, axis=0).to_numpy().sum()
    table = single.distribution().replanting().set_index(["measure", "kind"])["mean"]
    assert renews.to_numpy().sum() > 10
    assert table["stress_renewing", "arm"] == pytest.approx(wanted)
    assert table["renewing", "change"] > 0.0


def test_returns_to_work_and_what_others_earn(single: sh.Result) -> None:
    table = single.distribution().labour(3).set_index(["measure", "kind"])["mean"]
    w = single.people.weight
    paid = sum(one(single, name)[3] for name in ("haulage", "inputs", "hired_wages", "infill", "replanting", "interest"))
    net = ((one(single, "cocoa_revenue")[3] - paid) * w).sum()
    assert table["return_per_day", "arm"] == pytest.approx(net / (one(single, "family_days")[3] * w).sum())
    assert table["hired_workers_income", "arm"] == pytest.approx((one(single, "hired_wages")[3] * w).sum() / w.sum())
    assert table["hired_wage", "baseline"] * table["hired_days", "baseline"] == pytest.approx(table["hired_workers_income", "baseline"])


def test_share_tenants_and_landlords_where_land_is_shared(people: sh.Population) -> None:
    owned = sh.simulate(people, None, **RUN, panel_draws=1)
    shared = sh.simulate(people, None, **RUN, panel_draws=1, parameters={"share_tenancy": 1.0})
    for run_, more in ((owned, False), (shared, True)):
        landlords = run_.panel()["landlord_share"].sum().item()
        assert (landlords > 0.0) == (more and bool((people.crop_share < 1.0).any()))


def test_debt_and_hunger(single: sh.Result) -> None:
    w = single.people.weight
    table = single.distribution().debt((2, 4)).set_index(["measure", "kind"])["mean"]
    assert table["owed", "arm"] == pytest.approx(np.average(one(single, "debt").loc[:, 2:4].mean(axis=1), weights=w))
    assert table["loan", "change"] > 0.0, "credit is taken up"
    food = single.distribution().food(months=0.01).set_index(["measure", "kind"])["mean"]
    short = (one(single, "months_short").iloc[:, 1:] >= 0.01).sum(axis=1)
    assert food["years_short", "arm"] == pytest.approx(np.average(short, weights=w))


def test_womens_part_follows_their_work(people: sh.Population) -> None:
    fixed = {"female_efficiency": 0.8, "female_care": 0.5}
    kept = sh.simulate(people, sh.Programme([sh.FarmerTraining()]), **RUN, panel_draws=1, parameters=fixed, draw_parameters=False)
    table = kept.distribution().women().set_index(["measure", "kind"])["mean"]
    works = 0.4 * people.women
    assert table["share_of_work", "arm"] == pytest.approx(np.average(works / (works + people.men), weights=people.weight))
    assert 0.0 < table["women_income", "arm"] < kept.value("income", arm="programme")["mean"]


def test_groups_by_distance_are_thirds_and_by_age_are_ages(found: ArmDistribution, people: sh.Population) -> None:
    far = found.kept.groups("distance")
    shares = pd.Series(found.kept.weight).groupby(far.astype(str)).sum() / found.kept.weight.sum()
    assert shares.between(0.3, 0.37).all()
    assert (people.km_foot + people.km_road)[far == "farthest third"].min() >= (people.km_foot + people.km_road)[far == "nearest third"].max()
    ages = found.kept.groups("age")
    assert people.head_age_years[ages == "head 60 and over"].min() >= 60.0
    assert set(found.winners(by="enrolled")["group"]) == {"enrolled", "not enrolled"}


def test_growth_along_the_distribution(single: sh.Result) -> None:
    follow = single.distribution().growth_incidence(4, since=0, points=1, follow="households").set_index("kind")["mean"]
    income, persons = one(single, "income"), single.people.weight * single.people.household_size
    assert follow["arm"] == pytest.approx(np.average(income[4], weights=persons) / np.average(income[0], weights=persons) - 1.0)
    assert follow["change"] == pytest.approx(follow["arm"] - follow["baseline"])
    lorenz = single.distribution().lorenz(4, points=4).set_index(["population", "kind"])["mean"]
    assert lorenz["1.00", "arm"] == pytest.approx(1.0)
    assert lorenz["0.25", "arm"] < 0.25


def test_crossing_the_line(single: sh.Result) -> None:
    table = single.distribution().mobility(4, line=2000.0).set_index(["measure", "kind"])["mean"]
    income, w = one(single, "income"), single.people.weight
    rose = ((income[0] < 2000.0) & (income[4] >= 2000.0)).to_numpy()
    assert table["rose", "arm"] == pytest.approx(w[rose].sum() / w.sum())
    assert math.isclose(sum(table[name, "arm"] for name in ("stayed_below", "rose", "fell", "stayed_above")), 1.0)
    fragile = single.distribution().resilience(line=2000.0).set_index(["measure", "kind"])["mean"]
    assert 0.0 < fragile["falling", "baseline"] < 1.0


# ---- what is refused --------------------------------------------------------------------------------------------


def test_what_is_not_known_is_told(found: ArmDistribution, result: sh.Result) -> None:
    with pytest.raises(sh.UnknownKeyError, match='Did you mean "land"'):
        found.winners(by="lnad")
    with pytest.raises(sh.UnknownKeyError, match='Did you mean "income"'):
        found.winners(income="incme")
    with pytest.raises(sh.UnknownKeyError, match='Did you mean "programme"'):
        result.distribution("program")
    with pytest.raises(sh.RangeError, match="Years are 0 to 6"):
        found.winners(year=7)
    with pytest.raises(sh.RangeError, match="Write 5% as 0.05"):
        found.winners(material=5)
    with pytest.raises(sh.UnknownKeyError, match="half_benchmark"):
        found.mobility(line="poverty")
    with pytest.raises(sh.RangeError, match="no income with drivers"):
        found.waterfall(income="yield")
    with pytest.raises(sh.ProgrammeError, match="nothing beside it"):
        sh.simulate(result.people, None, **RUN, panel_draws=1).distribution()
