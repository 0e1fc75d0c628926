"""Puts a `Project` together from what the registry, the catalog and the parameters say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from viz.model import Diagnostic, Namespace, Node, Parameter, Place, Project, ReaderName, Setting
from viz.readers.kedro_project.advice import ALL_PARAMETERS, advice
from viz.readers.kedro_project.catalog import build_catalog, flattened, is_parameter
from viz.readers.kedro_project.facts import (
    CatalogEntry,
    Configuration,
    Location,
    NodeFact,
    ParameterEntry,
    PipelineFacts,
)
from viz.readers.kedro_project.node_ids import build_nodes
from viz.readers.kedro_project.redact import HIDDEN, redact, redact_text, without_credentials
from viz.readers.kedro_project.unresolved import UNRESOLVED
from viz.readers.kedro_project.versions import is_before

SYSTEM = "kedro"
FIRST_WITH_FACTORIES = (0, 18, 12)


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
    namespaces = frozenset(_namespace_names(nodes))
    has_factories = not is_before(system_version or location.kedro_version, FIRST_WITH_FACTORIES)
    catalog = build_catalog(location.root, configuration.catalog, used, namespaces, has_factories=has_factories)
    found = [*location.diagnostics, *facts.diagnostics, *configuration.diagnostics, *catalog.diagnostics]
    if facts.complete and facts.pipelines:
        found += advice(location.root, nodes, catalog, configuration.parameters)
    return Project(
        name=location.name,
        system=SYSTEM,
        system_version=system_version or location.kedro_version,
        reader=reader,
        complete=facts.complete and not (reader == "static" and _kedro_stops(location, configuration)),
        pipelines=pipelines,
        nodes=nodes,
        datasets=catalog.datasets,
        parameters=tuple(_parameters(used, configuration.parameters)),
        diagnostics=in_order(found),
        namespaces=tuple(_namespaces(facts.pipelines, namespaces)),
    )


def _namespace_names(nodes: Sequence[Node]) -> Iterator[str]:
    for node in nodes:
        parts = (node.namespace or "").split(".")
        yield from (".".join(parts[:count]) for count in range(1, len(parts) + 1) if parts[0])


def _kedro_stops(location: Location, configuration: Configuration) -> bool:
    """Whether the project's description, settings or configuration cannot be read by Kedro as they are."""
    return any(one.level == "error" for one in (*location.diagnostics, *configuration.diagnostics))


def _namespaces(pipelines: Mapping[str, Sequence[NodeFact]], names: Iterable[str]) -> Iterator[Namespace]:
    places: dict[str, set[Place]] = {}
    for name, place in (one for nodes in pipelines.values() for node in nodes for one in node.namespace_places):
        places.setdefault(name, set()).add(place)
    for name in sorted(names):
        found = sorted(places.get(name, ()), key=lambda place: (place.file, place.line or 0, place.end_line or 0))
        yield Namespace(name=name, declared_at=tuple(found))


def _parameters(used: Iterable[str], known: Mapping[str, ParameterEntry]) -> Iterator[Parameter]:
    for name in sorted(filter(is_parameter, used)):
        path = name.removeprefix("params:")
        if name == ALL_PARAMETERS:
            values = _all_values(known)
            yield Parameter(id=name, name=name, value=values, settings=tuple(_settings(values, known)))
        elif entry := known.get(path):
            yield _parameter(name, entry, known)
        else:
            yield Parameter(id=name, name=path)


def _parameter(id_: str, entry: ParameterEntry, known: Mapping[str, ParameterEntry]) -> Parameter:
    inner = entry.value if isinstance(entry.value, Mapping) else {}
    return Parameter(
        id=id_,
        name=entry.path,
        value=entry.value,
        defined_at=entry.defined_at,
        raw=_raw(entry) if not inner or isinstance(entry.raw, str) else None,
        overrides=entry.overrides,
        unresolved=entry.unresolved,
        settings=tuple(_settings(inner, known, f"{entry.path}.")),
    )


def _raw(entry: ParameterEntry) -> Any:
    """What the file says, where that is not the value itself."""
    return None if entry.raw == entry.value else entry.raw


def _settings(values: Mapping[str, Any], known: Mapping[str, ParameterEntry], above: str = "") -> Iterator[Setting]:
    """Where each of `values` comes from, which stand at `above` in the parameters."""
    for path, _ in flattened(values):
        if entry := known.get(f"{above}{path}"):
            yield Setting(
                path=path,
                raw=_raw(entry),
                defined_at=entry.defined_at,
                overrides=entry.overrides,
                unresolved=entry.unresolved,
            )


def _all_values(known: Mapping[str, ParameterEntry]) -> dict[str, Any]:
    """The whole of the parameters: the entries that are in no other."""
    inner = {
        f"{path}.{key}" for path, entry in known.items() if isinstance(entry.value, Mapping) for key in entry.value
    }
    return {path: entry.value for path, entry in sorted(known.items()) if path not in inner}


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics without repetitions and secrets, by file and line; those of no file come first."""
    clean = (replace(one, message=redact_text(one.message), hint=redact_text(one.hint)) for one in diagnostics)
    return tuple(sorted(dict.fromkeys(clean), key=_order))


def _order(one: Diagnostic) -> tuple[str, int, str, str]:
    place = one.place
    return (place.file if place else "", (place.line if place else None) or 0, one.code, one.message)


def with_live_values(
    configuration: Configuration, catalog: Mapping[str, Any] | None, parameters: Mapping[str, Any] | None
) -> Configuration:
    """`configuration` with the values that the project's own loader gave, at the places found in the files."""
    entries, values = configuration.catalog, configuration.parameters
    found = configuration.diagnostics
    if catalog is not None:
        live = {str(name): _live_entry(str(name), config, entries) for name, config in catalog.items()}
        entries = {**live, **{name: entry for name, entry in entries.items() if _is_of_code(entry)}}
    if parameters is not None:
        values = {entry.path: entry for entry in _live_parameters(parameters, values)}
    if catalog is not None and parameters is not None:
        found = tuple(one for one in found if one.code != UNRESOLVED)
    return replace(configuration, catalog=entries, parameters=values, diagnostics=found)


def _is_of_code(entry: CatalogEntry) -> bool:
    """Whether the project's code makes the entry: its configuration loader knows nothing of that."""
    return entry.defined_at is not None and entry.defined_at.file.endswith(".py")


def _live_entry(name: str, config: Any, known: Mapping[str, CatalogEntry]) -> CatalogEntry:
    entry = known.get(name, CatalogEntry(name=name, config={}))
    clean = _as_hidden(redact(without_credentials(config)), entry.config) if isinstance(config, Mapping) else {}
    settings = tuple(replace(one, unresolved="") for one in entry.settings)
    return replace(entry, config=clean, settings=settings)


def _live_parameters(
    values: Mapping[str, Any], known: Mapping[str, ParameterEntry], prefix: str = ""
) -> Iterator[ParameterEntry]:
    for key, value in values.items():
        path = f"{prefix}{key}"
        entry = known.get(path, ParameterEntry(path=path, value=None))
        clean = _as_hidden(redact(value, str(key)), entry.value)
        yield replace(entry, value=clean, unresolved="")
        if isinstance(clean, Mapping):
            yield from _live_parameters(clean, known, f"{path}.")


def _as_hidden(live: Any, static: Any) -> Any:
    """`live`, but hidden where the files' own reading hides it: an expression may bring a secret under any name."""
    if isinstance(live, Mapping) and isinstance(static, Mapping):
        return {key: _as_hidden(value, static.get(key)) for key, value in live.items()}
    if isinstance(live, list) and isinstance(static, list) and len(live) == len(static):
        return [_as_hidden(value, below) for value, below in zip(live, static, strict=True)]
    return static if isinstance(static, str) and HIDDEN in static else live
