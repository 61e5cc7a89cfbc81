# SPDX-License-Identifier: Apache-2.0
"""What a reader sees of a report: its numbers with their keys, its words, and what a shown number stands for."""

from __future__ import annotations

import decimal
from html.parser import HTMLParser

MINUS = "\N{MINUS SIGN}"
VOID = {"meta", "br", "link", "img", "hr", "input", "use"}


class Page(HTMLParser):
    """What a reader sees: numbers with their keys, words of the user, and all other text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str]]] = []
        self.numbers: list[tuple[str, str]] = []
        self.words: list[tuple[str, str]] = []
        self.rest: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(text)
        assert self.open == [], f"never closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.append((tag, found))
        if tag in VOID:
            return
        self.open.append((tag, found))
        if "data-key" in found:
            self.numbers.append((found["data-key"], ""))
        if "data-text" in found:
            self.words.append((found["data-text"], ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if any(tag in ("style", "svg", "code", "title") for tag, _ in self.open):
            return
        for _, found in reversed(self.open):
            if "data-key" in found:
                self.numbers[-1] = (self.numbers[-1][0], self.numbers[-1][1] + data)
                return
            if "data-text" in found:
                self.words[-1] = (self.words[-1][0], self.words[-1][1] + data)
                return
        self.rest.append(data)

    def text(self) -> str:
        return " ".join(" ".join(self.rest).split())


def read_back(text: str) -> tuple[float, float]:
    """The number a text shows, and half of its last digit."""
    scale = 1.0
    for word, factor in ((" billion", 1e9), (" million", 1e6), ("%", 0.01)):
        if text.endswith(word):
            text, scale = text.removesuffix(word), factor
    plain = text.replace(",", "").replace(MINUS, "-").removeprefix("+")
    digits = decimal.Decimal(plain)
    exponent = digits.as_tuple().exponent
    assert isinstance(exponent, int)
    if exponent == 0 and digits:  # zeros at the end of a whole number may stand for rounding
        exponent = len(plain) - len(plain.rstrip("0"))
    return scale * float(digits), scale * 0.5 * 10.0**exponent
