# SPDX-License-Identifier: Apache-2.0
"""Runs from Python: the same luck in every arm, the same bits however the work is shared out, and Ctrl-C at any time."""

import os
import signal
import threading
import time
from typing import Any

import numpy as np
import pandas as pd
import pytest
import smallholder as sh
from smallholder import _core
from smallholder.errors import ProgrammeError, RangeError, SmallholderError, UnitError, UnknownKeyError
from smallholder.programme import catalogue, class_name, intervention_classes

KINDS = sorted(catalogue())
SHORT = {"years": 5, "draws": 3, "replicates": 2, "progress": False}


def run(people: Any, programme: sh.Programme | None = None, **options: Any) -> sh.Result:
    return sh.simulate(people, programme, **{**SHORT, **options})


def made(kind: str, **fields: Any) -> sh.Intervention:
    return intervention_classes()[class_name(kind)](**fields)


def hashes(result: sh.Result) -> tuple[str, ...]:
    return (result.runs.state_hash, *result.runs.arm_hashes)


# ---- a programme that does nothing --------------------------------------------------------------------------

# All sizes at nothing, through the very code that moves levers at full coverage.
NOTHING = {
    "farmer_training": {"course_share": 0.0},
    "feeder_road": {"foot_removed": 0.0, "upgrade_share": 0.0},
    "community_health": {"burden": 1.0},
    "input_credit": {"credit_usd": 0.0, "interest_relief": 0.0},
    "input_subsidy": {"subsidy_share": 0.0},
    "cash_transfer": {"cash_usd": 0.0},
    "buyer_premium": {"premium_usd_per_kg": 0.0},
    "living_income_differential": {"differential_usd_per_t": 0.0},
    "minimum_price": {"floor_usd_per_kg": 0.0},
    "coaching": {"course_share": 0.0, "hassle_relief": 0.0},
    "education": {"years_gained": 0.0},
    "savings_group": {"survival": 0.0},
    "replanting": {"replant_share": 0.0, "replant_subsidy": 0.0, "replant_relief": 0.0, "roguing": 0.0, "bridge_usd": 0.0},
    "agroforestry": {"shade": 0.0, "side_income_usd_per_ha": 0.0, "upkeep_days_per_ha": 0.0},
    "diversification": {"side_income_usd_per_ha": 0.0, "startup_usd_per_ha": 0.0, "upkeep_days_per_ha": 0.0},
    "tenure_reform": {"tenure_security": 0.0},
    "weather_insurance": {"cover_usd_per_ha": 0.0, "risk_relief": 0.0},
    "weather_information": {"risk_relief": 0.0},
    "living_income_reference_price": {"decent_living_usd": 0.0, "production_cost_usd_per_ha": 0.0},
}


def test_every_intervention_has_a_placebo() -> None:
    assert set(NOTHING) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("placebo", ["offered to nobody", "all sizes zero"])
def test_a_placebo_is_the_baseline_bit_for_bit(people: sh.Population, kind: str, placebo: str) -> None:
    fields = {"coverage": 0.0} if placebo == "offered to nobody" else {"coverage": 1.0, "delivered": 1.0, **NOTHING[kind]}
    result = run(people, sh.Programme([made(kind, **fields)]))
    baseline, arm = (result.runs.values[:, :, place] for place in (0, 1))
    # Who is enrolled is no outcome: of those reached nothing else may differ.
    kept = [row["name"] != "participants" for row in _core.reported_metrics()][: baseline.shape[-1]]
    assert np.array_equal(baseline[..., kept], arm[..., kept])
    assert np.array_equal(result.runs.gini[:, :, 0], result.runs.gini[:, :, 1])
    assert result.runs.arm_hashes[0] == result.runs.arm_hashes[1]
    change = result.yearly(kind="change", arm="programme")
    change = change[change["metric"] != "participants"]
    assert (change[["mean", "p5", "p50", "p95"]].to_numpy() == 0.0).all()


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_intervention_at_full_size_does_something(people: sh.Population, kind: str) -> None:
    # Pupils come to the farm years later; a tenant's doubt is there only where land is shared.
    sooner = {"lag_years": 1} if kind == "education" else {}
    worlds = {"share_tenancy": 1.0, "replant_hassle": 0.0, "replant_cost": 200.0} if kind == "tenure_reform" else {}
    result = run(people, sh.Programme([made(kind, coverage=1.0, delivered=1.0, **sooner)]), parameters=worlds)
    assert result.runs.arm_hashes[0] != result.runs.arm_hashes[1]


def test_the_baseline_does_not_know_which_arms_run_beside_it(people: sh.Population, programme: sh.Programme) -> None:
    alone = run(people)
    beside = run(people, programme, seed=1)
    assert alone.arms == ["baseline"]
    assert alone.runs.arm_hashes[0] == beside.runs.arm_hashes[0]
    assert np.array_equal(alone.runs.values[:, :, 0, :, :, :30], beside.runs.values[:, :, 0, :, :, :30])


def test_households_that_are_not_eligible_are_unchanged_while_nobody_influences_them(people: sh.Population) -> None:
    plan = sh.Programme([sh.FarmerTraining(coverage=1.0, eligible={"sex": ["female head"]}, delivered=1.0)])
    records = run(people, plan, record_households=True, village_coupling=False).records()
    same = (records[0] == records[1]).all(["year", "flow"]).to_numpy()
    women = people.female_head == 1
    assert same[~women].all()
    assert not same[women].all()
    assert people.name[women].tolist() == records["household"].to_numpy()[women].tolist()


# ---- however the work is shared out -------------------------------------------------------------------------


def test_threads_and_blocks_do_not_change_a_bit(people: sh.Population, programme: sh.Programme) -> None:
    runs = [run(people, programme, threads=threads, block_households=block)
            for threads, block in ((1, 256), (2, 256), (3, 50), (1, 60))]
    assert len({one.runs.threads_used for one in runs}) == 3
    assert len({one.runs.blocks for one in runs}) >= 2
    assert len({tuple(one.runs.households_per_thread) for one in runs}) >= 3
    assert len({hashes(one) for one in runs}) == 1
    for other in runs[1:]:
        assert np.array_equal(runs[0].runs.values, other.runs.values)
        pd.testing.assert_frame_equal(runs[0].returns(), other.returns(), check_exact=True)


def test_rows_of_a_survey_may_stand_in_any_order() -> None:
    frame = pd.DataFrame({
        "household_id": [f"H{i}" for i in range(40)], "area_ha": np.linspace(0.5, 6.0, 40),
        "production_kg": np.linspace(200.0, 2500.0, 40), "household_size": [3 + i % 6 for i in range(40)]})
    plan = sh.Programme([sh.FarmerTraining(coverage=0.5)])
    first, second = (
        run(sh.read_survey(rows, "smallholder", weights="equal"), plan)
        for rows in (frame, frame.sample(frac=1.0, random_state=1)))
    assert hashes(first) == hashes(second)


def test_another_seed_is_other_luck_and_the_same_seed_the_same(people: sh.Population) -> None:
    assert hashes(run(people, seed=7)) == hashes(run(people, seed=7))
    assert hashes(run(people, seed=7)) != hashes(run(people, seed=8))


def test_more_draws_leave_the_first_ones_as_they_were(people: sh.Population) -> None:
    few, more = run(people, draws=2), run(people, draws=4)
    assert np.array_equal(few.runs.values, more.runs.values[:2])


# ---- what can be changed ------------------------------------------------------------------------------------


@pytest.mark.parametrize("change", [{"wage": 6.0}, {"ymax": 2000}, {"loss_mirid": sh.beta(p5=0.3, p95=0.5)},
                                    {"wage": {"p5": 5, "p95": 9, "distribution": "lognormal"}}])
def test_parameters_can_be_changed_by_number_or_distribution(people: sh.Population, change: dict[str, Any]) -> None:
    changed = run(people, parameters=change)
    assert hashes(changed) != hashes(run(people))
    name = next(iter(change))
    row = changed.table.rows()[[r["name"] for r in changed.table.rows()].index(name)]
    assert row["changed"]
    assert list(changed.programme.parameters) == [name]


def test_what_simulate_is_told_wins_over_the_programme(people: sh.Population, programme: sh.Programme) -> None:
    result = sh.simulate(people, programme, years=4, draws=2, seed=9, progress=False)
    assert (result.years, result.runs.draws, result.replicates, result.seed) == (4, 2, programme.replicates, 9)
    assert programme.years == 6


def test_switches_do_what_they_say(people: sh.Population) -> None:
    anchored = run(people)
    raw = run(people, anchor=False)
    lonely = run(people, village_coupling=False)
    certain = run(people, draw_parameters=False)
    assert len({hashes(one) for one in (anchored, raw, lonely, certain)}) == 4
    target = anchored.survey_check().set_index("quantity").loc["yield", "recorded"]
    assert anchored.value("yield", year=0)["mean"] == pytest.approx(target, rel=0.01)
    assert raw.value("yield", year=0)["p95"] > 1.05 * raw.value("yield", year=0)["p5"]
    assert certain.parameters_used().empty
    assert certain.value("yield", year=0)["parameter_sd"] == pytest.approx(0.0, abs=2.0)
    assert run(people, regime="liberal").runs.state_hash != anchored.runs.state_hash


def test_whom_the_households_stand_for_scales_costs_and_nothing_else(people: sh.Population) -> None:
    plan = sh.Programme([sh.CommunityHealth(coverage=0.5)])
    one, ten = run(people, plan, represents=1_000), run(people, plan, represents=10_000)
    assert ten.costs()["mean"].sum() == pytest.approx(10 * one.costs()["mean"].sum(), rel=1e-6)
    assert ten.value("income")["mean"] == pytest.approx(one.value("income")["mean"], rel=1e-9)


def test_recorded_households_are_the_flows_of_one_draw(people: sh.Population) -> None:
    result = run(people, record_households=True)
    records = result.records()
    assert records.dims == ("arm", "year", "flow", "household")
    assert list(records["flow"].to_numpy()) == _core.flows()
    mean = float((records.sel(arm="baseline", year=3, flow="income_usd") * people.weight).sum() / people.weight.sum())
    measured = result.to_xarray().sel(arm="baseline", year=3, group="all", metric="income").isel(draw=0, replicate=0)
    assert mean == pytest.approx(float(measured), rel=1e-6)
    with pytest.raises(ProgrammeError, match="record_households=True"):
        run(people).records()


# ---- what is refused ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "kind", "words"),
    [
        ({"years": 0}, RangeError, "0 years"),
        ({"years": 1000}, RangeError, "1000 years"),
        ({"draws": 0}, RangeError, "0 draws"),
        ({"draws": 2.5}, RangeError, "2.5 draws"),
        ({"draws": "many"}, RangeError, "whole number"),
        ({"replicates": 0}, RangeError, "0 replicates"),
        ({"seed": -1}, RangeError, "-1 seed"),
        ({"seed": 2**64}, RangeError, "or less"),
        ({"draws": 10**12}, RangeError, "or less"),
        ({"threads": 0}, RangeError, "0 threads"),
        ({"block_households": 0}, RangeError, "0 block_households"),
        ({"represents": 0.0}, RangeError, "represent"),
        ({"represents": float("nan")}, RangeError, "represent"),
        ({"regime": "free"}, ProgrammeError, '"regulated" or "liberal"'),
        ({"parameters": {"wagee": 3.0}}, ProgrammeError, 'Did you mean "wage"?'),
        ({"parameters": {"wage": float("inf")}}, ProgrammeError, "inf"),
    ],
)
def test_a_run_that_cannot_be_is_refused(people: sh.Population, options: dict[str, Any], kind: type, words: str) -> None:
    with pytest.raises(kind) as caught:
        run(people, **options)
    assert words in str(caught.value)
    assert caught.value.remedy


def test_no_households_no_run() -> None:
    with pytest.raises(SmallholderError, match="household"):
        sh.synthesise("ghana_cocoa", households=0)


def test_what_holds_no_households_or_is_no_programme_is_refused(people: sh.Population) -> None:
    with pytest.raises(ProgrammeError, match="holds no households"):
        run("households.csv")
    with pytest.raises(ProgrammeError, match="is no programme"):
        run(people, [sh.FarmerTraining()])


def test_a_start_after_the_horizon_is_refused_in_the_words_of_the_programme(people: sh.Population) -> None:
    plan = sh.Programme([sh.FeederRoad(name="late road", start=12)])
    with pytest.raises(ProgrammeError, match='"late road": it starts in year 12, after the last year 5'):
        run(people, plan)


def test_a_group_that_the_population_does_not_have_is_refused(people: sh.Population) -> None:
    with pytest.raises(ProgrammeError, match="Ashanti|region"):
        run(people, sh.Programme([sh.FeederRoad(eligible={"region": ["Ashanti"]})]))


def test_two_moneys_do_not_mix(people: sh.Population) -> None:
    plan = sh.Programme([sh.FeederRoad()])
    for currency, year in (("USD", 2022), ("GHS", 2018)):
        plan.money.update(currency=currency, price_year=year)
        with pytest.raises(UnitError, match=f"{currency} of {year}, the households in USD of 2018"):
            run(people, plan)


def test_amounts_of_other_years_are_brought_to_the_money_of_the_households(people: sh.Population) -> None:
    shipped = sh.parameters().set_index("name").loc["farmer_training.cost_per_household"]
    result = run(people, sh.Programme([sh.FarmerTraining()]))
    assert shipped["price_year"] == 2011
    assert result.table.value("farmer_training.cost_per_household") > 1.05 * shipped["value"]
    own = run(people, sh.Programme([sh.FarmerTraining()]), parameters={"farmer_training.cost_per_household": 100.0})
    assert own.table.value("farmer_training.cost_per_household") == 100.0


def test_a_population_of_the_programme_is_made_as_it_says(tmp_path: Any) -> None:
    plan = sh.read_programme("ghana_cocoa")
    made_by_plan = sh.population_of(plan, households=120)
    assert len(made_by_plan) == 120
    assert made_by_plan.represents == 500_000
    frame = pd.DataFrame({"household_id": ["a", "b", "c"], "area_ha": [1.0, 2.0, 3.0], "production_kg": [300, 500, 900]})
    frame.to_csv(tmp_path / "three.csv", index=False)
    (tmp_path / "plan.toml").write_text(
        'schema = 1\n[population]\nsurvey = "three.csv"\nschema = "smallholder"\nweights = "equal"\nhouseholds = 9\n')
    read = sh.population_of(sh.read_programme(tmp_path / "plan.toml"))
    assert (len(read), read.represents) == (9, 3.0)
    own = sh.population_of(plan, survey=tmp_path / "three.csv", schema="smallholder", weights="equal")
    assert (len(own), own.represents) == (3, 500_000)
    for options, words in (({"survey": tmp_path / "three.csv", "synthetic": "ghana_cocoa"}, "Give one of the two"),
                           ({"survey": tmp_path / "three.csv"}, "no schema"), ({"households": 0}, "0 households")):
        with pytest.raises(SmallholderError, match=words):
            sh.population_of(plan, **options)
    with pytest.raises(ProgrammeError, match="no households are named"):
        sh.population_of(sh.Programme())
    with pytest.raises(UnknownKeyError, match="ghana_cocoa"):
        sh.population_of(plan, synthetic="ghana_coco")


# ---- progress and interruption ------------------------------------------------------------------------------


def test_progress_is_told_and_ends_at_the_whole(people: sh.Population) -> None:
    told: list[tuple[int, int]] = []
    run(people, draws=40, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (80, 80)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_an_error_in_the_progress_function_is_the_callers(people: sh.Population) -> None:
    def fails(done: int, total: int) -> None:
        raise LookupError("not mine")

    with pytest.raises(LookupError, match="not mine"):
        run(people, draws=300, progress=fails)


def test_ctrl_c_keeps_the_draws_that_are_finished(people: sh.Population, programme: sh.Programme) -> None:
    pressed = 0.0

    def press(done: int, total: int) -> None:
        nonlocal pressed
        if done >= 6 and not pressed:
            pressed = time.monotonic()
            os.kill(os.getpid(), signal.SIGINT)

    result = run(people, programme, draws=600, progress=press)
    assert pressed
    assert time.monotonic() - pressed < 1.0
    assert result.interrupted
    assert 1 <= result.draws < 600
    # What is kept is what a run of so many draws gives.
    kept = result.runs.finished.all(axis=1)
    assert kept.sum() == result.draws
    first = int(np.flatnonzero(kept)[0])
    short = run(people, programme, draws=first + 1)
    assert np.array_equal(short.runs.values[first], result.runs.values[first])
    assert np.isfinite(result.value("income", arm="everything")["p50"])
    assert "interrupted" in repr(result)


def test_ctrl_c_before_the_first_draw_is_a_keyboard_interrupt(people: sh.Population) -> None:
    many = sh.resample(people, 20_000)
    pressing = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT))
    pressing.start()
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        run(many, sh.Programme([sh.FarmerTraining()]), years=100, draws=50)
    pressing.join()
    assert time.monotonic() - began < 5.0
