"""Custom resolvers of `settings.py`: functions of the project that expressions in configuration call."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from viz.readers.kedro_project.interpolation import UnresolvedError, environment_variable
from viz.readers.kedro_project.static.library.paths import PathValue
from viz.readers.kedro_project.static.values import (
    LimitReached,
    Opaque,
    PyRaise,
    Reason,
    Site,
    Undecided,
    Value,
)

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Machine

LIVE = "The live reader can run it."
NOWHERE = Site(None, None)


def resolver(machine: Machine, name: str, function: Value) -> Callable[..., Any]:
    """What `${name:...}` calls: `function` evaluated without running it; UnresolvedError where that cannot be told."""
    if isinstance(function, Opaque) and (function.path or "").endswith("resolvers.oc.env"):
        return environment_variable

    def run(*arguments: Any) -> Any:
        from viz.readers.kedro_project.static.calls import call

        machine.budget.renew()
        try:
            return plain(machine, call(machine, function, list(arguments), {}, NOWHERE))
        except (Undecided, LimitReached) as error:
            raise UnresolvedError(f"the resolver {name!r} depends on {error.reason.text}", LIVE, "info") from error
        except PyRaise as error:
            raise UnresolvedError(f"the resolver {name!r} fails with {error.title}") from error

    return run


def plain(machine: Machine, value: Value) -> Any:
    """The value as plain data; raises `Undecided` where a part of it is not known."""
    reason = machine.deep_doubt(value)
    if reason is not None:
        raise Undecided(reason)
    if isinstance(value, PathValue):
        return str(value.path)
    if isinstance(value, str):
        return str.__str__(value)
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, dict):
        return {key: plain(machine, item) for key, item in value.items() if isinstance(key, (str, int, float))}
    if isinstance(value, (list, tuple)):
        return [plain(machine, item) for item in value]
    raise Undecided(Reason("unsupported", "a value that configuration cannot hold"))
