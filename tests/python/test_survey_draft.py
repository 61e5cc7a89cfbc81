# SPDX-License-Identifier: Apache-2.0
"""A draft layout for a stranger's file: good guesses, said as guesses, and it loads."""

import tomllib

import numpy as np
import pandas as pd
import pytest
from smallholder.errors import MissingFileError, SchemaError
from smallholder.survey import Schema, draft_schema, read_survey


def stranger() -> pd.DataFrame:
    place = np.arange(20)
    return pd.DataFrame({
        "HHID": place + 1, "Region": np.where(place < 9, "Ashanti", "Western"),
        "FarmSize_acres": 2.0 + 0.5 * place, "CocoaHarvest_bags": 5.0 + place,
        "total_hh_income_usd_2019": 900.0 + 55.0 * place,
        "head_gender": np.where(place % 4, "Male", "Female"), "HHsize": 3 + place % 6,
        "cocoa_pct": 40.0 + place, "is_coop_member": np.where(place % 2, "yes", "no"),
        "enumerator": "K.", "loan_amount": np.where(place == 2, -99.0, 10.0 * place)})


def drafted(frame: pd.DataFrame, path) -> tuple[dict, list[str]]:
    frame.to_excel(path, index=False) if path.suffix == ".xlsx" else frame.to_csv(path, index=False)
    text, notes = draft_schema(path)
    return tomllib.loads(text), notes


@pytest.mark.parametrize("name", ["stranger.csv", "stranger.xlsx"])
def test_columns_units_and_answers_are_guessed(name: str, tmp_path) -> None:
    table, notes = drafted(stranger(), tmp_path / name)
    columns = table["columns"]
    assert columns["household_id"]["column"] == "HHID"
    assert columns["area_ha"] == {"column": "FarmSize_acres", "unit": "acre"}
    assert columns["production_kg"] == {"column": "CocoaHarvest_bags", "unit": "bag_64kg"}
    assert columns["income_usd"] == {"column": "total_hh_income_usd_2019", "unit": "USD"}
    assert columns["female_head"]["map"] == {"Female": 1, "Male": 0}
    assert columns["cocoa_share"]["unit"] == "percent"
    assert columns["coop"]["map"] == {"yes": 1, "no": 0}
    assert table["missing"]["codes"] == ["-99"]
    text = "\n".join(notes)
    assert "2019 in the names of sums may be the price year" in text
    assert "area_ha <- \"FarmSize_acres\" (medium confidence" in text
    assert "does it count cocoa only?" in text
    assert "enumerator" in draft_schema(tmp_path / name)[0].split("nothing was made of")[1]


def test_what_nobody_can_guess_is_left_to_decide(tmp_path) -> None:
    path = tmp_path / "stranger.csv"
    table, notes = drafted(stranger(), path)
    assert "weights" not in table["layout"] and "policy" not in table["missing"]
    assert not table["money"]
    text = "\n".join(notes)
    for open_question in ("weights", "missing-value policy", "currency and price year"):
        assert open_question in text
    with pytest.raises(ValueError, match="price year"):
        read_survey(path, table)
    survey = read_survey(path, table, price_year=2019, weights="equal", missing="impute")
    assert len(survey) == 20 and survey.missing_counts["debt_usd"] == 1
    assert survey["area_ha"].iloc[0] == pytest.approx(2 * 0.40468564224)


def test_a_sum_in_an_unknown_currency_is_commented_out(tmp_path) -> None:
    path = tmp_path / "survey.csv"
    frame = stranger().rename(columns={"total_hh_income_usd_2019": "total_income_lcu"})
    frame.to_csv(path, index=False)
    text, notes = draft_schema(path)
    assert "income_usd" not in tomllib.loads(text)["columns"]
    assert "# [columns.income_usd]" in text and '# column = "total_income_lcu"' in text
    assert any("in local currency (lcu)" in note for note in notes)


def test_a_currency_in_a_name_is_read_and_its_rate_asked_for(tmp_path) -> None:
    path = tmp_path / "survey.csv"
    stranger().rename(columns={"total_hh_income_usd_2019": "HH income (GHS)"}).to_csv(path, index=False)
    text, notes = draft_schema(path)
    assert "income_usd" not in tomllib.loads(text)["columns"]
    assert '# unit = "GHS"   # give its exchange rate first' in text
    assert '# currency = "GHS" ' in text
    assert any("unit GHS, from its name: give the exchange rate under [money.exchange.GHS]" in note for note in notes)


def test_a_panel_is_recognised_by_repeated_ids(tmp_path) -> None:
    two = pd.concat([stranger().assign(round=1), stranger().assign(round=2)])
    table, notes = drafted(two, tmp_path / "panel.csv")
    assert table["columns"]["wave"]["column"] == "round"
    assert any("a panel" in note for note in notes)
    one, _ = drafted(stranger().assign(round=1), tmp_path / "once.csv")
    assert "wave" not in one["columns"]
    _, unnamed = drafted(pd.concat([stranger(), stranger()]), tmp_path / "unnamed.csv")
    assert any("20 rows repeat HHID" in note for note in unnamed)


def test_semicolons_decimal_commas_and_a_title_line(tmp_path) -> None:
    path = tmp_path / "europe.csv"
    body = stranger().to_csv(index=False, sep=";", decimal=",")
    path.write_text("Survey of strangers;;;;;;;;;;\n" + body, encoding="utf-8")
    text, _ = draft_schema(path)
    layout = tomllib.loads(text)["layout"]
    assert (layout["separator"], layout["decimal"], layout["header_row"]) == (";", ",", 2)
    survey = read_survey(path, tomllib.loads(text), price_year=2019, weights="equal", missing="impute")
    assert len(survey) == 20


def test_what_every_survey_needs_is_asked_for(tmp_path) -> None:
    path = tmp_path / "survey.csv"
    stranger()[["Region", "HHsize"]].to_csv(path, index=False)
    text, notes = draft_schema(path)
    assert "# not found: household_id" in text and "# not found: area_ha" in text
    assert sum("every survey needs it" in note for note in notes) == 2


def test_a_file_that_nothing_can_be_made_of(tmp_path) -> None:
    path = tmp_path / "survey.csv"
    pd.DataFrame({"q1": [1, 2], "q2": [3, 4]}).to_csv(path, index=False)
    with pytest.raises(SchemaError, match="no column of this file looks like"):
        draft_schema(path)
    path.write_text("id,area\n", encoding="utf-8")
    with pytest.raises(SchemaError, match="no household"):
        draft_schema(path)
    with pytest.raises(MissingFileError):
        draft_schema(tmp_path / "none.csv")


def test_our_own_layout_is_recognised_in_full(tmp_path) -> None:
    ours = Schema.from_dict({"columns": {"household_id": "x"}})
    path = tmp_path / "ours.csv"
    names = ["household_id", "area_ha", "yield_kg_per_ha", "income_usd", "benchmark_usd", "female_head",
             "cocoa_share", "village", "km_road", "tree_age_years", "vsla",
             "crop_share"]
    frame = pd.DataFrame({name: np.arange(1, 21) / 20 for name in names})
    frame["household_id"], frame["village"], frame["vsla"] = range(20), "a", 1
    frame["female_head"] = frame["household_id"] % 2
    frame.to_csv(path, index=False)
    columns = tomllib.loads(draft_schema(path)[0])["columns"]
    assert {name: rule["column"] for name, rule in columns.items()} == {name: name for name in names}
    assert ours.policy is None
