"""Projects that start processes, flood, crash or write: all of it ends with the question, nothing is left behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.readers.live.conftest import Ask, codes, fingerprint, names
from tests.readers.live.test_trouble import ended

pytestmark = pytest.mark.kedro
CLEANING = "src/movies/pipelines/cleaning/__init__.py"


def test_a_process_that_left_its_group_is_found_all_the_same(ask: Ask, root: Path) -> None:
    child = "import os, time; open('child.pid', 'w').write(str(os.getpid())); time.sleep(600)"
    start = f"""
        import pathlib, subprocess, sys, time
        subprocess.Popen([sys.executable, "-c", {child!r}], start_new_session=True)
        while not pathlib.Path("child.pid").exists() or not pathlib.Path("child.pid").read_text():
            time.sleep(0.01)
        """
    ask({CLEANING: start})
    assert ended(int((root / "child.pid").read_text()))


def test_a_flood_on_both_streams_is_let_through(ask: Ask) -> None:
    flood = "import os\nfor _ in range(300):\n    os.write(1, b'x' * 100_000)\n    os.write(2, b'y' * 100_000)\n"
    assert names(ask({"src/movies/__init__.py": flood}))["cleaning"] == ["clean"]


@pytest.mark.parametrize(
    ("crash", "how"),
    [
        ("import ctypes\nctypes.string_at(0)\n", "ended by SIGSEGV"),
        ("import os\nos.abort()\n", "ended by SIGABRT"),
        ("import os\nos._exit(3)\n", "exit code 3"),
    ],
)
def test_a_crash_is_said_in_words_and_what_was_known_is_kept(ask: Ask, crash: str, how: str) -> None:
    answer = ask({CLEANING: crash, "conf/base/parameters.yml": "alpha: 1\n"})
    assert answer.parameters == {"alpha": 1}
    assert codes(answer) == ["live-ended-early"]
    assert how in answer.facts.diagnostics[0].message


def test_no_byte_code_is_written_even_where_the_project_asks_for_it(ask: Ask, root: Path) -> None:
    ask({"src/movies/__init__.py": "import sys\nsys.dont_write_bytecode = False\n"})
    before = fingerprint(root)
    assert names(ask())["cleaning"] == ["clean"]
    assert fingerprint(root) == before


def test_words_of_the_project_name_no_place_of_this_machine(ask: Ask, root: Path) -> None:
    answer = ask({CLEANING: "import json\njson.loads('{')\n"})
    (trouble,) = answer.facts.diagnostics
    assert "JSONDecodeError" in trouble.hint
    assert str(root) not in trouble.hint
    assert 'File "json/decoder.py"' in trouble.hint
    assert trouble.pipelines == ("cleaning",)


HOOKS = """
    from kedro.framework.hooks import hook_impl
    from kedro.framework.project import pipelines
    from kedro.pipeline import node, pipeline

    class Late:
        @hook_impl
        def after_catalog_created(self, catalog):
            pipelines["late"] = pipeline([node(max, "a", "b", name="late")])
    """
SETTINGS = "from movies.hooks import Late\nHOOKS = (Late(),)\n"


def test_hooks_take_part_only_where_they_are_let(ask: Ask) -> None:
    files = {
        "src/movies/hooks.py": HOOKS,
        "src/movies/settings.py": SETTINGS,
        "conf/base/catalog.yml": "reviews: {type: MemoryDataset}\n",
    }
    assert "late" not in names(ask(files))
    assert names(ask(hooks=True))["late"] == ["late"]


def test_hooks_that_fail_leave_the_pipelines(ask: Ask) -> None:
    text = HOOKS.replace('pipelines["late"] =', "raise RuntimeError('no cluster')\n            x =")
    answer = ask(
        {
            "src/movies/hooks.py": text,
            "src/movies/settings.py": SETTINGS,
            "conf/base/catalog.yml": "reviews: {type: MemoryDataset}\n",
        },
        hooks=True,
    )
    assert names(answer)["cleaning"] == ["clean"]
    assert codes(answer) == ["live-hooks-failed"]
