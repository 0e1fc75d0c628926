"""Whether the files of a project have changed, told by their names, sizes and times: cheap enough to ask often."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

MAX_FILES = 20_000
MAX_DEPTH = 12
ENDINGS = (".py", ".yml", ".yaml", ".toml", ".json", ".cfg", ".ini", ".j2", ".log", ".txt")
"""What code, configuration and logs are written in; rotated logs (`info.log.1`) count too."""
SKIPPED = frozenset({"node_modules", "site-packages", "__pycache__", "venv", "env", "build", "dist", "data", "mlruns"})
READ_THOUGH_HIDDEN = frozenset({".viz"})


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Two numbers, of the code and of everything else: others once a file was written, made, moved or removed."""

    code: int = 0
    rest: int = 0


def fingerprint(root: Path) -> Fingerprint:
    """Looks at what readers read: no data, no environments, no hidden folders, at most MAX_FILES files; opens none."""
    seen = sorted(islice(_files(root, MAX_DEPTH), MAX_FILES))
    code = tuple(entry for entry in seen if entry[0].endswith(".py"))
    return Fingerprint(code=hash(code), rest=hash(tuple(entry for entry in seen if not entry[0].endswith(".py"))))


def _files(folder: str | Path, depth: int) -> Iterator[tuple[str, int, int]]:
    try:
        with os.scandir(folder) as scan:
            entries = list(scan)
    except OSError:
        return
    for entry in entries:
        try:
            about = entry.stat(follow_symlinks=False)
        except OSError:
            continue
        if stat.S_ISDIR(about.st_mode):
            if depth and _is_wanted(entry):
                yield from _files(entry.path, depth - 1)
        elif _tells(entry.name):
            yield entry.path, about.st_mtime_ns, about.st_size


def _is_wanted(entry: os.DirEntry[str]) -> bool:
    if entry.name in SKIPPED or (entry.name.startswith(".") and entry.name not in READ_THOUGH_HIDDEN):
        return False
    return not os.path.exists(os.path.join(entry.path, "pyvenv.cfg"))


def _tells(name: str) -> bool:
    return name == ".kedro.yml" or name.endswith(ENDINGS) or ".log." in name
