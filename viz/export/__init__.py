"""One file to send to someone: which format, whether it may be written, and the writing itself."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from viz.errors import UsageError, WriteError
from viz.readers import Opened
from viz.theme import ThemeName


def format_of(output: Path, formats: Sequence[str]) -> str:
    """The format that the file's ending tells; UsageError where it tells none."""
    ending = output.suffix.lower().lstrip(".")
    ending = {"htm": "html"}.get(ending, ending)
    if ending not in formats:
        raise UsageError(f"{output} does not tell a format; end it with .{', .'.join(formats)}, or give --format.")
    return ending


def check_output(output: Path, *, force: bool) -> None:
    """Refuse before any work is done: WriteError where the file exists, or its folder does not."""
    if output.is_dir():
        raise WriteError(f"{output} is a folder; name a file in it.")
    if output.exists() and not force:
        raise WriteError(f"{output} exists already; give another name, or --force to overwrite it.")
    if not output.absolute().parent.is_dir():
        raise WriteError(f"There is no folder {output.parent} to write {output.name} into; make it first.")


def write(output: Path, content: str | bytes) -> None:
    """Write the whole file or nothing: a reader never sees half of it. WriteError where that fails."""
    try:
        handle, name = tempfile.mkstemp(dir=output.absolute().parent, prefix=f".{output.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode("utf-8"))
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(output)
    except OSError as error:
        raise WriteError(f"{output} cannot be written ({error.strerror}); choose another folder.") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def export_text(
    opened: Opened,
    format_: str,
    *,
    pipeline: str | None = None,
    run: str | None = None,
    theme: ThemeName | None = None,
    include_code: bool = True,
    include_previews: bool = False,
    include_parameter_values: bool = True,
) -> str:
    """The file's text in one of the formats "html", "json"; pictures come from `viz.export.pictures`."""
    if format_ == "json":
        from viz.snapshot import dumps

        return dumps(opened.project)
    from viz.export.html import export_html

    return export_html(
        opened,
        pipeline=pipeline,
        run=run,
        theme=theme,
        include_code=include_code,
        include_previews=include_previews,
        include_parameter_values=include_parameter_values,
    )
