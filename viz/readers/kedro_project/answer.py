"""The probe's answer file, checked and turned into facts.

The file was written beside code of the project, so nothing in it is taken on trust: what has not the shape of the
contract in `probe.py` is an error, and a place outside of the project is no place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from viz.errors import ReadError
from viz.model import Diagnostic, Place
from viz.readers.kedro_project.facts import NodeFact, PipelineFacts

LONGEST_MESSAGE = 400
_MACHINE = re.compile(r'File "[^"\n]*?(?:site-packages|dist-packages|lib/python3\.\d+)/')
STAGES = {
    "start": "Kedro could not be asked",
    "bootstrap": "Kedro could not be told of the project",
    "settings": "settings.py failed",
    "configuration": "The configuration could not be loaded",
    "hooks": "The project's hooks, or what is made for them, failed",
    "registry": "The pipeline registry failed",
    "pipelines": "A pipeline could not be read",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveAnswer:
    """What Kedro itself says of a project.

    `catalog` (without credentials) and `parameters` are as the project's own configuration loader merges and resolves
    them, None where it failed. `python` is the version of the interpreter that was asked.
    """

    facts: PipelineFacts
    catalog: Mapping[str, Any] | None
    parameters: Mapping[str, Any] | None
    kedro_version: str | None
    python: str


def parse(answer: Mapping[str, Any], root: Path) -> LiveAnswer:
    """The facts of an answer about the project in `root`; `ReadError` where it is not of the agreed shape."""
    try:
        return _parse(answer, root)
    except (KeyError, TypeError, ValueError) as error:
        raise ReadError(
            f"The answer about {root} is not of the agreed shape ({error!r}): something in the project "
            "wrote over it; use `--reader static`, which runs nothing."
        ) from error


def _parse(answer: Mapping[str, Any], root: Path) -> LiveAnswer:
    pipelines = {
        name: tuple(_node(node, root) for node in _list(nodes)) for name, nodes in _mapping(answer["pipelines"]).items()
    }
    troubles = tuple(_troubles(answer, root))
    remarks = tuple(_remarks(answer))
    return LiveAnswer(
        facts=PipelineFacts(pipelines=pipelines, complete=not troubles, diagnostics=troubles + remarks),
        catalog=_mapping_or_none(answer["catalog"]),
        parameters=_mapping_or_none(answer["parameters"]),
        kedro_version=_text_or_none(answer["kedro"]),
        python=_text(answer["python"]),
    )


def _node(node: Mapping[str, Any], root: Path) -> NodeFact:
    return NodeFact(
        name=_text(node["name"]),
        given_name=_text_or_none(node["given_name"]),
        namespace=_text_or_none(node["namespace"]),
        function=_text(node["function"]),
        inputs=_texts(node["inputs"]),
        outputs=_texts(node["outputs"]),
        tags=_texts(node["tags"]),
        source=_place(node, root),
        docstring=_text_or_none(node["docstring"]),
    )


def _place(entry: Mapping[str, Any], root: Path) -> Place | None:
    file = _text_or_none(entry["file"])
    if file is None or not _lies_inside(root, file):
        return None
    return Place(file=file, line=_number(entry["line"]), end_line=_number(entry.get("end_line")))


def _lies_inside(root: Path, file: str) -> bool:
    plain = not PurePosixPath(file).is_absolute() and "\\" not in file and "\0" not in file
    return plain and (root / file).resolve().is_relative_to(root.resolve())


def _troubles(answer: Mapping[str, Any], root: Path) -> Iterator[Diagnostic]:
    """What makes the answer less than complete."""
    for failure in _list(answer["failures"]):
        yield _failure(failure, root)
    for guess in _list(answer["guesses"]):
        yield Diagnostic(
            level="warning",
            code="stand-in-decided",
            message=f"{_text(guess['name'])} is not installed; what stands in for it was {_text(guess['what'])} here.",
            hint="Install the module in the project's environment to be sure of the result.",
            place=_place(guess, root),
        )
    if "ended" in answer:
        yield Diagnostic(
            level="error",
            code="live-ended-early",
            message=f"{STAGES.get(_text(answer['stage']), 'The project ended early')}: "
            f"the project did not come to an end ({_text(answer['ended'])}).",
            hint="Look for code that runs while a module is imported; `--reader static` runs none of it.",
        )


def _failure(failure: Mapping[str, Any], root: Path) -> Diagnostic:
    stage, subject = _text(failure["stage"]), _text_or_none(failure["subject"])
    what = STAGES.get(stage, "The project failed") + (f" ({subject})" if subject else "")
    return Diagnostic(
        level="error",
        code=f"live-{stage}-failed",
        message=f"{what}: {_text(failure['type'])}: {_first_line(_text(failure['message']))}",
        hint=_tail(_text(failure["traceback"]), root),
        place=_place(failure, root),
        pipelines=(subject.rpartition(".pipelines.")[2],) if stage == "pipelines" and subject else (),
    )


def _first_line(message: str) -> str:
    return message.strip().partition("\n")[0][:LONGEST_MESSAGE]


def _tail(traceback: str, root: Path) -> str:
    """The end of a traceback, paths as short as can be: where things lie on this machine is nobody's to know."""
    text = "\n".join(traceback.strip().splitlines()[-6:]).replace(f"{root}/", "")
    return _MACHINE.sub('File "', text)


def _remarks(answer: Mapping[str, Any]) -> Iterator[Diagnostic]:
    """What is good to know and takes nothing from the answer."""
    for note in _texts(answer["notes"]):
        yield Diagnostic(level="warning", code="live-pipeline-not-found", message=note)
    missing = _texts(answer["stand_ins"])
    if missing:
        yield Diagnostic(
            level="info",
            code="live-stand-ins",
            message=f"Not installed, and stood in for while the project was read: {', '.join(sorted(missing))}.",
            hint="Nothing needs to be done; install them to have the project read as it runs.",
        )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _text_or_none(value: Any) -> str | None:
    return None if value is None else _text(value)


def _texts(values: Any) -> tuple[str, ...]:
    return tuple(_text(value) for value in _list(values))


def _number(value: Any) -> int | None:
    if value is not None and not isinstance(value, int):
        raise TypeError(f"{value!r} is no line number")
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is no list")
    return value


def _mapping(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError(f"{value!r} is no object")
    return value


def _mapping_or_none(value: Any) -> dict[str, Any] | None:
    return None if value is None else _mapping(value)
