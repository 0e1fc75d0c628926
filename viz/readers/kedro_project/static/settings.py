"""What `settings.py` decides about configuration, read like the registry: nothing is executed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from viz.model import Diagnostic, Place
from viz.readers.kedro_project.facts import Location, Settings
from viz.readers.kedro_project.static.functions import describe
from viz.readers.kedro_project.static.hooked_loader import asked_patterns, hooked_loader
from viz.readers.kedro_project.static.library.configuration import LOADERS
from viz.readers.kedro_project.static.library.paths import PathValue
from viz.readers.kedro_project.static.machine import Machine
from viz.readers.kedro_project.static.registry import new_machine
from viz.readers.kedro_project.static.resolvers import resolver
from viz.readers.kedro_project.static.values import (
    ClassValue,
    LibraryModule,
    LimitReached,
    ModuleValue,
    Opaque,
    PyRaise,
    Undecided,
    Value,
)
from viz.readers.kedro_project.versions import is_before

Unknown = dict[str, Place | None]
"""The settings that are not known, each with the place of what is in the way."""
PLAIN = (str, int, float, bool, type(None))


def read_settings_file(location: Location) -> Settings:
    """The settings of a project, Kedro's defaults where there is no `settings.py` or it is silent."""
    default = Settings(loader=_default_loader(location))
    if location.package_name is None:
        return default
    if is_before(location.kedro_version, (0, 18, 0)):
        machine = new_machine(location)
        patterns = asked_patterns(machine, location.package_name)
        made = hooked_loader(machine, location.package_name)
        arguments = {**(made.arguments if made else {}), **({"config_patterns": patterns} if patterns else {})}
        default = Settings(loader=made.name if made else default.loader, loader_args=arguments)
    machine = new_machine(location)
    name = f"{location.package_name}.settings"
    if machine.sources.find_module(name) is None:
        return default

    from viz.readers.kedro_project.static.modules import import_module

    try:
        module = import_module(machine, name, None)
    except (PyRaise, Undecided, LimitReached) as error:
        machine.fail(error, None)
        return replace(default, diagnostics=tuple(d for _, d in machine.failures.values()))
    if not isinstance(module, ModuleValue):
        return default
    settings = _settings(machine, module, default)
    return replace(settings, diagnostics=(*_failures(module), *settings.diagnostics))


def _failures(module: ModuleValue) -> Iterator[Diagnostic]:
    """Why a part of the settings is not known."""
    if isinstance(module.error, PyRaise):
        message = f"The settings cannot be used: {module.error.title}."
        hint = "Kedro stops here: repair the file. Kedro's defaults are used for what comes after."
        yield Diagnostic(level="error", code="settings-broken", message=message, hint=hint, place=module.error.place)


def _default_loader(location: Location) -> str:
    """`ConfigLoader` until 0.18, `OmegaConfigLoader` from 0.19 on."""
    version = location.kedro_version or "1"
    return "ConfigLoader" if version.startswith("0.") and version.split(".")[1:2] < ["19"] else "OmegaConfigLoader"


def _settings(machine: Machine, module: ModuleValue, default: Settings) -> Settings:
    names = module.names
    unknown: Unknown = {}
    source = names.get("CONF_SOURCE", names.get("CONF_ROOT", default.conf_source))
    source = _plain(source, "CONF_SOURCE", unknown)
    loader = _class_name(names.get("CONFIG_LOADER_CLASS")) or default.loader
    arguments: Mapping[str, Any] = default.loader_args
    if "CONFIG_LOADER_ARGS" in names:
        arguments = _arguments(machine, names["CONFIG_LOADER_ARGS"], unknown)
        if machine.rules.at_least(0, 19):
            # The names of the environments are part of Kedro's default for all arguments, not of the class.
            arguments = {"base_env": "", "default_run_env": "", **arguments}
    arguments = _with_registered(machine, arguments)
    notes = tuple(
        Diagnostic(
            level="info",
            code="setting-unknown",
            message=f"The setting {name} cannot be told without running the project, so Kedro's default is used.",
            hint="Read the project with --reader live, or write the setting as plain data.",
            place=place or Place(file=module.file),
        )
        for name, place in unknown.items()
    )
    return Settings(
        conf_source=source if isinstance(source, str) else default.conf_source,
        loader=loader,
        loader_args=arguments,
        diagnostics=notes,
    )


def _arguments(machine: Machine, value: Value, unknown: Unknown) -> dict[str, Any]:
    """The plain arguments of the loader, and its custom resolvers as functions."""
    if not isinstance(value, dict):
        _plain(value, "CONFIG_LOADER_ARGS", unknown)
        return {}
    given = {key: item for key, item in value.items() if isinstance(key, str)}
    resolvers = given.pop("custom_resolvers", None)
    arguments = {key: _plain(item, f"CONFIG_LOADER_ARGS[{key!r}]", unknown) for key, item in given.items()}
    if isinstance(resolvers, dict):
        arguments["custom_resolvers"] = {
            name: resolver(machine, name, one) for name, one in resolvers.items() if isinstance(name, str)
        }
    elif resolvers is not None:
        _plain(resolvers, "CONFIG_LOADER_ARGS['custom_resolvers']", unknown)
    return {key: item for key, item in arguments.items() if item is not None}


def _with_registered(machine: Machine, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
    """`arguments` with the resolvers that were registered with OmegaConf itself; Kedro takes `oc.env` back."""
    omegaconf = machine.library["omegaconf"]["OmegaConf"]
    found = {name: resolver(machine, name, one) for name, one in omegaconf.resolvers.items() if name != "oc.env"}
    if not found:
        return arguments
    return {**arguments, "custom_resolvers": {**found, **arguments.get("custom_resolvers", {})}}


def _class_name(value: Value) -> str | None:
    """The name of a loader's class; for one of the project's own that of Kedro's class it extends, where it does."""
    if value is None or isinstance(value, LibraryModule):
        return None
    if isinstance(value, ClassValue):
        bases = [name for base in value.bases if (name := _class_name(base))]
        return next((name for name in bases if name in LOADERS), value.name)
    name = describe(value).name
    return name if name and name != "?" else None


def _plain(value: Value, path: str, unknown: Unknown) -> Any:
    """Plain data of a setting; what is not is left out and named in `unknown`."""
    if isinstance(value, Opaque):
        unknown[path] = value.reason.place
        return None
    if isinstance(value, PathValue):
        return str(value.path)
    if isinstance(value, PLAIN):
        return str.__str__(value) if isinstance(value, str) else value
    if isinstance(value, dict):
        return {k: _plain(v, f"{path}[{k!r}]", unknown) for k, v in value.items() if isinstance(k, str)}
    if isinstance(value, (list, tuple)):
        return [_plain(item, path, unknown) for item in value]
    unknown[path] = None
    return None
