"""Hostile projects: nothing is executed, nothing outside is opened, and every program ends."""

from __future__ import annotations

import os
import socket
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
        "WANTED = [[[0 for a in range(1000)] for b in range(1000)] for c in range(1000)]",
        "WANTED = {n: [0] * 1000 for n in range(10 ** 6)}",
        "def endless():\n    while True:\n        yield 1\nWANTED = list(endless())",
        "def itself():\n    yield from itself()\nWANTED = list(itself())",
        "import itertools\nWANTED = max(itertools.count())",
        "import itertools\nWANTED = 1 in itertools.count(2)",
        "import itertools\nWANTED = list(itertools.islice(itertools.count(), 10 ** 12, None))",
        "import itertools\nWANTED = list(itertools.product(range(1000), repeat=8))",
        "import itertools\nWANTED = itertools.product(range(10), repeat=10 ** 9)",
        "import collections\nWANTED = collections.deque([1] * 1000) * 10 ** 9",
        "import collections\nWANTED = list(collections.Counter({'a': 10 ** 12}).elements())",
        "import math\nWANTED = math.lcm(*range(1, 20000))",
        "import json\nWANTED = json.dumps([[1]], indent=10 ** 9)",
        "WANTED = round(10 ** 4000, -(10 ** 9))",
        "WANTED = ('a' * 1000000).translate({97: 'b' * 100000})",
        "WANTED = 'x'.join(['a' * 1000] * 100000)",
        "WANTED = f'{1:.{10 ** 9}f}'",
        "a = b = ()\nfor n in range(60):\n    a = (a, a)\n    b = (b, b)\nWANTED = a == b",
        "a = ()\nfor n in range(60):\n    a = (a, a)\nWANTED = '%s' % (a,)",
        "a = ()\nfor n in range(60):\n    a = (a, a)\nWANTED = isinstance(1, a)",
        "a = []\na.append(a)\nWANTED = str(a)",
        "a = []\nfor n in range(100000):\n    a = [a]\nWANTED = str(a)",
        "a = iter([1])\nfor n in range(3000):\n    a = map(str, a)\nWANTED = list(a)",
        "class A:\n    def __eq__(self, other):\n        return self == other\nWANTED = A() == A()",
        "class A:\n    def __repr__(self):\n        return repr(self)\nWANTED = repr(A())",
        "class A: pass\nfor n in range(3000):\n    class A(A): pass\nWANTED = A()",
        "WANTED = " + "+".join(["(" * 60 + "1" + ")" * 60] * 20) + " + [0] * 10 ** 10",
    ],
)
def test_a_program_that_wants_too_much_ends_with_a_remark(tmp_path: Path, hostile: str) -> None:
    facts = read(tmp_path, hostile + GOOD)
    assert not facts.complete
    assert any(note.code == "limit" for note in facts.diagnostics), facts.diagnostics


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("(a+)+$", "a" * 200 + "b"),
        ("(a|aa)+$", "a" * 200 + "b"),
        ("(?:a{1,50}){1,50}b", "a" * 250),
        (".*" * 9 + "x", "a" * 99),
    ],
)
def test_a_search_that_may_take_for_ever_is_not_begun(tmp_path: Path, pattern: str, text: str) -> None:
    facts = read(tmp_path, f"import re\nWANTED = re.search({pattern!r}, {text!r})" + GOOD)
    assert not facts.complete
    assert "re.search" in facts.diagnostics[0].message


@pytest.mark.parametrize(
    ("name", "content", "load"),
    [
        ("laughs.yml", "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(999)), "yaml.safe_load"),
        ("deep.yml", "[" * 20_000 + "]" * 20_000, "yaml.safe_load"),
        ("deep.json", "[" * 200_000 + "]" * 200_000, "json.load"),
        ("deep.toml", "a" + ".a" * 100_000 + " = 1", "toml.load"),
    ],
)
def test_a_data_file_that_wants_too_much_is_not_parsed(tmp_path: Path, name: str, content: str, load: str) -> None:
    (tmp_path / name).write_text(content)
    facts = read(tmp_path, f"import json, toml, yaml\nWANTED = {load}(open({name!r}))" + GOOD)
    assert not facts.complete
    assert load.partition(".")[0] in facts.diagnostics[0].message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_what_is_no_regular_file_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "zero").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "pipe")
    with (tmp_path / "huge").open("wb") as huge:
        huge.truncate(200_000_000)
    for name in ("zero", "pipe", "huge"):
        facts = read(tmp_path, f"WANTED = open({name!r}).read()" + GOOD)
        assert not facts.complete


def test_a_file_outside_of_the_project_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("stolen")
    text = body("nodes = [node(clean, open('../secret.txt').read(), 'b', name='n')]")
    facts = read(tmp_path / "project", text)
    assert not facts.complete
    assert "stolen" not in repr(facts)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("loader", ["OmegaConfigLoader", "TemplatedConfigLoader"])
def test_hostile_configuration_is_read_to_its_end_and_opens_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, loader: str
) -> None:
    settings = f"from kedro.config import {loader}\nCONFIG_LOADER_CLASS = {loader}\n"
    registry = (
        "from kedro.pipeline import node, pipeline\nfrom shop.nodes import clean\n"
        "def register_pipelines(): return {'__default__': pipeline([node(clean, 'a', 'b', name='n')])}"
    )
    root = write(tmp_path / "project", {"pipeline_registry.py": registry, "settings.py": settings})
    first = write(tmp_path / "first", {"pipeline_registry.py": registry, "settings.py": settings})
    (tmp_path / "secret.yml").write_text("stolen: {type: pandas.CSVDataset}")
    base = root / "conf" / "base"
    base.mkdir(parents=True)
    (base / "catalog.yml").symlink_to("/dev/zero")
    (base / "catalog_link.yml").symlink_to("../../../secret.yml")
    (base / "catalog_folder").symlink_to(tmp_path)
    (base / "catalog_loop").symlink_to(base)
    os.mkfifo(base / "parameters.yml")
    monkeypatch.chdir(base)  # the address of a socket is short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("catalog_socket.yml")
    for name, text in HOSTILE.items():
        (base / name).write_text(text)
    (first / "conf" / "base").mkdir(parents=True)
    harmless = "{% set a = 1 %}\n" + HOSTILE["catalog_self.yml"]
    (first / "conf" / "base" / "catalog.yml").write_text(harmless)
    done = subprocess.run(
        [sys.executable, "-c", dedent(WATCH), str(root), str(first)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (done.stdout.split(), done.stderr) == (["n"], "")


HOSTILE = {
    "catalog_deep.yml": "a: " + "[" * 20_000 + "]" * 20_000,
    "catalog_laughs.yml": "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(99)),
    "catalog_range.yml": "{% for n in range(10 ** 9) %}x{{ n }}: {type: a}\n{% endfor %}",
    "catalog_text.yml": "x: {type: \"{{ 'a' * 10 ** 10 }}\"}",
    "catalog_include.yml": "{% include '../../../secret.yml' %}",
    "catalog_python.yml": "x: {type: '{{ cycler.__init__.__globals__.os.system(\"true\") }}'}",
    "catalog_tag.yml": "x: !!python/object/apply:os.system ['true']",
    "catalog_self.yml": "y: {type: a, filepath: '${y.filepath}', more: '${oc.env:HOME}', file: '${oc.decode:x}'}",
    "globals.yml": "a: '${globals:a}'",
}


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
from viz.readers import ReadOptions, read

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

read(sys.argv[2], ReadOptions(reader="static"))  # imports what the reader itself is made of
sys.addaudithook(watch)
watching = True
project = read(root, ReadOptions(reader="static"))
watching = False
print(*[node.name for node in project.nodes])
"""
