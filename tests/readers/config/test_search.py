"""Where Kedro projects are looked for, and where not."""

from __future__ import annotations

import pytest

from viz.readers.kedro_project import search
from viz.readers.kedro_project.search import Search, find_projects, find_root

PYPROJECT = '[tool.kedro]\npackage_name = "cars"\n'


def test_the_root_is_found_from_inside(write):
    root = write({"pyproject.toml": PYPROJECT, "src/cars/pipelines/one/nodes.py": ""})
    assert find_root(root / "src/cars/pipelines/one") == root


def test_a_folder_of_something_else_is_no_project(write):
    root = write({"pyproject.toml": '[project]\nname = "x"\n', "src/x/__init__.py": ""})
    assert find_root(root / "src") is None


def test_all_projects_of_a_repository_are_found(write):
    root = write(
        {
            "b/pyproject.toml": PYPROJECT,
            "b/nested/pyproject.toml": PYPROJECT,
            "deep/er/a/pyproject.toml": PYPROJECT,
            "node_modules/c/pyproject.toml": PYPROJECT,
            ".venv/d/pyproject.toml": PYPROJECT,
            "my-environment/pyvenv.cfg": "",
            "my-environment/e/pyproject.toml": PYPROJECT,
            "lib/site-packages/f/pyproject.toml": PYPROJECT,
        }
    )
    assert find_projects(root) == Search(projects=(root / "b", root / "deep/er/a"))


def test_a_project_of_0_15_is_found_too(write):
    root = write({"old/.kedro.yml": "context_path: old.run.ProjectContext\n", "new/pyproject.toml": PYPROJECT})
    assert find_projects(root).projects == (root / "new", root / "old")


def test_links_in_a_circle_end(write):
    root = write({"a/pyproject.toml": PYPROJECT, "b/c/x.txt": "", "d/pyproject.toml": PYPROJECT})
    (root / "b/c/again").symlink_to(root, target_is_directory=True)
    (root / "b/self").symlink_to(root / "b/self")
    assert find_projects(root).projects == (root / "a", root / "d")


def test_what_lies_too_deep_is_not_looked_for(write):
    root = write({"1/2/3/4/5/pyproject.toml": PYPROJECT, "1/2/3/4/5b/6/pyproject.toml": PYPROJECT})
    assert find_projects(root).projects == (root / "1/2/3/4/5",)


def test_the_search_ends_after_so_many_folders_and_says_so(write, monkeypatch: pytest.MonkeyPatch):
    root = write({f"{name}/pyproject.toml": PYPROJECT for name in "abcdef"})
    monkeypatch.setattr(search, "MAX_FOLDERS", 4)
    assert find_projects(root) == Search(projects=(root / "a", root / "b", root / "c"), cut=True)
