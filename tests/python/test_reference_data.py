# SPDX-License-Identifier: Apache-2.0
"""Reference rows that are computed from data with licences of their own, kept outside the repository.

TA37 and TB15 hold the defaults of weather and price to the series they come from; TA38 is the living-income share under six
fixed scenarios, through a whole run with nothing of the model in it: year 0 as the survey recorded it.
"""

import pathlib

import numpy as np
import pandas as pd
import pytest
import smallholder as sh
from smallholder import _core
from smallholder.survey import Survey, read_survey


@pytest.fixture(scope="module")
def data(request: pytest.FixtureRequest) -> pathlib.Path:
    return request.getfixturevalue("shared_data")


@pytest.fixture(scope="module")
def parameters() -> dict[str, dict[str, float]]:
    return {row["name"]: row for row in _core.ParameterTable.shipped().rows()}


def autoregression(x: np.ndarray) -> tuple[float, float, float]:
    """phi, its standard error and sigma of x' = a + phi x + sigma e, by least squares."""
    y, z = x[1:], np.column_stack([np.ones(len(x) - 1), x[:-1]])
    coefficient, *_ = np.linalg.lstsq(z, y, rcond=None)
    residual = y - z @ coefficient
    sigma2 = float(residual @ residual) / (len(y) - 2)
    return float(coefficient[1]), float(np.sqrt(sigma2 * np.linalg.inv(z.T @ z)[1, 1])), float(np.sqrt(sigma2))


# ---- TA37: national yields ------------------------------------------------------------------------------------------------

def log_yields(data: pathlib.Path, first: int) -> np.ndarray:
    table = pd.read_csv(data / "weather_ghana/ghana_cocoa_yield_rain_temp_annual_1961_2023.csv")
    return np.log(table.loc[table["Year"] >= first, "Yield_kg_per_ha"].to_numpy(float))


def detrended(x: np.ndarray) -> tuple[float, float]:
    t = np.arange(len(x), dtype=float)
    r = x - np.polyval(np.polyfit(t, x, 2), t)
    return float(r.std(ddof=1)), float(np.corrcoef(r[1:], r[:-1])[0, 1])


def test_ta37_yields_of_ghana_in_faostat(data: pathlib.Path) -> None:
    assert detrended(log_yields(data, 1961)) == pytest.approx((0.155, 0.68), abs=0.005)
    assert detrended(log_yields(data, 1990)) == pytest.approx((0.120, 0.55), abs=0.005)
    assert np.diff(log_yields(data, 1990)).std(ddof=1) == pytest.approx(0.115, abs=0.005)


# ---- TB15: the world price ------------------------------------------------------------------------------------------------

def test_tb15_world_price_in_the_pink_sheet_to_2023(data: pathlib.Path, parameters: dict[str, dict[str, float]]) -> None:
    table = pd.read_csv(data / "worldbank_pink_sheet/pink_sheet_monthly_agri_to_2023.csv")
    year = table["month"].str[:4].astype(int)
    yearly = np.log(table.groupby(year)["Cocoa ($/kg)"].mean())
    phi, error, sigma = autoregression(yearly.loc[1980:2023].to_numpy(float))
    assert (phi, error, sigma) == pytest.approx((0.881, 0.081, 0.175), abs=0.002)
    # The defaults stand on it.
    assert abs(parameters["price_phi"]["value"] - phi) < 0.1 * error
    assert parameters["price_sd"]["value"] == pytest.approx(sigma, rel=0.02)


# ---- TA38: who would reach the benchmark under fixed scenarios --------------------------------------------------------------

@pytest.fixture(scope="module")
def kit(data: pathlib.Path) -> Survey:
    return read_survey(data / "kit_cocoa/kit_ghana_households.csv", "kit_ghana")


SCENARIOS = ("actual net", "actual gross", "price doubled", "600 kg/ha at least", "1,500 kg/ha", "1,500 kg/ha less 30% cost")
EXPECTED = {False: (0.834, 0.794, 0.602, 0.656, 0.243, 0.413), True: (0.798, 0.762, 0.554, 0.597, 0.198, 0.360)}


def scenario_incomes(kit: Survey, food: bool) -> dict[str, np.ndarray]:
    c = kit.columns()
    price, area, other = c["farm_gate_price_usd_per_kg"], c["area_ha"], np.maximum(c["other_income_usd"], 0.0)
    own_food = c["food_value_usd"] if food else 0.0
    incomes = (c["income_usd"], other + c["revenue_usd"], other + 2.0 * c["revenue_usd"],
               other + np.maximum(c["yield_kg_per_ha"], 600.0) * area * price, other + 1500.0 * area * price,
               other + 0.7 * 1500.0 * area * price)
    return {name: income + own_food for name, income in zip(SCENARIOS, incomes, strict=True)}


def share_below(kit: Survey, income: np.ndarray, *, shuffle: int | None, money: float) -> float:
    """Read as a survey, completed, anchored and run: the share below the benchmark in year 0, by the engine's own count."""
    c = kit.columns()
    frame = pd.DataFrame({
        "household_id": [str(each) for each in kit.ids], "weight": kit.weights, "segment": kit["segment"].to_numpy(),
        "area_ha": np.maximum(c["area_ha"], 0.1), "household_size": c["household_size"], "income_usd": money * income,
        "benchmark_usd": money * c["benchmark_usd"], "currency": "USD", "price_year": 2018})
    if shuffle is not None:
        frame = frame.sample(frac=1.0, random_state=shuffle)
        assert list(frame["household_id"]) != [str(each) for each in kit.ids]
    survey = read_survey(frame, "smallholder")
    assert len(survey) == 934
    result = sh.simulate(survey, years=1, draws=1, replicates=1, draw_parameters=False, progress=False)
    return 1.0 - float(result.value("reaching_benchmark", year=0)["mean"])


@pytest.mark.parametrize("food", [False, True], ids=["own food not counted", "own food counted"])
@pytest.mark.parametrize("scenario", range(6), ids=SCENARIOS)
def test_ta38_scenarios_through_a_run(kit: Survey, scenario: int, food: bool) -> None:
    income = scenario_incomes(kit, food)[SCENARIOS[scenario]]
    plain = share_below(kit, income, shuffle=None, money=1.0)
    assert plain == pytest.approx(EXPECTED[food][scenario], abs=0.001)
    # Rows in another order and money counted in half dollars change nothing at all.
    assert share_below(kit, income, shuffle=4, money=2.0) == plain
