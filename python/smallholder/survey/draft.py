# SPDX-License-Identifier: Apache-2.0
"""A first layout for a stranger's file: what each column seems to be, why, and what nobody can guess.

Names are compared with ``draft_words.py`` and figures with what a concept allows. The draft is a file
to read and correct: currency, price year, weights and the missing-value policy are never guessed.
"""

from __future__ import annotations

import csv
import json
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..errors import SchemaError
from .cells import plain_text, texts_of
from .concepts import CONCEPTS, Concept
from .draft_words import (
    CURRENCY_WORDS,
    NAMES,
    NOT_NAMES,
    UNIT_WORDS,
    WORDS_FOR_MAN,
    WORDS_FOR_NO,
    WORDS_FOR_WOMAN,
    WORDS_FOR_YES,
)
from .files import RawTable, load_table
from .schema import ColumnRule, Schema

__all__ = ["draft_schema"]

_FIGURE = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
_COMMA_FIGURE = re.compile(r"[+-]?\d+,\d+")
_USUAL_CODE = re.compile(r"-(?:[789]|([6-9])\1+)(?:[.,]0+)?")
_USUAL_WORD = re.compile(r"NA|N/A|n/a|na|NaN|nan|null|NULL|None|none|\.|-|missing|refused")
_WORTH_SAYING = 0.5


@dataclass(frozen=True)
class _Profile:
    """What a column looks like."""

    name: str
    words: str
    filled: int
    figures: npt.NDArray[np.float64]
    texts: tuple[str, ...]
    distinct: int
    codes: tuple[str, ...]
    comma: bool

    @property
    def numeric(self) -> bool:
        return self.filled > 0 and len(self.figures) >= 0.95 * self.filled

    @property
    def whole(self) -> bool:
        return bool(len(self.figures)) and bool(np.all(self.figures == np.floor(self.figures)))


@dataclass(frozen=True)
class _Guess:
    concept: str
    column: str
    confidence: float
    why: str

    @property
    def word(self) -> str:
        return "high" if self.confidence >= 0.8 else "medium" if self.confidence >= 0.65 else "low"


def draft_schema(path: str | Path) -> tuple[str, list[str]]:
    """Proposes a schema file for a survey.

    Returns the TOML text, ready to be corrected by hand, and the notes: what was guessed and how
    surely, what the runners-up were, and what has to be decided by a person.
    """
    path = Path(path)
    table, layout = _open(path)
    profiles = [_profile(table.frame.iloc[:, place], str(name), layout)
                for place, name in enumerate(table.frame.columns)]
    guesses, rivals = _assign(profiles, table)
    notes: list[str] = []
    text = _write(path, table, layout, profiles, guesses, rivals, notes)
    # A draft that its own reader refuses would be no help.
    Schema.from_dict(tomllib.loads(text), "draft")
    return text, notes


def _open(path: Path) -> tuple[RawTable, Schema]:
    """Opens the file with the separator, encoding and header line that fit it best."""
    layout = Schema(name="draft", columns={"household_id": ColumnRule("household_id", "id")})
    suffix = path.suffix.lower()
    changes: dict[str, Any] = {}
    if suffix in (".csv", ".txt") and path.is_file():
        raw = path.read_bytes()[:65536]
        try:
            sample = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            # A cut in the middle of a letter at the end of the sample is not another encoding.
            if error.start < len(raw) - 4:
                changes["encoding"] = "cp1252"
            sample = raw.decode(changes.get("encoding", "utf-8-sig"), "replace")
        try:
            separator = csv.Sniffer().sniff(sample[:8192], ",;\t|").delimiter
        except csv.Error:
            separator = ","
        changes["separator"] = separator
        lines = list(csv.reader(sample.splitlines()[:15], delimiter=separator))
        changes["header_row"] = _header_line(lines)
    table = load_table(path, layout.changed(**changes), [])
    if suffix in (".xlsx", ".xlsm"):
        cells = [list(map(plain_text, table.frame.columns))]
        cells += [[plain_text(cell) for cell in row]
                  for row in table.frame.head(14).itertuples(index=False)]
        changes["header_row"] = _header_line(cells)
        if changes["header_row"] > 1:
            table = load_table(path, layout.changed(**changes), [])
    if len(table.frame) == 0:
        raise SchemaError("there is no household in this file", path.name,
                          "a draft needs figures to look at, not only column names")
    layout = layout.changed(**changes)
    return table, layout


def _header_line(lines: list[list[str]]) -> int:
    """The first line that names every column: no blanks, no figures, nothing twice."""
    width = max((len(line) for line in lines), default=0)
    for place, line in enumerate(lines):
        cells = [cell.strip() for cell in line]
        named = [cell for cell in cells if cell and not cell.startswith("(no name")]
        if (len(cells) == width and len(named) == width and len(set(named)) == width
                and not any(_FIGURE.fullmatch(cell) for cell in named)):
            return place + 1
    return 1


def _profile(column: pd.Series[Any], name: str, layout: Schema) -> _Profile:
    texts = texts_of(column)
    # Everything is judged on the different values and how often each occurs: files repeat themselves.
    counts = texts[texts != ""].value_counts()
    values = [str(text) for text in counts.index]
    # -8 among many negative figures is a figure; alone below zero it is a code.
    negative = sum(1 for text in values if re.fullmatch(r"-\d+([.,]\d+)?", text))
    usual = {text for text in values
             if _USUAL_WORD.fullmatch(text) or (negative <= 3 and _USUAL_CODE.fullmatch(text))}
    # The reader compares figures as figures: -99 also means -99.0.
    codes = tuple(dict.fromkeys(re.sub(r"(?<=\d)[.,]0+$", "", text) for text in usual))
    answered = {text: int(count) for text, count in zip(values, counts, strict=True) if text not in usual}
    filled = sum(answered.values())
    comma = sum(count for text, count in answered.items() if _COMMA_FIGURE.fullmatch(text)) > 0.2 * filled
    points = {text: text.replace(",", ".") if comma else text for text in answered}
    good = [text for text in answered if _FIGURE.fullmatch(points[text])]
    figures = np.repeat(np.array([float(points[text]) for text in good], dtype=float),
                        np.array([answered[text] for text in good], dtype=int))
    camel = re.sub(r"([a-z])([A-Z])", r"\1_\2", name)
    words = re.sub(r"[^a-z0-9]+", "_", camel.lower()).strip("_")
    return _Profile(name, words, filled, figures, tuple(list(answered)[:6]), len(answered), codes,
                    comma and filled > 0)


def _name_score(concept: str, words: str) -> float:
    if words == concept:
        return 0.99
    refused = NOT_NAMES.get(concept)
    if refused is not None and re.fullmatch(refused, words):
        return 0.0
    for pattern, score in NAMES.get(concept, ()):
        if re.fullmatch(pattern, words):
            return score
    return 0.0


def _fits(concept: Concept, profile: _Profile) -> tuple[float, str]:
    """How well the figures fit: a factor on the confidence, and the reason in words."""
    if profile.filled == 0:
        return 0.0, "the column is empty"
    if concept.kind == "label":
        if concept.name == "household_id":
            return 1.0, f"{profile.distinct} different values"
        # A label that differs in every row groups nobody.
        many = profile.distinct > 0.8 * profile.filled and profile.filled > 10
        return (0.3 if many else 1.0), f"{profile.distinct} different values"
    if concept.kind == "flag":
        if _flag_map(concept.name, profile) is not None:
            return 1.0, "two answers: " + ", ".join(profile.texts[:3])
        return (0.6 if profile.distinct <= 4 else 0.0), "answers: " + ", ".join(profile.texts[:4])
    if not profile.numeric:
        return 0.0, "not numbers"
    low, mid, high = (float(value) for value in np.quantile(profile.figures, [0.0, 0.5, 1.0]))
    shown = f"{low:g} to {high:g}, middle {mid:g}"
    if concept.is_share:
        if low < 0.0 or high > 100.0:
            return 0.0, shown
        return 1.0, shown
    if high < concept.low or low > concept.high:
        return 0.0, shown
    factor = 1.0
    outside = np.mean((profile.figures < concept.low) | (profile.figures > concept.high))
    if outside > 0.05:
        factor *= 0.4
    if concept.name == "area_ha" and profile.whole and profile.words == "size":
        factor *= 0.7
    if concept.unit == "person" and not profile.whole:
        factor *= 0.6
    return factor, shown


def _assign(
    profiles: list[_Profile], table: RawTable
) -> tuple[dict[str, _Guess], dict[str, list[_Guess]]]:
    """Each concept its best column and each column one concept, the surest pair first."""
    found: list[_Guess] = []
    for profile in profiles:
        for name, concept in CONCEPTS.items():
            score = _name_score(name, profile.words)
            if score == 0.0:
                continue
            factor, why = _fits(concept, profile)
            confidence = score * factor
            if confidence >= 0.35:
                found.append(_Guess(name, profile.name, confidence, why))
    found.sort(key=lambda guess: -guess.confidence)
    chosen: dict[str, _Guess] = {}
    used: set[str] = set()
    rivals: dict[str, list[_Guess]] = {}
    for guess in found:
        if guess.concept in chosen:
            rivals.setdefault(guess.concept, []).append(guess)
        elif guess.column not in used:
            chosen[guess.concept] = guess
            used.add(guess.column)
    ids = chosen.get("household_id")
    wave = chosen.get("wave")
    repeated = ids is not None and bool(table.frame[ids.column].duplicated().any())
    if wave is not None and not repeated:
        # One answer each: a year column is the date of the interview, not a panel.
        del chosen["wave"]
        rivals.pop("wave", None)
    return {name: chosen[name] for name in CONCEPTS if name in chosen}, rivals


def _flag_map(concept: str, profile: _Profile) -> dict[str, int] | None:
    yes, no = ((WORDS_FOR_WOMAN, WORDS_FOR_MAN) if concept == "female_head"
               else (WORDS_FOR_YES, WORDS_FOR_NO))
    if profile.distinct > 6 or profile.filled == 0:
        return None
    made: dict[str, int] = {}
    for text in profile.texts:
        if text.casefold() in yes:
            made[text] = 1
        elif text.casefold() in no:
            made[text] = 0
        else:
            return None
    return made


def _in_dollars(profile: _Profile) -> bool:
    return re.search(r"(^|_)(usd|us|dollars?)", profile.words) is not None


def _currency(profile: _Profile) -> str:
    """The currency that a column's name holds as a word of its own, other than the dollar; "" if none."""
    found = re.search(rf"(?:^|_)({'|'.join(CURRENCY_WORDS)})(?:_|$)", profile.words)
    return CURRENCY_WORDS[found[1]] if found else ""


def _unit(concept: Concept, profile: _Profile, elsewhere: bool) -> tuple[str, str]:
    """The unit of a column and where it is read from; "" if it cannot be told.

    elsewhere: another sum of the same file says that it is in USD.
    """
    words = re.sub(r"kgs?_?ha", "kg_ha", profile.words)
    found = [unit for pattern, unit in UNIT_WORDS if re.search(pattern, words)]
    if concept.is_money:
        if _in_dollars(profile):
            return concept.unit, "from its name"
        if code := _currency(profile):
            return "", f"from its name: give the exchange rate under [money.exchange.{code}]"
        if elsewhere and not re.search(r"(^|_)(lcu|local)(_|$)", words):
            return concept.unit, "assumed: other sums of this file say USD"
        return "", "the currency is not in the name"
    if concept.is_share:
        high = float(profile.figures.max())
        return ("share", "all values up to 1") if high <= 1.0 else ("percent", "values above 1")
    if concept.name in ("area_ha", "food_area_ha"):
        areas = [unit for unit in found if unit in ("ha", "acre", "m2")]
        return (areas[0], "from its name") if areas else ("ha", "assumed: the name gives none")
    if concept.name == "production_kg":
        masses = [unit for unit in found if unit in ("kg", "t", "bag_64kg", "lb")]
        if masses:
            return masses[0], "from its name"
        if float(np.median(profile.figures)) < 30.0:
            return "t", "assumed from the size of the figures: tonnes, or bags?"
        return "kg", "assumed: the name gives none"
    if concept.name == "yield_kg_per_ha":
        below = "acre" if "acre" in found else "ha"
        above = next((unit for unit in found if unit in ("kg", "t", "bag_64kg")), "kg")
        return f"{above}_per_{below}", "from its name" if found else "assumed: the name gives none"
    return concept.unit, "assumed"


def _write(
    path: Path, table: RawTable, layout: Schema, profiles: list[_Profile],
    guesses: dict[str, _Guess], rivals: dict[str, list[_Guess]], notes: list[str],
) -> str:
    profile_of = {profile.name: profile for profile in profiles}
    quote = json.dumps
    codes = sorted({code for guess in guesses.values() for code in profile_of[guess.column].codes})
    comma = any(profile_of[guess.column].comma for guess in guesses.values())
    lines = [
        f"# Draft of a survey layout for {path.name}: guesses to be checked line by line.",
        "# Keys: docs/surveys/bring_your_own.md",
        "schema = 1",
        "",
        "[layout]",
        f"name = {quote(path.stem.split('.')[0])}",
        'description = ""',
        'source = ""                     # who asked whom, when: reports print it',
        f"header_row = {layout.header_row}",
    ]
    if layout.separator != ",":
        lines.append(f"separator = {quote(layout.separator)}")
    if layout.encoding != "utf-8-sig":
        lines.append(f"encoding = {quote(layout.encoding)}")
    if comma:
        lines.append('decimal = ","')
        notes.append("figures have decimal commas: decimal = \",\"")
    land = profile_of[guesses["area_ha"].column].words if "area_ha" in guesses else ""
    older = re.search(r"(more_?than|older_?than|over|gt)_?5", land) is not None
    lines.append(f'area_base = "{"older_than_5" if older else "all"}"'
                 '     # "all" or "older_than_5": which cocoa does the land count?')
    if "weight" not in guesses:
        lines.append('# weights = "equal"             # decide: is every household as good as any other?')
        notes.append('no column looks like survey weights: decide, weights = "equal" or name a column')
    lines += ["", "[missing]"]
    if codes:
        lines.append(f"codes = [{', '.join(quote(code) for code in codes)}]")
        notes.append("seem to stand for missing answers: " + ", ".join(codes))
    lines.append('# policy = "impute"             # decide: "complete_cases", "impute" or "error"')
    notes.append("the missing-value policy is yours to decide: complete_cases, impute or error")

    dollars = any(_in_dollars(profile_of[guess.column]) for name, guess in guesses.items()
                  if CONCEPTS[name].is_money)
    units = {name: _unit(CONCEPTS[name], profile_of[guess.column], dollars)
             for name, guess in guesses.items() if CONCEPTS[name].kind == "number"}
    money = [name for name in guesses if CONCEPTS[name].is_money]
    lines += ["", "[money]"]
    if money:
        said = sorted({_currency(profile_of[guesses[name].column]) for name in money} - {""})
        lines += [f'# currency = "{said[0] if len(said) == 1 else "USD"}"              # decide: what the file is in, three letters',
                  "# price_year = 2018             # decide: whose prices",
                  "# real = true                   # deflated to that year?"]
        notes.append("currency and price year of the sums are not in the file's figures: name them")
        _money_warnings(table, guesses, profiles, notes)
    else:
        lines.append("# the file seems to hold no sums of money")

    for name, guess in guesses.items():
        lines += _column_lines(name, guess, profile_of[guess.column], units, rivals, notes)
    for needed in ("household_id", "area_ha"):
        if needed not in guesses:
            lines += ["", f"# not found: {needed} ({CONCEPTS[needed].meaning}); every survey needs it",
                      f"# [columns.{needed}]", '# column = "..."']
            notes.append(f"not found: {needed} ({CONCEPTS[needed].meaning}); every survey needs it")
            if needed == "household_id":
                lines[-1] = '# value = "row_number"      # if there is none at all'
    if not guesses:
        raise SchemaError("no column of this file looks like anything known", path.name,
                          "write the layout by hand: docs/surveys/bring_your_own.md lists the concepts")
    if "household_id" in guesses:
        _ids(guesses, table, notes)
    absent = [name for name in CONCEPTS if name not in guesses]
    unused = [profile.name for profile in profiles
              if profile.name not in {guess.column for guess in guesses.values()}]
    notes.append("concepts without a column: " + ", ".join(absent))
    if unused:
        lines += ["", "# Columns that nothing was made of:"]
        lines += [f"#   {name}" for name in unused]
        notes.append(f"{len(unused)} columns that nothing was made of are listed at the end of the draft")
    return "\n".join(lines) + "\n"


def _column_lines(
    name: str, guess: _Guess, profile: _Profile, units: dict[str, tuple[str, str]],
    rivals: dict[str, list[_Guess]], notes: list[str],
) -> list[str]:
    """The lines of one concept; a sum in an unknown currency is written, but commented out."""
    concept = CONCEPTS[name]
    unit, unit_why = units.get(name, ("", ""))
    others = [rival.column for rival in rivals.get(name, []) if rival.confidence >= _WORTH_SAYING]
    why = f"{guess.word} confidence: its name, and {guess.why}"
    if name in ("area_ha", "production_kg", "yield_kg_per_ha") and "cocoa" not in profile.words:
        why += "; does it count cocoa only?"
    lines = ["", f"# {concept.meaning}", f"# {why}" + (f"; unit {unit_why}" if unit_why else "")]
    if others:
        lines.append("# could also be: " + ", ".join(others[:4]))
    hold = "# " if concept.is_money and not unit else ""
    lines += [f"{hold}[columns.{name}]", f"{hold}column = {json.dumps(guess.column)}"]
    if concept.kind == "number":
        if hold:
            code = _currency(profile)
            lines.append(f'{hold}unit = "{concept.unit.replace("USD", code or "USD")}"   # '
                         + ("give its exchange rate first" if code else "name the currency first"))
        else:
            lines.append(f'unit = "{unit}"')
    if concept.kind == "flag":
        mapping = _flag_map(name, profile)
        if mapping is None:
            lines.append("# map = {...}   # say which answer is 1 and which is 0")
            notes.append(f"{name}: say in a map which answers of \"{guess.column}\" are 1 and which 0")
        elif set(mapping) - {"0", "1"}:
            pairs = ", ".join(f"{json.dumps(text)} = {value}" for text, value in mapping.items())
            lines.append(f"map = {{ {pairs} }}")
    notes.append(f"{name} <- \"{guess.column}\" ({why})"
                 + (f"; unit {unit or _currency(profile) or 'not known'}, {unit_why}" if unit_why else "")
                 + (f"; could also be {', '.join(others[:4])}" if others else ""))
    return lines


def _ids(guesses: dict[str, _Guess], table: RawTable, notes: list[str]) -> None:
    keys = [guesses[name].column for name in ("household_id", "wave") if name in guesses]
    double = int(table.frame.duplicated(keys).sum())
    if double:
        notes.append(f"{double} rows repeat {' and '.join(keys)}: if this is a panel name its wave "
                     "column as [columns.wave]; one row must be one household in one wave")
    elif len(keys) == 2:
        notes.append(f'a panel: "{keys[0]}" repeats, "{keys[1]}" tells its rounds apart')


def _money_warnings(
    table: RawTable, guesses: dict[str, _Guess], profiles: list[_Profile], notes: list[str]
) -> None:
    for profile in profiles:
        if re.search(r"(^|_)currency$", profile.words) and profile.distinct > 1 and not profile.numeric:
            notes.append(f'"{profile.name}" holds {profile.distinct} currencies: read one country at a '
                         "time, or convert first")
        if re.search(r"(^|_)country$|^iso_country", profile.words) and 1 < profile.distinct:
            notes.append(f'"{profile.name}" holds {profile.distinct} countries: their sums are hardly in '
                         "one currency; read one at a time")
    if any("ppp" in profile.words for profile in profiles):
        notes.append("a column speaks of PPP: purchasing-power dollars are not US dollars and must be "
                     "named as a currency of their own")
    years = sorted({year for name, guess in guesses.items() if CONCEPTS[name].is_money
                    for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", guess.column)})
    if years:
        notes.append(f"{', '.join(years)} in the names of sums may be the price year")
    lcu = [guess.column for name, guess in guesses.items()
           if CONCEPTS[name].is_money and re.search(r"(^|_)lcu(_|$)", guess.column.lower())]
    if lcu:
        notes.append(f"in local currency (lcu): {', '.join(lcu)}; name it and its exchange rate")
