"""Measure how much of the picture moves when one thing in it changes.

    python benchmarks/steadiness.py [PROJECT ...]

Prints a Markdown table for the given Kedro projects (the sample project without any) and for generated pipelines in
namespaces. From the picture with everything expanded each namespace is collapsed, then parameters are shown, then
each other pipeline is picked. Of what is seen before and after, "moved" is the mean way in percent of the picture's
diagonal, both pictures laid on each other as well as they fit, and "swapped" the percentage of pairs that stood
clearly left and right of each other and change sides. Both are means over all changes of that kind.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from itertools import combinations
from pathlib import Path
from statistics import mean, median

from layout import generate

import viz
from viz.layout import Arrangement
from viz.model import Dataset, Node, Pipeline, Project
from viz.picture import Pictures
from viz.scene import SceneBuilder, View, namespace_id

APART = 40.0


def changes(project: Project) -> list[tuple[str, View, View]]:
    """(what changes, the view before, the view after)"""
    pipeline = next((one.name for one in project.pipelines if one.name == "__default__"), project.pipelines[0].name)
    whole = View(pipeline=pipeline)
    found = [
        ("collapse", whole, View(pipeline=pipeline, collapsed=frozenset([name])))
        for name in SceneBuilder(project, pipeline).namespaces
    ]
    if project.parameters:
        found.append(("parameters", whole, View(pipeline=pipeline, parameters=True)))
    return found + [("pipeline", whole, View(pipeline=one.name)) for one in project.pipelines if one.name != pipeline]


def compare(before: Arrangement, after: Arrangement, collapsed: frozenset[str]) -> tuple[float, float]:
    """How far what stays moves, and how many pairs change sides, in percent."""
    there = {name: (point.x, point.y) for name, point in after.positions.items()}
    here = {name: (point.x, point.y) for name, point in before.positions.items()}
    for name in collapsed:
        box = before.boxes.get(namespace_id(name))
        if box:
            here[namespace_id(name)] = box.x + box.width / 2, box.y + box.height / 2
    both = sorted(here.keys() & there.keys())
    if len(both) < 2:
        return 0.0, 0.0
    dx = median(there[name][0] - here[name][0] for name in both)
    dy = median(there[name][1] - here[name][1] for name in both)
    diagonal = (before.width**2 + before.height**2) ** 0.5
    moved = mean(
        ((there[one][0] - here[one][0] - dx) ** 2 + (there[one][1] - here[one][1] - dy) ** 2) ** 0.5 for one in both
    )
    sides = [
        (here[a][0] - here[b][0]) * (there[a][0] - there[b][0]) < 0
        for a, b in combinations(both, 2)
        if min(abs(here[a][0] - here[b][0]), abs(there[a][0] - there[b][0])) > APART
    ]
    return 100 * moved / diagonal, 100 * mean(sides or [False])


def generated(size: int, seed: int) -> Project:
    graph = generate(size, nested=True, seed=seed)
    inputs, outputs = defaultdict(list), defaultdict(list)
    for link in graph.links:
        makes = link.source.startswith("node")
        node, dataset = (link.source, link.target) if makes else (link.target, link.source)
        (outputs if makes else inputs)[node].append(dataset)
    groups = {item.id: item.group for item in graph.items}
    names = {one: f"{groups[one]}.{one}" if groups[one] else one for one in groups}
    nodes = tuple(
        Node(
            id=f"node:{names[one]}",
            name=names[one],
            namespace=groups[one],
            function="f",
            inputs=tuple(names[other] for other in inputs[one]),
            outputs=tuple(names[other] for other in outputs[one]),
        )
        for one in groups
        if one.startswith("node")
    )
    datasets = tuple(
        Dataset(id=f"dataset:{names[one]}", name=names[one], namespace=groups[one])
        for one in groups
        if not one.startswith("node")
    )
    pipeline = Pipeline(name="__default__", node_ids=tuple(node.id for node in nodes))
    return Project(
        name=f"generated {size} ({seed})",
        system="kedro",
        system_version="1",
        reader="static",
        complete=True,
        pipelines=(pipeline,),
        nodes=nodes,
        datasets=datasets,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("projects", nargs="*", default=[str(Path(__file__).parents[1] / "sample_project")])
    wanted = parser.parse_args()
    print("| project | change | times | moved % | swapped % |")
    print("|---|---|--:|--:|--:|")
    for project in [*map(viz.read, wanted.projects), *[generated(size, seed) for size in (60, 100) for seed in (7, 8)]]:
        pictures = Pictures(project)
        found: dict[str, list[tuple[float, float]]] = defaultdict(list)
        for kind, before, after in changes(project):
            pair = pictures.draw(before).arrangement, pictures.draw(after).arrangement
            found[kind].append(compare(*pair, after.collapsed))
        for kind, values in found.items():
            moved, swapped = (mean(column) for column in zip(*values, strict=True))
            print(f"| {project.name} | {kind} | {len(values)} | {moved:.1f} | {swapped:.1f} |")


if __name__ == "__main__":
    main()
