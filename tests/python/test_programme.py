# SPDX-License-Identifier: Apache-2.0
"""Programmes made in Python or read from files: the same fields, the same checks, the same words."""

import copy
import html
import inspect
import math
import pickle
import re
from pathlib import Path

import pytest
import smallholder as sh
from hypothesis import given
from hypothesis import strategies as st
from smallholder import _core
from smallholder.errors import ProgrammeError, SchemaError, SmallholderError
from smallholder.parameter_rows import shipped_table
from smallholder.programme import catalogue, class_name, intervention_classes, shipped_programmes

KINDS = sorted(catalogue())


def made(kind: str, **fields: object) -> sh.Intervention:
    return intervention_classes()[class_name(kind)](**fields)


def parsed(text: str) -> sh.Programme:
    return sh.Programme._from_dict(_core.parse_programme(text, "plan.toml", shipped_table()))


# ---- one class per entry of the catalogue -----------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_every_intervention_of_the_catalogue_is_a_class_with_its_fields(kind: str) -> None:
    cls = getattr(sh, class_name(kind))
    assert class_name(kind) in dir(sh)
    signature = inspect.signature(cls)
    for field in catalogue()[kind]["fields"]:
        assert field["name"] in signature.parameters
        assert field["name"] in (cls.__doc__ or "")
        assert field["doc"] in (cls.__doc__ or "")
        if field["unit"] not in ("1", "0/1"):
            assert field["unit"] in (cls.__doc__ or "")
    assert {"name", "eligible"} <= set(signature.parameters)


@pytest.mark.parametrize("kind", KINDS)
def test_a_field_shows_its_default_until_it_is_set(kind: str) -> None:
    for field in catalogue()[kind]["fields"]:
        default = getattr(made(kind), field["name"])
        table = sh.parameters().set_index("name")["value"]
        assert default == (table[field["default_row"]] if field["default_row"] in table else field["default_value"])
    assert made(kind, coverage=0.25).coverage == 0.25


def test_a_name_that_is_no_field_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="no field 'covrage'"):
        _ = sh.FarmerTraining().covrage


def test_an_unknown_name_of_the_package_says_so() -> None:
    with pytest.raises(AttributeError, match="FarmerTrainng"):
        _ = sh.FarmerTrainng


def test_interventions_with_the_same_fields_are_equal_and_print_what_was_set() -> None:
    left, right = sh.FeederRoad(coverage=0.5, start=2), sh.FeederRoad(start=2, coverage=0.5)
    assert left == right
    assert left != sh.FeederRoad(coverage=0.4, start=2)
    assert left.replace(coverage=0.4) == sh.FeederRoad(coverage=0.4, start=2)
    assert repr(left) == "FeederRoad(coverage=0.5, start=2)"


def test_interventions_and_programmes_can_be_copied_and_sent_to_other_processes() -> None:
    for thing in (sh.FeederRoad(coverage=sh.beta(p5=0.1, p95=0.3), eligible={"land": ["2-4 ha"]}), rich_programme()):
        assert copy.deepcopy(thing) == thing
        assert pickle.loads(pickle.dumps(thing)) == thing


# ---- what is refused --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"covrage": 0.5}, 'Did you mean "coverage"?'),
        ({"xyzzy": 0.5}, "Its fields: coverage, "),
        ({"coverage": "0,5"}, "text where a number or a distribution should stand"),
        ({"coverage": [0.5]}, "no number and no distribution"),
        ({"coverage": math.nan}, "nan is not a number to calculate with"),
        ({"coverage": math.inf}, "inf is not a number to calculate with"),
        ({"coverage": 1.2}, "outside 0 to 1"),
        ({"coverage": 60}, "Write 60% as 0.6"),
        ({"coverage": -0.1}, "outside 0 to 1"),
        ({"min_area_ha": -2}, "outside 0"),
        ({"start": 0}, "outside 1 to"),
        ({"start": 2.5}, "not a whole number"),
        ({"overhead": {"p5": 0.3, "p95": 0.1, "distribution": "lognormal"}}, "p5 = 0.3 is above p95 = 0.1"),
        ({"overhead": {"p5": 0.1, "p95": 0.3, "distribution": "lognorml"}}, 'Did you mean "lognormal"?'),
        ({"overhead": {"p5": 0.1, "p95": 0.3}}, "does not say its shape"),
        ({"overhead": {"p05": 0.1, "p95": 0.3, "distribution": "beta"}}, 'Did you mean "p5"?'),
        ({"eligible": {"regoin": ["Ashanti"]}}, 'Did you mean "region"?'),
        ({"eligible": {"land": ["up to 2"]}}, 'Did you mean "up to 2 ha"?'),
        ({"eligible": {"region": []}}, "list of group names"),
    ],
)
def test_what_cannot_be_a_field_is_refused_with_a_remedy(fields: dict[str, object], words: str) -> None:
    with pytest.raises(ProgrammeError) as caught:
        made("farmer_training", **fields)
    text = str(caught.value)
    assert words in text
    assert 'intervention "farmer_training"' in text or "intervention.farmer_training" in text
    assert caught.value.remedy


def test_a_distribution_with_text_in_it_is_refused() -> None:
    with pytest.raises(SmallholderError, match="'a' stands where a number should"):
        made("farmer_training", overhead={"p5": "a", "p95": 0.2, "distribution": "beta"})


def test_the_base_class_is_not_an_intervention() -> None:
    with pytest.raises(TypeError, match=r"sh\.FarmerTraining"):
        sh.Intervention(coverage=0.5)


def test_two_interventions_of_one_name_are_refused_and_a_name_cures_it() -> None:
    with pytest.raises(ProgrammeError, match="two interventions have this name"):
        sh.Programme([sh.FarmerTraining(), sh.FarmerTraining(start=8)])
    again = sh.FarmerTraining(name="training again", start=8)
    assert len(sh.Programme([sh.FarmerTraining(), again]).interventions) == 2


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"years": 3}, "starts in year 5, after the last year 3"),
        ({"arms": {"road": ["raod"]}}, 'Did you mean "road"?'),
        ({"arms": {"baseline": ["road"]}}, "baseline"),
        ({"parameters": {"wgae": 4.0}}, 'Did you mean "wage"?'),
        ({"parameters": {"wage": -4.0}}, "wage"),
        ({"parameters": {"wage": "4"}}, "text where a number"),
        ({"parameters": {"wage": {"p5": 5, "p95": 3, "distribution": "lognormal"}}}, "is above"),
        ({"parameters": {"loss_mirid": sh.normal(mean=0.9, sd=0.2)}}, "loss_mirid"),
        ({"correlations": [("wage", "wage", 0.5)]}, "wage"),
        ({"correlations": [("wage", "fertiliser_cost", 1.5)]}, "wage"),
        ({"correlations": [("wage", "no_such", 0.5)]}, "no_such"),
        ({"correlations": [("wage", "land_quality_sd", 0.5)]}, "land_quality_sd"),
    ],
)
def test_what_cannot_be_a_programme_is_refused_before_it_runs(options: dict[str, object], words: str) -> None:
    with pytest.raises(ProgrammeError) as caught:
        sh.Programme([sh.FeederRoad(name="road", start=5)], **options)
    assert words in str(caught.value)
    assert caught.value.remedy


def test_correlations_that_cannot_all_hold_are_refused() -> None:
    names = ("wage", "fertiliser_cost", "mirid_cost")
    ties = [(names[0], names[1], 0.9), (names[1], names[2], 0.9), (names[0], names[2], -0.9)]
    with pytest.raises(ProgrammeError, match="contradict one another"):
        sh.Programme(correlations=ties)
    assert sh.Programme(correlations=[*ties[:2], (names[0], names[2], 0.8)])


def test_what_is_no_intervention_is_refused() -> None:
    with pytest.raises(ProgrammeError, match=r"sh\.FeederRoad"):
        sh.Programme(["farmer_training"])


# ---- files ------------------------------------------------------------------------------------------------


def rich_programme() -> sh.Programme:
    training = sh.FarmerTraining(
        name="courses", coverage=sh.beta(p5=0.3, p95=0.6), start=2, years=3, eligible={"region": ["Ashanti"]},
        cost_per_household=sh.pert(low=100, mode=180, high=300), female_only=True)
    road = sh.FeederRoad(coverage=0.2, upkeep=False, overhead=0.2)
    return sh.Programme(
        [training, road], arms={"road": [road], "both": [training, "feeder_road"]}, title='A "quoted" title',
        parameters={"wage": 4.5, "fertiliser_cost": sh.lognormal(p5=150, p95=400),
                    "community_health.burden": sh.discrete(values=[0.5, 0.7], probabilities=[0.3, 0.7])},
        correlations=[("fertiliser_cost", "mirid_cost", 0.4)], years=12, draws=7, replicates=3, seed=2**63 - 1,
        regime="liberal", switches={"anchor": False}, discount_rates={"society": 0.08}, currency="USD", price_year=2018)


def test_a_programme_survives_the_way_through_a_file(tmp_path: Path) -> None:
    first = rich_programme()
    path = first.save(tmp_path / "plan.toml")
    again = sh.read_programme(path)
    assert again == first
    assert again.interventions == first.interventions
    assert again.arms == first.arms
    assert again.parameters == first.parameters
    assert again.discount_rates == {"society": 0.08}
    assert again.to_toml() == first.to_toml()
    assert (again.years, again.draws, again.replicates, again.seed) == (12, 7, 3, 2**63 - 1)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_every_intervention_survives_the_way_through_a_file(kind: str) -> None:
    fields = {}
    for field in catalogue()[kind]["fields"]:
        low, high = max(field["minimum"], -5.0), min(field["maximum"], 7.0)
        fields[field["name"]] = round((low + high) / 2.0) if field["whole"] else low + 0.3 * (high - low)
    # Three ways of saying who is offered it exclude each other; villages neither queue nor leave, and money is not diluted.
    two_stage = {"village_coverage", "saturation"}
    refused = {"capacity_households", "attrition", "exit_years", *two_stage} if kind == "feeder_road" else set()
    refused |= set() if sh.parameters().set_index("name").index.isin([quality_row(kind)]).any() else {"quality_loss", "quality_reference_households"}
    ways = [set(fields) - {"households"} - two_stage, {"households", "start"}, two_stage]
    for way in ways:
        chosen = {name: value for name, value in fields.items() if name in way - refused}
        first = made(kind, **chosen)
        again = parsed(sh.Programme([first]).to_toml()).interventions[0]
        assert again == first
        assert again.fields == pytest.approx(chosen)
    for name in refused:
        with pytest.raises(ProgrammeError, match=name):
            made(kind, **{name: fields[name]})


def quality_row(kind: str) -> str:
    return next(field["default_row"] for field in catalogue()[kind]["fields"] if field["name"] == "quality_loss")


def test_a_list_of_saturations_and_a_column_survive_the_way_through_a_file() -> None:
    drawn = sh.Coaching(village_coverage=0.5, saturation=[0.25, 0.5, 0.75], waves=2, wave_years=3, years=3)
    given_ = sh.FarmerTraining(assigned="joined", years=4, attrition=0.1)
    first = sh.Programme([drawn, given_])
    assert "saturation = [0.25, 0.5, 0.75]" in first.to_toml()
    assert 'assigned = "joined"' in first.to_toml()
    again = parsed(first.to_toml())
    assert again == first
    assert again.interventions == first.interventions
    assert again.interventions[0].saturation == [0.25, 0.5, 0.75]
    assert again.interventions[1].assigned == "joined"
    assert again.interventions[1].replace(years=2).assigned == "joined"
    assert "assigned='joined'" in repr(given_)
    assert copy.deepcopy(drawn) == drawn


@pytest.mark.parametrize(("fields", "says"), [
    ({"coverage": 0.5, "households": 100}, "Keep coverage or households"),
    ({"coverage": 0.5, "saturation": [0.5]}, "say already how many"),
    ({"assigned": "treated", "min_km": 3}, 'who.min_km: the column "treated" says already'),
    ({"assigned": "treated", "eligible": {"land": ["2-4 ha"]}}, "who.land"),
    ({"waves": 3, "wave_years": 5, "years": 2}, "in between nobody is served"),
    ({"waves": 60}, "waves = 60 is outside 1 to 50"),
    ({"start": 199, "waves": 3, "wave_years": 2}, "wave 3 would start in year 203, after the last year 200"),
    ({"years": [2, 3, 5]}, "without gaps"),
    ({"saturation": [0.5, 1.5]}, "Shares lie between 0 and 1"),
    ({"saturation": []}, "list"),
    ({"saturation": ["half"]}, "is text where a number"),
    ({"attrition": 1.5}, "attrition = 1.5 is outside 0 to 1"),
    ({"quality_reference_households": 0}, "outside"),
])
def test_who_and_when_that_do_not_fit_together_are_refused(fields: dict[str, object], says: str) -> None:
    with pytest.raises(ProgrammeError, match=re.escape(says)):
        sh.Coaching(**fields)


@pytest.mark.parametrize(("lines", "says"), [
    ("[intervention.who]\nassigned = \"t\"\ncoverage = 0.5\n", "plan.toml line 6, key intervention.coaching.who.coverage"),
    ("[intervention.when]\nyears = 2\nwaves = 3\nwave_years = 4\n", "plan.toml line 7, key intervention.coaching.when.wave_years"),
    ("[intervention.when]\nwaves = 9\nwave_years = 4\n", "plan.toml line 5, key intervention.coaching.when.waves"),
])
def test_a_file_is_told_line_and_key(lines: str, says: str) -> None:
    programme = parsed('schema = 1\n[[intervention]]\nkind = "coaching"\n' + lines)
    with pytest.raises(ProgrammeError, match=re.escape(says)):
        programme.check()


@pytest.mark.parametrize(("line", "says"), [
    ("years = [2, 3, 5]", "line 5, key intervention.when.years: a schedule is one start"),
    ("start = [1, 4]", "line 5, key intervention.when.start: a schedule is one start"),
])
def test_a_schedule_with_gaps_is_refused(line: str, says: str) -> None:
    with pytest.raises(ProgrammeError, match=re.escape(says)):
        parsed(f'schema = 1\n[[intervention]]\nkind = "coaching"\n[intervention.when]\n{line}\n')


def test_more_than_are_eligible_are_refused_with_both_numbers() -> None:
    people = sh.synthesise(households=100, represents=500_000)
    for asked in ({"households": 600_000}, {"capacity_households": 600_000}):
        with pytest.raises(ProgrammeError, match="asks for 600000 households, and 500000 households are eligible"):
            sh.simulate(people, sh.Programme([sh.Coaching(**asked)]), years=2, draws=1, progress=False)
    with pytest.raises(ProgrammeError, match="It takes a survey"):
        sh.simulate(people, sh.Programme([sh.Coaching(assigned="treated")]), years=2, draws=1, progress=False)


@given(coverage=st.floats(0, 1), start=st.integers(1, 20), cost=st.floats(0, 1e6), seed=st.integers(0, 2**63 - 1))
def test_numbers_survive_the_way_through_a_file_to_the_last_bit(
    coverage: float, start: int, cost: float, seed: int
) -> None:
    first = sh.Programme(
        [sh.CommunityHealth(coverage=coverage, start=start, cost_per_person_year=cost)], seed=seed)
    again = parsed(first.to_toml())
    assert again.interventions[0].fields == first.interventions[0].fields
    assert again.seed == seed


@pytest.mark.parametrize("name", shipped_programmes())
def test_shipped_programmes_are_found_by_name_and_read_back(name: str) -> None:
    plan = sh.read_programme(name)
    plan.check()
    assert parsed(plan.to_toml()) == plan
    assert html.escape(plan.title) in plan._repr_html_()


def test_both_shipped_programmes_are_there() -> None:
    assert {"ghana_cocoa", "placebo"} <= set(shipped_programmes())
    assert {made.kind for made in sh.read_programme("ghana_cocoa").interventions} == {
        "farmer_training", "feeder_road", "community_health"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ("schema = 1\nyaers = 3\n", 'line 2, key yaers: there is no such key. Did you mean "years"?'),
        ('schema = 1\n[[intervention]]\nkind = "feeder_raod"\n', 'line 3, key intervention.kind: there is no kind of '
         'intervention "feeder_raod". Did you mean "feeder_road"?'),
        ('schema = 1\n[[intervention]]\nkind = "feeder_road"\n[intervention.who]\ncoverage = 1.5\n',
         "line 5, key intervention.who.coverage"),
        ('schema = 1\nyears = 4\n[[intervention]]\nkind = "feeder_road"\n[intervention.when]\nstart = 9\n',
         "line 6, key intervention.when.start: it starts in year 9 and the run ends after year 4"),
        ("schema = 1\nyears = \n", "line 2"),
        ("schema = 1\n[parameters]\nwgae = 3\n", 'Did you mean "wage"?'),
        ("schema = 1\n[parameters]\nwage = {p5 = 5, p95 = 3}\n", "line 3, key parameters.wage"),
    ],
)
def test_a_file_with_a_mistake_names_line_key_and_remedy(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(text)
    with pytest.raises(ProgrammeError) as caught:
        sh.read_programme(path)
    assert words in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_programme_that_is_nowhere_lists_the_nearest_shipped_one() -> None:
    with pytest.raises(SchemaError, match="ghana_cocoa"):
        sh.read_programme("ghana_coca")


# ---- what is meant ----------------------------------------------------------------------------------------


def test_values_say_where_they_come_from() -> None:
    plan = sh.Programme([sh.FarmerTraining(coverage=0.6, overhead=sh.pert(low=0.1, mode=0.12, high=0.3))])
    rows = {row["field"]: row for row in _core.field_values(plan.to_dict(), shipped_table())}
    assert (rows["coverage"]["value"], rows["coverage"]["origin"], rows["coverage"]["drawn"]) == (0.6, "programme", False)
    assert (rows["overhead"]["origin"], rows["overhead"]["drawn"]) == ("programme", True)
    assert rows["attendance"]["origin"] == "parameter"
    assert rows["attendance"]["row"] == "farmer_training.attendance"
    assert rows["min_km"]["origin"] == "default"


def test_later_parameters_win_over_those_of_the_programme() -> None:
    plan = sh.Programme(parameters={"wage": 4.0, "mirid_cost": 30.0}).with_parameters({"wage": 5.0})
    assert plan.parameters == {"mirid_cost": 30.0, "wage": 5.0}


def test_parameters_are_listed_with_their_provenance_and_what_a_programme_changes() -> None:
    table = sh.parameters()
    assert table["name"].is_unique
    assert (table["source"].str.len() > 0).all()
    assert (table["low"] <= table["high"]).all()
    assert set(sh.parameters(provenance="assumed")["provenance"]) == {"assumed"}
    changed = sh.parameters(sh.Programme(parameters={"wage": sh.lognormal(p5=3, p95=6)}), changed=True)
    assert list(changed["name"]) == ["wage"]
    assert "p5 = 3" in changed["own_distribution"].iloc[0]
    with pytest.raises(ProgrammeError, match="published"):
        sh.parameters(provenance="guessed")


@pytest.mark.parametrize(
    "distribution",
    [
        sh.normal(p5=-1, p95=3), sh.normal(mean=2, sd=0.5), sh.lognormal(p5=0.3, p95=0.8), sh.beta(p5=0.2, p95=0.5),
        sh.uniform(low=1, high=2), sh.triangular(low=0, mode=1, high=4), sh.pert(p5=1, mode=2, p95=5),
        sh.discrete(values=[3, 1, 2]),
    ],
)
def test_distributions_have_the_quantiles_they_were_given(distribution: sh.Distribution) -> None:
    figures = distribution.to_dict()
    if "p5" in figures:
        assert distribution.quantile(0.05, 0.95) == pytest.approx([figures["p5"], figures["p95"]], rel=1e-6)
    quantiles = distribution.quantile(0.1, 0.5, 0.9)
    assert quantiles == sorted(quantiles)
    assert sh.Distribution.from_dict(figures) == distribution
    assert hash(sh.Distribution.from_dict(figures)) == hash(distribution)


def test_a_share_outside_0_to_1_has_no_quantile() -> None:
    with pytest.raises(SmallholderError, match="between 0 and 1"):
        sh.normal(mean=0, sd=1).quantile(1.0)
