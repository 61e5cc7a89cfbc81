# SPDX-License-Identifier: Apache-2.0
"""Who takes part as a column of the survey says: read, carried along, resampled, refused where it says nothing."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import smallholder as sh
from smallholder.errors import ProgrammeError, SchemaError, SmallholderError


def frame(households: int = 60) -> pd.DataFrame:
    luck = np.random.default_rng(5)
    area = luck.uniform(0.5, 7.0, households).round(1)
    return pd.DataFrame({
        "household_id": [f"H{i}" for i in range(households)], "village": [f"V{i % 6}" for i in range(households)], "area_ha": area,
        "production_kg": (area * luck.uniform(100, 700, households)).round(0), "treated": [i % 2 for i in range(households)],
        "joined": [(0, 1, 3)[i % 3] for i in range(households)]})


def read(table: pd.DataFrame, **options: object) -> sh.Survey:
    return sh.read_survey(table, "smallholder", weights="equal", **options)


def served(people: object, programme: sh.Programme, years: int = 5) -> list[float]:
    result = sh.simulate(people, programme, years=years, draws=1, replicates=1, market_answer="off", progress=False)
    costs = result.costs().query("arm == 'programme' and intervention == 'coaching'").set_index("year")
    return [round(float(costs.loc[year, "served"]), 9) for year in range(1, years + 1)]


def test_a_column_kept_by_name_says_who_takes_part_and_from_when() -> None:
    survey = read(frame(), keep=["joined", "treated"])
    programme = sh.Programme([sh.Coaching(assigned="joined", years=2, delivered=1.0)])
    assert served(survey, programme) == [20.0, 20.0, 20.0, 20.0, 0.0]
    people = sh.build_population(survey)
    rows = frame().set_index("household_id")["joined"]
    assert (people.carried["joined"] == rows.loc[people.name].to_numpy()).all()
    more = people.resample(120)
    assert (more.carried["joined"] == rows.loc[[name.partition("#")[0] for name in more.name]].to_numpy()).all()
    assert set(people.resample(30).carried) == {"joined", "treated"}
    assert people.sha256 != sh.build_population(read(frame(), keep=["treated"])).sha256


def test_a_flag_of_the_schema_can_be_named_too() -> None:
    table = frame().rename(columns={"treated": "in_scheme"})
    survey = sh.read_survey(table, {**SCHEMA, "columns": {**SCHEMA["columns"], "treated": "in_scheme"}}, keep=["treated"])
    assert served(survey, sh.Programme([sh.Coaching(assigned="treated", years=1, delivered=1.0)]), years=2) == [30.0, 0.0]


SCHEMA: dict[str, object] = {
    "schema": 1, "layout": {"name": "own", "weights": "equal"},
    "columns": {"household_id": "household_id", "village": "village", "area_ha": "area_ha", "production_kg": "production_kg"},
    "missing": {"policy": "complete_cases"}}


def test_rows_left_out_take_their_cells_along() -> None:
    table = frame().astype({"production_kg": float, "joined": float})
    table.loc[4, "production_kg"] = np.nan
    table.loc[4, "joined"] = np.nan
    survey = read(table, keep=["joined"], missing="complete_cases")
    assert len(survey) == 59
    assert len(sh.build_population(survey).carried["joined"]) == 59
    assert served(survey, sh.Programme([sh.Coaching(assigned="joined", delivered=1.0)]), years=3) == [19.0, 19.0, 39.0]


def test_blanks_are_refused_with_their_number() -> None:
    table = frame().astype({"joined": float})
    table.loc[[3, 7, 9], "joined"] = np.nan
    with pytest.raises(ProgrammeError, match='column "joined" is blank for 3 of 60 households'):
        served(read(table, keep=["joined"]), sh.Programme([sh.Coaching(assigned="joined")]))


@pytest.mark.parametrize("value", [2015.0, 0.5, -1.0])
def test_what_is_no_year_of_the_run_is_refused(value: float) -> None:
    table = frame().astype({"joined": float})
    table.loc[3, "joined"] = value
    with pytest.raises(ProgrammeError, match="neither 0, 1 nor a year of this run up to 5"):
        served(read(table, keep=["joined"], missing_codes=[]), sh.Programme([sh.Coaching(assigned="joined")]))


def test_a_column_that_is_not_there_is_answered_with_the_nearest() -> None:
    with pytest.raises(SchemaError, match='no column is called "joind".*Did you mean "joined"'):
        read(frame(), keep=["joind"])
    with pytest.raises(SmallholderError, match="yes"):
        read(frame().assign(joined="yes"), keep=["joined"])
    with pytest.raises(ProgrammeError, match='carry no column "joined".*keep='):
        served(read(frame()), sh.Programme([sh.Coaching(assigned="joined")]))


def test_a_programme_file_has_its_column_read(tmp_path: Path) -> None:
    frame().to_csv(tmp_path / "households.csv", index=False)
    plan = tmp_path / "plan.toml"
    plan.write_text('schema = 1\nyears = 4\n[population]\nsurvey = "households.csv"\nschema = "smallholder"\nweights = "equal"\n'
                    '[[intervention]]\nkind = "coaching"\n[intervention.who]\nassigned = "joined"\n[intervention.when]\nyears = 2\ndelivered = 1\n')
    programme = sh.read_programme(plan)
    assert served(sh.population_of(programme), programme, years=4) == [20.0, 20.0, 20.0, 20.0]
    plan.write_text(plan.read_text().replace('"joined"', '"joind"'))
    with pytest.raises(SchemaError, match='Did you mean "joined"'):
        sh.population_of(sh.read_programme(plan))


def test_what_only_the_population_can_tell_names_the_line_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "plan.toml"
    file.write_text('schema = 1\nyears = 3\n[[intervention]]\nkind = "coaching"\n[intervention.who]\nhouseholds = 600_000\n', encoding="utf-8")
    with pytest.raises(sh.ProgrammeError, match=r"plan\.toml line 6, key intervention\.coaching\.who\.households.*500000 households are eligible"):
        sh.simulate(sh.synthesise("ghana_cocoa", households=50, represents=500_000), sh.read_programme(file), progress=False)
