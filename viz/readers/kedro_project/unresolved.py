"""Collects the values that stay as they are written, and says so once for each reason."""

from __future__ import annotations

from viz.model import Diagnostic, Level, Place
from viz.readers.kedro_project.interpolation import UnresolvedError

UNRESOLVED = "config-unresolved"


class Unresolved:
    """Values by the reason why they could not be resolved."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, str, Level], list[tuple[str, Place | None]]] = {}

    def add(self, kind: str, path: tuple[str, ...], place: Place | None, error: UnresolvedError) -> None:
        """Notes the value at `path` of the configuration `kind`."""
        self._found.setdefault((kind, error.reason, error.hint, error.level), []).append((".".join(path), place))

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """One for each reason, at the first value that it keeps from being resolved."""
        return tuple(
            Diagnostic(
                level=level,
                code=UNRESOLVED,
                message=f"{_subject(kind, [name for name, _ in found])} as written: {reason}.",
                hint=hint,
                place=found[0][1],
            )
            for (kind, reason, hint, level), found in self._found.items()
        )


def _subject(kind: str, names: list[str]) -> str:
    if len(names) == 1:
        return f"{names[0]!r} in the {kind} is shown"
    return f"{names[0]!r} and {len(names) - 1} more in the {kind} are shown"
