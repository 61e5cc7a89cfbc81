# SPDX-License-Identifier: Apache-2.0
"""Missing answers: the policy is named, everything is counted, nothing becomes zero."""

import numpy as np
import pandas as pd
import pytest
from smallholder.errors import SchemaError
from smallholder.survey import read_survey
from smallholder.survey.derive import RULES, apply_rules

COLUMNS = {"household_id": "id", "area_ha": "area", "production_kg": "kg", "income_usd": "income"}
SCHEMA = {"layout": {"name": "gaps", "weights": "equal"}, "money": {"price_year": 2018},
          "columns": COLUMNS}


def gaps() -> pd.DataFrame:
    """Twenty households; three without production, two of them and one more without income."""
    frame = pd.DataFrame({"id": range(20), "area": 2.0, "kg": 800.0, "income": 1500.0})
    frame.loc[[1, 2, 3], "kg"] = np.nan
    frame.loc[[2, 3, 9], "income"] = np.nan
    return frame


def test_a_policy_must_be_named_when_something_is_missing() -> None:
    with pytest.raises(SchemaError, match="production_kg 3, income_usd 3") as caught:
        read_survey(gaps(), SCHEMA)
    for policy in ("complete_cases", "impute", "error"):
        assert policy in caught.value.remedy
    whole = gaps().dropna()
    assert read_survey(whole, SCHEMA).policy == "none needed"


def test_complete_cases_leaves_out_and_counts() -> None:
    survey = read_survey(gaps(), SCHEMA, missing="complete_cases")
    assert (len(survey), survey.dropped, len(survey.all_rows)) == (16, 4, 20)
    assert list(np.flatnonzero(~survey.kept)) == [1, 2, 3, 9]
    assert survey.missing.to_numpy().sum() == 0
    assert "4 of 20 households left out" in survey.report.notes[-1]


def test_complete_cases_on_named_concepts_only() -> None:
    survey = read_survey(gaps(), SCHEMA, missing="complete_cases", complete_on=["income_usd"])
    assert len(survey) == 17
    assert survey.missing["production_kg"].sum() == 1
    with pytest.raises(SchemaError, match="no household is complete"):
        read_survey(gaps().assign(income=np.nan), SCHEMA, missing="complete_cases")


def test_impute_leaves_the_blank_for_the_population_builder() -> None:
    survey = read_survey(gaps(), SCHEMA, missing="impute")
    assert len(survey) == 20 and survey.dropped == 0
    assert survey.missing["income_usd"].sum() == 3
    assert survey.missing_counts["production_kg"] == 3
    assert not (survey["production_kg"] == 0.0).any()


def test_error_names_every_gap() -> None:
    with pytest.raises(SchemaError, match="6 cells cannot be used") as caught:
        read_survey(gaps(), SCHEMA, missing="error")
    assert {(row.row, row.concept) for row in caught.value.rows} == {
        (1, "production_kg"), (2, "production_kg"), (3, "production_kg"),
        (2, "income_usd"), (3, "income_usd"), (9, "income_usd")}


@pytest.mark.parametrize("kind", ["text", "number"])
def test_missing_codes_catch_the_figure_however_it_is_written(kind: str, tmp_path) -> None:
    frame = gaps().fillna(-99)
    frame["area"] = -99.0
    source: object = frame
    if kind == "text":
        source = tmp_path / "survey.csv"
        frame.to_csv(source, index=False)
    survey = read_survey(source, SCHEMA, missing="impute", missing_codes=[-99])
    assert survey.missing_counts["area_ha"] == 20
    assert survey.missing_counts["income_usd"] == 3


def test_a_word_for_missing_is_a_word_until_it_is_named() -> None:
    frame = gaps().astype({"income": object})
    frame.loc[9, "income"] = "refused"
    with pytest.raises(SchemaError, match='"refused" is not a number'):
        read_survey(frame, SCHEMA, missing="impute")
    survey = read_survey(frame, SCHEMA, missing="impute", missing_codes=["refused"])
    assert survey.missing_counts["income_usd"] == 3


def test_rules_fill_blanks_only_and_are_counted() -> None:
    frame = gaps().assign(yield_=400.0)
    schema = {**SCHEMA, "columns": {**COLUMNS, "yield_kg_per_ha": "yield_"}}
    survey = read_survey(frame, schema, missing="impute",
                         derive={"production_kg": "yield_times_area"})
    assert survey.derived["production_kg"] == {"yield_times_area": 3}
    assert survey.recorded_missing["production_kg"] == 3
    assert survey.missing_counts["production_kg"] == 0
    assert list(survey["production_kg"].iloc[:4]) == [800.0] * 4
    assert any("3 derived by yield_times_area, 0 still missing" in note
               for note in survey.report.notes)


def test_every_rule_keeps_its_own_books() -> None:
    books = pd.DataFrame({
        "production_kg": [900.0], "area_ha": [2.0], "yield_kg_per_ha": [450.0],
        "farm_gate_price_usd_per_kg": [2.0], "revenue_usd": [1800.0], "inputs_usd": [100.0],
        "hired_labour_usd": [200.0], "cocoa_income_usd": [1500.0], "cocoa_share": [0.75],
        "income_usd": [2000.0], "other_income_usd": [500.0], "household_size": [6.0],
        "adults": [2.0], "children": [4.0]})
    count = 0
    for concept, rules in RULES.items():
        for name in rules:
            filled, counts = apply_rules(books.drop(columns=concept), {concept: (name,)})
            assert counts == {concept: {name: 1}}
            assert filled[concept].iloc[0] == pytest.approx(books[concept].iloc[0]), (concept, name)
            count += 1
    assert count >= 15


def test_nothing_is_per_hectare_of_no_land() -> None:
    frame = pd.DataFrame({"id": [1, 2], "area": [0.0, 2.0], "kg": [0.0, 800.0], "income": [500.0, 900.0]})
    survey = read_survey(frame, SCHEMA, missing="impute",
                         derive={"yield_kg_per_ha": "production_over_area"})
    np.testing.assert_array_equal(survey["yield_kg_per_ha"], [np.nan, 400.0])


def test_a_file_that_drops_its_loss_makers_is_found_out() -> None:
    revenue = np.linspace(100.0, 2000.0, 20)
    costs = np.full(20, 300.0)
    net = revenue - 2 * costs
    frame = pd.DataFrame({"id": range(20), "area": 2.0, "rev": revenue, "inp": costs, "lab": costs,
                          "net": np.where((net < 0.0) | (net > 1350.0), np.nan, net)})
    schema = {**SCHEMA, "missing": {"policy": "impute"}, "columns": {
        "household_id": "id", "area_ha": "area", "revenue_usd": "rev", "inputs_usd": "inp",
        "hired_labour_usd": "lab", "cocoa_income_usd": "net"}}
    survey = read_survey(frame, schema)
    losses = int((net < 0.0).sum())
    text = "\n".join(survey.report.findings)
    assert f"{losses + 1} rows have revenue and costs but a blank cocoa_income_usd" in text
    assert f"in {losses} of them costs exceed revenue: the file drops loss-makers" in text
    assert "1 rows with a blank cocoa_income_usd would have more than the highest" in text
    repaired = read_survey(frame, schema, derive={"cocoa_income_usd": "revenue_minus_costs"})
    assert (repaired["cocoa_income_usd"] < 0.0).sum() == losses


def test_identities_that_do_not_hold_are_listed_by_row() -> None:
    frame = pd.DataFrame({"id": range(20), "area": 2.0, "kg": 500.0, "price": 2.0, "rev": 1000.0})
    frame.loc[7, "rev"] = 1003.0
    schema = {**SCHEMA, "checks": {"identity_tolerance_usd": 0.01}, "columns": {
        "household_id": "id", "area_ha": "area", "production_kg": "kg", "revenue_usd": "rev",
        "farm_gate_price_usd_per_kg": "price"}}
    survey = read_survey(frame, schema)
    (check,) = survey.identities
    assert (check.name, check.rows, check.max_error, check.worst_row) == ("revenue", 20, 3.0, 7)
    (note,) = [problem for problem in survey.report if problem.concept == "revenue"]
    assert note.row == 7 and note.value == "3"


def test_unusual_values_are_kept_and_noted() -> None:
    frame = gaps().dropna()
    frame.loc[0, "area"] = 400.0
    survey = read_survey(frame, SCHEMA)
    assert survey["area_ha"].iloc[0] == 400.0
    (note,) = survey.report
    assert note.kind == "note" and 'read as "ha"' in note.remedy
