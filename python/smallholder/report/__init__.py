# SPDX-License-Identifier: Apache-2.0
"""The report of a run for people who decide, and its workbook for people who calculate (docs/report.md)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..files import write_text, written_whole

if TYPE_CHECKING:
    from ..result import Result

__all__ = ["render_report", "write_report", "write_workbook"]

TEMPLATES = Path(__file__).parent / "templates"


def render_report(result: Result) -> str:
    """The report as the text of one HTML page that needs nothing from elsewhere."""
    import jinja2

    from ..outputs import summary
    from .page import page

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True,
        lstrip_blocks=True)
    style = (TEMPLATES / "style.css").read_text(encoding="utf-8")
    return environment.get_template("report.html").render(style=style, **page(result, summary(result)))


def write_report(result: Result, path: str | Path) -> Path:
    """Writes report.html. OutputError where that is not possible; nothing half-written stays."""
    return write_text(Path(path), render_report(result))


def write_workbook(result: Result, path: str | Path) -> Path:
    """Writes results.xlsx. OutputError where that is not possible; nothing half-written stays."""
    from .workbook import build_workbook

    with written_whole(Path(path)) as place:
        build_workbook(result, place)
    return Path(path)
