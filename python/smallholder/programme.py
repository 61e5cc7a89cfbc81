# SPDX-License-Identifier: Apache-2.0
"""What is done: interventions, who is offered them, when, at what cost, and what is run beside the baseline.

One class per entry of the catalogue (``sh.FarmerTraining``, ``sh.FeederRoad``, ``sh.CommunityHealth``), made
from the same list of fields that programme files and the C++ library use.
"""

from __future__ import annotations

import functools
import html
import inspect
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from . import _core
from .distributions import Distribution
from .errors import ProgrammeError, nearest
from .members import Consortium
from .parameter_rows import Uncertain, as_number_or_dict, overrides, shipped_table

__all__ = ["Intervention", "Programme", "intervention_classes", "read_programme", "shipped_programmes"]

#: Far enough away that an intervention is checked on its own before anybody has named a horizon.
_ANY_HORIZON = 200
#: The catalogue's way of writing that a field excludes nobody.
_NO_LIMIT = 1e9


@functools.cache
def catalogue() -> dict[str, dict[str, Any]]:
    return {entry["key"]: entry for entry in _core.catalogue()}


@functools.cache
def _own_kinds() -> dict[str, dict[str, Any]]:
    return {entry["key"]: entry for entry in _core.own_kinds()}


def entry_of(kind: str) -> dict[str, Any]:
    """What is known of a kind of intervention: of the catalogue, or one whose effect the user says."""
    return catalogue()[kind] if kind in catalogue() else _own_kinds()[kind]


def _class_of(kind: str) -> type[Intervention]:
    if kind in catalogue():
        return intervention_classes()[class_name(kind)]
    from .own_interventions import Composed  # the only other kind that a file can hold

    return Composed


def class_name(key: str) -> str:
    return "".join(word.capitalize() for word in key.split("_"))


class _Default:
    """What stands in a signature where nothing is given: the value a run would take."""

    def __init__(self, spec: Mapping[str, Any]) -> None:
        row = _row_of(spec)
        self.value = float(spec["default_value"] if row is None else row["value"])
        drawn = row is not None and row["drawn"]
        number = "no limit" if self.value >= _NO_LIMIT else f"{self.value:g}"
        self.text = number + (f" ({row['low']:g} to {row['high']:g})" if row and drawn else "")

    def __repr__(self) -> str:
        return self.text


@functools.cache
def _rows() -> dict[str, dict[str, Any]]:
    return {row["name"]: row for row in shipped_table().rows()}


def _row_of(spec: Mapping[str, Any]) -> dict[str, Any] | None:
    return _rows().get(spec["default_row"])


class Intervention:
    """One intervention: what it is (its class), and how it reaches people.

    name      of this instance; the address of its random draws, so a rename changes the luck of who enrols
    eligible  {grouping: [groups]}: only households of these groups, e.g. {"region": ["Ashanti"]}
    paid_by   {payer: share} of what it costs; the shares sum to 1; none: the programme as a whole
    assigned  a column of the survey that says who takes part: 0 not, 1 from the start, above 1 from that year of the run on
    offered_with  name of an intervention of the programme whose draws say who is offered this one too
    fields    numbers or distributions; what is not given comes from the parameter rows
    """

    kind: ClassVar[str] = ""

    def __init__(
        self, *, name: str | None = None, eligible: Mapping[str, Sequence[str]] | None = None, assigned: str | None = None,
        paid_by: Mapping[str, float] | None = None, offered_with: str | None = None, **fields: Uncertain | Sequence[float],
    ) -> None:
        if not self.kind:
            raise TypeError("use one of the interventions: "
                            + ", ".join(f"sh.{made}" for made in intervention_classes()))
        entry = entry_of(self.kind)
        self.name = self.kind if name is None else str(name)
        where = f'intervention "{self.name}"'
        specs = {spec["name"]: spec for spec in entry["fields"]}
        for field in fields:
            if field not in specs:
                close = nearest(field, [*specs, *(group["name"] for group in entry["groups"])])
                raise ProgrammeError(
                    f'"{field}" is not a field of {type(self).__name__}', where,
                    f'did you mean "{close[0]}"?' if close else "its fields: " + ", ".join(specs))
        self.fields: dict[str, Any] = {
            field: _field_value(value, specs[field], f"{where}, {field}") for field, value in fields.items()}
        self.assigned = "" if assigned is None else str(assigned)
        self.offered_with = ""
        self.eligible = _eligible(eligible, entry, where)
        self.paid_by = {str(payer): float(share) for payer, share in (paid_by or {}).items()}
        # A start after any horizon is the run's concern; everything else is wrong already here.
        _core.check_programme(
            {"years": _ANY_HORIZON, "interventions": [self._block()]}, shipped_table())
        self.offered_with = "" if offered_with is None else str(offered_with)  # the programme knows whether there is such a one

    def _block(self) -> dict[str, Any]:
        """As programme files write it: fields under who, when and cost."""
        entry = entry_of(self.kind)
        tables = {row["name"]: row["table"] for row in (*entry["fields"], *entry["groups"])}
        written = {**self.fields, **{name: list(groups) for name, groups in self.eligible.items()}}
        if self.assigned:
            written["assigned"] = self.assigned
        if self.offered_with:
            written["offered_with"] = self.offered_with
        return {"kind": self.kind, "name": self.name, "arms": [],
                "fields": {f"{tables[name]}.{name}" if tables[name] else name: value
                           for name, value in written.items()},
                "paid_by": dict(self.paid_by)}

    def _said(self) -> list[str]:
        """What was set, in words."""
        return [f"{key} = {value}" for key, value in self._block()["fields"].items()]

    @classmethod
    def _from_block(cls, block: Mapping[str, Any]) -> Intervention:
        """From what the reader of programme files hands over, which has been checked already."""
        if "effect" in block:  # a class of the user's, which is its own best description
            effect: Intervention = block["effect"]
            return effect
        made = object.__new__(_class_of(block["kind"]))
        made._take(block)
        return made

    def _take(self, block: Mapping[str, Any]) -> None:
        entry = entry_of(block["kind"])
        groups = {group["name"] for group in entry["groups"] if group["list"]}
        whole = {spec["name"] for spec in entry["fields"] if spec["whole"]}
        plain = {path.rpartition(".")[2]: value for path, value in block["fields"].items()}
        plain = {name: int(value) if name in whole else value for name, value in plain.items()}
        self.name = block["name"]
        self.assigned = plain.pop("assigned", "")
        self.offered_with = plain.pop("offered_with", "")
        self.fields = {name: value for name, value in plain.items() if name not in groups}
        self.eligible = {name: tuple(value) for name, value in plain.items() if name in groups}
        self.paid_by = dict(block["paid_by"])

    def replace(self, **changes: Any) -> Intervention:
        """The same intervention with some fields changed."""
        given: dict[str, Any] = {"name": self.name, "eligible": self.eligible, "assigned": self.assigned, "offered_with": self.offered_with, "paid_by": self.paid_by, **self.fields, **changes}
        return type(self)(**given)

    def __getattr__(self, field: str) -> Any:
        # Reached only for names that are no attribute: fields left at their default.
        for spec in entry_of(type(self).kind)["fields"] if type(self).kind else ():
            if spec["name"] == field and "fields" in self.__dict__:
                return self.__dict__["fields"].get(field, _Default(spec).value)
        raise AttributeError(f"{type(self).__name__} has no field {field!r}")

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *(spec["name"] for spec in entry_of(self.kind)["fields"])]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Intervention) and self._block() == other._block()

    def __hash__(self) -> int:
        return hash((self.kind, self.name))

    def __repr__(self) -> str:
        named = [] if self.name == self.kind else [f"name={self.name!r}"]
        who = [] if not self.eligible else [f"eligible={ {key: list(value) for key, value in self.eligible.items()} !r}"]
        who += [f"assigned={self.assigned!r}"] if self.assigned else []
        who += [f"offered_with={self.offered_with!r}"] if self.offered_with else []
        paid = [f"paid_by={self.paid_by!r}"] if self.paid_by else []
        return f"{type(self).__name__}({', '.join(named + [f'{k}={v!r}' for k, v in self.fields.items()] + who + paid)})"


def _field_value(value: Any, spec: Mapping[str, Any], where: str) -> Any:
    """A field as programme files hold it; ProgrammeError where it cannot be one."""
    if spec["whole"] and isinstance(value, Mapping | Distribution):
        raise ProgrammeError("it takes a whole number, not a distribution", where, "give one number, such as 2")
    if isinstance(value, str | Mapping | Distribution) or not isinstance(value, Iterable):
        return as_number_or_dict(value, where)
    if spec["list"]:
        return [float(as_number_or_dict(each, where)) for each in value]  # type: ignore[arg-type]
    if spec["table"] == "when" and spec["whole"]:
        raise ProgrammeError("a schedule is one start and a number of years without gaps, not a list", where,
                             "use one intervention for each stretch of years, or waves and wave_years to begin in groups")
    return as_number_or_dict(value, where)


def _eligible(
    given: Mapping[str, Sequence[str]] | None, entry: Mapping[str, Any], where: str
) -> dict[str, tuple[str, ...]]:
    known = {group["name"]: group["allowed"] for group in entry["groups"] if group["list"]}
    chosen: dict[str, tuple[str, ...]] = {}
    for grouping, groups in (given or {}).items():
        if grouping not in known:
            close = nearest(grouping, list(known))
            raise ProgrammeError(f'households cannot be chosen by "{grouping}"', where,
                                 f'did you mean "{close[0]}"?' if close else "use one of " + ", ".join(known))
        names = (groups,) if isinstance(groups, str) else tuple(groups)
        for name in names:
            if known[grouping] and name not in known[grouping]:
                close = nearest(name, known[grouping])
                raise ProgrammeError(f'grouping "{grouping}" has no group "{name}"', where,
                                     f'did you mean "{close[0]}"?' if close
                                     else "its groups: " + ", ".join(known[grouping]))
        chosen[grouping] = names
    return chosen


_TABLES = {"": "What it does", "who": "Who is reached", "when": "When", "cost": "What it costs"}


def describe_entry(entry: Mapping[str, Any]) -> str:
    """Every field of a kind with its unit and default, as help shows it."""
    lines = [entry["summary"], ""]
    for table, heading in _TABLES.items():
        rows = [spec for spec in entry["fields"] if spec["table"] == table]
        if rows:
            lines.append(f"{heading}:")
        for spec in rows:
            row = _row_of(spec)
            unit = "" if spec["unit"] in ("1", "0/1") else f", {spec['unit']}"
            origin = "" if row is None else (f"; prices of {row['price_year']}" if row["price_year"] else "") + f"; {row['provenance']}"
            lines.append(f"    {spec['name']:<30} {spec['doc']}{unit} [{_Default(spec)}{origin}]")
    lines += ["", "In brackets what holds when nothing is given; a range is one that is drawn.",
              "Every field takes a number or a distribution; eligible={grouping: [groups]} chooses households by",
              "    " + ", ".join(group["name"] for group in entry["groups"] if group["list"]),
              'assigned="column": a column of the survey says who takes part, and from when',
              'offered_with="name": the same households are offered both',
              f"Page: docs/effects/{entry['key']}.md"]
    return "\n".join(lines)


def _make_class(entry: Mapping[str, Any]) -> type[Intervention]:
    keyword = inspect.Parameter.KEYWORD_ONLY
    signature = inspect.Signature([
        *(inspect.Parameter(spec["name"], keyword, default=_Default(spec), annotation="float | Distribution")
          for spec in entry["fields"]),
        inspect.Parameter("eligible", keyword, default=None, annotation="dict[str, list[str]] | None"),
        inspect.Parameter("paid_by", keyword, default=None, annotation="dict[str, float] | None"),
        inspect.Parameter("assigned", keyword, default=None, annotation="str | None"),
        inspect.Parameter("offered_with", keyword, default=None, annotation="str | None"),
        inspect.Parameter("name", keyword, default=entry["key"], annotation="str"),
    ])
    return type(class_name(entry["key"]), (Intervention,), {
        "kind": entry["key"], "__doc__": describe_entry(entry), "__signature__": signature, "__module__": "smallholder"})


@functools.cache
def intervention_classes() -> dict[str, type[Intervention]]:
    """The class of every intervention in the catalogue, by its name."""
    return {class_name(key): _make_class(entry) for key, entry in catalogue().items()}


class Programme:
    """Interventions, and which of them are run together beside the baseline.

    interventions  a list of interventions
    arms           {name: [interventions or their names]}; none: one arm, "programme", with all of them
    title          for reports
    parameters     {name: number or distribution}: what this programme changes about the model's parameters
    correlations   [(first, second, rho)]: parameters that are drawn together
    years, draws, replicates, seed, regime, market_answer, price_process, price_comparison, switches, discount_rates
                   how it is to be run unless simulate() says otherwise
    currency, price_year
                   of the costs; none: those of the households. A programme file that gives costs must name them
    consortium     who could pay for it (docs/consortium/members.md)
    """

    def __init__(
        self,
        interventions: Iterable[Intervention] = (),
        arms: Mapping[str, Iterable[Intervention | str]] | None = None,
        *,
        title: str = "",
        parameters: Mapping[str, Uncertain] | None = None,
        correlations: Iterable[tuple[str, str, float]] = (),
        years: int = 20,
        draws: int = 100,
        replicates: int = 2,
        seed: int = 1,
        regime: str = "regulated",
        market_answer: str = "automatic",
        price_process: str = "mean_reverting",
        price_comparison: str = "automatic",
        switches: Mapping[str, bool] | None = None,
        discount_rates: Mapping[str, float] | None = None,
        currency: str = "",
        price_year: int = 0,
        consortium: Consortium | None = None,
    ) -> None:
        self.interventions = tuple(interventions)
        for made in self.interventions:
            if not isinstance(made, Intervention):
                raise ProgrammeError(f"{made!r} is no intervention", "programme",
                                     "use " + ", ".join(f"sh.{name}(...)" for name in (*intervention_classes(), "Composed")))
        self.arms = {
            name: tuple(part if isinstance(part, str) else part.name for part in parts)
            for name, parts in (arms or {}).items()}
        if arms is None and self.interventions:
            self.arms = {"programme": tuple(made.name for made in self.interventions)}
        self.title = title
        self.population: dict[str, Any] = {}
        self.money: dict[str, Any] = {"currency": currency, "price_year": price_year,
                                      "discount_rates": dict(discount_rates or {})}
        self.years, self.draws, self.replicates, self.seed = years, draws, replicates, seed
        self.regime, self.market_answer = regime, market_answer
        self.price_process, self.price_comparison = price_process, price_comparison
        self.switches = dict(switches or {})
        self.consortium = consortium
        self.file = "programme"
        self.lines: dict[str, int] = {}
        self.notes: tuple[str, ...] = tuple(made.note for made in self.interventions if made.kind == "prototype")
        self._parameters = overrides(parameters)
        self._correlations = [{"first": a, "second": b, "rho": float(rho)} for a, b, rho in correlations]
        self.check()

    @classmethod
    def _from_dict(cls, written: Mapping[str, Any]) -> Programme:
        made = object.__new__(cls)
        made.interventions = tuple(Intervention._from_block(block) for block in written["interventions"])
        made.arms = {arm["name"]: tuple(arm["interventions"]) for arm in written["arms"]}
        for name in ("title", "years", "draws", "replicates", "seed", "regime", "market_answer", "price_process", "price_comparison", "file"):
            setattr(made, name, written[name])
        made.population = dict(written["population"])
        made.money = dict(written["money"])
        made.switches = dict(written["switches"])
        made.consortium = Consortium._from_blocks(written)
        made.lines = dict(written["lines"])
        made.notes = tuple(written["notes"])
        made._parameters = list(written["parameters"])
        made._correlations = list(written["correlations"])
        return made

    def to_dict(self) -> dict[str, Any]:
        """The keys of a programme file, distributions as dicts."""
        return {
            "file": self.file, "title": self.title, "population": dict(self.population), "money": dict(self.money),
            "years": self.years, "draws": self.draws, "replicates": self.replicates, "seed": self.seed,
            "regime": self.regime, "market_answer": self.market_answer, "price_process": self.price_process,
            "price_comparison": self.price_comparison, "switches": dict(self.switches),
            "interventions": [made._block() for made in self.interventions],
            "arms": [{"name": name, "interventions": list(parts)} for name, parts in self.arms.items()],
            "parameters": [dict(change) for change in self._parameters],
            "correlations": [dict(tie) for tie in self._correlations],
            "lines": dict(self.lines),
            **(self.consortium._blocks() if self.consortium is not None else {"members": [], "consortium": None, "response": None}),
        }

    def check(self) -> None:
        """Raises what a run would refuse before it starts."""
        _core.check_programme(self.to_dict(), shipped_table(self.setting))

    @property
    def setting(self) -> str:
        """Where its parameters start from: its built-in population, else the crop of its survey; "" is cocoa in Ghana."""
        return str(self.population.get("synthetic") or self.population.get("crop") or "")

    @property
    def parameters(self) -> dict[str, Any]:
        """What it changes about the model's parameters: numbers, or distributions as dicts."""
        return {change["name"]: change["value"] for change in self._parameters}

    @property
    def discount_rates(self) -> dict[str, float]:
        return dict(self.money["discount_rates"])

    def with_parameters(self, changes: Mapping[str, Uncertain] | None) -> Programme:
        """The same programme with more of the model's parameters changed; the later word counts."""
        more = overrides(changes)
        if not more:
            return self
        written = self.to_dict()
        named = {change["name"] for change in more}
        written["parameters"] = [c for c in written["parameters"] if c["name"] not in named] + more
        made = type(self)._from_dict({**written, "notes": self.notes})
        made.check()
        return made

    def with_run(self, **changes: Any) -> Programme:
        """The same programme with other years, draws, replicates, seed, regime, market_answer, price_process, price_comparison, title or
        switches; None: as before."""
        written = {**self.to_dict(), **{key: value for key, value in changes.items() if value is not None}}
        return type(self)._from_dict({**written, "notes": self.notes})

    def to_toml(self) -> str:
        """The text of a programme file that reads back as this programme.

        ProgrammeError where it holds a class of Python (sh.Effect), which no file can.
        """
        for made in self.interventions:
            if made.kind == "prototype":
                raise ProgrammeError(f"{type(made).__name__} is a class of Python, which no programme file can hold", f'intervention "{made.name}"',
                                     "keep the script that defines it, or compose the intervention from levers: sh.Composed(levers=[...])")
        return self.record()

    def record(self) -> str:
        """What it is, as text, for records: a programme file, unless it holds a class of Python, of which only the name is told."""
        told = "".join(f"# Not complete: {made.note}.\n# sha256 of its source: {made.source_sha256}\n"
                       for made in self.interventions if made.kind == "prototype")
        return told + _core.write_programme(self.to_dict())

    def save(self, path: str | Path) -> Path:
        """Writes the programme file."""
        from .files import write_text

        return write_text(Path(path), self.to_toml())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Programme) or self.record() != other.record():
            return False
        return all(mine == theirs for mine, theirs in zip(self.interventions, other.interventions, strict=True) if mine.kind == "prototype")

    def __hash__(self) -> int:
        return hash(self.record())

    def __repr__(self) -> str:
        inside = ", ".join(repr(made) for made in self.interventions)
        arms = "" if set(self.arms) <= {"programme"} else f", arms={ {k: list(v) for k, v in self.arms.items()} }"
        paid = "" if self.consortium is None else f", consortium={self.consortium!r}"
        return f"Programme([{inside}]{arms}{paid})"

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{html.escape(made.name)}</td><td>{type(made).__name__}</td>"
            f"<td>{html.escape(', '.join(made._said()) or 'all defaults')}</td>"
            f"<td>{html.escape(', '.join(arm for arm, parts in self.arms.items() if made.name in parts))}</td></tr>"
            for made in self.interventions)
        title = html.escape(self.title or "Programme")
        return (f"<p><b>{title}</b>, {self.years} years</p><table><thead><tr><th>name</th><th>intervention</th>"
                f"<th>set here</th><th>arms</th></tr></thead><tbody>{rows}</tbody></table>")


def shipped_programmes() -> list[str]:
    """Names of the programmes that come with the package."""
    return sorted(path.stem for path in (Path(_core.data_folder()) / "programmes").glob("*.toml"))


def read_programme(path_or_name: str | Path) -> Programme:
    """Reads a programme file (docs/programme_file.md), or a shipped one by name.

    Errors name the line and the key.
    """
    file = _core.find_programme(str(path_or_name))
    programme = Programme._from_dict(_core.read_programme(file, shipped_table()))
    programme.check()  # against the rows of its own crop
    return programme
