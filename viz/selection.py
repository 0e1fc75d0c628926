"""What a user names on the command line, found in the project: so far, a run."""

from __future__ import annotations

from collections.abc import Sequence

from viz.errors import UsageError
from viz.model import Run


def run_named(runs: Sequence[Run], name: str | None) -> Run | None:
    """The run of this id, or the latest for "latest", or none for None; UsageError where there is none such."""
    if name is None:
        return None
    if name == "latest" and runs:
        return runs[0]
    found = next((run for run in runs if run.id == name), None)
    if found is None:
        known = f"the latest is {runs[0].id}" if runs else "the logs hold no run"
        raise UsageError(f"There is no run {name!r}; {known}. `pipeviz runs` lists them.")
    return found
