# SPDX-License-Identifier: Apache-2.0
"""The report of a run for people who decide, and its workbook for people who calculate (docs/report.md)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..files import write_text, written_whole

if TYPE_CHECKING:
    import jinja2

    from ..consortium.assessment import ConsortiumResult
    from ..result import Result

__all__ = ["render_alliance", "render_report", "write_alliance_report", "write_report", "write_workbook"]

TEMPLATES = Path(__file__).parent / "templates"


def _environment() -> jinja2.Environment:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True,
        lstrip_blocks=True)
    environment.filters["lower_first"] = lambda words: words[:1].lower() + words[1:]
    return environment


def _style() -> str:
    return (TEMPLATES / "style.css").read_text(encoding="utf-8")


def render_report(result: Result) -> str:
    """The report as the text of one HTML page that needs nothing from elsewhere."""
    from ..outputs import summary
    from .page import page

    return _environment().get_template("report.html").render(style=_style(), **page(result, summary(result)))


def render_alliance(found: ConsortiumResult) -> str:
    """The report of an alliance whose gains and costs its file gives, as the text of one HTML page."""
    from ..outputs import consortium_summary
    from .consortium import alliance_page

    return _environment().get_template("alliance.html").render(style=_style(), **alliance_page(found, consortium_summary(found)))


def write_alliance_report(found: ConsortiumResult, path: str | Path) -> Path:
    """Writes report.html of such an alliance. OutputError where that is not possible."""
    return write_text(Path(path), render_alliance(found))


def write_report(result: Result, path: str | Path) -> Path:
    """Writes report.html. OutputError where that is not possible; nothing half-written stays."""
    return write_text(Path(path), render_report(result))


def write_workbook(result: Result, path: str | Path) -> Path:
    """Writes results.xlsx. OutputError where that is not possible; nothing half-written stays."""
    from .workbook import build_workbook

    with written_whole(Path(path)) as place:
        build_workbook(result, place)
    return Path(path)
