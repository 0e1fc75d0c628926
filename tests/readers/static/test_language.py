"""Python that registries are written in, each piece followed exactly as Python does it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.readers.static.projects import body, default, flows, read


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("nodes = []\nfor n in range(2):\n    nodes.append(node(clean, f'a{n}', f'b{n}', name=f'n_{n}'))",
         ["n_0: a0 -> b0", "n_1: a1 -> b1"]),
        ("nodes = [node(clean, k, v, name=k) for k, v in {'a': 'b', 'c': 'd'}.items() if k != 'c']", ["a: a -> b"]),
        ("n = 3.14159\n"
         "nodes = [node(clean, f'{n:.1f}'.replace('.', '_'), '%s-%03d' % ('a', 7), name='{0}'.format('x'))]",
         ["x: 3_1 -> a-007"]),
        ("first, *rest = ['a', 'b', 'c']\nnodes = [node(many, [*rest, first], 'o', **{'name': 'n'})]",
         ["n: b, c, a -> o"]),
        ("def make(*ins, out, **more):\n    return node(many, list(ins), out, **more)\n"
         "nodes = [make('a', 'b', out='o', name='n')]", ["n: a, b -> o"]),
        ("def counter():\n    n = 0\n    def step():\n        nonlocal n\n        n += 1\n        return n\n"
         "    return step\n"
         "c = counter()\nc()\nnodes = [node(clean, f'a{c()}', f'b{c()}', name='n')]", ["n: a2 -> b3"]),
        ("late = [lambda: i for i in range(3)]\nnodes = [node(clean, f'a{late[0]()}', 'b', name='n')]", ["n: a2 -> b"]),
        ("def add(x, seen=[]):\n    seen.append(x)\n    return seen\nadd('a')\n"
         "nodes = [node(many, add('b'), 'o', name='n')]",
         ["n: a, b -> o"]),
        ("names = []\nwhile (k := len(names)) < 2:\n    names.append(f'a{k}')\n"
         "nodes = [node(many, names, 'o', name='n')]",
         ["n: a0, a1 -> o"]),
        ("names = {'a': 'x'}\ntry:\n    found = names['b']\nexcept KeyError as error:\n"
         "    found = str(error).strip(\"'\")\n"
         "nodes = [node(clean, found, 'o', name='n')]", ["n: b -> o"]),
        ("try:\n    from shop.missing import source\nexcept ImportError:\n    source = 'fallback'\n"
         "nodes = [node(clean, source, 'o', name='n')]", ["n: fallback -> o"]),
        ("from itertools import product\n"
         "nodes = [node(clean, a + b, a + b + 'o', name=a + b) for a, b in product('x', 'yz')]",
         ["xy: xy -> xyo", "xz: xz -> xzo"]),
        ("def steps():\n    for name in 'ab':\n        yield node(clean, name, name + 'o', name=name)\nnodes = steps()",
         ["a: a -> ao", "b: b -> bo"]),
        ("a = b = []\na.append('x')\nnodes = [node(many, b, 'o', name='n')]", ["n: x -> o"]),
        ("source = 'a' if not [] else 'b'\nnodes = [node(clean, source, 'o', name='n')]", ["n: a -> o"]),
        ("match 'north':\n    case 'south':\n        s = 'a'\n    case other:\n        s = other\n"
         "nodes = [node(clean, s, 'o', name='n')]", ["n: north -> o"]),
    ],
)  # fmt: skip
def test_a_registry_is_followed(tmp_path: Path, lines: str, expected: list[str]) -> None:
    assert flows(default(read(tmp_path, body(lines)))) == expected


def test_dataclasses_and_enumerations(tmp_path: Path) -> None:
    text = """
    from dataclasses import dataclass, field
    from enum import Enum

    class Region(str, Enum):
        NORTH = "north"

    @dataclass
    class Step:
        source: str
        more: list = field(default_factory=list)
        target: str = "out"

        @property
        def name(self):
            return f"{self.source}_to_{self.target}"

    def register_pipelines():
        steps = [Step("a"), Step(Region.NORTH.value, ["c"], target="d")]
        return {"__default__": pipeline([node(many, [s.source, *s.more], s.target, name=s.name) for s in steps])}
    """
    assert flows(default(read(tmp_path, text))) == ["a_to_out: a -> out", "north_to_d: north, c -> d"]


def test_classes_with_inheritance_and_class_attributes(tmp_path: Path) -> None:
    text = """
    class Base:
        source = "raw"
        def __init__(self, name): self.name = name
        def make(self): return node(clean, self.source, self.target(), name=self.name)
        @classmethod
        def named(cls, name): return cls(name)

    class North(Base):
        def __init__(self, name): super().__init__("north_" + name)
        @staticmethod
        def target(): return "out"

    def register_pipelines():
        return {"__default__": pipeline([North.named("tidy").make()])}
    """
    assert flows(default(read(tmp_path, text))) == ["north_tidy: raw -> out"]


def test_modules_share_what_they_change_as_they_are_imported(tmp_path: Path) -> None:
    text = "from shop import shared, second, first\n\ndef register_pipelines():\n"
    text += "    return {'__default__': pipeline([node(many, shared.NAMES, 'o', name='n')])}\n"
    adding = "from .shared import *\nadd(__name__.rpartition('.')[2])\n"
    shared = "__all__ = ['add']\nNAMES = []\ndef add(name): NAMES.append(name)\n"
    assert flows(default(read(tmp_path, text, shared=shared, first=adding, second=adding))) == ["n: second, first -> o"]


def test_circular_imports_see_what_is_there_so_far(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        "from shop.one import NAME, two\n" + body("nodes = [node(clean, two.SEEN, NAME, name='n')]"),
        one="from shop import two\nNAME = 'name'\n",
        two="from shop import one\nSEEN = getattr(one, 'NAME', 'early')\n",
    )
    assert flows(default(facts)) == ["n: early -> name"]


def test_yaml_of_the_project_is_read(tmp_path: Path) -> None:
    (tmp_path / "conf" / "base").mkdir(parents=True)
    (tmp_path / "conf" / "base" / "regions.yml").write_text("regions: [north, south]\n")
    text = """
    from pathlib import Path
    import yaml

    ROOT = Path(__file__).resolve().parents[2]

    def register_pipelines():
        with open(ROOT / "conf" / "base" / "regions.yml") as file:
            regions = yaml.safe_load(file)["regions"]
        return {"__default__": pipeline([node(clean, r, r + "_out", name=r) for r in regions])}
    """
    assert flows(default(read(tmp_path, text))) == ["north: north -> north_out", "south: south -> south_out"]


def test_an_environment_variable_that_is_not_set_has_its_default_and_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SHOP_SOURCE", raising=False)
    text = "import os\nsource = os.environ.get('SHOP_SOURCE', 'raw')\n"
    text += body("nodes = [node(clean, source, 'o', name='n')]")
    facts = read(tmp_path, text)
    assert flows(facts.pipelines["__default__"]) == ["n: raw -> o"]
    (note,) = facts.diagnostics
    assert note.level == "info"
    assert "SHOP_SOURCE" in note.message
