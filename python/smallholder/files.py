# SPDX-License-Identifier: Apache-2.0
"""Writing files so that what stands in a folder is always whole: beside the place first, then moved there."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from .errors import SmallholderError

__all__ = ["OutputError", "prepare_folder", "write_bytes", "write_text", "written_whole"]


class OutputError(SmallholderError, OSError):
    """A file or folder that cannot be written."""


def _refused(error: OSError, path: Path) -> OutputError:
    remedies = {
        errno.EACCES: ("there is no permission to write here", "choose another folder, or ask for write permission"),
        errno.EPERM: ("there is no permission to write here", "choose another folder, or ask for write permission"),
        errno.EROFS: ("the disk is read-only", "choose a folder on another disk"),
        errno.ENOSPC: ("the disk is full", "free some space, or choose a folder on another disk"),
        errno.EDQUOT: ("the disk quota is used up", "free some space, or choose a folder on another disk"),
        errno.EFBIG: ("the file is larger than this system allows",
                      "raise the limit, or choose a folder on another disk"),
        errno.ENOENT: ("the folder is not there", "make it first, or choose another one"),
        errno.ENOTDIR: ("a part of the path is a file, not a folder", "choose another folder"),
        errno.EEXIST: ("a file stands where a folder is needed", "choose another folder, or move the file away"),
        errno.EISDIR: ("a folder stands where a file is to be written", "move it away, or choose another folder"),
        errno.ENAMETOOLONG: ("the name is too long", "choose a shorter one"),
    }
    what, remedy = remedies.get(
        error.errno or 0, (error.strerror or str(error), "check the folder and try again"))
    return OutputError(what, str(path), remedy)


def _temporary(path: Path) -> Path:
    """Where a file is made before it is moved to its place: the same folder, so that the move is one step."""
    return path.with_name(f".{path.name}.{os.getpid()}.part")


@contextlib.contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """A place to write to; moved to `path` when everything went well, removed otherwise. OutputError."""
    temporary = _temporary(path)
    try:
        yield temporary
        with open(temporary, "rb") as finished:
            os.fsync(finished.fileno())
        os.replace(temporary, path)
    except OSError as error:
        if isinstance(error, SmallholderError):
            raise
        raise _refused(error, path) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _write(path: Path, writing: Callable[[Path], object]) -> Path:
    with written_whole(path) as temporary:
        writing(temporary)
    return path


def write_text(path: Path, text: str) -> Path:
    return _write(path, lambda place: place.write_text(text, encoding="utf-8", newline="\n"))


def write_bytes(path: Path, content: bytes) -> Path:
    return _write(path, lambda place: place.write_bytes(content))


def prepare_folder(folder: Path) -> Path:
    """Makes the folder and tries to write in it, so that a long run is not made for nothing. OutputError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = _temporary(folder / "probe")
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise _refused(error, folder) from error
    return folder
