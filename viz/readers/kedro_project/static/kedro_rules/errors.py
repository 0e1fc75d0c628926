"""Kedro's own exceptions, as classes that a project's `except` can catch, and refusing what Kedro refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from viz.model import Diagnostic, Place

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Machine


class OutputNotUniqueError(Exception):
    """Two nodes make the same dataset."""


class ConfirmNotUniqueError(Exception):
    """Two nodes confirm the same dataset."""


class CircularDependencyError(Exception):
    """Nodes wait for each other."""


class ModularPipelineError(Exception):
    """Names are mapped that a pipeline does not have; Kedro's name for it until 0.19."""


class PipelineError(Exception):
    """Names are mapped that a pipeline does not have."""


REFUSED = "kedro-refuses"
HINT = "Kedro refuses it as well: repair the project's code. What was read is shown all the same."


def refuse(machine: Machine, kind: type[Exception], message: str, place: Place | None) -> Diagnostic:
    """What Kedro would say: raised where the project catches it, else a remark that the reading goes on with.

    The remark stays also where the project goes on to forget the pipeline: Kedro would not have come that far.
    """
    if machine.handlers:
        raise machine.error(kind, message, place)
    found = Diagnostic(level="error", code=REFUSED, message=f"{kind.__name__}: {message}", hint=HINT, place=place)
    machine.note(found)
    return found
