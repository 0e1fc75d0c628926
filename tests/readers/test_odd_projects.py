"""Projects that are not as Kedro wants them: opened with what is there, and a diagnostic for the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from viz.model import Diagnostic, Project
from viz.readers import ReadOptions
from viz.readers.kedro_project import KedroReader

PYPROJECT = '[tool.kedro]\npackage_name = "shop"\nproject_name = "Shop"\nkedro_init_version = "1.0.0"\n'
REGISTRY = """
from kedro.pipeline import node, pipeline

def clean(rows):
    return rows

def register_pipelines():
    return {"__default__": pipeline([node(clean, "rows", "result", name="clean")])}
"""
FINDING = """
from kedro.framework.project import find_pipelines

def register_pipelines():
    pipelines = find_pipelines()
    pipelines["__default__"] = sum(pipelines.values())
    return pipelines
"""
GOOD = """
from kedro.pipeline import node, pipeline

def good(rows):
    return rows

def create_pipeline(**kwargs):
    return pipeline([node(good, "rows", "result", name="good")])
"""
CATALOG = "rows:\n  type: pandas.CSVDataset\n  filepath: data/rows.csv\n"
FILES: dict[str, str | bytes] = {
    "pyproject.toml": PYPROJECT,
    "src/shop/__init__.py": "",
    "src/shop/settings.py": "",
    "src/shop/pipeline_registry.py": REGISTRY,
    "conf/base/catalog.yml": CATALOG,
    "conf/local/.gitkeep": "",
}


@pytest.fixture
def opened(tmp_path: Path):
    """Reads the usual project with other files in it; None takes one away."""

    def read(changed: dict[str, str | bytes | None] | None = None) -> Project:
        for name, text in {**FILES, **(changed or {})}.items():
            path = tmp_path / name
            if text is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(text if isinstance(text, bytes) else text.encode())
        root = KedroReader().detect(tmp_path)
        assert root is not None
        return KedroReader().read(root, ReadOptions(reader="static"))

    return read


def told(project: Project, code: str) -> Diagnostic:
    (found,) = (one for one in project.diagnostics if one.code == code)
    return found


def where(diagnostic: Diagnostic) -> str:
    assert diagnostic.place is not None
    return f"{diagnostic.place.file}:{diagnostic.place.line}"


def test_nothing_odd(opened) -> None:
    assert opened().complete


def test_no_registry_at_all(opened) -> None:
    project = opened({"src/shop/pipeline_registry.py": None})
    assert not project.complete
    assert "registers no pipelines" in told(project, "no-registry").message
    assert [one.name for one in project.datasets] == ["rows"]


def test_an_empty_registry_is_read_completely_and_says_so(opened) -> None:
    project = opened({"src/shop/pipeline_registry.py": "def register_pipelines():\n    return {}\n"})
    assert (project.complete, project.pipelines) == (True, ())
    assert where(told(project, "registry-empty")) == "src/shop/pipeline_registry.py:1"


@pytest.mark.parametrize("given", ["None", "[1, 2]", "'no'"])
def test_a_registry_that_gives_something_else(opened, given: str) -> None:
    project = opened({"src/shop/pipeline_registry.py": f"def register_pipelines():\n    return {given}\n"})
    assert not project.complete
    assert "register_pipelines() gives" in " ".join(one.message for one in project.diagnostics)


def test_something_that_is_no_pipeline_is_told_of_its_name(opened) -> None:
    text = REGISTRY.replace('"__default__":', '"what": 7, "__default__":')
    project = opened({"src/shop/pipeline_registry.py": text})
    assert [(one.name, len(one.node_ids)) for one in project.pipelines] == [("__default__", 1), ("what", 0)]
    (trouble,) = (one for one in project.diagnostics if one.level == "error")
    assert trouble.pipelines == ("what",)


def test_only_a_catalog(opened) -> None:
    changed: dict[str, None] = dict.fromkeys(name for name in FILES if not name.startswith("conf"))
    project = opened(changed)
    assert [one.name for one in project.datasets] == ["rows"]
    assert [(one.level, one.code) for one in project.diagnostics] == [("info", "catalog-only")]
    assert project.complete


@pytest.mark.parametrize("name", ["my pipeline", "größe 漢字", "</script><script>", ""])
def test_any_name_of_a_pipeline(opened, name: str) -> None:
    project = opened({"src/shop/pipeline_registry.py": REGISTRY.replace("__default__", name)})
    assert [(one.name, len(one.node_ids)) for one in project.pipelines] == [(name, 1)]
    assert project.complete


@pytest.mark.parametrize(
    "broken", [PYPROJECT + "x = = 1\n", "x = = 1\n" + PYPROJECT, (PYPROJECT + "# ö").encode("latin1")]
)
def test_a_damaged_description_is_salvaged_and_told(opened, broken: str | bytes) -> None:
    project = opened({"pyproject.toml": broken})
    assert (project.name, project.system_version, len(project.nodes)) == ("Shop", "1.0.0", 1)
    assert told(project, "project-file-damaged").level == "error"
    assert not project.complete


def test_a_package_that_was_only_guessed_is_not_called_complete(opened) -> None:
    project = opened({"pyproject.toml": PYPROJECT.replace('"shop"', '"market"')})
    assert [one.id for one in project.nodes] == ["node:clean"]
    assert "'market' is not in 'src': 'shop' is read" in told(project, "package-missing").message
    assert not project.complete


@pytest.mark.parametrize(
    ("settings", "reason"), [("x = = 1", "SyntaxError"), ("raise ValueError('no')", "ValueError: no")]
)
def test_settings_that_cannot_be_used(opened, settings: str, reason: str) -> None:
    project = opened({"src/shop/settings.py": settings})
    broken = told(project, "settings-broken")
    assert reason in broken.message
    assert where(broken) == "src/shop/settings.py:1"
    assert (project.complete, len(project.nodes)) == (False, 1)


@pytest.mark.parametrize(
    ("module", "code", "complete"),
    [
        ("def create_pipeline(:\n", "pipeline-unreadable", False),
        ("print 'hello'\n", "pipeline-unreadable", False),
        ("x = t'too new {y}'\nx ?= 3\n", "pipeline-unreadable", False),
        (b"\0", "pipeline-unreadable", False),
        ("from shop.nowhere import create_pipeline\n", "pipeline-left-out", True),
        ("x = 1\n", "pipeline-left-out", True),
        ("def create_pipeline():\n    return None\n", "pipeline-left-out", True),
    ],
)
def test_one_pipeline_that_cannot_be_found_leaves_the_others(
    opened, module: str | bytes, code: str, complete: bool
) -> None:
    project = opened(
        {
            "src/shop/pipeline_registry.py": FINDING,
            "src/shop/pipelines/__init__.py": "",
            "src/shop/pipelines/good/__init__.py": GOOD,
            "src/shop/pipelines/bad/__init__.py": module,
        }
    )
    assert [one.name for one in project.pipelines] == ["__default__", "good"]
    trouble = told(project, code)
    assert trouble.pipelines == ("bad",)
    assert trouble.place is not None
    assert trouble.place.file == "src/shop/pipelines/bad/__init__.py"
    assert project.complete is complete


def test_a_registry_that_fails_still_shows_what_the_folders_make(opened) -> None:
    project = opened(
        {
            "src/shop/pipeline_registry.py": FINDING.replace("find_pipelines()", "find_pipelines()[1]"),
            "src/shop/pipelines/__init__.py": "",
            "src/shop/pipelines/good/__init__.py": GOOD,
            "src/shop/pipelines/worse/__init__.py": "def create_pipeline():\n    raise KeyError('x')\n",
        }
    )
    assert [(one.name, len(one.node_ids)) for one in project.pipelines] == [("good", 1)]
    assert not project.complete
    assert told(project, "registry-by-folder").level == "info"
    assert "KeyError: x" in told(project, "pipeline-unreadable").message
    assert told(project, "pipeline-unreadable").pipelines == ("worse",)


def test_what_is_doubtful_names_each_pipeline_it_is_about(opened) -> None:
    text = """
from library import count
from kedro.pipeline import node, pipeline

def register_pipelines():
    one = pipeline([node(max, "a", "b", name="one")])
    many = pipeline([node(max, str(i), f"b{i}", name=f"n{i}") for i in range(count())])
    return {"one": one, "many": many, "__default__": one + many}
"""
    project = opened({"src/shop/pipeline_registry.py": text})
    about = {name for one in project.diagnostics for name in one.pipelines}
    assert about == {"many", "__default__"}


@pytest.mark.parametrize("damaged", ["rows:\n  type: [a\nx: 1\n", "rows:\n\ttype: a\n", "- a\n", "hello\n"])
def test_a_damaged_catalog_names_its_line(opened, damaged: str) -> None:
    project = opened({"conf/base/catalog.yml": damaged})
    (trouble,) = (one for one in project.diagnostics if one.level == "error")
    assert trouble.place is not None
    assert trouble.place.file == "conf/base/catalog.yml"
    assert trouble.place.line
    assert (project.complete, len(project.nodes)) == (False, 1)


@pytest.mark.parametrize("encoding", ["latin1", "utf-16"])
def test_a_catalog_in_another_encoding(opened, encoding: str) -> None:
    project = opened({"conf/base/catalog.yml": ("# größe\n" + CATALOG).encode(encoding)})
    assert any("is not UTF-8 text" in one.message for one in project.diagnostics)
    assert [one.name for one in project.nodes] == ["clean"]


def test_empty_files_everywhere(opened) -> None:
    project = opened(dict.fromkeys(FILES, ""))
    assert not project.complete
    assert project.diagnostics


def test_no_configuration(opened) -> None:
    project = opened(dict.fromkeys((name for name in FILES if name.startswith("conf")), None))
    assert [one.name for one in project.nodes] == ["clean"]
    assert told(project, "conf-missing").level == "warning"


@pytest.mark.parametrize("source", ['source_dir = ""\n', 'source_dir = "."\n', ""])
def test_a_package_beside_the_description(opened, source: str) -> None:
    moved: dict[str, str | None] = {name: None for name in FILES if name.startswith("src")}
    project = opened(
        {**moved, "pyproject.toml": PYPROJECT + source, "shop/__init__.py": "", "shop/pipeline_registry.py": REGISTRY}
    )
    assert (project.complete, len(project.nodes)) == (True, 1)


def test_a_project_inside_src(tmp_path: Path) -> None:
    for name, text in FILES.items():
        path = tmp_path / "src" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(str(text), encoding="utf-8")
    assert KedroReader().detect(tmp_path) == tmp_path / "src"


def test_links_that_lead_in_a_circle(opened, tmp_path: Path) -> None:
    (tmp_path / "src/shop/pipelines").mkdir(parents=True)
    (tmp_path / "src/shop/pipelines/again").symlink_to(tmp_path / "src/shop", target_is_directory=True)
    (tmp_path / "conf/base").mkdir(parents=True)
    (tmp_path / "conf/base/more").symlink_to(tmp_path / "conf", target_is_directory=True)
    project = opened()
    assert [one.name for one in project.nodes] == ["clean"]


def test_a_folder_where_a_file_should_be(opened, tmp_path: Path) -> None:
    (tmp_path / "conf/base/catalog_more.yml").mkdir(parents=True)
    (tmp_path / "src/shop/settings.py").mkdir(parents=True)
    project = opened({"src/shop/settings.py": None})
    assert [one.name for one in project.nodes] == ["clean"]
