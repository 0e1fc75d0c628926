"""The names of Kedro that a project's pipelines are written with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from viz.readers.kedro_project.static.kedro_rules.finding import find_pipelines
from viz.readers.kedro_project.static.kedro_rules.nodes import make_node
from viz.readers.kedro_project.static.kedro_rules.pipelines import make_pipeline
from viz.readers.kedro_project.static.values import Builtin, Site, Value

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Machine


def _training(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    """kedro-mlflow's `pipeline_ml_factory(training, inference, ...)` is the training pipeline, node for node."""
    return args[0] if args else kwargs["training"]


def kedro_library() -> dict[str, dict[str, Value]]:
    """Behaviours by module and name."""
    nodes: dict[str, Value] = {
        "node": Builtin("kedro.pipeline.node", make_node),
        "Node": Builtin("kedro.pipeline.Node", make_node),
    }
    pipelines: dict[str, Value] = {
        "pipeline": Builtin("kedro.pipeline.pipeline", make_pipeline),
        "Pipeline": Builtin("kedro.pipeline.Pipeline", make_pipeline),
    }
    return {
        "kedro": {},
        "kedro.pipeline": {**nodes, **pipelines},
        "kedro.pipeline.node": dict(nodes),
        "kedro.pipeline.pipeline": {"Pipeline": pipelines["Pipeline"], "pipeline": pipelines["pipeline"]},
        "kedro.pipeline.modular_pipeline": {"pipeline": pipelines["pipeline"]},
        "kedro_mlflow.pipeline": {
            "pipeline_ml_factory": Builtin("kedro_mlflow.pipeline.pipeline_ml_factory", _training)
        },
        "kedro.framework": {},
        "kedro.framework.project": {
            "find_pipelines": Builtin("kedro.framework.project.find_pipelines", find_pipelines)
        },
    }
