# SPDX-License-Identifier: Apache-2.0
"""Real files: the KIT figures as published, and drafts for other people's surveys.

Expected values: KIT rows from the file itself and its documentation (Bymolt, Laven and Tyszler 2018;
Tyszler, Bymolt and Laven 2018), reference rows TA35, TA36 and TA38.
"""

import os
import tomllib
from pathlib import Path

import numpy as np
import pytest
from smallholder._core import metrics
from smallholder.survey import Description, Survey, describe, draft_schema, read_survey

ROOT = Path(__file__).parents[2]


def shared(name: str) -> Path:
    folder = Path(os.environ.get("SMALLHOLDER_SHARED_DATA", ROOT.parent / "shared" / "data"))
    if not (folder / name).is_file():
        pytest.skip("skipped: no shared data")
    return folder / name


@pytest.fixture(scope="module")
def kit() -> Survey:
    return read_survey(shared("kit_cocoa/kit_ghana_households.csv"), "kit_ghana")


@pytest.fixture(scope="module")
def described(kit: Survey) -> Description:
    return describe(kit)


def test_934_of_1318_households_have_income_and_group(kit: Survey) -> None:
    assert (len(kit.all_rows), len(kit)) == (1318, 934)
    assert kit.missing_counts["income_usd"] == 384 and kit.missing_counts["segment"] == 153


def test_share_reaching_the_benchmark_overall_and_by_group(described: Description) -> None:
    table = described.living_income.set_index("group")
    expected = {"all households": (934, 16.60), "Male-headed, typical": (595, 9.41),
                "Male-headed, large": (195, 43.59), "Female-headed": (144, 9.72)}
    for group, (rows, percent) in expected.items():
        assert table.loc[group, "rows"] == rows
        assert 100 * table.loc[group, "share_reaching"] == pytest.approx(percent, abs=0.005)
    assert 100 * table.loc["all households", "share_reaching_with_own_food"] == pytest.approx(
        20.24, abs=0.005)


def test_means_medians_and_gaps_by_group(described: Description) -> None:
    table = described.living_income.set_index("group")
    expected = {"Male-headed, typical": (2287.6, 1740.4, 0.554),
                "Male-headed, large": (5104.3, 4726.8, 0.255),
                "Female-headed": (1751.5, 1153.3, 0.616)}
    for group, (mean, median, gap) in expected.items():
        assert table.loc[group, "mean_income_usd"] == pytest.approx(mean, abs=0.06)
        assert table.loc[group, "median_income_usd"] == pytest.approx(median, abs=0.06)
        assert table.loc[group, "fgt1"] == pytest.approx(gap, abs=0.0006)


def test_identities_hold_to_six_tenths_of_a_cent(kit: Survey) -> None:
    checks = {check.name: check for check in kit.identities}
    assert {name: check.rows for name, check in checks.items()} == {
        "revenue": 997, "cocoa_income": 937, "income": 926, "yield": 997}
    for name in ("revenue", "cocoa_income", "income"):
        assert 0.0 < checks[name].max_error < 0.006, name
    assert not [problem for problem in kit.report if "is off by more than" in problem.problem]


def test_the_report_says_that_the_file_drops_loss_makers(kit: Survey) -> None:
    text = "\n".join(kit.report.findings)
    assert "26 rows have revenue and costs but a blank cocoa_income_usd; in 18 of them costs exceed" in text
    assert "33 rows have revenue and costs but a blank income_usd; in 18 of them" in text
    assert "8 rows with a blank cocoa_income_usd would have more than the highest recorded" in text
    assert "62 households have no cocoa older than 5 years" in text
    restored = read_survey(shared("kit_cocoa/kit_ghana_households.csv"), "kit_ghana",
                           derive={"cocoa_income_usd": "revenue_minus_costs"})
    assert (restored.all_rows["cocoa_income_usd"] < 0.0).sum() == 18


def test_ta35_yields(kit: Survey, described: Description) -> None:
    row = described.distribution.set_index("quantity").loc["yield_kg_per_ha"]
    assert row["rows"] == 1008
    found = [row["mean"], row["p50"], row["sd"], row["p10"], row["p90"]]
    assert found == pytest.approx([423, 369, 252, 158, 783], abs=0.5)
    assert row["log_sd"] == pytest.approx(0.65, abs=0.005)
    yields = kit.all_rows["yield_kg_per_ha"].dropna().to_numpy(float).copy()
    assert metrics.weighted_quantile(yields, None, 0.99) == pytest.approx(1186, abs=0.5)


def test_ta36_farms(described: Description) -> None:
    table = described.distribution.set_index("quantity")
    assert table.loc["area_ha", "mean"] == pytest.approx(2.88, abs=0.005)
    assert table.loc["area_ha", "p50"] == pytest.approx(2.02, abs=0.005)
    assert table.loc["area_ha", "log_sd"] == pytest.approx(0.75, abs=0.005)
    assert table.loc["household_size", "mean"] == pytest.approx(5.85, abs=0.005)
    assert table.loc["female_head", "mean"] == pytest.approx(0.176, abs=0.0005)
    assert table.loc["inputs_usd_per_ha", "mean"] == pytest.approx(42, abs=0.5)
    assert table.loc["inputs_usd_per_ha", "p50"] == pytest.approx(28, abs=0.5)
    assert table.loc["hired_labour_usd_per_ha", "mean"] == pytest.approx(97, abs=0.5)
    assert table.loc["hired_labour_usd_per_ha", "p50"] == pytest.approx(63, abs=0.5)
    assert table.loc["cocoa_share", "mean"] == pytest.approx(0.61, abs=0.005)
    row = described.living_income.iloc[0]
    assert 1 - row["share_reaching"] == pytest.approx(0.834, abs=0.0005)
    assert 1 - row["share_reaching_with_own_food"] == pytest.approx(0.798, abs=0.0005)


def test_ta38_the_columns_that_the_scenarios_need_are_whole(kit: Survey) -> None:
    """Static scenarios of TA38 from the survey's columns alone: share below the benchmark."""
    c = kit.columns()
    price, area = c["farm_gate_price_usd_per_kg"], c["area_ha"]
    other = np.maximum(c["other_income_usd"], 0.0)
    lifted = np.maximum(c["yield_kg_per_ha"], 600.0) * area
    incomes = [c["income_usd"], other + c["revenue_usd"], other + 2.0 * c["revenue_usd"],
               other + lifted * price, other + 1500.0 * area * price,
               other + 0.7 * 1500.0 * area * price]
    for food, expected in ((0.0, [0.834, 0.794, 0.602, 0.656, 0.243, 0.413]),
                           (c["food_value_usd"], [0.798, 0.762, 0.554, 0.597, 0.198, 0.360])):
        found = [metrics.fgt(income + food, c["benchmark_usd"], 0.0, c["weight"]) for income in incomes]
        assert found == pytest.approx(expected, abs=0.001)


def test_drafts_for_other_peoples_files() -> None:
    expected = {
        "rhomis_sample/hhinfo.csv.gz": {
            "household_id": "hhid", "area_ha": "land_cultivated_ha", "household_size": "hh_size_members",
            "yield_kg_per_ha": "crop_yield_kg_per_ha", "region": "region", "income_usd": "income_usd"},
        "rice_indonesia/rice_farms_seasons_1_4.csv": {
            "household_id": "id", "wave": "season", "area_ha": "size", "production_kg": "goutput"},
        "rice_philippines/rice_prod_phil.csv": {
            "household_id": "FMERCODE", "wave": "YEARDUM", "area_ha": "AREA", "production_kg": "PROD",
            "household_size": "HHSIZE", "adults": "NADULT", "school_years": "EDYRS",
            "head_age_years": "AGE"},
    }
    for name, columns in expected.items():
        path = shared(name)
        text, notes = draft_schema(path)
        drafted = {key: rule["column"] for key, rule in tomllib.loads(text)["columns"].items()}
        assert {key: drafted.get(key) for key in columns} == columns, name
        survey = read_survey(path, tomllib.loads(text), weights="equal", missing="impute",
                             price_year=2019)
        assert len(survey.all_rows) == {"rhomis": 5000}.get(name[:6], len(survey))
        assert any("concepts without a column" in note for note in notes)


def test_a_large_messy_file_reads_once_its_bad_households_are_dropped_by_name() -> None:
    path = shared("rhomis_all_lite/rhomis_cleaned_54873x77.csv.gz")
    table = tomllib.loads(draft_schema(path)[0])
    survey = read_survey(path, table, weights="equal", missing="impute", invalid="drop")
    assert len(survey) == 54873 - 125
    assert any("125 households with bad cells left out" in note for note in survey.report.notes)
