# SPDX-License-Identifier: Apache-2.0
"""Options by name onto what the compiled half holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from ..errors import ProgrammeError, nearest

__all__ = ["with_options"]

_T = TypeVar("_T")


def with_options(thing: _T, options: Mapping[str, Any], where: str) -> _T:
    """The thing with its options set. Raises ProgrammeError for a name that there is not or a value of another kind."""
    names = [name for name in dir(type(thing)) if not name.startswith("_")]
    for name, value in options.items():
        if name not in names:
            close = nearest(name, names)
            raise ProgrammeError(f'there is no option "{name}"', where,
                                 f'did you mean "{close[0]}"?' if close else "use one of " + ", ".join(names))
        try:
            setattr(thing, name, value)
        except TypeError as error:
            raise ProgrammeError(f"{name} cannot be {value!r}", where, f"It is {getattr(thing, name)!r} as shipped") from error
    return thing
