# SPDX-License-Identifier: Apache-2.0
"""A survey reads the same from any format, in canonical units, with nothing invented."""

import io

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from smallholder.errors import UnitError, UnknownKeyError
from smallholder.survey import CONCEPTS, MoneyBasis, Schema, read_survey, shipped_schemas
from smallholder.survey.units import conversion_factor, unit_table

HOUSEHOLDS = 20


def our_layout() -> pd.DataFrame:
    """Twenty made-up households in the layout "smallholder"."""
    number = np.arange(HOUSEHOLDS)
    area = 0.8 + 0.3 * (number % 9)
    production = np.round(area * (250 + 25 * (number % 7)))
    return pd.DataFrame({
        "household_id": [f"GH-{place:03d}" for place in number],
        "weight": 1.0 + (number % 4) * 0.5,
        "village": np.where(number < 10, "Abease", "Bonsu"),
        "area_ha": area,
        "production_kg": production,
        "farm_gate_price_usd_per_kg": 1.8,
        "income_usd": 700.0 + 150.0 * number,
        "benchmark_usd": 2400.0,
        "female_head": (number % 5 == 0).astype(int),
        "price_year": 2018,
    })


def kit_layout() -> pd.DataFrame:
    """Twenty made-up households in the columns of the KIT extract; two of them without an income."""
    number = np.arange(HOUSEHOLDS)
    kilograms = 300.0 + 60.0 * number
    revenue = kilograms * 1.864118
    inputs, labour = 40.0 + number, 60.0 + 2.0 * number
    net = revenue - inputs - labour
    share = 0.5 + 0.02 * (number % 10)
    frame = pd.DataFrame({
        "hh": number + 1, "country": "Ghana", "consent_yn": "yes", "hhmem_number": 4 + number % 5,
        "head_gender": np.where(number % 4 == 0, "female", "male"),
        "hh_income_perc_cocoa": share,
        "cocoa_land_used_morethan5_ha": 1.0 + 0.2 * number,
        "cocoa_prod_total_kgs": kilograms,
        "cocoa_prod_total_kgsha": kilograms / (1.0 + 0.2 * number),
        "cocoa_revenue_total": revenue * 0.93,
        "grouping": np.where(number % 4 == 0, "Female-headed", "Male-headed, typical"),
        "cocoa_price_usdkg_2018": 1.864118, "cocoa_revenue_total_2018": revenue,
        "total_hh_income_2018": net / share, "total_cocoa_income_2018": net,
        "li_cocoa_inputs_usdhh_2018": inputs, "li_cocoa_hi_lab_usdhh_2018": labour,
        "benchmark": np.where(number % 4 == 0, 4001.0, 4742.0), "food_value": 450.0,
    })
    frame.loc[[3, 8], ["total_hh_income_2018", "total_cocoa_income_2018"]] = np.nan
    return frame


def test_every_shipped_layout_reads_a_made_up_file() -> None:
    fixtures = {"kit_ghana": kit_layout(), "smallholder": our_layout()}
    assert shipped_schemas() == sorted(fixtures)
    kept = {name: len(read_survey(frame, name)) for name, frame in fixtures.items()}
    assert kept == {"kit_ghana": HOUSEHOLDS - 2, "smallholder": HOUSEHOLDS}


@pytest.mark.parametrize("kind", ["csv", "csv.gz", "xlsx", "parquet", "dta", "arrow", "frame"])
def test_every_format_gives_the_same_survey(kind: str, tmp_path) -> None:
    frame = our_layout()
    path = tmp_path / f"survey.{kind}"
    source: object = path
    if kind in ("csv", "csv.gz"):
        frame.to_csv(path, index=False)
    elif kind == "xlsx":
        frame.to_excel(path, index=False)
    elif kind == "parquet":
        frame.to_parquet(path)
    elif kind == "dta":
        # Stata variable names hold at most 32 letters, and texts may not be of pandas' own type.
        frame.astype({"household_id": object, "village": object}).to_stata(path, write_index=False)
    elif kind == "arrow":
        source = pa.Table.from_pandas(frame)
    else:
        source = frame
    survey = read_survey(source, "smallholder")
    expected = read_survey(our_layout(), "smallholder")
    pd.testing.assert_frame_equal(survey.frame, expected.frame, rtol=1e-15)
    assert len(survey.sha256) == 64
    assert survey.money == MoneyBasis("USD", 2018, real=True)


def test_columns_have_fixed_types_and_concept_order() -> None:
    survey = read_survey(our_layout(), "smallholder")
    order = [name for name in CONCEPTS if name in survey.frame.columns]
    assert survey.concepts == order
    assert order[:2] == ["household_id", "weight"]
    for name in order:
        expected = object if CONCEPTS[name].kind == "label" else np.float64
        assert survey.frame[name].dtype == expected, name
    assert survey.weights.dtype == np.float64
    assert set(survey.columns()) == {name for name in order if CONCEPTS[name].kind != "label"}
    assert all(column.flags.c_contiguous for column in survey.columns().values())


def test_units_become_canonical() -> None:
    frame = pd.DataFrame({
        "id": [1, 2], "acres": [5.0, 10.0], "bags": [10.0, 20.0], "per": [2.0, 4.0],
        "price": [800.0, 900.0], "cost": [1000.0, 0.0], "pct": [60.0, 100.0],
    })
    survey = read_survey(frame, {
        "layout": {"name": "acres", "weights": "equal"},
        "missing": {"policy": "error"},
        "money": {"currency": "GHS", "price_year": 2022,
                  "exchange": {"GHS": {"per_usd": 8.0, "source": "made up for this test"}}},
        "columns": {
            "household_id": "id",
            "area_ha": {"column": "acres", "unit": "acre"},
            "production_kg": {"column": "bags", "unit": "bag_64kg"},
            "yield_kg_per_ha": {"column": "per", "unit": "bag_62_5kg_per_acre"},
            "farm_gate_price_usd_per_kg": {"column": "price", "unit": "GHS_per_bag_64kg"},
            "inputs_usd": {"column": "cost"},
            "cocoa_share": {"column": "pct", "unit": "percent"},
        },
    })
    acre = 0.40468564224
    np.testing.assert_allclose(survey["area_ha"], [5 * acre, 10 * acre], rtol=1e-15)
    np.testing.assert_allclose(survey["production_kg"], [640.0, 1280.0], rtol=1e-15)
    np.testing.assert_allclose(survey["yield_kg_per_ha"], [125 / acre, 250 / acre], rtol=1e-15)
    np.testing.assert_allclose(survey["farm_gate_price_usd_per_kg"], [100 / 64, 112.5 / 64], rtol=1e-15)
    np.testing.assert_allclose(survey["inputs_usd"], [125.0, 0.0], rtol=1e-15)
    np.testing.assert_allclose(survey["cocoa_share"], [0.6, 1.0], rtol=1e-15)
    assert survey.money == MoneyBasis("USD", 2022, real=True)


def test_unit_table_is_whole() -> None:
    for unit in unit_table().values():
        assert unit.factor > 0.0 and unit.source, unit.name
        assert conversion_factor(unit.name, unit.canonical) == pytest.approx(unit.factor, rel=1e-15)
    for concept in CONCEPTS.values():
        if concept.kind == "number":
            assert conversion_factor(concept.unit, concept.unit) == 1.0, concept.name
    with pytest.raises(UnitError, match='"ha" measures area, but mass is needed'):
        conversion_factor("ha", "kg")


def test_decimal_commas_thousands_and_semicolons(tmp_path) -> None:
    path = tmp_path / "europe.csv"
    path.write_text("id;land;income\n1;1,5;1.200,50\n2;0,8;900\n", encoding="utf-8")
    schema = {
        "layout": {"weights": "equal", "separator": ";", "decimal": ",", "thousands": "."},
        "money": {"price_year": 2018},
        "columns": {"household_id": "id", "area_ha": "land", "income_usd": "income"},
    }
    survey = read_survey(path, schema)
    assert list(survey["area_ha"]) == [1.5, 0.8]
    assert list(survey["income_usd"]) == [1200.5, 900.0]


def test_a_spreadsheet_number_needs_no_decimal_mark(tmp_path) -> None:
    path = tmp_path / "europe.xlsx"
    pd.DataFrame({"id": [1, 2], "land": [1.5, "0,8"]}).to_excel(path, index=False)
    survey = read_survey(path, {
        "layout": {"weights": "equal", "decimal": ",", "separator": ";"},
        "columns": {"household_id": "id", "area_ha": "land"},
    })
    assert list(survey["area_ha"]) == [1.5, 0.8]


def test_latin_letters_of_old_windows_files(tmp_path) -> None:
    path = tmp_path / "survey.csv"
    path.write_bytes("id,area,village\n1,2,Assinié\n".encode("cp1252"))
    schema = {"layout": {"weights": "equal", "encoding": "cp1252"},
              "columns": {"household_id": "id", "area_ha": "area", "village": "village"}}
    assert read_survey(path, schema)["village"].iloc[0] == "Assinié"


def test_maps_constants_and_labels() -> None:
    frame = pd.DataFrame({"id": [1.0, 2.0, 3.0], "area": [1, 2, 3], "sex": ["F", "M", None],
                          "certified": [True, False, True], "group": ["a", "b", "a"]})
    survey = read_survey(frame, {
        "layout": {"weights": "equal"}, "missing": {"policy": "impute"},
        "money": {"price_year": 2018},
        "columns": {
            "household_id": "id", "area_ha": "area", "certified": "certified",
            "female_head": {"column": "sex", "map": {"F": 1, "M": 0}},
            "segment": {"column": "group", "map": {"a": "trained", "b": "not trained"}},
            "benchmark_usd": {"value": 4742},
        },
    })
    assert list(survey.ids) == ["1", "2", "3"]
    np.testing.assert_array_equal(survey["female_head"], [1.0, 0.0, np.nan])
    np.testing.assert_array_equal(survey["certified"], [1.0, 0.0, 1.0])
    assert list(survey["segment"]) == ["trained", "not trained", "trained"]
    assert list(survey["benchmark_usd"]) == [4742.0] * 3


def test_stata_labels_are_answers_and_its_missing_values_are_missing(tmp_path) -> None:
    path = tmp_path / "survey.dta"
    frame = pd.DataFrame({"id": [1, 2, 3], "area": [1.0, np.nan, 3.0],
                          "sex": pd.Categorical(["female", "male", "male"])})
    frame.to_stata(path, write_index=False)
    survey = read_survey(path, {
        "layout": {"weights": "equal"}, "missing": {"policy": "impute"},
        "columns": {"household_id": "id", "area_ha": "area",
                    "female_head": {"column": "sex", "map": {"female": 1, "male": 0}}}})
    assert list(survey["female_head"]) == [1.0, 0.0, 0.0]
    assert list(survey.missing["area_ha"]) == [False, True, False]
    assert list(survey.ids) == ["1", "2", "3"]


def test_four_columns_are_enough() -> None:
    frame = our_layout()[["household_id", "area_ha", "production_kg", "income_usd"]]
    survey = read_survey(frame, "smallholder", weights="equal", price_year=2018)
    assert survey.weights_named == "equal"
    assert survey.derived["yield_kg_per_ha"]["production_over_area"] == HOUSEHOLDS
    np.testing.assert_allclose(survey["yield_kg_per_ha"], frame["production_kg"] / frame["area_ha"])


def test_a_panel_needs_its_wave_named_and_can_be_taken_apart() -> None:
    frame = pd.concat([our_layout().assign(season=1), our_layout().assign(season=2)])
    frame = frame.reset_index(drop=True)
    survey = read_survey(frame, "smallholder", wave="season")
    assert survey.waves == ["1", "2"]
    second = survey.select_wave("2")
    assert len(second) == HOUSEHOLDS and set(second["wave"]) == {"2"}
    assert "20 households in 2 waves" in repr(survey)
    with pytest.raises(UnknownKeyError, match='no wave "3"'):
        survey.select_wave("3")


def test_a_header_in_a_later_line_and_a_named_sheet(tmp_path) -> None:
    path = tmp_path / "book.xlsx"
    with pd.ExcelWriter(path) as book:
        pd.DataFrame({"note": ["see the next sheet"]}).to_excel(book, sheet_name="read me", index=False)
        our_layout().to_excel(book, sheet_name="households", startrow=2, index=False)
    survey = read_survey(path, "smallholder", sheet="households", header_row=3)
    assert len(survey) == HOUSEHOLDS
    assert survey.source_rows[0] == 4


def test_blank_lines_are_skipped_and_counted(tmp_path) -> None:
    path = tmp_path / "survey.csv"
    text = our_layout().to_csv(index=False).splitlines()
    text.insert(5, "," * (our_layout().shape[1] - 1))
    path.write_text("\n".join([*text, ""]) + "\n", encoding="utf-8")
    survey = read_survey(path, "smallholder")
    assert len(survey) == HOUSEHOLDS
    assert survey.source_rows[3] == 5 and survey.source_rows[4] == 7
    assert survey.report.counts["2 blank lines skipped"] == 2


def test_money_moves_to_another_year_only_by_a_sourced_factor() -> None:
    survey = read_survey(our_layout(), "smallholder")
    later = survey.convert_money(MoneyBasis("USD", 2022), 1.17, source="US CPI-U 2018 to 2022")
    np.testing.assert_allclose(later["income_usd"], survey["income_usd"] * 1.17)
    np.testing.assert_allclose(later["farm_gate_price_usd_per_kg"], 1.8 * 1.17)
    np.testing.assert_array_equal(later["area_ha"], survey["area_ha"])
    assert later.money == MoneyBasis("USD", 2022)
    assert any("converted" in note for note in later.report.notes)
    with pytest.raises(UnitError, match="no source"):
        survey.convert_money(MoneyBasis("USD", 2022), 1.17, source=" ")
    with pytest.raises(UnitError, match="USD at constant prices of 2018 meets"):
        MoneyBasis("USD", 2018).check_same(MoneyBasis("USD", 2022))


def test_reading_does_not_depend_on_the_order_of_rows() -> None:
    frame = our_layout()
    shuffled = frame.sample(frac=1.0, random_state=3)
    one = read_survey(frame, "smallholder").frame.set_index("household_id")
    other = read_survey(shuffled, "smallholder").frame.set_index("household_id")
    pd.testing.assert_frame_equal(one, other.loc[one.index])


def test_a_schema_file_round_trips_through_toml(tmp_path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('[layout]\nweights = "equal"\n[columns]\nhousehold_id = "id"\narea_ha = "area"\n',
                    encoding="utf-8")
    assert Schema.from_toml(path).columns["area_ha"].required
    survey = read_survey(io_frame("id,area\n7,1.5\n"), path)
    assert survey.schema.name == "mine" and list(survey.ids) == ["7"]


def io_frame(text: str) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(text))
