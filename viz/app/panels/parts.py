"""The small parts that every panel is made of. All text goes in as text: names may hold anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dash import html

from viz.model import Dataset, Node, Place
from viz.scene import display_name
from viz.variants import variant_of

MANY = 40
MAX_CHILDREN = 200
MAX_DEPTH = 12


def icon(name: str, extra: str = "") -> html.Span:
    return html.Span(className=f"i i-{name} {extra}".strip(), **{"aria-hidden": "true"})


def header(kind: str, symbol: str, title: str, *below: Any) -> html.Div:
    """What is selected: its kind in a word, its name, and what stands right below."""
    return html.Div(
        [
            html.Div([icon(symbol), html.Span(kind)], className=f"kind kind-{_family(symbol)}"),
            html.H2(title, title=title),
            *(part for part in below if part is not None),
        ],
        className="panel-head",
    )


def _family(symbol: str) -> str:
    return symbol if symbol in ("node", "parameter", "namespace", "info") else "dataset"


def section(title: str, *children: Any, count: int | None = None) -> html.Section | None:
    """A titled part of the panel; None where it has nothing to show."""
    shown = [child for child in children if child is not None]
    if not shown:
        return None
    badge = [html.Span(str(count), className="count")] if count is not None else []
    return html.Section([html.H3([title, *badge]), *shown], className="panel-section")


def facts(pairs: Iterable[tuple[str, Any]]) -> html.Dl | None:
    """Names and values in two columns; those without a value are left out."""
    rows = [part for name, value in pairs if value for part in (html.Dt(name), html.Dd(value))]
    return html.Dl(rows, className="facts") if rows else None


def place_text(place: Place | None) -> str | None:
    """`conf/base/catalog.yml:12`."""
    if place is None:
        return None
    return place.file if place.line is None else f"{place.file}:{place.line}"


def place_shown(place: Place | None) -> html.Span | None:
    """A place in the project, to be copied with a click."""
    text = place_text(place)
    return copyable_path(text, "Copy the place") if text else None


def copyable_path(text: str, label: str) -> html.Span:
    """A path that breaks after its slashes where it must, with a button that copies it whole."""
    parts = text.split("/")
    pieces = [piece for part in parts[:-1] for piece in (f"{part}/", html.Wbr())]
    return html.Span([html.Code([*pieces, parts[-1]]), copy_button(text, label)], className="place")


def copy_button(text: str, label: str) -> html.Button:
    return html.Button(
        icon("copy"),
        className="icon-button copy",
        title=label,
        **{"data-copy": text, "aria-label": label},
    )


def command(text: str) -> html.Div | None:
    if not text:
        return None
    return html.Div([html.Code(text), copy_button(text, "Copy the command")], className="command")


def link(id_: str, symbol: str, label: str, detail: str | None = None, title: str | None = None) -> html.Button:
    """Something that is selected with a click."""
    children = [icon(symbol), html.Span(label, className="link-label")]
    if detail:
        children.append(html.Span(detail, className="link-detail"))
    return html.Button(
        children, className=f"link link-{_family(symbol)}", title=title or label, **{"data-element": id_}
    )


def node_link(node: Node) -> html.Button:
    shown = display_name(node)
    full = f"{node.namespace}.{shown}" if node.namespace else shown
    return link(node.id, "node", full, title=node.name)


def dataset_link(dataset: Dataset, detail: str | None = None) -> html.Button:
    return link(dataset.id, variant_of(dataset), dataset.name, detail or short_type(dataset.type))


def short_type(type_: str | None) -> str | None:
    """`pandas.CSVDataset` without what every type of Kedro's begins or ends with."""
    if not type_:
        return None
    return type_.rpartition(".")[2].removesuffix("Dataset").removesuffix("DataSet") or type_


def links(found: Sequence[Any]) -> html.Div | None:
    """A list of links; the tail of a long one is folded."""
    if not found:
        return None
    shown = list(found[:MANY])
    if len(found) > MANY:
        rest = html.Details([html.Summary(f"{len(found) - MANY} more"), *found[MANY:]], className="more")
        shown.append(rest)
    return html.Div(shown, className="links")


def chips(words: Iterable[str], symbol: str | None = None) -> html.Div | None:
    shown = [html.Span([*([icon(symbol)] if symbol else []), word], className="chip") for word in words]
    return html.Div(shown, className="chips") if shown else None


def note(text: str, level: str = "info") -> html.P:
    return html.P([icon(level), html.Span(text)], className=f"note note-{level}")


def tree(value: Any, depth: int = 0) -> Any:
    """Any plain value as an indented tree, whose branches fold."""
    if isinstance(value, Mapping):
        return _branches([(str(key), item) for key, item in value.items()], depth, "{}")
    if isinstance(value, (list, tuple)):
        return _branches([(str(i), item) for i, item in enumerate(value)], depth, "[]")
    return _leaf(value)


def _branches(items: list[tuple[str, Any]], depth: int, empty: str) -> Any:
    if not items:
        return html.Span(empty, className="value value-none")
    if depth >= MAX_DEPTH:
        return html.Span("…", className="value value-none")
    rows = [_branch(key, item, depth) for key, item in items[:MAX_CHILDREN]]
    if len(items) > MAX_CHILDREN:
        rows.append(html.Div(f"and {len(items) - MAX_CHILDREN} more", className="muted"))
    return html.Div(rows, className="tree")


def _branch(key: str, item: Any, depth: int) -> Any:
    if isinstance(item, (Mapping, list, tuple)) and item:
        size = html.Span(_size(item), className="muted")
        summary = html.Summary([html.Span(key, className="key"), size])
        return html.Details([summary, tree(item, depth + 1)], open=depth < 2 and len(item) <= 20)
    return html.Div([html.Span(key, className="key"), tree(item, depth + 1)], className="leaf")


def _size(item: Mapping[Any, Any] | Sequence[Any]) -> str:
    word = "key" if isinstance(item, Mapping) else "item"
    return f"{len(item)} {word}" + ("" if len(item) == 1 else "s")


def _leaf(value: Any) -> html.Span:
    if isinstance(value, str):
        return html.Span(value, className="value value-text")
    if value is None:
        return html.Span("null", className="value value-none")
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return html.Span(text, className="value value-number")
