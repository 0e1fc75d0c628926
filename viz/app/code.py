"""Source code as spans: the lines of a place, and their colours."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from dash import html

from viz.model import Place

MAX_LINES = 400
MAX_BYTES = 2_000_000

_CLASSES = (
    ("Comment", "c"),
    ("Literal.String", "s"),
    ("Literal.Number", "m"),
    ("Keyword", "k"),
    ("Operator.Word", "k"),
    ("Name.Decorator", "d"),
    ("Name.Function", "f"),
    ("Name.Class", "f"),
    ("Name.Builtin", "b"),
    ("Name.Tag", "f"),
)


def excerpt(root: Path | None, place: Place | None) -> str | None:
    """The lines of a place inside the project, at most `MAX_LINES`; None where there are none to show.

    A place that leads out of the project is not read: a snapshot by a stranger may name any file.
    """
    if root is None or place is None or place.line is None:
        return None
    lines = _lines(root, place.file)
    end = min(place.end_line or place.line, place.line + MAX_LINES - 1)
    return "\n".join(lines[place.line - 1 : end]) or None


def _lines(root: Path, file: str) -> list[str]:
    try:
        path = (root / file).resolve()
        if not path.is_relative_to(root.resolve()) or path.stat().st_size > MAX_BYTES:
            return []
        return path.read_text(encoding="utf-8", errors="replace").splitlines()
    except (OSError, ValueError):
        return []


def get_ready() -> None:
    """Do now what the first block of code would wait for: the rules of Python's lexer are compiled at its first use."""
    code_block("pass")


def code_block(text: str, *, first_line: int | None = 1, language: str = "python") -> html.Div:
    """Highlighted code beside its line numbers; without numbers where `first_line` is None."""
    code = html.Code(list(_spans(text, language)))
    children: list[Any] = [html.Pre(code, className="code-text", tabIndex="0")]
    if first_line is not None:
        numbers = "\n".join(str(first_line + i) for i in range(text.count("\n") + 1))
        children.insert(0, html.Pre(numbers, className="code-lines", **{"aria-hidden": "true"}))
    return html.Div(children, className="code")


def _spans(text: str, language: str) -> Iterator[Any]:
    """Runs of text of one colour, as short as they can be: plain text stays plain."""
    run, current = "", ""
    for kind, value in _tokens(text, language):
        found = current if value.isspace() else _class_of(kind)
        if found != current and run:
            yield html.Span(run, className=f"t-{current}") if current else run
            run = ""
        run, current = run + value, found
    if run:
        yield html.Span(run, className=f"t-{current}") if current else run


def _tokens(text: str, language: str) -> Iterator[tuple[str, str]]:
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language or "text", stripnl=False, ensurenl=False)
    except ClassNotFound:
        yield "Text", text
        return
    for kind, value in lexer.get_tokens(text):
        yield str(kind).removeprefix("Token."), value


@lru_cache(maxsize=256)
def _class_of(kind: str) -> str:
    return next((css for prefix, css in _CLASSES if kind.startswith(prefix)), "")
