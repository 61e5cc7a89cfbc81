# SPDX-License-Identifier: Apache-2.0
"""Models that others use, in closed form: to see what a simulation adds to them, and to check it where they must agree.

    import smallholder as sh

    sh.reference.spreadsheet_income(land_ha=2.9, yield_kg_per_ha=423, price_per_kg=1.864, cost=403)
    sh.reference.heterogeneous_adoption(mean_gain=40, gain_sd=120).share
    sh.reference.settled_market(1.05, sh.reference.COCOA_LONG_RUN).price

Units and money are the caller's own, one money throughout. Functions whose arguments are numbers also take columns of one
length (lists, arrays, Series) and then give columns back, one figure per entry: draws, farms, years.

Errors: `smallholder.RangeError` for what is out of range, `smallholder.SchemaError` for what is no number or of another
length; both are ValueErrors. Formulas and sources: the C++ headers ``livelihood/adoption_*.hpp``, ``market/world_supply.hpp``,
``evaluate/reference_*.hpp``; pages: docs/reference_models.md, docs/notation.md#reference-models.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from ._core import reference as _core
from ._core.reference import SettledMarket
from .arrays import Column, column, elementwise, streams, whole_number
from .errors import RangeError, SchemaError

__all__ = [
    "COCOA_LONG_RUN", "COCOA_SHORT_RUN", "ContagionPath", "Elasticities", "HeterogeneousAdoption", "PovertyTrap",
    "SettledMarket", "SurplusChange", "Tenant", "bass_path", "bass_peak", "bass_rate", "bass_share", "contagion",
    "cost_reduction", "economic_surplus", "gain_spread", "heterogeneous_adoption", "local_multipliers", "nerlove_path",
    "nominal_multiplier", "real_multiplier", "ring_of_contacts", "settled_market", "spreadsheet_income", "supply_shift",
    "target_input_profit", "tenant",
]


# ---- the spreadsheet ----------------------------------------------------------------------------------------------


def spreadsheet_income(land_ha: npt.ArrayLike, yield_kg_per_ha: npt.ArrayLike, price_per_kg: npt.ArrayLike,
                       cost: npt.ArrayLike) -> Any:
    """Land x yield x price - cost: what most business cases rest on.

    land_ha           ha          >= 0
    yield_kg_per_ha   kg/ha/yr    >= 0
    price_per_kg      money/kg    >= 0
    cost              money/yr    of the whole farm
    """
    where = "sh.reference.spreadsheet_income"

    def one(land: float, kg_per_ha: float, price: float, cost: float) -> float:
        for name, value in (("land_ha", land), ("yield_kg_per_ha", kg_per_ha), ("price_per_kg", price), ("cost", cost)):
            if not np.isfinite(value) or (value < 0 and name != "cost"):
                raise RangeError(f"{name} is {value:g}", where, "Use finite numbers; land, yield and price of zero or more")
        return _core.spreadsheet_income(land, kg_per_ha, price, cost)

    return elementwise(one, where, land_ha=land_ha, yield_kg_per_ha=yield_kg_per_ha, price_per_kg=price_per_kg, cost=cost)


# ---- who adopts ---------------------------------------------------------------------------------------------------


class HeterogeneousAdoption(NamedTuple):
    """Who adopts and what comes of it, before any payment is counted.

    share              of farms that adopt                              1
    gain_of_adopters   mean over those who do; NaN when nobody does     money/yr
    gain_per_farm      mean over all farms                              money/yr
    """

    share: Any
    gain_of_adopters: Any
    gain_per_farm: Any


def heterogeneous_adoption(mean_gain: npt.ArrayLike, gain_sd: npt.ArrayLike,
                           payment: npt.ArrayLike = 0.0) -> HeterogeneousAdoption:
    """How many adopt when the same practice pays on some farms and not on others (TOA-MD): gains are normal over farms, and a
    farm adopts when its gain and the payment together are above zero.

    mean_gain, gain_sd   of adopting, all costs counted   money/yr
    payment              for adopting, from outside       money/yr; negative: a fee
    Everybody knows his own gain, has the cash, and decides once and at once.
    """
    return HeterogeneousAdoption(*elementwise(_core.heterogeneous_adoption, "sh.reference.heterogeneous_adoption",
                                              mean_gain=mean_gain, gain_sd=gain_sd, payment=payment))


def gain_spread(sd_old: npt.ArrayLike, sd_new: npt.ArrayLike, correlation: npt.ArrayLike) -> Any:
    """Spread over farms of the gain, from those of what the old and the new system earn and their correlation."""
    return elementwise(_core.gain_spread, "sh.reference.gain_spread", sd_old=sd_old, sd_new=sd_new, correlation=correlation)


def bass_share(years: npt.ArrayLike, p: npt.ArrayLike = 0.03, q: npt.ArrayLike = 0.38) -> Any:
    """Share that has adopted after so many years when some start by themselves (p) and others copy (q), per year (Bass).

    Averages over many products: p 0.03, q 0.38 (Sultan, Farley and Lehmann 1990).
    """
    return elementwise(_core.bass_share, "sh.reference.bass_share", p=p, q=q, years=years)


def bass_rate(years: npt.ArrayLike, p: npt.ArrayLike = 0.03, q: npt.ArrayLike = 0.38) -> Any:
    """Share that adopts per year at that time: the slope of `bass_share`."""
    return elementwise(_core.bass_rate, "sh.reference.bass_rate", p=p, q=q, years=years)


def bass_peak(p: npt.ArrayLike = 0.03, q: npt.ArrayLike = 0.38) -> Any:
    """Years until most adopt in a year: ln(q/p)/(p + q); 0 when imitation is not stronger than innovation."""
    return elementwise(_core.bass_peak, "sh.reference.bass_peak", p=p, q=q)


def bass_path(years: int, p: float = 0.03, q: float = 0.38, first: float = 0.0) -> Column:
    """Shares after 0, 1, ..., years by a yearly chance p + q F (at most 1): the form a yearly model must nest."""
    return _core.bass_path(p, q, whole_number(years, "years", "sh.reference.bass_path"), first)


def target_input_profit(trials: npt.ArrayLike, best: npt.ArrayLike, season_variance: npt.ArrayLike,
                        belief_variance: npt.ArrayLike) -> Any:
    """What a new crop earns while its best handling is being found out: best - v_u - 1/(1/v_0 + n/v_u).

    trials            seasons seen, own and neighbours'                           >= 0
    best              profit at the right input; being off by e costs e^2         money/yr
    season_variance   of the right input from season to season                    (input)^2
    belief_variance   of the first belief about its mean                          (input)^2
    """
    return elementwise(_core.target_input_profit, "sh.reference.target_input_profit", trials=trials, best=best,
                       season_variance=season_variance, belief_variance=belief_variance)


class ContagionPath(NamedTuple):
    """How a practice spread.

    adopters   how many there are after 0, 1, 2, ... years; ends when nobody joins any more
    year       of adoption by person: 0 for seeds, -1 for those who never do
    """

    adopters: npt.NDArray[np.int64]
    year: npt.NDArray[np.int64]


def contagion(pairs: Iterable[tuple[int, int]] | npt.ArrayLike, seeds: Iterable[int], threshold: int, *, people: int,
              years: int = 1000) -> ContagionPath:
    """Adoption when a person needs to see `threshold` contacts who have adopted (complex contagion).

    pairs    mutual contacts, people numbered from 0; a pair named twice counts once
    seeds    who begins
    """
    where = "sh.reference.contagion"
    links = [(whole_number(a, "a person", where), whole_number(b, "a person", where)) for a, b in _pairs(pairs, where)]
    adopters, year = _core.contagion(whole_number(people, "people", where), links,
                                     [whole_number(one, "a seed", where) for one in seeds],
                                     whole_number(threshold, "threshold", where), whole_number(years, "years", where))
    return ContagionPath(np.array(adopters, dtype=np.int64), np.array(year, dtype=np.int64))


def _pairs(pairs: Any, where: str) -> list[tuple[Any, Any]]:
    try:
        return [(a, b) for a, b in pairs]
    except (TypeError, ValueError):
        raise SchemaError("pairs is no list of pairs", where, "Pass [(0, 1), (1, 2), ...] or an array of two columns") from None


def ring_of_contacts(people: int, reach: int) -> list[tuple[int, int]]:
    """Pairs of people in a circle, each knowing the `reach` nearest on either side."""
    where = "sh.reference.ring_of_contacts"
    return _core.ring_of_contacts(whole_number(people, "people", where), whole_number(reach, "reach", where))


# ---- tenants and traps --------------------------------------------------------------------------------------------


class Tenant(NamedTuple):
    """Work and harvest of a tenant over those of an owner on the same land, 1."""

    effort: Any
    output: Any


def tenant(share: npt.ArrayLike, labour_elasticity: npt.ArrayLike, supervision: npt.ArrayLike = 0.0) -> Tenant:
    """How much less a tenant works who keeps a share of what the work brings (Marshall's upper bound).

    share               of the output the tenant keeps                    1, in (0, 1]
    labour_elasticity   of output                                         1, in (0, 1)
    supervision         share of the lost incentive that it restores      1, in [0, 1]
    """
    return Tenant(*elementwise(_core.tenant, "sh.reference.tenant", share=share, labour_elasticity=labour_elasticity,
                               supervision=supervision))


@dataclass(frozen=True)
class PovertyTrap:
    """Assets next year as a bent line of this year's: lowest + (highest - lowest) A^bend / (A^bend + midpoint^bend).

    lowest, highest   where the poorest and the richest end up     >= 0, in one unit
    midpoint          assets at which half the way is gone         > 0
    bend              how sharp the bend is                        >= 1
    """

    lowest: float
    highest: float
    midpoint: float
    bend: float

    def fixed_points(self) -> pd.DataFrame:
        """Where assets stay once they are there: columns assets, slope, stable; the unstable one is the threshold."""
        rows = _core.fixed_points(self.lowest, self.highest, self.midpoint, self.bend)
        frame = pd.DataFrame(rows, columns=["assets", "slope"])
        return frame.assign(stable=frame["slope"] < 1.0)

    def path(self, first: float, years: int) -> Column:
        """Assets after 0, 1, ..., years."""
        count = whole_number(years, "years", "sh.reference.PovertyTrap.path")
        return np.array(_core.assets_path(self.lowest, self.highest, self.midpoint, self.bend, first, count))


# ---- markets ------------------------------------------------------------------------------------------------------


class Elasticities(NamedTuple):
    """How supply and demand answer a price that is 1% higher, in per cent: supply >= 0, demand <= 0, not both 0."""

    supply: float
    demand: float


#: World cocoa within a year, and after all have adjusted: Tothmihaly (2018), yearly 1963-2013.
COCOA_SHORT_RUN = Elasticities(*_core.COCOA_SHORT_RUN)
COCOA_LONG_RUN = Elasticities(*_core.COCOA_LONG_RUN)


def supply_shift(share: npt.ArrayLike, adoption: npt.ArrayLike, gain: npt.ArrayLike) -> Any:
    """How far a programme moves the supply of the world: 1 + share x adoption x (gain - 1).

    share      of the world's production that the farmers reached stand for   1, in [0, 1]
    adoption   share of them that adopt                                       1, in [0, 1]
    gain       output of an adopter over what it was, 3 when it triples       1, > 0
    """
    return elementwise(_core.supply_shift, "sh.reference.supply_shift", share=share, adoption=adoption, gain=gain)


def settled_market(shift: float, elasticities: tuple[float, float] = COCOA_LONG_RUN) -> SettledMarket:
    """The world market after everybody has adjusted to a supply of `shift` times what it was; constant elasticities.

    Returns an object whose figures are relative to the world without the shift, costs not counted:
      price, quantity
      revenue                 of all growers
      others_revenue          of a grower who did not change
      adopter_revenue(gain)   of one whose output at old prices is `gain` times what it was
    """
    return _core.settled_market(shift, _two(elasticities, "sh.reference.settled_market"))


def nerlove_path(shifts: npt.ArrayLike, short_run: tuple[float, float] = COCOA_SHORT_RUN,
                 long_run: tuple[float, float] = COCOA_LONG_RUN) -> pd.DataFrame:
    """The years on the way there: supply and demand move part of the way each year (Nerlove's partial adjustment).

    shifts   supply at unchanged prices in years 1, 2, ..., over what it was   1, > 0
    Returns a data frame indexed by year: shift, price, quantity, revenue of all growers; relative to no shift.
    """
    where = "sh.reference.nerlove_path"
    supply = column(shifts, "shifts", where)
    price, quantity = _core.nerlove_path(supply, _two(short_run, where), _two(long_run, where))
    return pd.DataFrame({"shift": supply, "price": price, "quantity": quantity, "revenue": price * quantity},
                        index=pd.RangeIndex(1, len(supply) + 1, name="year"))


def _two(elasticities: Any, where: str) -> tuple[float, float]:
    try:
        supply, demand = elasticities
        return float(supply), float(demand)
    except (TypeError, ValueError):
        raise SchemaError(f"elasticities is {elasticities!r}", where,
                          "Pass sh.reference.Elasticities(supply=0.57, demand=-0.34)") from None


class SurplusChange(NamedTuple):
    """Change of surplus in a year against no new practice.

    consumers, growers, total   money/yr
    price_fall                  share of the first price      1
    output_rise                 share of the first quantity   1
    """

    consumers: Any
    growers: Any
    total: Any
    price_fall: Any
    output_rise: Any


def economic_surplus(k: npt.ArrayLike, price: npt.ArrayLike, quantity: npt.ArrayLike,
                     elasticities: tuple[float, float], economy: Literal["closed", "small_open"] = "closed") -> SurplusChange:
    """Who gains when unit costs fall by k of the price, with straight lines of supply and demand (Alston, Norton and Pardey).

    k                 fall of unit costs over the price, averaged over all output   1, below 1; see `cost_reduction`
    price, quantity   before                                                        money/t, t/yr
    elasticities      at that point: supply >= 0, demand <= 0
    economy           "closed": the price falls; "small_open": the world sets it, and demand plays no part
    """
    where = "sh.reference.economic_surplus"
    if economy not in ("closed", "small_open"):
        raise RangeError(f"economy is {economy!r}", where, "Use 'closed' or 'small_open'")
    pair, closed = _two(elasticities, where), economy == "closed"
    return SurplusChange(*elementwise(lambda k, p, q: _core.economic_surplus(closed, k, p, q, pair), where, k=k, price=price,
                                      quantity=quantity))


def cost_reduction(gain: npt.ArrayLike, supply_elasticity: npt.ArrayLike, *, cost: npt.ArrayLike = 0.0,
                   success: npt.ArrayLike = 1.0, adoption: npt.ArrayLike = 1.0, wear: npt.ArrayLike = 0.0) -> Any:
    """k from what a trial measures: (gain/es - cost/(1 + gain)) x success x adoption x (1 - wear).

    gain       rise of yield, as a share                                   1, > -1
    cost       rise of cost per hectare over the value of output per hectare   1
    success    chance that it works outside the trial                      1, in [0, 1]
    adoption   share of output under it                                    1, in [0, 1]
    wear       share of the gain lost by now                               1, in [0, 1]
    With an inelastic supply a small gain becomes an absurd fall of costs: prefer costs that were measured.
    """
    return elementwise(_core.cost_reduction, "sh.reference.cost_reduction", gain=gain, cost=cost,
                       supply_elasticity=supply_elasticity, success=success, adoption=adoption, wear=wear)


def local_multipliers(spending: npt.ArrayLike) -> Any:
    """Income that arises nearby, round after round: (I - C)^-1.

    spending   C[i][j]: what account i earns when account j has one more to spend   1, >= 0; square, a data frame keeps its
               names
    Returns the table of total income of i per unit brought to j from outside, that unit included. Nominal.
    """
    where = "sh.reference.local_multipliers"
    table = streams(spending, "spending", where, "account")
    count = len(table.rows)
    found = _core.local_multipliers(np.ascontiguousarray(table.rows.reshape(-1)), count).reshape(count, count)
    if isinstance(spending, pd.DataFrame):
        return pd.DataFrame(found, index=spending.index, columns=spending.columns)
    return found


def nominal_multiplier(local_spending: npt.ArrayLike, local_value_added: npt.ArrayLike) -> Any:
    """The same with one account: 1/(1 - share spent locally x share of that which is local income)."""
    return elementwise(_core.nominal_multiplier, "sh.reference.nominal_multiplier", local_spending=local_spending,
                       local_value_added=local_value_added)


def real_multiplier(nominal: npt.ArrayLike, elasticities: tuple[float, float]) -> Any:
    """What is left of it once local prices have risen: 1 + (nominal - 1) es/(es - ed), local elasticities."""
    where = "sh.reference.real_multiplier"
    pair = _two(elasticities, where)
    return elementwise(lambda one: _core.real_multiplier(one, pair), where, nominal=nominal)
