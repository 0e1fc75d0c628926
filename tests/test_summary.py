"""What a terminal shows of a project."""

from __future__ import annotations

from dataclasses import replace

from tests.examples import REVIEWS, dataset
from viz.model import Overridden, Parameter, Place, Setting
from viz.summary import summary

BASE = Place(file="conf/base/catalog.yml", line=1, environment="base")
LOCAL = Place(file="conf/local/catalog.yml", line=1, environment="local")


def test_the_environments_are_named_with_what_they_replace() -> None:
    below = (Overridden(raw=1, place=BASE),)
    parameter = Parameter(id="params:a", name="a", value="${b}", defined_at=BASE, unresolved="there is none")
    table = dataset("table", defined_at=LOCAL, overrides=below, settings=(Setting(path="type", unresolved="no"),))
    text = summary(replace(REVIEWS, datasets=(table,), parameters=(parameter,)))
    assert "configuration of base and local: 1 entry replaced, 2 values shown as written" in text


def test_a_project_without_known_places_has_no_line_on_configuration() -> None:
    assert "configuration" not in summary(REVIEWS)
