# SPDX-License-Identifier: Apache-2.0
"""A world price that starts far from its mean: both rules for what it does then, side by side."""

import json
import pathlib
import re

import pytest
import smallholder as sh
from smallholder.other_price import FAR, other_process, start_ratio

HIGH = {"fob_0": 2663.0 * 1.9, "price_start_ratio": 1.9}


def run(parameters: dict[str, float] | None = None, plan: bool = True, **settings: object) -> sh.Result:
    people = sh.synthesise("ghana_cocoa", households=80)
    programme = sh.Programme([sh.FarmerTraining(coverage=1.0)] if plan else [])
    return sh.simulate(people, programme, years=6, draws=4, replicates=1, threads=2, parameters=parameters, progress=settings.pop("progress", False),
                       **settings)


def test_a_run_from_the_mean_stands_alone() -> None:
    result = run()
    assert result.other_price is None and start_ratio(result.table) == 1.0
    assert set(result.price_comparison()["process"]) == {"mean_reverting"}


@pytest.mark.parametrize(("ratio", "far"), [(1.24, False), (1.25, True), (1 / 1.24, False), (1 / 1.25, True)])
def test_a_quarter_off_either_way_is_far(ratio: float, far: bool) -> None:
    assert FAR == 1.25
    assert (run({"price_start_ratio": ratio}, plan=False).other_price is not None) == far


def test_the_second_run_is_the_one_that_asking_for_it_gives() -> None:
    result = run(HIGH)
    other = result.other_price
    assert other is not None
    alone = run(HIGH, price_process="persistent", price_comparison="off", comparators=False)
    assert alone.other_price is None
    assert other.runs.state_hash == alone.runs.state_hash != result.runs.state_hash
    # And the first is not changed by the second.
    assert run(HIGH, price_comparison="off").runs.state_hash == result.runs.state_hash
    assert result.value("price", year=0)["p50"] == pytest.approx(other.value("price", year=0)["p50"])
    assert result.value("price")["p50"] < 0.85 * other.value("price")["p50"]


def test_prices_incomes_gap_and_returns_stand_side_by_side(tmp_path: pathlib.Path) -> None:
    result = run(HIGH)
    table = result.price_comparison()
    assert set(table["process"]) == {"mean_reverting", "persistent"}
    for process, made in (("mean_reverting", result), ("persistent", result.other_price)):
        assert made is not None
        own = table[table["process"] == process].set_index(["arm", "figure", "kind"])
        for figure in ("price", "income", "gap"):
            assert own.loc[("baseline", figure, "level"), "p50"] == made.value(figure)["p50"]
            assert own.loc[("programme", figure, "change"), "p50"] == made.value(figure, arm="programme", kind="change")["p50"]
        returns = made.returns("society").set_index(["arm", "metric"])
        assert own.loc[("programme", "benefit_cost_ratio", "society"), "p50"] == returns.loc[("programme", "benefit_cost_ratio"), "p50"]
    result.save(tmp_path)
    summary = json.loads((tmp_path / "summary.json").read_text())
    known = summary["price_processes"]
    assert known["compared"] and known["start_ratio"] == 1.9 and known["process"] == "mean_reverting"
    assert known["figures"]["persistent"]["baseline"]["income"]["level"]["p50"] == result.other_price.value("income")["p50"]  # type: ignore[union-attr]
    page = (tmp_path / "report.html").read_text()
    assert "If the price comes back to its mean, and if it stays" in page
    for process in ("mean_reverting", "persistent"):
        assert f'data-key="/price_processes/figures/{process}/programme/benefit_cost_ratio/society/p50"' in page
    assert "If the price comes back" not in re.sub(r"\s+", " ", run()._repr_html_())


def test_the_comparison_is_asked_for_refused_and_remembered(tmp_path: pathlib.Path) -> None:
    assert other_process("persistent") == "mean_reverting" and other_process("mean_reverting") == "persistent"
    on = run(plan=False, price_comparison="on")
    assert on.other_price is not None and on.other_price.settings["price_process"] == "persistent"
    file = tmp_path / "plan.toml"
    file.write_text('schema = 1\n[market]\nprice_process = "persistent"\nprice_comparison = "off"\n')
    read = sh.read_programme(file)
    assert (read.price_process, read.price_comparison) == ("persistent", "off")
    assert 'price_process = "persistent"' in read.to_toml() and "price_process" not in sh.Programme([]).to_toml()
    for body, said in (('price_process = "walk"', "persistent"), ('price_comparison = "maybe"', "automatic")):
        file.write_text(f"schema = 1\n[market]\n{body}\n")
        with pytest.raises(sh.ProgrammeError, match=said):
            sh.read_programme(file)
    with pytest.raises(sh.ProgrammeError, match="price process"):
        run(plan=False, price_process="walk")
    from smallholder.again import command_line

    assert "--price-comparison on" in command_line(on)


def test_progress_counts_both_runs() -> None:
    seen: list[tuple[int, int]] = []
    run(HIGH, plan=False, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (8, 8) and {total for _, total in seen} == {8}
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
