"""Where a Kedro project is and where it keeps its parts, read from its own files; nothing is run."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from viz.model import Diagnostic, Place
from viz.readers.kedro_project.facts import Location
from viz.readers.kedro_project.project_files import UnreadableError, inside, read_text, relative
from viz.readers.kedro_project.search import (
    OLD_FILES,
    PACKAGE_FILES,
    PYPROJECT,
    folders_in,
    is_dir,
    is_file,
    is_package,
)
from viz.readers.kedro_project.yaml_places import read_yaml

LAST_OLD_VERSION = "0.16"
"""The last minor version that reads one of `OLD_FILES`."""
VERSIONS = ("kedro_init_version", "project_version")
"""Where a project says which Kedro it was made with: today's name and the former one."""
_TOML_TEXT = re.compile(r"""^\s*(\w+)\s*=\s*["']([^"'\n]*)["']""", re.MULTILINE)
_REQUIREMENT = re.compile(r"""^[\s"'\-]*kedro(?:\[[^\]]*\])?\s*(?:[~=]=|>=)\s*(\d+\.\d+(?:\.\d+)?)""", re.MULTILINE)
_CLASS_VERSION = re.compile(r"""^\s+project_version\s*=\s*["']([\d.]+)["']""", re.MULTILINE)


@dataclass(slots=True)
class _Facts:
    """What the project's own description says, whichever file it stands in."""

    values: Mapping[str, Any] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def text(self, *keys: str) -> str | None:
        found = (self.values.get(key) for key in keys)
        return next((str(value) for value in found if isinstance(value, (str, int, float)) and value != ""), None)


def locate(root: Path) -> Location:
    """The parts of the project at `root`; what could not be told is a diagnostic in the answer."""
    root = root.resolve()
    facts = _description(root)
    source_dir = _source_dir(root, facts)
    package_dir = _package_dir(root, source_dir, facts)
    if package_dir is not None and package_dir == source_dir:
        source_dir = root  # the package is the source folder itself: `src.run.ProjectContext`
    package_name = package_dir.name if package_dir else _package_name(facts)
    if package_dir and package_dir.parent != source_dir and source_dir is not None:
        package_name = ".".join(package_dir.relative_to(source_dir).parts)
    return Location(
        root=root,
        name=facts.text("project_name", "package_name") or root.name,
        package_name=package_name,
        package_dir=package_dir,
        source_dir=source_dir,
        conf_dir=root / "conf" if is_dir(root / "conf") else None,
        kedro_version=_version(root, package_dir, facts),
        context_path=facts.text("context_path"),
        diagnostics=tuple(facts.diagnostics),
    )


def _description(root: Path) -> _Facts:
    for name in OLD_FILES:
        if is_file(root / name):
            return _from_yaml(root, root / name)
    if is_file(root / PYPROJECT):
        return _from_toml(root, root / PYPROJECT)
    message = f"There is no {PYPROJECT}: the parts of the project were looked for at their usual places."
    return _Facts(diagnostics=[_diagnostic("project-file-missing", message, _HINT)])


_HINT = f"Give {PYPROJECT} a [tool.kedro] section with package_name, project_name and kedro_init_version."


def _diagnostic(code: str, message: str, hint: str, place: Place | None = None, level: Any = "warning") -> Diagnostic:
    return Diagnostic(level=level, code=code, message=message, hint=hint, place=place)


def _from_yaml(root: Path, path: Path) -> _Facts:
    try:
        found = read_yaml(read_text(root, path))
    except UnreadableError as error:
        return _unreadable(root, path, error)
    facts = _Facts(found.data)
    for problem in found.problems:
        place = Place(file=relative(root, path), line=problem.line)
        facts.diagnostics.append(_damaged(path, problem.message, place))
    return facts


def _from_toml(root: Path, path: Path) -> _Facts:
    try:
        text = read_text(root, path)
    except UnreadableError as error:
        unreadable = _unreadable(root, path, error)
        unreadable.values = _salvage(error.text)
        return unreadable
    try:
        described = _section(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = Place(file=relative(root, path), line=_line_of(str(error)))
        return _Facts(_salvage(text), [_damaged(path, str(error), place)])
    if described is None:
        message = f"{path.name} has no [tool.kedro] section: the parts were found by their usual places."
        return _Facts(diagnostics=[_diagnostic("project-file-missing", message, _HINT)])
    return _Facts(described, list(_missing_keys(root, path, described)))


def _missing_keys(root: Path, path: Path, described: Mapping[str, Any]) -> Iterator[Diagnostic]:
    """What Kedro insists on: without it, it does not start."""
    missing = [key for key in ("package_name", "project_name") if not described.get(key)]
    missing += [] if any(map(described.get, VERSIONS)) else [VERSIONS[0]]
    if missing:
        message = f"[tool.kedro] in {path.name} does not say {', '.join(missing)}: Kedro refuses to start."
        yield _diagnostic("project-file-incomplete", message, "Add it.", Place(file=relative(root, path)))


def _section(document: Mapping[str, Any]) -> Mapping[str, Any] | None:
    tool = document.get("tool")
    section = tool.get("kedro") if isinstance(tool, Mapping) else None
    return section if isinstance(section, Mapping) else None


def _salvage(text: str) -> dict[str, str]:
    """The plain texts of the [tool.kedro] section of a file that is not valid TOML."""
    _, _, after = text.partition("[tool.kedro]")
    return dict(_TOML_TEXT.findall(re.split(r"^\s*\[", after, maxsplit=1, flags=re.MULTILINE)[0]))


def _line_of(message: str) -> int | None:
    found = re.search(r"at line (\d+)", message)
    return int(found[1]) if found else None


def _damaged(path: Path, said: str, place: Place) -> Diagnostic:
    message = f"{path.name} cannot be read: {said}."
    hint = "Repair the file: Kedro itself cannot start the project like this."
    return _diagnostic("project-file-damaged", message, hint, place, "error")


def _unreadable(root: Path, path: Path, error: UnreadableError) -> _Facts:
    place = Place(file=relative(root, path))
    message = f"{path.name} {error}."
    return _Facts(diagnostics=[_diagnostic("project-file-damaged", message, _HINT, place, "error")])


def _source_dir(root: Path, facts: _Facts) -> Path | None:
    named = facts.text("source_dir")
    folder = root / (named or "src")
    if is_dir(folder) and inside(root, folder):
        return folder
    if named:
        message = f"The source folder {named!r} named in the project's description is not in the project."
        facts.diagnostics.append(_diagnostic("source-missing", message, "Correct source_dir, or restore the folder."))
    fallback = root / "src"
    if is_dir(fallback) and inside(root, fallback):
        return fallback
    return root if _packages(root) else None


def _packages(source_dir: Path) -> list[Path]:
    """The folders that look like a project's package, the likeliest first."""
    found = [below for below in folders_in(source_dir) if is_package(below)]
    return sorted(found, key=lambda folder: (_rank(folder), folder.name))


def _rank(folder: Path) -> int:
    return next(rank for rank, name in enumerate(PACKAGE_FILES) if is_file(folder / name))


def _package_name(facts: _Facts) -> str | None:
    """The package that the description names, or that holds the context it names: `shop` for `src.shop.run.Context`."""
    name = facts.text("package_name")
    if name is None and (context := facts.text("context_path")):
        parts = context.split(".")[:-2]
        name = ".".join(parts[1:] if len(parts) > 1 and parts[0] == (facts.text("source_dir") or "src") else parts)
    return name or None


def _package_dir(root: Path, source_dir: Path | None, facts: _Facts) -> Path | None:
    name = _package_name(facts)
    if source_dir is None and not facts.values and not _describes_itself(root):
        facts.diagnostics = [_diagnostic("catalog-only", _CATALOG_ONLY, _CATALOG_ONLY_HINT, level="info")]
        return None
    if source_dir is None:
        _no_package(facts, f"The project has no source folder{f' with the package {name!r}' if name else ''}.")
        return None
    named = [source_dir / name, source_dir.joinpath(*name.split("."))] if name else []
    if name == source_dir.name:
        named.append(source_dir)
    if folder := next((folder for folder in named if is_dir(folder) and inside(root, folder)), None):
        return folder
    packages = _packages(source_dir)
    where = relative(root, source_dir)
    if name:
        _no_package(facts, f"The package {name!r} is not in {where!r}{_instead(packages)}.")
    elif len(packages) > 1:
        _no_package(facts, f"Several packages in {where!r} look like the project's{_instead(packages)}.")
    elif not packages:
        _no_package(facts, f"No package in {where!r} looks like a Kedro project's.")
    return packages[0] if packages else None


_CATALOG_ONLY = "There is a configuration and no code beside it: the catalog is all there is to show."
_CATALOG_ONLY_HINT = "If pipelines should be here, name the folder of the project's pyproject.toml and its code."


def _describes_itself(root: Path) -> bool:
    return any(is_file(root / name) for name in (PYPROJECT, *OLD_FILES))


def _instead(packages: list[Path]) -> str:
    return f": {packages[0].name!r} is read" if packages else ""


def _no_package(facts: _Facts, message: str) -> None:
    hint = f"Let package_name and source_dir in {PYPROJECT} name the package: Kedro cannot start without it."
    facts.diagnostics.append(_diagnostic("package-missing", message, hint, level="error"))


def _version(root: Path, package_dir: Path | None, facts: _Facts) -> str | None:
    named = facts.text(*VERSIONS)
    if named and re.match(r"\d+\.\d+", named):
        return named
    found = _first_match(root, _CLASS_VERSION, [package_dir / "run.py"] if package_dir else []) or _first_match(
        root, _REQUIREMENT, [root / "requirements.txt", root / "src" / "requirements.txt", root / PYPROJECT]
    )
    return LAST_OLD_VERSION if found is None and any(is_file(root / name) for name in OLD_FILES) else found


def _first_match(root: Path, pattern: re.Pattern[str], paths: list[Path]) -> str | None:
    for path in paths:
        try:
            found = pattern.search(read_text(root, path)) if is_file(path) else None
        except UnreadableError:
            continue
        if found:
            return found[1]
    return None
