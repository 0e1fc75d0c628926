"""What was read of a project, as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from viz.model import Dataset, Diagnostic, Parameter, Place, Project, Run, Setting

READERS = {
    "static": "read from its source code; nothing of it was executed",
    "live": "asked from its own interpreter",
}
STATUS = {"succeeded": "succeeded", "failed": "failed", "unfinished": "did not finish"}
LEVELS = ("error", "warning", "info")


def place_text(place: Place | None) -> str:
    """`conf/base/catalog.yml:12`, or "" where nothing is known."""
    if place is None:
        return ""
    return place.file if place.line is None else f"{place.file}:{place.line}"


def completeness(project: Project) -> str:
    """In words a user understands: which reader spoke, and whether it saw everything."""
    how = READERS[project.reader]
    if project.complete:
        return f"complete, {how}"
    return f"incomplete, {how}; the messages below say what is missing"


def summary(project: Project, runs: Iterable[Run] = (), log_notes: Iterable[Diagnostic] = ()) -> str:
    """The project in a few lines, then every diagnostic, those of its logs included, the gravest first."""
    found = [*project.diagnostics, *log_notes]
    return "\n".join([*_head(project), "", *_pipelines(project), *_runs(tuple(runs)), *_diagnostics(found)]) + "\n"


def _head(project: Project) -> Iterator[str]:
    version = f" {project.system_version}" if project.system_version else ""
    yield f"{project.name} ({project.system}{version})"
    yield f"  {completeness(project)}"
    yield f"  {_counts(project)}"
    if configuration := _configuration(project):
        yield f"  {configuration}"


def _configuration(project: Project) -> str:
    """`configuration of base and local: 2 entries replaced, 1 value as written`, "" where none is known of."""
    items: list[Dataset | Parameter] = [*project.datasets, *project.parameters]
    places = [item.defined_at for item in items]
    below = [one.place for item in items for one in item.overrides]
    names = sorted({place.environment for place in (*places, *below) if place is not None and place.environment})
    if not names:
        return ""
    replaced = sum(bool(item.overrides) for item in items)
    told = [_count(replaced, "entry replaced", "entries replaced")] if replaced else []
    if unresolved := sum(1 for item in _settings(project) if item.unresolved):
        told.append(f"{_count(unresolved, 'value')} shown as written")
    return f"configuration of {' and '.join(names)}" + (f": {', '.join(told)}" if told else "")


def _settings(project: Project) -> Iterator[Setting | Parameter]:
    for dataset in project.datasets:
        yield from dataset.settings
        yield from (one for way in dataset.transcodings for one in way.settings)
    for parameter in project.parameters:
        yield parameter
        yield from parameter.settings


def _counts(project: Project) -> str:
    stored = sum(dataset.in_catalog for dataset in project.datasets)
    return ", ".join(
        [
            _count(len(project.pipelines), "pipeline"),
            _count(len(project.nodes), "node"),
            f"{_count(len(project.datasets), 'dataset')} ({stored} in the catalog)",
            _count(len(project.parameters), "parameter"),
        ]
    )


def _count(number: int, word: str, several: str = "") -> str:
    return f"{number} {word}" if number == 1 else f"{number} {several or f'{word}s'}"


def _pipelines(project: Project) -> Iterator[str]:
    if not project.pipelines:
        yield "No pipeline is registered."
        return
    width = max(len(pipeline.name) for pipeline in project.pipelines)
    yield "Pipelines"
    for pipeline in project.pipelines:
        yield f"  {pipeline.name:<{width}}  {_count(len(pipeline.node_ids), 'node')}"


def _runs(runs: tuple[Run, ...]) -> Iterator[str]:
    if runs:
        latest = runs[0]
        yield ""
        when = f"{latest.started_at:%Y-%m-%d %H:%M}"
        yield f"{_count(len(runs), 'run')} in the logs; the latest, of {when}, {STATUS[latest.status]}"


def _diagnostics(found: Iterable[Diagnostic]) -> Iterator[str]:
    ordered = sorted(found, key=lambda one: LEVELS.index(one.level))
    if ordered:
        yield ""
        yield f"{_count(len(ordered), 'message')}"
    for diagnostic in ordered:
        yield from diagnostic_lines(diagnostic)


def diagnostic_lines(diagnostic: Diagnostic) -> Iterator[str]:
    """`  warning  message  (place)`, and the hint below it."""
    where = place_text(diagnostic.place)
    yield f"  {diagnostic.level:<8} {diagnostic.message}" + (f"  ({where})" if where else "")
    if diagnostic.hint:
        yield f"           {diagnostic.hint}"
