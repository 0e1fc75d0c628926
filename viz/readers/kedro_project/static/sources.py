"""The project's files as the evaluator may see them: inside the project only, of bounded size, never executed."""

from __future__ import annotations

import ast
import errno
import io
import os
import stat
import symtable
import sys
import tokenize
import warnings
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from viz.model import Place
from viz.readers.kedro_project.static.limits import FILE_BYTES, FILES, too_much
from viz.readers.kedro_project.static.newer_grammar import in_older_words

SEARCHED_FILES = 1_000
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
"""The Python whose grammar is read: that of the interpreter that pipeviz runs on."""


class SourceError(Exception):
    """A file that could not be read or parsed; `place` says where."""

    def __init__(self, message: str, place: Place) -> None:
        super().__init__(message)
        self.message = message
        self.place = place


class Sources:
    """Finds and parses the modules of a project. `root` and everything opened lies inside the project folder."""

    def __init__(self, root: Path, source_dir: Path | None, package_name: str | None) -> None:
        self.root = Path(os.path.realpath(root))
        self.source_dir = self._inside(source_dir) or self.root
        self.package_name = package_name
        self.search = list(dict.fromkeys([self.source_dir, self.root]))
        self.opened = 0

    def _inside(self, path: Path | None) -> Path | None:
        if path is None:
            return None
        real = Path(os.path.realpath(path))
        return real if real.is_relative_to(self.root) else None

    def inside(self, path: str | os.PathLike[str]) -> Path | None:
        """The real path of `path` (relative to the project root) if it lies in the project, else None."""
        return self._inside(self.root / path)

    def relative(self, path: Path) -> str:
        """The path as places write it: relative to the project, with slashes."""
        return path.relative_to(self.root).as_posix()

    def read_bytes(self, path: Path) -> bytes:
        """The content of a file of the project; `path` must have come from `inside`."""
        self.opened += 1
        if self.opened > FILES:
            raise too_much(f"more than {FILES} files")
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            raise OSError(errno.EINVAL, "it is no regular file", str(path))
        if state.st_size > FILE_BYTES:
            raise too_much(f"a file of more than {FILE_BYTES // 1_000_000} MB, {path.name}")
        return path.read_bytes()

    def find_module(self, name: str) -> tuple[Path | None, bool] | None:
        """The file of a module and whether it is a package; the file is None for a folder without `__init__.py`."""
        parts = name.split(".")
        for base in self.search:
            found = self._module_at(base.joinpath(*parts))
            if found is not None:
                return found
        return None

    def folders_of(self, name: str) -> list[str]:
        """The folders of a package without `__init__.py`."""
        folders = (self._inside(base.joinpath(*name.split("."))) for base in self.search)
        return [os.fspath(folder) for folder in folders if folder is not None and folder.is_dir()]

    def _module_at(self, path: Path) -> tuple[Path | None, bool] | None:
        package = self._file(path / "__init__.py")
        if package is not None:
            return package, True
        module = self._file(path.with_name(path.name + ".py"))
        if module is not None:
            return module, False
        folder = self._inside(path)
        return (None, True) if folder is not None and folder.is_dir() else None

    def _file(self, path: Path) -> Path | None:
        real = self._inside(path)
        return path if real is not None and real.is_file() else None

    def owns(self, name: str) -> bool:
        """Whether a dotted name is the project's own; a library wins over a mere folder of the same name."""
        top = name.partition(".")[0]
        found = self.find_module(top)
        if found is None:
            return False
        whole = self.find_module(name)
        if found[0] is not None or (whole is not None and whole[0] is not None):
            return True
        folder = self._inside(self.source_dir / top)
        return whole is not None and folder is not None and self._holds_python(folder)

    @staticmethod
    def _holds_python(folder: Path) -> bool:
        return folder.is_dir() and (any(folder.glob("*.py")) or any(folder.glob("*/*.py")))

    def defines(self, functions: tuple[str, ...]) -> bool:
        """Whether a Python file in the project's package or near it seems to define one of these functions."""
        patterns = [f"def {name}(".encode() for name in functions]
        for path in islice(self._near(), SEARCHED_FILES):
            real = self._file(path)
            if real is not None and real.stat().st_size <= FILE_BYTES:
                text = real.read_bytes()
                if any(pattern in text for pattern in patterns):
                    return True
        return False

    def _near(self) -> Iterator[Path]:
        """The files of the package, of the folders beside it, and of those above it; not of whole environments."""
        package = self._inside(self.source_dir / (self.package_name or ""))
        if package is not None and self.package_name:
            yield from sorted(package.rglob("*.py"))
        yield from sorted([*self.source_dir.glob("*/*.py"), *self.source_dir.glob("*.py"), *self.root.glob("*.py")])

    def parse(self, path: Path) -> ast.Module:
        """The syntax tree of a module; raises `SourceError` with the line that is wrong."""
        file = self.relative(path)
        try:
            text = decode(self.read_bytes(Path(os.path.realpath(path))))
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return _parsed(text)
        except (SyntaxError, UnicodeDecodeError, ValueError) as error:
            line = getattr(error, "lineno", None)
            reason = getattr(error, "msg", None) or str(error)
            raise SourceError(f"{file} is not valid Python {PYTHON}: {reason}", Place(file=file, line=line)) from error
        except (RecursionError, MemoryError) as error:
            raise SourceError(f"{file} is nested too deeply to be read", Place(file=file)) from error
        except OSError as error:
            raise SourceError(f"{file} could not be read: {error.strerror}", Place(file=file)) from error


def decode(data: bytes) -> str:
    """Source text as Python reads it: byte order mark and coding line, UTF-8 without them."""
    encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")


def _parsed(text: str) -> ast.Module:
    try:
        tree = ast.parse(text)
    except SyntaxError:
        try:
            return ast.parse(in_older_words(text))
        except (SyntaxError, ValueError):
            pass
        raise
    symtable.symtable(text, "<project>", "exec")  # finds what Python refuses beyond its grammar; compiles nothing
    return tree
