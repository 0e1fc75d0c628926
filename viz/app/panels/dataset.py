"""The panel of a dataset: what it is, where it is defined, who writes and reads it, and a preview."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dash import dcc, html

from viz.app.context import Context
from viz.app.panels.origin import flat, hidden_entries, place_in_environment, settings_sections
from viz.app.panels.parts import (
    chips,
    copyable_path,
    facts,
    header,
    links,
    node_link,
    note,
    section,
    tree,
)
from viz.app.preview import size_text
from viz.model import Dataset, Transcoding
from viz.previews.versions import Version, versions_of
from viz.variants import variant_of

FEW = 5


def dataset_panel(context: Context, dataset: Dataset) -> list[Any]:
    writers = context.producers.get(dataset.id, ())
    readers = context.consumers.get(dataset.id, ())
    return [
        header("Dataset", variant_of(dataset), _own_name(dataset), _subtitle(dataset), chips(_signs(dataset))),
        _free_text(dataset),
        facts(
            [
                ("Path", _path(dataset.filepath)),
                ("Defined at", place_in_environment(dataset.defined_at)),
                ("Overrides", hidden_entries(dataset.overrides)),
                ("Pattern", html.Code(dataset.pattern) if dataset.pattern else None),
                ("Full name", html.Code(dataset.name) if dataset.namespace else None),
            ]
        ),
        None if dataset.in_catalog else note(_not_in_catalog(bool(writers))),
        _preview(context, dataset),
        _versions(context, dataset),
        section("Written by", links([node_link(node) for node in writers]), count=len(writers)),
        section("Read by", links([node_link(node) for node in readers]), count=len(readers)),
        *(part for way in dataset.transcodings for part in _transcoding(way)),
        section("Catalog arguments", tree(dataset.arguments) if dataset.arguments else None),
        section("Metadata", _metadata(dataset)),
        *settings_sections(dataset.settings, _values(dataset), dataset.defined_at),
    ]


def _values(entry: Dataset | Transcoding) -> dict[str, Any]:
    """What the entry says, by the paths of its settings."""
    return {"type": entry.type, "filepath": entry.filepath, **flat(entry.arguments)}


def _own_name(dataset: Dataset) -> str:
    return dataset.name.removeprefix(f"{dataset.namespace}.") if dataset.namespace else dataset.name


def _subtitle(dataset: Dataset) -> html.Div | None:
    return html.Div(html.Code(dataset.type), className="subtitle") if dataset.type else None


def _signs(dataset: Dataset) -> list[str]:
    layer = [f"layer: {dataset.layer}"] if dataset.layer else []
    return [*layer, *(["versioned"] if dataset.versioned else []), *(["transcoded"] if dataset.transcodings else [])]


def _not_in_catalog(written: bool) -> str:
    if written:
        return "Not in the catalog: it lives in memory while the pipeline runs."
    return "Not in the catalog, and no node writes it: the pipeline can only run when it is given from outside."


def _path(path: str | None) -> html.Span | None:
    return copyable_path(path, "Copy the path") if path else None


def _preview(context: Context, dataset: Dataset) -> html.Section | None:
    """Room for the preview, which is asked for when this panel has appeared."""
    if context.options.previews is None or not dataset.in_catalog:
        return None
    waiting = html.Div(html.Div(className="skeleton"), id="preview")
    return section("Preview", dcc.Store(id="preview-of", data=dataset.id), waiting)


def _versions(context: Context, dataset: Dataset) -> html.Section | None:
    """The versions on disk, newest first. A page that is saved tells of none that lie outside the project."""
    if context.options.previews is None or context.root is None:
        return None
    found = versions_of(dataset, context.root, allow_outside=not context.options.frozen)
    rows = [_version(one, is_newest=one is found.shown[0]) for one in found.shown]
    if found.count > len(rows):
        rows.append(html.Div(f"and {found.count - len(rows)} older ones", className="muted"))
    folded = html.Details([html.Summary("older"), *rows[FEW:]], className="more") if len(rows) > FEW else None
    return section("Versions on disk", *rows[:FEW], folded, count=found.count) if rows else None


def _version(one: Version, *, is_newest: bool) -> html.Div:
    words = [f"{one.saved:%d %b %Y, %H:%M} UTC"] if one.saved else []
    words += [size_text(one.size)] if one.size is not None else []
    words += ["newest"] if is_newest else []
    return html.Div([html.Code(one.name), html.Span(" · ".join(words), className="muted")], className="version")


def _transcoding(way: Transcoding) -> Iterable[html.Section | None]:
    yield section(
        f"Read as @{way.name}",
        facts(
            [
                ("Type", html.Code(way.type) if way.type else None),
                ("Path", _path(way.filepath)),
                ("Defined at", place_in_environment(way.defined_at)),
                ("Overrides", hidden_entries(way.overrides)),
                ("Pattern", html.Code(way.pattern) if way.pattern else None),
            ]
        ),
        tree(way.arguments) if way.arguments else None,
    )
    yield from settings_sections(way.settings, _values(way), way.defined_at)


def _texts(dataset: Dataset) -> dict[str, str]:
    """Free text in the metadata: what a person wrote for persons."""
    return {key: value for key, value in dataset.metadata.items() if isinstance(value, str) and " " in value.strip()}


def _free_text(dataset: Dataset) -> html.Div | None:
    """The description stands at the top, like the docstring of a node."""
    texts = _texts(dataset)
    first = next((texts[key] for key in ("description", "doc", "notes", "summary") if key in texts), None)
    return html.P(first, className="docstring") if first else None


def _metadata(dataset: Dataset) -> Any:
    shown = {key: value for key, value in dataset.metadata.items() if key != "kedro-viz"}
    return tree(shown) if shown else None
