# SPDX-License-Identifier: Apache-2.0
"""What a consortium adds, who should pay what, and whether it holds: the tables of an assessment.

    result = sh.simulate(people, programme)     # of a programme with members
    result.consortium.members()                 # who pays, gains, and what joining is worth to each
    result.consortium.advantage()               # what acting together adds, and why
    result.consortium.shares()                  # under every rule, and who could object
    result.consortium.lives()                   # how likely it is to last

C++ gives every figure by draw (include/smallholder/consortium/assessment.hpp has equations and sources); names, means and 5-50-95% over
draws are put to them here. Money is present value in the programme's money: members' own at their own rate, society's at society's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from .. import _core
from ..errors import ProgrammeError, UnknownKeyError, nearest
from .conditions import five_conditions
from .disclosure import Disclosures

if TYPE_CHECKING:
    from ..population import Population
    from ..programme import Programme

__all__ = ["ConsortiumResult", "assess"]

Array = npt.NDArray[np.float64]

#: What a reader calls the ways of acting.
REGIMES = {
    "nothing": "nobody does anything",
    "isolated": "each acts as if alone",
    "each_for_itself": "each for itself, knowing the others",
    "partial": "some weight on the others' gains",
    "together": "all act as one",
    "stable": "the best alliance that nobody leaves and nobody joins",
}
PARTS = {
    "no_duplication": "no household served twice",
    "shared_costs": "one set of fixed costs, shared experience",
    "synergy": "the same households get what works together",
    "free_riding": "nobody holds back because others pay",
    "information": "seeing what interventions do together",
    "governing": "the cost of governing the alliance",
}
#: Share of draws from which on an answer is yes, not rather yes.
SURE = 0.95
#: Years of which summary.json says how many alliances live on.
LIFE_YEARS = (1, 3, 5, 10, 15, 20, 25, 30)
STAGES = ("forming", "building", "developing", "evolving", "dissolved", "completed")


def _spread(values: Array) -> dict[str, float]:
    """Mean and 5-50-95% over draws."""
    if values.size == 0:
        return dict.fromkeys(("mean", "p5", "p50", "p95"), float("nan"))
    low, middle, high = np.quantile(values, [0.05, 0.5, 0.95])
    return {"mean": float(np.mean(values)), "p5": float(low), "p50": float(middle), "p95": float(high)}


def _answer(paid: Mapping[str, Any], unpaid: Mapping[str, Any]) -> str:
    """Should a member join? `joining` says what the answers mean."""
    nothing = 1e-9 * max(1.0, *(abs(float(row[key])) for row in (paid, unpaid) for key in ("mean", "p5", "p95")))
    if all(abs(float(row[key])) <= nothing for row in (paid, unpaid) for key in ("mean", "p5", "p95")):
        return "indifferent"
    if float(paid["mean"]) >= -nothing:
        if float(unpaid["mean"]) < -nothing:
            return "only_if_paid"
        return "yes" if float(paid["above_0"]) >= SURE else "rather_yes"
    if float(unpaid["mean"]) > nothing:
        return "not_on_these_terms"
    return "no" if float(paid["above_0"]) <= 1.0 - SURE else "rather_no"


class ConsortiumResult:
    """An assessment. `raw` holds the arrays as C++ gives them."""

    def __init__(self, raw: Mapping[str, Any], programme: Programme) -> None:
        if programme.consortium is None:
            raise ProgrammeError("the programme has no members", "consortium", "give it a sh.Consortium([...])")
        self.raw = dict(raw)
        self.programme = programme
        self.names = [member.name for member in programme.consortium.members]
        self.types = [member.type for member in programme.consortium.members]

    # ---- plans -------------------------------------------------------------------------------------

    @property
    def interventions(self) -> list[str]:
        return list(self.raw["interventions"])

    @property
    def conventions(self) -> list[str]:
        """What outsiders are taken to do, in the order of the programme: the first is the one that single figures are given for."""
        return [row["convention"] for row in self.raw["conventions"]]

    @property
    def rule(self) -> str:
        """How the consortium shares."""
        assert self.programme.consortium is not None
        return self.programme.consortium.rule or "shapley"

    def coalition(self, mask: int) -> str:
        """Names of the members of a coalition, by bitmask."""
        return " + ".join(name for place, name in enumerate(self.names) if mask >> place & 1) or "nobody"

    def _said(self, reason: str) -> str:
        """Why a rule gives no answer, with names for the numbers of members and without digits that nobody needs."""
        named = re.sub(r"\bmember (\d+)", lambda found: self.names[int(found[1])], reason)
        return re.sub(r"-?\d+\.\d+|-?\d{4,}", lambda found: f"{float(found[0]):,.0f}", named).replace("-0", "0")

    def plans(self) -> pd.DataFrame:
        """How far each intervention goes under each way of acting: regime, intervention, level (share of the programme's households)."""
        return pd.DataFrame([{"regime": name, "meaning": REGIMES[name], "intervention": kind, "level": float(level),
                              "same_households": bool(same)}
                             for name, regime in self.raw["regimes"].items()
                             for kind, level, same in zip(self.interventions, regime["plan"]["level"], regime["plan"]["same_households"], strict=True)])

    def payers(self) -> pd.DataFrame:
        """Who pays which share of what when all act as one: intervention, member, share."""
        plan = self.raw["regimes"]["together"]["plan"]
        pays = np.asarray(plan["pays"]).reshape(len(self.names), len(self.interventions))
        return pd.DataFrame([{"intervention": kind, "member": name, "share": float(pays[i, k])}
                             for k, kind in enumerate(self.interventions) for i, name in enumerate(self.names)
                             if plan["level"][k] > 0 and pays[i, k] > 0])

    # ---- what it adds ------------------------------------------------------------------------------

    def regimes(self) -> pd.DataFrame:
        """Society's net gain, cost and farmers' gain under each way of acting: regime, figure, unit, mean, p5, p50, p95.

        chain_income is the part of farmers' income gained that falls to those who sell to members; the rest leaks to others' suppliers.
        duplicated is the share of what is delivered that reaches households which have it already.
        """
        units = {"society": "USD", "cost": "USD", "income": "USD", "chain_income": "USD", "gap_closed": "USD", "lifted": "households", "duplicated": "share"}
        return pd.DataFrame([{"regime": name, "figure": figure, "unit": unit, **_spread(regime[figure])}
                             for name, regime in self.raw["regimes"].items() for figure, unit in units.items()])

    def advantage(self) -> pd.DataFrame:
        """What acting together adds for society, and its parts: part, meaning, unit, mean, p5, p50, p95, probability of being above 0.

        The parts sum to the last row, the step from "each for itself" to "all act as one" by the response; the first row compares with the
        better of the two ways of acting apart, by the household engine where there is one.
        """
        parts = {**self.raw["parts"], "governing": self.raw["governing"]}
        rows = [{"part": "all", "meaning": "acting together over acting apart", "unit": "USD", **_spread(self.raw["advantage"]),
                 "above_0": float(np.mean(self.raw["advantage"] > 0))}]
        rows += [{"part": name, "meaning": PARTS[name], "unit": "USD", **_spread(values), "above_0": float(np.mean(values > 0))}
                 for name, values in parts.items()]
        step = np.sum(list(parts.values()), axis=0)
        rows.append({"part": "step", "meaning": "the six parts together", "unit": "USD", **_spread(step), "above_0": float(np.mean(step > 0))})
        return pd.DataFrame(rows)

    def cost_per_household(self) -> pd.DataFrame:
        """Cost per household lifted to the benchmark, and per dollar of gap closed, apart and together: regime, figure, unit, mean...

        Where households lifted may be none in 5% of draws the ratio has no meaning and is left out (`undefined_share`).
        """
        rows = []
        for name, regime in self.raw["regimes"].items():
            if name == "nothing":
                continue
            for figure, unit, bottom in (("cost_per_household_lifted", "USD/household", regime["lifted"]),
                                         ("cost_per_usd_of_gap", "USD/USD", regime["gap_closed"])):
                defined = bottom > 1e-6 * max(1.0, float(np.max(np.abs(bottom), initial=0.0)))
                share = float(np.mean(~defined))
                values = regime["cost"][defined] / bottom[defined] if share <= 0.05 else np.empty(0)
                rows.append({"regime": name, "figure": figure, "unit": unit, **_spread(values), "undefined_share": share})
        return pd.DataFrame(rows)

    # ---- who pays and gains ------------------------------------------------------------------------

    def _convention(self, convention: str | None) -> Mapping[str, Any]:
        name = self.conventions[0] if convention is None else convention
        for row in self.raw["conventions"]:
            if row["convention"] == name:
                found: Mapping[str, Any] = row
                return found
        close = nearest(name, self.conventions)
        raise UnknownKeyError(f'worths were not found under "{name}"', "convention",
                              f'did you mean "{close[0]}"?' if close else "use one of " + ", ".join(self.conventions))

    def _rule(self, convention: str | None, rule: str) -> Mapping[str, Any]:
        rows = self._convention(convention)["rules"]
        for row in rows:
            if row["rule"] == rule:
                found: Mapping[str, Any] = row
                return found
        close = nearest(rule, [row["rule"] for row in rows])
        raise UnknownKeyError(f'there is no rule "{rule}"', "rule",
                              f'did you mean "{close[0]}"?' if close else "use one of " + ", ".join(row["rule"] for row in rows))

    def members(self, convention: str | None = None) -> pd.DataFrame:
        """Who pays and gains: a row per member and figure, with mean and 5-50-95% over draws.

        contribution  what it pays when all act as one, its part of governing included
        benefit       what that is worth to it
        transfer      side payment under the consortium's rule: received if positive; agreed before luck is known
        net           benefit - contribution + transfer
        net_alone     when everybody acts for itself
        gain          net - net_alone: should it join?
        gain_unpaid   the same without any side payment
        outside       net if it stayed outside and the others acted as one without it; mean only
        roi           net / contribution; undefined where it pays nothing
        share_RULE    of the worth of all, under each rule that is defined (its interval: the rule on each draw's worths)
        """
        together, alone = self.raw["regimes"]["together"], self.raw["regimes"]["each_for_itself"]
        own = self._rule(convention, self.rule)
        rows: list[dict[str, Any]] = []
        for i, (name, kind) in enumerate(zip(self.names, self.types, strict=True)):
            cost = together["member_cost"][:, i] + together["member_governance"][:, i]
            benefit = together["member_benefit"][:, i]
            transfer = float(own["side_payment"][i]) if not own["undefined"] else 0.0
            apart = alone["member_benefit"][:, i] - alone["member_cost"][:, i]
            net = benefit - cost + transfer
            figures = {"contribution": cost, "benefit": benefit, "transfer": np.full_like(cost, transfer), "net": net, "net_alone": apart, "gain": net - apart,
                       "gain_unpaid": benefit - cost - apart}

            def add(figure: str, unit: str, spread: Mapping[str, float], above: float, member: str = name, of: str = kind) -> None:
                rows.append({"member": member, "type": of, "figure": figure, "unit": unit, **spread, "above_0": above})

            for figure, values in figures.items():
                add(figure, "USD", _spread(values), float(np.mean(values > 0)))
            others = (1 << len(self.names)) - 1 - (1 << i)
            add("outside", "USD", {"mean": float(self._convention(convention)["payoff"][others, i]), **dict.fromkeys(("p5", "p50", "p95"), float("nan"))}, float("nan"))
            paying = cost > 0
            add("roi", "1", _spread(net[paying] / cost[paying] if paying.all() else np.empty(0)), float(np.mean(net[paying] > 0)) if paying.all() else float("nan"))
            for rule in self._convention(convention)["rules"]:
                if rule["undefined"]:
                    continue
                spread = {"mean": float(rule["share"][i]), **({key: float(rule[key][i]) for key in ("p5", "p50", "p95")} if len(rule["p50"]) else
                                                              dict.fromkeys(("p5", "p50", "p95"), float("nan")))}
                add(f"share_{rule['rule']}", "USD", spread, float("nan"))
        return pd.DataFrame(rows)

    def joining(self, convention: str | None = None) -> pd.DataFrame:
        """Should each member join? Index member; columns answer, needs, gain, gain_unpaid, chance, chance_unpaid, inside, outside.

        answer  on means over draws: yes, rather_yes, only_if_paid (it gains by joining only with a side payment), not_on_these_terms (it would
                gain, but is asked for more than that), rather_no, no; indifferent where nothing is at stake. Without "rather": in 95% of draws
        needs   least side payment with which it does not lose by joining, USD; below 0: the most that it can give
        chance, chance_unpaid   share of draws in which it gains by joining, with the rule's side payment and without any
        inside, outside         net as a member, and net if it stayed outside while the others acted as one, USD
        """
        table: dict[tuple[str, str], dict[str, Any]] = {(str(row["member"]), str(row["figure"])): {str(key): value for key, value in row.items()}
                                                        for row in self.members(convention).to_dict("records")}
        rows = []
        for name in self.names:
            paid, unpaid = table[name, "gain"], table[name, "gain_unpaid"]
            rows.append({"member": name, "answer": _answer(paid, unpaid), "needs": -float(unpaid["mean"]), "gain": float(paid["mean"]),
                         "gain_unpaid": float(unpaid["mean"]), "chance": float(paid["above_0"]), "chance_unpaid": float(unpaid["above_0"]),
                         "inside": float(table[name, "net"]["mean"]), "outside": float(table[name, "outside"]["mean"])})
        return pd.DataFrame(rows).set_index("member")

    def shares(self, convention: str | None = None) -> pd.DataFrame:
        """What each member would have under each rule: index rule, a column per member, and what can be said against it.

        individually_right  nobody has less than by itself          in_core     no group has less than by itself
        worst_coalition, complaint  who could object most, and by how much (below 0: what it has to spare)
        payable             can it be paid by those who may pay cash?
        core_after          share of draws in which, with side payments agreed before, nobody could object afterwards
        defined_share       share of draws in which the rule gives an answer; undefined: why it gives none
        """
        rows = []
        for rule in self._convention(convention)["rules"]:
            if rule["undefined"]:
                rows.append({"rule": rule["rule"], "undefined": self._said(rule["undefined"])})
                continue
            rows.append({"rule": rule["rule"], **{name: float(x) for name, x in zip(self.names, rule["share"], strict=True)},
                         "individually_right": rule["individually_right"], "in_core": rule["in_core"],
                         "worst_coalition": self.coalition(rule["worst_coalition"]), "complaint": rule["complaint"],
                         "monotone": rule["monotone"], "payable": rule["payable"], "core_after": rule["core_after"],
                         "defined_share": rule["defined_share"], "undefined": ""})
        return pd.DataFrame(rows).set_index("rule")

    def worths(self, convention: str | None = None) -> pd.DataFrame:
        """What every coalition is worth to its members: coalition, members, level of each intervention, mean, p5, p50, p95, welfare, optimism, run.

        optimism  what luck in choosing the plan would have added; it is not in the worth.  run: hash of the engine's run
        """
        found = self._convention(convention)
        return pd.DataFrame([{
            "coalition": mask, "members": self.coalition(mask), "size": mask.bit_count(),
            **{f"level_{kind}": float(level) for kind, level in zip(self.interventions, found["level"][mask], strict=True)},
            "unit": "USD", **(_spread(found["by_draw"][mask]) if mask else dict.fromkeys(("mean", "p5", "p50", "p95"), 0.0)),
            "welfare": float(found["welfare"][mask]), "optimism": float(found["optimism"][mask]), "run": found["run"][mask],
        } for mask in range(1 << len(self.names))])

    # ---- will it hold ------------------------------------------------------------------------------

    def stability(self, convention: str | None = None, *, shared: bool = True) -> pd.DataFrame:
        """Every alliance of two or more: would anybody leave, would anybody join, and what would it cost to hold it.

        shared  under the consortium's rule of sharing (True) or before any money changes hands (False); also before it where the rule gives
                some coalition no answer, and for the two rules in proportion to weights
        gap     subsidy without which no sharing could hold it, USD of present value
        """
        found = self._convention(convention)
        rows = found["shared"] if shared and found["shared"] else found["stability"]
        return pd.DataFrame([{
            "members": self.coalition(row["coalition"]), "coalition": row["coalition"], "stable": row["internal"] and row["external"],
            "nobody_leaves": row["internal"], "nobody_joins": row["external"], "could_be_held": row["potentially_internal"],
            "worth": row["joint"], "claims": row["claims"], "gap": row["gap"],
            "leaver": self.names[row["leaver"]] if row["leaver"] >= 0 else "", "gain_of_leaving": row["gain_of_leaving"],
            "joiner": self.names[row["joiner"]] if row["joiner"] >= 0 else "", "gain_of_joining": row["gain_of_joining"],
        } for row in rows])

    def lives(self) -> pd.DataFrame:
        """The alliance year by year over many simulated lives: one row per year, 0 the founding.

        alive, dissolved, unravelled, completed   shares of lives by then; in_STAGE: share in that stage
        members, trust, perceived...              means over the lives in which it was alive at the year's beginning
        delivered, promised                       farmers' income of the year, USD, mean over all lives; *_if_it_holds: when it cannot end
        """
        lives, endless = self.raw["lives"], self.raw["lives_without_end"]
        if lives is None:
            raise ProgrammeError("one member alone is no alliance", "consortium", "name two or more members")
        years = int(lives["years"])
        occupancy = np.asarray(lives["occupancy"]).reshape(years + 1, len(STAGES))
        table = pd.DataFrame({"year": np.arange(years + 1), "alive": lives["survival"], "dissolved": lives["dissolved"],
                              "unravelled": lives["unravelled"], "completed": lives["completed"],
                              **{f"in_{stage}": occupancy[:, place] for place, stage in enumerate(STAGES)}})
        for name in ("members", "trust", "compliance", "visible", "perceived", "effectiveness", "work", "aligned", "spread_of_beliefs"):
            table[name] = [float("nan"), *lives["mean"][name][1]]
        for name in ("promised", "delivered", "spend", "governance", "advantage"):
            table[name] = [0.0, *lives["mean"][name][0]]
            table[f"{name}_if_it_holds"] = [0.0, *endless["mean"][name][0]]
        return table

    def life(self) -> pd.Series[float]:
        """Figures of its life: median_life (years; nan: more than half live on), shares that dissolve, unravel, complete, what misperception explains..."""
        lives = self.raw["lives"]
        if lives is None:
            raise ProgrammeError("one member alone is no alliance", "consortium", "name two or more members")
        figures = {"years": lives["years"], "lives": lives["paths"], "median_life": lives["median_life"], "alive_at_end": lives["survival_at_end"],
                   "dissolved": lives["dissolved"][-1], "unravelled": lives["unravelled"][-1], "completed": lives["completed"][-1],
                   "false_abandonment": lives["false_abandonment"], "ended_while_worthwhile": lives["ended_while_worthwhile"],
                   "share_with_return": lives["share_with_return"],
                   **{f"years_{stage}": stay for stage, stay in zip(STAGES[:4], lives["stays"], strict=True)}}
        return pd.Series(figures, dtype=float)

    def conditions(self) -> pd.DataFrame:
        """What each of the five conditions does for this alliance: a row per condition and figure, over lives at the 32 settings none or full.

        figure   advantage (USD of present value over the horizon, net of governing) or broken_up (share of lives)
        worth    Shapley value: the five sum to the difference between all and none;  alone: without the others;  last: when they are there
        """
        rows = []
        names = list(five_conditions()["condition"])
        for figure, unit, found in (("advantage", "USD", self.raw["advantage_by_condition"]), ("broken_up", "share", self.raw["break_up_by_condition"])):
            if found is None:
                continue
            rows += [{"condition": name, "figure": figure, "unit": unit, "worth": float(found["shapley"][c]), "alone": float(found["first_in"][c]),
                      "last": float(found["last_in"][c])} for c, name in enumerate(names)]
        return pd.DataFrame(rows)

    def farms(self) -> pd.DataFrame:
        """Farmers' gain over doing nothing when the alliance lives its lives, if it holds, and when everybody acts for itself: the household engine.

        One life per draw. Columns: case, figure, unit, mean, p5, p50, p95. Empty where a response was given.
        """
        farms = self.raw["farms"]
        columns = ["case", "figure", "unit", "mean", "p5", "p50", "p95"]
        if farms is None:
            return pd.DataFrame(columns=columns)
        return pd.DataFrame([{"case": case, "figure": figure, "unit": unit, **_spread(farms[f"{figure}_{case}"])}
                             for case in ("with_life", "if_it_holds", "apart") for figure, unit in (("income", "USD"), ("lifted", "households"))], columns=columns)

    @property
    def surface_error(self) -> dict[str, float]:
        """How far the response misses the engine at the plan of everything, as a share of the outcome, by outcome; empty where it was given."""
        return dict(self.raw["surface"])

    # ---- all of it ---------------------------------------------------------------------------------

    def disclosures(self, people: Population) -> Disclosures:
        """What a member may tell the others about its own households: means of at least the consortium's `minimum_cell` (20 where none is set)."""
        assert self.programme.consortium is not None
        least = self.programme.consortium.minimum_cell
        return Disclosures(people) if least is None else Disclosures(people, minimum_cell=least)

    def table(self) -> pd.DataFrame:
        """consortium.csv: members() under every convention, with the column convention first."""
        parts = [self.members(convention).assign(convention=convention) for convention in self.conventions]
        frame = pd.concat(parts, ignore_index=True)
        return frame[["convention", *[name for name in frame.columns if name != "convention"]]]

    def summary(self) -> dict[str, Any]:
        """The part `consortium` of summary.json (docs/outputs.md)."""

        def nested(frame: pd.DataFrame, keys: Sequence[str]) -> dict[str, Any]:
            tree: dict[str, Any] = {}
            for row in frame.to_dict("records"):
                branch = tree
                for key in keys[:-1]:
                    branch = branch.setdefault(str(row[key]), {})
                branch[str(row[keys[-1]])] = {str(name): value for name, value in row.items() if name not in keys}
            return tree

        made: dict[str, Any] = {
            "size": len(self.names), "members": dict(zip(self.names, self.types, strict=True)), "rule": self.rule, "conventions": self.conventions,
            "plans": nested(self.plans(), ("regime", "intervention")), "payers": nested(self.payers(), ("intervention", "member")),
            "regimes": nested(self.regimes(), ("regime", "figure")), "advantage": nested(self.advantage(), ("part",)),
            "cost_per_household": nested(self.cost_per_household(), ("regime", "figure")),
            "precompetitive_index": self.raw["precompetitive"], "surface_error": self.surface_error, "draws_for_choosing": self.raw["choosing"],
            "draws_for_valuing": len(self.raw["advantage"]), "engine_plans": self.raw["engine_plans"], "by_convention": {},
        }
        for convention in self.conventions:
            found = self._convention(convention)
            stable = [row["members"] for row in self.stability(convention).to_dict("records") if row["stable"]] if len(self.names) > 1 else []
            everybody = (1 << len(self.names)) - 1
            made["by_convention"][convention] = {
                "members": nested(self.members(convention), ("member", "figure")),
                "joining": nested(self.joining(convention).reset_index(), ("member",)), "shares": nested(self.shares(convention).reset_index(), ("rule",)),
                "stable": stable, "best_stable": "" if found["best_stable"] is None else self.coalition(found["best_stable"]),
                "gap_of_all": next((row["gap"] for row in found["stability"] if row["coalition"] == everybody), 0.0),
                "all_together": next((row for row in self.stability(convention).to_dict("records") if row["coalition"] == everybody), {}) if len(self.names) > 1 else {},
                "optimism_of_all": float(found["optimism"][everybody]), "distinct_plans": found["distinct_plans"], "settled": found["settled"]}
        if self.raw["lives"] is not None:
            made["life"] = {str(name): float(value) for name, value in self.life().items()}
            made["conditions"] = nested(self.conditions(), ("figure", "condition"))
            made["conditions_assumed"] = self.raw["advantage_by_condition"]["assumed"]
            lives = self.lives()
            made["lifecycle"] = {str(row["year"]): {name: row[name] for name in ("alive", "dissolved", "unravelled", "completed")}
                                 for row in lives[lives["year"].isin([*LIFE_YEARS, lives["year"].max()])].to_dict("records")}
            made["delivered"] = {name: float(lives[name].sum()) for name in ("delivered", "delivered_if_it_holds", "promised", "promised_if_it_holds")}
            made["farms"] = nested(self.farms(), ("case", "figure")) if self.raw["farms"] is not None else {}
        return made

    def __repr__(self) -> str:
        row = self.advantage().iloc[0]
        return f"ConsortiumResult({', '.join(self.names)}: acting together adds {row['mean']:,.0f} USD, above 0 in {row['above_0']:.0%} of draws)"


def assess(programme: Programme) -> ConsortiumResult:
    """A consortium on gains and costs that its programme gives ([response]): no households, no draws.

    With households use `simulate`: its result has `consortium`. ProgrammeError where no response is given.
    """
    if programme.consortium is None or programme.consortium.response is None:
        raise ProgrammeError("it gives no response", "assess", "give Consortium(..., response=sh.GivenResponse(...)), or use sh.simulate with households")
    programme.check()
    return ConsortiumResult(_core.assess_given_consortium(programme.to_dict(), programme.discount_rates.get("society", 0.10)), programme)
