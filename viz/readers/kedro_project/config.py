"""The layered configuration of a Kedro project, merged and resolved as its configuration loader does it.

Kedro records nowhere which file a value came from, so the files are read here, with their lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from viz.model import Diagnostic, Level, Place
from viz.readers.kedro_project.conf_documents import ConfDocument, Documents
from viz.readers.kedro_project.conf_files import environments, files_of, patterns_of
from viz.readers.kedro_project.facts import CatalogEntry, Configuration, Location, ParameterEntry, Settings
from viz.readers.kedro_project.interpolation import Interpolator, UnresolvedError, lookup
from viz.readers.kedro_project.layers import (
    Item,
    Tree,
    leaves,
    merge_deep,
    merge_whole,
    raw_of,
    resolve,
    settings_of,
    spread,
    tree_of,
    value_of,
    values_of,
    walk,
)
from viz.readers.kedro_project.layers import Path as KeyPath
from viz.readers.kedro_project.project_files import inside
from viz.readers.kedro_project.redact import CREDENTIALS, is_secret_key, named, redact, without_credentials
from viz.readers.kedro_project.templating import fill_in
from viz.readers.kedro_project.unresolved import Unresolved
from viz.readers.kedro_project.versions import is_before

Style = Literal["omega", "templated", "plain"]
Kind = Literal["catalog", "parameters", "globals"]
Evaluate = Callable[[str, KeyPath], Any]

_PARAMS_HINT = "Give it with --params {}=..."
_GLOBALS_HINT = "Define {0!r} in globals.yml."


def read_configuration(
    location: Location, settings: Settings, *, env: str | None, params: Mapping[str, Any]
) -> Configuration:
    """The catalog and the parameters of the project in the environment `env` (default: that of the settings).

    `params` are runtime parameters as `kedro run --params` takes them, nested or with dotted names.
    """
    reader = _Reader(location, settings, env, nested(params))
    catalog = {name: _catalog_entry(name, item) for name, item in reader.merged("catalog").items()}
    parameters = {".".join(path): _parameter_entry(path, item) for path, item in walk(reader.merged("parameters"))}
    return Configuration(catalog=catalog, parameters=parameters, diagnostics=reader.diagnostics())


def conf_folder(location: Location, settings: Settings) -> Path | None:
    """The configuration folder: what the settings name, inside the project."""
    folder = location.root / settings.conf_source
    return folder if folder.is_dir() and inside(location.root, folder) else None


def known_environments(location: Location, settings: Settings) -> tuple[str, ...]:
    """The names of the configuration environments that the project has."""
    folder = conf_folder(location, settings)
    return environments(folder) if folder else ()


def nested(params: Mapping[str, Any]) -> dict[str, Any]:
    """Runtime parameters with dotted names written out: `{"a.b": 1}` as `{"a": {"b": 1}}`."""
    result: dict[str, Any] = {}
    for name, value in params.items():
        *above, last = str(name).split(".")
        into = result
        for key in above:
            below = into.get(key)
            into[key] = dict(below) if isinstance(below, Mapping) else {}
            into = into[key]
        into[last] = value
    return result


def style_of(location: Location, settings: Settings) -> Style:
    """How the project's configuration loader treats `${...}`; a class of its own is judged by name and version."""
    if "Templated" in settings.loader:
        return "templated"
    if "Omega" in settings.loader or settings.loader == "OmegaConfigLoader":
        return "omega"
    if settings.loader == "ConfigLoader":
        return "plain"
    return "templated" if is_before(location.kedro_version, (0, 19, 0)) else "omega"


class _Reader:
    """Reads and merges the kinds of configuration of one project, in one environment."""

    def __init__(self, location: Location, settings: Settings, env: str | None, params: Mapping[str, Any]) -> None:
        self.settings = settings
        self.params = redact(params)
        self.style = style_of(location, settings)
        self.conf = conf_folder(location, settings)
        # Modular pipelines, and files of theirs in folders of any name, came with 0.16.
        self.looks_near = is_before(location.kedro_version, (0, 16, 0))
        is_omega = self.style == "omega"
        self.documents = Documents(location.root, self.conf, jinja=self.style == "templated", strict=is_omega)
        self.unresolved = Unresolved()
        self.found: list[Diagnostic] = []
        self.environments = self._environments(env)
        self._globals: dict[str, Any] | None = None
        self._open_globals: dict[str, str] = {}

    def _environments(self, env: str | None) -> list[str]:
        arguments = self.settings.loader_args
        base = _text(arguments, "base_env", "base")
        run = env or _text(arguments, "default_run_env", "local")
        if self.conf is None:
            message = f"There is no configuration folder {self.settings.conf_source!r} in the project."
            hint = "Create it, or name another one as CONF_SOURCE in settings.py: Kedro does not start without."
            self._note("conf-missing", message, "warning", hint, Place(file=self.settings.conf_source))
            return []
        for name in dict.fromkeys((base, run)):
            if not (self.conf / name).is_dir():
                self._missing_environment(name, asked=env is not None or name == base)
        return list(dict.fromkeys((base, run)))

    def _missing_environment(self, name: str, *, asked: bool) -> None:
        where = f"{self.settings.conf_source}/{name}"
        hint = f"Create the folder {where}: Kedro needs it to run, empty or not."
        message = f"There is no configuration environment {name!r}."
        place = Place(file=where, environment=name)
        self._note("environment-missing", message, "warning" if asked else "info", hint, place)

    def _note(self, code: str, message: str, level: Level, hint: str = "", place: Place | None = None) -> None:
        self.found.append(Diagnostic(level=level, code=code, message=message, hint=hint, place=place))

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        return (*self.found, *self.documents.diagnostics, *self.unresolved.diagnostics())

    def merged(self, kind: Kind) -> Tree:
        """The items of `kind`, environments merged, expressions resolved, secrets out."""
        merge = self._strategy(kind)
        result: Tree = {}
        for environment in self.environments:
            tree = self._layer(kind, self._read(kind, environment), environment)
            result = merge(result, tree)
        if kind == "parameters" and (self.style != "omega" or not result):
            result = merge_deep(result, self._runtime())
        return _without_secrets(result, kind)

    def _runtime(self) -> Tree:
        return tree_of(self.params, {}, lambda spot: None)

    def _strategy(self, kind: Kind) -> Callable[[Tree, Tree], Tree]:
        strategies = self.settings.loader_args.get("merge_strategy")
        chosen = strategies.get(kind) if isinstance(strategies, Mapping) else None
        return merge_deep if chosen == "soft" and self.style == "omega" else merge_whole

    def _read(self, kind: Kind, environment: str) -> list[ConfDocument]:
        if self.conf is None:
            return []
        files = files_of(self.conf / environment, self._patterns(kind))
        return [self.documents.read(path, environment, kind) for path in files]

    def _patterns(self, kind: Kind) -> Sequence[str]:
        if kind != "globals" or self.style == "omega":
            patterns = patterns_of(kind, self.settings.loader_args)
            is_default = patterns == patterns_of(kind, {})
            return (
                [one for one in patterns if not one.startswith("**/")] if self.looks_near and is_default else patterns
            )
        pattern = self.settings.loader_args.get("globals_pattern")
        if isinstance(pattern, str):
            return (pattern,)
        return ("*globals*",) if self.style == "templated" else ()

    def _layer(self, kind: Kind, documents: Iterable[ConfDocument], environment: str) -> Tree:
        by_path = kind == "parameters" and self.style == "omega"
        trees = [(document, tree_of(document.data, document.spots, document.place)) for document in documents]
        self._report_duplicates(trees, environment, by_path=by_path)
        tree: Tree = {}
        for _, items in trees:
            tree = merge_deep(tree, items) if self.style == "omega" else merge_whole(tree, items)
        if by_path and trees:
            # Before the layers are merged: so a runtime parameter can hide all of a mapping, as it does in Kedro.
            tree = merge_deep(tree, self._runtime())
        self._resolve(kind, tree)
        keeps_hidden = kind == "parameters" and self.style == "omega"
        return {key: item for key, item in tree.items() if keeps_hidden or not key.startswith("_")}

    def _report_duplicates(self, trees: list[tuple[ConfDocument, Tree]], environment: str, *, by_path: bool) -> None:
        seen: dict[KeyPath, tuple[ConfDocument, Item]] = {}
        for document, tree in trees:
            # Kedro compares the values at any depth; a mapping without any is then nothing.
            keys = (
                ((path, item) for path, item in leaves(tree) if item.children is None)
                if by_path
                else (((key,), item) for key, item in tree.items())
            )
            for path, item in keys:
                first, item_there = seen.setdefault(path, (document, item))
                if first is not document and not path[0].startswith("_"):
                    name = ".".join(path)
                    message = f"{name!r} is in both {_written(item_there, first)} and {_written(item, document)}."
                    hint = f"Kedro refuses a key twice in one environment ({environment}): remove one of them."
                    self._note("key-duplicated", message, "error", hint, item.place)

    def _resolve(self, kind: Kind, tree: Tree) -> None:
        evaluate = self._evaluator(kind, tree)
        if evaluate is None:
            return

        def value(found: Any, path: KeyPath, item: Item) -> Any:
            return self._evaluated(found, path, item, evaluate, kind)

        resolve(tree, value)
        spread(tree)

    def _evaluated(self, value: Any, path: KeyPath, item: Item, evaluate: Evaluate, kind: Kind) -> Any:
        if isinstance(value, Mapping):
            return {key: self._evaluated(below, (*path, key), item, evaluate, kind) for key, below in value.items()}
        if isinstance(value, list):
            parts = enumerate(value)
            return [self._evaluated(below, (*path, str(at)), item, evaluate, kind) for at, below in parts]
        if not isinstance(value, str) or "${" not in value:
            return value
        try:
            found = evaluate(value, path)
            # What a global could not be resolved to is in here as it is written.
            item.unresolved = next((why for text, why in self._open_globals.items() if text in str(found)), "")
            return found
        except UnresolvedError as error:
            self.unresolved.add(kind, path, item.place, error)
            item.unresolved = error.reason
            return value

    def _evaluator(self, kind: Kind, tree: Tree) -> Evaluate | None:
        if self.style == "plain" or (self.style == "templated" and kind == "globals"):
            return None
        if self.style == "templated":
            return lambda text, path: fill_in(text, self.globals())
        return Interpolator(values_of(tree), self._resolvers(kind)).resolve

    def _resolvers(self, kind: Kind) -> dict[str, Callable[..., Any]]:
        if kind == "globals":
            return self._custom_resolvers()
        return {
            **self._custom_resolvers(),
            "globals": lambda *given: lookup(self.globals(), "the global", _GLOBALS_HINT)(*given),
            "runtime_params": lookup(self.params, "the runtime parameter", _PARAMS_HINT),
        }

    def _custom_resolvers(self) -> dict[str, Callable[..., Any]]:
        given = self.settings.loader_args.get("custom_resolvers")
        if not isinstance(given, Mapping):
            return {}
        return {str(name): resolver for name, resolver in given.items() if callable(resolver)}

    def globals(self) -> dict[str, Any]:
        """What globals files and `globals_dict` say."""
        if self._globals is None:
            given = self.settings.loader_args.get("globals_dict")
            own = redact(given) if isinstance(given, Mapping) else {}
            tree = self.merged("globals")
            self._globals = {**values_of(tree), **own}
            self._open_globals = {str(item.value): item.unresolved for _, item in walk(tree) if item.unresolved}
        return self._globals


def _written(item: Item, document: ConfDocument) -> str:
    line = item.place.line if item.place else None
    return f"{document.file}:{line}" if line else document.file


def _text(arguments: Mapping[str, Any], key: str, default: str) -> str:
    value = arguments.get(key)
    return value if isinstance(value, str) else default


def _without_secrets(tree: Tree, kind: Kind, above: str = "") -> Tree:
    """What came in through expressions is cleaned once more; `above` is the key over the tree."""
    kept = {key: item for key, item in tree.items() if kind != "catalog" or key != CREDENTIALS}
    for key, item in kept.items():
        own = above if is_secret_key(above) else named(key, above)
        if item.children is not None:
            item.children = _without_secrets(item.children, kind, own)
        else:
            item.value = redact(without_credentials(item.value) if kind == "catalog" else item.value, own)
    return kept


def _catalog_entry(name: str, item: Item) -> CatalogEntry:
    config, raw = value_of(item), raw_of(item)
    return CatalogEntry(
        name=name,
        config=config if isinstance(config, Mapping) else {},
        raw=raw if isinstance(raw, Mapping) else {},
        defined_at=item.place,
        overrides=item.overrides,
        settings=settings_of(item),
    )


def _parameter_entry(path: KeyPath, item: Item) -> ParameterEntry:
    return ParameterEntry(
        path=".".join(path),
        value=value_of(item),
        raw=raw_of(item),
        defined_at=item.place,
        overrides=item.overrides,
        unresolved=item.unresolved,
    )
