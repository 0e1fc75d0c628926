"""Logging and warnings: calls that tell somebody something and change nothing."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from viz.readers.kedro_project.static.values import Builtin, Opaque, Reason, Site, Value

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Machine

TELLING = ("debug", "info", "warning", "warn", "error", "critical", "fatal", "exception", "log")
ARRANGING = ("setLevel", "addHandler", "removeHandler", "addFilter", "removeFilter")
LEVELS = ("DEBUG", "INFO", "WARNING", "WARN", "ERROR", "CRITICAL", "FATAL", "NOTSET")
MORE = ("success", "trace")
"""What loguru's logger has beside the usual."""


def _nothing(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    return None


class LoggerValue:
    """A logger; `path` is where it comes from."""

    type_name = "Logger"

    def __init__(self, path: str, silent: tuple[str, ...]) -> None:
        self.path = path
        self.silent = silent

    def get_attribute(self, machine: Machine, name: str, site: Site) -> Value:
        if name in self.silent:
            return Builtin(f"{self.path}.{name}", _nothing)
        machine.opaque_events += 1
        path = f"{self.path}.{name}"
        return Opaque(Reason("library-value", f"`{path}`, which comes from a library", site.place), path)


_LOGGER = LoggerValue("logging.Logger", (*TELLING, *ARRANGING))
MESSAGES: dict[str, dict[str, Value]] = {
    "logging": {
        "getLogger": Builtin("logging.getLogger", lambda machine, args, kwargs, site: _LOGGER),
        **{name: Builtin(f"logging.{name}", _nothing) for name in (*TELLING, "basicConfig", "captureWarnings")},
        **{name: getattr(logging, name) for name in LEVELS},
    },
    "warnings": {name: Builtin(f"warnings.{name}", _nothing) for name in ("filterwarnings", "simplefilter", "warn")},
    "loguru": {"logger": LoggerValue("loguru.logger", (*TELLING, *MORE))},
}
