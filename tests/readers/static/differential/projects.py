"""Generated projects of several modules: pipelines found by their folders, helpers, star and relative imports."""

from __future__ import annotations

from hypothesis import strategies as st

HELPERS = """
import functools

__all__ = ["clean", "train", "named", "STEPS", "Base"]
STEPS = ("one", "two")
_hidden = "hidden"


def clean(raw):
    return raw


def train(table, rate=1):
    return table


def named(name):
    def decorate(function):
        @functools.wraps(function)
        def inner(*args, **kwargs):
            return function(*args, **kwargs)

        inner.__name__ = f"{function.__name__}_{name}"
        return inner

    return decorate


class Base:
    prefix = "base"

    @classmethod
    def name(cls, text):
        return f"{cls.prefix}_{text}"
"""
IMPORTS = (
    "from ..helpers import *\nfrom .. import helpers",
    "from PACKAGE.helpers import clean, train, named, STEPS, Base\nimport PACKAGE.helpers as helpers",
    "from PACKAGE import helpers\nfrom PACKAGE.helpers import *",
    "import PACKAGE.helpers\nfrom PACKAGE.helpers import *\nhelpers = PACKAGE.helpers",
)
BODIES = (
    "[node(clean, f'raw_{n}', f'NAME_{n}', name=f'NAME_{n}') for n in STEPS]",
    "[node(train, ['raw', 'params:rate'], 'NAME_model', tags=[helpers._hidden])]",
    "[node(named('NAME')(clean), 'raw', 'NAME_out')]",
    "[node(lambda x: x, 'raw', Base.name('NAME')), node(helpers.train, Base.name('NAME'), 'NAME_end')]",
    "[node(LOCAL, dict(b='raw', a='params:NAME'), ['NAME_a', 'NAME_b'])]",
    "[*MAKE('NAME', 2)]",
)
LOCAL = """

def local(a, b):
    return a, b


def make(name, count):
    for index in range(count):
        yield node(clean, f"{name}_{index}", f"{name}_{index + 1}")
"""
WRAPS = (
    "pipeline(NODES)",
    "Pipeline(NODES, tags='NAME')",
    "pipeline(NODES, namespace='NAME')",
    "pipeline(NODES, namespace='NAME', inputs={'raw'})",
    "pipeline(NODES) + pipeline([node(clean, 'extra', 'NAME_more')])",
)
REGISTRIES = (
    """
    found = find_pipelines()
    found["__default__"] = sum(found.values())
    return found
""",
    """
    return find_pipelines(raise_errors=True)
""",
    """
    found = find_pipelines()
    return {**found, "__default__": sum(found.values(), Pipeline([])), "extra": Pipeline([])}
""",
    """
    found = find_pipelines()
    return {name: found[name] for name in sorted(found) if name != "broken"}
""",
    """
    found = find_pipelines()
    found["both"] = found.get("a", Pipeline([])) + found.get("b", Pipeline([])).tag("b")
    return found
""",
    """
    named = {}
    for name, found in find_pipelines().items():
        named[name.upper()] = found.tag(name)
    return {**named, "__default__": sum(named.values())}
""",
)
BROKEN = (
    "import no_such_library_at_all",
    "raise ValueError('broken')",
    "x = 1",
    "def create_pipeline():\n    return 1",
)


def _inside(body: str, name: str, module: str) -> str:
    return body.replace("LOCAL", f"{module}local").replace("MAKE", f"{module}make").replace("NAME", name)


@st.composite
def projects(draw: st.DrawFn) -> dict[str, str]:
    """The files of a package."""
    files = {"helpers.py": HELPERS, "pipelines/__init__.py": ""}
    names = draw(st.lists(st.sampled_from(("a", "b", "c", "d_e")), min_size=1, max_size=3, unique=True))
    for name in names:
        imports = draw(st.sampled_from(IMPORTS)).replace("from ..", "from ...")
        split = draw(st.booleans())
        body = _inside(draw(st.sampled_from(BODIES)), name, "parts." if split else "")
        made = draw(st.sampled_from(WRAPS)).replace("NODES", body).replace("NAME", name)
        start = f"from kedro.pipeline import Pipeline, node, pipeline\n{imports}\n"
        own = "from . import parts\n" if split else LOCAL
        text = f"{start}{own}\n\ndef create_pipeline(**kwargs):\n    return {made}\n"
        folder = f"pipelines/{name}"
        if split:
            files[f"{folder}/parts.py"] = start + LOCAL
        if draw(st.booleans()):
            files[f"{folder}/__init__.py"] = text
        else:
            files[f"{folder}/__init__.py"] = "from .pipeline import create_pipeline\n\n__all__ = ['create_pipeline']\n"
            files[f"{folder}/pipeline.py"] = text
    if draw(st.integers(0, 4)) == 4:
        files["pipelines/broken/__init__.py"] = draw(st.sampled_from(BROKEN)) + "\n"
    registry = draw(st.sampled_from(REGISTRIES))
    files["pipeline_registry.py"] = (
        "from kedro.framework.project import find_pipelines\nfrom kedro.pipeline import Pipeline\n\n\n"
        f"def register_pipelines():\n{registry}\n"
    )
    return files
