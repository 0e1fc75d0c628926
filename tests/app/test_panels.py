from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from plotly.utils import PlotlyJSONEncoder

from tests.app import examples
from viz.app.context import Context
from viz.app.options import AppOptions
from viz.app.panels import panel, panel_ids
from viz.app.panels.gap import empty_stages
from viz.model import Diagnostic
from viz.previews.model import Nothing, Preview


def _context(root: Path, **options: Any) -> Context:
    return Context(opened=examples.opened(root), options=AppOptions(**options))


def _words(component: Any) -> str:
    """Every text in a component, as a reader meets it."""
    if component is None or isinstance(component, (str, int, float)):
        return str(component or "")
    if isinstance(component, (list, tuple)):
        return "".join(map(_words, component))
    return _words(getattr(component, "children", None))


def _ids_in(component: Any) -> set[str]:
    """What can be selected from a panel."""
    return {value for name, value in _properties(component) if name == "data-element"}


def _properties(component: Any) -> list[tuple[str, Any]]:
    data = json.loads(json.dumps(component, cls=PlotlyJSONEncoder))
    found, waiting = [], [data]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            found.extend(one.items())
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
    return found


def test_a_node_shows_what_it_does_and_how_to_run_it(tmp_path: Path) -> None:
    shown = panel(_context(tmp_path), "node:clean_ships")
    words = _words(shown)
    assert "Drop what cannot be used." in words
    assert "kedro run --nodes=clean_ships" in words
    assert "src/pipeline.py:12" in words
    assert "__default__, cleaning" in words
    assert {"dataset:raw_ships", "dataset:ships", "params:limit"} <= _ids_in(shown)


def test_the_code_of_a_node_is_that_of_its_lines(tmp_path: Path) -> None:
    words = _words(panel(_context(tmp_path), "node:report"))
    assert "14\n15" in words
    assert "no rows" in words
    assert "slope" not in words


def test_code_can_be_left_out(tmp_path: Path) -> None:
    words = _words(panel(_context(tmp_path, include_code=False), "node:report"))
    assert "no rows" not in words
    assert "src/nodes.py:14" in words
    assert "The code was left out of this page." in words


def test_code_outside_of_the_project_is_never_read(tmp_path: Path) -> None:
    (tmp_path / "secret.py").write_text("token = 'x'\n", encoding="utf-8")
    root = tmp_path / "project"
    root.mkdir()
    node = examples.nodes()[0]
    assert node.source is not None
    outside = replace(node, source=replace(node.source, file="../secret.py", line=1))
    opened = examples.opened(root, replace(examples.project(), nodes=(outside,)))
    context = Context(opened=opened, options=AppOptions())
    assert "token" not in _words(panel(context, node.id))


def test_a_dataset_shows_where_it_is_and_who_uses_it(tmp_path: Path) -> None:
    shown = panel(_context(tmp_path), "dataset:ships")
    words = _words(shown)
    for expected in ("pandas.ParquetDataset", "data/ships.parquet", "conf/base/catalog.yml:12", "Read as @spark"):
        assert expected in words
    assert _ids_in(shown) == {"node:clean_ships", "node:models.linear.train", "node:models.tree.train"}


def test_a_dataset_from_a_pattern_names_it(tmp_path: Path) -> None:
    assert "{namespace}.model" in _words(panel(_context(tmp_path), "dataset:models.tree.model"))


@pytest.mark.parametrize(
    ("id_", "words"),
    [
        ("dataset:metrics", "it lives in memory while the pipeline runs"),
        (f"dataset:{examples.HOSTILE}", "no node writes it"),
    ],
)
def test_a_dataset_without_an_entry_says_what_that_means(tmp_path: Path, id_: str, words: str) -> None:
    assert words in _words(panel(_context(tmp_path), id_))


def test_a_preview_is_asked_for_only_where_there_can_be_one(tmp_path: Path) -> None:
    previewing = _context(tmp_path, previews=lambda _: Preview(body=Nothing(reason="")))
    assert ("id", "preview-of") in _properties(panel(previewing, "dataset:raw_ships"))
    assert ("id", "preview-of") not in _properties(panel(previewing, "dataset:metrics"))
    assert ("id", "preview-of") not in _properties(panel(_context(tmp_path), "dataset:raw_ships"))


def test_a_parameter_shows_its_value_and_who_uses_it(tmp_path: Path) -> None:
    shown = panel(_context(tmp_path), "params:options")
    words = _words(shown)
    for expected in ("alpha", "0.1", "true", examples.HOSTILE, "conf/base/parameters.yml:3"):
        assert expected in words
    assert _ids_in(shown) == {"node:models.linear.train", "node:models.tree.train"}


def test_values_of_parameters_can_be_left_out(tmp_path: Path) -> None:
    context = _context(tmp_path, include_parameter_values=False)
    assert "alpha" not in _words(panel(context, "params:options"))
    assert "100.0" not in _words(panel(context, "node:clean_ships"))


def test_a_namespace_shows_what_crosses_its_border(tmp_path: Path) -> None:
    shown = panel(_context(tmp_path), "namespace:models")
    assert {"dataset:ships", "dataset:models.linear.model", "namespace:models.tree"} <= _ids_in(shown)
    assert "kedro run --nodes=models.linear.train,models.tree.train" in _words(shown)


def test_the_reading_is_told_in_plain_words(tmp_path: Path) -> None:
    words = _words(panel(_context(tmp_path), "reading"))
    assert "1 thing could not be read" in words
    assert "None of its code was run." in words
    assert "Correct line 7." in words
    live = replace(examples.project(), reader="live", complete=True, diagnostics=())
    context = Context(opened=examples.opened(tmp_path, live), options=AppOptions())
    assert "Everything was read" in _words(panel(context, "reading"))
    assert "own Python" in _words(panel(context, "reading"))


def test_every_id_has_a_panel_and_an_unknown_one_says_so(tmp_path: Path) -> None:
    context = _context(tmp_path)
    for id_ in panel_ids(context):
        assert "Not found" not in _words(panel(context, id_))
    assert "Not found" in _words(panel(context, "node:gone"))


def test_panels_are_the_same_bytes_twice(tmp_path: Path) -> None:
    def written() -> str:
        context = _context(tmp_path)
        return json.dumps([panel(context, id_) for id_ in panel_ids(context)], cls=PlotlyJSONEncoder)

    assert written() == written()


BAD = Diagnostic(
    level="error", code="pipeline-left-out", message="'bad' is left out.", hint="Repair it.", pipelines=("bad",)
)
UNSURE = Diagnostic(level="warning", code="import-opaque", message="It depends on x.", pipelines=("cleaning",))


def _with(root: Path, *diagnostics: Diagnostic, **changed: Any) -> Context:
    shown = replace(examples.project(), diagnostics=diagnostics, complete=False, **changed)
    return Context(opened=examples.opened(root, shown), options=AppOptions())


def test_a_pipeline_that_was_left_out_has_a_panel_by_its_name(tmp_path: Path) -> None:
    context = _with(tmp_path, BAD)
    words = _words(panel(context, "left-out:bad"))
    assert "'bad' is left out." in words
    assert "Repair it." in words
    assert "left-out:bad" in panel_ids(context)
    assert "Not found" in _words(panel(context, "left-out:cleaning"))


def test_how_many_pipelines_were_not_read_and_what_to_do(tmp_path: Path) -> None:
    words = _words(panel(_with(tmp_path, BAD, UNSURE), "reading"))
    total = len(examples.project().pipelines) + 1
    assert f"2 of {total} pipelines not read completely" in words
    assert "pipeviz serve --reader live" in words
    assert "--reader live" not in _words(panel(_with(tmp_path, BAD), "reading"))
    assert "--reader live" not in _words(panel(_with(tmp_path, UNSURE, reader="live"), "reading"))
    nobody = Diagnostic(level="info", code="live-no-interpreter", message="Nobody to ask.")
    assert "pipeviz serve --python" in _words(panel(_with(tmp_path, UNSURE, nobody), "reading"))


def test_an_empty_pipeline_says_why_it_is_empty(tmp_path: Path) -> None:
    empty = tuple(replace(one, node_ids=()) if one.name == "cleaning" else one for one in examples.project().pipelines)
    (stage,) = empty_stages(_with(tmp_path, UNSURE, pipelines=empty))
    assert "cleaning has no nodes to show" in _words([stage])
    assert "It depends on x." in _words([stage])
    (stage,) = empty_stages(_with(tmp_path, pipelines=empty))
    assert "registers it without a node" in _words([stage])


def test_without_pipelines_the_datasets_of_the_catalog_can_be_looked_at(tmp_path: Path) -> None:
    (stage,) = empty_stages(_with(tmp_path, BAD, pipelines=(), nodes=()))
    assert "There is no pipeline to show" in _words([stage])
    assert "dataset:raw_ships" in _ids_in([stage])
