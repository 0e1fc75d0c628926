"""Freezes a Dash app into one HTML page: the only module that knows Dash's private end points and how its page is made.

Every answer that the server can give is recorded once, for a finite domain of inputs. In the page a small `fetch`
stand-in (`frozen.js`) gives them back. Seen to work with Dash 4.
"""

from __future__ import annotations

import base64
import html
import json
import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

LAYOUT = "_dash-layout"
DEPENDENCIES = "_dash-dependencies"
UPDATE = "_dash-update-component"
NO_UPDATE = 204

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; font-src data:; "
    "base-uri 'none'; form-action 'none'"
)

Domains = Mapping[str, Sequence[Any]]
"""The values that each input ("view.data") of the server's callbacks can take."""

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_LINK = re.compile(r"<link\b([^>]*)>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ATTRIBUTE = re.compile(r"([\w-]+)=\"([^\"]*)\"")
# Fields of the page's configuration that tell of this machine or change with each page load.
_CLOSING_STYLE = re.compile(r"</(?=style)", re.IGNORECASE)
_CONFIG = {"python_version": "", "dash_version_url": "", "end_id": ""}
# A script is left out unless a component of its namespace is on the page; those of no namespace always stay.
_NAMESPACES = {
    "/dash/dcc/": "dash_core_components",
    "/dash/html/": "dash_html_components",
    "/dash/dash_table/": "dash_table",
    "/dash_cytoscape/": "dash_cytoscape",
}
# Scripts that Dash loads only when such a component is drawn; a file has nowhere to load them from.
_LATE = {
    "Dropdown": ("dash/dcc/async-dropdown.js",),
    "Slider": ("dash/dcc/async-slider.js",),
    "RangeSlider": ("dash/dcc/async-slider.js",),
    "Markdown": ("dash/dcc/async-markdown.js", "dash/dcc/async-highlight.js"),
    "DatePickerSingle": ("dash/dcc/async-datepicker.js",),
    "DatePickerRange": ("dash/dcc/async-datepicker.js",),
    "Upload": ("dash/dcc/async-upload.js",),
    "Graph": ("plotly/package_data/plotly.min.js", "dash/dcc/async-graph.js"),
}


class NotFreezableError(RuntimeError):
    """The app asks its server something whose inputs are not from a finite domain; a defect of the app."""


@dataclass(frozen=True, slots=True)
class Recording:
    """What the server says, as JSON texts. `answers`: callback output -> JSON array of its inputs -> response."""

    layout: str
    dependencies: str
    answers: Mapping[str, Mapping[str, str]]


def json_script(data: Any) -> str:
    """`data` as JSON that may stand inside a `<script>` element, whatever its texts say.

    `<`, `>` and `&` end no element and start no comment; the line separators U+2028 and U+2029 end no line.
    """
    text = compact(data)
    escaped = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
    return re.sub("[<>&\u2028\u2029]", lambda found: escaped[found[0]], text)


def compact(data: Any) -> str:
    """`data` as JSON the way `JSON.stringify` writes it."""
    return json.dumps(data, separators=(",", ":"), ensure_ascii=False)


def packed(data: Any) -> str:
    """`data` as JSON, deflated, in base64: letters that may stand anywhere in a page."""
    return base64.b64encode(zlib.compress(compact(data).encode("utf-8"), 9)).decode("ascii")


def record(client: Any, domains: Domains) -> Recording:
    """Ask the app behind the Flask test `client` everything that its page can ask."""
    layout, dependencies = (_steady(client.get(f"/{path}")) for path in (LAYOUT, DEPENDENCIES))
    asked = [one for one in json.loads(dependencies) if not one["clientside_function"]]
    return Recording(
        layout=layout,
        dependencies=dependencies,
        answers={callback["output"]: dict(_answers(client, callback, domains)) for callback in asked},
    )


def _answers(client: Any, callback: Mapping[str, Any], domains: Domains) -> Iterable[tuple[str, str]]:
    names = [f"{one['id']}.{one['property']}" for one in callback["inputs"]]
    unknown = [name for name in names if name not in domains]
    if unknown or callback["state"]:
        raise NotFreezableError(f"{callback['output']} depends on {unknown or callback['state']}: no finite domain.")
    for values in product(*(domains[name] for name in names)):
        response = client.post(f"/{UPDATE}", json=_question(callback, values))
        if response.status_code != NO_UPDATE:
            yield compact(values), _steady(response)


def _question(callback: Mapping[str, Any], values: Sequence[Any]) -> dict[str, Any]:
    """The body that Dash's renderer posts."""
    inputs = [{**one, "value": value} for one, value in zip(callback["inputs"], values, strict=True)]
    changed = [f"{one['id']}.{one['property']}" for one in inputs]
    return {
        "output": callback["output"],
        "outputs": _outputs(callback["output"]),
        "inputs": inputs,
        "changedPropIds": changed,
        "parsedChangedPropsIds": changed,
    }


def _outputs(output: str) -> Any:
    """`a.x` is one output; `..a.x...b.y..` is a list of two."""
    parts = [part.rpartition(".") for part in output.strip(".").split("...")]
    found = [{"id": id_, "property": name.partition("@")[0]} for id_, _, name in parts]
    return found if output.startswith("..") else found[0]


def _steady(response: Any) -> str:
    """A JSON response in the same bytes each time: Dash writes `data-` and `aria-` attributes in any order."""
    return compact(json.loads(_text(response), object_hook=_sorted_props))


def _sorted_props(found: dict[str, Any]) -> dict[str, Any]:
    if found.keys() == {"props", "type", "namespace"} and isinstance(found["props"], dict):
        return {**found, "props": dict(sorted(found["props"].items()))}
    return found


def _text(response: Any) -> str:
    return _bytes(response).decode("utf-8")


def _bytes(response: Any) -> bytes:
    """The body of a response of the test client, which keeps files open until it is closed."""
    with response:
        if response.status_code >= 400:
            raise NotFreezableError(f"The app answered {response.status_code} while it was being saved.")
        body: bytes = response.get_data()
    return body


def page(client: Any, recording: Recording, *, view: str) -> str:
    """The app's page with everything inlined. `view` is the output of the callback that draws a view."""
    index = _COMMENT.sub("", _text(client.get("/")))
    head, _, body = index.partition("</head>")
    scripts = _scripts(client, _SCRIPT.findall(body), _components(recording))
    bundle = {
        "layout": recording.layout,
        "dependencies": recording.dependencies,
        "answers": recording.answers,
        "view": view,
        "scripts": scripts,
    }
    start = Path(__file__).with_name("frozen.js").read_text(encoding="utf-8")
    inlined = (
        f'<script id="_dash-config" type="application/json">{json_script(_config(body))}</script>\n'
        f'<script id="frozen-page" type="text/plain">{packed(bundle)}</script>\n'
        f"<script>{start}</script>\n"
    )
    policy = f'<meta http-equiv="Content-Security-Policy" content="{CONTENT_SECURITY_POLICY}">'
    head = _LINK.sub(lambda found: _link(client, found), head).replace("<head>", f"<head>\n{policy}", 1)
    body = _SCRIPT.sub("", body).replace("</footer>", f"{inlined}</footer>", 1)
    return "\n".join(line.rstrip() for line in f"{head}</head>{body}".splitlines() if line.strip()) + "\n"


def _config(body: str) -> Any:
    found = next(content for attributes, content in _SCRIPT.findall(body) if "_dash-config" in attributes)
    return {**json.loads(found), **_CONFIG}


def _components(recording: Recording) -> set[tuple[str, str]]:
    """(namespace, type) of every component that the page can show."""
    found: set[tuple[str, str]] = set()
    texts = [recording.layout, *(text for answers in recording.answers.values() for text in answers.values())]
    waiting = [json.loads(text) for text in texts]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if isinstance(one.get("namespace"), str) and isinstance(one.get("type"), str):
                found.add((one["namespace"], one["type"]))
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
    return found


def _scripts(client: Any, elements: Iterable[tuple[str, str]], components: set[tuple[str, str]]) -> list[str]:
    """The code of the page's scripts in their order; late ones go before the renderer starts."""
    namespaces = {namespace for namespace, _ in components}
    kept: list[str] = []
    for text, content in elements:
        attributes = _attributes(text)
        if attributes.get("id") == "_dash-renderer":
            kept.extend(_late(components))
        if "src" not in attributes and attributes.get("type") != "application/json":
            kept.append(content)
        elif "src" in attributes and _wanted(attributes["src"], namespaces):
            kept.append(_text(client.get(attributes["src"])))
    return kept


def _wanted(source: str, namespaces: set[str]) -> bool:
    namespace = next((name for path, name in _NAMESPACES.items() if path in source), None)
    return namespace is None or namespace in namespaces


def _late(components: set[tuple[str, str]]) -> Iterable[str]:
    import dash

    site = Path(dash.__file__).parent.parent
    names = {type_ for namespace, type_ in components if namespace == "dash_core_components"}
    paths = dict.fromkeys(path for name in sorted(names) for path in _LATE.get(name, ()))
    return [(site / path).read_text(encoding="utf-8") for path in paths]


def _link(client: Any, found: re.Match[str]) -> str:
    attributes = _attributes(found[1])
    if attributes.get("rel") == "stylesheet":
        css = _CLOSING_STYLE.sub(r"<\\/", _text(client.get(attributes["href"])))
        return f"<style>\n{css}\n</style>"
    if "icon" in attributes.get("rel", "") and not attributes["href"].startswith("data:"):
        response = client.get(attributes["href"])
        data = base64.b64encode(_bytes(response)).decode("ascii")
        return f'<link rel="icon" href="data:{response.mimetype};base64,{data}">'
    return found[0]


def _attributes(text: str) -> dict[str, str]:
    return {name.lower(): html.unescape(value) for name, value in _ATTRIBUTE.findall(text)}
