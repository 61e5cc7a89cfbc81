# SPDX-License-Identifier: Apache-2.0
"""Who could pay for a programme, what each may fund and what it would have of it (docs/consortium/members.md).

    lead = sh.Member("Chocolate maker", "firm", leader=True, funds=["training"], budget_per_year=sh.lognormal(p5=3e6, p95=6e6),
                     sources={"Ashanti": 0.2}, values={"per_usd_of_chain_income": 0.1})
    bank = sh.Member("Bank", "development_bank", funds=["roads"], budget_per_year=4e6)
    sh.Programme([training, roads], consortium=sh.Consortium([lead, bank], conditions={"backbone": 1}), currency="USD", price_year=2018)
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from . import _core
from .errors import ProgrammeError, nearest
from .parameter_rows import Uncertain, as_number_or_dict

__all__ = ["Consortium", "GivenResponse", "Member"]


def _fields() -> dict[str, str]:
    """Path of each figure of a member, by its name."""
    return {row["name"]: f"{row['table']}.{row['name']}" if row["table"] else row["name"] for row in _core.member_fields()}


def _names(given: Iterable[Any]) -> list[str]:
    """Names, or things that have one."""
    if isinstance(given, str):
        return [given]
    return [each if isinstance(each, str) else str(each.name) for each in given]


def _levels(given: float | Sequence[float]) -> list[float]:
    return [float(each) for each in given] if isinstance(given, Sequence) else [float(given)]


def _said(given: Any) -> str:
    """A dataclass as it would be written, without what is as by default."""
    parts = []
    for field in dataclasses.fields(given):
        value = getattr(given, field.name)
        default = field.default_factory() if field.default_factory is not dataclasses.MISSING else field.default
        if value != default:
            parts.append(f"{field.name}={value!r}")
    return f"{type(given).__name__}({', '.join(parts)})"


@dataclasses.dataclass(frozen=True, repr=False)
class Member:
    """One who decides on its own.

    name         what it is called
    type         firm, government, local_government, development_bank, donor, ngo, farmer_organisation or other
    leader       does it lead?
    funds        interventions that it may pay for, or their names
    levels       {intervention: shares of its coverage that its own programme may reach, ascending}; none: those of the consortium
    effectiveness  {intervention: dose of what it delivers over that of a good local provider}; none: 1
    budget_per_year  money a year, a number or a distribution
    currency     of its budget; "": that of the programme
    sources      share of what farmers sell that it buys, one number or {region: share}
    may_transfer may it pay or receive money beside what it funds?
    discount_rate, hurdle_rate  1/year; none: those usual for its type
    staff_months_per_year       of its own people; kept, no figure of a run depends on it yet
    values       what a gain is worth to it, {name: number or distribution}, names as in a programme file

    ProgrammeError where a figure or a type is not known; the rest is checked with the programme.
    """

    name: str
    type: str = "other"
    _: dataclasses.KW_ONLY
    leader: bool = False
    funds: Sequence[Any] = ()
    levels: Mapping[str, Sequence[float]] = dataclasses.field(default_factory=dict)
    effectiveness: Mapping[str, float] = dataclasses.field(default_factory=dict)
    budget_per_year: Uncertain | None = None
    currency: str = ""
    sources: float | Mapping[str, float] = dataclasses.field(default_factory=dict)
    may_transfer: bool | None = None
    discount_rate: float | None = None
    hurdle_rate: float | None = None
    staff_months_per_year: float | None = None
    values: Mapping[str, Uncertain] = dataclasses.field(default_factory=dict)

    def __post_init__(self) -> None:
        where = f'member "{self.name}"'
        set_ = object.__setattr__
        types = _core.consortium_words()["types"]
        if self.type not in types:
            close = nearest(self.type, types)
            raise ProgrammeError(f'"{self.type}" is no type of member', where,
                                 f'did you mean "{close[0]}"?' if close else "use one of " + ", ".join(types))
        known = [name for name, path in _fields().items() if path != name]
        for name in self.values:
            if name not in known:
                close = nearest(name, known)
                raise ProgrammeError(f'"{name}" is nothing that a gain could be worth', f"{where}, values",
                                     f'did you mean "{close[0]}"?' if close else "use one of " + ", ".join(known))
        set_(self, "funds", tuple(_names(self.funds)))
        set_(self, "levels", {str(name): _levels(shares) for name, shares in self.levels.items()})
        set_(self, "effectiveness", {str(name): float(dose) for name, dose in self.effectiveness.items()})
        set_(self, "sources", {str(region): float(share) for region, share in self.sources.items()} if isinstance(self.sources, Mapping)
             else {"": float(self.sources)})
        set_(self, "values", {str(name): as_number_or_dict(value, f"{where}, {name}") for name, value in self.values.items()})
        if self.budget_per_year is not None:
            set_(self, "budget_per_year", as_number_or_dict(self.budget_per_year, f"{where}, budget_per_year"))

    def _block(self) -> dict[str, Any]:
        paths = _fields()
        plain = {name: getattr(self, name) for name, path in paths.items() if path == name}
        fields = {name: value for name, value in plain.items() if value is not None}
        fields |= {paths[name]: value for name, value in self.values.items()}
        return {"name": self.name, "type": self.type, "leader": self.leader, "funds": list(self.funds), "levels": dict(self.levels),
                "effectiveness": dict(self.effectiveness), "sources": dict(self.sources if isinstance(self.sources, Mapping) else {}),
                "may_transfer": self.may_transfer, "currency": self.currency, "fields": fields}

    @classmethod
    def _from_block(cls, block: Mapping[str, Any]) -> Member:
        fields = {path: value for path, value in block["fields"].items()}
        given = {name: fields[path] for name, path in _fields().items() if path == name and path in fields}
        values = {path.rpartition(".")[2]: value for path, value in fields.items() if "." in path}
        kept = ("leader", "funds", "levels", "effectiveness", "sources", "may_transfer", "currency")
        return cls(block["name"], block["type"], **{name: block[name] for name in kept}, **given, values=values)

    def __repr__(self) -> str:
        return _said(self)


@dataclasses.dataclass(frozen=True, repr=False)
class GivenResponse:
    """What is known of an alliance without households: gains per unit reached and costs.

    units  how many there are, of what `unit` says
    parts  {name: {"gain": money/unit, "cost_per_unit": money/unit, "cost_fixed": money}}
    pairs  {(name, name): money/unit that both bring over the two apart}
    """

    units: float
    parts: Mapping[str, Mapping[str, float]]
    pairs: Mapping[tuple[str, str], float] = dataclasses.field(default_factory=dict)
    unit: str = "households"

    def __post_init__(self) -> None:
        known = ("gain", "cost_per_unit", "cost_fixed")
        for name, part in self.parts.items():
            for key in part:
                if key not in known:
                    close = nearest(key, list(known))
                    raise ProgrammeError(f'a part has no figure "{key}"', f'response, part "{name}"',
                                         f'did you mean "{close[0]}"?' if close else "use gain, cost_per_unit, cost_fixed")
        object.__setattr__(self, "parts", {str(name): {key: float(part.get(key, 0.0)) for key in known} for name, part in self.parts.items()})
        object.__setattr__(self, "pairs", {(str(one), str(two)): float(gain) for (one, two), gain in self.pairs.items()})

    def _block(self) -> dict[str, Any]:
        return {"unit": self.unit, "units": float(self.units), "parts": [{"name": name, **part} for name, part in self.parts.items()],
                "pairs": [{"first": one, "second": two, "gain": gain} for (one, two), gain in self.pairs.items()]}

    @classmethod
    def _from_block(cls, block: Mapping[str, Any]) -> GivenResponse:
        parts = {part["name"]: {key: value for key, value in part.items() if key != "name"} for part in block["parts"]}
        return cls(block["units"], parts, {(pair["first"], pair["second"]): pair["gain"] for pair in block["pairs"]}, block["unit"])

    def __repr__(self) -> str:
        return _said(self)


@dataclasses.dataclass(frozen=True, repr=False)
class Consortium:
    """Members, and how they come together. What is not given is the library's (docs/programme_file.md).

    members      up to 12 of them
    founders     names of those who begin; none: the leader and two more
    conventions  what those outside are taken to do: gamma, zero, delta, alpha
    rule         how the gain is shared: shapley, nucleolus, tau, scrb, equal, proportional_to_sourcing, proportional_to_benefit
    view         the member whose own knowledge is used; "": the figures as they are
    levels       shares of an intervention's coverage, for members who say none
    minimum_cell households below which no figure leaves a member
    paths        lives of the alliance that are simulated
    keep_after_completion, assurance  once institutionalised, go on? join only where success is likely enough?
    conditions   of collective impact, {name: 0 to 1}
    settings     other rows of the consortium's parameters, {name: number}
    response     what is known in place of households and interventions

    Errors are those of the programme that it is given to: ProgrammeError.
    """

    members: Sequence[Member]
    _: dataclasses.KW_ONLY
    founders: Sequence[Any] = ()
    conventions: Sequence[str] = ()
    rule: str = ""
    view: str = ""
    levels: Sequence[float] = ()
    minimum_cell: int | None = None
    paths: int | None = None
    keep_after_completion: bool | None = None
    assurance: bool | None = None
    conditions: Mapping[str, float] = dataclasses.field(default_factory=dict)
    settings: Mapping[str, float] = dataclasses.field(default_factory=dict)
    response: GivenResponse | None = None

    def __post_init__(self) -> None:
        for member in self.members:
            if not isinstance(member, Member):
                raise ProgrammeError(f"{member!r} is no member", "consortium", 'use sh.Member("name", "firm", funds=[...])')
        set_ = object.__setattr__
        set_(self, "members", tuple(self.members))
        set_(self, "founders", tuple(_names(self.founders)))
        set_(self, "conventions", tuple(_names(self.conventions)))
        set_(self, "levels", tuple(_levels(self.levels)))
        set_(self, "conditions", {str(name): float(value) for name, value in self.conditions.items()})
        set_(self, "settings", {str(name): float(value) for name, value in self.settings.items()})

    def _blocks(self) -> dict[str, Any]:
        """The keys of a programme's dict that are about members."""
        own = {field.name: getattr(self, field.name) for field in dataclasses.fields(self) if field.name not in ("members", "response")}
        written = {name: list(value) if isinstance(value, tuple) else value for name, value in own.items()}
        said = any(value not in (None, "", [], {}) for value in written.values())
        return {"members": [member._block() for member in self.members], "consortium": written if said or not self.members else None,
                "response": None if self.response is None else self.response._block()}

    @classmethod
    def _from_blocks(cls, written: Mapping[str, Any]) -> Consortium | None:
        if not written.get("members"):
            return None
        response = written.get("response")
        return cls([Member._from_block(block) for block in written["members"]], **(written.get("consortium") or {}),
                   response=None if response is None else GivenResponse._from_block(response))

    def __repr__(self) -> str:
        return _said(self)
