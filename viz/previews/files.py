"""Where a dataset's file is, and how it is opened: only what the catalog names, only regular files, only a head."""

from __future__ import annotations

import bz2
import gzip
import os
import re
import stat
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from viz.previews.model import FileFacts

MAX_ENTRIES = 2_000
_REMOTE = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]+://|^(s3|gs|gcs|abfss?|wasbs?|hdfs|dbfs|adl):", re.IGNORECASE)


class NoPreviewError(Exception):
    """Why there is nothing to show, in one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file to read the head of: `arguments` are the catalog's, `rows` how many rows to show.

    `path` is resolved; `folder` says that it is a folder of files.
    """

    path: Path
    facts: FileFacts
    arguments: Mapping[str, Any]
    rows: int
    folder: bool = False

    @property
    def suffix(self) -> str:
        """The suffix that tells the format, in lower case; that of a compressed file is the one inside."""
        path = self.path.with_suffix("") if self.path.suffix.lower() in (".gz", ".bz2") else self.path
        return path.suffix.lower()

    def load_args(self) -> Mapping[str, Any]:
        """The `load_args` of the catalog entry, empty where it has none."""
        found = self.arguments.get("load_args")
        return found if isinstance(found, Mapping) else {}

    def open(self) -> BinaryIO:
        """The open file; a pipe, a device or a socket is refused, whatever stood there a moment ago."""
        return open_regular(self.path)

    def head(self, limit: int) -> bytes:
        """At most `limit` bytes, unpacked where the file is gzip or bzip2."""
        with self.open() as raw:
            try:
                return _unpacked(raw, self.path.suffix.lower()).read(limit)
            except (EOFError, zlib.error) as error:
                raise NoPreviewError("The file is damaged: it cannot be unpacked.") from error


def _unpacked(raw: BinaryIO, suffix: str) -> BinaryIO | gzip.GzipFile | bz2.BZ2File:
    if suffix == ".gz":
        return gzip.GzipFile(fileobj=raw)
    return bz2.BZ2File(raw) if suffix == ".bz2" else raw


def open_regular(path: Path) -> BinaryIO:
    """`path` opened for reading without ever waiting; raises NoPreviewError where it is no regular file."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise NoPreviewError("This is no ordinary file, so it is not opened.")
    return open(descriptor, "rb")


def find(filepath: str, root: Path, *, allow_outside: bool, arguments: Mapping[str, Any], rows: int) -> Source:
    """The file (newest version) or folder that `filepath` of a catalog names; NoPreviewError where there is none."""
    if _REMOTE.match(filepath) and not filepath.startswith("file://"):
        raise NoPreviewError("The file is on a remote storage, and pipeviz fetches nothing.")
    if "${" in filepath or "{" in filepath:
        raise NoPreviewError("The path has parts that are only known at run time.")
    path = root / filepath.removeprefix("file://")
    if not allow_outside and not _inside(path, root):
        raise NoPreviewError("The file lies outside the project, so it is not read.")
    path, versions = _newest(path)
    if not allow_outside and not _inside(path, root):
        raise NoPreviewError("The file lies outside the project, so it is not read.")
    return _source(path, versions, arguments, rows)


def _inside(path: Path, root: Path) -> bool:
    return path.resolve().is_relative_to(root.resolve())


def _source(path: Path, versions: int | None, arguments: Mapping[str, Any], rows: int) -> Source:
    info = path.stat()
    folder = stat.S_ISDIR(info.st_mode)
    if not folder and not stat.S_ISREG(info.st_mode):
        raise NoPreviewError("This is no ordinary file, so it is not opened.")
    facts = FileFacts(
        size=sum(size for _, size in files_below(path)) if folder else info.st_size,
        modified=datetime.fromtimestamp(int(info.st_mtime)),
        version=path.parent.name if versions else None,
        versions=versions,
    )
    return Source(path=path.resolve(), facts=facts, arguments=arguments, rows=rows, folder=folder)


def _newest(path: Path) -> tuple[Path, int | None]:
    """Kedro keeps versions at `<filepath>/<version>/<filename>`, and the newest has the greatest name."""
    if not path.is_dir():
        return path, None
    with os.scandir(path) as entries:
        names = [entry.name for entry in islice(entries, MAX_ENTRIES)]
    versions = sorted(name for name in names if (path / name / path.name).exists())
    return (path / versions[-1] / path.name, len(versions)) if versions else (path, None)


def files_below(folder: Path) -> list[tuple[str, int]]:
    """Names (POSIX, relative) and sizes of the files in `folder`, sorted, at most MAX_ENTRIES; links are left out."""
    return sorted(islice(_walk(folder), MAX_ENTRIES))


def _walk(folder: Path) -> Iterator[tuple[str, int]]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            info = os.lstat(os.path.join(place, name))
            if stat.S_ISREG(info.st_mode) and not name.startswith("."):
                yield (Path(place) / name).relative_to(folder).as_posix(), info.st_size
