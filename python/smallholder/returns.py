# SPDX-License-Identifier: Apache-2.0
"""Returns on spending, from plain columns of flows.

    import smallholder as sh

    flows = [-1000, 300, 400, 500, 200]
    sh.returns.npv(0.08, flows)                     # the first flow is today's: t = 0
    sh.returns.irr(flows).the_only_rate()           # an error, with all of them, when there are several
    sh.returns.payback(flows, rate=0.08).first

Conventions. ``flows[t]`` is the net flow of year t, t = 0 first and not discounted; money in is positive. Rates are per
year, 0.10 for ten per cent, above -1; real with real flows, nominal with nominal ones. Lists, NumPy arrays, Series and
DataArrays are taken; a table (draws x years, years last) gives one figure per draw, in the form it came in: an array, a
Series for a data frame, a DataArray for one with a dimension ``year``. Wherever a single stream stands beside a table it
goes with each row.

Errors. Everything raises `smallholder.RangeError` for what is empty, missing, infinite or out of range, and
`smallholder.SchemaError` for what is ragged or no number; both are ValueErrors. All formulas are those of the C++ headers
``smallholder/evaluate/returns_*.hpp``; pages: docs/returns_and_metrics.md, docs/notation.md#returns.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy.typing as npt
import pandas as pd

from ._core import returns as _core
from ._core.returns import InternalRates
from .arrays import column, each, same_rows, streams, whole_number
from .errors import SchemaError

__all__ = [
    "BenefitCost", "CostEffectiveness", "InternalRates", "Payback", "SocialOutcome", "SocialReturn", "benefit_cost",
    "benefit_cost_ratio", "cost_effectiveness", "cvar", "cvar_of_normal", "irr", "mean_of_worst", "mirr",
    "net_benefit_to_cost", "npv", "npv_first_flow_in_year_one", "payback", "sroi", "value_at_risk",
]


def npv(rate: float, flows: npt.ArrayLike) -> Any:
    """Net present value: sum over t of flows[t] / (1 + rate)^t, t = 0, 1, 2, ...

    Not the spreadsheet's NPV, which discounts the first flow by a year: see `npv_first_flow_in_year_one`.

    flows   years, or draws x years   money
    Returns money of year 0: a number, or one per draw.
    """
    where = "sh.returns.npv"
    return each(lambda one: _core.npv(rate, one), where, streams(flows, "flows", where, "year"))


def npv_first_flow_in_year_one(rate: float, flows: npt.ArrayLike) -> Any:
    """What NPV() of Excel and LibreOffice gives for the same cells: `npv` divided by 1 + rate."""
    where = "sh.returns.npv_first_flow_in_year_one"
    return each(lambda one: _core.npv_first_flow_in_year_one(rate, one), where, streams(flows, "flows", where, "year"))


def irr(flows: npt.ArrayLike) -> InternalRates:
    """Every rate above -1 at which the NPV is zero: there may be none, one or many.

    flows   years   money; one stream. Over draws the number of rates differs: ask one by one.

    Returns an object with
      rates             all of them, increasing, 1/yr (array)
      unique            one rate, and proof that there is no other (Descartes' rule, or Norstrom's)
      none              whether there is none
      the_only_rate()   the rate; a RangeError that lists what there is when there are several or none
      sign_changes, cumulative_sign_changes
    """
    where = "sh.returns.irr"
    stream = streams(flows, "flows", where, "year")
    if not stream.single:
        raise SchemaError("flows is a table, and its rows may have different numbers of rates", where,
                          "Ask row by row: [sh.returns.irr(row) for row in flows]")
    return _core.irr(stream.rows[0])


def mirr(flows: npt.ArrayLike, finance_rate: float, reinvest_rate: float) -> Any:
    """Modified internal rate of return: inflows reinvested at one rate, outflows financed at another.

    (FV of inflows in the last year / PV of outflows)^(1/n) - 1, as the spreadsheet function MIRR.

    flows   years, or draws x years   money; at least one negative
    Returns 1/yr: a number, or one per draw.
    """
    where = "sh.returns.mirr"
    return each(lambda one: _core.mirr(one, finance_rate, reinvest_rate), where, streams(flows, "flows", where, "year"))


@dataclass(frozen=True)
class Payback:
    """Years until the money is back; infinity: never. Numbers, or one per draw.

    first     until the running total first reaches zero, on a straight line within the year
    lasting   until it does so for good; later than first when money is laid out again, for replanting say
    """

    first: Any
    lasting: Any


def payback(flows: npt.ArrayLike, rate: float | None = None) -> Payback:
    """How long until the outlay is paid back: simple, or discounted at a rate.

    flows   years, or draws x years   money
    rate    none for the simple payback   1/yr
    """
    where = "sh.returns.payback"
    discount = 0.0 if rate is None else rate
    first, lasting = each(lambda one: _core.payback(one, discount), where, streams(flows, "flows", where, "year"))
    return Payback(first, lasting)


@dataclass(frozen=True)
class BenefitCost:
    """Benefits and costs brought to year 0. Numbers, or one per draw.

    benefits, costs, net   present values; net is the NPV   money of year 0
    ratio                  benefits / costs                 1
    net_to_cost            net / costs = ratio - 1          1
    """

    benefits: Any
    costs: Any
    net: Any
    ratio: Any
    net_to_cost: Any


def benefit_cost(costs: npt.ArrayLike, benefits: npt.ArrayLike, rate: float) -> BenefitCost:
    """What comes back per unit spent, with its parts.

    costs      years, or draws x years   money, positive
    benefits   the same                  money; a harm is negative. May have more or fewer years than costs
    rate       discount rate             1/yr
    Whether a loss is booked as a cost or as a negative benefit moves the ratio but not the net.
    """
    where = "sh.returns.benefit_cost"
    _same_first_year(costs, benefits, where)
    spent, gained = streams(costs, "costs", where, "year"), streams(benefits, "benefits", where, "year")
    return BenefitCost(*each(lambda c, b: _core.benefit_cost(c, b, rate), where, spent, gained))


def _same_first_year(costs: Any, benefits: Any, where: str) -> None:
    """Two Series with years as index must begin in the same year, or one is a year off in silence."""
    if isinstance(costs, pd.Series) and isinstance(benefits, pd.Series) and len(costs) and len(benefits):
        shorter = min(len(costs), len(benefits))
        if not costs.index[:shorter].equals(benefits.index[:shorter]):
            raise SchemaError(f"costs begins at {costs.index[0]} and benefits at {benefits.index[0]}, or their years "
                              "differ later", where, "Give both the same years, with 0 for a year without a flow")


def benefit_cost_ratio(costs: npt.ArrayLike, benefits: npt.ArrayLike, rate: float) -> Any:
    """Present value of benefits over present value of costs; see `benefit_cost`."""
    return benefit_cost(costs, benefits, rate).ratio


def net_benefit_to_cost(costs: npt.ArrayLike, benefits: npt.ArrayLike, rate: float) -> Any:
    """Present value of benefits less costs, over that of costs: the ratio less one; see `benefit_cost`."""
    return benefit_cost(costs, benefits, rate).net_to_cost


@dataclass(frozen=True)
class SocialOutcome:
    """Something that changed, valued in money by a proxy that is named.

    name          what changes, "days ill avoided"
    proxy         what money value it is given, and where that is from
    value         of each year, year 0 first                        money/yr
    deadweight    share that would have happened anyway             1, in [0, 1]; 0 for a simulated difference
    attribution   share due to this programme and not to others     1, in [0, 1]
    displacement  share only moved from somebody else               1, in [0, 1]
    drop_off      share of the claim lost each year after the first 1/yr, in [0, 1]
    """

    name: str
    proxy: str
    value: npt.ArrayLike
    deadweight: float = 0.0
    attribution: float = 1.0
    displacement: float = 0.0
    drop_off: float = 0.0


@dataclass(frozen=True)
class SocialReturn:
    """A social return with what is needed to argue about it.

    ratio              outcomes / inputs                             1
    outcomes, inputs   present values                                money of year 0
    lines              data frame: name, proxy, present_value after all deductions, one row per outcome
    """

    ratio: float
    outcomes: float
    inputs: float
    lines: pd.DataFrame


def sroi(outcomes: SocialOutcome | Iterable[SocialOutcome], inputs: npt.ArrayLike, rate: float) -> SocialReturn:
    """Social return on investment: the money worth of what changed, less what cannot be claimed, per unit put in.

    outcomes   one or several `SocialOutcome`
    inputs     spending of each year, year 0 first   money, positive
    rate       discount rate                         1/yr
    """
    where = "sh.returns.sroi"
    claims = [outcomes] if isinstance(outcomes, SocialOutcome) else list(outcomes)
    found = _core.social_return(
        [(one.name, one.proxy, column(one.value, f"value of '{one.name}'", where), one.deadweight, one.attribution,
          one.displacement, one.drop_off) for one in claims],
        column(inputs, "inputs", where), rate)
    lines = pd.DataFrame(found["lines"], columns=["name", "proxy", "present_value"])
    return SocialReturn(found["ratio"], found["outcomes"], found["inputs"], lines)


@dataclass(frozen=True)
class CostEffectiveness:
    """What a unit of an outcome costs, and whether that figure means anything.

    ratio_of_means    mean cost / mean outcome: what a unit costs on average; NaN when the mean outcome is not above
                      zero                                                                    money/unit
    low, high         5-95% interval of it, by bootstrap over the rows                        money/unit
    fieller           shape, low, high of Fieller's set at the level asked for: "between" low and high, "outside" them
                      (the outcome may be nil, so the ratio may be infinite), or "everything"
    mean_of_ratios    mean of cost / outcome, over rows that are not flagged. Another figure: do not mix the two
    p5, p50, p95      of cost / outcome over the rows; a row that gains nothing costs infinity
    draws             rows
    without_outcome   rows with an outcome of zero or less: flagged
    near_zero         rows with an outcome so small that their ratio explodes: flagged
    plane             shares of rows: dearer_better, cheaper_better, dearer_worse, cheaper_worse
    outcome_p5, outcome_p95, outcome_includes_zero
                      when True a cost per unit is no figure to quote; show `plane`
    """

    ratio_of_means: float
    low: float
    high: float
    fieller: tuple[str, float, float]
    mean_of_ratios: float
    p5: float
    p50: float
    p95: float
    draws: int
    without_outcome: int
    near_zero: int
    plane: dict[str, float]
    outcome_p5: float
    outcome_p95: float
    outcome_includes_zero: bool

    @property
    def flagged(self) -> bool:
        """Whether any row has no outcome or next to none."""
        return self.without_outcome + self.near_zero > 0


def cost_effectiveness(costs: npt.ArrayLike, outcomes: npt.ArrayLike, *, level: float = 0.9, near_zero_share: float = 0.01,
                       resamples: int = 1000, seed: int = 1) -> CostEffectiveness:
    """Cost per household lifted, per day of illness avoided, per tonne: over rows of the uncertain.

    costs, outcomes   one pair per row: draws of the model, or households of a trial   money, unit
    level             of Fieller's set                                                 1, in (0, 1)
    near_zero_share   outcomes under this share of their mean size are flagged         1
    resamples, seed   of the bootstrap
    Over draws of a model the two intervals say how well so many draws pin down the mean; p5 to p95 say how different the
    draws are. At least two rows.
    """
    where = "sh.returns.cost_effectiveness"
    same_rows(where, costs=costs, outcomes=outcomes)
    paid, gained = column(costs, "costs", where), column(outcomes, "outcomes", where)
    found = _core.cost_per_outcome(paid, gained, near_zero_share, whole_number(resamples, "resamples", where),
                                   whole_number(seed, "seed", where))
    plane = _core.effectiveness_plane(paid, gained)
    quarters = {name: plane.pop(name) for name in ("dearer_better", "cheaper_better", "dearer_worse", "cheaper_worse")}
    return CostEffectiveness(fieller=_core.fieller(paid, gained, level), plane=quarters, **found, **plane)


def _tail(losses: npt.ArrayLike, level: float, weights: npt.ArrayLike | None, where: str) -> tuple[float, float]:
    same_rows(where, losses=losses, weights=weights)
    return _core.cvar(column(losses, "losses", where), level, None if weights is None else column(weights, "weights", where))


def cvar(losses: npt.ArrayLike, level: float, weights: npt.ArrayLike | None = None) -> float:
    """Conditional value at risk: the mean of the worst share 1 - level of losses.

    losses    one per draw or household, positive is bad   any unit (for incomes pass minus income)
    level     0.95 for the worst twentieth                 1, in [0, 1)
    A loss that straddles the level is split, so that exactly the share 1 - level is averaged (Rockafellar and Uryasev).
    """
    return _tail(losses, level, weights, "sh.returns.cvar")[1]


def value_at_risk(losses: npt.ArrayLike, level: float, weights: npt.ArrayLike | None = None) -> float:
    """The smallest loss that is not exceeded with probability `level`; arguments as in `cvar`."""
    return _tail(losses, level, weights, "sh.returns.value_at_risk")[0]


def cvar_of_normal(mean: float, standard_deviation: float, level: float) -> float:
    """The same for losses that follow a normal distribution: mean + sd phi(z) / (1 - level)."""
    return _core.cvar_of_normal(mean, standard_deviation, level)[1]


def mean_of_worst(outcomes: npt.ArrayLike, share: float, weights: npt.ArrayLike | None = None) -> float:
    """The mean of the lowest share of outcomes (more is better), 0.1 for the poorest tenth."""
    where = "sh.returns.mean_of_worst"
    same_rows(where, outcomes=outcomes, weights=weights)
    return _core.mean_of_worst(column(outcomes, "outcomes", where), share,
                               None if weights is None else column(weights, "weights", where))
