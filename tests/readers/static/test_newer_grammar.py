"""Projects written for a newer Python than pipeviz runs on."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.readers.static.projects import body, default, flows, read
from viz.readers.kedro_project.static.newer_grammar import in_older_words

VALUES = {"x": {"a": "b"}, "n": 7, "w": 5, "items": ["p", "q"]}


@pytest.mark.parametrize(
    "text",
    [
        "f'{n}'",
        "f'{{{n}}} {{}} {n:>{w}} {str(n)!r:>{w}}'",
        "f'{n=} {n = } {n + 1=:>4}'",
        "f'{x[\"a\"]}' 'plain {}' f\"{'q'}\" rf'\\d{n}'",
        "('one' # a comment\n   f'{n}'\n 'two')",
        "f'''{n}\n{\nw\n}'''",
        "f'{(lambda y: y * 2)(n)} {n != w} {[i for i in items]} {({1: 2})[1]}'",
        "f'\\N{BULLET} {n}\\t' + f''",
        "rb'\\x' + b'f'",
        "'# no comment' # a comment with f'{'",
    ],
)
def test_what_older_words_say_is_the_same(text: str) -> None:
    assert eval(in_older_words(text), {}, dict(VALUES)) == eval(text, {}, dict(VALUES))


@pytest.mark.parametrize(
    "newer",
    [
        "f'{x['a']}'",
        "f'{'\\n'.join(items)}'",
        "f'{f'{f'{n}'}'}'",
        "f'{n # why\n}'",
        "f'{\n  n\n}'",
    ],
)
def test_strings_of_newer_pythons_are_said_in_older_words(newer: str) -> None:
    expected = {"f'{x['a']}'": "b", "f'{'\\n'.join(items)}'": "p\nq"}.get(newer, "7")
    assert eval(in_older_words(newer), {}, dict(VALUES)) == expected


@pytest.mark.parametrize(
    "newer",
    [
        "type Table = dict[str, int]",
        "def first[T](items: list[T]) -> T:\n    return items[0]",
        "class Box[T: (int, str)]:\n    pass",
        "try:\n    pass\nexcept KeyError, ValueError:\n    pass",
    ],
)
def test_statements_of_newer_pythons_keep_their_lines(newer: str) -> None:
    last = ast.parse(in_older_words(f"{newer}\nlast = 1\n")).body[-1]
    assert last.lineno == newer.count("\n") + 2


def test_what_is_no_python_stays_as_it_is() -> None:
    assert in_older_words("f'{") == "f'{"


def test_a_project_for_a_newer_python_is_read(tmp_path: Path) -> None:
    steps = """
    type Table = dict

    def named(parts: dict[str, str]) -> str:
        return f"{parts["kind"]}_{"_".join(parts.values())}"
    """
    text = "from shop.steps import named\n" + body("nodes = [node(clean, named({'kind': 'raw'}), 'o', name='n')]")
    assert flows(default(read(tmp_path, text, steps=steps))) == ["n: raw_raw -> o"]
