"""Freezing asks an app everything its page can ask, and puts page, scripts and answers into one file."""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Iterator
from typing import Any

import pytest
from dash import Dash, Input, Output, State, dcc, html

from viz.export.freezing import NotFreezableError, json_script, packed, page, record

EVIL = "</script><script>alert(1)</script><!-- \" ' \\ & \u2028 \u2029 é"


def app_with(*components: Any, title: str = "toy") -> Dash:
    app = Dash("toy", assets_folder="nowhere", update_title=None, title=title)
    app.layout = html.Div([dcc.Store(id="view"), html.Div(id="panel"), *components])
    return app


@pytest.fixture
def app() -> Iterator[Dash]:
    app = app_with()

    @app.callback(Output("panel", "children"), Input("view", "data"))
    def panel(view: str) -> html.B:
        return html.B(f"{view}: {EVIL}")

    return app


def unpacked(text: str) -> dict[str, Any]:
    found = re.search(r'<script id="frozen-page" type="text/plain">([^<]*)</script>', text)
    assert found is not None
    bundle: dict[str, Any] = json.loads(zlib.decompress(base64.b64decode(found[1])))
    return bundle


def frozen(app: Dash, **domains: list[Any]) -> str:
    client = app.server.test_client()
    return page(client, record(client, {"view.data": ["a", "b"], **domains}), view="panel.children")


@pytest.mark.parametrize("text", [EVIL, "</SCRIPT>", "]]>", "\ud83d\ude00", ""])
def test_json_in_a_script_ends_no_element_and_keeps_the_text(text: str) -> None:
    written = json_script({text: [text]})

    assert json.loads(written) == {text: [text]}
    assert not re.search("[<>&\u2028\u2029]", written)


def test_packed_json_is_letters_only() -> None:
    assert re.fullmatch(r"[A-Za-z0-9+/=]+", packed({"a": EVIL}))


def test_every_answer_of_the_domain_is_recorded(app: Dash) -> None:
    answers = record(app.server.test_client(), {"view.data": ["a", EVIL]}).answers

    shown = {key: json.loads(text)["response"]["panel"]["children"] for key, text in answers["panel.children"].items()}
    assert {json.loads(key)[0]: one["props"]["children"] for key, one in shown.items()} == {
        "a": f"a: {EVIL}",
        EVIL: f"{EVIL}: {EVIL}",
    }


def test_what_changes_nothing_is_not_recorded(app: Dash) -> None:
    from dash.exceptions import PreventUpdate

    @app.callback(Output("view", "style"), Output("view", "title"), Input("view", "data"))
    def only_b(view: str) -> tuple[str, str]:
        if view == "a":
            raise PreventUpdate
        return "style", "title"

    answers = record(app.server.test_client(), {"view.data": ["a", "b"]}).answers["..view.style...view.title.."]

    assert {key: json.loads(text)["response"] for key, text in answers.items()} == {
        '["b"]': {"view": {"style": "style", "title": "title"}}
    }


def test_a_callback_without_a_finite_domain_is_refused() -> None:
    app = app_with()

    @app.callback(Output("panel", "children"), Input("panel", "n_clicks"), State("view", "data"))
    def panel(clicks: int, view: str) -> str:
        return view

    with pytest.raises(NotFreezableError, match=r"panel\.n_clicks"):
        record(app.server.test_client(), {})


def test_the_page_stands_alone(app: Dash) -> None:
    text = frozen(app)

    assert not re.search(r"<script[^>]*\ssrc=", text)
    assert not re.search(r"<link[^>]*href=\"(?!data:)", text)
    assert "default-src 'none'" in text
    assert "connect-src" not in text


def test_names_that_look_like_html_stay_inside_their_scripts(app: Dash) -> None:
    text = frozen(app)

    assert "alert(1)" not in text
    assert (
        EVIL
        in json.loads(unpacked(text)["answers"]["panel.children"]['["a"]'])["response"]["panel"]["children"]["props"][
            "children"
        ]
    )


def test_the_same_bytes_twice(app: Dash) -> None:
    assert frozen(app) == frozen(app)


def test_attributes_stand_in_the_same_order_whatever_the_hash_seed() -> None:
    names = [f"data-{letter}" for letter in "gbfadce"]
    app = app_with(html.Div(id="last", **dict.fromkeys(names, "1")))

    last = json.loads(record(app.server.test_client(), {}).layout)["props"]["children"][-1]["props"]

    assert [name for name in last if name.startswith("data-")] == sorted(names)


def test_only_scripts_of_components_on_the_page_go_in(app: Dash) -> None:
    without = frozen(app)
    app.layout.children.append(dcc.Dropdown(["x"], id="dropdown"))
    with_dropdown = unpacked(frozen(app))["scripts"]

    assert len(without) < 600_000
    assert len(with_dropdown) == len(unpacked(without)["scripts"]) + 1
    assert with_dropdown[-1].startswith("var renderer")


def test_plotly_goes_in_only_with_a_figure(app: Dash) -> None:
    without = unpacked(frozen(app))["scripts"]
    app.layout.children.append(dcc.Graph(id="figure"))

    assert not any("plotly.js v" in script for script in without)
    assert any("plotly.js v" in script for script in unpacked(frozen(app))["scripts"])


def test_nothing_tells_of_this_machine(app: Dash) -> None:
    import getpass
    import sys

    config = re.search(r'<script id="_dash-config" type="application/json">(.*?)</script>', frozen(app))

    assert config is not None
    assert json.loads(config[1])["end_id"] == json.loads(config[1])["python_version"] == ""
    for secret in (sys.prefix, f"/{getpass.getuser()}/"):
        assert secret not in frozen(app) + json.dumps(unpacked(frozen(app)))
