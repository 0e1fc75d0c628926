"""Asks a Kedro project what its pipelines are. Runs inside the project's own interpreter, never in ours.

Contract
  arguments     the request file and the answer file, two paths
  environment   the working folder is the project's root; standard library and Kedro 0.15 to 1.x, Python 3.7 or later
  request file  JSON: root, source (the folder to import from), package, conf_source (None: what the settings say),
                env (None: Kedro's default), params (runtime parameters by name),
                hooks (whether the project's hooks take part)
  answer file   JSON, replaced as a whole after every stage, so that a probe that dies has said what it knew:
                  python, kedro (versions), stage (the one reached), finished
                  failures   stage, subject, type, message, traceback (its tail), file, line
                  notes      what Kedro warned of while it looked for pipelines
                  stand_ins  modules that are not installed and were stood in for
                  guesses    where a stand-in decided something: what, name, file, line
                  catalog, parameters   as the project's configuration loader gives them, without credentials, or None
                  pipelines  by name, in Kedro's order of nodes: name, given_name, namespace, function, inputs, outputs,
                             tags, file (relative to the root), line, end_line, docstring
  stdout        belongs to the project; nothing is said there
Hooks are not registered and datasets not made, unless hooks are to take part; logging goes to no file.
"""

from __future__ import annotations

import ast
import contextlib
import functools
import importlib
import importlib.machinery
import importlib.util
import inspect
import json
import logging
import os
import sys
import traceback
import types
import warnings
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from viz.readers.kedro_project.probe_context import Registrar, offers
    from viz.readers.kedro_project.probe_stand_ins import StandIn, StandInFinder, StandInMeta, Witness, tree
else:  # our package is not known in the project's interpreter, the file beside this one is
    from probe_context import Registrar, offers
    from probe_stand_ins import StandIn, StandInFinder, StandInMeta, Witness, tree

PATTERNS = {
    "catalog": ("catalog*", "catalog*/**", "**/catalog*"),
    "parameters": ("parameters*", "parameters*/**", "**/parameters*"),
}
TRACEBACK_CHARACTERS = 4000


class Answer:
    """What is known so far, written to the answer file as a whole."""

    def __init__(self, path: str, root: str) -> None:
        self.path = path
        self.root = os.path.realpath(root)
        self.facts: dict[str, Any] = {
            "python": ".".join(str(part) for part in sys.version_info[:3]),
            "kedro": None,
            "stage": "start",
            "finished": False,
            "failures": [],
            "notes": [],
            "stand_ins": [],
            "guesses": [],
            "catalog": None,
            "parameters": None,
            "pipelines": {},
        }

    def save(self) -> None:
        with open(self.path + ".new", "w", encoding="utf-8") as file:
            json.dump(self.facts, file, default=_plain_text)
        os.replace(self.path + ".new", self.path)

    def fail(self, stage: str, subject: str | None, error: BaseException) -> None:
        reason = _reason(error)
        file, line = self._place(reason)
        text = "".join(traceback.format_exception(type(reason), reason, reason.__traceback__))
        self.facts["failures"].append(
            {
                "stage": stage,
                "subject": subject,
                "type": type(reason).__name__,
                "message": _plain_text(reason),
                "traceback": text[-TRACEBACK_CHARACTERS:],
                "file": file,
                "line": line,
            }
        )

    def relative(self, path: str | None) -> str | None:
        """`path` relative to the project, None for a file of a library or outside of the project."""
        full = os.path.realpath(path) if path and os.path.isabs(path) else ""
        inside = full.startswith(self.root + os.sep) and "site-packages" not in full.split(os.sep)
        return full[len(self.root) + 1 :].replace(os.sep, "/") if inside else None

    def _place(self, error: BaseException) -> tuple[str | None, int | None]:
        if isinstance(error, SyntaxError) and self.relative(error.filename):
            return self.relative(error.filename), error.lineno
        frames = traceback.extract_tb(error.__traceback__)
        places = [(self.relative(frame.filename), frame.lineno) for frame in frames]
        inside = [place for place in places if place[0]]
        return inside[-1] if inside else (None, None)


def _plain_text(value: Any) -> str:
    try:
        return str(value)
    except Exception as error:  # noqa: BLE001 - the project's own __str__ may do anything
        return f"<{type(value).__name__} without a text: {type(error).__name__}>"


def _reason(error: BaseException) -> BaseException:
    """What went wrong in the project, where Kedro says no more than that an import failed."""
    wrapped = isinstance(error, ImportError) and str(error).startswith("An error occurred while importing")
    return error.__cause__ if wrapped and error.__cause__ is not None else error


@contextlib.contextmanager
def stage(answer: Answer, name: str, subject: str | None = None) -> Iterator[None]:
    """One step whose failure is a field of the answer; the steps after it are taken all the same."""
    answer.facts["stage"] = name
    answer.save()
    try:
        yield
    except BaseException as error:  # noqa: BLE001 - also sys.exit() in the project must not end the probe
        answer.fail(name, subject, error)


def bootstrap(answer: Answer, request: dict[str, Any]) -> Any:
    """The settings of the project; Kedro, told which package it is; the folder of the source is importable."""
    import kedro

    answer.facts["kedro"] = kedro.__version__
    sys.path.insert(0, request["source"])
    _know_source_folder(request)
    settings: Any = None
    if _has_context():
        with stage(answer, "settings"):
            return _registrar(request)
        return None
    with stage(answer, "settings"):
        if importlib.util.find_spec(request["package"] + ".settings"):
            settings = importlib.import_module(request["package"] + ".settings")
            _drop_stand_ins(settings)
    with stage(answer, "bootstrap"):
        _configure(request["package"], request["hooks"])
    return settings


def _know_source_folder(request: dict[str, Any]) -> None:
    """Lets the project import `src.<package>`: old Kedro's command had the root on its path, many still rely on that.

    The root itself is not put there: its folders (`mlflow`, `spark`) would pass for libraries that are not installed.
    """
    source = os.path.realpath(request["source"])
    name = os.path.basename(source)
    if os.path.dirname(source) == os.path.realpath(request["root"]) and importlib.util.find_spec(name) is None:
        folder = sys.modules[name] = types.ModuleType(name)
        folder.__path__ = [source]


def _has_context() -> bool:
    """Whether this Kedro asks the project's context for everything, as it did before 0.17."""
    return _version() < (0, 17)


def _version() -> tuple[int, int]:
    import kedro

    major, minor = kedro.__version__.split(".")[:2]
    return int(major), int(minor)


def _registrar(request: dict[str, Any]) -> Registrar:
    """Kedro's classes and what the project says of itself, handed to who knows how those versions asked."""
    import yaml  # Kedro needs it itself
    from kedro.config import ConfigLoader

    try:
        from kedro.framework.context import KedroContext
    except ImportError:
        from kedro.context import KedroContext
    file = os.path.join(request["root"], ".kedro.yml")
    described: dict[str, Any] = {}
    if os.path.isfile(file):
        with open(file, encoding="utf-8") as text:
            described = yaml.safe_load(text) or {}
    return Registrar(KedroContext, ConfigLoader, described, request)


def _drop_stand_ins(settings: Any) -> None:
    """Kedro asks its settings for real classes: where the project names one that is not installed, its default is."""
    for name, value in list(vars(settings).items()):
        if name.isupper() and isinstance(value, (StandIn, StandInMeta)):
            delattr(settings, name)
            if name.startswith("CONFIG_LOADER"):
                StandIn.witness.note("used as a setting", name, None, None)


def _configure(package: str, hooks: bool) -> None:
    from kedro.framework import project

    project.PACKAGE_NAME = package  # find_pipelines works also where the settings do not
    for name in ("_register_hooks", "_register_hooks_setuptools"):  # Kedro 0.17 registers hooks right here
        if hasattr(project, name) and not hooks:
            setattr(project, name, lambda *args: None)
    project.configure_project(package)


def let_hooks_speak(request: dict[str, Any]) -> None:
    """Makes the context and the catalog as a run does, so that hooks change what they are there to change."""
    from kedro.framework.session import KedroSession

    params = request["params"] or None
    session = _call(
        KedroSession.create,
        package_name=request["package"],
        project_path=request["root"],
        save_on_close=False,
        env=request["env"],
        extra_params=params,
        runtime_params=params,
    )
    session.load_context().catalog  # noqa: B018 - asking for it makes it


def configuration(answer: Answer, request: dict[str, Any], settings: Any) -> None:
    """The catalog and the parameters as the project's own loader merges and resolves them."""
    loader = settings.loader() if isinstance(settings, Registrar) else _config_loader(request, settings)
    for name, patterns in PATTERNS.items():
        with stage(answer, "configuration", name):
            try:
                values = _read(loader, name, patterns if _version() >= (0, 16) else patterns[:2])
            except Exception as error:
                if type(error).__name__ != "MissingConfigException" or "does not exist" in str(error):
                    raise
                values = {}
            answer.facts[name] = _without_credentials(values) if name == "catalog" else _plain(values)


def _config_loader(request: dict[str, Any], settings: Any) -> Any:
    from kedro.framework import project

    env = request["env"] or os.environ.get("KEDRO_ENV")
    said = getattr(project.settings, "CONF_SOURCE", None) or getattr(project.settings, "CONF_ROOT", "conf")
    source = os.path.join(request["root"], request["conf_source"] or str(said))
    if hasattr(type(project.settings), "_CONFIG_LOADER_CLASS"):
        arguments = dict(project.settings.CONFIG_LOADER_ARGS)
        return project.settings.CONFIG_LOADER_CLASS(
            conf_source=source, env=env, runtime_params=request["params"] or None, **arguments
        )
    paths = [os.path.join(source, "base"), os.path.join(source, env or "local")]
    for hook in getattr(settings, "HOOKS", ()):
        if offers(hook, "register_config_loader"):
            return _call(hook.register_config_loader, conf_paths=paths, env=env, extra_params=request["params"])
    from kedro.config import ConfigLoader

    return ConfigLoader(paths)


def _call(function: Callable[..., Any], **offered: Any) -> Any:
    """As Kedro calls a hook: with those arguments that it names."""
    wanted = inspect.signature(function).parameters
    return function(**{name: value for name, value in offered.items() if name in wanted})


def _read(loader: Any, name: str, patterns: tuple[str, ...]) -> Any:
    if hasattr(loader, "config_patterns"):
        return loader[name]
    return loader.get(*patterns)


def _without_credentials(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _without_credentials(item) for key, item in value.items() if key != "credentials"}
    if isinstance(value, (list, tuple)):
        return [_without_credentials(item) for item in value]
    return _plain(value)


def _plain(value: Any) -> Any:
    """`value` as JSON can carry it; what it cannot becomes text."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, (bool, int, float, str)) else _plain_text(value)


def registered(request: dict[str, Any], settings: Any) -> dict[str, Any]:
    """What the project registers: by its registry, or by a hook as Kedro 0.17 did."""
    if isinstance(settings, Registrar):
        return _mapping(settings.pipelines())
    if request["hooks"]:
        from kedro.framework.project import pipelines as changed_by_hooks

        return dict(changed_by_hooks)
    package = request["package"]
    found: dict[str, Any] = {}
    hooks = [hook for hook in getattr(settings, "HOOKS", ()) if offers(hook, "register_pipelines")]
    if not hooks or importlib.util.find_spec(package + ".pipeline_registry"):
        found.update(_mapping(importlib.import_module(package + ".pipeline_registry").register_pipelines()))
    for hook in hooks:
        found.update(_mapping(hook.register_pipelines()))
    return found


def _mapping(registered: Any) -> dict[str, Any]:
    """What a project registers; a stand-in would pass for an empty mapping."""
    if isinstance(registered, StandIn):
        raise TypeError(f"{registered.__qualname__}, which is not installed, says what is registered")
    return dict(registered)


def found_in_folders(answer: Answer, package: str) -> dict[str, Any]:
    """The pipelines of a project whose registry fails: each folder of `pipelines` on its own."""
    found = {}
    for path in importlib.import_module(package + ".pipelines").__path__:
        for name in sorted(os.listdir(path)):
            if os.path.isdir(os.path.join(path, name)) and name.isidentifier() and name != "__pycache__":
                with stage(answer, "pipelines", name):
                    module = importlib.import_module(f"{package}.pipelines.{name}")
                    if hasattr(module, "create_pipeline"):
                        found[name] = module.create_pipeline()
    return found


@contextlib.contextmanager
def listening(answer: Answer) -> Iterator[None]:
    """Hears what `find_pipelines` only warns of. Listens at `warnings.warn` itself: filters of the project and of
    Python may silence a warning before it reaches a log, and here the swallowed exception is still at hand."""
    warn = warnings.warn

    def heard(message: Any, category: Any = None, stacklevel: int = 1, **rest: Any) -> None:
        text, error = str(message), sys.exc_info()[1]
        if "'find_pipelines'" in text and error is not None:
            answer.fail("pipelines", text.partition("'")[2].partition("'")[0], error)
        elif "'find_pipelines'" in text:
            answer.facts["notes"].append(text)
        warn(message, category, stacklevel + 1, **rest)

    warnings.warn = heard  # type: ignore[assignment]
    try:
        yield
    finally:
        warnings.warn = warn


def node_facts(answer: Answer, node: Any) -> dict[str, Any]:
    """What `facts.NodeFact` asks, of one node."""
    target = _defined(node._func)
    file, line, end_line = _place_of(answer, target)
    witness = StandIn.witness
    if isinstance(target, StandIn):
        witness.note("used as a node's function", target.__qualname__, None, None)
    elif getattr(target, "__code__", None) in witness.decorated:
        witness.note("used as a decorator of", target.__name__, file, line)
    doc = None if isinstance(target, StandIn) else getattr(target, "__doc__", None)
    return {
        "name": node.name,
        "given_name": node._name,
        "namespace": getattr(node, "namespace", None),
        "function": node._func_name,
        "inputs": list(node.inputs),
        "outputs": list(node.outputs),
        "tags": sorted(node.tags),
        "file": file,
        "line": line,
        "end_line": end_line,
        "docstring": inspect.cleandoc(doc) if isinstance(doc, str) else None,
    }


def _defined(function: Any) -> Any:
    """What was written in a file: behind wrappers, partials and bound methods."""
    for _ in range(50):
        function = inspect.unwrap(function)
        inner = getattr(function, "func", None) if isinstance(function, functools.partial) else None
        inner = inner or getattr(function, "__func__", None)
        if inner is None:
            break
        function = inner
    known = isinstance(function, StandIn) or inspect.isclass(function) or hasattr(function, "__code__")
    return function if known else type(function)


def _place_of(answer: Answer, target: Any) -> tuple[str | None, int | None, int | None]:
    try:
        file = answer.relative(inspect.getsourcefile(target))
        if file is None:
            return None, None, None
        first, last = _span(target)
    except Exception:  # noqa: BLE001 - made by exec, changed on disk, or an object that answers oddly
        return None, None, None
    return file, first, last


def _span(target: Any) -> tuple[int, int]:
    code = getattr(target, "__code__", None)
    if code is not None and sys.version_info >= (3, 8):
        for node in ast.walk(tree(code.co_filename)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
                first = min([node.lineno] + [item.lineno for item in getattr(node, "decorator_list", [])])
                if first == code.co_firstlineno and getattr(node, "name", "<lambda>") == code.co_name:
                    return first, node.end_lineno or first
    lines, first = inspect.getsourcelines(target)
    return first, first + len(lines) - 1


def pipelines(answer: Answer, request: dict[str, Any], settings: Any) -> None:
    """Every pipeline on its own: one that fails does not take the others along."""
    found: dict[str, Any] = {}
    failures = len(answer.facts["failures"])
    with listening(answer):
        with stage(answer, "registry"):
            found = registered(request, settings)
        if not found and len(answer.facts["failures"]) > failures:
            with stage(answer, "pipelines"):
                found = found_in_folders(answer, request["package"])
    for name, pipeline in found.items():
        with stage(answer, "pipelines", str(name)):
            answer.facts["pipelines"][str(name)] = _nodes(answer, pipeline)


def _nodes(answer: Answer, pipeline: Any) -> list[dict[str, Any]]:
    from kedro.pipeline import Pipeline

    if not isinstance(pipeline, Pipeline):
        raise TypeError(f"it is not a Pipeline but {_plain_text(pipeline)}")
    return [node_facts(answer, node) for node in pipeline.nodes]


def _silence_log_files() -> None:
    """Logging of the project opens no file: looking must leave nothing behind."""
    made = logging.FileHandler.__init__

    def to_nowhere(self: Any, filename: Any, *args: Any, **kwargs: Any) -> None:
        made(self, os.devnull, *args, **kwargs)

    logging.FileHandler.__init__ = to_nowhere  # type: ignore[method-assign]


def _write_no_byte_code() -> None:
    """The project may ask for compiled files beside its sources: they are not written."""

    def forget(self: Any, path: str, data: bytes, *, _mode: int = 0o666) -> None:
        pass

    importlib.machinery.SourceFileLoader.set_data = forget  # type: ignore[assignment]


def main(request_file: str, answer_file: str) -> None:
    with open(request_file, encoding="utf-8") as file:
        request = json.load(file)
    answer = Answer(answer_file, request["root"])
    witness = StandIn.witness = Witness(request["root"], answer.relative)
    answer.facts.update(stand_ins=witness.missing, guesses=witness.guesses)
    sys.meta_path.append(StandInFinder(witness, request["package"]))
    _silence_log_files()
    _write_no_byte_code()
    with stage(answer, "start"):
        settings = bootstrap(answer, request)
        with stage(answer, "configuration"):
            configuration(answer, request, settings)
        if request["hooks"]:
            with stage(answer, "hooks"):
                let_hooks_speak(request)
        pipelines(answer, request, settings)
    answer.facts.update(stage="end", finished=True)
    answer.save()


if __name__ == "__main__":
    if sys.path and sys.path[0] == os.path.dirname(os.path.abspath(__file__)):
        del sys.path[0]  # our neighbours must not be modules of the project
    main(sys.argv[1], sys.argv[2])
    os._exit(0)  # threads and exit handlers of the project have no say any more
