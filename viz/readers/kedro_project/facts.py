"""What the parts of this room hand to each other before a `Project` is put together (`assemble.py`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from viz.model import Diagnostic, Overridden, Place, Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where a Kedro project keeps its parts; every path is absolute, None where there is none.

    `kedro_version` is what the project's own files say ("0.19.15", "0.18.2"), `package_dir` the folder of the package
    `package_name`, `conf_dir` the configuration folder, `settings` what `settings.py` is known to say. `context_path`
    is the dotted name of the project's context class where a project of Kedro 0.15 or 0.16 says it ("a.run.Context").
    """

    root: Path
    name: str
    package_name: str | None
    package_dir: Path | None
    source_dir: Path | None
    conf_dir: Path | None
    kedro_version: str | None
    context_path: str | None = None
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeFact:
    """A node as a reader found it. `given_name` is what the project wrote, namespace not included, or None.

    `name` is Kedro's full name, as this Kedro version makes it for unnamed nodes too. `namespace_places` are the
    full names of the namespaces it was put into, with the places of those `pipeline(...)` calls.
    """

    name: str
    given_name: str | None
    namespace: str | None
    function: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    tags: tuple[str, ...] = ()
    source: Place | None = None
    declared_at: Place | None = None
    docstring: str | None = None
    namespace_places: tuple[tuple[str, Place], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineFacts:
    """What a reader found in the registry: nodes by registered pipeline, in the order Kedro has them.

    `complete` means exactly right; where it is False a diagnostic says what could not be decided, and where.
    """

    pipelines: Mapping[str, tuple[NodeFact, ...]]
    complete: bool
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogEntry:
    """One key of the merged catalog, dataset factory patterns included, credentials left out.

    `config` is the resolved entry, `raw` what the file says, `overrides` what environments below say under the same
    key. `settings` tells where each value in it comes from, by its dotted path, with `raw` always filled in.
    """

    name: str
    config: Mapping[str, Any]
    raw: Mapping[str, Any] = field(default_factory=dict)
    defined_at: Place | None = None
    overrides: tuple[Overridden, ...] = ()
    settings: tuple[Setting, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterEntry:
    """One value of the merged parameters, by its dotted path; nested mappings appear at every level."""

    path: str
    value: Any
    raw: Any = None
    defined_at: Place | None = None
    overrides: tuple[Overridden, ...] = ()
    unresolved: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """The layered configuration of a project: what the catalog and the parameters say, and where."""

    catalog: Mapping[str, CatalogEntry]
    parameters: Mapping[str, ParameterEntry]
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What `settings.py` decides about configuration, Kedro's defaults where it is silent.

    `loader` is the class name of the configuration loader, `loader_args` its plain arguments (`base_env`,
    `default_run_env`, `config_patterns`, ...); what could not be evaluated is left out and named in `diagnostics`.
    """

    conf_source: str = "conf"
    loader: str = "OmegaConfigLoader"
    loader_args: Mapping[str, Any] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
