from __future__ import annotations

import json
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.app import examples
from viz.app import AppOptions, create_app
from viz.app.server import guard, host_allowed, make_app_server, normalised, url_of
from viz.errors import UsageError
from viz.runs import RunReading


def _client(root: Path, **options: Any) -> Any:
    app = create_app(examples.opened(root), runs=RunReading(runs=examples.runs()), options=AppOptions(**options)).server
    guard(app, "127.0.0.1")
    return app.test_client()


def test_the_page_is_answered_under_its_own_name_only(tmp_path: Path) -> None:
    client = _client(tmp_path)
    assert client.get("/", headers={"Host": "127.0.0.1:4142"}).status_code == 200
    assert client.get("/_dash-layout", headers={"Host": "evil.example:4142"}).status_code == 403


@pytest.mark.parametrize(
    ("asked", "host", "allowed"),
    [
        ("localhost:4142", "127.0.0.1", True),
        ("[::1]:4142", "127.0.0.1", True),
        ("127.0.0.1.evil.example", "127.0.0.1", False),
        ("", "127.0.0.1", False),
        ("box.lan", "box.lan", True),
        ("192.168.1.7", "0.0.0.0", True),
        ("evil.example", "0.0.0.0", False),
    ],
)
def test_which_names_are_ours(asked: str, host: str, allowed: bool) -> None:
    assert host_allowed(asked, host) is allowed


SVG_NAMESPACE = "http://www.w3.org/2000/svg"
"""A name that looks like an address; nobody loads it."""


def test_the_page_may_load_nothing_from_elsewhere(tmp_path: Path) -> None:
    response = _client(tmp_path).get("/")
    assert "default-src 'self'" in response.headers["Content-Security-Policy"]
    page = response.get_data(as_text=True)
    assert "http://" not in page.replace(SVG_NAMESPACE, "")
    assert "https://" not in page.replace("https://dash.plotly.com", "")


def test_a_port_in_use_is_said_in_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=rf"Port {port} .*--port"):
            make_app_server(
                examples.opened(tmp_path), pipeline=None, run=None, host="127.0.0.1", port=port, base_path="/"
            )


@pytest.mark.parametrize(("given", "path"), [("/", "/"), ("graph", "/graph/"), ("/a/b", "/a/b/"), ("//a//", "/a/")])
def test_a_base_path_has_a_slash_at_both_ends(given: str, path: str) -> None:
    assert normalised(given) == path


def test_the_address_to_open() -> None:
    assert url_of("127.0.0.1", 4142, "/") == "http://127.0.0.1:4142/"
    assert url_of("0.0.0.0", 80, "/x/") == "http://127.0.0.1:80/x/"
    assert url_of("::1", 80, "/") == "http://[::1]:80/"


def test_everything_lies_below_the_base_path(tmp_path: Path) -> None:
    client = _client(tmp_path, base_path="/graph/")
    assert client.get("/graph/").status_code == 200
    assert client.get("/graph/_dash-layout").status_code == 200
    assert client.get("/_dash-layout").status_code == 404


def test_an_unknown_pipeline_or_run_is_a_wrong_request(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="gone"):
        _client(tmp_path, pipeline="gone")
    with pytest.raises(UsageError, match="gone"):
        _client(tmp_path, run="gone")


def test_names_do_not_break_out_of_the_page(tmp_path: Path) -> None:
    named = replace(examples.project(), name="</title></script><b id='evil'>")
    page = create_app(examples.opened(tmp_path, named)).server.test_client().get("/").get_data(as_text=True)
    assert "<b id='evil'>" not in page


def test_a_project_without_pipelines_says_why(tmp_path: Path) -> None:
    empty = replace(examples.project(), pipelines=(), nodes=())
    layout = create_app(examples.opened(tmp_path, empty)).server.test_client().get("/_dash-layout")
    text = layout.get_data(as_text=True)
    assert "There is no pipeline to show" in text
    assert "Correct line 7." in text


def _ask(client: Any, output: str, input_: str, value: Any) -> Any:
    id_, prop = output.split(".")
    asked_id, asked_prop = input_.split(".")
    question = {
        "output": output,
        "outputs": {"id": id_, "property": prop},
        "inputs": [{"id": asked_id, "property": asked_prop, "value": value}],
        "changedPropIds": [input_],
    }
    response = client.post("/_dash-update-component", json=question)
    assert response.status_code in (200, 204)
    return response.get_json()["response"][id_][prop] if response.status_code == 200 else None


def test_each_question_has_its_answer(tmp_path: Path) -> None:
    client = _client(tmp_path)
    scene = _ask(client, "scene.data", "view.data", '["cleaning",[],0,"TB",""]')
    assert scene["pipeline"] == "cleaning"
    assert "clean_ships" in json.dumps(_ask(client, "panel.children", "selected.data", "node:clean_ships"))
    assert _ask(client, "panel.children", "selected.data", None) == []
    assert _ask(client, "overlay.data", "run.data", examples.runs()[1].id)["status"] == "succeeded"
    assert _ask(client, "overlay.data", "run.data", None) is None


@pytest.mark.parametrize("key", ["nonsense", '["gone",[],0,"TB"]', "[1]"])
def test_a_view_that_makes_no_sense_is_left_unanswered(tmp_path: Path, key: str) -> None:
    assert _ask(_client(tmp_path), "scene.data", "view.data", key) is None


def test_no_question_depends_on_more_than_one_thing(tmp_path: Path) -> None:
    asked = json.loads(_client(tmp_path).get("/_dash-dependencies").get_data(as_text=True))
    served = [one for one in asked if not one["clientside_function"]]
    assert {one["output"] for one in served} == {"scene.data", "panel.children", "preview.children", "overlay.data"}
    assert all(len(one["inputs"]) == 1 and not one["state"] for one in served)


def test_the_app_does_not_need_pandas_to_start() -> None:
    script = "import sys, viz.app.server; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
