"""The catalog's entries and the names that nodes use, put together as datasets."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PureWindowsPath
from typing import Any

from viz.model import Dataset, Diagnostic, Overridden, Place, Setting, Transcoding
from viz.readers.kedro_project.factories import (
    can_be_read,
    fill_in,
    is_pattern,
    match,
    ranked,
    specificity,
    unknown_placeholders,
)
from viz.readers.kedro_project.facts import CatalogEntry
from viz.readers.kedro_project.redact import redact_text

MEMORY = "MemoryDataset"
TRANSCODING = "@"
_PATH_KEYS = ("filepath", "path", "filename")
_OWN_KEYS = frozenset({"type", "layer", "metadata", "versioned", "credentials"})
_WRAPPED_KEYS = ("dataset", "data_set")


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """A dataset name as it is used, transcoding kept, with the catalog entry or the pattern that covers it."""

    name: str
    config: Mapping[str, Any]
    entry: CatalogEntry | None = None
    pattern: str | None = None

    @property
    def in_catalog(self) -> bool:
        return self.entry is not None

    @property
    def defined_at(self) -> Place | None:
        return self.entry.defined_at if self.entry else None

    @property
    def overrides(self) -> tuple[Overridden, ...]:
        return self.entry.overrides if self.entry else ()

    @property
    def settings(self) -> tuple[Setting, ...]:
        """Where the values of `config` come from; what the file says only where that is something else."""
        values = dict(flattened(self.config))
        return tuple(
            replace(one, raw=None) if one.raw == values.get(one.path, one.raw) else one
            for one in (self.entry.settings if self.entry else ())
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """The datasets of a project, the patterns that cover none of them, and what is wrong with the entries."""

    datasets: tuple[Dataset, ...]
    unused_patterns: tuple[CatalogEntry, ...]
    diagnostics: tuple[Diagnostic, ...]


def is_parameter(name: str) -> bool:
    """Whether a node's input is a parameter rather than a dataset."""
    return name == "parameters" or name.startswith("params:")


def base_name(name: str) -> str:
    """A dataset's name without its transcoding."""
    return name.split(TRANSCODING, 1)[0]


def build_catalog(
    root: Path,
    entries: Mapping[str, CatalogEntry],
    used: Iterable[str],
    namespaces: Collection[str],
    *,
    has_factories: bool = True,
) -> Catalog:
    """The datasets of `entries` and of the names `used` by nodes; `namespaces` are those of the nodes.

    A name that neither an entry nor a pattern covers becomes a memory dataset, as in a run. Without `has_factories`
    (before Kedro 0.18.12) an entry with braces in its name is one like any other.
    """
    patterns = {name: entry for name, entry in entries.items() if has_factories and is_pattern(name)}
    concrete = {name: entry for name, entry in entries.items() if name not in patterns}
    order = ranked(patterns)
    names = sorted({name for name in used if not is_parameter(name)} | set(concrete))
    covered = [_cover(name, concrete, patterns, order) for name in names]
    matched = {one.pattern for one in covered}
    groups: dict[str, list[Covered]] = {}
    for one in covered:
        groups.setdefault(base_name(one.name), []).append(one)
    return Catalog(
        datasets=tuple(_dataset(root, name, group, namespaces) for name, group in sorted(groups.items())),
        unused_patterns=tuple(patterns[name] for name in order if name not in matched),
        diagnostics=tuple(_entry_diagnostics(concrete, patterns)),
    )


def _cover(
    name: str, concrete: Mapping[str, CatalogEntry], patterns: Mapping[str, CatalogEntry], order: Sequence[str]
) -> Covered:
    if entry := concrete.get(name):
        return Covered(name=name, config=entry.config, entry=entry)
    if found := match(order, name):
        entry = patterns[found.pattern]
        config = fill_in(entry.config, found.values)
        return Covered(name=name, config=config, entry=entry, pattern=found.pattern)
    return Covered(name=name, config={})


def flattened(values: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Every value that is no mapping of more values, by its dotted path."""
    for key, value in values.items():
        if isinstance(value, Mapping) and value:
            yield from flattened(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value


def _dataset(root: Path, name: str, group: Sequence[Covered], namespaces: Collection[str]) -> Dataset:
    transcoded = [one for one in group if TRANSCODING in one.name]
    first = next((one for one in group if one.in_catalog), group[0])
    return Dataset(
        id=f"dataset:{name}",
        name=name,
        type=_type(first),
        filepath=filepath_of(root, first.config),
        layer=next((layer for one in group if (layer := layer_of(one.config))), None),
        namespace=_namespace(name, namespaces),
        in_catalog=first.in_catalog,
        pattern=first.pattern,
        transcodings=tuple(_transcoding(root, one) for one in transcoded),
        versioned=any(one.config.get("versioned") is True for one in group),
        arguments=_arguments(first.config),
        metadata=_metadata(first.config),
        defined_at=first.defined_at,
        overrides=() if transcoded else first.overrides,
        settings=() if transcoded else first.settings,
    )


def _transcoding(root: Path, one: Covered) -> Transcoding:
    return Transcoding(
        name=one.name.split(TRANSCODING, 1)[1],
        type=_type(one),
        filepath=filepath_of(root, one.config),
        arguments=_arguments(one.config),
        defined_at=one.defined_at,
        pattern=one.pattern,
        overrides=one.overrides,
        settings=one.settings,
    )


def _type(one: Covered) -> str | None:
    named = one.config.get("type")
    if isinstance(named, str):
        return named
    return None if one.in_catalog else MEMORY


def _arguments(config: Mapping[str, Any]) -> dict[str, Any]:
    path_key = next((key for key in _PATH_KEYS if isinstance(config.get(key), str)), None)
    return {key: config[key] for key in sorted(config) if key not in _OWN_KEYS and key != path_key}


def _metadata(config: Mapping[str, Any]) -> Mapping[str, Any]:
    metadata = config.get("metadata")
    return metadata if isinstance(metadata, Mapping) else {}


def layer_of(config: Mapping[str, Any]) -> str | None:
    """The layer: `metadata: kedro-viz: layer`, before 0.19 a key `layer` of the entry itself."""
    viz = _metadata(config).get("kedro-viz")
    layer = viz.get("layer") if isinstance(viz, Mapping) else None
    layer = layer or config.get("layer")
    return layer if isinstance(layer, str) and layer else None


def filepath_of(root: Path, config: Mapping[str, Any]) -> str | None:
    """The entry's path: relative to the project and in POSIX form where it lies inside, else as written."""
    written = next((config[key] for key in _PATH_KEYS if isinstance(config.get(key), str) and config[key]), None)
    if written is None:
        wrapped = next((config[key] for key in _WRAPPED_KEYS if isinstance(config.get(key), Mapping)), None)
        return filepath_of(root, wrapped) if wrapped is not None else None
    return project_path(root, written)


def project_path(root: Path, written: str) -> str:
    """`written` relative to `root` in POSIX form where it lies inside the project, else as it is, without secrets."""
    if re.match(r"[A-Za-z][A-Za-z0-9+.\-]+:", written) or "${" in written:
        return redact_text(written)
    as_windows = PureWindowsPath(written)
    if as_windows.drive:
        return redact_text(written)
    path = Path(as_windows.as_posix() if "\\" in written else written)
    if not path.is_absolute():
        return _normal(path)
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else redact_text(written)


def _normal(path: Path) -> str:
    """A relative path without `.` and without `..` that can be taken back; links are not followed."""
    parts: list[str] = []
    for part in path.parts:
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts) or "."


def _namespace(name: str, namespaces: Collection[str]) -> str | None:
    """The innermost namespace of the nodes that the dataset's name begins with."""
    above = name
    while "." in above:
        above = above.rsplit(".", 1)[0]
        if above in namespaces:
            return above
    return None


def _entry_diagnostics(
    concrete: Mapping[str, CatalogEntry], patterns: Mapping[str, CatalogEntry]
) -> Iterable[Diagnostic]:
    for name, entry in concrete.items():
        if "type" not in entry.config:
            message = f"The catalog entry {name!r} has no type."
            hint = "Kedro refuses it: give it one, or begin its name with an underscore where it is only a template."
            yield _problem("dataset-without-type", message, hint, entry)
    for name, entry in patterns.items():
        yield from _pattern_diagnostics(name, entry)
    catch_alls = [name for name in ranked(patterns) if specificity(name) == 0]
    if len(catch_alls) > 1:
        message = f"Several patterns cover every name: {', '.join(map(repr, catch_alls))}."
        yield _problem("pattern-ambiguous", message, "Kedro allows one: remove the others.", patterns[catch_alls[0]])


def _pattern_diagnostics(name: str, entry: CatalogEntry) -> Iterable[Diagnostic]:
    if unknown := unknown_placeholders(name, entry.config):
        message = f"The entry of the pattern {name!r} uses {', '.join(sorted(unknown))}, which its name does not have."
        yield _problem("pattern-placeholder-unknown", message, "Kedro refuses it: correct the placeholder.", entry)
    if not can_be_read(name):
        message = f"The pattern {name!r} has a placeholder of a form that is not understood: it covers nothing here."
        yield _problem("pattern-unreadable", message, "", entry)


def _problem(code: str, message: str, hint: str, entry: CatalogEntry) -> Diagnostic:
    return Diagnostic(level="warning", code=code, message=message, hint=hint, place=entry.defined_at)
