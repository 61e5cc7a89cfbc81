# SPDX-License-Identifier: Apache-2.0
"""Every kind of bad survey is met by an error that says what, where and what to try."""

import errno
import os
import pickle

import numpy as np
import pandas as pd
import pytest
from smallholder.errors import (
    MissingFileError,
    RangeError,
    SchemaError,
    SmallholderError,
    UnitError,
    UnknownKeyError,
)
from smallholder.survey import Problem, Schema, read_survey, validate_survey

SCHEMA = {
    "layout": {"name": "test", "weights": "equal"},
    "missing": {"policy": "impute"},
    "money": {"price_year": 2018},
    "columns": {"household_id": "id", "area_ha": "area", "cocoa_share": "share"},
}


def good() -> pd.DataFrame:
    return pd.DataFrame({"id": range(1, 21), "area": 1.0 + 0.1 * np.arange(20.0), "share": 0.5})


def written(tmp_path, text: str, name: str = "survey.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_missing_file_suggests_the_near_one(tmp_path) -> None:
    written(tmp_path, "id,area\n", "households.csv")
    with pytest.raises(MissingFileError, match="no such file") as caught:
        read_survey(tmp_path / "housholds.csv", SCHEMA)
    assert "households.csv" in caught.value.remedy
    assert isinstance(caught.value, FileNotFoundError)
    with pytest.raises(MissingFileError, match="folder"):
        read_survey(tmp_path, SCHEMA)


def test_empty_file_and_zero_households(tmp_path) -> None:
    with pytest.raises(SchemaError, match="the file is empty"):
        read_survey(written(tmp_path, ""), SCHEMA)
    with pytest.raises(SchemaError, match="no household"):
        read_survey(written(tmp_path, "id,area,share\n"), SCHEMA)
    with pytest.raises(SchemaError, match="no household"):
        read_survey(good().iloc[:0], SCHEMA)


def test_a_file_that_is_not_what_its_name_says(tmp_path) -> None:
    for name in ("survey.xlsx", "survey.parquet", "survey.dta"):
        with pytest.raises(SchemaError, match="this is not a"):
            read_survey(written(tmp_path, "id,area\n1,2\n", name), SCHEMA)
    with pytest.raises(SchemaError, match=r"\.pdf"):
        read_survey(written(tmp_path, "x", "survey.pdf"), SCHEMA)
    with pytest.raises(SchemaError, match="Save it as .xlsx"):
        read_survey(written(tmp_path, "x", "survey.xls"), SCHEMA)
    with pytest.raises(SchemaError, match="a list is not a survey"):
        read_survey([1, 2, 3], SCHEMA)


def test_wrong_schema_lists_absent_columns_and_the_nearest(tmp_path) -> None:
    with pytest.raises(SchemaError) as caught:
        read_survey(good().rename(columns={"id": "idd", "area": "aera"}), SCHEMA)
    text = str(caught.value)
    assert '"id" (household_id), nearest in the file "idd"' in text
    assert '"area" (area_ha), nearest in the file "aera"' in text
    assert "draft-schema" in text


def test_an_absent_column_that_is_not_needed_is_listed_and_its_misspelling_noted() -> None:
    survey = read_survey(good().rename(columns={"share": "sharre"}), SCHEMA)
    assert survey.absent == ("cocoa_share",)
    assert survey.unused_columns == ("sharre",)
    note = next(problem for problem in survey.report if problem.column == "sharre")
    assert note.remedy == 'did you mean "share"?'


def test_unknown_schema_concept_key_and_policy() -> None:
    with pytest.raises(UnknownKeyError, match='no survey layout is called "kit_gana"') as caught:
        read_survey(good(), "kit_gana")
    assert 'did you mean "kit_ghana"?' in caught.value.remedy
    assert isinstance(caught.value, KeyError)
    with pytest.raises(UnknownKeyError, match=r'unknown key "columns.aera_ha".*"area_ha"'):
        Schema.from_dict({"columns": {"aera_ha": "area"}})
    with pytest.raises(UnknownKeyError, match=r'unknown key "layout.decimel".*"decimal"'):
        Schema.from_dict({"layout": {"decimel": ","}, "columns": {"area_ha": "area"}})
    with pytest.raises(UnknownKeyError, match=r'unknown key "columns.area_ha.units".*"unit"'):
        Schema.from_dict({"columns": {"area_ha": {"column": "a", "units": "ha"}}})
    with pytest.raises(SchemaError, match="complete_cases"):
        read_survey(good(), SCHEMA, missing="complete")
    with pytest.raises(UnknownKeyError, match="production_over_area"):
        read_survey(good(), SCHEMA, derive={"yield_kg_per_ha": "guess"})
    with pytest.raises(SchemaError, match="either column or value"):
        Schema.from_dict({"columns": {"area_ha": {"column": "a", "value": 2}}})


def test_schema_file_missing_or_not_toml(tmp_path) -> None:
    with pytest.raises(MissingFileError, match="no such schema"):
        read_survey(good(), tmp_path / "mine.toml")
    with pytest.raises(SchemaError, match="not TOML"):
        read_survey(good(), written(tmp_path, "columns = [", "mine.toml"))


def test_what_nobody_may_read_is_said(tmp_path, monkeypatch) -> None:
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(MissingFileError, match="the schema cannot be read: Is a directory"):
        read_survey(good(), tmp_path / "folder.toml")
    path = written(tmp_path, good().to_csv(index=False))

    def locked(self, *arguments, **options):  # a file's own permissions do not stop the administrator who runs the tests
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))

    monkeypatch.setattr(type(path), "open", locked)
    with pytest.raises(MissingFileError, match="cannot be read: Permission denied"):
        read_survey(path, SCHEMA)


def test_unknown_unit_suggests_the_nearest_known() -> None:
    with pytest.raises(UnitError, match='"acres" is not a known unit') as caught:
        Schema.from_dict({"columns": {"area_ha": {"column": "a", "unit": "acres"}}})
    assert 'did you mean "acre"?' in caught.value.remedy
    with pytest.raises(UnitError, match='"kg" measures mass, but area is needed'):
        Schema.from_dict({"columns": {"area_ha": {"column": "a", "unit": "kg"}}})


def test_text_in_a_number_names_row_column_and_decimal_comma(tmp_path) -> None:
    lines = ["id,area,share"] + [f"{row},1.0,0.5" for row in range(2, 21)]
    lines[11] = '12,"1,5",0.5'
    with pytest.raises(SchemaError) as caught:
        read_survey(written(tmp_path, "\n".join(lines)), SCHEMA)
    assert str(caught.value) == (
        'survey.csv row 12, column area: "1,5" is not a number. '
        'Use a point, or write decimal = "," under [layout] of the schema.')
    (row,) = caught.value.rows
    assert isinstance(row, Problem)
    assert (row.row, row.column, row.value) == (12, "area", "1,5")


@pytest.mark.parametrize(("text", "remedy"), [
    ("1,200", 'thousands = ","'), ("60%", 'unit = "percent"'), ("NA", 'codes = ["NA"]'),
    ("two", "map"), ("nan", 'codes = ["nan"]'), ("1.5.2", "Correct it"),
])
def test_other_texts_get_their_own_remedy(text: str, remedy: str) -> None:
    frame = good().astype({"area": object})
    frame.loc[3, "area"] = text
    with pytest.raises(SchemaError, match="is not a number") as caught:
        read_survey(frame, SCHEMA)
    assert remedy in caught.value.remedy


def test_a_point_where_a_comma_was_announced() -> None:
    frame = pd.DataFrame({"id": ["1", "2"], "area": ["1,5", "1.5"], "share": ["0,5", "0,5"]})
    schema = {**SCHEMA, "layout": {"weights": "equal", "decimal": ",", "separator": ";"}}
    with pytest.raises(SchemaError, match=r'"1\.5" is not a number'):
        read_survey(frame, schema)


def test_a_date_that_was_a_number(tmp_path) -> None:
    path = tmp_path / "survey.xlsx"
    frame = good().astype({"area": object})
    frame.loc[0, "area"] = pd.Timestamp("2024-05-01")
    frame.to_excel(path, index=False)
    with pytest.raises(SchemaError, match="is a date, not a number"):
        read_survey(path, SCHEMA)


def test_merged_header_rows(tmp_path) -> None:
    text = "Household,,Land\n" + good().to_csv(index=False)
    with pytest.raises(SchemaError, match="line 2 does") as caught:
        read_survey(written(tmp_path, text), SCHEMA)
    assert caught.value.remedy == "write header_row = 2 under [layout] of the schema"
    assert len(read_survey(written(tmp_path, text), SCHEMA, header_row=2)) == 20
    path = tmp_path / "survey.xlsx"
    good().to_excel(path, index=False, startrow=3)
    with pytest.raises(SchemaError) as caught:
        read_survey(path, SCHEMA)
    assert caught.value.remedy == "write header_row = 4 under [layout] of the schema"
    blank = written(tmp_path, "Household,,,\n,,,\nid.no,land,b,c\n1,2,3,4\n")
    with pytest.raises(SchemaError, match="looks like a merged header"):
        read_survey(blank, SCHEMA)


def test_a_ragged_file_and_a_wrong_separator(tmp_path) -> None:
    with pytest.raises(SchemaError, match="same number of fields"):
        read_survey(written(tmp_path, "id,area,share\n1,1,5,0.5\n"), SCHEMA)
    with pytest.raises(SchemaError, match="one column") as caught:
        read_survey(written(tmp_path, "id;area;share\n1;2;0.5\n"), SCHEMA)
    assert caught.value.remedy == 'write separator = ";" under [layout] of the schema'
    with pytest.raises(SchemaError, match="set apart by ';'") as caught:
        read_survey(written(tmp_path, "id;area;share\n1;2,5;0,5\n2;1,5;0,25\n"), SCHEMA)
    assert 'separator = ";"' in caught.value.remedy and 'decimal = ","' in caught.value.remedy
    path = tmp_path / "latin.csv"
    path.write_bytes("id,area,share,name\n1,2,0.5,Assinié\n".encode("cp1252"))
    with pytest.raises(SchemaError, match="cp1252"):
        read_survey(path, SCHEMA)


def test_negative_land_and_shares_above_one() -> None:
    frame = good()
    frame.loc[2, "area"] = -0.5
    with pytest.raises(RangeError, match="land is negative: -0.5 ha"):
        read_survey(frame, SCHEMA)
    frame = good()
    frame.loc[2, "share"] = 60.0
    with pytest.raises(RangeError, match="above 1: 60") as caught:
        read_survey(frame, SCHEMA)
    assert 'unit = "percent"' in caught.value.remedy
    frame = good()
    frame.loc[2, "area"] = -99.0
    with pytest.raises(RangeError) as caught:
        read_survey(frame, SCHEMA)
    assert 'codes = ["-99"]' in caught.value.remedy


def test_a_flag_that_is_neither() -> None:
    schema = {**SCHEMA, "columns": {**SCHEMA["columns"], "female_head": "sex"}}
    with pytest.raises(RangeError, match="neither 0 nor 1"):
        read_survey(good().assign(sex=2), schema)
    with pytest.raises(SchemaError, match="is not a number") as caught:
        read_survey(good().assign(sex="F"), schema)
    assert 'map = {"F" = 1' in str(caught.value)
    mapped = {"column": "sex", "map": {"female": 1, "male": 0}}
    schema = {**SCHEMA, "columns": {**SCHEMA["columns"], "female_head": mapped}}
    with pytest.raises(SchemaError, match='"F" is not in the map'):
        read_survey(good().assign(sex="F"), schema)


def test_duplicate_ids_name_the_remedy_for_a_panel() -> None:
    frame = pd.concat([good(), good().head(2)], ignore_index=True)
    with pytest.raises(SchemaError, match='household id "1" is also in row 0') as caught:
        read_survey(frame, SCHEMA)
    assert len(caught.value.rows) == 2
    assert 'wave = "year" under [columns]' in str(caught.value)
    with pytest.raises(SchemaError, match="same wave"):
        read_survey(frame.assign(year=2019), SCHEMA, wave="year")
    frame["year"] = [2019] * 20 + [2020] * 2
    assert len(read_survey(frame, SCHEMA, wave="year")) == 22
    frame.loc[0, "id"] = np.nan
    with pytest.raises(SchemaError, match="the household id is blank"):
        read_survey(frame, SCHEMA, wave="year")


def test_weights_must_be_named() -> None:
    schema = {**SCHEMA, "layout": {"name": "test"}}
    with pytest.raises(SchemaError, match="no survey weights are named") as caught:
        read_survey(good(), schema)
    assert 'weights = "equal"' in caught.value.remedy and "--weights equal" in caught.value.remedy
    assert set(read_survey(good(), schema, weights="equal").weights) == {1.0}
    weighted = good().assign(w=[0.0, *[2.5] * 19])
    assert read_survey(weighted, schema, weights="w").weights.sum() == 47.5
    weighted.loc[4, "w"] = np.nan
    with pytest.raises(SchemaError, match="weight is missing"):
        read_survey(weighted, schema, weights="w")
    weighted.loc[4, "w"] = -1.0
    with pytest.raises(RangeError, match="weight is -1"):
        read_survey(weighted, schema, weights="w")
    with pytest.raises(SchemaError, match="all survey weights are zero"):
        read_survey(good().assign(w=0), schema, weights="w")
    with pytest.raises(SchemaError, match='"wt"'):
        read_survey(good(), schema, weights="wt")


def test_infinity_and_nan(tmp_path) -> None:
    frame = good()
    frame.loc[1, "area"] = np.inf
    with pytest.raises(RangeError, match="infinite"):
        read_survey(frame, SCHEMA)
    text = "id,area,share\n1,inf,0.5\n2,1e999,0.5\n3,NaN,0.5\n"
    with pytest.raises(SchemaError, match="3 cells cannot be used") as caught:
        read_survey(written(tmp_path, text), SCHEMA)
    assert [row.value for row in caught.value.rows] == ["inf", "1e999", "NaN"]


def test_two_currencies_or_price_years_are_not_mixed() -> None:
    columns = {**SCHEMA["columns"], "income_usd": {"column": "income", "unit": "USD"},
               "inputs_usd": {"column": "inputs", "unit": "GHS"}}
    with pytest.raises(UnitError, match="two currencies are mixed: USD .* and GHS"):
        Schema.from_dict({**SCHEMA, "columns": columns})
    with pytest.raises(UnitError, match="no exchange rate to USD is named"):
        Schema.from_dict({**SCHEMA, "columns": {"inputs_usd": {"column": "inputs", "unit": "GHS"}}})
    columns["inputs_usd"] = {"column": "inputs", "price_year": 2022}
    with pytest.raises(UnitError, match=r"two price years are mixed: 2018 \(money\) and 2022"):
        Schema.from_dict({**SCHEMA, "columns": columns})
    with pytest.raises(UnitError, match="no source"):
        read_survey(good(), SCHEMA, exchange={"GHS": (8.0, "")})


def test_currencies_and_price_years_of_rows_are_not_mixed() -> None:
    schema = {**SCHEMA, "money": {"currency_column": "currency", "price_year_column": "year"},
              "columns": {**SCHEMA["columns"], "income_usd": "income"}}
    frame = good().assign(income=1000.0, currency="USD", year=2018)
    assert read_survey(frame, schema).money is not None
    with pytest.raises(UnitError, match=r"2 currencies are mixed: USD \(19 rows\), GHS \(1 rows\)"):
        read_survey(frame.assign(currency=["GHS", *["USD"] * 19]), schema)
    with pytest.raises(UnitError, match="2 price years are mixed"):
        read_survey(frame.assign(year=[2019, *[2018] * 19]), schema)
    with pytest.raises(UnitError, match="the file is in GHS"):
        read_survey(frame.assign(currency="GHS"), schema)
    with pytest.raises(UnitError, match='price year of income_usd is not named.*Say it in a column "year"'):
        read_survey(frame.drop(columns="year"), schema)
    with pytest.raises(UnitError, match=r"2020 \(named\) and 2018"):
        read_survey(frame, schema, price_year=2020)


def test_five_are_shown_and_all_are_kept() -> None:
    frame = good()
    frame.loc[0:11, "area"] = -1.0 - np.arange(12.0)
    with pytest.raises(RangeError) as caught:
        read_survey(frame, SCHEMA)
    text = str(caught.value)
    assert "12 cells cannot be used" in text
    assert text.count("land is negative") == 5 and "(and 7 more)" in text
    assert len(caught.value.rows) == 12
    report = validate_survey(frame, SCHEMA)
    assert len(report.errors) == 12
    table = report.table()
    assert list(table.columns) == ["kind", "row", "column", "concept", "problem", "value", "remedy",
                                   "count"]
    assert list(table["row"]) == list(range(12))


def test_bad_cells_are_dropped_or_blanked_only_by_name() -> None:
    frame = good()
    frame.loc[[1, 5], "share"] = 7.0
    dropped = read_survey(frame, SCHEMA, invalid="drop")
    assert len(dropped) == 18 and "2" not in set(dropped.ids)
    assert any("2 households with bad cells left out" in note for note in dropped.report.notes)
    blanked = read_survey(frame, SCHEMA, invalid="missing")
    assert len(blanked) == 20 and blanked.missing["cocoa_share"].sum() == 2
    assert any("2 bad cells blanked" in note for note in blanked.report.notes)
    with pytest.raises(SchemaError, match="invalid="):
        read_survey(frame, SCHEMA, invalid="fix")
    frame.loc[3, "id"] = 3
    with pytest.raises(SchemaError, match="also in row"):
        read_survey(frame, SCHEMA, invalid="missing")
    frame["share"] = 7.0
    with pytest.raises(SchemaError, match="no household is left"):
        read_survey(frame, SCHEMA, invalid="drop")


def test_a_column_twice(tmp_path) -> None:
    path = written(tmp_path, "id,area,area\n1,2,3\n")
    with pytest.raises(SchemaError, match='2 columns are called "area"'):
        read_survey(path, SCHEMA)


def test_a_question_for_a_concept_that_is_not_there() -> None:
    survey = read_survey(good(), SCHEMA)
    with pytest.raises(UnknownKeyError, match="does not give"):
        survey["income_usd"]
    with pytest.raises(UnknownKeyError, match='Did you mean "area_ha"'):
        survey["area"]


def test_errors_survive_a_trip_to_another_process() -> None:
    frame = good()
    frame.loc[2, "area"] = -0.5
    with pytest.raises(SmallholderError) as caught:
        read_survey(frame, SCHEMA)
    again = pickle.loads(pickle.dumps(caught.value))
    assert type(again) is RangeError and str(again) == str(caught.value)
    assert again.rows == caught.value.rows
    missing = pickle.loads(pickle.dumps(MissingFileError("gone", "a.csv", "look")))
    assert str(missing) == "a.csv: gone. Look."
