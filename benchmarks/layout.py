"""Measure the layout on generated pipelines, beside Graphviz `dot` with clusters where it is installed.

    python benchmarks/layout.py [--sizes 60 100 1000] [--shapes flat nested] [--seeds 7 8] [--projects FOLDER]
                                [--rounds 3] [--no-dot]

Prints a Markdown table. Projects are Kedro projects, drawn with everything expanded and without the bands of layers.
The graphs are shaped like Kedro pipelines: nodes take one to three datasets and make one or two, in domains that pass
through stages; "nested" puts each stage of a domain into a namespace of its own, two levels deep, and what other
namespaces use outside of it. The same arguments give the same graphs.

Crossings are pairs of edges that cross, so an edge that crosses a trunk shared by three edges counts three times;
"seen" counts it once. Lengths are in multiples of 100 px, areas of 100 x 100 px. "Through" counts edges drawn
through an item that is neither of their ends, and "boxes" those through a box with neither of their ends inside.
Bends are the corners of our polylines, and of dot the joints between the pieces of its curves. CPU is the best of
the rounds, in seconds; for dot it is that of its process. Needs numpy.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import resource
import shutil
import subprocess
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

import viz
from viz.layout import Group, Item, Link, Point, Rect, arrange
from viz.scene import build_scene, default_view, namespace_id


@dataclass
class Graph:
    items: list[Item] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)


@dataclass
class Drawing:
    rects: dict[str, Rect]
    boxes: dict[str, Rect]
    routes: dict[tuple[str, str], list[Point]]
    width: float
    height: float
    cpu: float
    bends: int


def generate(size: int, nested: bool, seed: int = 7) -> Graph:
    """A pipeline of about `size` items, datasets included."""
    rng = random.Random(f"{seed}:{size}:{nested}")
    nodes = max(3, round(size / 2.25))
    per_group = 8 if size <= 200 else 25
    stages = max(1, min(10, round((nodes / per_group) ** 0.5)))
    domains = max(1, round(nodes / per_group / stages))
    return _Pipeline(rng, nodes, domains, stages).graph(nested)


class _Pipeline:
    def __init__(self, rng: random.Random, nodes: int, domains: int, stages: int) -> None:
        self.rng = rng
        self.made: dict[tuple[int, int], list[str]] = defaultdict(list)
        self.home: dict[str, tuple[int, int] | None] = {}
        self.users: dict[str, set[tuple[int, int]]] = defaultdict(set)
        self.nodes: dict[str, tuple[int, int]] = {}
        self.links: list[Link] = []
        self.raw = [[f"raw_{d}_{n}" for n in range(max(2, nodes // (domains * 12)))] for d in range(domains)]
        self.home.update((name, None) for names in self.raw for name in names)
        places = [(d, s) for s in range(stages) for d in range(domains)]
        for index, place in enumerate(places):
            share = nodes // len(places) + (index < nodes % len(places))
            self._fill(place, share)

    def _fill(self, place: tuple[int, int], share: int) -> None:
        depth = max(2, round(share**0.5))
        for index in range(share):
            node = f"node_{len(self.nodes)}"
            self.nodes[node] = place
            for dataset in self._choose(place, index * depth // share):
                self.links.append(Link(dataset, node))
                self.users[dataset].add(place)
            for number in range(self.rng.choices([1, 2], [0.78, 0.22])[0]):
                dataset = f"data_{len(self.nodes) - 1}_{number}"
                self.home[dataset] = place
                self.made[place].append(dataset)
                self.links.append(Link(node, dataset))

    def _choose(self, place: tuple[int, int], rank: int) -> list[str]:
        domain, stage = place
        before = self.made[domain, stage - 1] if stage else self.raw[domain]
        chosen: list[str] = []
        for _ in range(self.rng.choices([1, 2, 3], [0.45, 0.4, 0.15])[0]):
            pool = self.made[place] if rank and self.rng.random() < 0.8 else before
            if domain and self.rng.random() < 0.06:
                pool = self.made[self.rng.randrange(domain), self.rng.randrange(stage + 1)] or pool
            pool = [name for name in pool or self.raw[domain] if name not in chosen]
            fresh = [name for name in pool if not self.users[name]]
            if pool:
                chosen.append(self.rng.choice(fresh if fresh and self.rng.random() < 0.9 else pool))
        return chosen

    def graph(self, nested: bool) -> Graph:
        graph = Graph(links=self.links)
        places = sorted(set(self.nodes.values()))
        if nested:
            graph.groups += [Group(id=f"d{domain}") for domain in sorted({place[0] for place in places})]
            graph.groups += [Group(id=f"d{domain}.s{stage}", parent=f"d{domain}") for domain, stage in places]
        for name, place in self.nodes.items():
            graph.items.append(self._item(name, place if nested else None))
        for name, home in self.home.items():
            inside = nested and home is not None and self.users[name] <= {home}
            graph.items.append(self._item(name, home if inside else None))
        return graph

    def _item(self, name: str, place: tuple[int, int] | None) -> Item:
        group = f"d{place[0]}.s{place[1]}" if place else None
        return Item(id=name, width=float(self.rng.randrange(80, 200, 4)), height=36.0, group=group)


def draw_ours(graph: Graph, rounds: int) -> Drawing:
    cpu = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        done = arrange(graph.items, graph.groups, graph.links)
        cpu = min(cpu, time.process_time() - start)
    rects = {item.id: centred(item, done.positions[item.id].x, done.positions[item.id].y) for item in graph.items}
    routes = {link: list(route) for link, route in done.routes.items()}
    bends = sum(len(route) - 2 for route in routes.values())
    return Drawing(rects, done.boxes, routes, done.width, done.height, cpu, bends)


def centred(item: Item, x: float, y: float) -> Rect:
    return Rect(x - item.width / 2, y - item.height / 2, item.width, item.height)


def draw_with_dot(graph: Graph, limit: float) -> Drawing | None:
    """What dot makes of it, or None where it took longer than `limit` seconds or failed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        done = subprocess.run(
            ["dot", "-Tjson"], input=_in_dot(graph), capture_output=True, text=True, timeout=limit, check=True
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return None
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return _from_dot(graph, json.loads(done.stdout), cpu)


def _in_dot(graph: Graph) -> str:
    lines = [
        "digraph {",
        f"graph [nodesep={32 / 72:.3f}, ranksep={48 / 72:.3f}];",
        'node [shape=box, fixedsize=true, label=""];',
    ]

    def write(group: str | None) -> None:
        for item in graph.items:
            if item.group == group:
                lines.append(f'"{item.id}" [width={item.width / 72:.4f}, height={item.height / 72:.4f}];')
        for inner in graph.groups:
            if inner.parent == group:
                lines.append(f'subgraph "cluster_{inner.id}" {{ margin=16; label="{inner.id}";')
                write(inner.id)
                lines.append("}")

    write(None)
    lines += [f'"{link.source}" -> "{link.target}";' for link in graph.links]
    return "\n".join([*lines, "}"])


def _from_dot(graph: Graph, answer: dict, cpu: float) -> Drawing:
    left, bottom, right, top = map(float, answer["bb"].split(","))
    sizes = {item.id: item for item in graph.items}
    rects, boxes = {}, {}
    for one in answer["objects"]:
        if "bb" in one:
            x0, y0, x1, y1 = map(float, one["bb"].split(","))
            boxes[one["name"].removeprefix("cluster_")] = Rect(x0, top - y1, x1 - x0, y1 - y0)
        elif "pos" in one:
            x, y = map(float, one["pos"].split(","))
            rects[one["name"]] = centred(sizes[one["name"]], x, top - y)
    names = [one["name"] for one in answer["objects"]]
    routes = {
        (names[edge["tail"]], names[edge["head"]]): [Point(x, top - y) for x, y in _sampled(edge["pos"])]
        for edge in answer["edges"]
    }
    bends = sum((edge["pos"].count(" ") - 1) // 3 - 1 for edge in answer["edges"])
    return Drawing(rects, boxes, routes, right - left, top - bottom, cpu, bends)


def _sampled(spline: str) -> Iterator[tuple[float, float]]:
    """Points along a chain of cubic curves as dot writes it, eight a curve."""
    words = spline.split()
    end = [tuple(map(float, word[2:].split(","))) for word in words if word.startswith("e,")]
    knots = [tuple(map(float, word.split(","))) for word in words if word[0] not in "es"]
    yield knots[0]
    for a, b, c, d in zip(knots[:-1:3], knots[1::3], knots[2::3], knots[3::3], strict=True):
        for step in range(1, 9):
            t = step / 8
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            yield (
                sum(w * p[0] for w, p in zip(weights, (a, b, c, d), strict=True)),
                sum(w * p[1] for w, p in zip(weights, (a, b, c, d), strict=True)),
            )
    yield from end


def measure(graph: Graph, drawing: Drawing) -> dict[str, float]:
    lines = _segments(drawing)
    pairs, seen = _crossings(drawing, lines)
    through = _pierced(drawing, lines, {name: {name} for name in drawing.rects}, drawing.rects)
    boxes = _pierced(drawing, lines, _members(graph), drawing.boxes)
    length = float(np.hypot(lines[:, 3] - lines[:, 1], lines[:, 4] - lines[:, 2]).sum())
    return {
        "crossings": pairs,
        "seen": seen,
        "length": round(length / 100),
        "area": round(drawing.width * drawing.height / 10_000),
        "bends": drawing.bends,
        "through": through,
        "boxes": boxes,
        "overlaps": _overlaps(drawing),
        "cpu": round(drawing.cpu, 3),
    }


def _segments(drawing: Drawing) -> np.ndarray:
    """Rows of (edge, x0, y0, x1, y1)."""
    rows = [
        (edge, a.x, a.y, b.x, b.y)
        for edge, route in enumerate(drawing.routes.values())
        for a, b in itertools.pairwise(route)
    ]
    return np.array(rows or np.zeros((0, 5)), dtype=float)


def _crossings(drawing: Drawing, lines: np.ndarray) -> tuple[int, int]:
    """Pairs of edges that cross, of those without a common end; and the different points where they do."""
    names: dict[str, int] = {}
    ends = np.array([[names.setdefault(end, len(names)) for end in pair] for pair in drawing.routes])
    pairs: set[tuple[int, int]] = set()
    points: set[tuple[int, int]] = set()
    low = np.minimum(lines[:, 2], lines[:, 4])
    high = np.maximum(lines[:, 2], lines[:, 4])
    order = np.argsort(low, kind="stable")
    lines, low, high = lines[order], low[order], high[order]
    left, right = np.minimum(lines[:, 1], lines[:, 3]), np.maximum(lines[:, 1], lines[:, 3])
    for index in range(len(lines)):
        stop = np.searchsorted(low, high[index], side="left")
        other = np.arange(index + 1, stop)
        other = other[(left[other] < right[index]) & (right[other] > left[index]) & (high[other] > low[index])]
        if not len(other):
            continue
        one, two = ends[int(lines[index, 0])], ends[lines[other, 0].astype(int)]
        apart = (two[:, 0] != one[0]) & (two[:, 1] != one[1]) & (two[:, 0] != one[1]) & (two[:, 1] != one[0])
        other = other[apart]
        hit, x, y = _meet(lines[index], lines[other])
        for edge, px, py in zip(lines[other[hit], 0].astype(int), x[hit], y[hit], strict=True):
            own = int(lines[index, 0])
            pairs.add((min(own, edge), max(own, edge)))
            points.add((round(px), round(py)))
    return len(pairs), len(points)


def _meet(one: np.ndarray, others: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    ax, ay, bx, by = one[1:]
    cx, cy, dx, dy = others[:, 1:].T
    turn = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx)
    with np.errstate(divide="ignore", invalid="ignore"):
        t = ((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx)) / turn
        u = ((cx - ax) * (by - ay) - (cy - ay) * (bx - ax)) / turn
    hit = (turn != 0) & (t >= 0) & (t <= 1) & (u >= 0) & (u <= 1)
    return hit, ax + t * (bx - ax), ay + t * (by - ay)


def _members(graph: Graph) -> dict[str, set[str]]:
    parents = {group.id: group.parent for group in graph.groups}
    members: dict[str, set[str]] = defaultdict(set)
    for item in graph.items:
        group = item.group
        while group is not None:
            members[group].add(item.id)
            group = parents[group]
    return members


def _pierced(drawing: Drawing, lines: np.ndarray, own: dict[str, set[str]], rects: dict[str, Rect]) -> int:
    """Pairs of an edge and a rectangle that the edge enters though neither of its ends belongs to it."""
    edges = list(drawing.routes)
    x, y = lines[:, 1], lines[:, 2]
    dx, dy = lines[:, 3] - x, lines[:, 4] - y
    found = 0
    with np.errstate(divide="ignore", invalid="ignore"):
        for name, rect in rects.items():
            enter, leave = np.zeros(len(lines)), np.ones(len(lines))
            for start, delta, low, size in ((x, dx, rect.x, rect.width), (y, dy, rect.y, rect.height)):
                near, far = (low + 1 - start) / delta, (low + size - 1 - start) / delta
                still = np.where((start > low + 1) & (start < low + size - 1), -np.inf, np.inf)
                enter = np.maximum(enter, np.where(delta == 0, still, np.minimum(near, far)))
                leave = np.minimum(leave, np.where(delta == 0, -still, np.maximum(near, far)))
            hit = {int(edge) for edge in lines[enter < leave, 0]}
            found += sum(not set(edges[edge]) & own[name] for edge in hit)
    return found


def _overlaps(drawing: Drawing) -> int:
    boxes = np.array([[r.x, r.y, r.x + r.width, r.y + r.height] for r in drawing.rects.values()])
    boxes = boxes[np.argsort(boxes[:, 1], kind="stable")]
    found = 0
    for index, (x0, _, x1, y1) in enumerate(boxes):
        rest = boxes[index + 1 : np.searchsorted(boxes[:, 1], y1 - 0.5)]
        found += int(((rest[:, 0] < x1 - 0.5) & (rest[:, 2] > x0 + 0.5)).sum())
    return found


COLUMNS = ("crossings", "seen", "length", "area", "bends", "through", "boxes", "overlaps", "cpu")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[60, 100, 1_000, 5_000, 10_000])
    parser.add_argument("--shapes", nargs="+", choices=["flat", "nested"], default=["flat", "nested"])
    parser.add_argument("--seeds", type=int, nargs="+", default=[7])
    parser.add_argument("--projects", nargs="+", default=[], help="folders of Kedro projects to draw as well")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-dot", action="store_true", help="leave Graphviz out")
    parser.add_argument("--dot-limit", type=float, default=120, help="seconds that dot may take for one graph")
    wanted = parser.parse_args()
    print("| graph | items | links | engine | " + " | ".join(COLUMNS) + " |")
    print("|---|--:|--:|---|" + "--:|" * len(COLUMNS))
    for name, graph in _graphs(wanted):
        drawings = {"pipeviz": draw_ours(graph, wanted.rounds)}
        if not wanted.no_dot and shutil.which("dot"):
            drawings["dot"] = draw_with_dot(graph, wanted.dot_limit)
        for engine, drawing in drawings.items():
            row = f"| {name} | {len(graph.items)} | {len(graph.links)} | {engine} | "
            found = measure(graph, drawing) if drawing else {}
            print(row + " | ".join(str(found.get(column, "-")) for column in COLUMNS) + " |", flush=True)


def _graphs(wanted: argparse.Namespace) -> Iterator[tuple[str, Graph]]:
    for folder in wanted.projects:
        yield Path(folder).name, of_project(folder)
    for size, shape, seed in itertools.product(wanted.sizes, wanted.shapes, wanted.seeds):
        yield f"{size} {shape}" + f" ({seed})" * (len(wanted.seeds) > 1), generate(size, shape == "nested", seed)


def of_project(folder: str) -> Graph:
    """The default pipeline of a Kedro project, everything expanded."""
    project = viz.read(folder)
    view = replace(default_view(project), collapsed=frozenset())
    scene = build_scene(project, view)
    return Graph(
        items=[
            Item(
                id=one.id,
                width=one.width,
                height=one.height,
                group=namespace_id(one.namespace) if one.namespace else None,
            )
            for one in scene.elements
        ],
        groups=[Group(id=box.id, parent=namespace_id(box.parent) if box.parent else None) for box in scene.boxes],
        links=[Link(edge.source, edge.target) for edge in scene.edges],
    )


if __name__ == "__main__":
    main()
