"""A saved page holds the views that a reader is likeliest to ask for."""

from __future__ import annotations

import pytest

from tests.examples import REVIEWS, node, project
from viz.export import views
from viz.export.views import recorded_views
from viz.model import Pipeline
from viz.scene import View, default_view


def test_one_namespace_is_open_or_closed_or_in_focus() -> None:
    found = recorded_views(REVIEWS)

    assert list(dict.fromkeys((view.collapsed, view.focus) for view in found)) == [
        (frozenset(), None),
        (frozenset({"model"}), None),
        (frozenset(), "model"),
    ]


def test_each_view_is_there_with_parameters_and_without_in_both_directions() -> None:
    first, *others = [(view.direction, view.parameters) for view in recorded_views(REVIEWS)][:4]

    assert first == ("TB", False), "how it opens comes first"
    assert set(others) == {("TB", True), ("LR", False), ("LR", True)}


def test_every_toggle_leads_on_to_the_next() -> None:
    nested = project(node("a.b.one", "x", "y"), node("a.two", "y", "z"), node("c.three", "z", "w"))

    found = {view.collapsed for view in recorded_views(nested) if view.focus is None}

    assert found == {frozenset(names.split()) for names in ("", "a", "a.b", "c", "a c", "a.b c")}, (
        "a collapsed namespace hides what is collapsed inside it"
    )


def test_with_many_namespaces_the_count_is_bounded_and_each_pipeline_opens() -> None:
    nodes = [node(f"ns{i}.f", f"a{i}", f"b{i}") for i in range(30)]
    many = project(
        *nodes,
        pipelines=tuple(
            Pipeline(name=name, node_ids=tuple(sorted(one.id for one in nodes))) for name in ("__default__", "other")
        ),
    )

    found = recorded_views(many)

    assert len(found) == views.MAX_VIEWS
    assert {default_view(many, name) for name in ("__default__", "other")} <= set(found)
    assert View(pipeline="other", collapsed=frozenset(f"ns{i}" for i in range(30)), parameters=True) in found


def test_a_large_project_keeps_how_each_pipeline_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MAX_DRAWN", 1)

    found = recorded_views(REVIEWS)

    assert found[:2] == [default_view(REVIEWS), View(pipeline="__default__", parameters=True)]
    assert {(view.collapsed, view.focus) for view in found} == {(frozenset(), None)}


def test_no_pipeline_no_view() -> None:
    assert recorded_views(project(pipelines=())) == []


def test_a_namespace_in_focus_shows_its_inner_ones_collapsed_where_it_was_collapsed_itself() -> None:
    large = project(*(node(f"a.b{i % 3}.n{i}", f"x{i}", f"x{i + 1}") for i in range(90)))
    assert default_view(large).collapsed == {"a"}

    focused = {view.focus: view.collapsed for view in recorded_views(large) if view.focus}

    assert focused["a"] == {"a.b0", "a.b1", "a.b2"}
    assert focused["a.b0"] == frozenset()
