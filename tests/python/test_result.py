# SPDX-License-Identifier: Apache-2.0
"""What a run found, as tables and charts: every figure traceable to the draws it came from."""

import json
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
import smallholder as sh
from smallholder import _core, plots
from smallholder.errors import ProgrammeError, UnknownKeyError
from smallholder.programme import catalogue
from smallholder.vocabulary import INCOME_SOURCES, metrics_frame

NUMBERS = ["mean", "p5", "p50", "p95", "parameter_sd", "stochastic_sd"]


# ---- tables -------------------------------------------------------------------------------------------------


def test_the_tidy_table_has_a_row_per_arm_year_group_metric_and_kind(result: sh.Result) -> None:
    table = result.yearly()
    assert list(table.columns) == ["arm", "year", "grouping", "group", "metric", "unit", "kind", *NUMBERS]
    arms, years, groups, metrics = len(result.arms), result.years + 1, len(result.groups()), len(metrics_frame())
    assert len(table) == (arms + arms - 1) * years * groups * metrics
    assert not table.duplicated(["arm", "year", "group", "metric", "kind"]).any()
    assert set(table["kind"]) == {"level", "change"}
    assert table["arm"].iloc[0] == "baseline"
    assert not (table[table["kind"] == "change"]["arm"] == "baseline").any()
    ordered = table.dropna(subset=["p5"])
    assert (ordered["p5"] <= ordered["p50"]).all()
    assert (ordered["p50"] <= ordered["p95"]).all()


def test_groups_are_named_by_grouping_and_group(result: sh.Result) -> None:
    groups = result.groups()
    assert groups["group"].iloc[0] == "all"
    assert {"land: up to 2 ha", "sex: female head", "poverty: at the line or above"} <= set(groups["group"])
    for _, rows in groups.groupby("grouping"):
        assert rows["households"].sum() == pytest.approx(result.represents)
    assert "region" in result.left_out


def test_figures_are_quantiles_of_draw_means(result: sh.Result) -> None:
    draws = result.to_xarray().mean("replicate")
    for metric in ("income", "yield", "gini", "median_income", "worse_off"):
        for arm in result.arms:
            values = draws.sel(arm=arm, year=6, group="land: up to 2 ha", metric=metric)
            row = result.value(metric, arm=arm, year=6, group="land: up to 2 ha")
            assert row["mean"] == pytest.approx(float(values.mean()), rel=1e-12)
            assert row[["p5", "p50", "p95"]].tolist() == pytest.approx(np.quantile(values, [0.05, 0.5, 0.95]), rel=1e-12)
    change = draws.sel(metric="income", group="all", year=6)
    change = change.sel(arm="everything") - change.sel(arm="baseline")
    row = result.value("income", arm="everything", kind="change")
    assert row["p50"] == pytest.approx(float(change.median()), rel=1e-9)


def test_spreads_of_parameters_and_of_luck_add_up_to_what_is_seen(result: sh.Result) -> None:
    draws = result.to_xarray().sel(arm="baseline", year=6, group="all", metric="income")
    within = float(draws.var("replicate", ddof=1).mean())
    between = float(draws.mean("replicate").var(ddof=1)) - within / result.replicates
    row = result.value("income")
    assert row["stochastic_sd"] == pytest.approx(within**0.5, rel=1e-9)
    assert row["parameter_sd"] == pytest.approx(max(between, 0.0) ** 0.5, rel=1e-6)


def test_income_is_the_sum_of_its_sources(result: sh.Result) -> None:
    values = result.to_xarray()
    total = sum(values.sel(metric=source) for source in INCOME_SOURCES)
    np.testing.assert_allclose(total, values.sel(metric="income_with_food"), rtol=1e-6, atol=1e-3)


def test_the_table_can_be_asked_for_a_part(result: sh.Result) -> None:
    part = result.yearly(["income", "gap"], arm="everything", by="land", kind="change")
    assert set(part["metric"]) == {"income", "gap"}
    assert set(part["arm"]) == {"everything"}
    assert set(part["grouping"]) == {"land"}
    assert set(part["kind"]) == {"change"}
    assert set(result.living_income()["group"]) == {"all"}
    assert len(set(result.living_income(by=None)["group"])) == len(result.groups())
    for options, close in (({"metric": "incme"}, "income"), ({"arm": "everythin"}, "everything"), ({"by": "lnd"}, "land"),
                           ({"kind": "levle"}, "level")):
        with pytest.raises(UnknownKeyError, match=f'Did you mean "{close}"'):
            result.yearly(**options)
    with pytest.raises(ProgrammeError, match="Years are 0 to 6"):
        result.value("income", year=9)
    with pytest.raises(ProgrammeError, match="baseline has no change"):
        result.value("income", kind="change")


def test_returns_add_up_and_follow_the_discount_rate(result: sh.Result) -> None:
    table = result.returns().set_index(["arm", "perspective", "metric"])["mean"]
    costs = result.costs()
    for arm in result.arms[1:]:
        whole = costs[(costs["arm"] == arm) & (costs["intervention"] == "all")]["mean"].sum()
        parts = costs[(costs["arm"] == arm) & (costs["intervention"] != "all")]["mean"].sum()
        assert whole == pytest.approx(parts)
        assert table[arm, "programme", "cost"] == pytest.approx(whole)
        rate = 0.10
        society = sh.returns.npv(rate, result.flows("society", arm).mean())
        assert table[arm, "society", "net_present_value"] == pytest.approx(society)
        parts = [name for name in ("farmers", "workers_and_sharecroppers", "lenders", "landlords", "government", "buyers", "programme",
                                   "growers_elsewhere") if (arm, name, "net_present_value") in table.index]
        assert sum(table[arm, name, "net_present_value"] for name in parts) == pytest.approx(society, abs=0.01)
        gains = sh.returns.npv(rate, result.flows("society", arm)).to_numpy()
        spent = sh.returns.npv(rate, _core.outlays(result.runs, result.arms.index(arm)))
        assert table[arm, "society", "benefit_cost_ratio"] == pytest.approx(np.mean((gains + spent) / spent))
    undiscounted = result.returns("programme", discount_rate=0.0)
    by_metric = undiscounted[undiscounted["arm"] == "everything"].set_index("metric")["mean"]
    assert by_metric["cost_present_value"] == pytest.approx(by_metric["cost"])
    assert set(undiscounted["perspective"]) == {"programme"}
    assert (result.returns()["discount_rate"] == 0.10).all()
    assert (result.returns()["benefit_years"] == result.years).all()
    with pytest.raises(ProgrammeError, match=r"write 10% as 0\.10|Write 10% as 0\.10"):
        result.returns(discount_rate=10)


def test_every_party_may_discount_at_a_rate_of_its_own(people: sh.Population) -> None:
    plan = sh.Programme([sh.CommunityHealth(coverage=0.5)], discount_rates={"society": 0.05, "farmers": 0.25})
    result = sh.simulate(people, plan, years=4, draws=2, progress=False)
    rates = result.returns().groupby("perspective")["discount_rate"].unique().map(list).to_dict()
    like_farmers = {"farmers", "participants", "other_farmers", "origin_farmers", "origin_growers"}
    assert like_farmers - {"other_farmers", "origin_growers"} | {"programme", "society", "government"} <= set(rates)
    assert all(used == [0.25 if name in like_farmers else 0.05] for name, used in rates.items())
    at_farmers_rate = result.returns("farmers", discount_rate=0.25)["mean"].to_numpy()
    assert np.array_equal(result.returns("farmers")["mean"].to_numpy(), at_farmers_rate)


def test_a_run_of_the_baseline_alone_has_tables_too(people: sh.Population) -> None:
    result = sh.simulate(people, years=3, draws=2, progress=False)
    assert result.returns().empty
    assert result.costs().empty
    assert result.fields().empty
    assert len(result.yearly("income", by="all")) == 4
    assert result.plot()
    assert "baseline" in repr(result)


# ---- how sure -----------------------------------------------------------------------------------------------


def test_parameters_used_are_those_that_vary_and_matter(result: sh.Result, people: sh.Population) -> None:
    used = result.parameters_used()
    assert used["drawn"].all()
    names = set(used["name"])
    assert {"wage", "farmer_training.attendance", "community_health.burden"} <= names
    assert "tax" not in names, "of the liberal regime only"
    assert "delivery.done_share" in names
    assert (used["drawn_p5"] <= used["drawn_p95"]).all()
    assert sum(result.provenance.values()) == len(used)
    assert sum(result.provenance_shares.values()) == pytest.approx(1.0)
    assert result.interval_name == "assumption range"
    liberal = sh.simulate(people, years=2, draws=2, regime="liberal", progress=False)
    assert "tax" in set(liberal.parameters_used()["name"])
    assert not any(name.startswith(("farmer_training", "feeder_road")) for name in liberal.parameters_used()["name"])


def test_a_row_whose_field_the_programme_sets_itself_moves_nothing(people: sh.Population) -> None:
    plan = sh.Programme([sh.FarmerTraining(attendance=0.9)])
    used = set(sh.simulate(people, plan, years=2, draws=2, progress=False).parameters_used()["name"])
    assert "farmer_training.attendance" not in used
    assert "farmer_training.enrol_coop" in used


def test_every_condition_of_a_drawn_parameter_is_understood(result: sh.Result) -> None:
    """A drawn row counts as in use in this run of everything, or stands for what this run does not have."""
    absent = {"liberal price regime", "liberal price regime with a feeder road", "megakarya zone",
              "lid_usd_per_t above 0", "share_tenancy above 0", "paved roads (no intervention builds them yet)",
              "age_form 1", "fertiliser_form 1", "market answer", "target_input_learning 1", "disadoption 1", "safety_first 1", "bass_adoption 1"}
    absent |= set(catalogue()) - {made.kind for made in result.programme.interventions}
    rows = [row for row in result.table.rows() if row["drawn"]]
    unknown = {row["name"]: row["active"] for row in rows
               if not result._is_active(row["active"]) and row["active"] not in absent}
    assert len(rows) > 100
    assert unknown == {}


def test_the_rows_of_an_option_of_adoption_are_in_use_with_it(people: sh.Population) -> None:
    def used(**options: object) -> set[str]:
        run = sh.simulate(people, years=1, draws=3, replicates=1, parameters=options, progress=False)
        return set(run.parameters_used()["name"])

    rows = {"target_input_learning": {"prior_precision", "signal_precision", "neighbour_trials"}, "safety_first": {"ruin_probability"},
            "disadoption": {"disadoption_hazard", "disadoption_slope"}, "bass_adoption": {"bass_innovation", "bass_imitation"}}
    plain = used()
    for option, own in rows.items():
        assert used(**{option: 1}) - plain == own


@pytest.mark.parametrize(("wrong", "words"), [
    ({"contagion_threshold": -1}, "contagion_threshold.*must be"), ({"ruin_probability": 1.5}, "ruin_probability.*must be"),
    ({"safety_first": 0.5}, "0.5 is no position of a switch"), ({"prior_precision": -4}, "prior_precision.*must be"),
])
def test_options_of_adoption_outside_what_they_can_be_are_refused(people: sh.Population, wrong: dict[str, object], words: str) -> None:
    with pytest.raises(sh.SmallholderError, match=words):
        sh.simulate(people, years=1, draws=1, parameters=wrong, progress=False)


def test_who_has_no_village_cannot_be_asked_to_follow_it(people: sh.Population) -> None:
    with pytest.raises(sh.RangeError, match=r"contagion_threshold is on.*villages = 50"):
        sh.simulate(people, years=1, draws=1, parameters={"contagion_threshold": 2}, village_coupling=False, progress=False)


def test_only_the_rows_of_the_forms_that_were_drawn_are_in_use(people: sh.Population) -> None:
    def used(**forms: object) -> set[str]:
        run = sh.simulate(people, years=1, draws=12, replicates=1, parameters=forms, progress=False)
        return set(run.parameters_used()["name"])

    of_form = [{"age_rise", "age_fall_width"}, {"age_to_peak", "age_steepness"}]
    assert of_form[0] <= used() and not of_form[1] & used()
    hoerl = used(age_form=1, fertiliser_form=1)
    assert of_form[1] | {"plateau_slope"} <= hoerl and not (of_form[0] | {"c_n"}) & hoerl
    either = used(age_form={"values": [0, 1], "distribution": "discrete"})
    assert of_form[0] | of_form[1] | {"age_form"} <= either and "plateau_slope" not in either
    with pytest.raises(ValueError, match="0.5 is no position of a switch. Write 0 or 1"):
        used(age_form=0.5)


def test_without_drawn_parameters_nothing_is_assumed_to_vary(people: sh.Population) -> None:
    certain = sh.simulate(people, years=2, draws=2, draw_parameters=False, progress=False)
    assert sum(certain.provenance.values()) == 0
    assert certain.interval_name == "uncertainty range"


def test_the_baseline_is_held_beside_the_survey() -> None:
    luck = np.random.default_rng(5)
    area = luck.uniform(0.5, 6.0, 120)
    income = luck.lognormal(7.5, 0.7, 120)
    frame = pd.DataFrame({
        "household_id": [f"H{i}" for i in range(120)], "area_ha": area,
        "production_kg": area * luck.uniform(200, 700, 120), "income_usd": income, "benchmark_usd": 4000.0})
    frame["yield_kg_per_ha"] = frame["production_kg"] / frame["area_ha"]
    survey = sh.read_survey(frame, "smallholder", weights="equal", price_year=2018, currency="USD")
    result = sh.simulate(survey, years=1, draws=4, progress=False)
    check = result.survey_check().set_index("quantity")
    assert check["households"].tolist() == [120, 120, 120]
    assert check.loc["income", "recorded"] == pytest.approx(income.mean())
    assert check.loc["income", "standard_error"] == pytest.approx(income.std(ddof=1) / 120**0.5)
    assert check.loc["reaching_benchmark", "recorded"] == pytest.approx((income >= 4000).mean())
    assert check.loc["yield", "recorded"] == pytest.approx(frame["yield_kg_per_ha"].mean())
    assert check.loc["income", "year_0"] == pytest.approx(income.mean(), rel=0.01)
    assert check.loc["yield", "year_0"] == pytest.approx(frame["yield_kg_per_ha"].mean(), rel=0.01)
    assert check.loc["reaching_benchmark", "year_0"] == pytest.approx((income >= 4000).mean(), abs=0.01)
    assert (check["difference"] == check["model"] - check["recorded"]).all()
    assert result.survey is survey


def test_a_synthetic_baseline_is_held_beside_what_was_published(result: sh.Result) -> None:
    check = result.survey_check().set_index("quantity")
    assert check.index.tolist() == ["yield", "price", "cocoa_share"]
    assert (check["households"] == 0).all()
    rows = sh.parameters().set_index("name")
    assert check.loc["yield", "standard_error"] == rows.loc["target_recorded_yield_se", "value"]
    for quantity, name in (("yield", "target_recorded_yield_mean"), ("price", "farm_gate_price"), ("cocoa_share", "target_cocoa_income_share")):
        assert check.loc[quantity, ["recorded", "low", "high"]].tolist() == rows.loc[name, ["value", "low", "high"]].tolist()
        assert rows.loc[name, "source"].startswith(check.loc[quantity, "source"])
    values = result.to_xarray().sel(arm="baseline", year=0, group="all").mean("replicate")
    share = values.sel(metric="cocoa_net_income") / values.sel(metric="income")
    assert check.loc["cocoa_share", "model"] == pytest.approx(float(share.mean()))
    assert check.loc["price", "year_0"] == pytest.approx(result.value("price", year=0)["mean"])


# ---- other shapes -------------------------------------------------------------------------------------------


def test_xarray_has_every_draw_with_units(result: sh.Result) -> None:
    values = result.to_xarray()
    assert values.dims == ("draw", "replicate", "arm", "year", "group", "metric")
    assert values.shape == (8, 2, len(result.arms), 7, len(result.groups()), len(metrics_frame()))
    assert str(values.sel(metric="income")["unit"].item()) == "USD/household"
    assert values.attrs["units"]["yield"] == "kg/ha"
    assert float(values.sel(metric="reaching_benchmark").max()) <= 1.0
    assert not result.runs.values.flags.writeable


def test_shares_of_packages_are_shares_of_one(result: sh.Result) -> None:
    values = result.to_xarray()
    packages = [name for name in metrics_frame()["name"] if name.startswith("package_")]
    np.testing.assert_allclose(values.sel(metric=packages).sum("metric"), 1.0, rtol=1e-9)


@pytest.mark.parametrize("kind", plots.KINDS)
def test_every_chart_is_drawn_with_words_on_it(result: sh.Result, kind: str, tmp_path: Path) -> None:
    figure = result.plot(kind)
    words = " ".join(text.get_text() for text in figure.findobj(plt.Text))
    assert "everything" in words
    assert "assumption range" in words
    assert len(figure.axes) == (4 if kind == "overview" else 1)
    assert not plt.get_fignums(), "a chart that is not closed is shown twice by a notebook"
    path = tmp_path / f"{kind}.png"
    figure.savefig(path, dpi=60, bbox_inches="tight")
    assert path.stat().st_size > 5_000


def test_charts_take_a_year_and_a_grouping_and_refuse_what_is_not_there(result: sh.Result) -> None:
    figure = result.plot("winners", by="land", year=3)
    labels = [text.get_text() for text in figure.axes[0].get_yticklabels()]
    assert any("up to 2 ha" in label for label in labels)
    assert not any("female" in label for label in labels)
    assert "year 3" in figure.axes[0].get_title(loc="left")
    with pytest.raises(UnknownKeyError, match="overview, yields"):
        result.plot("pie")
    with pytest.raises(UnknownKeyError, match="land"):
        result.plot("winners", by="lnad")


def test_a_result_prints_its_headlines(result: sh.Result) -> None:
    text = repr(result)
    assert "200 households for 40,000; 6 years; 8 draws x 2; seed 5" in text
    assert "assumption range" in text
    page = result._repr_html_()
    assert page.count("<tr>") == 6
    assert "Three at once" in page
    assert "<script" not in page


def test_a_report_can_be_written_alone(result: sh.Result, tmp_path: Path) -> None:
    path = result.report(tmp_path / "report.html")
    assert "Three at once" in path.read_text(encoding="utf-8")


def test_the_fields_of_a_run_tell_who_set_them(result: sh.Result) -> None:
    fields = result.fields().set_index(["intervention", "field"])
    assert fields.loc[("farmer_training", "coverage"), "origin"] == "programme"
    assert fields.loc[("farmer_training", "attendance"), "origin"] == "parameter"
    assert json.dumps(fields["value"].tolist())


# ---- the books ----------------------------------------------------------------------------------------------


def test_a_perspective_without_flows_and_one_that_is_not_there_are_said_so(people: sh.Population) -> None:
    result = sh.simulate(people, sh.Programme([sh.CashTransfer()]), years=3, draws=2, progress=False)
    with pytest.raises(ProgrammeError, match='reaches "landlords"'):
        result.flows("landlords")
    with pytest.raises(ProgrammeError, match='reaches "landlords"'):
        result.returns("landlords")
    with pytest.raises(UnknownKeyError, match="Did you mean \"society\""):
        result.flows("socity")


def test_payers_bear_their_shares_and_who_pays_for_another_arm_does_not_matter(people: sh.Population) -> None:
    training = sh.FarmerTraining(name="training", paid_by={"donor": 1.0})
    other = {payer: sh.CashTransfer(name="cash", paid_by={payer: 1.0}) for payer in ("firm", "government")}
    worth = {}
    for payer, cash in other.items():
        result = sh.simulate(people, sh.Programme([training, cash], arms={"a": [training], "b": [cash]}), years=4, draws=2, progress=False)
        table = result.returns().set_index(["arm", "perspective", "metric"])["mean"]
        worth[payer] = table["a", "programme", "net_present_value"]
        assert table["a", "donor", "net_present_value"] == pytest.approx(-table["a", "programme", "cost_present_value"])
        beside = result.beside["a"]["same_cash"]
        assert table[beside, "donor", "net_present_value"] == pytest.approx(-table[beside, "programme", "cost_present_value"])
    assert worth["firm"] == pytest.approx(worth["government"])


def test_a_premium_above_the_price_and_a_demand_that_rises_with_it_are_refused(people: sh.Population) -> None:
    with pytest.raises(ProgrammeError, match=r"write 70 USD a tonne as 0\.07"):
        sh.simulate(people, sh.Programme([sh.BuyerPremium(premium_usd_per_kg=9, share_to_farmer=1, sold_share=1)]), years=2, draws=1, progress=False)
    with pytest.raises(ProgrammeError, match="nought or negative"):
        sh.Programme([sh.CashTransfer()], parameters={"demand_elasticity_short": 0.06})


def test_social_return_without_what_the_model_does_not_know_is_the_ratio_of_society(people: sh.Population) -> None:
    from smallholder import ledger

    result = sh.simulate(people, sh.Programme([sh.InputSubsidy(paid_by={"government": 0.5, "firm": 0.5})]), years=5, draws=3, progress=False)
    rate = result.discount_rates["society"]
    society = sh.returns.npv(rate, result.flows("society").mean())
    spent = sh.returns.npv(rate, _core.outlays(result.runs, 1)).mean()
    assert ledger.social_return(result).ratio == pytest.approx((society + spent) / spent)
    assert ledger.social_return(result, attribution=0.5).ratio == pytest.approx(0.5 * (society + spent) / spent)
