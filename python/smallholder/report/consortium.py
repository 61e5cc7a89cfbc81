# SPDX-License-Identifier: Apache-2.0
"""What the report says of a consortium: which figures stand where, and what may be said of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..consortium.assessment import STAGES, ConsortiumResult
from . import consortium_charts as charts
from .cells import Cells, place
from .verdicts import Verdict, about

if TYPE_CHECKING:
    from ..programme import Programme

__all__ = ["alliance_page", "consortium_section"]

TYPES = {"firm": "firm", "government": "government", "local_government": "local government", "development_bank": "development bank", "donor": "donor",
         "ngo": "non-profit", "farmer_organisation": "farmers' organisation", "other": ""}

REGIMES = {
    "isolated": "Each as if there were no others",
    "each_for_itself": "Each for itself, knowing what the others do",
    "partial": "Each with some regard for the others' gains",
    "together": "All act as one",
}

#: Ways of sharing, as a reader would ask for them.
RULES = {
    "shapley": "By what each adds, whatever the order of joining (Shapley value)",
    "nucleolus": "So that the least content group is as content as can be (nucleolus)",
    "tau": "Between what each can insist on and what it can hope for (tau value)",
    "scrb": "Each bears what it alone causes, the rest by benefit (separable costs, remaining benefits)",
    "gately": "So that everybody's threat to leave weighs the same (Gately point)",
    "equal": "The same for everybody",
    "proportional_to_sourcing": "By what each buys here",
    "proportional_to_benefit": "By what each has of it",
}

OUTSIDERS = {
    "gamma": "those outside an alliance go on doing what is best for each of them",
    "zero": "those outside an alliance do nothing",
    "delta": "those outside an alliance act as one bloc",
    "alpha": "those outside an alliance do what hurts it most",
}

#: Answers of ConsortiumResult.joining: word, class of the tag, sentence.
ANSWERS = {
    "yes": ("Yes", "yes", "gains in nearly all repetitions"),
    "rather_yes": ("Rather yes", "unclear", "gains on the mean, but not in all repetitions"),
    "only_if_paid": ("Only if paid", "unclear", "loses by joining without a side payment of at least"),
    "not_on_these_terms": ("Not on these terms", "no", "would gain, but is asked for too much; it can give at most"),
    "rather_no": ("Rather no", "no", "loses on the mean, but not in all repetitions"),
    "no": ("No", "no", "loses in nearly all repetitions"),
    "indifferent": ("All the same", "unclear", "neither gains nor loses"),
}

PARTS = {
    "no_duplication": "Households are divided among the members: nobody is served twice",
    "shared_costs": "One set of fixed costs, and experience that is shared",
    "synergy": "The same households get the measures that work better together",
    "free_riding": "Nobody holds back because others pay",
    "information": "Members see what measures do together, not each by itself",
    "governing": "The cost of governing the alliance: coordination, measurement, control",
}

#: The same as a subject of a sentence.
SHORT = {"no_duplication": "dividing households among the members", "shared_costs": "sharing costs and experience", "synergy": "giving the same households what works together",
         "free_riding": "nobody holding back", "information": "seeing what measures do together", "governing": "governing the alliance"}

FARMS = {"together": "All act as one, in full from the first year to the last", "if_it_holds": "As members would go about it, if the alliance could not end",
         "with_life": "As members would go about it, with the life it may have", "apart": "Each for itself"}
DELIVERED = {"delivered_if_it_holds": FARMS["if_it_holds"], "delivered": FARMS["with_life"]}

OUTCOMES = {"income": "farmers' income", "gap_closed": "gap closed", "lifted": "households at the benchmark", "production": "harvest", "society": "society's gain",
            "price": "world price"}

CONDITIONS = {"common agenda": "A common agenda", "shared measurement": "Results measured together", "mutually reinforcing activities": "Activities that fit together",
              "continuous communication": "Continuous communication", "backbone": "An organisation that keeps it together"}
#: How the conditions go together.
ASSUMED = {"from mechanisms": "How they go together follows from what each does in the model.", "product": "It is assumed that each needs the others.", "additive": "It is assumed that each works by itself."}

#: Of alliances that would hold, so many are named.
MOST_NAMED = 8


def consortium_section(found: ConsortiumResult, summary: Mapping[str, Any], currency: str) -> dict[str, Any]:
    """Everything that consortium.html needs."""
    known = summary["consortium"]
    given = not known["surface_error"]
    total = known["advantage"]["all"]
    return {
        "given": given, "cur": currency, "rule": RULES.get(known["rule"], known["rule"].replace("_", " ")),
        "members": [{"name": name, "key": place("consortium", "members", name), "type": _type(name, kind)} for name, kind in known["members"].items()],
        "uncertain": total["p95"] > total["p5"],
        "verdict": about(total, 0.0, yes="acting together brings more than acting apart", no="acting together brings less than acting apart",
                         nothing="acting together changes nothing"),
        "regimes": [(name, words) for name, words in REGIMES.items() if name in known["regimes"]],
        "measures": _measures(known), "alone_nothing": not any(row["level"] for row in known["plans"]["each_for_itself"].values()),
        "parts": [{"key": place("consortium", "advantage", name), "label": words} for name, words in PARTS.items()],
        "takes_away": [words for name, words in SHORT.items() if known["advantage"][name]["mean"] < 0.0],
        "regard_better": known["regimes"]["partial"]["society"]["mean"] > max(0.0, known["regimes"]["together"]["society"]["mean"]),
        "lifts": any(row["cost_per_household_lifted"]["p50"] is not None for row in known["cost_per_household"].values()),
        "closes": any(row["cost_per_usd_of_gap"]["p50"] is not None for row in known["cost_per_household"].values()),
        "conventions": _conventions(found, known), "answers": ANSWERS, "sure": {"yes": "gains", "rather_yes": "gains", "no": "loses", "rather_no": "loses"}, "rules": RULES, "own_rule": known["rule"],
        "farms": _farms(known), "outcomes": [(name, OUTCOMES.get(name, name.replace("_", " "))) for name in known["surface_error"]],
        "conditions": [(words, place("consortium", "conditions", "advantage", name, "worth"), place("consortium", "conditions", "broken_up", name, "worth"))
                       for name, words in CONDITIONS.items() if name in known.get("conditions", {}).get("advantage", {})],
        "assumed": ASSUMED.get(known.get("conditions_assumed", ""), ""),
        "stages": STAGES[:4], "life_years": list(known.get("lifecycle", {})),
        "parts_chart": charts.parts_chart(known["advantage"], currency),
        "life_chart": charts.life_chart(found.lives(), currency, given) if "life" in known else None,
    }


def _type(name: str, kind: str) -> str:
    """What a member is, unless its name says so."""
    words = TYPES.get(kind, kind.replace("_", " "))
    return "" if words in name.lower() else words


def _measures(known: Mapping[str, Any]) -> list[dict[str, Any]]:
    """How far each measure goes apart and together, and who pays for it then."""
    return [{"name": name, "key": place("consortium", "plans", "together", name),
             "levels": {regime: place("consortium", "plans", regime, name, "level") for regime in ("each_for_itself", "together")},
             "payers": [(payer, place("consortium", "members", payer), place("consortium", "payers", name, payer, "share"))
                        for payer in known["payers"].get(name, {})]}
            for name in known["plans"]["together"]]


def _farms(known: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Label and key of what farmers gain in each case: with its life, if it holds, apart."""
    if known.get("farms"):
        return [(words, place("consortium", "regimes", "together") if case == "together" else place("consortium", "farms", case)) for case, words in FARMS.items()]
    return []


def _conventions(found: ConsortiumResult, known: Mapping[str, Any]) -> list[dict[str, Any]]:
    """One entry per assumption about outsiders; `same` where nothing that is shown differs from the first."""
    made: list[dict[str, Any]] = []
    first = known["by_convention"][known["conventions"][0]]
    for name in known["conventions"]:
        entry = known["by_convention"][name]
        key = place("consortium", "by_convention", name)
        alone = all(entry["joining"][member][side] == first["joining"][member][side] for member in known["members"] for side in ("answer", "outside", "needs"))
        made.append({
            "name": name, "words": OUTSIDERS.get(name, name), "key": key, "all": entry["all_together"], "shared": bool(found._convention(name)["shared"]),
            "same_joining": bool(made) and alone, "same_shares": bool(made) and entry["shares"] == first["shares"],
            "same_holding": bool(made) and entry["all_together"] == first["all_together"] and entry["stable"] == first["stable"],
            "joining": [{"name": member, "name_key": place("consortium", "members", member), "key": f"{key}{place('joining', member)}",
                         "figures": f"{key}{place('members', member)}", **row} for member, row in entry["joining"].items()],
            "shares": [{"name": rule, "label": RULES.get(rule, rule.replace("_", " ")), "key": f"{key}{place('shares', rule)}", **row}
                       for rule, row in entry["shares"].items()],
            "stable": _stable(entry["stable"], key), "more_stable": len(entry["stable"]) > MOST_NAMED,
        })
    return made


def _stable(names: Sequence[str], key: str) -> list[tuple[str, str]]:
    """The largest first: they are those of most interest."""
    order = sorted(range(len(names)), key=lambda i: -names[i].count(" + "))
    return [(names[i], f"{key}/stable/{i}") for i in order[:MOST_NAMED]]


def alliance_page(found: ConsortiumResult, summary: Mapping[str, Any]) -> dict[str, Any]:
    """Everything that alliance.html needs: the report of an alliance whose gains and costs a file gives."""
    programme: Programme = found.programme
    currency = str(programme.money["currency"] or "USD")
    return {"n": Cells(summary), "place": place, "summary": summary, "title": programme.title or "An alliance", "given": programme.consortium and programme.consortium.response,
            "c": consortium_section(found, summary, currency), "cur": currency, "price_year": programme.money.get("price_year")}
