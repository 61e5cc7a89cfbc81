# SPDX-License-Identifier: Apache-2.0
"""How cells of the workbook look."""

from __future__ import annotations

from typing import Any

__all__ = ["Formats"]


class Formats:
    """One of each, made for one workbook."""

    def __init__(self, book: Any) -> None:
        self.title = book.add_format({"bold": True, "font_size": 12})
        self.bold = book.add_format({"bold": True, "valign": "top"})
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom", "bg_color": "#eef2f6"})
        self.wrap = book.add_format({"text_wrap": True, "valign": "top"})
        self.number = book.add_format({"num_format": "[>=1000]#,##0;[<=-1000]-#,##0;General"})
        self.money = book.add_format({"num_format": "#,##0"})
        self.money_bold = book.add_format({"num_format": "#,##0", "bold": True, "top": 1})
        self.ratio = book.add_format({"num_format": "0.00", "bold": True})
        self.percent = book.add_format({"num_format": "0.0%"})
        self.input = book.add_format({"num_format": "0.0%", "bg_color": "#fff2cc", "border": 1, "bold": True})
        self.whole_left = book.add_format({"num_format": "#,##0", "align": "left", "valign": "top"})
        self.note = book.add_format({"italic": True, "font_color": "#57606a"})
