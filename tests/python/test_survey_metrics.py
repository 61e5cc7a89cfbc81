# SPDX-License-Identifier: Apache-2.0
"""The bound measures agree with NumPy, take columns as they are, and raise our own errors."""

import numpy as np
import pytest
from smallholder._core import metrics
from smallholder.errors import RangeError, SmallholderError

RNG = np.random.default_rng(5)
INCOME = RNG.lognormal(7.3, 0.8, 400)
LINE = np.where(np.arange(400) % 3 == 0, 2000.0, 2600.0)
WEIGHT = RNG.uniform(0.5, 3.0, 400)


def test_fgt_gini_and_means_against_numpy() -> None:
    gap = np.clip(1 - INCOME / LINE, 0, None)
    for alpha in (0.0, 1.0, 2.0):
        expected = np.average(np.where(gap > 0, gap**alpha, 0.0), weights=WEIGHT)
        assert metrics.fgt(INCOME, LINE, alpha, WEIGHT) == pytest.approx(expected, rel=1e-12)
    assert metrics.fgt(INCOME, 2000.0, 0.0) == pytest.approx((INCOME < 2000.0).mean(), rel=1e-12)
    differences = np.abs(INCOME[:, None] - INCOME[None, :]) * WEIGHT[:, None] * WEIGHT[None, :]
    mean = np.average(INCOME, weights=WEIGHT)
    expected = differences.sum() / (2 * WEIGHT.sum() ** 2 * mean)
    assert metrics.gini(INCOME, WEIGHT) == pytest.approx(expected, rel=1e-10)
    assert metrics.weighted_mean(INCOME, WEIGHT) == pytest.approx(mean, rel=1e-12)


def test_quantiles_and_spread_with_equal_weights() -> None:
    for p in (0.0, 0.1, 0.5, 0.9, 1.0):
        expected = np.quantile(INCOME, p)
        assert metrics.weighted_quantile(INCOME, None, p) == pytest.approx(expected, rel=1e-12)
        assert metrics.weighted_quantile(INCOME, np.full(400, 2.0), p) == pytest.approx(expected)
    assert metrics.weighted_quantiles(INCOME, None, [0.2, 0.8]) == pytest.approx(
        list(np.quantile(INCOME, [0.2, 0.8])))
    assert metrics.weighted_standard_deviation(INCOME) == pytest.approx(INCOME.std(ddof=1), rel=1e-12)
    assert metrics.weighted_standard_error(INCOME) == pytest.approx(
        INCOME.std(ddof=1) / 20.0, rel=1e-12)
    assert metrics.effective_sample_size(WEIGHT) == pytest.approx(
        WEIGHT.sum() ** 2 / (WEIGHT**2).sum())


def test_living_income_and_its_sampling_errors() -> None:
    found = metrics.living_income(INCOME, LINE, WEIGHT)
    below = INCOME < LINE
    assert found["households"] == 400 and found["households_below"] == int(below.sum())
    assert found["share_reaching"] == pytest.approx(1 - np.average(below, weights=WEIGHT), rel=1e-12)
    assert found["mean_gap_all"] == pytest.approx(metrics.fgt(INCOME, LINE, 1.0, WEIGHT), rel=1e-14)
    errors = metrics.living_income_standard_errors(INCOME, LINE)
    share = below.mean()
    assert errors["share_reaching"] == pytest.approx(np.sqrt(share * (1 - share) / 399), rel=1e-12)
    with pytest.raises(RangeError, match="3 benchmarks for 400 households"):
        metrics.living_income_standard_errors(INCOME, LINE[:3].copy())


def test_core_errors_arrive_as_our_classes() -> None:
    with pytest.raises(RangeError) as caught:
        metrics.fgt(np.array([1.0, np.nan]), 1.0, 1.0)
    assert caught.value.where and caught.value.remedy and "NaN" in str(caught.value)
    assert isinstance(caught.value, ValueError) and isinstance(caught.value, SmallholderError)
    with pytest.raises(RangeError, match="dimensions"):
        metrics.gini(np.ones((2, 2)))


def test_nothing_is_converted_in_silence() -> None:
    for column in (INCOME.astype(np.float32), np.arange(5), [1.0, 2.0], INCOME[::2]):
        with pytest.raises(TypeError):
            metrics.gini(column)  # type: ignore[arg-type]
