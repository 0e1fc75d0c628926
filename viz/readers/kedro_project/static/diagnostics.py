"""What the evaluator could not do, in words a person can act on."""

from __future__ import annotations

from viz.model import Diagnostic, Place
from viz.readers.kedro_project.static.sources import SourceError
from viz.readers.kedro_project.static.values import LimitReached, PyRaise, Reason, Undecided

HINT = "Read it with --reader live if the project can run, or write this part without the dependency."


def undecided(reason: Reason, what: str, place: Place | None) -> Diagnostic:
    """`what` (a noun phrase: "the name of a dataset") cannot be told because of `reason`."""
    origin = f" ({reason.place.file}:{reason.place.line})" if reason.place and elsewhere(reason.place, place) else ""
    message = f"{what[0].upper()}{what[1:]} depends on {reason.text}{origin}."
    return Diagnostic(
        level="warning", code=reason.code, message=message, hint=reason.hint or HINT, place=place or reason.place
    )


def elsewhere(origin: Place | None, place: Place | None) -> bool:
    """Whether the origin is worth naming beside the place."""
    return origin is not None and place is not None and (origin.file, origin.line) != (place.file, place.line)


def failure(cause: Exception, place: Place | None) -> Diagnostic:
    """What stopped a part of the project from being read."""
    if isinstance(cause, PyRaise):
        hint = REPAIR if cause.code == "syntax-error" else STOPS
        if cause.kind is NotImplementedError:
            hint = HOOKED
        return Diagnostic(level="error", code=cause.code, message=cause.title, hint=hint, place=cause.place or place)
    if isinstance(cause, SourceError):
        return Diagnostic(level="error", code="syntax-error", message=cause.message, hint=REPAIR, place=cause.place)
    if isinstance(cause, (LimitReached, Undecided)):
        return undecided(cause.reason, "what is registered here", place)
    return Diagnostic(level="error", code="not-followed", message=str(cause), hint=HINT, place=place)


STOPS = "Kedro stops here as well: repair the project's code."
HOOKED = "If a hook puts something else in its place when Kedro runs, read the project with --reader live --hooks."
REPAIR = "Repair the file, or run pipeviz on a Python as new as the project's; what does not need the file is shown."
