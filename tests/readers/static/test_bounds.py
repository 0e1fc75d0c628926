"""Hostile projects: nothing is executed, nothing outside is opened, and every program ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from tests.readers.static.projects import body, read, write

GOOD = (
    "\ndef register_pipelines():\n    return {'__default__': pipeline([node(clean, 'a', 'b', name=str(WANTED)[:3])])}\n"
)


@pytest.mark.parametrize(
    "hostile",
    [
        "def forever():\n    while True:\n        pass\nWANTED = forever()",
        "def deep(n):\n    return deep(n + 1)\nWANTED = deep(0)",
        "WANTED = 'a' * 10 ** 9",
        "WANTED = [0] * 10 ** 9",
        "WANTED = list(range(10 ** 9))",
        "WANTED = 9 ** 9 ** 9",
        "WANTED = '{:>999999999}'.format('a')",
        "WANTED = 'a'\nfor n in range(99):\n    WANTED = WANTED + WANTED",
        "WANTED = 1 << 10 ** 9",
    ],
)
def test_a_program_that_wants_too_much_ends_with_a_remark(tmp_path: Path, hostile: str) -> None:
    facts = read(tmp_path, hostile + GOOD)
    assert not facts.complete
    assert any(note.code == "limit" for note in facts.diagnostics), facts.diagnostics


def test_a_file_outside_of_the_project_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("stolen")
    text = body("nodes = [node(clean, open('../secret.txt').read(), 'b', name='n')]")
    facts = read(tmp_path / "project", text)
    assert not facts.complete
    assert "stolen" not in repr(facts)


def test_reading_opens_nothing_else_and_runs_nothing(tmp_path: Path) -> None:
    registry = """
    import os, socket, subprocess
    from kedro.pipeline import node, pipeline
    from shop.nodes import clean

    open("created.txt", "w").write("x")
    open("/etc/passwd").read()
    os.system("true")
    subprocess.run(["true"])
    socket.create_connection(("localhost", 9))
    exec("import shop.nodes")
    eval("1")
    __import__("shop.nodes")

    def register_pipelines():
        return {"__default__": pipeline([node(clean, "a", "b", name="n")])}
    """
    root = write(tmp_path / "project", {"pipeline_registry.py": registry})
    first = write(tmp_path / "first", {"pipeline_registry.py": "def register_pipelines(): return {}"})
    done = subprocess.run(
        [sys.executable, "-c", dedent(WATCH), str(root), str(first)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (done.stdout.split(), done.stderr) == (["n"], "")
    assert not (root / "created.txt").exists()


WATCH = """
import os, sys
from pathlib import Path
from viz.readers.kedro_project.locate import locate
from viz.readers.kedro_project.static import read_pipelines

root = Path(sys.argv[1]).resolve()
places = [str(root)] + [os.path.realpath(path) for path in [*sys.path, sys.prefix, sys.base_prefix] if path]
places.append(str(Path(sys.modules["viz"].__file__).resolve().parent))
watching = False

def inside(path):
    return isinstance(path, int) or any(os.path.realpath(os.fsdecode(path)).startswith(place) for place in places)

def watch(event, arguments):
    if not watching:
        return
    if event.startswith(("socket.", "subprocess.", "os.exec", "os.fork", "os.spawn", "os.system", "os.posix_spawn")):
        raise SystemExit(f"{event} {arguments}")
    if event == "open" and not inside(arguments[0]):
        raise SystemExit(f"opened {arguments[0]}")
    if event == "open" and str(arguments[0]).startswith(str(root)) and "r" not in str(arguments[1] or "r"):
        raise SystemExit(f"written {arguments[0]}")
    if event == "exec" and arguments[0].co_filename.startswith((str(root), "<string>", "<unknown>")):
        raise SystemExit(f"executed {arguments[0]}")
    if event == "import" and arguments[0].partition(".")[0] in ("shop", "kedro"):
        raise SystemExit(f"imported {arguments[0]}")

read_pipelines(locate(Path(sys.argv[2])))  # imports what the reader itself is made of
sys.addaudithook(watch)
watching = True
facts = read_pipelines(locate(root))
watching = False
print(*[fact.name for fact in facts.pipelines["__default__"]])
"""
