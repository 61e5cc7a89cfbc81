# SPDX-License-Identifier: Apache-2.0
"""A survey layout: which column is which concept, in which unit, money and missing-value policy.

A layout is a TOML file (``docs/surveys/bring_your_own.md`` describes every key). It is read whole
before any data is, and a key that is not known is refused with the nearest one that is.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ..errors import MissingFileError, RangeError, SchemaError, UnitError, UnknownKeyError, nearest
from .concepts import CONCEPTS, concept_names
from .derive import RULES, rules_for
from .money import Exchange
from .resources import schema_directory, shipped_schemas
from .units import conversion_factor, currencies_in

__all__ = ["POLICIES", "ColumnRule", "Schema", "find_schema"]

POLICIES = ("complete_cases", "impute", "error")
AREA_BASES = ("older_than_5", "all")
ROW_NUMBER = "row_number"

_TOP_KEYS = ("schema", "layout", "missing", "money", "columns", "derive", "checks")
_LAYOUT_KEYS = ("name", "description", "source", "licence", "header_row", "sheet", "separator",
                "decimal", "thousands", "encoding", "area_base", "weights", "example_id")
_MISSING_KEYS = ("codes", "policy", "complete_on")
_MONEY_KEYS = ("currency", "price_year", "real", "currency_column", "price_year_column", "exchange")
_EXCHANGE_KEYS = ("per_usd", "source")
_COLUMN_KEYS = ("column", "unit", "required", "map", "value", "price_year")
_CHECKS_KEYS = ("identity_tolerance_usd",)


@dataclass(frozen=True)
class ColumnRule:
    """How one concept is read: from a column (unit, map of values) or as one value for all."""

    concept: str
    column: str | None = None
    unit: str = ""
    required: bool = False
    map: Mapping[str, Any] | None = None
    value: Any = None
    price_year: int | None = None


@dataclass(frozen=True)
class Schema:
    """A survey layout, checked."""

    name: str
    columns: Mapping[str, ColumnRule]
    description: str = ""
    source: str = ""
    licence: str = ""
    header_row: int = 1
    sheet: str | None = None
    separator: str = ","
    decimal: str = "."
    thousands: str = ""
    encoding: str = "utf-8-sig"
    area_base: str = "all"
    weights: str | None = None
    example_id: str | None = None
    missing_codes: tuple[str, ...] = ()
    policy: str | None = None
    complete_on: tuple[str, ...] = ()
    currency: str | None = None
    price_year: int | None = None
    real: bool = True
    currency_column: str | None = None
    price_year_column: str | None = None
    exchange: Mapping[str, Exchange] = field(default_factory=dict)
    derive: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    identity_tolerance_usd: float | None = None
    origin: str = "schema"
    file: str = ""  # by which name or path it can be found again; none if it was given as a table

    def usd_per(self) -> dict[str, float]:
        """What one unit of each named currency is in USD."""
        return {code: 1.0 / rate.per_usd for code, rate in self.exchange.items()}

    def unit_of(self, rule: ColumnRule) -> str:
        """The unit of a column: as written, else the canonical one in the survey's own currency."""
        if rule.unit:
            return rule.unit
        canonical = CONCEPTS[rule.concept].unit
        if CONCEPTS[rule.concept].is_money and self.currency:
            return canonical.replace("USD", self.currency)
        return canonical

    def factor_of(self, rule: ColumnRule) -> float:
        """Canonical units in one unit of the column."""
        where = f"{self.origin}, columns.{rule.concept}"
        return conversion_factor(
            self.unit_of(rule), CONCEPTS[rule.concept].unit, where, self.usd_per()
        )

    def changed(self, **changes: Any) -> Schema:
        """A copy with some settings replaced by the caller's; checked like a file's own."""
        given = {key: value for key, value in changes.items() if value is not None}
        made = replace(self, **given)
        made.check()
        return made

    def check(self) -> None:
        where = self.origin
        _one_of(self.policy, (None, *POLICIES), "missing policy", where)
        _one_of(self.area_base, AREA_BASES, "layout.area_base", where)
        if not isinstance(self.header_row, int) or self.header_row < 1:
            raise SchemaError(f"header_row is {self.header_row!r}", where,
                              "count lines from 1, as a spreadsheet does")
        if self.decimal == self.thousands or self.decimal == self.separator == ",":
            raise SchemaError(
                f"decimal {self.decimal!r} is also the thousands mark or the separator", where,
                'a file with decimal commas usually has separator = ";" too: write it beside')
        for name in self.complete_on:
            if name not in self.columns and name not in self.derive:
                raise UnknownKeyError(f'complete_on names "{name}", which the schema does not read',
                                      where, _did_you_mean(name, [*self.columns, *self.derive]))
        for concept, rules in self.derive.items():
            known = rules_for(concept)
            for rule in rules:
                if rule not in known:
                    raise UnknownKeyError(
                        f'"{rule}" is not a rule that gives {concept}', f"{where}, derive",
                        "known for it: " + (", ".join(known) or "none")
                        + ("" if known else "; concepts with rules: " + ", ".join(sorted(RULES))))
        self._check_money()
        for column in self.columns.values():
            if CONCEPTS[column.concept].kind == "number" and column.column is not None:
                self.factor_of(column)

    def _check_money(self) -> None:
        money = [rule for rule in self.columns.values() if CONCEPTS[rule.concept].is_money]
        years: dict[int, str] = {} if self.price_year is None else {self.price_year: "money"}
        for rule in money:
            if rule.price_year is not None:
                years.setdefault(rule.price_year, f"columns.{rule.concept}")
        if len(years) > 1:
            pairs = " and ".join(f"{year} ({key})" for year, key in years.items())
            raise UnitError(f"two price years are mixed: {pairs}", self.origin,
                            "deflate the columns to one year before reading, naming the index used")
        codes: dict[str, str] = {}
        for rule in money:
            for code in currencies_in(self.unit_of(rule)):
                codes.setdefault(code, f"columns.{rule.concept}")
        unknown = [code for code in codes if code != "USD" and code not in self.exchange]
        if len(codes) > 1 and unknown:
            pairs = " and ".join(f"{code} ({key})" for code, key in codes.items())
            raise UnitError(
                f"two currencies are mixed: {pairs}", self.origin,
                f'name the rate of each: [money.exchange.{unknown[0]}] per_usd = ..., source = "..."')

    @classmethod
    def from_toml(cls, path: str | Path) -> Schema:
        path = Path(path)
        try:
            with path.open("rb") as stream:
                table = tomllib.load(stream)
        except FileNotFoundError as error:
            raise MissingFileError("there is no such schema file", str(path),
                                   "shipped ones: " + ", ".join(shipped_schemas())) from error
        except OSError as error:
            raise MissingFileError(f"the schema cannot be read: {error.strerror}", str(path), "check who may read it") from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SchemaError(f"this is not TOML: {error}", str(path),
                              "let smallholder draft-schema write one to start from") from error
        return cls.from_dict(table, path.name)

    @classmethod
    def from_dict(cls, table: Mapping[str, Any], origin: str = "schema") -> Schema:
        _known_keys(table, _TOP_KEYS, origin, "")
        version = table.get("schema", 1)
        if version != 1:
            raise SchemaError(f"schema = {version!r} is not a version known here", origin,
                              "write schema = 1")
        layout = _table(table, "layout", _LAYOUT_KEYS, origin)
        missing = _table(table, "missing", _MISSING_KEYS, origin)
        money = _table(table, "money", _MONEY_KEYS, origin)
        checks = _table(table, "checks", _CHECKS_KEYS, origin)
        derive = _table(table, "derive", tuple(concept_names()), origin)
        columns = _table(table, "columns", tuple(concept_names()), origin)
        tolerance = checks.get("identity_tolerance_usd")
        made = cls(
            name=str(layout.get("name", Path(origin).stem)),
            columns={name: _column_rule(name, rule, origin) for name, rule in columns.items()},
            missing_codes=tuple(str(code) for code in missing.get("codes", ())),
            policy=missing.get("policy"),
            complete_on=tuple(missing.get("complete_on", ())),
            currency=money.get("currency"),
            price_year=_year(money.get("price_year"), f"{origin}, money.price_year"),
            real=bool(money.get("real", True)),
            currency_column=money.get("currency_column"),
            price_year_column=money.get("price_year_column"),
            exchange={
                code: _exchange(code, row, origin) for code, row in money.get("exchange", {}).items()
            },
            derive={
                name: (rules,) if isinstance(rules, str) else tuple(rules)
                for name, rules in derive.items()
            },
            identity_tolerance_usd=None if tolerance is None else float(tolerance),
            origin=origin,
            **{key: value for key, value in layout.items() if key != "name"},
        )
        if not made.columns:
            raise SchemaError("the schema maps no column", origin,
                              'add [columns.area_ha] column = "...", unit = "ha" and so on')
        made.check()
        return made


def find_schema(schema: str | Path | Mapping[str, Any] | Schema) -> Schema:
    """A schema by shipped name, by file, or given as a table."""
    if isinstance(schema, Schema):
        return schema
    if isinstance(schema, Mapping):
        return Schema.from_dict(schema)
    text = str(schema)
    if text.endswith(".toml") or "/" in text or "\\" in text:
        return replace(Schema.from_toml(text), file=text)
    names = shipped_schemas()
    if text in names:
        return replace(Schema.from_toml(schema_directory() / f"{text}.toml"), file=text)
    raise UnknownKeyError(
        f'no survey layout is called "{text}"', "schema",
        _did_you_mean(text, names) + "shipped: " + ", ".join(names)
        + '; a file of your own is given by its path, "my_survey.toml"')


def _did_you_mean(name: str, known: list[str]) -> str:
    close = nearest(name, known)
    return f'did you mean "{close[0]}"? ' if close else ""


def _known_keys(table: Mapping[str, Any], known: tuple[str, ...], origin: str, path: str) -> None:
    for key in table:
        if key not in known:
            full = f"{path}.{key}" if path else key
            raise UnknownKeyError(
                f'unknown key "{full}"', origin,
                (_did_you_mean(key, list(known)) or "") + "known: " + ", ".join(known))


def _table(
    table: Mapping[str, Any], name: str, known: tuple[str, ...], origin: str
) -> Mapping[str, Any]:
    part = table.get(name, {})
    if not isinstance(part, Mapping):
        raise SchemaError(f'"{name}" is {part!r}', origin, f"it is a table: write [{name}]")
    _known_keys(part, known, origin, name)
    return part


def _one_of(value: Any, known: tuple[Any, ...], what: str, where: str) -> None:
    if value not in known:
        names = [str(name) for name in known if name is not None]
        raise SchemaError(f"{what} is {value!r}", where,
                          _did_you_mean(str(value), names) + "known: " + ", ".join(names))


def _year(value: Any, where: str) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 1900 <= value <= 2200:
        raise RangeError(f"{value!r} is not a year", where, "write it as a number, such as 2018")
    return value


def _exchange(code: str, row: Any, origin: str) -> Exchange:
    where = f"{origin}, money.exchange.{code}"
    if not isinstance(row, Mapping):
        raise SchemaError(f"{row!r} is no exchange rate", where, 'write per_usd = ..., source = "..."')
    _known_keys(row, _EXCHANGE_KEYS, origin, f"money.exchange.{code}")
    return Exchange(code, float(row.get("per_usd", 0.0)), str(row.get("source", "")))


def _column_rule(concept: str, given: Any, origin: str) -> ColumnRule:
    path = f"columns.{concept}"
    if isinstance(given, str):
        given = {"column": given}
    if not isinstance(given, Mapping):
        raise SchemaError(f"{path} is {given!r}", origin, 'write column = "name in the file"')
    _known_keys(given, _COLUMN_KEYS, origin, path)
    if ("column" in given) == ("value" in given):
        raise SchemaError(f"{path} needs either column or value", origin,
                          'column = "name in the file", or value = one figure for all households')
    mapping = given.get("map")
    if mapping == "contracts" and concept == "crop_share":
        from ..tenure import contract_shares

        mapping = contract_shares()
    if mapping is not None and not isinstance(mapping, Mapping):
        raise SchemaError(f"{path}.map is {mapping!r}", origin, "write map = {female = 1, male = 0}")
    if "value" in given and concept == "household_id" and given["value"] != ROW_NUMBER:
        raise SchemaError(f"{path}.value is {given['value']!r}", origin,
                          f'the only rule for ids is value = "{ROW_NUMBER}"')
    return ColumnRule(
        concept=concept,
        column=None if "column" not in given else str(given["column"]),
        unit=str(given.get("unit", "")),
        required=bool(given.get("required", concept in ("household_id", "area_ha"))),
        map=None if mapping is None else {str(key): value for key, value in mapping.items()},
        value=given.get("value"),
        price_year=_year(given.get("price_year"), f"{origin}, {path}.price_year"),
    )
