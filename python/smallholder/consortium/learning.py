# SPDX-License-Identifier: Apache-2.0
"""What measuring is worth: alone, together, and with measures that fit together. Spreads are shares of an effect unless you choose otherwise."""

from __future__ import annotations

from typing import Any, NamedTuple

from .._core import alliance as _core
from .options import with_options
from .parameter_rows import Changes

__all__ = ["BestStudy", "Study", "partial_pooling_weight", "reallocation_lag", "study", "unit_normal_loss", "value_of_local_plans"]


class BestStudy(NamedTuple):
    """How far to share measurement, and how much to measure.

    shared_measurement      in [0, 1]
    observations            households, by each member
    net_value               of the study, after all costs                   USD
    inner_measurement, inner_observations   away from the ends: a true balance, not "all" or "nothing"
    """

    shared_measurement: float
    observations: float
    net_value: float
    inner_measurement: bool
    inner_observations: bool


class Study:
    """A choice between two arms that members could measure first; make one with `study`."""

    def __init__(self, core: _core.Study) -> None:
        self._core = core

    def value(self, shared_measurement: float, observations: float) -> float:
        """EVSI: what the choice gains by `observations` households measured by each member.    USD"""
        return _core.evsi(self._core, shared_measurement, observations)

    def value_of_certainty(self) -> float:
        """EVPI: what knowing for sure would gain; no study can be worth more.    USD"""
        return _core.evpi(self._core)

    def net_value(self, shared_measurement: float, observations: float) -> float:
        """ENBS: `value` less the costs of observing, of the common system and of disclosing.    USD"""
        return _core.enbs(self._core, shared_measurement, observations)

    def best(self, most_observations: float) -> BestStudy:
        """The study with the highest net value, up to so many observations by each member."""
        return BestStudy(*_core.best_study(self._core, most_observations))


def study(**options: Any) -> Study:
    """A study.

    stake                households x years x USD per unit of effect       USD
    mean_gap             expected difference of the two arms
    prior_sd             how unsure one is of it
    sampling_sd          spread between households
    incompatibility_sd   spread of biases between members whose measures do not fit together
    members              who measure
    observation_cost     USD per household
    system_cost          USD at full shared measurement, in proportion to it
    disclosure_cost      USD at full shared measurement, rising with its square
    """
    return Study(with_options(_core.Study(), options, "sh.consortium.study"))


def unit_normal_loss(z: float) -> float:
    """Mean of max(0, Z - z) for a standard normal Z."""
    return _core.unit_normal_loss(z)


def partial_pooling_weight(context_sd: float, sampling_sd: float, observations: float) -> float:
    """Weight of a region's own data against what holds everywhere, in [0, 1]."""
    return _core.partial_pooling_weight(context_sd, sampling_sd, observations)


def value_of_local_plans(*, stake: float, mean_gap: float, prior_sd: float, context_sd: float, sampling_sd: float,
                         observations: float) -> float:
    """What plans that differ by region gain over one plan for all, per region.    USD

    context_sd   how much effects differ between regions; the other arguments as in `study`
    """
    return _core.value_of_local_plans(stake, mean_gap, prior_sd, context_sd, sampling_sd, observations)


def reallocation_lag(parameters: Changes | None = None) -> int:
    """Whole years from a signal to money that follows it, at the row communication."""
    return _core.reallocation_lag(dict(parameters or {}))
