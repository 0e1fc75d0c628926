"""A folder of several projects: the list, the way into each, and what cannot be opened."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import Client

from tests.examples import node, project
from viz.app import AppOptions
from viz.app.choice import Choice, addresses
from viz.app.serving import ServedProject
from viz.errors import UsageError
from viz.readers import FoundProject, Opened

EVIL = "</title><script>alert(1)</script>"
PROJECTS = [
    FoundProject(root=Path("/x/bikes"), path="bikes", name="Our bikes", system="kedro", system_version="0.19.3"),
    FoundProject(root=Path("/x/a b/cars"), path="a b/cars", name=EVIL, system="kedro"),
]


def open_(found: FoundProject, path: str) -> ServedProject:
    if found.name == EVIL:
        raise UsageError(f"No pipeline {EVIL!r} is registered.")
    opened = Opened(project=project(node("ride", "bike", "tour"), name=found.name), root=None, reader=None)
    return ServedProject(opened, AppOptions(base_path=path, overview="../"), finish=lambda app: None)


@pytest.fixture
def client() -> Client:
    return Client(Choice("/x", PROJECTS, "/graph/", open_=open_, finish=lambda app: None))


def text(client: Client, path: str, **how: Any) -> str:
    return client.get(path, **how).get_data(as_text=True)


def test_the_projects_are_listed_with_path_and_version(client: Client) -> None:
    page = text(client, "/graph/")
    for words in ("2 projects", "Our bikes", "<code>bikes</code>", "Kedro 0.19.3", 'href="bikes/"', 'href="a-b-cars/"'):
        assert words in page
    assert "<script>alert" not in page


def test_a_click_opens_one_and_leads_back(client: Client) -> None:
    page = text(client, "/graph/bikes/", follow_redirects=True)
    assert "<title>Our bikes · pipeviz</title>" in page
    layout = text(client, "/graph/bikes/_dash-layout")
    assert "node:ride" in layout
    assert '"id":"overview"' in layout
    assert "Our bikes" in text(client, "/graph/")


def test_what_cannot_be_opened_is_said_on_a_page(client: Client) -> None:
    response = client.get("/graph/a-b-cars/")
    assert response.status_code == 500
    page = response.get_data(as_text=True)
    assert "This project could not be opened" in page
    assert "No pipeline" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("path", ["/graph/trucks/", "/graph/_dash-layout", "/bikes/", "/"])
def test_what_is_not_there(client: Client, path: str) -> None:
    assert client.get(path).status_code in (404, 308)
    assert client.get(path, follow_redirects=True).status_code == 404


def test_addresses_are_plain_words_and_each_is_another() -> None:
    assert addresses(["a b/cars", "a-b-cars", "größe", "..", "a/b cars"]) == [
        "a-b-cars",
        "a-b-cars-2",
        "gr-e",
        "project",
        "a-b-cars-3",
    ]
