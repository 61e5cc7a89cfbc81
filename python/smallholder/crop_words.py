# SPDX-License-Identifier: Apache-2.0
"""What a run's crop is called where people read of it: texts are written for cocoa, and said of another crop in its own words."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import _core

__all__ = ["CropWords", "words_of"]


@dataclass(frozen=True)
class CropWords:
    """Words of one crop.

    name       as in parameters and populations: "cocoa", "robusta", ...
    crop       in a sentence: "coffee"
    product    what is weighed and sold: "green robusta coffee"
    pieces     what is carried: "beans"
    practices  the four of the model, in its order
    annual     sown each year: has no trees
    market     whose price it is: "world" or "local"
    """

    name: str
    crop: str
    product: str
    pieces: str
    practices: tuple[str, str, str, str]
    annual: bool
    market: str

    def __call__(self, text: str) -> str:
        """A text about cocoa, about this crop."""
        if self.name == "cocoa":
            return text
        swaps, pattern = _swaps(self)
        return pattern.sub(lambda found: swaps[found[0]], text)

    def all(self, texts: Any) -> Any:
        """The same for every text in a structure of dicts, tuples and lists; keys stay as they are."""
        if isinstance(texts, str):
            return self(texts)
        if isinstance(texts, Mapping):
            return {key: self.all(value) for key, value in texts.items()}
        if isinstance(texts, tuple | list):
            return type(texts)(self.all(value) for value in texts)
        return texts


@functools.cache
def _swaps(words: CropWords) -> tuple[dict[str, str], re.Pattern[str]]:
    """What is said of cocoa, in the words of another crop; and what finds it."""
    crop = words.crop
    swaps = {
        "marketed dry beans": f"{words.product}, less what is lost", "dry beans": words.product, "dry cocoa": words.product,
        "beans": words.pieces, "swollen shoot": "the disease that spreads",
        "cocoa's": f"{crop}'s", "Cocoa's": f"{crop.capitalize()}'s", "cocoa": crop, "Cocoa": crop.capitalize(),
        "pruning": words.practices[0], "black-pod control": words.practices[3], "world price": f"{words.market} price",
        "World price": f"{words.market.capitalize()} price"}
    # The longest first; a short name such as cocoa_net_income is no word.
    found = "|".join(rf"(?<![\w/]){re.escape(text)}(?![\w/])" for text in sorted(swaps, key=len, reverse=True))
    return swaps, re.compile(found)


@functools.cache
def words_of(crop: str) -> CropWords:
    """Words of a shipped crop (data/crops/words.toml)."""
    from .parameter_rows import shipped_table

    with (Path(_core.data_folder()) / "crops" / "words.toml").open("rb") as file:
        found = tomllib.load(file)[crop]
    annual = shipped_table("" if crop == "cocoa" else crop).value("annual") > 0.0
    return CropWords(crop, found["crop"], found["product"], found["pieces"], tuple(found["practices"]), annual, "local" if annual else "world")
