# SPDX-License-Identifier: Apache-2.0
"""The books of a run: who paid, who received, what each perspective gained, and what to mind (docs/ledger.md)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from . import _core
from . import returns as plain_returns
from .errors import ProgrammeError, UnknownKeyError, nearest

if TYPE_CHECKING:
    from .result import Result

__all__ = ["cost_effectiveness", "flows", "ledger", "market", "perspectives", "social_return", "warnings"]

#: A gain that is still this share of its height in year 10 is taken to be undiminished.
UNDIMINISHED = 0.9
LONG = 10
#: Share of a cocoa programme's households that took up the whole package: 2% of 147,000 reached (CocoaAction 2016, evidence T26).
OBSERVED_FULL_PACKAGE = 0.02
MOSTLY = 0.5

#: Metrics of which less is better: closing a gap is the outcome, not opening it.
LESS_IS_BETTER = ("gap", "gap_with_food", "gap_usd", "poverty_headcount", "poverty_gap", "poverty_severity", "worse_off", "worse_off_early",
                  "days_ill", "illness_cost", "months_short", "debt", "infected", "gini")

#: Perspectives that discount as farmers do unless they have a rate of their own.
LIKE_FARMERS = ("participants", "other_farmers", "origin_farmers", "origin_growers")

#: Kinds of interventions of which full packages were hoped for.
TEACHING = ("farmer_training", "coaching", "input_credit", "input_subsidy", "composed", "prototype")


def perspectives(result: Result, arm: str | None = None) -> pd.DataFrame:
    """Whose gains are reported: name, the parties it takes together, meaning. Each payer of the run is one.

    Which payers "programme" takes together depends on the arm; the first of the programme's unless told.
    """
    place = min(1, len(result.arms) - 1) if arm is None else result.arms.index(_known_arm(result, arm))
    return pd.DataFrame(_core.perspectives(result.runs, place))


def ledger(result: Result, arm: str | None = None) -> pd.DataFrame:
    """Every line of the books by year: arm, year, what, kind, payer, beneficiary, mean, p5, p50, p95 in USD of all represented."""
    raw = _core.ledger(result.runs)
    table = pd.DataFrame({**raw, "arm": [result.arms[place] for place in raw["arm"]]})
    if arm is not None:
        table = table[table["arm"] == _known_arm(result, arm)]
    return table.reset_index(drop=True)


def flows(result: Result, perspective: str, arm: str | None = None, *, labour_charged: bool = False) -> pd.DataFrame:
    """What a perspective gains per finished draw (rows) and year (columns), USD, not discounted.

    Made for `sh.returns`: npv, irr, payback and the others take the table as it is. ProgrammeError for a perspective that is
    not there; also for one that nothing reached, since every figure of it would be an empty nought.
    """
    arm = _only_arm(result) if arm is None else _known_arm(result, arm)
    known = list(perspectives(result)["name"])
    if perspective not in known:
        close = nearest(perspective, known)
        raise UnknownKeyError(f'there is no perspective "{perspective}"', "flows",
                              f'did you mean "{close[0]}"?' if close else "known: " + ", ".join(known))
    table = _core.gains(result.runs, result.arms.index(arm), perspective, labour_charged)
    if not np.any(table):
        raise ProgrammeError(f'nothing in arm "{arm}" reaches "{perspective}": it has no flows', "flows",
                             "see which lines there are with result.ledger()")
    done = np.flatnonzero(result.runs.finished.all(axis=1))
    return pd.DataFrame(table, index=pd.Index(done, name="draw"), columns=pd.Index(range(result.years + 1), name="year"))


def market(result: Result) -> pd.DataFrame:
    """What each of the programme's arms does beyond its farmers, by year: prices, other growers, buyers, local business, land.

    arm, year, metric, unit, mean, p5, p50, p95; docs/markets.md says what each metric is.
    """
    raw = _core.market_books(result.runs)
    return pd.DataFrame({**raw, "arm": [result.arms[place] for place in raw["arm"]]})


def social_return(
    result: Result, arm: str | None = None, *, attribution: float = 1.0, displacement: float = 0.0, drop_off: float = 0.0
) -> plain_returns.SocialReturn:
    """Social return on what the payers lay out: every other party's gain is an outcome, its proxy is money itself.

    Deadweight is nought: the baseline on the same draws has been taken off already. attribution, displacement and drop_off are
    those of `sh.returns.sroi` and stand for what the model does not know. Means over draws, at society's rate.
    """
    arm = _only_arm(result) if arm is None else _known_arm(result, arm)
    table = result.ledger(arm)
    table = table[table["kind"] != "own_time"]
    groups: dict[str, list[str]] = {row["name"]: row["parties"] for row in _core.perspectives(result.runs, result.arms.index(arm))}
    # What a payer lays out is the input; what else reaches it is an outcome like anybody's.
    laid_out = table["what"].str.startswith(("doing it: ", "handed out: "))
    outcomes = []
    for name in ("participants", "other_farmers", "hired_workers", "landlords", "lenders", "government", "origin_growers",
                 "growers_elsewhere", "buyers"):
        members = set(groups.get(name, [name]))
        gained = _gain(table[~(laid_out & table["payer"].isin(members))], members, result.years)
        if any(gained):
            outcomes.append(plain_returns.SocialOutcome(
                name, proxy="money, as in the ledger", value=gained, attribution=attribution, displacement=displacement, drop_off=drop_off))
    costs = result.costs()
    spent = costs[(costs["arm"] == arm) & (costs["intervention"] == "all")].sort_values("year")["mean"].to_list()
    return plain_returns.sroi(outcomes, inputs=spent, rate=result.discount_rates["society"])


def _gain(table: pd.DataFrame, members: set[str], years: int) -> list[float]:
    gets, gives = table["beneficiary"].isin(members), table["payer"].isin(members)
    signed = table["mean"].where(gets & ~gives, -table["mean"].where(gives & ~gets, 0.0))
    by_year = signed.groupby(table["year"]).sum()
    return [float(by_year.get(year, 0.0)) for year in range(years + 1)]


def cost_effectiveness(result: Result, metric: str = "reaching_benchmark", arm: str | None = None, *, year: int | None = None) -> plain_returns.CostEffectiveness:
    """Cost per unit of an outcome, with the plane: `sh.returns.cost_effectiveness` on the draws of a run.

    metric  any of yearly.csv; the effect is its change in `year` (the last unless told) over all represented households, so that
            a share becomes households and a mean becomes a total; of a gap, of poverty, illness, hunger or debt, what was taken off
    Costs are present values at society's rate. Where the interval of the effect includes nought the ratio means little and the
    quadrants of the plane say more.
    """
    arm = _only_arm(result) if arm is None else _known_arm(result, arm)
    year = result.years if year is None else year
    result.value(metric, arm=arm, year=year)  # names what is not there
    values = result.to_xarray().sel(group="all", metric=metric, year=year).mean("replicate")
    effect = (values.sel(arm=arm) - values.sel(arm=result.arms[0])).to_numpy() * result.represents
    if metric in LESS_IS_BETTER:
        effect = -effect
    spent = _core.outlays(result.runs, result.arms.index(arm))
    return plain_returns.cost_effectiveness(plain_returns.npv(result.discount_rates["society"], spent), effect)


def warnings(result: Result) -> list[dict[str, str]]:
    """What a reader of the returns should mind: {"arm", "kind", "text"}.

    "undiminished": what society gains before costs is at the end still nine tenths of what it was ten years on, or more, so that the
    figures rest on years that nobody has watched; "adoption": more of the enrolled take up the whole package than was observed;
    "yield_doubled": yields more than double in five years without what would carry it; "assumptions": most of the parameters that
    varied are assumed, not measured.
    """
    found: list[dict[str, str]] = []
    shares = result.provenance_shares
    if shares["assumed"] > MOSTLY:
        found.append({"arm": "", "kind": "assumptions", "text":
                      f"{shares['assumed']:.0%} of the parameters that vary are assumed, not measured: read the range as what we believe, not as what was found"})
    for arm in result.plans:
        found += _undiminished(result, arm) + _adoption(result, arm) + _guard_rail(result, arm)
    return found


def _undiminished(result: Result, arm: str) -> list[dict[str, str]]:
    if result.years <= LONG:
        return []
    place = result.arms.index(arm)
    outlay = _core.outlays(result.runs, place)
    gain = (_core.gains(result.runs, place, "society", False) + outlay).mean(axis=0)
    # Money that is still being paid out is no benefit that lasts by itself.
    if outlay.mean(axis=0)[-1] >= 0.5 * outlay.mean(axis=0)[1: LONG + 1].mean():
        return []
    then, last = gain[LONG - 2: LONG + 1].mean(), gain[-3:].mean()
    if not (last > 0.0 and (then <= 0.0 or last >= UNDIMINISHED * then)):
        return []
    worth = gain / (1.0 + result.discount_rates["society"]) ** np.arange(len(gain))
    later = f"{worth[LONG + 1:].sum() / worth.sum():.0%} of its present value comes" if worth.sum() > 0.0 else "part of it comes"
    stands = f"is still {last / then:.0%} of that around year {LONG}" if then > 0.0 else f"only begins around year {LONG}"
    return [{"arm": arm, "kind": "undiminished", "text":
             f"what the programme brings in its last years {stands}, without more being spent; {later} after year {LONG}, longer than such programmes have been followed"}]


def _adoption(result: Result, arm: str) -> list[dict[str, str]]:
    table = result.yearly("package_fertiliser", arm=arm, by="all", kind="change")
    enrolled = result.value("participants", arm=arm)["mean"]
    kinds = {made.kind for made in result.programme.interventions if made.name in result.interventions[arm]}
    if not enrolled > 0.0 or result.people.crop != "cocoa" or not kinds & set(TEACHING):
        return []
    most = table.iloc[int(table["mean"].to_numpy().argmax())]
    share = float(most["mean"]) / float(enrolled)
    if round(share, 2) <= OBSERVED_FULL_PACKAGE:
        return []
    return [{"arm": arm, "kind": "adoption", "text":
             f"in year {most['year']} the programme has brought {share:.0%} of those enrolled to the whole package; "
             f"of 147,000 cocoa farmers reached in West Africa by 2016, {OBSERVED_FULL_PACKAGE:.0%} had adopted it (evidence T26)"}]


def _guard_rail(result: Result, arm: str) -> list[dict[str, str]]:
    """Yields that more than double within five years without the packages, doses, labour and replanting that would carry them."""
    def level(metric: str, which: str) -> np.ndarray[Any, np.dtype[np.float64]]:
        table = result.yearly(metric, arm=which, by="all", kind="level").sort_values("year")
        return table["mean"].to_numpy()[: min(6, result.years + 1)]

    baseline = result.arms[0]
    if not np.any(level("yield", arm) > 2.0 * level("yield", baseline)):
        return []
    days = [level("family_days", which) + level("hired_days", which) for which in (baseline, arm)]
    kinds = {made.kind for made in result.programme.interventions if made.name in result.interventions[arm]}
    missing = [what for what, there in (
        ("most farmers on the whole package", level("package_fertiliser", arm).max() >= 0.5),
        ("about a recommended dose of fertiliser", level("doses", arm).max() >= 0.5),
        ("a quarter more work", bool(np.any(days[1] >= 1.25 * days[0]))),
        ("new trees", "replanting" in kinds)) if not there]
    if not missing:
        return []
    return [{"arm": arm, "kind": "yield_doubled", "text":
             "the mean yield more than doubles within five years without " + ", ".join(missing)
             + ": nothing of the kind has been observed, so look for a lever or a parameter that is out of range"}]


def _only_arm(result: Result) -> str:
    if len(result.plans) == 1:
        return result.plans[0]
    raise ProgrammeError(f"this run has {len(result.plans)} plans", "result", "say which: arm=" + ", ".join(map(repr, result.plans)))


def _known_arm(result: Result, arm: str) -> str:
    if arm in result.arms[1:]:
        return arm
    close = nearest(arm, result.arms[1:])
    raise UnknownKeyError(f'there is no arm "{arm}"', "result", f'did you mean "{close[0]}"?' if close else "arms: " + ", ".join(result.arms[1:]))


def rates_of(known: Mapping[str, float], names: list[str], usual: float) -> dict[str, float]:
    """A discount rate for every perspective: its own, else that of farmers where it discounts as they do, else society's, else the usual one."""
    society = known.get("society", usual)
    return {name: known.get(name, known.get("farmers", society) if name in LIKE_FARMERS else society) for name in names}
