# SPDX-License-Identifier: Apache-2.0
"""Who could pay: typed classes, programme files and what is refused."""

from __future__ import annotations

import copy
import pickle

import pytest
from click.testing import CliRunner

import smallholder as sh
from smallholder import _core
from smallholder.parameter_rows import shipped_table
from smallholder.programme import Programme


def parsed(toml: str) -> Programme:
    return Programme._from_dict(_core.parse_programme(toml, "plan.toml", shipped_table()))


def lead(**changes: object) -> sh.Member:
    given: dict = {"leader": True, "funds": ["training"], "levels": {"training": [0.25, 1.0]}, "effectiveness": {"training": 0.9},
                   "budget_per_year": sh.lognormal(p5=3e6, p95=6e6), "sources": {"Ashanti": 0.2}, "may_transfer": False, "discount_rate": 0.12,
                   "values": {"per_usd_of_chain_income": 0.1, "passed_on": 0.6}}
    return sh.Member("Chocolate maker", "firm", **{**given, **changes})


def plan(*members: sh.Member, **consortium: object) -> sh.Programme:
    return sh.Programme([sh.FarmerTraining(name="training"), sh.FeederRoad(name="roads")], currency="USD", price_year=2018,
                        consortium=sh.Consortium(members or (lead(),), **consortium))


def rich() -> sh.Programme:
    bank = sh.Member("Bank", "development_bank", funds=["roads"], budget_per_year=4e6, staff_months_per_year=6)
    return plan(lead(), bank, founders=["Bank"], conventions=["gamma"], rule="nucleolus", view="Bank", levels=[0.5], minimum_cell=30, paths=50,
                keep_after_completion=True, assurance=True, conditions={"backbone": 1}, settings={"pair_cost": 12000})


def test_a_member_is_what_a_programme_file_would_make_of_it() -> None:
    written = parsed(rich().to_toml())
    assert written == rich()
    assert written.consortium is not None
    assert written.consortium.members == rich().consortium.members
    assert written.consortium.members[0].budget_per_year == {"p5": 3e6, "p95": 6e6, "distribution": "lognormal"}
    assert written.consortium.members[0].sources == {"Ashanti": 0.2}
    assert written.consortium.members[1].budget_per_year == 4e6
    assert written.consortium.members[1].may_transfer is None
    assert written.consortium.conditions == {"backbone": 1.0}
    assert written.consortium.keep_after_completion is True


def test_members_alone_need_no_consortium_table() -> None:
    toml = plan().to_toml()
    assert "[[member]]" in toml
    assert "[consortium]" not in toml
    assert parsed(toml).consortium == plan().consortium
    assert sh.Programme([sh.FarmerTraining()]).consortium is None
    assert "[[member]]" not in sh.Programme([sh.FarmerTraining()]).to_toml()


def test_interventions_may_be_named_by_themselves_and_a_share_is_a_share_everywhere() -> None:
    training = sh.FarmerTraining(name="training")
    made = sh.Member("A", "firm", funds=[training], sources=0.3, levels={"training": 0.5})
    assert made.funds == ("training",)
    assert made.sources == {"": 0.3}
    assert made.levels == {"training": [0.5]}


def test_members_print_what_was_said_and_travel() -> None:
    assert repr(sh.Member("A", "ngo")) == "Member(name='A', type='ngo')"
    assert "leader=True" in repr(rich())
    assert copy.deepcopy(rich()) == rich()
    assert pickle.loads(pickle.dumps(rich())) == rich()
    assert rich().with_run(years=3).consortium == rich().consortium
    assert rich() != plan()


def test_a_response_stands_in_place_of_households() -> None:
    response = sh.GivenResponse(1000, {"T": {"gain": 200, "cost_per_unit": 60}, "H": {"gain": 50}}, {("T", "H"): 100}, unit="pupils")
    made = sh.Programme(consortium=sh.Consortium([sh.Member("School", funds=["H"])], response=response))
    assert parsed(made.to_toml()) == made
    assert parsed(made.to_toml()).consortium.response == response
    assert response.parts["T"]["cost_fixed"] == 0.0
    assert "pupils" in repr(made)
    with pytest.raises(sh.ProgrammeError, match='Did you mean "cost_fixed"'):
        sh.GivenResponse(10, {"T": {"cost_fixd": 3}})
    with pytest.raises(sh.ProgrammeError, match="both a response and interventions"):
        sh.Programme([sh.FarmerTraining()], consortium=sh.Consortium([sh.Member("School", funds=["H"])], response=response))


@pytest.mark.parametrize(("fields", "words"), [
    ({"type": "frim"}, 'Did you mean "firm"'),
    ({"values": {"per_usd_of_incme": 0.1}}, 'Did you mean "per_usd_of_income"'),
    ({"budget_per_year": "5m"}, "text where a number"),
    ({"values": {"tax_share": {"p5": 0.3, "p95": 0.1, "distribution": "beta"}}}, "p5 = 0.3 is above p95 = 0.1"),
])
def test_a_member_is_checked_when_it_is_made(fields: dict, words: str) -> None:
    with pytest.raises(sh.ProgrammeError, match=words):
        sh.Member(**{"name": "A", "type": "firm", "funds": ["training"], **fields})


@pytest.mark.parametrize(("members", "consortium", "words"), [
    ([lead(funds=["trainin"], levels={}, effectiveness={})], {}, 'there is no intervention "trainin". Did you mean "training"'),
    ([lead(funds=[], levels={}, effectiveness={})], {}, "it may fund nothing"),
    ([lead(), lead()], {}, "two members are called"),
    ([lead(), sh.Member("B", "ngo", leader=True)], {}, "leads already"),
    ([lead(levels={"training": [0.5, 2.0]})], {}, "a level of 2"),
    ([lead(sources=0.7), sh.Member("B", "ngo", sources=0.4)], {}, "together buy 1.1"),
    ([lead(currency="EUR")], {}, "in EUR"),
    ([lead(values={"tax_share": 2.0})], {}, "outside what it can be"),
    ([lead(discount_rate=-0.1)], {}, "outside what it can be"),
    ([lead()], {"rule": "shaply"}, 'Did you mean "shapley"'),
    ([lead()], {"founders": ["Nobody"]}, 'there is no member "Nobody"'),
    ([lead()], {"conditions": {"backbone": 2}}, "outside what it can be"),
    ([lead()], {"conditions": {"back": 1}}, "is not known here"),
    ([lead()], {"minimum_cell": 2}, "Use 5 or more"),
])
def test_what_does_not_fit_together_is_refused(members: list, consortium: dict, words: str) -> None:
    with pytest.raises(sh.ProgrammeError, match=words):
        plan(*members, **consortium)


def test_members_decide_who_pays_themselves() -> None:
    with pytest.raises(sh.ProgrammeError, match="decide among themselves"):
        sh.Programme([sh.FarmerTraining(name="training", paid_by={"donor": 1.0})], consortium=sh.Consortium([lead()]))


def test_a_consortium_is_of_members() -> None:
    with pytest.raises(sh.ProgrammeError, match="is no member"):
        sh.Consortium(["Mars"])
    with pytest.raises(sh.ProgrammeError, match="nobody in it"):
        sh.Programme([sh.FarmerTraining()], consortium=sh.Consortium([]))


def test_the_names_of_members_words_are_those_of_the_page() -> None:
    words = _core.consortium_words()
    assert words["conditions"] == ["common_agenda", "shared_measurement", "mutual_reinforcement", "communication", "backbone"]
    assert "shapley" in words["rules"]
    assert {row["table"] for row in _core.member_fields()} == {"", "values"}


@pytest.mark.parametrize(("name", "member"), [
    ("mars_cocoa", "member Lead firm (firm, leads): training"), ("cocoaaction", "member Industry body (ngo): funds nothing"),
    ("f1_fixture", "member Donor (donor): health"), ("values_banks", "member Network office (ngo)"), ("management_schools", "member Businesses (firm): placements")])
def test_validate_shows_members(name: str, member: str) -> None:
    from smallholder.cli import main

    shown = CliRunner().invoke(main, ["validate", name])
    assert shown.exit_code == 0, shown.output
    assert member in shown.output
    assert ("in place of households: " in shown.output) == (name not in ("mars_cocoa", "cocoaaction"))
    assert "no households are named" not in shown.output


def test_a_response_cannot_be_simulated() -> None:
    with pytest.raises(sh.ProgrammeError, match="nothing to simulate"):
        sh.population_of(sh.read_programme("f1_fixture"))


def test_two_interventions_may_be_offered_to_the_same_households() -> None:
    training, health = sh.FarmerTraining(name="training", coverage=0.4), sh.CommunityHealth(coverage=0.4, offered_with="training", enrol_intercept=50)
    programme = sh.Programme([training, health])
    assert parsed(programme.to_toml()) == programme
    assert programme.interventions[1].replace(coverage=0.3).offered_with == "training"
    assert "offered_with='training'" in repr(health)
    assert health.offered_with == "training"
    with pytest.raises(sh.ProgrammeError, match='no intervention "training"'):
        sh.Programme([health])
    people = sh.synthesise("ghana_cocoa", households=60)
    runs = sh.simulate(people, programme, years=2, draws=2, replicates=1, panel_draws=2, progress=False).runs
    offered = runs.panel["offered"]
    assert (offered[:, :, 0] == offered[:, :, 1]).all()
    assert 0 < offered[:, :, 0].mean() < 1
