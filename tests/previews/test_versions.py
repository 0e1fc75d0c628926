"""The versions of a dataset, as they lie on disk."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.examples import dataset
from viz.previews.versions import NONE, versions_of

OLD, NEW = "2026-01-02T03.04.05.678Z", "2026-11-23T06.40.03.308Z"
MODEL = dataset("model", filepath="data/model.pkl", versioned=True)


def save(root: Path, *names: str, file: str = "data/model.pkl") -> None:
    for name in names:
        folder = root / file / name
        folder.mkdir(parents=True)
        (folder / Path(file).name).write_bytes(b"x" * len(name))


def test_versions_come_newest_first_with_time_and_size(tmp_path: Path) -> None:
    save(tmp_path, OLD, NEW, "by-hand")
    found = versions_of(MODEL, tmp_path)
    assert [one.name for one in found.shown] == ["by-hand", NEW, OLD]
    assert [one.saved for one in found.shown][1:] == [datetime(2026, 11, 23, 6, 40, 3), datetime(2026, 1, 2, 3, 4, 5)]
    assert (found.shown[1].size, found.count, found.at_least) == (24, 3, False)


def test_what_is_no_version_is_not_listed(tmp_path: Path) -> None:
    save(tmp_path, NEW)
    (tmp_path / "data/model.pkl/empty").mkdir()
    (tmp_path / "data/model.pkl/note.txt").touch()
    assert [one.name for one in versions_of(MODEL, tmp_path).shown] == [NEW]


def test_only_the_newest_of_many_are_shown_and_all_are_counted(tmp_path: Path) -> None:
    save(tmp_path, *(f"2026-01-01T00.00.00.{number:03}Z" for number in range(60)))
    found = versions_of(MODEL, tmp_path)
    assert (len(found.shown), found.count) == (50, 60)
    assert found.shown[0].name.endswith(".059Z")


@pytest.mark.parametrize(
    "more",
    [{"versioned": False}, {"filepath": None}, {"filepath": "s3://b/model.pkl"}, {"filepath": "data/absent.pkl"}],
)
def test_nothing_is_listed_where_there_can_be_no_versions(tmp_path: Path, more: dict[str, object]) -> None:
    save(tmp_path, NEW)
    given = {"filepath": "data/model.pkl", "versioned": True, **more}
    assert versions_of(dataset("model", **given), tmp_path) == NONE


def test_folders_outside_of_the_project_are_listed_only_where_that_is_allowed(tmp_path: Path) -> None:
    root = tmp_path / "project"
    root.mkdir()
    save(tmp_path, NEW, file="model.pkl")
    outside = dataset("model", filepath="../model.pkl", versioned=True)
    assert versions_of(outside, root, allow_outside=False) == NONE
    assert versions_of(outside, root).count == 1
    (root / "link").symlink_to(tmp_path / "model.pkl")
    (tmp_path / "model.pkl" / NEW / "link").touch()
    linked = dataset("model", filepath="link", versioned=True)
    assert versions_of(linked, root, allow_outside=False) == NONE
