"""What `settings.py` decides about configuration, read like the registry: nothing is executed."""

from __future__ import annotations

from typing import Any

from viz.model import Diagnostic
from viz.readers.kedro_project.facts import Location, Settings
from viz.readers.kedro_project.static.functions import describe
from viz.readers.kedro_project.static.library.paths import PathValue
from viz.readers.kedro_project.static.registry import new_machine
from viz.readers.kedro_project.static.values import (
    LibraryModule,
    LimitReached,
    ModuleValue,
    Opaque,
    PyRaise,
    Undecided,
    Value,
)

PLAIN = (str, int, float, bool, type(None))


def read_settings_file(location: Location) -> Settings:
    """The settings of a project, Kedro's defaults where there is no `settings.py` or it is silent."""
    default = Settings(loader=_default_loader(location))
    if location.package_name is None:
        return default
    machine = new_machine(location)
    name = f"{location.package_name}.settings"
    if machine.sources.find_module(name) is None:
        return default
    from viz.readers.kedro_project.static.modules import import_module

    try:
        module = import_module(machine, name, None)
    except (PyRaise, Undecided, LimitReached) as error:
        machine.fail(error, None)
        return Settings(loader=default.loader, diagnostics=tuple(d for _, d in machine.failures.values()))
    if not isinstance(module, ModuleValue):
        return default
    return _settings(module.names, default, location)


def _default_loader(location: Location) -> str:
    """`ConfigLoader` until 0.18, `OmegaConfigLoader` from 0.19 on."""
    version = location.kedro_version or "1"
    return "ConfigLoader" if version.startswith("0.") and version.split(".")[1:2] < ["19"] else "OmegaConfigLoader"


def _settings(names: dict[str, Value], default: Settings, location: Location) -> Settings:
    unknown: list[str] = []
    source = _plain(names.get("CONF_SOURCE", default.conf_source), "CONF_SOURCE", unknown)
    args = _plain(names.get("CONFIG_LOADER_ARGS", {}), "CONFIG_LOADER_ARGS", unknown)
    loader = names.get("CONFIG_LOADER_CLASS")
    notes = tuple(
        Diagnostic(
            level="info",
            code="setting-unknown",
            message=f"The setting {name} cannot be told without running the project, so Kedro's default is used.",
        )
        for name in unknown
    )
    return Settings(
        conf_source=source if isinstance(source, str) else default.conf_source,
        loader=_class_name(loader) or default.loader,
        loader_args=args if isinstance(args, dict) else {},
        diagnostics=notes,
    )


def _class_name(value: Value) -> str | None:
    if value is None or isinstance(value, LibraryModule):
        return None
    name = describe(value).name
    return name if name and name != "?" else None


def _plain(value: Value, path: str, unknown: list[str]) -> Any:
    """Plain data of a setting; what is not (a resolver's function) is left out and named in `unknown`."""
    if isinstance(value, Opaque):
        unknown.append(path)
        return None
    if isinstance(value, PathValue):
        return str(value.path)
    if isinstance(value, PLAIN):
        return str.__str__(value) if isinstance(value, str) else value
    if isinstance(value, dict):
        return {k: _plain(v, f"{path}[{k!r}]", unknown) for k, v in value.items() if isinstance(k, str)}
    if isinstance(value, (list, tuple)):
        return [_plain(item, path, unknown) for item in value]
    unknown.append(path)
    return None
