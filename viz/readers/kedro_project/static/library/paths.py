"""`pathlib` and `os.path` arithmetic and environment variables; no file outside the project is touched."""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from viz.model import Diagnostic, Place
from viz.readers.kedro_project.static.values import Builtin, Opaque, Reason, Site, Undecided, Value

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Machine

Run = Callable[["Machine", list[Value], dict[str, Value], Site], Value]


class PathValue:
    """A `pathlib.Path` of the project's code."""

    __slots__ = ("path",)
    type_name = "Path"

    def __init__(self, path: str) -> None:
        self.path = PurePosixPath(path)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PathValue) and self.path == other.path

    def __hash__(self) -> int:
        return hash(self.path)

    def __lt__(self, other: PathValue) -> bool:
        return self.path < other.path

    def operate(
        self, machine: Machine, kind: type[ast.operator], other: Value, reverse: bool, place: Place | None
    ) -> Value:
        if kind is not ast.Div:
            raise machine.error(TypeError, "unsupported operand type(s) for a path", place)
        parts = (text(machine, other), str(self.path)) if reverse else (str(self.path), text(machine, other))
        return PathValue(posixpath.join(*parts))

    def shown(self, machine: Machine, how: str) -> Value:
        return str(self.path) if how == "__str__" else f"PosixPath({str(self.path)!r})"

    def get_attribute(self, machine: Machine, name: str, site: Site) -> Value:
        if name == "cwd":
            return Builtin("pathlib.Path.cwd", _cwd)
        if name in ("name", "stem", "suffix"):
            return getattr(self.path, name)
        if name == "parent":
            return PathValue(str(self.path.parent))
        if name in ("parents", "parts"):
            values = getattr(self.path, name)
            return [PathValue(str(v)) for v in values] if name == "parents" else tuple(values)
        run = METHODS.get(name)
        if run is not None:
            return Builtin(f"pathlib.Path.{name}", lambda m, args, kwargs, s: run(m, self, args))
        return machine.opaque(site.place, "library-value", f"`Path.{name}`, which is not followed")


def text(machine: Machine, value: Value) -> str:
    """A path or a string as text; raises `Undecided`."""
    if isinstance(value, PathValue):
        return str(value.path)
    known = machine.certain(value)
    if not isinstance(known, str):
        raise Undecided(Reason("unsupported", "a path made of something else than text"))
    return str.__str__(known)


Method = Callable[["Machine", PathValue, list[Value]], Value]


def _real(machine: Machine, value: PathValue) -> Path:
    """The real file or folder inside the project; raises `Undecided` for any other."""
    found = machine.sources.inside(str(value.path))
    if found is None:
        raise Undecided(Reason("outside", f"`{value.path}`, which lies outside of the project"))
    return found


def _same(machine: Machine, value: PathValue, args: list[Value]) -> Value:
    return PathValue(
        posixpath.normpath(machine.sources.root.as_posix() + "/" + str(value.path))
        if not value.path.is_absolute()
        else posixpath.normpath(str(value.path))
    )


def _found(machine: Machine, value: PathValue, pattern: str) -> list[PathValue]:
    """What a folder of the project holds; raises `Undecided` where that leads out of the project."""
    folder = _real(machine, value)
    if ".." in pattern or pattern.startswith("/"):
        raise Undecided(Reason("outside", "a pattern that leads out of its folder"))
    found: list[str] = []
    for path in folder.glob(pattern):
        machine.budget.spend(10)
        if machine.sources.inside(path) is None:
            raise Undecided(Reason("outside", f"a folder with a link out of the project, `{value.path}`"))
        found.append(path.relative_to(folder).as_posix())
    machine.budget.size(len(found))
    return [PathValue(str(value.path / name)) for name in sorted(found)]


def _unordered(machine: Machine, result: Value, count: int) -> Value:
    """A folder's content comes in whatever order the system gives it."""
    if count > 1:
        machine.unordered[id(result)] = result
    return result


def _listed(machine: Machine, value: PathValue, args: list[Value]) -> Value:
    """`iterdir` and `glob`."""
    found = _found(machine, value, text(machine, args[0]) if args else "*")
    return _unordered(machine, machine.new_iterator(iter(found)), len(found))


def _names(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    """`os.listdir`."""
    names = [found.path.name for found in _found(machine, PathValue(text(machine, args[0]) if args else "."), "*")]
    return _unordered(machine, names, len(names))


METHODS: dict[str, Method] = {
    "cwd": lambda machine, value, args: PathValue(machine.sources.root.as_posix()),
    "resolve": _same,
    "absolute": _same,
    "expanduser": lambda machine, value, args: value,
    "as_posix": lambda machine, value, args: str(value.path),
    "__fspath__": lambda machine, value, args: str(value.path),
    "joinpath": lambda machine, value, args: PathValue(
        posixpath.join(str(value.path), *(text(machine, a) for a in args))
    ),
    "with_suffix": lambda machine, value, args: PathValue(str(value.path.with_suffix(text(machine, args[0])))),
    "with_name": lambda machine, value, args: PathValue(str(value.path.with_name(text(machine, args[0])))),
    "exists": lambda machine, value, args: _real(machine, value).exists(),
    "is_file": lambda machine, value, args: _real(machine, value).is_file(),
    "is_dir": lambda machine, value, args: _real(machine, value).is_dir(),
    "read_text": lambda machine, value, args: machine.sources.read_bytes(_real(machine, value)).decode(
        "utf-8", "replace"
    ),
    "iterdir": _listed,
    "glob": _listed,
    "rglob": lambda machine, value, args: _listed(machine, value, [f"**/{text(machine, args[0])}"]),
}


def _path(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    return PathValue(posixpath.join("", *(text(machine, part) for part in args)) or ".")


def _cwd(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    """Kedro runs in the project's folder."""
    return PathValue(machine.sources.root.as_posix())


class _PathClass:
    """`pathlib.Path` itself."""

    type_name = "type"

    def call_value(self, machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
        return _path(machine, args, kwargs, site)

    def get_attribute(self, machine: Machine, name: str, site: Site) -> Value:
        return (
            Builtin("pathlib.Path.cwd", _cwd)
            if name == "cwd"
            else machine.opaque(site.place, "library-value", f"`Path.{name}`, which is not followed")
        )


def _os_path(name: str) -> Run:
    function = getattr(posixpath, name)

    def run(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
        return function(*(text(machine, part) for part in args))

    return run


def _absolute(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    return str(_same(machine, PathValue(text(machine, args[0])), []).path)


def _about(name: str) -> Run:
    return lambda machine, args, kwargs, site: METHODS[name](machine, PathValue(text(machine, args[0])), [])


PLACES = {"HOME", "PATH", "PWD", "PYTHONPATH", "TMPDIR", "TEMP", "TMP"}
ALWAYS_SET = PLACES | {"USER", "USERNAME", "LOGNAME", "HOSTNAME", "SHELL", "LANG"}
"""Variables that have a value nearly everywhere, and not the same one."""


def _globbed(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    """`glob.glob(pattern)` with the project's folder as the current one; hidden names match no star."""
    pattern = text(machine, args[0] if args else kwargs["pathname"])
    root = f"{machine.sources.root.as_posix()}/"
    inside = pattern.removeprefix(root)
    if kwargs.get("recursive") is not True:
        inside = inside.replace("**", "*")
    names = [str(path.path).removeprefix(root) for path in _found(machine, PathValue(root), inside)]
    seen = [name for name in names if "/." in f"/{inside}" or "/." not in f"/{name}"]
    result = [f"{root}{name}" for name in seen] if pattern.startswith("/") else seen
    return _unordered(machine, result, len(result))


def _environment(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    """`os.environ.get(name, default)`: the default, with a remark; the real environment is never read."""
    name = machine.certain(args[0])
    if name in machine.environment:
        return machine.environment[name]
    default = args[1] if len(args) > 1 else kwargs.get("default")
    if default is None or name in ALWAYS_SET:
        reason = Reason("environment", f"the environment variable `{name}`", site.place)
        return Opaque(reason, variable=name if isinstance(name, str) and name not in ALWAYS_SET else None)
    machine.note(
        Diagnostic(
            level="info",
            code="environment-default",
            message=f"The environment variable {name} is taken to have its default.",
            hint="Read the project with --reader live to see it with your environment.",
            place=site.place,
        )
    )
    return default


class _Environ:
    """`os.environ`."""

    type_name = "environ"

    def get_attribute(self, machine: Machine, name: str, site: Site) -> Value:
        return (
            Builtin("os.environ.get", _environment)
            if name == "get"
            else machine.opaque(site.place, "environment", "environment variables")
        )

    def get_item(self, machine: Machine, key: Value, site: Site) -> Value:
        name = machine.certain(key)
        if name in machine.environment:
            return machine.environment[name]
        machine.opaque_events += 1
        value = machine.opaque(site.place, "environment", f"the environment variable `{name}`")
        machine.insisted.append(value.reason)
        return value

    def contains_value(self, machine: Machine, item: Value) -> Value:
        if item in machine.environment:
            return True
        return Opaque(Reason("environment", "environment variables"))

    def set_item(self, machine: Machine, key: Value, value: Value, site: Site) -> None:
        """What the project sets, it may read again."""
        machine.touch(machine.environment)
        machine.environment[machine.certain(key)] = value


_ENVIRON = _Environ()
_PATH = _PathClass()
_OS_PATH: dict[str, Value] = {
    **{
        name: Builtin(f"os.path.{name}", _os_path(name))
        for name in ("join", "basename", "dirname", "splitext", "normpath", "split", "isabs")
    },
    **{name: Builtin(f"os.path.{name}", _absolute) for name in ("abspath", "realpath")},
    "exists": Builtin("os.path.exists", _about("exists")),
    "isfile": Builtin("os.path.isfile", _about("is_file")),
    "isdir": Builtin("os.path.isdir", _about("is_dir")),
    "sep": "/",
}
PATHS: dict[str, dict[str, Value]] = {
    "pathlib": {"Path": _PATH, "PurePath": _PATH, "PurePosixPath": _PATH},
    "os": {
        "environ": _ENVIRON,
        "getenv": Builtin("os.getenv", _environment),
        "sep": "/",
        "getcwd": Builtin("os.getcwd", lambda machine, args, kwargs, site: machine.sources.root.as_posix()),
        "listdir": Builtin("os.listdir", _names),
        "fspath": Builtin("os.fspath", lambda machine, args, kwargs, site: text(machine, args[0])),
    },
    "glob": {name: Builtin(f"glob.{name}", _globbed) for name in ("glob", "iglob")},
    "os.path": _OS_PATH,
    "posixpath": _OS_PATH,
}
