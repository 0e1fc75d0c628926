"""Draw the pictures of docs/gallery.md, each project in light and in dark; beside them, on request, Graphviz's.

    python benchmarks/gallery.py CHECKOUTS [--only NAME ...] [--graphviz FOLDER] [-o docs/gallery]

CHECKOUTS is a folder with a checkout of each public project, in a folder of the name in PROJECTS below; those that
are missing are left out and said. The sample project and the generated ones need no checkout. `--graphviz` writes
what `dot` makes of the same elements, clusters and edges, to look at beside ours, and prints crossings and size of
both (drawn from top to bottom, as `layout.py` measures). Needs pipeviz[images] and, for the measures, numpy.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path

import layout
from PIL import Image

from viz.export.choice import Choice, chosen_view
from viz.export.images import png_bytes
from viz.export.svg import Drawn, svg_tree
from viz.layout import Group, Item, Link
from viz.picture import Picture, draw
from viz.readers import Opened, ReadOptions, open_project
from viz.scene import namespace_id
from viz.selection import run_named
from viz.theme import THEMES

REPOSITORY = Path(__file__).resolve().parent.parent
LONGEST = 2200
"""The longest side of a picture in pixels: it can be read, and the whole gallery stays below four megabytes."""

COLOURS = 256


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A picture: where its project comes from, and what of it is drawn. `nodes` and `namespaces` make one."""

    repository: str = ""
    path: str = "."
    choice: Choice = field(default_factory=Choice)
    run: str | None = None
    nodes: int = 0
    namespaces: int = 0


PROJECTS = {
    "sample": Entry(path=str(REPOSITORY / "sample_project"), run="latest"),
    "demo-project": Entry(repository="kedro-org/kedro-viz", path="demo-project"),
    "spaceflights": Entry(repository="kedro-org/kedro-starters", path="spaceflights-pandas"),
    "mlflow-tutorial": Entry(repository="Galileo-Galilei/kedro-mlflow-tutorial", choice=Choice(parameters=True)),
    "highway2vec": Entry(repository="Calychas/highway2vec_remaster"),
    "demand-forecasting": Entry(repository="BIPO-AISG-SMU/demand-forecasting"),
    "time-machine": Entry(repository="AntonyMilneQB/time-machine-demo", choice=Choice(direction="LR")),
    "velib-prediction": Entry(repository="BWallyn/velib-prediction"),
    "kedro-scholar": Entry(repository="PabloDeAlbu/kedro-scholar", choice=Choice(direction="LR")),
    "flower-counting": Entry(repository="UGA-BSAIL/aerial_flower_counting"),
    "generated-100": Entry(nodes=100),
    "generated-1000": Entry(nodes=1000, namespaces=40),
}


def main() -> None:
    options = _parser().parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        for name in options.only or PROJECTS:
            folder = _folder(name, options.checkouts, Path(made))
            if folder is None:
                print(f"{name}: left out, there is no {options.checkouts / name}")
                continue
            _draw(name, open_project(folder, ReadOptions(reader="static")), options.output, options.graphviz)
    total = sum(file.stat().st_size for file in options.output.glob("*.png"))
    print(f"{options.output} holds {total / 1e6:.1f} MB")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("checkouts", type=Path)
    parser.add_argument("--only", nargs="+", choices=PROJECTS, metavar="NAME")
    parser.add_argument("--graphviz", type=Path, metavar="FOLDER")
    parser.add_argument("-o", "--output", type=Path, default=REPOSITORY / "docs" / "gallery")
    return parser


def _folder(name: str, checkouts: Path, made: Path) -> Path | None:
    entry = PROJECTS[name]
    if entry.nodes:
        arguments = ["--nodes", str(entry.nodes), "--namespaces", str(entry.namespaces)]
        script = Path(__file__).with_name("generate.py")
        subprocess.run(["python3", str(script), str(made / name), *arguments], check=True, stdout=subprocess.DEVNULL)
        return made / name
    if not entry.repository:
        return Path(entry.path)
    folder = checkouts / name
    inner = folder / entry.path
    return inner if inner.is_dir() else folder if folder.is_dir() else None


def _draw(name: str, opened: Opened, output: Path, graphviz: Path | None) -> None:
    entry = PROJECTS[name]
    picture = draw(opened.project, chosen_view(opened.project, entry.choice))
    run = run_named(opened.runs().runs, entry.run) if entry.run else None
    for theme in THEMES:
        tree = svg_tree(opened.project, picture, run=run, drawn=Drawn(theme=theme))
        side = max(float(tree.attrib["width"]), float(tree.attrib["height"]))
        drawn = Image.open(BytesIO(png_bytes(tree, scale=min(LONGEST / side, 1.5))))
        drawn.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(
            output / f"{name}-{theme}.png", optimize=True
        )
    shown = picture.scene
    print(f"{name}: {len(opened.project.nodes)} nodes; {len(shown.elements)} elements, {len(shown.edges)} edges drawn")
    if graphviz and shutil.which("dot"):
        graphviz.mkdir(parents=True, exist_ok=True)
        command = ["dot", "-Tpng", "-o", str(graphviz / f"{name}-dot.png")]
        subprocess.run(command, input="\n".join(_dot(picture)), text=True, check=True)
        _measure(draw(opened.project, replace(picture.scene.view, direction="TB")))


def _measure(picture: Picture) -> None:
    scene, ours = picture.scene, picture.arrangement
    home = {one.id: namespace_id(one.namespace) if one.namespace else None for one in scene.elements}
    graph = layout.Graph(
        items=[Item(id=one.id, width=one.width, height=one.height, group=home[one.id]) for one in scene.elements],
        groups=[Group(id=box.id, parent=namespace_id(box.parent) if box.parent else None) for box in scene.boxes],
        links=[Link(edge.source, edge.target) for edge in scene.edges],
    )
    rects = {one.id: layout.centred(one, ours.positions[one.id].x, ours.positions[one.id].y) for one in graph.items}
    routes = {pair: list(route) for pair, route in ours.routes.items()}
    drawings = {
        "ours": layout.Drawing(rects, ours.boxes, routes, ours.width, ours.height, 0.0, 0),
        "dot": layout.draw_with_dot(graph, 60),
    }
    for name, drawing in drawings.items():
        if drawing is not None:
            found = layout.measure(graph, drawing)
            print(f"  {name}: {found['crossings']} crossings, {drawing.width:.0f} x {drawing.height:.0f} px")


def _dot(picture: Picture) -> Iterator[str]:
    """The same elements, clusters and edges in the language of Graphviz."""
    scene = picture.scene
    numbers = {element.id: number for number, element in enumerate(scene.elements)}
    yield f'digraph {{ rankdir={scene.view.direction}; node [shape=box, fontname=Helvetica, style="rounded,filled"];'
    yield from _clusters(picture, None, numbers)
    for edge in scene.edges:
        yield f"n{numbers[edge.source]} -> n{numbers[edge.target]};"
    yield "}"


def _clusters(picture: Picture, parent: str | None, numbers: dict[str, int]) -> Iterator[str]:
    for element in picture.scene.elements:
        if element.namespace == parent:
            label = element.label.replace("\\", "\\\\").replace('"', '\\"')
            shape = {"node": "box", "namespace": "box3d"}.get(element.kind, "ellipse")
            yield f'n{numbers[element.id]} [label="{label}", shape={shape}];'
    for box in picture.scene.boxes:
        if box.parent == parent:
            yield f'subgraph "cluster_{box.name}" {{ label="{box.label}";'
            yield from _clusters(picture, box.name, numbers)
            yield "}"


if __name__ == "__main__":
    main()
