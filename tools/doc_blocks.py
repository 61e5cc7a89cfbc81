# SPDX-License-Identifier: Apache-2.0
"""The code blocks of the pages, and a folder to run them in.

A block marked ``bash`` or ``python`` is run; so is an unmarked one whose lines all call the command. What a block
prints may stand below it, after the line ``<!-- prints -->``, in a block marked ``text``:
tests/python/test_docs.py compares the two, tools/refresh_docs.py writes the latter anew.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PRINTS = "<!-- prints -->"
FENCE = re.compile(r"^(\s*)```(\w*)\s*$")


@dataclass
class Block:
    """A fenced block: its language, its text, where it stands, and what it is said to print."""

    page: Path
    line: int
    language: str
    text: str
    prints: str | None = None
    prints_lines: tuple[int, int] | None = None  # of the text inside the fences, from 0, end excluded

    @property
    def where(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def pages() -> list[Path]:
    """Every page a reader may open."""
    return sorted(path for folder in ("", "docs", "examples", "python/notebooks")
                  for path in ((ROOT / folder).rglob("*.md") if folder else ROOT.glob("*.md")))


def blocks(page: Path) -> list[Block]:
    found: list[Block] = []
    lines = page.read_text(encoding="utf-8").splitlines()
    number = 0
    awaiting = False
    while number < len(lines):
        fence = FENCE.match(lines[number])
        if fence is None:
            awaiting = awaiting and not lines[number].strip() or lines[number].strip() == PRINTS
            number += 1
            continue
        end = next(n for n in range(number + 1, len(lines)) if lines[n].strip() == "```")
        text = "\n".join(lines[number + 1:end])
        if awaiting and fence[2] == "text":
            found[-1].prints, found[-1].prints_lines = text, (number + 1, end)
        else:
            found.append(Block(page, number + 2, fence[2] or _guessed(text), text))
        awaiting = False
        number = end + 1
    return found


def _guessed(text: str) -> str:
    """An unmarked block of calls of the command is one for the shell, unless it is a synopsis with PLACEHOLDERS."""
    lines = [line.partition(" #")[0] for line in text.splitlines() if line.strip() and not line.startswith("#")]
    called = bool(lines) and all(line.startswith("smallholder ") for line in lines)
    return "bash" if called and not re.search(r"\b[A-Z]{3,}\b", "\n".join(lines)) else ""


class Desk:
    """A folder that looks like a clone in which `make build` was run, to run blocks in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names: dict[str, Any] = {}
        for name in ("CITATION.cff", "data", "docs", "examples", "python", "build"):
            (folder / name).symlink_to(ROOT / name)
        (folder / ".venv").symlink_to(sys.prefix)

    def run(self, block: Block) -> str:
        """What the block prints; an exception when it fails."""
        printed = self._python(block) if block.language == "python" else self._bash(block)
        return tidy(printed)

    def _bash(self, block: Block) -> str:
        environment = {**os.environ, "COLUMNS": "100", "LC_ALL": "C.UTF-8", "MPLBACKEND": "agg"}
        environment.pop("SMALLHOLDER_DATA", None)
        environment["PATH"] = f"{sys.prefix}/bin:{environment['PATH']}"
        # make would build what runs this; that its targets exist is all that is asked here.
        make = f'make() {{ command make -n -C "{ROOT}" "$@" >/dev/null; }}'
        done = subprocess.run(["bash", "-euo", "pipefail", "-c", f"{make}\n{block.text}"], cwd=self.folder,
                              env=environment, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise AssertionError(f"{block.where} ends with status {done.returncode}\n{done.stdout}\n{done.stderr}")
        return done.stdout

    def _python(self, block: Block) -> str:
        printed = io.StringIO()
        # Line numbers of errors are those of the page.
        code = compile("\n" * (block.line - 1) + block.text, str(block.page), "exec")
        with contextlib.chdir(self.folder), contextlib.redirect_stdout(printed):
            exec(code, self.names)
        return printed.getvalue()


def tidy(text: str) -> str:
    """Without what differs from machine to machine: times, threads, blanks at the ends of lines."""
    text = re.sub(r"in [0-9.,]+ s on\s+\d+ threads?", "in … s on … threads", text)
    return "\n".join(line.rstrip() for line in text.strip("\n").splitlines())


def run_page(page: Path, desk: Desk) -> Iterator[tuple[Block, str]]:
    """Runs the blocks of a page in their order."""
    for block in blocks(page):
        if block.language in ("bash", "python"):
            yield block, desk.run(block)
