"""Reading the project's own text files: only those inside the project, and only up to a limit."""

from __future__ import annotations

from pathlib import Path

MAX_BYTES = 5_000_000


class UnreadableError(Exception):
    """A file that cannot be read; its message completes the sentence "<file> <message>".

    `text` is what can be told of a file that is not UTF-8, "" otherwise.
    """

    def __init__(self, message: str, text: str = "") -> None:
        super().__init__(message)
        self.text = text


def inside(root: Path, path: Path) -> bool:
    """Whether `path`, links followed, lies in the project folder `root`."""
    try:
        return path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):
        return False


def relative(root: Path, path: Path) -> str:
    """`path` relative to `root` in POSIX form, as a `Place` has it."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


def read_text(root: Path, path: Path) -> str:
    """The text of a file of the project at `root`; UnreadableError says why there is none."""
    if not inside(root, path):
        raise UnreadableError("lies outside the project and is not read")
    try:
        if not path.is_file():
            raise UnreadableError("is not a file")
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableError(f"is larger than {MAX_BYTES // 1_000_000} MB and is not read")
        data = path.read_bytes()
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text = data.decode("utf-8", errors="replace")
        raise UnreadableError(f"is not UTF-8 text (byte {error.start})", text) from error
    except OSError as error:
        raise UnreadableError(f"cannot be opened ({error.strerror or error})") from error
