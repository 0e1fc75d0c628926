"""Reads single configuration files: YAML or JSON, Jinja2 rendered where the project's loader does that."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from viz.model import Diagnostic, Level, Place
from viz.readers.kedro_project.conf_files import is_left_out
from viz.readers.kedro_project.jinja_text import Rendered, TemplateUnreadableError, has_jinja, render
from viz.readers.kedro_project.project_files import UnreadableError, inside, read_text, relative
from viz.readers.kedro_project.redact import redact, without_credentials
from viz.readers.kedro_project.yaml_places import KEY_NOT_TEXT, Document, Problem, Spot, read_yaml

OMEGACONF_NODES = 10_000
"""What OmegaConf 2.4 accepts in one file, in YAML nodes."""


@dataclass(frozen=True, slots=True)
class ConfDocument:
    """What one configuration file holds, secrets out; `file` as a `Place` has it."""

    file: str
    environment: str
    data: Mapping[str, Any]
    spots: Mapping[str, Spot]
    rendered: Rendered | None = None

    def place(self, spot: Spot | None) -> Place:
        """Where `spot` is in the file as it stands on disk."""
        if spot is None:
            return Place(file=self.file, environment=self.environment or None)
        line, end_line = self._line(spot.line), self._line(spot.end_line)
        if line is None or end_line is None or end_line < line:
            end_line = line
        return Place(file=self.file, line=line, end_line=end_line, environment=self.environment or None)

    def _line(self, number: int) -> int | None:
        return self.rendered.line(number) if self.rendered else number


@dataclass(slots=True)
class Documents:
    """Reads the files of one project: `jinja` renders first, `strict` is for loaders that refuse a repeated key.

    `conf` is the configuration folder, from which alone templates may take in other files.
    """

    root: Path
    conf: Path | None
    jinja: bool
    strict: bool
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def read(self, path: Path, environment: str, kind: str) -> ConfDocument:
        """The file at `path`; what is wrong with it is added to `diagnostics`."""
        file = relative(self.root, path)
        try:
            text = read_text(self.root, path)
        except UnreadableError as error:
            self._note("error", "config-unreadable", f"{file} {error}.", "", Place(file=file, environment=environment))
            return ConfDocument(file, environment, {}, {})
        document, rendered = self._parsed(text, path, environment, kind)
        data = redact(without_credentials(document.data) if kind == "catalog" else document.data)
        found = ConfDocument(file, environment, data, document.spots, rendered)
        self._report(document, found, kind)
        return found

    def _parsed(self, text: str, path: Path, environment: str, kind: str) -> tuple[Document, Rendered | None]:
        file = relative(self.root, path)
        if file.endswith(".json") and (document := _from_json(text)) is not None:
            return document, None
        exponents = self.strict or file.endswith(".json")
        if self.jinja and kind != "globals":
            text = text.removesuffix("\n")  # as Jinja2 does, which matters where the file ends with a block of text
        plain = read_yaml(text, exponents=exponents)
        is_broken = any(problem.code == "yaml-syntax" for problem in plain.problems)
        if not has_jinja(text) or not (self.jinja or is_broken):
            return plain, None
        try:
            rendered = render(text, partial(self._taken_in, path.parent))
        except TemplateUnreadableError as error:
            place = Place(file=file, line=error.line, environment=environment)
            message = f"The Jinja2 in {file} cannot be rendered: {error}."
            self._note("warning", "jinja-unreadable", message, "What stands before it is read.", place)
            return plain, None
        if not self.jinja:
            message = f"{file} is a Jinja2 template, which the project's configuration loader does not render."
            hint = "Kedro stops here: of its loaders, only the TemplatedConfigLoader of 0.16 to 0.18 renders templates."
            self._note("warning", "jinja-not-rendered", message, hint, Place(file=file, environment=environment))
        return read_yaml(rendered.text, exponents=exponents), rendered

    def _taken_in(self, folder: Path, name: str) -> str | None:
        """The text of a file of the configuration that a template in `folder` names, credentials left out."""
        path = folder / name
        if self.conf is None or not inside(self.conf, path) or any(map(is_left_out, path.resolve().parts[-3:])):
            return None
        try:
            return read_text(self.root, path)
        except UnreadableError:
            return None

    def _report(self, document: Document, found: ConfDocument, kind: str) -> None:
        for problem in document.problems:
            if problem.code == KEY_NOT_TEXT and kind != "catalog":
                continue
            spot = Spot(problem.line, problem.line, {}) if problem.line else None
            self._note(*self._worded(problem, found.file), place=found.place(spot))
        if self.strict and document.nodes > OMEGACONF_NODES:
            message = (
                f"{found.file} holds {document.nodes:,} YAML nodes: OmegaConf 2.4 and later refuses more than 10,000."
            )
            hint = "Split the file: Kedro cannot load it with that version."
            self._note("info", "config-too-large-for-kedro", message, hint, found.place(None))

    def _worded(self, problem: Problem, file: str) -> tuple[Level, str, str, str]:
        if problem.code == "key-duplicated":
            level: Level = "error" if self.strict else "warning"
            return level, problem.code, f"In {file}, {problem.message}.", "Remove one of them."
        if problem.code == KEY_NOT_TEXT:
            return "error", problem.code, f"In {file}, {problem.message}.", "Kedro refuses it: put it in quotes."
        if problem.code == "yaml-tag":
            hint = "What it makes in Python is not made here: the value is shown as plain data."
            return "warning", problem.code, f"In {file}, {problem.message}.", hint
        line = f" at line {problem.line}" if problem.line else ""
        message = f"{file} cannot be read as YAML{line}: {problem.message}."
        return "error", problem.code, message, "The entries before it are shown; Kedro itself stops here."

    def _note(self, level: Level, code: str, message: str, hint: str, place: Place) -> None:
        self.diagnostics.append(Diagnostic(level=level, code=code, message=message, hint=hint, place=place))


def _from_json(text: str) -> Document | None:
    """A JSON text that is no YAML (tabs between its tokens); None leaves it to the YAML reader, which knows lines."""
    if "\t" not in text:
        return None
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return Document(data, {}) if isinstance(data, dict) else None
