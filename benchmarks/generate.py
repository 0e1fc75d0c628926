"""Make a Kedro project of any size, to measure with: valid for Kedro 1.x, the same bytes for the same arguments.

    python benchmarks/generate.py FOLDER --nodes 1000 [--namespaces 40] [--seed 7]

The pipelines look like those of real projects: domains that pass through stages, about 25 nodes in each, every node
with a function of its own, one to three inputs, mostly from its neighbourhood, one or two outputs, and for some a
parameter. About 70 % of the datasets are in the catalog, with a layer each. Without namespaces the graph is flat;
with them each stage of a domain is one, inside that of its domain, and what others read stays outside. Needs nothing
but Python.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import isqrt, sqrt
from pathlib import Path

PER_GROUP = 25
STAGES = ("load", "clean", "join", "features", "train", "score", "check", "report", "publish", "archive")
LAYERS = ("intermediate", "primary", "primary", "feature", "models", "model_output", "reporting")
THINGS = ("orders", "clients", "prices", "stock", "routes", "visits", "claims", "loans", "meters", "crews")
VERBS = ("clean", "filter", "join", "scale", "rank", "score", "merge", "split", "impute", "encode")
KINDS = {
    "pandas.CSVDataset": "csv",
    "pandas.ParquetDataset": "parquet",
    "json.JSONDataset": "json",
    "pickle.PickleDataset": "pkl",
}
OPTIONS = ("threshold", "window", "rate", "weight")

Group = tuple[int, int]
"""A domain and a stage of it, by their numbers."""


@dataclass
class Made:
    """A dataset: the group that makes it (None: it is there from the start), and in which row of nodes."""

    name: str
    group: Group | None
    rank: int = 0
    kind: str | None = None
    shared: bool = False
    readers: int = 0


@dataclass
class Node:
    name: str
    group: Group
    inputs: list[Made]
    outputs: list[Made]
    option: tuple[str, float] | None


@dataclass
class Plan:
    """Everything that is written: `groups` in the order of the stages."""

    groups: list[Group]
    nodes: list[Node] = field(default_factory=list)
    datasets: list[Made] = field(default_factory=list)
    of_group: dict[Group, list[Made]] = field(default_factory=lambda: defaultdict(list))
    raw: dict[int, list[Made]] = field(default_factory=lambda: defaultdict(list))


def plan(nodes: int, namespaces: int, seed: int) -> Plan:
    """The graph: acyclic, for a node reads what an earlier row, stage or domain made."""
    draw = random.Random(f"{seed} {nodes} {namespaces}")
    count = namespaces or max(1, round(nodes / PER_GROUP))
    stages = max(1, min(len(STAGES), isqrt(count)))
    domains = max(1, round(count / stages))
    made = Plan([(domain, stage) for stage in range(stages) for domain in range(domains)])
    for domain in range(domains):
        for number in range(max(2, nodes // (12 * domains))):
            raw = Made(f"{domain_name(domain)}_raw_{number}", None, kind="pandas.CSVDataset", shared=True)
            made.raw[domain].append(raw)
            made.datasets.append(raw)
    for number, group in enumerate(made.groups):
        share = nodes // len(made.groups) + (number < nodes % len(made.groups))
        rows = max(1, round(sqrt(share)))
        for position in range(share):
            _add_node(made, group, position * rows // share, draw)
    return made


def domain_name(domain: int) -> str:
    name = THINGS[domain % len(THINGS)]
    return name if domain < len(THINGS) else f"{name}_{domain // len(THINGS) + 1}"


def _add_node(made: Plan, group: Group, row: int, draw: random.Random) -> None:
    number = len(made.nodes) + 1
    wanted = draw.choices((1, 2, 3), (50, 35, 15))[0]
    inputs: list[Made] = []
    for _ in range(wanted):
        pool = [one for one in _pool(made, group, row, draw) if one not in inputs]
        fresh = [one for one in pool if not one.readers]
        if pool:
            inputs.append(draw.choice(fresh if fresh and draw.random() < 0.9 else pool))
    for one in inputs:
        one.readers += 1
        one.shared |= one.group != group
    name = f"{draw.choice(VERBS)}_{draw.choice(THINGS)}_{number:04d}"
    outputs = [_output(name, part, group, row, draw) for part in draw.choices(("", "ab"), (77, 23))[0] or " "]
    made.of_group[group] += outputs
    made.datasets += outputs
    option = (draw.choice(OPTIONS), round(draw.uniform(0.1, 4), 2)) if draw.random() < 0.4 else None
    made.nodes.append(Node(name, group, inputs, outputs, option))


def _pool(made: Plan, group: Group, row: int, draw: random.Random) -> list[Made]:
    """Where one input may come from: mostly the row above, sometimes the stage before, seldom another domain."""
    domain, stage = group
    own = [one for one in made.of_group[group] if one.rank < row]
    above = [one for one in own if one.rank == row - 1]
    before = made.of_group[domain, stage - 1] if stage else made.raw[domain]
    if not row:
        return before
    roll = draw.random()
    if roll < 0.7:
        return above
    if roll < 0.88:
        return own
    if roll < 0.97 or not (stage and domain):
        return before
    return made.of_group[draw.randrange(domain), draw.randrange(stage)]


def _output(node: str, part: str, group: Group, row: int, draw: random.Random) -> Made:
    kind = draw.choice(tuple(KINDS)) if draw.random() < 0.7 else None
    return Made(f"{node.partition('_')[2]}{part.strip() and '_' + part}", group, row, kind)


def write(folder: Path, made: Plan, *, nested: bool, package: str) -> None:
    """The project's files; `nested` puts each group into the namespace `domain.stage`."""
    domains = sorted({domain for domain, _ in made.groups})
    files = {
        "pyproject.toml": _pyproject(package),
        f"src/{package}/__init__.py": "",
        f"src/{package}/settings.py": "",
        f"src/{package}/pipelines/__init__.py": "",
        f"src/{package}/pipeline_registry.py": _registry([domain_name(domain) for domain in domains]),
        "conf/local/.gitkeep": "",
        "conf/base/catalog.yml": _catalog((one for raw in made.raw.values() for one in raw), nested),
    }
    for domain in domains:
        name = domain_name(domain)
        groups = [group for group in made.groups if group[0] == domain]
        files[f"src/{package}/pipelines/{name}/__init__.py"] = _domain([STAGES[stage] for _, stage in groups])
        files[f"conf/base/catalog_{name}.yml"] = _catalog((x for g in groups for x in made.of_group[g]), nested)
        files[f"conf/base/parameters_{name}.yml"] = _parameters(made, groups)
        for group in groups:
            members = [node for node in made.nodes if node.group == group]
            files[f"src/{package}/pipelines/{name}/{STAGES[group[1]]}.py"] = _stage(group, members, nested)
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def _pyproject(package: str) -> str:
    tool = {"package_name": package, "project_name": package, "kedro_init_version": "1.0.0", "source_dir": "src"}
    return "[tool.kedro]\n" + "".join(f'{key} = "{value}"\n' for key, value in tool.items())


def _registry(domains: list[str]) -> str:
    return f"""from .pipelines import {", ".join(domains)}


def register_pipelines():
    pipelines = {{{", ".join(f'"{name}": {name}.create_pipeline()' for name in domains)}}}
    pipelines["__default__"] = sum(pipelines.values())
    return pipelines
"""


def _domain(stages: list[str]) -> str:
    return f"""from . import {", ".join(stages)}


def create_pipeline():
    return {" + ".join(f"{stage}.create_pipeline()" for stage in stages)}
"""


def _stage(group: Group, members: list[Node], nested: bool) -> str:
    functions = "\n\n".join(_function(node) for node in members)
    listed = "\n".join(_listed(node, nested) for node in members)
    outside = ""
    if nested:
        shared = {
            "inputs": sorted({one.name for node in members for one in node.inputs if one.group != group}),
            "outputs": sorted({one.name for node in members for one in node.outputs if one.shared}),
        }
        namespace = f"{domain_name(group[0])}.{STAGES[group[1]]}"
        given = [f"namespace={json.dumps(namespace)}", *(f"{key}={{{_names(x)}}}" for key, x in shared.items() if x)]
        outside = "".join(f"        {one},\n" for one in given)
    return f"""from kedro.pipeline import node, pipeline

{functions}

def create_pipeline():
    return pipeline(
        [
{listed}
        ],
{outside}    )
"""


def _names(names: Iterable[str]) -> str:
    return ", ".join(map(json.dumps, names))


def _function(node: Node) -> str:
    arguments = [f"table_{number}" for number, _ in enumerate(node.inputs, 1)]
    arguments += [node.option[0]] if node.option else []
    result = ", ".join([arguments[0]] * len(node.outputs))
    verb, _, thing = node.name.partition("_")
    return f'''
def {node.name}({", ".join(arguments)}):
    """{verb.title()} the {thing.rpartition("_")[0]} of this stage."""
    return {result}
'''


def _listed(node: Node, nested: bool) -> str:
    inputs = [one.name for one in node.inputs]
    if node.option:
        domain, stage = node.group
        around = "" if nested else f"{domain_name(domain)}.{STAGES[stage]}."
        inputs.append(f"params:{around}{_option(node)}")
    outputs = [one.name for one in node.outputs]
    made = json.dumps(outputs[0] if len(outputs) == 1 else outputs)
    return f"            node({node.name}, {json.dumps(inputs)}, {made}, name={json.dumps(node.name)}),"


def _option(node: Node) -> str:
    return f"{node.option[0] if node.option else ''}_{node.name.rpartition('_')[2]}"


def _catalog(datasets: Iterable[Made], nested: bool) -> str:
    entries = []
    for one in datasets:
        if one.kind is None:
            continue
        name, layer, stage = one.name, "raw", 0
        if one.group:
            domain, stage = one.group
            layer = LAYERS[stage * len(LAYERS) // len(STAGES)]
            if nested and not one.shared:
                name = f"{domain_name(domain)}.{STAGES[stage]}.{name}"
        path = f"data/{layer}/{name}.{KINDS[one.kind]}"
        metadata = f"  metadata:\n    kedro-viz:\n      layer: {layer}\n"
        entries.append(f"{name}:\n  type: {one.kind}\n  filepath: {path}\n{metadata}")
    return "\n".join(entries)


def _parameters(made: Plan, groups: list[Group]) -> str:
    found: dict[str, dict[str, float]] = {}
    for node in made.nodes:
        if node.group in groups and node.option:
            found.setdefault(STAGES[node.group[1]], {})[_option(node)] = node.option[1]
    return json.dumps({domain_name(groups[0][0]): found}, indent=2) + "\n"


def generate(folder: Path, *, nodes: int, namespaces: int = 0, seed: int = 7) -> dict[str, int]:
    """Write the project into a folder that is ours to replace; how many nodes, datasets and namespaces it has."""
    shutil.rmtree(folder, ignore_errors=True)
    made = plan(nodes, namespaces, seed)
    write(folder, made, nested=namespaces > 0, package=f"made_{nodes}")
    return {
        "nodes": len(made.nodes),
        "datasets": len(made.datasets),
        "namespaces": len(made.groups) if namespaces else 0,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="Make a Kedro project of any size.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--nodes", type=int, required=True)
    parser.add_argument("--namespaces", type=int, default=0)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    if given.folder.exists() and any(given.folder.iterdir()):
        parser.error(f"{given.folder} exists; name a folder that is not there yet")
    print(json.dumps(generate(given.folder, nodes=given.nodes, namespaces=given.namespaces, seed=given.seed)))


if __name__ == "__main__":
    main()
