# SPDX-License-Identifier: Apache-2.0
"""What a programme does to the incomes of farm households."""

from smallholder._core import __version__

__all__ = ["__version__"]
