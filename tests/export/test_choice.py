"""What a user names for a picture becomes a view, or one sentence says why not."""

from __future__ import annotations

import pytest

from tests.examples import node, project
from viz.errors import UsageError
from viz.export.choice import Choice, chosen_view
from viz.scene import default_view

NESTED = project(node("a.b.one", "x", "y"), node("a.two", "y", "z"), node("c.three", "z", "w"))


def collapsed(**asked: object) -> set[str]:
    return set(chosen_view(NESTED, Choice(**asked)).collapsed)  # type: ignore[arg-type]


def test_nothing_asked_is_how_the_page_opens() -> None:
    assert chosen_view(NESTED, Choice()) == default_view(NESTED)


def test_levels_of_namespaces_are_opened_to_a_depth() -> None:
    assert collapsed(depth=0) == {"a", "a.b", "c"}
    assert collapsed(depth=1) == {"a.b"}
    assert collapsed(depth=9) == set()


def test_single_namespaces_open_with_all_around_them_and_close() -> None:
    assert collapsed(depth=0, expand=["a.b"]) == {"c"}
    assert collapsed(depth=9, collapse=["c"]) == {"c"}


def test_the_rest_is_passed_on() -> None:
    view = chosen_view(NESTED, Choice(direction="LR", parameters=True, focus="a.b"))

    assert (view.direction, view.parameters, view.focus) == ("LR", True, "a.b")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"expand": ["a.bb"]}, "no namespace 'a.bb' in the pipeline '__default__'; it has 'a.b'"),
        ({"focus": "nothing"}, "no namespace 'nothing'"),
        ({"depth": -1}, "from 0 up, not -1"),
        ({"pipeline": "gone"}, "No pipeline 'gone'"),
    ],
)
def test_what_is_not_there_is_said(asked: dict[str, object], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        chosen_view(NESTED, Choice(**asked))  # type: ignore[arg-type]


def test_a_project_without_namespaces_says_so() -> None:
    with pytest.raises(UsageError, match="it has none"):
        chosen_view(project(node("one", "x", "y")), Choice(focus="a"))
