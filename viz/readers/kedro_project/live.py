"""Asks the project's own interpreter: finds it, starts `probe.py` in it with a time limit, reads the answer file.

This runs code of the project. Nothing is installed into it, and nothing is written into its folder by the probe.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from viz.errors import ReadError
from viz.readers import ReadOptions
from viz.readers.kedro_project.answer import LiveAnswer, parse
from viz.readers.kedro_project.facts import Location, NodeFact, PipelineFacts
from viz.readers.kedro_project.guest import run_guest

__all__ = ["LiveAnswer", "find_interpreter", "read_live", "with_places"]
PROBE_FILES = ("probe.py", "probe_context.py", "probe_stand_ins.py")
LOOKED_AT = ".venv and venv in the project, VIRTUAL_ENV, CONDA_PREFIX, and the interpreter of pipeviz"
LOOK_SECONDS = 20.0
LARGEST_ANSWER = 200_000_000
QUIET_LOGGING = "version: 1\ndisable_existing_loggers: false\nhandlers: {}\nloggers: {}\n"
FIND_KEDRO = "import importlib.util, sys; sys.exit(importlib.util.find_spec('kedro') is None)"


def read_live(location: Location, options: ReadOptions) -> LiveAnswer:
    """What Kedro itself says of the project. Raises `ReadError` where it cannot be asked at all."""
    if location.package_name is None or location.package_dir is None or location.source_dir is None:
        named = (
            f"The package {location.package_name!r} is not in it" if location.package_name else "It names no package"
        )
        raise ReadError(
            f"Kedro cannot be asked about {location.root}: {named[0].lower()}{named[1:]}. "
            "Correct package_name and source_dir in [tool.kedro] of its pyproject.toml, or use `--reader static`."
        )
    python = find_interpreter(location, options.python)
    if python is None:
        raise ReadError(_nowhere(location, options.python))
    if options.tell is not None:
        why = "The source does not tell everything: the" if options.reader == "auto" else "The"
        options.tell(f"{why} project's own Python is asked, for {options.timeout:g} s at most.")
    return parse(_ask(python, location, options), location.root)


def find_interpreter(location: Location, python: Path | None) -> Path | None:
    """The first interpreter that can import Kedro: `python` where given, else the project's, else the active ones."""
    looked = _candidates(location) if python is None else [python]
    return next((candidate for candidate in looked if _has_kedro(candidate)), None)


def with_places(live: PipelineFacts, static: PipelineFacts) -> PipelineFacts:
    """`live` with the places that only the static reader knows: where nodes are declared, and their namespaces."""
    known: dict[str, list[NodeFact]] = {}
    for node in (node for nodes in static.pipelines.values() for node in nodes):
        known.setdefault(node.name, []).append(node)
    pipelines = {
        name: tuple(_with_place(node, _same(node, known.get(node.name, ()))) for node in nodes)
        for name, nodes in live.pipelines.items()
    }
    return replace(live, pipelines=pipelines)


def _same(node: NodeFact, named: Sequence[NodeFact]) -> NodeFact | None:
    """Of the static nodes of one name, that whose function stands at the same place, else any."""
    return next((one for one in named if one.source == node.source), named[0] if named else None)


def _with_place(node: NodeFact, static: NodeFact | None) -> NodeFact:
    if static is None:
        return node
    return replace(
        node,
        declared_at=static.declared_at,
        source=node.source or static.source,
        namespace_places=static.namespace_places,
    )


def _candidates(location: Location) -> Iterator[Path]:
    """Where an interpreter is looked for, in order; `LOOKED_AT` says the same to the user."""
    yield _python_of(location.root / ".venv")
    yield _python_of(location.root / "venv")
    for variable in ("VIRTUAL_ENV", "CONDA_PREFIX"):
        if os.environ.get(variable):
            yield _python_of(Path(os.environ[variable]))
    yield Path(sys.executable)


def _python_of(environment: Path) -> Path:
    windows = (environment / "Scripts" / "python.exe", environment / "python.exe")
    return next((path for path in windows if path.is_file()), environment / "bin" / "python")


def _has_kedro(python: Path) -> bool:
    if not python.is_file():
        return False
    command = [str(python.absolute()), "-c", FIND_KEDRO]
    with tempfile.TemporaryDirectory(prefix="pipeviz-") as folder:
        try:
            found = subprocess.run(command, cwd=folder, env=_environment(), **_mute(), timeout=LOOK_SECONDS)
        except (OSError, subprocess.TimeoutExpired):
            return False
    return found.returncode == 0


def _nowhere(location: Location, python: Path | None) -> str:
    if python is not None:
        return f"{python} is no Python interpreter that has Kedro installed; give another one with `--python PATH`."
    return (
        f"No interpreter with Kedro was found for {location.root} (looked at {LOOKED_AT}); "
        "say which one with `--python PATH`, or use `--reader static`, which needs none."
    )


def _ask(python: Path, location: Location, options: ReadOptions) -> Mapping[str, Any]:
    """The answer as the probe wrote it, with `ended` where the probe did not come to its end."""
    with tempfile.TemporaryDirectory(prefix="pipeviz-") as name:
        folder = Path(name)
        _lay_out(folder, location, options)
        ended, last_words = _run(python, folder, location.root, options.timeout)
        answer = _load(folder / "answer.json")
    if answer is None:
        raise ReadError(
            f"{python} gave no answer about {location.root} ({ended}{last_words}); "
            "try another interpreter with `--python PATH`, or `--reader static`."
        )
    return answer if answer.get("finished") is True else {**answer, "ended": f"{ended}{last_words}"}


def _lay_out(folder: Path, location: Location, options: ReadOptions) -> None:
    """The folder the probe is started from: itself, its request, and a logging configuration without files."""
    for file in PROBE_FILES:
        shutil.copy(Path(__file__).parent / file, folder / file)
    request = {
        "root": str(location.root),
        "source": str(location.source_dir),
        "package": location.package_name,
        "conf_source": None,
        "env": options.env,
        "params": dict(options.params),
        "hooks": options.hooks,
    }
    (folder / "request.json").write_text(json.dumps(request), encoding="utf-8")
    (folder / "logging.yml").write_text(QUIET_LOGGING, encoding="utf-8")


def _run(python: Path, folder: Path, root: Path, timeout: float) -> tuple[str, str]:
    """How the probe ended, and the last it wrote to stderr."""
    # Without a -W option Kedro turns "not yet compatible with this Python" into an error.
    command = [str(python.absolute()), "-W", "ignore"]
    command += [str(folder / name) for name in ("probe.py", "request.json", "answer.json")]
    environment = {**_environment(), "KEDRO_LOGGING_CONFIG": str(folder / "logging.yml")}
    ended, last_words = run_guest(command, folder=root, environment=environment, timeout=timeout)
    return ended, f", its last words: {last_words}" if last_words else ""


def _mute() -> dict[str, Any]:
    return {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def _environment() -> dict[str, str]:
    """The user's own, so that the project finds what it needs; looking leaves no byte code and sends no statistics."""
    ours = {"PYTHONDONTWRITEBYTECODE": "1", "DO_NOT_TRACK": "1", "KEDRO_DISABLE_TELEMETRY": "1"}
    return {**os.environ, **ours}


def _load(file: Path) -> dict[str, Any] | None:
    try:
        if file.stat().st_size > LARGEST_ANSWER:
            return None
        answer = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return answer if isinstance(answer, dict) else None
