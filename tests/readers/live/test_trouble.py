"""Projects that fail, misbehave or lie: whatever can be known is known, and the rest is said."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from tests.readers.live.conftest import PIPELINE, Ask, codes, fingerprint, names
from viz.errors import ReadError

pytestmark = pytest.mark.kedro
BROKEN = "src/movies/pipelines/broken/__init__.py"
CLEANING = "src/movies/pipelines/cleaning/__init__.py"
REGISTRY = "src/movies/pipeline_registry.py"


def test_one_pipeline_that_fails_to_import_leaves_the_others(ask: Ask) -> None:
    answer = ask({BROKEN: "import json\nraise RuntimeError('no model server')\n"})
    assert names(answer) == {"__default__": ["clean"], "cleaning": ["clean"]}
    assert not answer.facts.complete
    (trouble,) = answer.facts.diagnostics
    assert trouble.code == "live-pipelines-failed"
    assert trouble.message == "A pipeline could not be read (movies.pipelines.broken): RuntimeError: no model server"
    assert trouble.place is not None
    assert (trouble.place.file, trouble.place.line) == (BROKEN, 2)


def test_a_project_that_silences_warnings_hides_nothing(ask: Ask) -> None:
    silence = "import warnings\nwarnings.filterwarnings('ignore')\n"
    answer = ask({"src/movies/__init__.py": silence, BROKEN: "import movies.gone\n"})
    (trouble,) = answer.facts.diagnostics
    assert "ModuleNotFoundError: No module named 'movies.gone'" in trouble.message


def test_a_syntax_error_has_its_line(ask: Ask) -> None:
    answer = ask({BROKEN: "a = 1\ndef create_pipeline(:\n"})
    (trouble,) = answer.facts.diagnostics
    assert "SyntaxError" in trouble.message
    assert trouble.place is not None
    assert (trouble.place.file, trouble.place.line) == (BROKEN, 2)


def test_a_folder_without_create_pipeline_is_told_of_and_takes_nothing_away(ask: Ask) -> None:
    answer = ask({BROKEN: ""})
    assert names(answer)["cleaning"] == ["clean"]
    assert answer.facts.complete
    assert codes(answer) == ["live-pipeline-not-found"]


def test_a_registry_that_fails_still_shows_the_pipelines_in_their_folders(ask: Ask) -> None:
    answer = ask({REGISTRY: "def register_pipelines():\n    return {'a': 1 / 0}\n", BROKEN: "import movies.gone\n"})
    assert names(answer) == {"cleaning": ["clean"]}
    assert not answer.facts.complete
    assert codes(answer) == ["live-registry-failed", "live-pipelines-failed"]
    assert "ZeroDivisionError" in answer.facts.diagnostics[0].message


def test_what_is_registered_and_is_no_pipeline_is_named(ask: Ask) -> None:
    registry = f"{PIPELINE}\n    def register_pipelines():\n        return {{'good': create_pipeline(), 'bad': [1]}}\n"
    answer = ask({REGISTRY: registry})
    assert names(answer) == {"good": ["clean"]}
    (trouble,) = answer.facts.diagnostics
    assert trouble.message == "A pipeline could not be read (bad): TypeError: it is not a Pipeline but [1]"


def test_a_registry_that_wants_errors_raised_gets_the_reason_told(ask: Ask) -> None:
    registry = """
        from kedro.framework.project import find_pipelines
        def register_pipelines():
            return find_pipelines(raise_errors=True)
        """
    answer = ask({REGISTRY: registry, BROKEN: "import movies.gone\n"})
    assert names(answer) == {"cleaning": ["clean"]}
    message = "The pipeline registry failed: ModuleNotFoundError: No module named 'movies.gone'"
    assert answer.facts.diagnostics[0].message == message


def test_what_kedro_refuses_is_said_in_kedros_words_at_the_line_of_the_project(ask: Ask) -> None:
    answer = ask({CLEANING: PIPELINE.replace('"reviews"', '["reviews", "movies"]')})
    trouble = answer.facts.diagnostics[0]
    assert "Inputs of 'clean' function expected ['reviews'], but got ['reviews', 'movies']" in trouble.message
    assert trouble.place is not None
    assert trouble.place.line == 8


def test_settings_that_fail_leave_the_pipelines(ask: Ask) -> None:
    answer = ask({"src/movies/settings.py": "raise ValueError('which environment?')\n"})
    assert names(answer)["cleaning"] == ["clean"]
    assert "live-settings-failed" in codes(answer)


def test_a_catalog_that_is_no_yaml_leaves_the_parameters(ask: Ask) -> None:
    answer = ask({"conf/base/catalog.yml": "reviews: [\n", "conf/base/parameters.yml": "alpha: 1\n"})
    assert names(answer)["cleaning"] == ["clean"]
    assert answer.catalog is None
    assert answer.parameters == {"alpha": 1}
    assert codes(answer) == ["live-configuration-failed"]


def test_sys_exit_at_import_is_one_failure_among_others(ask: Ask) -> None:
    answer = ask({CLEANING: "import sys\nsys.exit('use the launcher')\n"})
    assert names(answer) == {}
    assert "SystemExit: use the launcher" in answer.facts.diagnostics[0].message


def test_a_process_that_ends_at_once_has_said_what_it_knew(ask: Ask) -> None:
    answer = ask({CLEANING: "import os\nos._exit(3)\n", "conf/base/parameters.yml": "alpha: 1\n"})
    assert names(answer) == {}
    assert not answer.facts.complete
    assert answer.parameters == {"alpha": 1}
    (trouble,) = answer.facts.diagnostics
    assert trouble.code == "live-ended-early"
    assert "exit code 3" in trouble.message


def test_an_endless_loop_ends_with_the_time_limit(ask: Ask) -> None:
    answer = ask({CLEANING: "while True:\n    pass\n", "conf/base/parameters.yml": "alpha: 1\n"}, timeout=8)
    assert answer.parameters == {"alpha": 1}
    (trouble,) = answer.facts.diagnostics
    assert "took longer than 8 s" in trouble.message


def test_what_the_project_starts_ends_with_the_probe(ask: Ask, root: Path) -> None:
    child = "import os, time; open('child.pid', 'w').write(str(os.getpid())); time.sleep(600)"
    start = f"import subprocess, sys, time\nsubprocess.Popen([sys.executable, '-c', {child!r}])\ntime.sleep(600)\n"
    ask({CLEANING: start}, timeout=8)
    assert ended(int((root / "child.pid").read_text()))


def ended(pid: int) -> bool:
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        if Path(f"/proc/{pid}/stat").is_file() and ") Z " in Path(f"/proc/{pid}/stat").read_text():
            return True
        time.sleep(0.05)
    return False


def test_noise_threads_and_exit_handlers_change_nothing(ask: Ask) -> None:
    noise = """
        import atexit, logging, os, sys, threading, time
        print('{"pipelines": {}}' * 10_000)
        os.write(1, b"x" * 100_000)
        sys.stdout.close()
        logging.getLogger().error("trouble")
        threading.Thread(target=time.sleep, args=(600,)).start()
        atexit.register(lambda: os._exit(9))
        """
    answer = ask({"src/movies/__init__.py": noise})
    assert names(answer)["cleaning"] == ["clean"]
    assert answer.facts.complete


def test_an_answer_written_over_is_refused(ask: Ask) -> None:
    forge = """
        import os, sys
        open(sys.argv[2], "w").write('{"finished": true, "pipelines": {"a": [{"name": 5}]}}')
        os._exit(0)
        """
    with pytest.raises(ReadError, match="not of the agreed shape"):
        ask({CLEANING: forge})


def test_a_forged_place_outside_of_the_project_is_no_place(ask: Ask) -> None:
    lie = f"{PIPELINE}\n    clean.__code__ = clean.__code__.replace(co_filename='/etc/passwd')\n"
    (node,) = ask({CLEANING: lie}).facts.pipelines["cleaning"]
    assert node.source is None


def test_looking_leaves_the_project_as_it_was(ask: Ask, root: Path) -> None:
    handler = "file: {class: logging.FileHandler, filename: info.log}"
    logging = f"version: 1\nhandlers:\n  {handler}\nloggers: {{}}\nroot: {{handlers: [file]}}\n"
    ask({"conf/logging.yml": logging, "src/movies/__init__.py": "import logging\nlogging.FileHandler('own.log')\n"})
    before = fingerprint(root)
    ask()
    assert fingerprint(root) == before
    assert not list(root.rglob("*.log"))
    assert not list(root.rglob("__pycache__"))
