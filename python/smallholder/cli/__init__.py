# SPDX-License-Identifier: Apache-2.0
"""The command `smallholder`."""

import click

from smallholder import __version__


@click.group()
@click.version_option(__version__, prog_name="smallholder")
def main() -> None:
    """What a programme does to the incomes of farm households."""
