"""Configuration as real Kedro reads it: equal where nothing is remarked, and refused where Kedro refuses it."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.kedro_env import kedro_python
from viz.readers.kedro_project.config import read_configuration
from viz.readers.kedro_project.factories import can_be_read, fill_in, match, ranked
from viz.readers.kedro_project.facts import Configuration, Settings
from viz.readers.kedro_project.locate import locate

EXAMPLES = 150
KEYS = st.sampled_from(["a", "b", "c", "_t", "type", "x y"])
INNER_KEYS = KEYS.map(json.dumps) | KEYS
PLAIN = "1 1.5 1e3 .5 -2 0x1f 0o17 017 1_000 true yes off null ~ 2024-01-02 12:30 abc s3://b/x.csv .inf"
SCALARS = st.sampled_from([*PLAIN.split(" "), "'a b'", '"1"', "''", "'it''s'", '"\\u00e9"'])
NAMES = st.sampled_from(["a", "b", "_t", "a.b", "_t.a", "c.a.b", "a.0", "a[0]", ".b", "..a", "nowhere"])
EXPRESSIONS = st.one_of(
    NAMES.map(lambda name: f"${{{name}}}"),
    NAMES.map(lambda name: f"data/${{{name}}}/${{globals:root}}.csv"),
    st.sampled_from(
        [
            "${globals:root}",
            "${globals:n.deep}",
            "${globals:nowhere}",
            "${globals:nowhere, 3}",
            "${runtime_params:day}",
            "${runtime_params:day, 7}",
            "${runtime_params:p.q, null}",
            "${globals:nowhere, ${runtime_params:day, x}}",
            "${oc.env:HOME}",
            "${oc.select:nowhere, 5}",
            "${oc.select:a}",
            "${oc.create:{x: 1, y: [2, z]}}",
            "${oc.dict.values:a}",
            "${add:1, 2}",
            "\\\\${kept}",
            "${broken",
            "${a}${b}",
        ]
    ),
).map(lambda text: json.dumps(text).replace("\\\\\\\\", "\\\\"))


def _flow(values: Any) -> Any:
    return st.one_of(
        st.lists(values, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.dictionaries(INNER_KEYS, values, min_size=1, max_size=3).map(
            lambda items: "{" + ", ".join(f"{key}: {item}" for key, item in items.items()) + "}"
        ),
    )


VALUES = st.recursive(SCALARS | EXPRESSIONS, _flow, max_leaves=6)
DOCUMENTS = st.dictionaries(KEYS, VALUES, max_size=4).map(
    lambda items: "".join(f"{json.dumps(key) if ' ' in key else key}: {item}\n" for key, item in items.items())
)
ANCHORED = st.tuples(DOCUMENTS, VALUES).map(
    lambda parts: f"{parts[0]}_anchor: &anchor {{k: {parts[1]}, l: 1}}\nd: {{<<: *anchor, l: 2}}\ne: *anchor\n"
)
FILES = st.dictionaries(
    st.sampled_from(
        [
            "base/catalog.yml",
            "base/catalog_b.yaml",
            "base/catalog/c.yml",
            "base/deep/catalog.yml",
            "base/.hidden/catalog.yml",
            "base/parameters.yml",
            "base/parameters/p.yml",
            "base/deep/parameters_q.yml",
            "local/catalog.yml",
            "local/parameters.yml",
            "local/deep/parameters.yml",
        ]
    ),
    DOCUMENTS | ANCHORED,
    max_size=5,
)
GLOBALS = st.dictionaries(
    st.sampled_from(["base/globals.yml", "local/globals.yml"]),
    st.sampled_from(["root: data\n", "root: 7\nn: {deep: [1, 2]}\n", "root: ${n.deep}\nn: {deep: x}\n"]),
)
PARAMS = st.sampled_from([{}, {}, {"day": "friday"}, {"a": 9}, {"a": {"b": 8}, "p": {"q": 1}}])
STRATEGIES = st.sampled_from([{}, {"parameters": "soft"}, {"catalog": "soft", "parameters": "soft"}])


@contextmanager
def kedro() -> Iterator[subprocess.Popen[str]]:
    script = Path(__file__).with_name("kedro_loader.py")
    process = subprocess.Popen(
        [str(kedro_python()), "-W", "ignore", str(script)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.fixture(scope="module")
def real() -> Iterator[subprocess.Popen[str]]:
    """Kedro in a process of its own, asked again and again."""
    with kedro() as process:
        yield process


def ask(process: subprocess.Popen[str], question: Any) -> Any:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(question) + "\n")
    process.stdin.flush()
    return json.loads(process.stdout.readline())


def ours(root: Path, params: Any, strategy: Any) -> Configuration:
    arguments = {"merge_strategy": strategy}
    return read_configuration(locate(root), Settings(loader_args=arguments), env=None, params=params)


def shown(value: Any) -> Any:
    """The value as JSON carries it."""
    return json.loads(json.dumps(value, default=str))


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(files=FILES, more=GLOBALS, params=PARAMS, strategy=STRATEGIES)
def test_any_configuration_is_read_as_kedro_reads_it(
    real: subprocess.Popen[str], files: Any, more: Any, params: Any, strategy: Any
) -> None:
    assume(not _has_template_twice(files))
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, text in {**files, **more, "local/.keep": "", "base/.keep": ""}.items():
            path = root / "conf" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        answers = ask(real, {"conf": str(root / "conf"), "params": params, "args": {"merge_strategy": strategy}})
        found = ours(root, params, strategy)
    for kind, answer in answers.items():
        compare(kind, answer, found)
    if not any("error" in answer for answer in answers.values()):
        assert [one for one in found.diagnostics if one.level != "info"] == []


def _has_template_twice(files: dict[str, str]) -> bool:
    """Kedro merges files in the order of a set: which `_t` of two files wins is not the same every time."""
    found = Counter((name.split("/")[0], "catalog" in name) for name, text in files.items() if "_t: " in text)
    return any(count > 1 for count in found.values())


def compare(kind: str, answer: Any, found: Configuration) -> None:
    if "error" in answer:
        # A kind without files, or runtime parameters that do not fit what they replace, are no trouble for a reader.
        told = [one for one in found.diagnostics if one.level != "info" or one.code == "config-unresolved"]
        assert told or answer["error"].startswith(("MissingConfigException", "ConfigTypeError")), answer
    elif kind == "catalog":
        # What is no mapping is no dataset: Kedro refuses it only when it makes the datasets.
        want = {name: entry for name, entry in answer["value"].items() if isinstance(entry, dict)}
        assert {name: shown(entry.config) for name, entry in found.catalog.items() if name in want} == want
    else:
        top = {path: shown(entry.value) for path, entry in found.parameters.items() if path in answer["value"]}
        assert top == answer["value"]


PIECES = st.sampled_from(["{a}", "{b}", "{name}", "{n:d}", "x", "y", "_", ".", "@", "raw", "#"])
PATTERNS = st.lists(PIECES, min_size=1, max_size=5).map("".join).filter(lambda text: "{" in text)
WORDS = st.lists(st.sampled_from(["x", "y", "_", ".", "@", "raw", "RAW", "12", "#"]), min_size=1, max_size=7).map(
    "".join
)


@settings(max_examples=EXAMPLES, deadline=None, derandomize=True)
@given(patterns=st.lists(PATTERNS, min_size=1, max_size=5, unique=True), name=WORDS)
def test_any_name_is_covered_by_the_pattern_that_kedro_takes(
    real: subprocess.Popen[str], patterns: list[str], name: str
) -> None:
    entries = {pattern: {"type": "T", "filepath": f"data/{pattern.replace(':d', '')}"} for pattern in patterns}
    answer = ask(real, {"patterns": entries, "name": name})
    assume("error" not in answer and all(map(can_be_read, patterns)))
    found = match(ranked(patterns), name)
    assert (found.pattern if found else None) == answer["pattern"]
    if found is not None:
        assert fill_in(entries[found.pattern], found.values) == answer["config"]
