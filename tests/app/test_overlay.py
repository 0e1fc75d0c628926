from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.app import examples
from viz.app.context import Context
from viz.app.options import AppOptions
from viz.app.overlay import overlay_data, run_duration, run_title


@pytest.fixture
def overlay(tmp_path: Path) -> dict[str, Any]:
    context = Context(opened=examples.opened(tmp_path), options=AppOptions())
    return overlay_data(context, examples.runs()[0])


def test_a_node_tells_its_parts_and_their_shares(overlay: dict[str, Any]) -> None:
    entry = overlay["elements"]["node:models.linear.train"]
    assert [(part["name"], part["text"], part["share"]) for part in entry["parts"]] == [
        ("load", "500 ms", 0.1),
        ("compute", "4.00 s", 0.8),
        ("save", "500 ms", 0.1),
    ]
    assert entry["total"] == "5.00 s"
    assert entry["started"] == "1.50 s after the start"
    assert (entry["certain"], entry["reason"]) == (False, "two nodes ran at the same time")


def test_the_slowest_node_has_the_last_colour_of_the_legend(overlay: dict[str, Any]) -> None:
    entry = overlay["elements"]["node:models.linear.train"]
    assert entry["colours"] == overlay["legend"][-1]["colours"]
    assert [step["text"] for step in overlay["legend"]] == ["0 ms", "312 ms", "1.25 s", "2.81 s", "5.00 s"]


def test_a_failed_node_keeps_its_error(overlay: dict[str, Any]) -> None:
    entry = overlay["elements"]["node:report"]
    assert entry["status"] == "failed"
    assert examples.HOSTILE in entry["error"]


def test_a_node_that_did_not_run_has_no_entry(overlay: dict[str, Any]) -> None:
    assert "node:models.tree.train" not in overlay["elements"]


def test_a_namespace_adds_its_nodes_up(overlay: dict[str, Any]) -> None:
    entry = overlay["elements"]["namespace:models"]
    assert entry["total"] == "5.00 s"
    assert entry["certain"] is False
    assert overlay["elements"]["namespace:models.tree"]["status"] == "not_run"


def test_runs_are_named_by_their_start() -> None:
    latest, earlier = examples.runs()
    assert run_title(latest) == "23 Nov 2026, 06:40:03"
    assert run_duration(earlier) == "2.00 s"
