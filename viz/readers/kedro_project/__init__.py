"""The one room that knows Kedro: reads a project's pipelines, catalog, parameters and runs."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from viz.errors import ReadError, UsageError
from viz.model import Diagnostic, Project
from viz.readers import FoundProject, ReadOptions, SeveralProjectsError
from viz.runs import RunReading

if TYPE_CHECKING:
    from viz.readers.kedro_project.facts import Configuration, Location, PipelineFacts, Settings
    from viz.readers.kedro_project.live import LiveAnswer

DEFAULT_PIPELINE = "__default__"
NOBODY_TO_ASK = "The project itself could not be asked for the rest: no Python with Kedro was found for it."
NAME_ONE = "Name the one it runs with: `--python path/to/python`."


class KedroReader:
    """Reads Kedro projects, 0.15 to 1.x, with or without running them."""

    name = "kedro"

    def detect(self, folder: Path) -> Path | None:
        """The root of the project that `folder` is, lies in, or alone has below it.

        SeveralProjectsError where several projects are below it.
        """
        from viz.readers.kedro_project.search import find_projects, find_root

        root = find_root(folder)
        if root is not None:
            return root
        below = find_projects(folder)
        if len(below.projects) > 1:
            raise SeveralProjectsError(folder, [_found(root) for root in below.projects], cut=below.cut)
        return below.projects[0] if below.projects else None

    def read(self, root: Path, options: ReadOptions) -> Project:
        """The project, read from its files; by Kedro itself where that is asked for, or needed and possible."""
        from viz.readers.kedro_project.locate import locate
        from viz.readers.kedro_project.static import read_pipelines, read_settings

        location = locate(root)
        settings = read_settings(location)
        configuration = _configuration(location, settings, options)
        facts = read_pipelines(location)
        if options.reader == "static" or (options.reader == "auto" and facts.complete):
            return _project(location, facts, configuration)
        return _live_project(location, facts, configuration, options)

    def read_runs(self, root: Path, project: Project) -> RunReading:
        """The runs found in the project's logs and in what Kedro-Viz left, newest first."""
        from viz.readers.kedro_project.config import conf_folder
        from viz.readers.kedro_project.locate import locate
        from viz.readers.kedro_project.run_files import read_run_files
        from viz.readers.kedro_project.static import read_settings

        location = locate(root)
        return read_run_files(root, project, conf_folder(location, read_settings(location)))

    def run_command(
        self, project: Project, *, pipeline: str | None, node_names: Sequence[str], options: ReadOptions
    ) -> str:
        """The `kedro run` that runs just these nodes, as the project's version of Kedro spells it."""
        from viz.readers.kedro_project.versions import is_before

        words = ["kedro", "run", *([f"--env={options.env}"] if options.env else [])]
        if options.params:
            sign = ":" if is_before(project.system_version, (0, 19, 0)) else "="
            words.append(f"--params={','.join(_as_given(options.params, sign))}")
        if pipeline and pipeline != DEFAULT_PIPELINE:
            option = "--pipeline" if is_before(project.system_version, (1, 2, 0)) else "--pipelines"
            words.append(f"{option}={pipeline}")
        if is_before(project.system_version, (0, 19, 0)):
            words += [f"--node={name}" for name in node_names]
        elif node_names:
            words.append(f"--nodes={','.join(node_names)}")
        return shlex.join(words)


def _as_given(params: Mapping[str, Any], sign: str, above: str = "") -> Iterator[str]:
    """Runtime parameters as the command line takes them: `model.alpha=0.5`."""
    for name, value in params.items():
        if isinstance(value, Mapping):
            yield from _as_given(value, sign, f"{above}{name}.")
        else:
            yield f"{above}{name}{sign}{_word(value)}"


def _word(value: Any) -> str:
    """A value as YAML writes it."""
    return "null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _found(root: Path) -> FoundProject:
    from viz.readers.kedro_project.locate import locate

    location, here = locate(root), Path.cwd().resolve()
    path = root.relative_to(here) if root.is_relative_to(here) else root
    return FoundProject(
        root=root,
        path=str(path),
        name=location.name,
        system=KedroReader.name,
        system_version=location.kedro_version,
    )


def _configuration(location: Location, settings: Settings, options: ReadOptions) -> Configuration:
    from viz.readers.kedro_project.config import known_environments, read_configuration
    from viz.readers.kedro_project.static import with_code_catalog

    known = known_environments(location, settings)
    if options.env and known and options.env not in known:
        raise UsageError(
            f"{location.root} has no configuration environment {options.env!r}; it has {', '.join(known)}."
        )
    configuration = read_configuration(location, settings, env=options.env, params=options.params)
    configuration = with_code_catalog(location, configuration)
    return replace(configuration, diagnostics=(*settings.diagnostics, *configuration.diagnostics))


def _project(location: Location, facts: PipelineFacts, configuration: Configuration) -> Project:
    from viz.readers.kedro_project.assemble import assemble

    return assemble(location, facts, configuration, reader="static")


def _live_project(
    location: Location, facts: PipelineFacts, configuration: Configuration, options: ReadOptions
) -> Project:
    """Kedro's own answer; the static one where `auto` was asked for and Kedro knows no better."""
    from viz.readers.kedro_project.assemble import assemble, with_live_values
    from viz.readers.kedro_project.live import find_interpreter, read_live, with_places

    if options.reader == "auto" and find_interpreter(location, options.python) is None:
        return _project(location, _with_note(facts, "live-no-interpreter", NOBODY_TO_ASK, NAME_ONE), configuration)
    try:
        answer = read_live(location, options)
    except ReadError as error:
        if options.reader == "live":
            raise
        return _project(location, _with_note(facts, "live-failed", str(error)), configuration)
    if options.reader == "auto" and not _is_better(answer, facts):
        note = "The project itself was asked as well, and did not tell more: what its source says is shown."
        return _project(location, _with_note(facts, "live-incomplete", note), configuration)
    resolved = with_live_values(configuration, answer.catalog, answer.parameters)
    told_by = f"It was told by Kedro {answer.kedro_version}, run by Python {answer.python}."
    live = _with_note(with_places(answer.facts, facts), "live-interpreter", told_by)
    if options.reader == "auto" and not answer.facts.complete:
        live = _with_note(
            live, "live-fuller", "Neither its source nor the project itself told all: the fuller is shown."
        )
    return assemble(location, live, resolved, reader="live", system_version=answer.kedro_version)


def _is_better(answer: LiveAnswer, facts: PipelineFacts) -> bool:
    return answer.facts.complete or _size(answer.facts.pipelines) > _size(facts.pipelines)


def _size(pipelines: Mapping[str, Sequence[object]]) -> int:
    return sum(len(nodes) for nodes in pipelines.values())


def _with_note(facts: PipelineFacts, code: str, message: str, hint: str = "") -> PipelineFacts:
    note = Diagnostic(level="info", code=code, message=message, hint=hint)
    return replace(facts, diagnostics=(*facts.diagnostics, note))
