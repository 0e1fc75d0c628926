from __future__ import annotations

from datetime import datetime

import pytest
from dash import dcc, html

from viz.app.preview import body, preview_children, size_text
from viz.previews.model import Figure, FileFacts, Image, Json, Nothing, Preview, Table, Text

FACTS = FileFacts(size=12_400, modified=datetime(2026, 11, 23, 6, 40), version="2026-11-23T06.40.03.000Z", versions=3)


def test_a_table_says_how_much_of_it_is_shown() -> None:
    shown = preview_children(Preview(body=Table(columns=("a", "b"), rows=(("1", "2"),), total=9), file=FACTS))
    table = shown[0].children
    assert [cell.children for cell in table.children[0].children.children] == ["a", "b"]
    assert shown[1].children == (
        "first 1 of 9 rows, 2 columns · 12.4 kB · changed 23 Nov 2026, 06:40 · version 2026-11-23T06.40.03.000Z, of 3"
    )


def test_what_was_cut_off_is_said() -> None:
    assert preview_children(Preview(body=Text(text="x"), note="Only the head."))[-1].children == "Only the head."


def test_each_kind_of_preview_is_drawn_by_what_fits_it() -> None:
    assert isinstance(body(Image(mime="image/png", base64="AA==")), html.Img)
    assert isinstance(body(Figure(figure={"data": [], "layout": {"width": 9000}})), dcc.Graph)
    assert isinstance(body(Json(data={"a": [1]})), html.Div)
    assert body(Nothing(reason="Pickles are never opened.")).children[1].children == "Pickles are never opened."


def test_a_figure_fits_the_panel_whatever_its_file_says() -> None:
    assert "width" not in body(Figure(figure={"data": [], "layout": {"width": 9000}})).figure["layout"]


@pytest.mark.parametrize(("size", "text"), [(0, "0 B"), (999, "999 B"), (12_400, "12.4 kB"), (3_500_000_000, "3.5 GB")])
def test_sizes_are_written_for_people(size: int, text: str) -> None:
    assert size_text(size) == text


def test_a_figure_without_a_ground_of_its_own_takes_that_of_the_page() -> None:
    plain = body(Figure(figure={"data": [], "layout": {}}))
    own = body(Figure(figure={"data": [], "layout": {"paper_bgcolor": "#abcdef"}}))

    assert "themed" in plain.className
    assert plain.figure["layout"]["paper_bgcolor"] == "rgba(0,0,0,0)"
    assert "themed" not in own.className
    assert own.figure["layout"]["paper_bgcolor"] == "#abcdef"
