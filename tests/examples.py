"""Small projects built by hand, for tests that need no files."""

from __future__ import annotations

from viz.model import Dataset, Node, Parameter, Pipeline, Place, Project


def node(name_: str, inputs: str = "", outputs: str = "", **more: object) -> Node:
    """`node("ns.train", "a, params:x", "b")`: the namespace is what stands before the last dot."""
    given: dict[str, object] = {
        "id": f"node:{name_}",
        "name": name_,
        "namespace": name_.rpartition(".")[0] or None,
        "function": name_.rpartition(".")[2],
        "inputs": tuple(part.strip() for part in inputs.split(",") if part.strip()),
        "outputs": tuple(part.strip() for part in outputs.split(",") if part.strip()),
        **more,
    }
    return Node(**given)  # type: ignore[arg-type]


def dataset(name: str, type_: str = "pandas.CSVDataset", **more: object) -> Dataset:
    given: dict[str, object] = {"id": f"dataset:{name}", "name": name, "type": type_, "in_catalog": True, **more}
    return Dataset(**given)  # type: ignore[arg-type]


def project(*nodes: Node, datasets: tuple[Dataset, ...] = (), **more: object) -> Project:
    """A project whose only pipeline holds all the nodes; datasets not given are memory datasets."""
    names = {name for one in nodes for name in (*one.inputs, *one.outputs)}
    parameters = sorted(name for name in names if name == "parameters" or name.startswith("params:"))
    known = {one.id for one in datasets}
    memory = [
        Dataset(id=f"dataset:{name}", name=name, type="MemoryDataset")
        for name in sorted({name.partition("@")[0] for name in names.difference(parameters)})
        if f"dataset:{name}" not in known
    ]
    given: dict[str, object] = {
        "name": "example",
        "system": "Kedro",
        "system_version": "1.7.0",
        "reader": "static",
        "complete": True,
        "pipelines": (Pipeline(name="__default__", node_ids=tuple(sorted(one.id for one in nodes))),),
        "nodes": tuple(sorted(nodes, key=lambda one: one.id)),
        "datasets": tuple(sorted([*datasets, *memory], key=lambda one: one.name)),
        "parameters": tuple(Parameter(id=name, name=name.removeprefix("params:"), value=1) for name in parameters),
        **more,
    }
    return Project(**given)  # type: ignore[arg-type]


REVIEWS = project(
    node("clean", "reviews", "clean_reviews", source=Place(file="src/movies/nodes.py", line=3, end_line=9)),
    node("model.split", "clean_reviews, params:model.ratio", "model.train, model.test", tags=("ml",)),
    node("model.fit", "model.train, params:model.alpha", "model.classifier", tags=("ml", "slow")),
    node("report", "model.classifier, model.test", "metrics"),
    datasets=(
        dataset("reviews", layer="raw", filepath="data/01_raw/reviews.csv"),
        dataset("clean_reviews", layer="intermediate"),
        dataset("model.classifier", "pickle.PickleDataset", layer="models"),
        dataset("metrics", "json.JSONDataset", layer="reporting"),
    ),
)
"""Reviews are cleaned, a model in its own namespace is fitted, and its metrics are reported."""
