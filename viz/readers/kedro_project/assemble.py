"""Puts a `Project` together from what the registry, the catalog and the parameters say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from viz.model import Diagnostic, Node, Parameter, Project, ReaderName
from viz.readers.kedro_project.advice import ALL_PARAMETERS, advice
from viz.readers.kedro_project.catalog import build_catalog, is_parameter
from viz.readers.kedro_project.facts import CatalogEntry, Configuration, Location, ParameterEntry, PipelineFacts
from viz.readers.kedro_project.node_ids import build_nodes
from viz.readers.kedro_project.redact import redact, without_credentials

SYSTEM = "kedro"


def assemble(
    location: Location,
    facts: PipelineFacts,
    configuration: Configuration,
    *,
    reader: ReaderName,
    system_version: str | None = None,
) -> Project:
    """The project; the same facts give the same project, in the same order.

    `system_version` is Kedro's where it is better known than from the project's own files.
    """
    nodes, pipelines = build_nodes(facts.pipelines)
    used = {name for node in nodes for name in (*node.inputs, *node.outputs)}
    namespaces = frozenset(_namespaces(nodes))
    catalog = build_catalog(location.root, configuration.catalog, used, namespaces)
    found = [*location.diagnostics, *facts.diagnostics, *configuration.diagnostics, *catalog.diagnostics]
    if facts.complete:
        found += advice(location.root, nodes, catalog, configuration.parameters)
    return Project(
        name=location.name,
        system=SYSTEM,
        system_version=system_version or location.kedro_version,
        reader=reader,
        complete=facts.complete,
        pipelines=pipelines,
        nodes=nodes,
        datasets=catalog.datasets,
        parameters=tuple(_parameters(used, configuration.parameters)),
        diagnostics=in_order(found),
    )


def _namespaces(nodes: Sequence[Node]) -> Iterator[str]:
    for node in nodes:
        parts = (node.namespace or "").split(".")
        yield from (".".join(parts[:count]) for count in range(1, len(parts) + 1) if parts[0])


def _parameters(used: Iterable[str], known: Mapping[str, ParameterEntry]) -> Iterator[Parameter]:
    for name in sorted(filter(is_parameter, used)):
        path = name.removeprefix("params:")
        if name == ALL_PARAMETERS:
            yield Parameter(id=name, name=name, value=_all_values(known))
        elif entry := known.get(path):
            yield Parameter(id=name, name=path, value=entry.value, defined_at=entry.defined_at)
        else:
            yield Parameter(id=name, name=path)


def _all_values(known: Mapping[str, ParameterEntry]) -> dict[str, Any]:
    """The whole of the parameters: the entries that are in no other."""
    inner = {
        f"{path}.{key}" for path, entry in known.items() if isinstance(entry.value, Mapping) for key in entry.value
    }
    return {path: entry.value for path, entry in sorted(known.items()) if path not in inner}


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics without repetitions, by file and line; those of no file come first."""
    return tuple(sorted(dict.fromkeys(diagnostics), key=_order))


def _order(one: Diagnostic) -> tuple[str, int, str, str]:
    place = one.place
    return (place.file if place else "", (place.line if place else None) or 0, one.code, one.message)


def with_live_values(
    configuration: Configuration, catalog: Mapping[str, Any] | None, parameters: Mapping[str, Any] | None
) -> Configuration:
    """`configuration` with the values that the project's own loader gave, at the places found in the files."""
    entries, values = configuration.catalog, configuration.parameters
    if catalog is not None:
        entries = {str(name): _live_entry(str(name), config, entries) for name, config in catalog.items()}
    if parameters is not None:
        values = {entry.path: entry for entry in _live_parameters(parameters, values)}
    return replace(configuration, catalog=entries, parameters=values)


def _live_entry(name: str, config: Any, known: Mapping[str, CatalogEntry]) -> CatalogEntry:
    clean = redact(without_credentials(config)) if isinstance(config, Mapping) else {}
    return replace(known.get(name, CatalogEntry(name=name, config={})), config=clean)


def _live_parameters(
    values: Mapping[str, Any], known: Mapping[str, ParameterEntry], prefix: str = ""
) -> Iterator[ParameterEntry]:
    for key, value in values.items():
        path = f"{prefix}{key}"
        yield replace(known.get(path, ParameterEntry(path=path, value=None)), value=redact(value, str(key)))
        if isinstance(value, Mapping):
            yield from _live_parameters(value, known, f"{path}.")


def _flattened(values: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Every value by its dotted path, nested mappings at every level."""
    for key, value in values.items():
        path = f"{above}{key}"
        yield path, value
        if isinstance(value, Mapping):
            yield from _flattened(value, f"{path}.")
