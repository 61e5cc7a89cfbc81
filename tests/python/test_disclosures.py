# SPDX-License-Identifier: Apache-2.0
"""What leaves a member about its farmers is of many, and of nobody in particular."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import smallholder as sh


@pytest.fixture(scope="module")
def own() -> sh.Population:
    return sh.synthesise("ghana_cocoa", households=120, seed=5, represents=24_000)


def test_means_by_group_are_those_of_the_frame(own: sh.Population) -> None:
    table = sh.consortium.Disclosures(own, minimum_cell=10).table(["area_ha", "household_size"])
    frame = own.to_frame()
    for region, row in table.iterrows():
        part = frame[frame["region"] == region]
        assert row["households"] == len(part)
        assert row["stand_for"] == pytest.approx(part["weight"].sum())
        assert row["area_ha"] == pytest.approx(np.average(part["area_ha"], weights=part["weight"]))


def test_asking_for_all_but_one_reveals_nobody(own: sh.Population) -> None:
    shared = sh.consortium.Disclosures(own)
    everybody = shared.mean("cash_usd")
    assert np.isfinite(everybody)
    refused = 0
    for h in range(len(own)):
        but_one = np.ones(len(own), dtype=bool)
        but_one[h] = False
        with pytest.raises(sh.RangeError, match="single out 1 households"):
            shared.mean("cash_usd", but_one)
        refused += 1
    assert refused == len(own)
    assert shared.mean("cash_usd") == everybody


def test_two_answers_never_differ_by_a_few(own: sh.Population) -> None:
    shared = sh.consortium.Disclosures(own, minimum_cell=20)
    place = np.arange(len(own))
    shared.mean("area_ha", place < 60)
    with pytest.raises(sh.RangeError, match="fewer than 20"):
        shared.mean("cash_usd", place < 61)  # of another figure too: who is in it decides
    assert shared.mean("area_ha", place >= 60) > 0


def test_prices_names_and_small_cells_stay(own: sh.Population) -> None:
    shared = sh.consortium.Disclosures(own)
    assert not {"recorded_price_usd_per_kg", "village", "weight"} & set(shared.figures)
    with pytest.raises(sh.UnknownKeyError, match="does not leave"):
        shared.mean("recorded_price_usd_per_kg")
    with pytest.raises(sh.RangeError, match="Pool it"):
        shared.mean("area_ha", np.arange(len(own)) < 19)
    with pytest.raises(sh.RangeError, match="5 or more"):
        sh.consortium.Disclosures(own, minimum_cell=1)
    with pytest.raises(sh.SchemaError, match="one truth per household"):
        shared.mean("area_ha", [1.0, 2.0])
    with pytest.raises(sh.UnknownKeyError):
        shared.table(["area_ha"], by="regoin")


def test_a_consortium_says_how_many_are_enough(own: sh.Population) -> None:
    programme = sh.read_programme("f1_fixture")
    assert sh.consortium.assess(programme).disclosures(own).minimum_cell == 20
    assert programme.consortium is not None
    programme.consortium = dataclasses.replace(programme.consortium, minimum_cell=35)
    shared = sh.consortium.assess(programme).disclosures(own)
    assert shared.minimum_cell == 35
    with pytest.raises(sh.RangeError, match="fewer than 35"):
        shared.mean("area_ha", np.arange(len(own)) < 34)
