"""Stand-ins for modules that are not installed, so that a project shows its nodes without its libraries.

Belongs to `probe.py`: runs inside the project's interpreter, standard library only, Python 3.7 or later, no Kedro.
A stand-in absorbs attributes, calls, arithmetic and subclassing. Where it is asked for more (to be looped over, to be
true, to be compared) it answers something and says so: that answer is a guess.
"""

from __future__ import annotations

import ast
import dis
import functools
import importlib.abc
import importlib.machinery
import inspect
import os
import sys
import types
from abc import ABCMeta
from collections.abc import Callable, Iterator
from typing import Any

CAUGHT_WITH_IMPORT_ERROR = {"ImportError", "ModuleNotFoundError", "Exception", "BaseException"}
ABSORBED = "add radd sub rsub mul rmul truediv rtruediv or ror and rand getitem matmul neg mod rmod pow"


class Witness:
    """Tells frames of the project from all others, and notes where a stand-in decided something.

    `relative` gives a path as the project would write it. `decorated` holds the code of functions that went through a
    stand-in unchanged.
    """

    def __init__(self, source: str, relative: Callable[[str | None], str | None]) -> None:
        self.source = os.path.realpath(source)
        self.relative = relative
        self.missing: list[str] = []
        self.guesses: list[dict[str, Any]] = []
        self.decorated: list[Any] = []

    def owns(self, frame: types.FrameType) -> bool:
        if frame.f_code.co_filename.startswith("<"):
            return False
        path = _real(frame.f_code.co_filename)
        return path.startswith(self.source + os.sep) and "site-packages" not in path.split(os.sep)

    def guess(self, what: str, name: str) -> None:
        """Called by what the asking frame called: noted only where the project itself asked."""
        frame = sys._getframe(2)
        if self.owns(frame):
            self.note(what, name, self.relative(frame.f_code.co_filename), frame.f_lineno)

    def note(self, what: str, name: str, file: str | None, line: int | None) -> None:
        entry = {"what": what, "name": name, "file": file, "line": line}
        if entry not in self.guesses:
            self.guesses.append(entry)


class StandInMeta(ABCMeta):
    """Lets a class derived from a stand-in have any class attribute."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return StandIn(f"{cls.__name__}.{name}")


class StandInBase(metaclass=StandInMeta):
    """What a class of the project derives from where its base is not installed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        pass

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__()

    def __class_getitem__(cls, item: Any) -> Any:
        return cls

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return StandIn(f"{type(self).__name__}.{name}")


class StandIn:
    """Stands for anything of a module that is not installed: absorbs attributes, calls and arithmetic."""

    witness: Witness

    def __init__(self, name: str) -> None:
        self.__name__ = name.rpartition(".")[2]
        self.__qualname__ = name
        self.__module__ = name.rpartition(".")[0]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return StandIn(f"{self.__qualname__}.{name}")

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if len(args) == 1 and not kwargs and _is_decorated(args[0], sys._getframe(1)):
            self.witness.decorated.append(getattr(args[0], "__code__", None))
            return args[0]
        return StandIn(f"{self.__qualname__}()")

    def __mro_entries__(self, bases: tuple[Any, ...]) -> tuple[type, ...]:
        first = next(base for base in bases if isinstance(base, StandIn))
        return (StandInBase,) if first is self else ()

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *error: Any) -> None:
        return None

    def __hash__(self) -> int:
        return id(self)

    def __setitem__(self, key: Any, value: Any) -> None:
        """Absorbed: what it holds is not known anyway."""

    def __delitem__(self, key: Any) -> None:
        """Absorbed."""

    def __iter__(self) -> Iterator[Any]:
        count = _unpacked(sys._getframe(1))
        if count is not None:
            return iter([StandIn(f"{self.__qualname__}[{index}]") for index in range(count)])
        self.witness.guess("looped over", self.__qualname__)
        return iter(())

    def __repr__(self) -> str:
        self.witness.guess("written as text", self.__qualname__)
        return f"<stand-in {self.__qualname__}>"

    def __instancecheck__(self, value: Any) -> bool:
        self.witness.guess("asked for a type", self.__qualname__)
        return False


def _is_decorated(target: Any, frame: types.FrameType) -> bool:
    """Whether a call with this alone decorates it; a class that has its name already is an argument instead."""
    if inspect.isclass(target):
        return frame.f_globals.get(target.__name__) is not target
    return inspect.isfunction(target)


def _unpacked(frame: types.FrameType) -> int | None:
    """How many names the frame takes something apart into (`a, b = it`), None where it does something else with it."""
    code, at = frame.f_code.co_code, frame.f_lasti
    return code[at + 1] if dis.opname[code[at]] == "UNPACK_SEQUENCE" else None


def _absorbing(name: str) -> Callable[..., Any]:
    return lambda self, *args: StandIn(f"{self.__qualname__}.{name}()")


def _deciding(what: str, result: Any) -> Callable[..., Any]:
    def method(self: StandIn, *args: Any) -> Any:
        self.witness.guess(what, self.__qualname__)
        return result

    return method


for _name in ABSORBED.split():
    setattr(StandIn, f"__{_name}__", _absorbing(_name))
for _name, _what, _result in [
    ("bool", "asked whether it is true", True),
    ("len", "measured", 0),
    ("contains", "searched", False),
    ("eq", "compared", False),
    ("ne", "compared", True),
    ("lt", "compared", False),
    ("le", "compared", False),
    ("gt", "compared", False),
    ("ge", "compared", False),
]:
    setattr(StandIn, f"__{_name}__", _deciding(_what, _result))


class StandInModule(types.ModuleType):
    """A module that is not installed."""

    def __getattr__(self, name: str) -> Any:
        if name == "__version__":
            StandIn.witness.guess("asked for its version", self.__name__)
            return "0"
        if name.startswith("__"):
            raise AttributeError(name)
        return StandIn(f"{self.__name__}.{name}")


class StandInFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Answers last, and only where the project itself imports and does not catch the ImportError."""

    def __init__(self, witness: Witness, package: str) -> None:
        self.witness = witness
        self.never = {package, "kedro"}

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        top = name.partition(".")[0]
        if not self._continues(name) and (self._is_never(name) or not self._asked_by_project()):
            return None
        if top not in self.witness.missing:
            self.witness.missing.append(top)
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec: Any) -> Any:
        return StandInModule(spec.name)

    def exec_module(self, module: Any) -> None:
        pass

    def _is_never(self, name: str) -> bool:
        return name.partition(".")[0] in self.never and not name.startswith("kedro.extras")

    def _continues(self, name: str) -> bool:
        """Whether it is a part of what is stood in for already: a library may ask for it as well."""
        return isinstance(sys.modules.get(name.rpartition(".")[0]), StandInModule)

    def _asked_by_project(self) -> bool:
        frame: types.FrameType | None = sys._getframe(2)
        while frame is not None and _belongs_to_importlib(frame.f_code.co_filename):
            if frame.f_code.co_name == "find_spec":
                return False
            frame = frame.f_back
        if frame is None or self._caught(frame):
            return False
        return self.witness.owns(frame) or _belongs_to_extras(frame.f_code.co_filename)

    def _caught(self, frame: types.FrameType | None) -> bool:
        while frame is not None:
            if self.witness.owns(frame) and _inside_try(frame.f_code.co_filename, frame.f_lineno):
                return True
            frame = frame.f_back
        return False


def _belongs_to_importlib(path: str) -> bool:
    return path.startswith("<frozen importlib") or os.path.dirname(path) == os.path.dirname(importlib.__file__)


def _belongs_to_extras(path: str) -> bool:
    """Parts of Kedro before 0.19 that ask for libraries which Kedro does not bring: the project names these parts."""
    return "/kedro/extras/" in path.replace(os.sep, "/")


def _inside_try(path: str, line: int) -> bool:
    tries = (node for node in ast.walk(tree(path)) if isinstance(node, ast.Try))
    return any(_catches_import_error(node) and _covers(node.body, line) for node in tries)


def _catches_import_error(node: ast.Try) -> bool:
    kinds = [handler.type for handler in node.handlers]
    names = {child.id for kind in kinds if kind for child in ast.walk(kind) if isinstance(child, ast.Name)}
    return None in kinds or bool(names & CAUGHT_WITH_IMPORT_ERROR)


def _covers(body: list[ast.stmt], line: int) -> bool:
    lines = [getattr(node, "lineno", 0) for statement in body for node in ast.walk(statement)]
    return body[0].lineno <= line <= max(lines)


@functools.lru_cache(maxsize=None)  # noqa: UP033 - Python 3.7 and 3.8 have no functools.cache
def tree(path: str) -> ast.AST:
    """The syntax tree of a file."""
    with open(path, "rb") as file:
        return ast.parse(file.read())


@functools.lru_cache(maxsize=None)  # noqa: UP033 - Python 3.7 and 3.8 have no functools.cache
def _real(path: str) -> str:
    return os.path.realpath(path)
