"""Where projects register their pipelines, and what is still read where a part cannot be."""

from __future__ import annotations

from pathlib import Path

from tests.readers.static.projects import IMPORTS, body, default, flows, read, write
from viz.readers.kedro_project.facts import PipelineFacts
from viz.readers.kedro_project.locate import locate
from viz.readers.kedro_project.static import read_pipelines

FOUND = """
from kedro.pipeline import node, pipeline
from shop.nodes import clean

def create_pipeline(**kwargs):
    return pipeline([node(clean, "{0}", "{0}_out", name="{0}")])
"""
FINDING = """
def register_pipelines():
    found = find_pipelines()
    found["__default__"] = sum(found.values())
    return found
"""


def found(name: str, *, start: str = "") -> dict[str, str]:
    folder = f"pipelines/{name}/"
    return {
        folder + "__init__.py": "from .pipeline import create_pipeline",
        folder + "pipeline.py": start + FOUND.format(name),
    }


def finding(root: Path, files: dict[str, str]) -> Path:
    registry = "from kedro.framework.project import find_pipelines\n" + FINDING
    return write(root, {"pipeline_registry.py": registry, "pipelines/__init__.py": "", **files})


def test_pipelines_are_found(tmp_path: Path) -> None:
    facts = read_pipelines(locate(finding(tmp_path, {**found("north"), **found("south")})))
    assert flows(default(facts)) == ["north: north -> north_out", "south: south -> south_out"]
    assert sorted(facts.pipelines) == ["__default__", "north", "south"]


def test_a_pipeline_that_cannot_be_imported_is_left_out_with_an_error(tmp_path: Path) -> None:
    broken = found("south", start="from shop.nodes import not_there\n")
    facts = read_pipelines(locate(finding(tmp_path, {**found("north"), **broken})))
    assert [fact.name for fact in facts.pipelines["north"]] == ["north"]
    assert "south" not in facts.pipelines
    assert any("not_there" in note.message and note.level == "error" for note in facts.diagnostics)


def test_a_syntax_error_takes_only_its_own_pipeline(tmp_path: Path) -> None:
    broken = found("south", start="def (:\n")
    facts = read_pipelines(locate(finding(tmp_path, {**found("north"), **broken})))
    assert [fact.name for fact in facts.pipelines["north"]] == ["north"]
    assert "south" not in facts.pipelines
    (note,) = [note for note in facts.diagnostics if note.place and note.place.file.endswith("south/pipeline.py")][:1]
    assert note.place is not None
    assert note.place.line == 1


def test_a_condition_on_a_library_leaves_the_rest_certain(tmp_path: Path) -> None:
    text = """
    import acme

    def register_pipelines():
        sure = pipeline([node(clean, "raw", "table", name="sure")])
        unsure = sure
        if acme.enabled():
            unsure = sure + pipeline([node(clean, "table", "more", name="maybe")])
        return {"__default__": sure, "unsure": unsure}
    """
    facts = read(tmp_path, text)
    assert not facts.complete
    assert flows(facts.pipelines["__default__"]) == ["sure: raw -> table"]
    assert [fact.name for fact in facts.pipelines["unsure"]] == ["sure", "maybe"]
    (note,) = facts.diagnostics
    assert note.place is not None
    assert (note.place.file, note.place.line) == ("src/shop/pipeline_registry.py", 12)
    assert "acme.enabled" in note.message


def test_a_library_that_decides_nothing_does_not_matter(tmp_path: Path) -> None:
    text = "import acme\nacme.setup(log=acme.DEBUG).start()\nlimit = acme.limit + 1\n"
    assert flows(default(read(tmp_path, text + body("nodes = [node(clean, 'a', 'b', name='n')]")))) == ["n: a -> b"]


def test_hooks_of_older_versions_register_pipelines(tmp_path: Path) -> None:
    hooks = """
    from kedro.framework.hooks import hook_impl
    from kedro.pipeline import Pipeline, node
    from shop.nodes import clean

    class ProjectHooks:
        @hook_impl
        def register_pipelines(self):
            return {"__default__": Pipeline([node(clean, "a", "b", name="n")])}
    """
    facts = read_pipelines(locate(write(tmp_path, {"hooks.py": hooks}, "0.17.0")))
    assert flows(default(facts)) == ["n: a -> b"]


def test_a_project_without_a_registry_says_so(tmp_path: Path) -> None:
    facts = read_pipelines(locate(write(tmp_path, {})))
    assert not facts.complete
    assert facts.pipelines == {}
    assert facts.diagnostics[0].code == "no-registry"


def test_a_pipeline_of_kedro_mlflow_is_its_training_and_its_inference(tmp_path: Path) -> None:
    text = """
    from kedro_mlflow.pipeline import pipeline_ml_factory

    def register_pipelines():
        training = pipeline([node(clean, "raw", "table", name="fit")])
        inference = pipeline([node(clean, "asked", "answer", name="ask")])
        return {"__default__": pipeline_ml_factory(training=training, inference=inference, input_name="asked")}
    """
    assert flows(default(read(tmp_path, text))) == ["fit: raw -> table"]


def test_a_pipeline_that_needs_a_variable_is_in_doubt_where_kedro_would_leave_it_out(tmp_path: Path) -> None:
    upload = "import os\nKEY = os.environ['UPLOAD_KEY']\n" + FOUND.format("upload")
    files = {"pipelines/__init__.py": "", "pipelines/sure/__init__.py": FOUND.format("sure")}
    registry = {"pipeline_registry.py": IMPORTS + FINDING}
    write(tmp_path, {**registry, **files, "pipelines/upload/__init__.py": upload})
    facts = read_pipelines(locate(tmp_path))
    assert {name: len(nodes) for name, nodes in facts.pipelines.items()} == {"__default__": 2, "sure": 1, "upload": 1}
    assert not facts.complete
    assert "`UPLOAD_KEY`, without which Kedro leaves it out" in facts.diagnostics[0].message


def test_files_of_the_project_are_globbed_as_from_its_folder(tmp_path: Path) -> None:
    for name in ("data/raw/b.csv", "data/raw/a.csv", "data/raw/.hidden.csv", "data/deep/er/c.csv"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    registry = """
        from glob import glob
        def register_pipelines():
            found = [*glob("data/raw/*.csv"), *glob("data/**/c.csv", recursive=True), *glob("nowhere/*")]
            return {"__default__": Pipeline([node(clean, name, f"{name}.out") for name in found])}
        """
    facts = read(tmp_path, registry)
    assert {fact.inputs[0] for fact in default(facts)} == {"data/raw/a.csv", "data/raw/b.csv", "data/deep/er/c.csv"}


HOOKED = """
from {0} import pipelines_of_today
from kedro.pipeline import Pipeline, node
from shop.nodes import load

class Listed:
    def register_pipelines(self):
        return {1}

class Unlisted:
    def register_pipelines(self):
        return {{"__default__": Pipeline([]), "unlisted": Pipeline([])}}
"""


def hooked(root: Path, registered: str) -> PipelineFacts:
    registry = (
        "from kedro.pipeline import Pipeline\ndef register_pipelines():\n    return {'__default__': Pipeline([])}\n"
    )
    settings = "from shop.hooks import Listed\nHOOKS = (Listed(),)\n"
    files = {"hooks.py": HOOKED.format("glass", registered), "settings.py": settings, "pipeline_registry.py": registry}
    return read_pipelines(locate(write(root, files, "0.17.7")))


def test_only_the_hooks_that_the_settings_list_register_pipelines(tmp_path: Path) -> None:
    facts = hooked(tmp_path, "{'hooked': Pipeline([node(load, None, 'a', name='n')])}")
    assert facts.complete
    assert {name: len(nodes) for name, nodes in facts.pipelines.items()} == {"__default__": 0, "hooked": 1}


def test_a_registry_beside_a_hook_of_a_library_is_not_the_whole(tmp_path: Path) -> None:
    facts = hooked(tmp_path, "pipelines_of_today(self)")
    assert not facts.complete
    assert "`glass.pipelines_of_today(...)`, which comes from a library" in facts.diagnostics[0].message


def test_a_hook_may_register_from_the_loader_that_it_gave_to_kedro(tmp_path: Path) -> None:
    hooks = """
        from kedro.config import ConfigLoader
        from kedro.pipeline import Pipeline, node
        from shop.nodes import clean

        class ProjectHooks:
            def register_config_loader(self, conf_paths):
                self.loader = ConfigLoader(conf_paths)
                return self.loader
            def register_pipelines(self):
                names = self.loader.get("pipelines*")["names"]
                return {"__default__": Pipeline([node(clean, name, f"{name}_out", name=name) for name in names])}
        """
    files = {"hooks.py": hooks, "/conf/base/pipelines.yml": "names: [a, b]\n"}
    facts = read_pipelines(locate(write(tmp_path, files, "0.17.7")))
    assert [fact.name for fact in default(facts)] == ["a", "b"]


def test_an_option_that_kedro_does_not_know_is_told_and_the_pipelines_are_shown(tmp_path: Path) -> None:
    step = "def create_pipeline():\n    return pipeline([node(clean, 'raw', 'o', name='n')])\n"
    registry = "def register_pipelines(only=None):\n    return find_pipelines(name=only)\n"
    write(
        tmp_path,
        {"pipeline_registry.py": IMPORTS + registry, "pipelines/load/__init__.py": IMPORTS + step},
    )
    facts = read_pipelines(locate(tmp_path))
    assert flows(facts.pipelines["load"]) == ["n: raw -> o"]
    assert not facts.complete
    assert "'name'" in facts.diagnostics[0].message


def test_a_registry_that_a_hook_replaces_says_how_to_see_it(tmp_path: Path) -> None:
    facts = read(tmp_path, "def register_pipelines():\n    raise NotImplementedError('see hooks.py')\n")
    assert not facts.complete
    assert "--hooks" in facts.diagnostics[0].hint
