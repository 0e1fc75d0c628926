"""Kedro 0.15 and 0.16 ask the project's context; here with a stand-in for Kedro's own class of that time."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.readers.live.conftest import write
from viz.readers.kedro_project.probe_context import Registrar

Make = Callable[..., Registrar]
KEDRO = """
    class KedroContext:
        CONF_ROOT = "conf"
        hooks = ()
        def __init__(self, project_path, env=None, extra_params=None):
            raise RuntimeError("Kedro would set up logging, hooks and check its version")
        def _get_pipelines(self):
            raise NotImplementedError
        @property
        def pipelines(self):
            return self._get_pipelines()
        @property
        def pipeline(self):
            return self.pipelines["__default__"]
        @property
        def config_loader(self):
            return self._create_config_loader([self.CONF_ROOT])
        def _create_config_loader(self, conf_paths):
            return ("plain", conf_paths)
    """


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    """A registrar for a project whose `run.py` and `hooks.py` hold the given text."""

    def made(run: str, hooks: str = "", described: dict[str, Any] | None = None) -> Registrar:
        write(tmp_path, "oldkedro.py", KEDRO)
        write(tmp_path, "oldmovies/__init__.py", "")
        write(tmp_path, "oldmovies/run.py", run)
        write(tmp_path, "oldmovies/hooks.py", hooks)
        request = {"root": str(tmp_path), "package": "oldmovies", "env": None, "params": {}}
        for name in [name for name in sys.modules if name.startswith(("oldkedro", "oldmovies"))]:
            monkeypatch.delitem(sys.modules, name)
        monkeypatch.syspath_prepend(str(tmp_path))
        import oldkedro

        return Registrar(oldkedro.KedroContext, lambda paths: ("Kedro's", paths), described or {}, request)

    return made


def test_the_context_is_made_without_starting_anything_and_gives_the_pipelines(make: Make, tmp_path: Path) -> None:
    registrar = make(
        """
        from oldkedro import KedroContext
        class ProjectContext(KedroContext):
            def __init__(self, project_path, env=None):
                super().__init__(project_path, env)
                self.name = self._project_path.name
            def _get_pipelines(self):
                return {"__default__": self.name, "env": self.env}
        """
    )
    assert registrar.pipelines() == {"__default__": tmp_path.name, "env": "local"}
    assert registrar.loader() == ("plain", ["conf"])


def test_a_context_that_starts_what_is_not_there_still_gives_its_pipelines(make: Make) -> None:
    registrar = make(
        """
        from oldkedro import KedroContext
        class ProjectContext(KedroContext):
            def __init__(self, project_path, env=None):
                super().__init__(project_path, env)
                raise RuntimeError("no Spark here")
            def _get_pipelines(self):
                return {"__default__": 1}
        """
    )
    assert registrar.pipelines() == {"__default__": 1}


def test_a_single_pipeline_is_the_default_one(make: Make) -> None:
    registrar = make(
        """
        from oldkedro import KedroContext
        class ProjectContext(KedroContext):
            @property
            def pipeline(self):
                return "the only one"
        """
    )
    assert registrar.pipelines() == {"__default__": "the only one"}


def test_hooks_named_in_kedro_yml_register_pipelines_and_the_loader(make: Make) -> None:
    registrar = make(
        "from oldkedro import KedroContext\nclass ProjectContext(KedroContext):\n    pass\n",
        """
        class ProjectHooks:
            def register_pipelines(self):
                return {"__default__": "hooked"}
            def register_config_loader(self, conf_paths):
                return ("hooked", conf_paths)
        project_hooks = ProjectHooks()
        """,
        {"context_path": "oldmovies.run.ProjectContext", "hooks": ["oldmovies.hooks.project_hooks"]},
    )
    assert registrar.pipelines() == {"__default__": "hooked"}
    kind, paths = registrar.loader()
    assert (kind, [Path(path).name for path in paths]) == ("hooked", ["base", "local"])


def test_a_context_that_cannot_be_imported_leaves_the_configuration_readable(make: Make) -> None:
    registrar = make("raise ValueError('broken')")
    assert registrar.loader()[0] == "Kedro's"
    with pytest.raises(ValueError, match="broken"):
        registrar.pipelines()


def test_the_context_may_lie_beside_the_source_folder(make: Make, tmp_path: Path) -> None:
    registrar = make("", described={"context_path": "outermovies.ProjectContext"})
    write(
        tmp_path,
        "beside/outermovies.py",
        "class ProjectContext:\n    def __init__(self, *given, **named): pass\n    pipelines = 1\n",
    )
    registrar.request["root"] = str(tmp_path / "beside")
    assert registrar.pipelines() == 1
    assert str(tmp_path / "beside") not in sys.path
