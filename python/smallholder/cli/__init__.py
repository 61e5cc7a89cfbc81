# SPDX-License-Identifier: Apache-2.0
"""The command `smallholder`. docs/cli.md describes it; `smallholder COMMAND --help` too.

Nothing heavy is imported here: a command imports what it needs when it is called, so that --help is instant.
"""

from __future__ import annotations

import functools
import os
import shutil
import sys
import textwrap
from collections.abc import Callable
from typing import Any

import click

from smallholder import __version__

__all__ = ["EXIT", "main"]

#: What the exit status says.
EXIT = {
    "done": 0,
    "fault": 1,         # a fault of smallholder
    "usage": 2,         # the command line was not understood
    "refused": 3,       # a file, survey or programme was refused, with the reason
    "not_written": 4,   # the results could not be written
    "numerical": 5,     # a calculation left the finite numbers
    "interrupted": 130,  # Ctrl-C; `run` has written what was finished, if anything
}


def explained(command: Callable[..., Any]) -> Callable[..., Any]:
    """Errors as one paragraph and an exit status; the traceback only with --debug."""

    @click.option("--debug", is_flag=True, help="Show the traceback of an error.")
    @functools.wraps(command)
    def wrapper(*arguments: Any, debug: bool, **options: Any) -> Any:
        from smallholder.errors import NumericalError, SmallholderError
        from smallholder.files import OutputError

        try:
            return command(*arguments, **options)
        except (click.ClickException, click.exceptions.Exit):
            raise
        except BrokenPipeError:
            # The reader of our output has seen enough, as in `smallholder parameters | head`.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(EXIT["done"])
        except KeyboardInterrupt:
            if debug:
                raise
            fail("Interrupted before anything was finished; nothing was written.", "interrupted")
        except SmallholderError as error:
            if debug:
                raise
            status = ("not_written" if isinstance(error, OutputError)
                      else "numerical" if isinstance(error, NumericalError) else "refused")
            fail(str(error), status)
        except Exception as error:
            if debug:
                raise
            fail(f"This is a fault of smallholder, not of your files: {type(error).__name__}: {error}. "
                 "The same command with --debug shows where; please report it.", "fault")

    return wrapper


def fail(message: str, status: str) -> None:
    """The message on the error stream, folded to the terminal, and the end."""
    width = min(shutil.get_terminal_size((100, 24)).columns, 110)
    lines = [textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False, subsequent_indent="  " if line[:1] == " " else "")
             for line in message.splitlines()]
    click.secho("\n".join(lines), err=True, fg="red" if status != "interrupted" else None)
    sys.exit(EXIT[status])


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="smallholder")
def main() -> None:
    """What a programme does to the incomes of farm households.

    A survey and a programme file go in; a forecast of yields, incomes and the gap to a living income comes out, with and
    without the programme, with its uncertainty. Start with: smallholder run ghana_cocoa --out results
    """


def _register() -> None:
    from . import look, run

    for command in (run.run, look.validate, look.describe, look.draft_schema, look.parameters, look.interventions):
        main.add_command(command)


_register()
