"""Runs a stranger's program for a limited time: with all it starts it has ended when the call returns.

What it prints goes nowhere, but for the last words on stderr.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
import uuid
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

LAST_WORDS = 600
MARK = "PIPEVIZ_GUEST"
"""In the environment of the program and so of whatever it starts, also of what leaves its process group."""


def run_guest(
    command: Sequence[str], *, folder: Path, environment: Mapping[str, str], timeout: float
) -> tuple[str, str]:
    """How the program ended ("exit code 1", "it took longer than 60 s"), and the last it wrote to stderr.

    OSError where it cannot be started.
    """
    mark = uuid.uuid4().hex
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**environment, MARK: mark},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    words = _LastWords(process.stderr)
    try:
        ended = _wait(process, timeout)
    finally:
        _end(process, mark)
    return ended, words.text()


def _wait(process: subprocess.Popen[bytes], timeout: float) -> str:
    try:
        code = process.wait(timeout)
    except subprocess.TimeoutExpired:
        return f"it took longer than {timeout:g} s"
    return f"exit code {code}" if code >= 0 else f"ended by {_signal_name(-code)}"


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


class _LastWords:
    """Reads a stream for as long as it is written to, and keeps its end."""

    def __init__(self, stream: IO[bytes] | None) -> None:
        self._kept = b""
        self._stream = stream
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        if self._stream is None:
            return
        with contextlib.suppress(OSError, ValueError):
            while heard := os.read(self._stream.fileno(), 65536):
                self._kept = (self._kept + heard)[-LAST_WORDS:]

    def text(self) -> str:
        self._thread.join(1.0)
        if self._stream is not None and not self._thread.is_alive():
            self._stream.close()
        return self._kept.decode("utf-8", "replace").strip()


def _end(process: subprocess.Popen[bytes], mark: str) -> None:
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
    for stray in _marked(mark):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(stray, signal.SIGKILL)


def _marked(mark: str) -> Iterator[int]:
    """The processes that carry the mark, where the system shows the environment of processes: on Linux."""
    wanted = f"{MARK}={mark}".encode()
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if wanted in (folder / "environ").read_bytes().split(b"\0"):
                yield int(folder.name)
