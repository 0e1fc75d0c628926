"""Kedro's configuration loaders and settings, where a project's registry asks them itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from viz.model import Diagnostic
from viz.readers.kedro_project.facts import Location, ParameterEntry, Settings
from viz.readers.kedro_project.static.library.paths import text
from viz.readers.kedro_project.static.values import Builtin, Opaque, Reason, Site, Undecided, Value

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Machine

LOADERS = ("ConfigLoader", "TemplatedConfigLoader", "OmegaConfigLoader")
TAKES = ("conf_source", "env", "runtime_params")
TOOK = ("conf_paths", "globals_pattern", "globals_dict")
"""What loaders took by place, from 0.18 on and until 0.17."""
PLAIN_ARGUMENTS = ("base_env", "default_run_env", "config_patterns", "globals_pattern", "globals_dict")
DEFAULTS = {"CONF_SOURCE": "conf", "CONFIG_LOADER_ARGS": {}}


class LoaderValue:
    """A configuration loader over the project's own configuration folder."""

    type_name = "ConfigLoader"

    def __init__(self, location: Location, settings: Settings, env: str | None, reason: Reason) -> None:
        self.location = location
        self.settings = settings
        self.env = env
        self.reason = reason

    def get_item(self, machine: Machine, key: Value, site: Site) -> Value:
        """`loader["parameters"]`."""
        name = machine.certain(key)
        patterns = self.settings.loader_args.get("config_patterns", {})
        if name == "parameters" or name in patterns:
            return self._matching(machine, patterns.get(name))
        return Opaque(self.reason)

    def get_attribute(self, machine: Machine, name: str, site: Site) -> Value:
        if name == "get":
            return Builtin("kedro.config.ConfigLoader.get", self._get)
        return Opaque(self.reason)

    def _get(self, machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
        if self.settings.loader == "OmegaConfigLoader" or args == ["parameters"]:
            return self.get_item(machine, args[0], site)
        return self._matching(machine, [text(machine, pattern) for pattern in args])

    def _matching(self, machine: Machine, patterns: Sequence[str] | None) -> Value:
        asked = {"catalog": []} if patterns is None else {"catalog": [], "parameters": list(patterns)}
        return self.read(
            machine, replace(self.settings, loader_args={**self.settings.loader_args, "config_patterns": asked})
        )

    def read(self, machine: Machine, settings: Settings) -> Value:
        """What the files say that `settings` calls parameters; opaque where it is not all resolved."""
        from viz.readers.kedro_project.config import read_configuration

        found = read_configuration(self.location, settings, env=self.env, params={})
        notes = [note for note in found.diagnostics if note.level != "info" and not self._is_left_out(note)]
        if not found.parameters or notes:
            return Opaque(self.reason)
        machine.budget.spend(len(found.parameters))
        return {name: _plain(value, self.reason) for name, value in _top(found.parameters).items()}

    def _is_left_out(self, note: Diagnostic) -> bool:
        """Whether it says no more than that the personal environment is missing: it is kept out of repositories."""
        personal = self.settings.loader_args.get("default_run_env", "local")
        return note.code == "environment-missing" and self.env == personal


def _top(entries: Mapping[str, ParameterEntry]) -> dict[str, Any]:
    """The values that are not inside of another one."""
    inside = {path for path in entries if any(path[:dot] in entries for dot in _dots(path))}
    return {path: entry.value for path, entry in entries.items() if path not in inside}


def _dots(path: str) -> list[int]:
    return [index for index, character in enumerate(path) if character == "."]


def _plain(value: Any, reason: Reason) -> Value:
    if isinstance(value, Mapping):
        return {key: _plain(item, reason) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item, reason) for item in value]
    unresolved = isinstance(value, str) and "${" in value
    return Opaque(reason) if unresolved or not isinstance(value, (str, int, float, type(None))) else value


def _loader(name: str) -> Builtin:
    def make(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
        reason = Reason("library-value", f"`kedro.config.{name}(...)`, which comes from a library", site.place)
        if not machine.rules.at_least(0, 18):
            return _of_paths(machine, name, {**dict(zip(TOOK, args, strict=False)), **kwargs}, reason)
        given = {**dict(zip(TAKES, args, strict=False)), **kwargs}
        source, env = given.pop("conf_source", None), given.pop("env", None)
        location = machine.location
        if location is None or given.pop("runtime_params", None) or set(given) - set(PLAIN_ARGUMENTS):
            raise Undecided(reason)
        doubt = machine.deep_doubt(given) or machine.doubt(env)
        folder = machine.sources.inside(text(machine, source))
        if doubt is not None or folder is None or not folder.is_dir():
            raise Undecided(doubt or reason)
        conf = machine.sources.relative(folder)
        return LoaderValue(location, Settings(conf_source=conf, loader=name, loader_args=given), env, reason)

    return Builtin(f"kedro.config.{name}", make)


def _of_paths(machine: Machine, name: str, given: dict[str, Value], reason: Reason) -> Value:
    """A loader as Kedro made it until 0.17, from the folders of environments: `["conf/base", "conf/local"]`."""
    paths = given.pop("conf_paths", None)
    listed = [text(machine, path) for path in ([paths] if isinstance(paths, str) else machine.items(paths))]
    folders = [machine.sources.inside(path) for path in listed]
    parents = {folder.parent for folder in folders if folder is not None}
    doubt = machine.deep_doubt(given)
    fits = len(parents) == 1 and None not in folders and len(folders) <= 2 and not set(given) - set(TOOK)
    if machine.location is None or doubt is not None or not fits:
        raise Undecided(doubt or reason)
    names = [folder.name for folder in folders if folder is not None]
    arguments = {**given, "base_env": names[0], "default_run_env": names[-1]}
    conf = machine.sources.relative(parents.pop())
    return LoaderValue(
        machine.location, Settings(conf_source=conf, loader=name, loader_args=arguments), names[-1], reason
    )


class SettingsValue:
    """`kedro.framework.project.settings`: what the project's `settings.py` says."""

    type_name = "_ProjectSettings"

    def get_attribute(self, machine: Machine, name: str, site: Site) -> Value:
        from viz.readers.kedro_project.static.modules import import_module

        package = machine.sources.package_name
        module = f"{package}.settings"
        if package is not None and machine.sources.find_module(module) is not None:
            names = import_module(machine, module, site.place).names
            if name in names:
                return names[name]
        if name in DEFAULTS:
            return DEFAULTS[name]
        return machine.opaque(site.place, "library-value", f"`settings.{name}`, which has Kedro's default")


class OmegaConfValue:
    """`omegaconf.OmegaConf`, of which the resolvers are known that the project registers while it is imported."""

    type_name = "type"

    def __init__(self) -> None:
        self.resolvers: dict[str, Value] = {}

    def get_attribute(self, machine: Machine, name: str, site: Site) -> Value:
        path = f"omegaconf.OmegaConf.{name}"
        if name in ("register_new_resolver", "register_resolver"):
            return Builtin(path, self._register)
        return machine.opaque(site.place, "library-value", f"`{path}`, which comes from a library", path=path)

    def _register(self, machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
        given = {**dict(zip(("name", "resolver"), args, strict=False)), **kwargs}
        self.resolvers[text(machine, given["name"])] = given["resolver"]
        return None


CONFIGURATION: dict[str, dict[str, Value]] = {
    "kedro.config": {name: _loader(name) for name in LOADERS},
    "kedro.config.config": {"ConfigLoader": _loader("ConfigLoader")},
    "kedro.config.templated_config": {"TemplatedConfigLoader": _loader("TemplatedConfigLoader")},
    "kedro.contrib.config": {"TemplatedConfigLoader": _loader("TemplatedConfigLoader")},
    "kedro.config.omegaconf_config": {"OmegaConfigLoader": _loader("OmegaConfigLoader")},
}
