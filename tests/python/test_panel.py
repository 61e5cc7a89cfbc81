# SPDX-License-Identifier: Apache-2.0
"""The paths of single households that a run keeps when it is asked to."""

from __future__ import annotations

import numpy as np
import pytest
import smallholder as sh
from smallholder import _core

PANEL = {"years": 5, "draws": 3, "replicates": 2, "progress": False}


@pytest.fixture(scope="module")
def result(people: sh.Population, programme: sh.Programme) -> sh.Result:
    return sh.simulate(people, programme, **PANEL, panel_draws=2)


def test_names_households_years_and_units(result: sh.Result, people: sh.Population) -> None:
    panel = result.panel()
    assert dict(panel.sizes) == {"draw": 2, "replicate": 2, "arm": len(result.arms), "household": len(people), "year": 6,
                                 "intervention": len(result.runs.interventions)}
    assert panel["household"].to_numpy().tolist() == people.name.tolist()
    assert panel["yield"].attrs["unit"] == "kg/ha"
    assert np.isfinite(panel["income"]).all()
    assert panel["weight"].sum().item() == pytest.approx(people.represents)
    assert set(panel["group_land"].to_numpy()) <= {"up to 2 ha", "2-4 ha", "over 4 ha"}
    frame = panel["income"].to_dataframe().reset_index()
    assert len(frame) == panel["income"].size


def test_means_of_all_households_are_those_of_the_run(result: sh.Result) -> None:
    panel = result.panel()
    names = [row["name"] for row in _core.reported_metrics()]
    for ours, theirs in (("income", "income"), ("yield", "yield"), ("debt", "debt"), ("months_short", "months_short"),
                         ("hired_wages", "hired_wages"), ("income_after_labour", "income_after_labour"), ("benchmark", "benchmark")):
        mean = panel[ours].weighted(panel["weight"]).mean("household")
        reported = result.runs.values[:2, :, :, :, 0, names.index(theirs)]
        reported = reported if ours != "benchmark" else reported[:, 0, 0, 0]
        np.testing.assert_allclose(mean, reported, rtol=1e-9, atol=1e-7)


def test_a_sample_is_the_same_whatever_runs_beside_it_and_stands_for_all(people: sh.Population, programme: sh.Programme) -> None:
    few = sh.simulate(people, programme, **PANEL, panel_draws=1, panel_households=20, threads=2, block_households=50).panel()
    every = sh.simulate(people, programme, **PANEL, panel_draws=2, threads=1).panel()
    assert few.sizes["household"] == 20
    same = every.sel(draw=[0], household=few["household"].to_numpy())
    for name in few.data_vars:
        assert np.array_equal(few[name], same[name]), name
    assert few["weight"].sum().item() == pytest.approx(people.represents)
    assert len(set(few["village"].to_numpy())) == people.villages


def test_who_is_asked_and_who_takes_part(result: sh.Result) -> None:
    panel = result.panel()
    assert (panel["enrolled"] <= panel["offered"]).all()
    assert 0 < panel["enrolled"].sum() < panel["offered"].sum() < panel["offered"].size
    named = panel.sel(intervention="farmer_training")
    costs = result.costs().query("arm == 'everything' and intervention == 'farmer_training' and year == 1")
    three = sh.simulate(result.people, result.programme, **PANEL, panel_draws=3).panel().sel(intervention="farmer_training")
    enrolled = (three["enrolled"] * three["weight"]).sum("household").mean().item()
    assert enrolled == pytest.approx(costs["enrolled"].item(), rel=1e-9)
    assert named["enrolled"].dtype == bool


def test_what_is_not_there_is_told(people: sh.Population, programme: sh.Programme) -> None:
    without = sh.simulate(people, programme, **PANEL)
    with pytest.raises(sh.ProgrammeError, match="panel_draws=8"):
        without.panel()
    with pytest.raises(sh.RangeError, match="a panel of 4 draws in a run of 3"):
        sh.simulate(people, programme, **PANEL, panel_draws=4)
    with pytest.raises(sh.RangeError, match="Say in how many draws"):
        sh.simulate(people, programme, **PANEL, panel_households=10)
    with pytest.raises(sh.RangeError, match="-1 panel_draws"):
        sh.simulate(people, programme, **PANEL, panel_draws=-1)


def test_a_panel_that_does_not_fit_is_refused_with_what_it_needs(people: sh.Population, programme: sh.Programme) -> None:
    with pytest.raises(sh.RangeError, match=r"the results need .* GB .* a panel that alone takes [\d.]+ GB.*panel_households"):
        sh.simulate(people, programme, years=100, draws=100_000, panel_draws=100_000, progress=False)
