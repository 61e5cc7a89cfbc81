# SPDX-License-Identifier: Apache-2.0
"""What a reader of returns is warned of, and what he is not."""

import pytest
import smallholder as sh
from smallholder.result import Result


def kinds(result: Result) -> set[str]:
    return {warning["kind"] for warning in result.warnings()}


def run(*interventions: sh.Intervention, years: int = 6, people: sh.Population | None = None, **options: object) -> Result:
    people = people or sh.synthesise("ghana_cocoa", households=150)
    return sh.simulate(people, sh.Programme(interventions, parameters=options.pop("parameters", None)), years=years, draws=3, comparators=False,
                       progress=False, **options)


def everything_given() -> sh.Composed:
    return sh.Composed(levers=[sh.Lever("course", 1, "1"), sh.Lever("hassle_relief", 20, "util"), sh.Lever("input_subsidy", 0.9, "1"),
                               sh.Lever("credit_usd", 800, "USD/household")], delivered=1, delivered_yearly=True, name="all")


def test_assumptions_are_named_and_a_run_without_draws_has_none() -> None:
    training = sh.FarmerTraining()
    assert "assumptions" in kinds(run(training))
    assert "assumptions" not in kinds(run(training, draw_parameters=False))


def test_more_of_the_whole_package_than_was_observed() -> None:
    assert "adoption" in kinds(run(everything_given()))
    assert "adoption" not in kinds(run(sh.FeederRoad())), "a road is no attempt to bring packages"
    maize = sh.synthesise("kenya_maize", households=100)
    assert "adoption" not in kinds(run(everything_given().replace(levers=everything_given().levers[:3]), people=maize)), "it was observed of cocoa"


def test_benefits_that_go_on_for_years_that_nobody_has_watched() -> None:
    trees = sh.Replanting(years=3, replant_share=0.15, delivered=1)
    lasting = [warning for warning in run(trees, years=20).warnings() if warning["kind"] == "undiminished"]
    assert len(lasting) == 1
    assert "after year 10" in lasting[0]["text"]
    assert "nan" not in lasting[0]["text"]
    assert "undiminished" not in kinds(run(trees, years=9)), "too short to tell"
    assert "undiminished" not in kinds(run(sh.CashTransfer(years=0), years=16)), "money that is still paid out is no lasting benefit"
    assert "undiminished" not in kinds(run(sh.FarmerTraining(years=3, delivered=1), years=20)), "what is learnt is forgotten"


def test_a_yield_that_doubles_without_what_would_carry_it() -> None:
    """Only a parameter far out of its range does it: knowledge that opens a gulf between farmers."""
    strange = {"inefficiency_sd": 3.0, "inefficiency_knowledge": 6.0}
    found = run(sh.FarmerTraining(years=5, delivered=1, enrol_intercept=50, attendance=1), parameters=strange, draw_parameters=False)
    text = next(warning["text"] for warning in found.warnings() if warning["kind"] == "yield_doubled")
    assert "without" in text
    assert "new trees" in text
    assert "yield_doubled" not in kinds(run(everything_given()))


@pytest.mark.parametrize("price", [0.5, 1.864, 10.0])
def test_where_nothing_grows_no_price_and_no_premium_raises_an_income(price: float) -> None:
    """Nobody's cocoa bears: whatever the market or a buyer pays, incomes stay the same to the last bit."""
    people = sh.synthesise("ghana_cocoa", households=60)
    barren = {"ymax": 1e-300}
    floor = sh.MinimumPrice(floor_usd_per_kg=price, delivered=1)
    premium = sh.BuyerPremium(premium_usd_per_kg=0.9 * min(price, 1.9), share_to_farmer=1, sold_share=1, delivered=1)
    result = sh.simulate(people, sh.Programme([floor, premium], parameters=barren), years=4, draws=2, anchor=False, comparators=False, progress=False)
    for metric in ("income", "income_with_food"):
        changes = result.yearly(metric, arm="programme", kind="change", by="all")
        assert changes[["p5", "p50", "p95"]].abs().max().max() < 1e-250
