"""Catalogs written in Python: in hooks, in the context of 0.15 and 0.16, with `DataCatalog({...})` and `add`."""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from viz.model import Diagnostic, Place
from viz.readers.kedro_project.facts import CatalogEntry, Configuration, Location
from viz.readers.kedro_project.redact import redact, without_credentials
from viz.readers.kedro_project.static.datasets_in_code import CATALOG_CLASSES, CatalogValue, DatasetValue, dataset_made
from viz.readers.kedro_project.static.entry import argument_names, contexts, hooks
from viz.readers.kedro_project.static.machine import Machine
from viz.readers.kedro_project.static.registry import new_machine
from viz.readers.kedro_project.static.values import (
    FunctionValue,
    InstanceValue,
    LimitReached,
    Opaque,
    PyRaise,
    Reason,
    Site,
    Undecided,
    Value,
)

REGISTER, CREATED, CREATE = "register_catalog", "after_catalog_created", "_create_catalog"
NOWHERE = Site(None, None)
_TOUCHES = re.compile(r"catalog\.(add\w*|_add\w*)\(|catalog\[[^\]]+\] =|DataCatalog\(")


def with_code_catalog(location: Location, configuration: Configuration) -> Configuration:
    """`configuration` with the catalog entries that the project's code makes, each at its place in the code."""
    machine = new_machine(location)
    if location.package_name is None or not machine.sources.defines((REGISTER, CREATED, CREATE)):
        return configuration
    machine.library = {**machine.library, **CATALOG_CLASSES}
    machine.construct = dataset_made
    reader = _Reader(machine, configuration)
    for name, method in _methods(machine, location.package_name):
        reader.run(name, method)
    return reader.configuration()


class _Reader:
    """Runs the methods that make the catalog, one after the other, on one catalog."""

    def __init__(self, machine: Machine, configuration: Configuration) -> None:
        self.machine = machine
        self.before = configuration
        self.given = {name: _plain_copy(entry.config) for name, entry in configuration.catalog.items()}
        self.catalog = CatalogValue(copy.deepcopy(self.given))
        self.notes: list[Diagnostic] = []

    def run(self, name: str, method: Value) -> None:
        """What `method` makes of the catalog; one that cannot be followed changes nothing and is told."""
        from viz.readers.kedro_project.static.calls import call

        function = getattr(method, "function", method)
        touches = name == REGISTER or (isinstance(function, FunctionValue) and _touches(function))
        kept = dict(self.catalog.entries)
        try:
            found = call(self.machine, method, [], self._arguments(name, function), NOWHERE)
        except (Undecided, LimitReached, PyRaise) as error:
            self.catalog.entries = kept
            if touches:
                self._note(name, function, str(error))
            return
        if isinstance(found, CatalogValue):
            self.catalog = found
        elif name != CREATED and touches:
            self._note(name, function, found.reason.text if isinstance(found, Opaque) else "something else")
        doubt = self.machine.doubt(self.catalog.entries)
        if doubt is not None:
            self._note(name, function, doubt.text)

    def _arguments(self, name: str, function: Value) -> dict[str, Value]:
        catalog: Value = self.catalog if name == CREATED else copy.deepcopy(self.given)
        given: dict[str, Value] = {"conf_catalog": copy.deepcopy(self.given), "catalog": catalog}
        unknown = Opaque(Reason("run-value", "what only a run gives"))
        return {one: given.get(one, unknown) for one in argument_names(function)}

    def _note(self, name: str, function: Value, reason: str) -> None:
        from viz.readers.kedro_project.static.functions import describe

        message = f"The datasets that {name}() makes cannot be told: it depends on {reason}."
        hint = "Datasets that are only known there are shown as datasets in memory."
        place = describe(function).place
        self.notes.append(Diagnostic(level="info", code="catalog-in-code", message=message, hint=hint, place=place))

    def configuration(self) -> Configuration:
        """The configuration with what the methods made."""
        entries = dict(_entries(self.machine, self.catalog.entries, self.given, self.before.catalog))
        return replace(self.before, catalog=entries, diagnostics=(*self.before.diagnostics, *self.notes))


def _touches(function: FunctionValue) -> bool:
    """Whether a function says that it makes datasets: many only look at the catalog."""
    return _TOUCHES.search(ast.unparse(function.node)) is not None


def _methods(machine: Machine, package: str) -> Iterator[tuple[str, Value]]:
    """What makes the catalog, and then what is told that it was made."""
    from viz.readers.kedro_project.static.classes import bind, find_in_class

    found = [hook for _, hook in hooks(machine, package)]
    for name in (REGISTER, CREATED):
        for hook in found if name == CREATED or not machine.rules.at_least(0, 18) else ():
            method = find_in_class(hook.kind, name)
            if isinstance(method, FunctionValue):
                yield name, bind(machine, method, hook, hook.kind, NOWHERE)
        if name == REGISTER and not machine.rules.at_least(0, 17):
            for _, method in contexts(machine, package, (CREATE,)):
                yield CREATE, method


def _entries(
    machine: Machine, made: Mapping[str, Value], given: Mapping[str, Any], known: Mapping[str, CatalogEntry]
) -> Iterator[tuple[str, CatalogEntry]]:
    for name, value in made.items():
        if not isinstance(name, str):
            continue
        if isinstance(value, DatasetValue):
            yield name, _entry(name, value.config(machine), value.place)
        elif isinstance(value, dict):
            entry = known.get(name, CatalogEntry(name=name, config={}))
            config = DatasetValue.plain(machine, value)
            yield name, entry if config == given.get(name) else replace(entry, config=_clean(config))
        else:
            yield name, _entry(name, _own_type(value), value.reason.place if isinstance(value, Opaque) else None)


def _entry(name: str, config: Mapping[str, Any], place: Place | None) -> CatalogEntry:
    return CatalogEntry(name=name, config=_clean(config), defined_at=place)


def _clean(config: Mapping[str, Any]) -> dict[str, Any]:
    clean: dict[str, Any] = redact(without_credentials(config))
    return clean


def _own_type(value: Value) -> dict[str, Any]:
    """The type of a dataset whose class is the project's own."""
    return {"type": f"{value.kind.module.name}.{value.kind.name}"} if isinstance(value, InstanceValue) else {}


def _plain_copy(config: Any) -> Any:
    if isinstance(config, Mapping):
        return {key: _plain_copy(item) for key, item in config.items()}
    return [_plain_copy(item) for item in config] if isinstance(config, (list, tuple)) else config
