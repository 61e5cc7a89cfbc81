# SPDX-License-Identifier: Apache-2.0
"""``describe``: weighted figures, the three gaps, segments, and one dict, text and page from one source."""

import json

import numpy as np
import pandas as pd
import pytest
import smallholder as sh
from smallholder.errors import RangeError, UnknownKeyError
from smallholder.survey import describe, read_survey

SCHEMA = {
    "layout": {"name": "twenty", "source": "made up"},
    "missing": {"policy": "impute"}, "money": {"price_year": 2018},
    "columns": {
        "household_id": "id", "weight": "w", "area_ha": "area", "production_kg": "kg",
        "inputs_usd": "inputs", "income_usd": "income", "benchmark_usd": "line",
        "food_value_usd": "food", "female_head": "female", "segment": "group"},
    "derive": {"yield_kg_per_ha": "production_over_area"},
}


def twenty() -> pd.DataFrame:
    place = np.arange(20)
    return pd.DataFrame({
        "id": place, "w": 1.0 + place % 3, "area": np.where(place == 4, 0.0, 0.5 + 0.3 * place),
        "kg": 200.0 * (1 + place % 6), "inputs": 30.0 * (place % 4), "income": 400.0 + 170.0 * place,
        "line": np.where(place % 2 == 0, 2000.0, 3000.0), "food": 100.0,
        "female": (place % 5 == 0).astype(int), "group": np.where(place < 12, "typical", "large")})


def row_of(table: pd.DataFrame, **where: str) -> pd.Series:
    for name, value in where.items():
        table = table[table[name] == value]
    assert len(table) == 1
    return table.iloc[0]


def test_living_income_figures_against_numpy() -> None:
    frame = twenty()
    table = describe(read_survey(frame, SCHEMA)).living_income
    assert table is not None
    for group, inside in {"all households": frame["w"] > 0, "typical": frame["group"] == "typical"}.items():
        part = frame[inside]
        y, z, w = part["income"], part["line"], part["w"]
        row = row_of(table, group=group)
        assert row["rows"] == len(part)
        assert row["share_reaching"] == pytest.approx(np.average(y >= z, weights=w), rel=1e-12)
        assert row["gap_of_mean"] == pytest.approx(
            max(0.0, 1 - np.average(y, weights=w) / np.average(z, weights=w)), rel=1e-12)
        assert row["fgt1"] == pytest.approx(
            np.average(np.clip(1 - y / z, 0, None), weights=w), rel=1e-12)
        assert row["mean_income_usd"] == pytest.approx(np.average(y, weights=w), rel=1e-12)
        assert row["share_reaching_with_own_food"] == pytest.approx(
            np.average(y + 100.0 >= z, weights=w), rel=1e-12)
    assert row_of(table, group="typical")["weight_share"] == pytest.approx(
        frame["w"][:12].sum() / frame["w"].sum())


def test_the_three_gaps_differ_and_each_is_explained() -> None:
    found = describe(read_survey(twenty(), SCHEMA))
    row = row_of(found.living_income, group="all households")
    assert len({round(row[name], 6) for name in ("gap_of_mean", "gap_of_median", "fgt1")}) == 3
    explained = found.to_dict()["explanations"]
    assert {"gap_of_mean", "gap_of_median", "fgt1"} <= set(explained)


def test_standard_errors_match_the_textbook_when_weights_are_equal() -> None:
    frame = twenty().assign(w=1.0)
    found = describe(read_survey(frame, SCHEMA))
    row = row_of(found.living_income, group="all households")
    share = (frame["income"] >= frame["line"]).mean()
    assert row["share_reaching_se"] == pytest.approx(np.sqrt(share * (1 - share) / 19), rel=1e-12)
    assert row["mean_income_se"] == pytest.approx(frame["income"].std() / np.sqrt(20), rel=1e-12)
    gap = np.clip(1 - frame["income"] / frame["line"], 0, None)
    assert row["fgt1_se"] == pytest.approx(gap.std() / np.sqrt(20), rel=1e-12)


def test_distribution_with_equal_weights_is_pandas_own() -> None:
    frame = twenty().assign(w=1.0)
    table = describe(read_survey(frame, SCHEMA)).distribution
    income = row_of(table, quantity="income_usd")
    for name, quantile in (("p10", 0.1), ("p50", 0.5), ("p90", 0.9)):
        assert income[name] == pytest.approx(frame["income"].quantile(quantile), rel=1e-12)
    assert income["sd"] == pytest.approx(frame["income"].std(), rel=1e-12)
    land = row_of(table, quantity="area_ha")
    assert (land["rows"], land["zeros"]) == (19, 1)
    assert land["mean"] == pytest.approx(frame.loc[frame["area"] > 0, "area"].mean())
    assert land["log_sd"] == pytest.approx(np.log(frame.loc[frame["area"] > 0, "area"]).std())
    per_ha = row_of(table, quantity="inputs_usd_per_ha")
    farms = frame[frame["area"] > 0]
    assert per_ha["mean"] == pytest.approx((farms["inputs"] / farms["area"]).mean())
    assert row_of(table, quantity="female_head")["mean"] == pytest.approx(0.2)


def test_land_classes_are_up_to_2_then_to_4_then_over() -> None:
    frame = twenty()
    frame.loc[[0, 1, 2], "area"] = [2.0, 4.0, 4.01]
    table = describe(read_survey(frame, SCHEMA), by=["land_class"]).living_income
    counts = dict(zip(table["group"], table["rows"], strict=True))
    area = frame["area"]
    assert counts == {"all households": 20, "up to 2 ha": int((area <= 2).sum()),
                      "2-4 ha": int(((area > 2) & (area <= 4)).sum()),
                      "over 4 ha": int((area > 4).sum())}


def test_what_the_survey_cannot_give_is_left_out_and_said() -> None:
    found = describe(read_survey(twenty().drop(columns="group"), SCHEMA))
    assert set(found.living_income["by"]) == {"all", "land_class", "female_head"}
    assert "not told apart by segment: the survey does not give it" in found.remarks
    frame = twenty().astype({"group": object})
    frame.loc[0, "group"] = None
    assert any("1 households are in no group of segment" in remark
               for remark in describe(read_survey(frame, SCHEMA)).remarks)
    bare = describe(read_survey(twenty().drop(columns="income"), SCHEMA))
    assert bare.living_income is None and "no income_usd" in bare.remarks[0]
    assert bare.to_dict()["living_income"] is None and bare.to_dict()["benchmark_line"] is None
    with pytest.raises(UnknownKeyError, match="land_class"):
        describe(read_survey(twenty(), SCHEMA), by=["land_clas"])


def test_one_benchmark_for_all_can_be_named() -> None:
    survey = read_survey(twenty(), SCHEMA)
    found = describe(survey, benchmark=2000.0)
    row = row_of(found.living_income, group="all households")
    frame = twenty()
    assert row["share_reaching"] == pytest.approx(np.average(frame["income"] >= 2000.0, weights=frame["w"]))
    assert "2,000 USD a year for every household" in found.benchmark
    for wrong in (0.0, -5.0, float("nan")):
        with pytest.raises(RangeError):
            describe(survey, benchmark=wrong)


def test_without_a_benchmark_the_line_is_the_one_a_run_uses() -> None:
    frame = twenty().drop(columns="line").assign(
        size=2.0 + np.arange(20) % 6, grown=1.0 + np.arange(20) % 2, area=0.5 + 0.3 * np.arange(20), w=1.0)
    schema = {**SCHEMA, "columns": {**SCHEMA["columns"], "household_size": "size", "adults": "grown"},
              "money": {"price_year": 2022}}
    survey = read_survey(frame, schema)
    found = describe(survey)
    row = row_of(found.living_income, group="all households")
    # US consumer prices of 2018 and 2022; the modified OECD scale, of which the reference family is 2.4.
    line = 4742 * 292.655 / 251.107 * (1 + 0.5 * (frame["grown"] - 1) + 0.3 * (frame["size"] - frame["grown"])) / 2.4
    assert row["fgt1"] == pytest.approx(np.clip(1 - frame["income"] / line, 0, None).mean(), rel=1e-12)
    assert found.benchmark == "the default line, 4,742 USD of 2018 (5,527 USD of 2022) a year for 2.4 adult equivalents"
    said = found.to_dict()["benchmark_line"]
    assert (said["origin"], said["price_year"], said["default_households"]) == ("default", 2022, 20)
    assert said["low_usd"] == pytest.approx(line.min()) and said["high_usd"] == pytest.approx(line.max())
    assert said["default"]["published_usd"] == 4742 and said["default"]["published_price_year"] == 2018
    assert "rural Ghana" in said["source"] and "the one a run uses" in found.to_text(200)
    run = sh.simulate(survey, years=1, draws=1, replicates=1, progress=False)
    assert run.value("gap", year=0)["mean"] == pytest.approx(row["fgt1"], rel=1e-9)
    assert run.value("reaching_benchmark", year=0)["mean"] == pytest.approx(row["share_reaching"], rel=1e-9)


def test_blanks_of_the_line_and_of_the_size_are_counted_and_named() -> None:
    frame = twenty()
    frame.loc[[3, 4], "line"] = np.nan
    found = describe(read_survey(frame, SCHEMA))
    said = found.to_dict()["benchmark_line"]
    assert (said["origin"], said["default_households"], said["default"]["households_without_size"]) == ("survey", 2, 2)
    lines = frame["line"].fillna(4742.0)  # nobody's size is recorded: the reference family's own line
    row = row_of(found.living_income, group="all households")
    assert row["rows"] == 20
    assert row["share_reaching"] == pytest.approx(np.average(frame["income"] >= lines, weights=frame["w"]))
    assert any("2 households have no benchmark of their own" in remark for remark in found.remarks)
    assert any("2 households do not say how many live there" in remark for remark in found.remarks)


@pytest.mark.parametrize("money", [{"price_year": 1987}, {"price_year": 2018, "real": False}])
def test_a_line_that_cannot_be_converted_is_left_out_and_the_reason_said(money: dict[str, object]) -> None:
    found = describe(read_survey(twenty().drop(columns="line"), {**SCHEMA, "money": money}))
    assert found.living_income is None and found.benchmark == "none"
    assert "--benchmark" in found.remarks[0] and "money" in found.remarks[0]
    assert describe(read_survey(twenty().drop(columns="line"), {**SCHEMA, "money": money}), benchmark=3000).living_income is not None


def test_the_dict_is_json_and_its_keys_are_fixed() -> None:
    frame = twenty().astype({"group": object})
    frame.loc[19, "group"] = "alone"  # one household has no standard error
    found = describe(read_survey(frame, SCHEMA)).to_dict()
    again = json.loads(json.dumps(found, allow_nan=False))
    assert list(again) == ["schema_version", "kind", "survey", "rows", "missing", "distribution",
                           "benchmark", "benchmark_line", "living_income", "explanations", "identities", "remarks",
                           "findings"]
    assert again["schema_version"] == 1
    assert again["rows"] == {"read": 20, "kept": 20, "left_out": 0}
    assert again["survey"]["money"] == {"currency": "USD", "price_year": 2018, "real": True}
    alone = next(row for row in again["living_income"] if row["group"] == "alone")
    assert alone["rows"] == 1 and alone["share_reaching_se"] is None


@pytest.mark.parametrize("width", [80, 110, 200])
def test_the_text_shows_the_same_figures_at_any_width(width: int) -> None:
    found = describe(read_survey(twenty(), SCHEMA))
    text = found.to_text(width)
    assert max(len(line) for line in text.splitlines()) <= max(width, 110)
    row = row_of(found.living_income, group="typical")
    line = next(line for line in text.splitlines() if line.strip().startswith("typical"))
    assert f"{100 * row['share_reaching']:.2f}%" in line
    assert "gap of median: what the middle household lacks" in text


def test_the_page_for_a_notebook_escapes_what_a_survey_says() -> None:
    frame = twenty().astype({"group": object})
    frame.loc[0:3, "group"] = "<script>"
    survey = read_survey(frame, SCHEMA)
    page = describe(survey)._repr_html_()
    assert "<script>" not in page and "&lt;script&gt;" in page
    assert "<table>" in page and "FGT1" in page
    assert "<script>" not in survey._repr_html_()


def test_a_panel_says_that_its_waves_are_pooled() -> None:
    frame = pd.concat([twenty().assign(year=1), twenty().assign(year=2)], ignore_index=True)
    survey = read_survey(frame, SCHEMA, wave="year")
    assert any("2 waves are pooled" in remark for remark in describe(survey).remarks)
    assert survey.select_wave("1").describe().to_dict()["rows"]["read"] == 20
