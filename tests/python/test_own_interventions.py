# SPDX-License-Identifier: Apache-2.0
"""Interventions made without C++: composed of levers, and classes of Python called once a year."""

import copy
import math
import pathlib
import pickle
import re
import sys
from typing import Any

import numpy as np
import pytest
import smallholder as sh
from click.testing import CliRunner
from smallholder import _core
from smallholder.cli import main
from smallholder.errors import ProgrammeError, SmallholderError
from smallholder.outputs import run_record
from smallholder.parameter_rows import shipped_table

PAGE = pathlib.Path(__file__).resolve().parents[2] / "docs/effects/composed.md"
QUICK = {"years": 5, "draws": 2, "replicates": 1, "progress": False}


def parsed(text: str) -> sh.Programme:
    return sh.Programme._from_dict(_core.parse_programme(text, "plan.toml", shipped_table()))


def run(people: Any, made: sh.Intervention, **options: Any) -> sh.Result:
    return sh.simulate(people, sh.Programme([made]), **{**QUICK, **options})


def visits(**fields: Any) -> sh.Composed:
    levers = [sh.Lever("hassle_relief", sh.lognormal(p5=0.3, p95=0.9), "util", decay=0.3), sh.Lever("course", 0.8, "1", attendance=0.7, ramp_years=2)]
    return sh.Composed(**{"name": "visits", "levers": levers, "coverage": 0.5, "start": 2, "years": 3, "delivered_yearly": True, **fields})


# ---- composed ---------------------------------------------------------------------------------------------


def test_the_levers_are_those_of_the_table_with_their_units() -> None:
    table = sh.levers()
    assert list(table.columns) == ["name", "unit", "neutral", "least", "most", "combine", "may_last", "meaning"]
    header = (PAGE.parents[2] / "include/smallholder/effects/levers.hpp").read_text()
    assert list(table["name"]) == re.findall(r'^    \{"(\w+)", "', header, re.MULTILINE)
    rows = table.set_index("name")
    assert rows.loc["burden", ["unit", "neutral", "combine"]].tolist() == ["1", 1.0, "multiply"]
    assert not rows.loc[["course", "cash_usd", "premium_usd_per_kg", "replant_share"], "may_last"].any()
    assert rows.loc[["burden", "foot_removed", "tenure_security", "hassle_relief"], "may_last"].all()


def test_a_composed_intervention_survives_the_way_through_a_file(tmp_path: pathlib.Path) -> None:
    first = sh.Programme([visits(eligible={"land": ["2-4 ha"]}), sh.FeederRoad()])
    again = sh.read_programme(first.save(tmp_path / "plan.toml"))
    assert again == first
    assert again.interventions == first.interventions
    assert isinstance(again.interventions[0], sh.Composed)
    assert again.interventions[0].levers == visits().levers
    for thing in (first, visits()):
        assert copy.deepcopy(thing) == thing
        assert pickle.loads(pickle.dumps(thing)) == thing


def test_it_is_printed_compared_and_changed_like_the_others() -> None:
    assert visits() == visits()
    assert visits() != visits(levers=[sh.Lever("hassle_relief", 0.5, "util")])
    assert visits().replace(coverage=0.2).coverage == 0.2
    assert visits().replace(coverage=0.2).levers == visits().levers
    assert visits().delivered_yearly is True
    assert visits().paid_per_dollar == 1.0
    assert repr(sh.Composed(levers=[sh.Lever("shade", 0.1, "1")])) == "Composed(levers=[Lever('shade', 0.1, '1')])"
    with pytest.raises(AttributeError, match="no field"):
        _ = visits().burden
    assert "Lever(&#x27;course&#x27;, 0.8, &#x27;1&#x27;" in sh.Programme([visits()])._repr_html_()


@pytest.mark.parametrize(
    ("levers", "words"),
    [
        ([], "moves no lever"),
        ([("hasle_relief", 0.5, "util")], 'Did you mean "hassle_relief"? There are: course, '),
        ([("yield", 50, "kg/ha")], 'there is no lever "yield". There are: course, '),
        ([("premium_usd_per_kg", 100, "USD/t")], '"USD/t" and the model takes it in "USD/kg"'),
        ([("course", 1.5, "1")], "1.5 is outside"),
        ([("course", math.nan, "1")], "nan is not a number"),
        ([("course", "0,5", "1")], "text where a number"),
        ([("shade", 0.1, "1"), ("shade", 0.2, "1")], "moves shade twice"),
        (["shade"], "is no lever"),
    ],
)
def test_levers_that_cannot_be_are_refused(levers: list[Any], words: str) -> None:
    with pytest.raises(ProgrammeError) as caught:
        sh.Composed(levers=[sh.Lever(*each) if isinstance(each, tuple) else each for each in levers])
    assert words in str(caught.value)
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"lever": "cash_usd", "unit": "USD/household", "decay": 0.1}, "nothing after the last one"),
        ({"lever": "course", "unit": "1", "decay": 0.1}, "a course ends with its last year"),
        ({"lever": "burden", "unit": "1", "decay": 0.1, "attendance": 0.5}, "in some years only"),
        ({"lever": "burden", "unit": "1", "attendance": 1.5}, "attendance = 1.5"),
        ({"lever": "burden", "unit": "1", "ramp_years": -1}, "ramp_years = -1"),
    ],
)
def test_what_a_lever_cannot_do_is_refused(options: dict[str, Any], words: str) -> None:
    with pytest.raises(ProgrammeError, match=re.escape(words)):
        sh.Composed(levers=[sh.Lever(change=0.5, **options)])


def test_a_composed_training_is_the_built_in_one_bit_for_bit(people: sh.Population) -> None:
    shared = {"name": "the plan", "coverage": 0.6, "enrol_intercept": 0.2, "enrol_coop": 0, "enrol_female": 0.1, "enrol_school": 0, "start": 2,
              "years": 2, "delivered": 0.7, "cost_per_household": 20, "cost_per_household_year": 10}
    built = run(people, sh.FarmerTraining(course_share=0.9, attendance=0.7, **shared))
    made = run(people, sh.Composed(levers=[sh.Lever("course", 0.9, "1", attendance=0.7)], delivered_yearly=True, **shared))
    assert built.runs.state_hash == made.runs.state_hash
    assert np.array_equal(built.runs.values, made.runs.values)
    assert built.costs().equals(made.costs())
    assert built.runs.arm_hashes[0] != built.runs.arm_hashes[1]


def test_the_results_of_a_composed_one_say_what_it_is(people: sh.Population, tmp_path: pathlib.Path) -> None:
    result = run(people, visits(cost_per_household_year=30))
    fields = result.fields().set_index("field")
    assert fields.loc["hassle_relief.decay", ["value", "origin", "table"]].tolist() == [0.3, "programme", "lever"]
    assert fields.loc["hassle_relief.change", "drawn"]
    result.save(tmp_path)
    assert sh.read_programme(tmp_path / "programme.toml").interventions == (visits(cost_per_household_year=30),)
    page = (tmp_path / "report.html").read_text()
    assert "Taken off the hassle" in page
    assert "How fast what is left of this change fades after the last year (hassle_relief)" in page


def test_the_command_lists_levers_and_the_fields_of_a_composed_one() -> None:
    table = CliRunner().invoke(main, ["interventions", "--levers"]).output
    for row in sh.levers().to_dict(orient="records"):
        assert re.search(rf"^{row['name']} +{re.escape(row['unit'])} +{row['neutral']:g} ", table, re.MULTILINE), row["name"]
    assert "paid_per_dollar" in CliRunner().invoke(main, ["interventions", "composed"]).output
    assert "composed" in CliRunner().invoke(main, ["interventions"]).output


# ---- the page ---------------------------------------------------------------------------------------------


def page_blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE.read_text(), re.DOTALL | re.MULTILINE)


def test_the_page_says_the_same_in_a_file_and_in_python(people: sh.Population) -> None:
    (text,) = page_blocks("toml")
    names: dict[str, Any] = {}
    exec(page_blocks("python")[0], names)  # noqa: S102
    plan = parsed(f"schema = 1\n{text}")
    assert list(plan.interventions) == [names["lead_farmers"]]
    result = sh.simulate(people, plan, **QUICK)
    assert result.runs.arm_hashes[0] != result.runs.arm_hashes[1]


def test_the_prototype_of_the_page_runs_and_pays_the_poorest() -> None:
    names: dict[str, Any] = {"__name__": "page"}
    exec(page_blocks("python")[1], names)  # noqa: S102
    result = names["result"]
    paid = [result.value("cash_received", year=year, arm="programme", kind="level")["mean"] for year in (1, 2, 4, 5)]
    assert paid[0] == paid[3] == 0.0
    assert 0.0 < paid[1] <= 150.0
    assert paid[2] > 0.0


# ---- a class of Python ------------------------------------------------------------------------------------


class Help(sh.Effect):
    """Less hassle and less illness, more for women."""

    moves = ("hassle_relief", "burden")

    def year(self, year: int, households: sh.Households, levers: sh.LeverArrays) -> None:
        levers["hassle_relief"] = np.where(households.female_head > 0.5, 0.8, 0.4) * households.ramp
        levers["burden"][households.knowledge < 2.0] = 0.7


class Flat(sh.Effect):
    moves = ("hassle_relief",)
    size = 0.6

    def year(self, year: int, households: sh.Households, levers: sh.LeverArrays) -> None:
        levers["hassle_relief"] = self.size


def test_a_class_is_called_with_arrays_of_each_block_and_year(people: sh.Population) -> None:
    seen: list[tuple[int, int, str, int]] = []

    class Watch(sh.Effect):
        moves = ("shade",)

        def year(self, year: int, households: sh.Households, levers: sh.LeverArrays) -> None:
            seen.append((year, households.draw, households.arm, len(households)))
            for name in ("served", "uniform", "cash_usd", "knowledge", "area_ha", "female_head", "school_years", "weight"):
                column = getattr(households, name)
                assert column.shape == (len(households),)
                with pytest.raises(ValueError, match="read-only"):
                    column[0] = 1
            assert households.served.dtype == np.bool_
            assert list(levers) == ["shade"]
            assert (levers["shade"] == 0.0).all()
            assert ((households.uniform > 0) & (households.uniform < 1)).all()

    result = run(people, Watch(start=2, years=2), market_answer="off", comparators=False)
    assert {year for year, *_ in seen} == {2, 3}
    assert sum(count for *_, count in seen) == 2 * 2 * len(people)
    assert {draw for _, draw, *_ in seen} == {0, 1}
    assert result.runs.arm_hashes[0] == result.runs.arm_hashes[1], "nothing was written"


def test_a_class_that_says_what_a_composed_one_says_is_the_same_bit_for_bit(people: sh.Population) -> None:
    shared: dict[str, Any] = {"name": "help", "coverage": 0.5, "start": 2, "years": 3, "ramp_years": 2}
    composed = run(people, sh.Composed(levers=[sh.Lever("burden", 0.7, "1")], **{**shared, "ramp_years": 0}))
    assert composed.runs.arm_hashes[0] != composed.runs.arm_hashes[1]

    class Same(sh.Effect):
        moves = ("burden",)

        def year(self, year: int, households: sh.Households, levers: sh.LeverArrays) -> None:
            levers["burden"][:] = 0.7

    own = run(people, Same(**{**shared, "ramp_years": 0}), block_households=64)
    assert own.runs.state_hash == composed.runs.state_hash
    assert own.costs().equals(composed.costs())


def test_it_runs_on_one_thread_and_says_so(people: sh.Population, tmp_path: pathlib.Path) -> None:
    result = run(people, Help(name="help", coverage=0.5), threads=2)
    assert result.runs.threads_used == 1
    assert any("one thread, which is slow" in note for note in result.programme.notes)
    result.save(tmp_path)
    record = run_record(result)
    assert record["threads"] == 1
    assert "Not complete" in record["programme_toml"]
    assert f'code = "{Help.__module__}.Help"' in record["programme_toml"]
    assert re.search(r"^# sha256 of its source: [0-9a-f]{64}$", record["programme_toml"], re.MULTILINE)
    assert "The command cannot repeat this run:" in (tmp_path / "report.html").read_text()
    with pytest.raises(ProgrammeError, match="no file can hold it"):
        sh.read_programme(tmp_path / "programme.toml")
    assert "cannot repeat" not in _report(people, tmp_path / "other")


def _report(people: sh.Population, folder: pathlib.Path) -> str:
    run(people, visits()).save(folder)
    return (folder / "report.html").read_text()


def test_saving_it_says_plainly_that_it_cannot_be(tmp_path: pathlib.Path) -> None:
    plan = sh.Programme([Help(name="help")])
    for attempt in (plan.to_toml, lambda: plan.save(tmp_path / "plan.toml")):
        with pytest.raises(ProgrammeError, match="Help is a class of Python, which no programme file can hold"):
            attempt()
    assert not (tmp_path / "plan.toml").exists()
    assert plan == plan.with_run(years=20)
    assert plan != sh.Programme([Help(name="help")]), "another object may hold other figures"
    assert "Help" in plan._repr_html_()


def test_a_class_whose_source_cannot_be_read_says_so() -> None:
    made = type("Nameless", (sh.Effect,), {"moves": ("course",), "year": lambda self, year, households, levers: None})
    assert "# sha256 of its source: not known\n" in sh.Programme([made()]).record()


def test_fields_and_own_figures_survive_a_change() -> None:
    class Sized(sh.Effect):
        moves = ("hassle_relief",)

        def __init__(self, size: float, **fields: Any) -> None:
            self.size = size
            super().__init__(**fields)

        def year(self, year: int, households: sh.Households, levers: sh.LeverArrays) -> None:
            levers["hassle_relief"] = self.size

    made = Sized(0.3, coverage=0.4)
    assert made.name == "Sized"
    changed = made.replace(coverage=0.2)
    assert (changed.size, changed.coverage, made.coverage) == (0.3, 0.2, 0.4)


def failing(people: sh.Population, year: Any, moves: tuple[str, ...] = ("course",)) -> SmallholderError:
    made = type("Wrong", (sh.Effect,), {"moves": moves, "year": year})
    with pytest.raises(SmallholderError) as caught:
        run(people, made(name="try", start=3))
    return caught.value


@pytest.mark.parametrize(
    ("year", "words"),
    [
        (lambda self, year, households, levers: 1 / 0, "ZeroDivisionError: division by zero"),
        (lambda self, year, households, levers: levers.__setitem__("course", np.ones(3)), 'an array of shape (3,) to the lever "course"'),
        (lambda self, year, households, levers: levers.__setitem__("course", "much"), 'to the lever "course" is no array of numbers'),
        (lambda self, year, households, levers: levers.__setitem__("course", math.nan), 'writes nan to the lever "course"'),
        (lambda self, year, households, levers: levers.__setitem__("course", 1.5), 'writes 1.5 to the lever "course", whose changes are between 0 and 1'),
        (lambda self, year, households, levers: levers.__setitem__("burden", 0.5), 'the lever "burden" is not among its moves'),
        (lambda self, year, households, levers: levers.__setitem__("cours", 0.5), 'Did you mean "course"?'),
        (lambda self, year, households, levers: levers.pop("course"), 'it deletes the lever "course"'),
        (lambda self, year, households, levers: levers["course"] + 1, "returned something"),
        (lambda self, year, households, levers: households.cash_usd.__iadd__(1), "read-only"),
        (lambda self: None, "TypeError"),
    ],
)
def test_whatever_goes_wrong_in_it_names_class_year_and_lever(people: sh.Population, year: Any, words: str) -> None:
    error = failing(people, year)
    assert words in str(error)
    assert "Wrong" in error.where
    assert "year 3" in error.where
    assert error.remedy


def test_an_exception_keeps_its_cause(people: sh.Population) -> None:
    def year(self: Any, year: int, households: Any, levers: Any) -> None:
        raise KeyError("prices")

    assert isinstance(failing(people, year).__cause__, KeyError)


def test_ctrl_c_in_it_is_ctrl_c(people: sh.Population) -> None:
    class Stop(sh.Effect):
        moves = ("course",)

        def year(self, year: int, households: sh.Households, levers: sh.LeverArrays) -> None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(people, Stop())


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({}, "which levers it moves"),
        ({"moves": "course"}, "which levers it moves"),
        ({"moves": ("cours",)}, 'Did you mean "course"?'),
        ({"moves": ("course", "course")}, "stands twice"),
        ({"moves": ("course",)}, "no method year"),
    ],
)
def test_a_class_that_cannot_be_is_refused_when_it_is_made(body: dict[str, Any], words: str) -> None:
    with pytest.raises(ProgrammeError, match=re.escape(words)):
        type("Wrong", (sh.Effect,), body)()


def test_the_base_is_no_effect_and_fields_are_checked() -> None:
    with pytest.raises(TypeError, match="derive a class"):
        sh.Effect()
    with pytest.raises(ProgrammeError, match='Did you mean "coverage"'):
        Flat(covrage=0.5)


def test_households_it_does_not_reach_are_unchanged_and_placebo_is_the_baseline(people: sh.Population) -> None:
    nobody = run(people, Flat(coverage=0.0))
    assert nobody.runs.arm_hashes[0] == nobody.runs.arm_hashes[1]
    neutral = Flat()
    neutral.size = 0.0
    result = run(people, neutral)
    assert result.runs.arm_hashes[0] == result.runs.arm_hashes[1]
    women = run(people, Flat(eligible={"sex": ["female head"]}, delivered=1.0), record_households=True, village_coupling=False).records()
    same = (women[0] == women[1]).all(["year", "flow"]).to_numpy()
    assert same[people.female_head != 1].all()
    assert not same[people.female_head == 1].all()


def test_two_that_pay_into_one_account_are_refused(people: sh.Population) -> None:
    class Cash(sh.Effect):
        moves = ("cash_usd",)

        def year(self, year: int, households: sh.Households, levers: sh.LeverArrays) -> None:
            levers["cash_usd"] = 10.0

    with pytest.raises(ProgrammeError, match="both move cash_usd"):
        sh.simulate(people, sh.Programme([Cash(name="ours"), sh.CashTransfer()]), **QUICK)
    result = run(people, Cash(delivered=1, overhead=0, paid_per_dollar=1.5))
    costs = result.costs().query("arm == 'programme' and intervention == 'Cash' and year == 2").iloc[0]
    assert costs["mean"] == pytest.approx(15.0 * costs["served"], rel=1e-9)


def test_the_module_of_a_class_is_told() -> None:
    assert Help()._code == f"{sys.modules[__name__].__name__}.Help"
