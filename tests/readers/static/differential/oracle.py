"""A real Kedro that answers what projects register, in one process that lives as long as the tests."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any

SIDE = Path(__file__).with_name("kedro_side.py")
Pipelines = dict[str, list[list[Any]]]


class Oracle:
    """Asks the Kedro of an interpreter. Use it in `with`: the process ends with it."""

    def __init__(self, python: Path) -> None:
        self._process = subprocess.Popen(
            [str(python), "-W", "ignore", str(SIDE)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.version: str
        self.python: list[int]
        self.version, self.python = json.loads(self._line())

    def __enter__(self) -> Oracle:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(timeout=30)
        self._process.stdout.close()

    def ask(self, root: Path, package: str) -> Pipelines | str:
        """Each pipeline's nodes as [name, function, inputs, outputs, namespace, tags], or what Kedro raised."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"root": str(root), "package": package}) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._line())
        return answer["error"] if "error" in answer else answer["pipelines"]

    def _line(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the process with the real Kedro has ended"
        return line
