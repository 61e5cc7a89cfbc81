# SPDX-License-Identifier: Apache-2.0
"""Runs the code of the pages and writes anew what they say it prints, and the README's picture.

    .venv/bin/python tools/refresh_docs.py [README.md ...]

After a change of results. Look at the difference before you commit it: a figure that moved without a line under
**Changes results** in CHANGELOG.md is a mistake.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from doc_blocks import ROOT, Block, Desk, blocks, pages

#: What a page's code draws, and where the page shows it.
PICTURES = {"README.md": {"first_forecast.png": "docs/images/first_forecast.png"}}
LARGEST_PICTURE = 200_000  # bytes


def refresh(page: Path) -> None:
    name = str(page.relative_to(ROOT))
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        printed: list[tuple[Block, str]] = []
        for block in blocks(page):
            if block.language in ("bash", "python"):
                printed.append((block, desk.run(block)))
        for drawn, shown in PICTURES.get(name, {}).items():
            _shrink(Path(folder) / drawn, ROOT / shown)
    lines = page.read_text(encoding="utf-8").splitlines()
    for block, text in reversed(printed):
        if block.prints_lines is not None:
            start, end = block.prints_lines
            lines[start:end] = text.splitlines()
    page.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{name}: {len(printed)} blocks run")


def _shrink(drawn: Path, shown: Path) -> None:
    """Few colours are enough for a chart, and make a small file."""
    from PIL import Image

    with Image.open(drawn) as picture:
        small = picture.convert("RGB").quantize(128)
    shown.parent.mkdir(exist_ok=True)
    small.save(shown, optimize=True)
    if shown.stat().st_size > LARGEST_PICTURE:
        raise SystemExit(f"{shown.relative_to(ROOT)} has {shown.stat().st_size:,} bytes; {LARGEST_PICTURE:,} is the most")


def main() -> None:
    chosen = [Path(name).resolve() for name in sys.argv[1:]]
    for page in chosen or pages():
        if any(block.prints is not None for block in blocks(page)):
            refresh(page)


if __name__ == "__main__":
    main()
