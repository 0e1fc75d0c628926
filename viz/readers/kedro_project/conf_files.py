"""Which configuration files belong to a kind ("catalog", "parameters", "globals"), environment by environment."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

SUFFIXES = (".yml", ".yaml", ".json")
MAX_FILES = 20_000
DEFAULT_PATTERNS: Mapping[str, tuple[str, ...]] = {
    "catalog": ("catalog*", "catalog*/**", "**/catalog*"),
    "parameters": ("parameters*", "parameters*/**", "**/parameters*"),
    "globals": ("globals.yml",),
}


def patterns_of(kind: str, loader_args: Mapping[str, Any]) -> tuple[str, ...]:
    """The glob patterns of `kind`: those of `config_patterns` in the settings, else Kedro's own."""
    given = loader_args.get("config_patterns")
    chosen = given.get(kind) if isinstance(given, Mapping) else None
    if isinstance(chosen, str):
        chosen = [chosen]
    if isinstance(chosen, Sequence):
        return tuple(str(pattern) for pattern in chosen)
    return DEFAULT_PATTERNS.get(kind, ())


def files_of(environment: Path, patterns: Iterable[str]) -> list[Path]:
    """The configuration files below the folder `environment` that one of `patterns` matches, sorted.

    Hidden files are left out, and so is whatever holds credentials.
    """
    matchers = [_matcher(pattern) for pattern in patterns]
    found = [path for path in _below(environment) if any(matches.fullmatch(path) for matches in matchers)]
    return [environment / path for path in sorted(found)]


@lru_cache(maxsize=256)
def _matcher(pattern: str) -> re.Pattern[str]:
    """The glob `pattern` as a regular expression over POSIX paths; `**` spans folders."""
    parts = re.split(r"(\*\*/|\*\*|\*|\?|\[[^\]/]+\])", pattern.removeprefix("./"))
    written = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(written.get(part) or _set_or_text(part) for part in parts), re.DOTALL)


def _set_or_text(part: str) -> str:
    if len(part) > 2 and part[0] == "[" and part[-1] == "]":
        negated = part[1] in "!^"
        inner = re.escape(part[2:-1] if negated else part[1:-1]).replace(r"\-", "-")
        return f"[{'^' if negated else ''}{inner}]"
    return re.escape(part)


def _below(environment: Path) -> Iterator[str]:
    count = 0
    for folder, folders, names in os.walk(environment):
        folders[:] = sorted(name for name in folders if not is_left_out(name))
        prefix = Path(folder).relative_to(environment)
        for name in names:
            if name.endswith(SUFFIXES) and not is_left_out(name):
                yield (prefix / name).as_posix()
        count += len(names)
        if count > MAX_FILES:
            return


def is_left_out(name: str) -> bool:
    """Whether a file or folder of this name is never read: hidden ones, and what holds credentials."""
    return name.startswith(".") or name.lower().startswith("credentials")


def environments(conf: Path) -> tuple[str, ...]:
    """The names of the environments in the configuration folder `conf`."""
    try:
        with os.scandir(conf) as entries:
            return tuple(sorted(entry.name for entry in entries if entry.is_dir() and entry.name[0] != "."))
    except OSError:
        return ()
