# SPDX-License-Identifier: Apache-2.0
"""Tenure contracts by name."""

import pathlib
from collections.abc import Callable

import numpy as np
import pytest
import smallholder as sh


def test_contracts_have_shares_and_sources() -> None:
    table = sh.contracts()
    assert list(table.index) == ["owner", "abunu", "abusa", "caretaker"]
    assert table.loc["abunu", "crop_share"] == 0.5 and table.loc["abusa", "crop_share"] == 0.667 and table.loc["caretaker", "crop_share"] == 0.333
    assert table["crop_share"].between(0.0, 1.0).all() and table["landlord_input_share"].between(0.0, 1.0).all() and (table["source"].str.len() > 10).all()
    rows = sh.parameters().set_index("name")["value"]
    assert rows["abunu_share"] == 0.5 and rows["abusa_share"] == 0.667 and rows["tenure.caretaker_share"] == 0.333


def test_a_mix_of_contracts_makes_a_population_and_a_run() -> None:
    mix = sh.tenancy({"abunu": 0.25, "abusa": 0.15})
    people = sh.synthesise(households=2000, parameters=mix)
    for share, of in ((1.0, 0.60), (0.5, 0.25), (0.667, 0.15)):
        assert np.mean(people.crop_share == share) == pytest.approx(of, abs=0.04)
    carers = sh.tenancy({"caretaker": 0.4})
    assert set(np.unique(sh.synthesise(households=400, parameters=carers).crop_share)) == {0.333, 1.0}

    def run(parameters: dict[str, float]) -> sh.Result:
        return sh.simulate(sh.synthesise(households=200, parameters=parameters), years=2, draws=1, replicates=1, parameters=parameters, threads=1,
                           progress=False, draw_parameters=False)

    owners, half, third = (run(sh.tenancy(mix)) for mix in ({}, {"abunu": 1.0}, {"caretaker": 1.0}))
    value = [made.value("landlord_share", year=1)["p50"] for made in (owners, half, third)]
    assert value[0] == 0.0 < value[1] < value[2]
    sales = third.value("landlord_share", year=1)["p50"] / (1 - 0.333)
    assert sales > third.value("cocoa_net_income", year=1)["p50"] / 0.333
    # Where inputs are shared as the harvest is, the tenant pays a third of the price of what he buys.
    assert third.table.value("landlord_input_share") == 1.0 and half.table.value("landlord_input_share") == 0.0


def test_a_survey_may_name_contracts(write_survey: Callable[..., tuple[pathlib.Path, pathlib.Path]]) -> None:
    rows = [f"{i},2,{500 + i},5,{('owner', 'abunu', 'abusa', 'caretaker')[i % 4]}" for i in range(40)]
    survey = sh.read_survey(*write_survey(rows, header=",contract", columns='crop_share = { column = "contract", map = "contracts" }\n'))
    assert sorted(set(survey["crop_share"])) == [0.333, 0.5, 0.667, 1.0]
    assert set(sh.build_population(survey).crop_share) == {0.333, 0.5, 0.667, 1.0}


@pytest.mark.parametrize(("mix", "error", "said"), [
    ({"abuno": 0.3}, sh.UnknownKeyError, 'Did you mean "abunu"'),
    ({"abunu": 1.4}, sh.RangeError, "between 0 and 1"),
    ({"abunu": 0.7, "abusa": 0.7}, sh.RangeError, "sum to 1.4"),
    ({"owner": 0.7, "abusa": 0.7}, sh.RangeError, "leave owners out"),
    ({"abunu": 0.2, "abusa": 0.2, "caretaker": 0.2}, sh.ProgrammeError, "at most two"),
    ({"abunu": 0.2, "caretaker": 0.2}, sh.ProgrammeError, "different rules")])
def test_mixes_that_cannot_be_are_refused(mix: dict[str, float], error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        sh.tenancy(mix)
