"""The preview of a dataset as Dash components: plain tables, images, trees; Plotly only for a figure."""

from __future__ import annotations

from typing import Any

from dash import dcc, html

from viz.app.code import code_block
from viz.app.panels.parts import note, tree
from viz.previews.model import Body, Figure, FileFacts, Image, Json, Nothing, Preview, Table, Text

UNITS = ("B", "kB", "MB", "GB", "TB")


def preview_children(preview: Preview) -> list[Any]:
    """What the file holds, then its size and age, then what was cut off."""
    parts = [body(preview.body), file_line(preview.body, preview.file)]
    if preview.note:
        parts.append(html.P(preview.note, className="muted"))
    return [part for part in parts if part is not None]


def body(shown: Body) -> Any:
    match shown:
        case Table():
            return table(shown)
        case Image():
            return html.Img(src=shown.uri, className="preview-image", alt="Preview of the dataset")
        case Figure():
            return figure(shown)
        case Json():
            return html.Div(tree(shown.data), className="preview-box")
        case Text():
            return code_block(shown.text, first_line=None, language=shown.language)
        case Nothing():
            return note(shown.reason)


def table(shown: Table) -> html.Div:
    head = html.Tr([html.Th(column, scope="col") for column in shown.columns])
    rows = [html.Tr([html.Td(cell, title=cell if len(cell) > 40 else None) for cell in row]) for row in shown.rows]
    grid = html.Table([html.Thead(head), html.Tbody(rows)])
    return html.Div(grid, className="preview-table", tabIndex="0")


def figure(shown: Figure) -> dcc.Graph:
    """The figure as wide as the panel; its ground and its words follow the page's theme unless it chose its own."""
    data = dict(shown.figure)
    layout = {key: value for key, value in dict(data.get("layout") or {}).items() if key not in ("width", "height")}
    layout["margin"] = {"l": 40, "r": 10, "t": 40, "b": 40}
    themed = not {"paper_bgcolor", "plot_bgcolor"} & layout.keys()
    if themed:
        layout |= {"paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)"}
    return dcc.Graph(
        figure={**data, "layout": layout},
        config={"displaylogo": False, "responsive": True, "displayModeBar": False},
        className=f"preview-figure{' themed' if themed else ''}",
    )


def file_line(shown: Body, facts: FileFacts | None) -> html.P | None:
    """`150 rows, 5 columns · 12.4 kB · changed 23 Nov 2026, 06:40 · version ..., the newest of 3`."""
    words = [*_shape(shown), *(_file(facts) if facts else ())]
    return html.P(" · ".join(words), className="muted file-line") if words else None


def _shape(shown: Body) -> list[str]:
    if not isinstance(shown, Table):
        return []
    rows, total = len(shown.rows), shown.total
    first = f"first {rows:,} of {total:,} rows" if total and total > rows else f"{rows:,} rows"
    return [f"{first}, {len(shown.columns)} columns"]


def _file(facts: FileFacts) -> list[str]:
    words = [size_text(facts.size), f"changed {facts.modified:%d %b %Y, %H:%M}"]
    if facts.version:
        several = f", of {facts.versions}" if facts.versions and facts.versions > 1 else ""
        words.append(f"version {facts.version}{several}")
    return words


def size_text(size: int) -> str:
    """A number of bytes as a person reads it: `12.4 kB`."""
    amount = float(size)
    for unit in UNITS[:-1]:
        if amount < 1000:
            return f"{amount:.0f} {unit}" if unit == "B" else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} {UNITS[-1]}"
