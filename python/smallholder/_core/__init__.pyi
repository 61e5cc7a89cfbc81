# SPDX-License-Identifier: Apache-2.0
from . import metrics as metrics

__version__: str

def data_folder() -> str: ...
