# SPDX-License-Identifier: Apache-2.0
"""Household surveys: reading, checking, describing, and drafting a layout for a stranger's file."""

from .concepts import CONCEPTS, Concept
from .description import Description, describe
from .draft import draft_schema
from .money import Exchange, MoneyBasis
from .reader import read_survey, validate_survey
from .report import Problem, ValidationReport
from .resources import shipped_schemas
from .schema import Schema
from .survey import Survey

__all__ = [
    "CONCEPTS",
    "Concept",
    "Description",
    "Exchange",
    "MoneyBasis",
    "Problem",
    "Schema",
    "Survey",
    "ValidationReport",
    "describe",
    "draft_schema",
    "read_survey",
    "shipped_schemas",
    "validate_survey",
]
