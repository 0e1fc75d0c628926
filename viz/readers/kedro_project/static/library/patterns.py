"""Which regular expressions are sure to end soon: a search may take exponentially long where repetitions nest."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

MOST_STEPS = 10_000_000
REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
HARD = ("BRANCH", "GROUPREF", "GROUPREF_EXISTS", "ASSERT", "ASSERT_NOT")


def ends_soon(pattern: str, text: str, flags: int = 0) -> bool:
    """Whether searching the text costs a bounded number of steps; a pattern that does not parse ends at once."""
    try:
        parsed = re._parser.parse(pattern, flags)  # type: ignore[attr-defined]
    except (re.error, OverflowError, RecursionError):
        return len(pattern) < 1000
    count = _repetitions(parsed, inside=False)
    return count is not None and (len(text) + 1) ** (count + 1) <= MOST_STEPS


def _repetitions(parsed: Iterable[Any], *, inside: bool) -> int | None:
    """How many repetitions there are, None where one holds another or alternatives."""
    count = 0
    for operation, argument in parsed:
        name = str(operation)
        repeats = name in REPEATS and argument[1] != 1 and argument[:2] != (0, 1)
        if inside and (repeats or name in HARD):
            return None
        count += repeats
        for part in _parts(argument):
            found = _repetitions(part, inside=inside or repeats)
            if found is None:
                return None
            count += found
    return count


def _parts(argument: Any) -> list[Any]:
    """The patterns inside of an operation's argument."""
    if hasattr(argument, "data"):
        return [argument]
    if isinstance(argument, (list, tuple)):
        return [part for item in argument for part in _parts(item)]
    return []
