"""The published description of a snapshot is that of the model, and every snapshot follows it.

`PIPEVIZ_UPDATE_GOLDEN=1 make test` writes the schema anew.
"""

from __future__ import annotations

import dataclasses
import json
import os
from pathlib import Path

import jsonschema
import pytest

from tests.test_snapshot import FULL
from viz import model
from viz.snapshot import to_snapshot
from viz.snapshot_schema import schema

DOCS = Path(__file__).parent.parent / "docs"
GOLDEN = Path(__file__).parent / "golden"
PUBLISHED = DOCS / "snapshot.schema.json"
IN_SNAPSHOT = [*schema()["$defs"], "Project"]


def test_the_published_schema_is_that_of_the_model() -> None:
    text = json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
    if os.environ.get("PIPEVIZ_UPDATE_GOLDEN"):
        PUBLISHED.write_text(text, encoding="utf-8")
    assert PUBLISHED.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("file", ["sample.json", "spaceflights.json"])
def test_real_snapshots_follow_the_schema(file: str) -> None:
    jsonschema.validate(json.loads((GOLDEN / file).read_text(encoding="utf-8")), schema())


def test_a_snapshot_with_everything_follows_the_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(to_snapshot(FULL), schema())


@pytest.mark.parametrize("wrong", [{"schema": 2}, {"nodes": [{}]}, {"complete": "yes"}, {"reader": "guess"}])
def test_what_is_no_snapshot_does_not(wrong: dict[str, object]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**to_snapshot(FULL), **wrong}, schema())


@pytest.mark.parametrize("name", IN_SNAPSHOT)
def test_every_field_is_explained(name: str) -> None:
    text = (DOCS / "snapshot.md").read_text(encoding="utf-8")
    part = text.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
    missing = [field.name for field in dataclasses.fields(getattr(model, name)) if f"| `{field.name}` |" not in part]
    assert missing == []
