"""The names of Kedro that a project's pipelines are written with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from viz.readers.kedro_project.static.kedro_rules.context_nodes import make_context_node, make_tool
from viz.readers.kedro_project.static.kedro_rules.errors import (
    CircularDependencyError,
    ConfirmNotUniqueError,
    ModularPipelineError,
    OutputNotUniqueError,
    PipelineError,
)
from viz.readers.kedro_project.static.kedro_rules.finding import find_pipelines
from viz.readers.kedro_project.static.kedro_rules.nodes import make_node
from viz.readers.kedro_project.static.kedro_rules.pipelines import make_class_pipeline, make_pipeline
from viz.readers.kedro_project.static.library.configuration import CONFIGURATION, OmegaConfValue, SettingsValue
from viz.readers.kedro_project.static.values import Builtin, Site, Value

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Machine


def _training(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    """kedro-mlflow's `pipeline_ml_factory(training, inference, ...)` is the training pipeline, node for node."""
    return args[0] if args else kwargs["training"]


def _own_nodes(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    """kedro-mlflow's `PipelineML(nodes, ...)` is a pipeline of these nodes that knows more."""
    return make_class_pipeline(machine, args[:1], {k: v for k, v in kwargs.items() if k in ("nodes", "tags")}, site)


def _plain(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    """A decorator that leaves what it decorates as it is."""
    return args[0] if args else Builtin("kedro.decorator", _plain)


def kedro_library() -> dict[str, dict[str, Value]]:
    """Behaviours by module and name."""
    node, pipeline = Builtin("kedro.pipeline.node", make_node), Builtin("kedro.pipeline.pipeline", make_pipeline)
    node_class = Builtin("kedro.pipeline.Node", make_node)
    pipeline_class = Builtin("kedro.pipeline.Pipeline", make_class_pipeline)
    context = {
        "llm_context_node": Builtin("kedro.pipeline.llm_context_node", make_context_node),
        "LLMContextNode": Builtin("kedro.pipeline.LLMContextNode", make_context_node),
        "tool": Builtin("kedro.pipeline.tool", make_tool),
    }
    hook = {"hook_impl": Builtin("kedro.framework.hooks.hook_impl", _plain)}
    return {
        "kedro": {},
        "kedro.pipeline": {
            "node": node,
            "Node": node_class,
            "pipeline": pipeline,
            "Pipeline": pipeline_class,
            **context,
        },
        "kedro.pipeline.llm_context": dict(context),
        "kedro.pipeline.node": {"node": node, "Node": node_class},
        "kedro.pipeline.pipeline": {
            "Pipeline": pipeline_class,
            "pipeline": pipeline,
            "OutputNotUniqueError": OutputNotUniqueError,
            "ConfirmNotUniqueError": ConfirmNotUniqueError,
            "CircularDependencyError": CircularDependencyError,
            "PipelineError": PipelineError,
        },
        "kedro.pipeline.modular_pipeline": {"pipeline": pipeline, "ModularPipelineError": ModularPipelineError},
        "kedro_mlflow.pipeline": {
            name: Builtin(f"kedro_mlflow.pipeline.{name}", _training) for name in ("pipeline_ml_factory", "pipeline_ml")
        },
        "kedro_mlflow.pipeline.pipeline_ml_factory": {
            "pipeline_ml_factory": Builtin("kedro_mlflow.pipeline.pipeline_ml_factory", _training)
        },
        "kedro_mlflow.pipeline.pipeline_ml": {
            "PipelineML": Builtin("kedro_mlflow.pipeline.pipeline_ml.PipelineML", _own_nodes),
            "pipeline_ml": Builtin("kedro_mlflow.pipeline.pipeline_ml", _training),
        },
        "kedro.framework": {},
        "kedro.framework.hooks": dict(hook),
        "kedro.framework.hooks.markers": dict(hook),
        "kedro.framework.project": {
            "find_pipelines": Builtin("kedro.framework.project.find_pipelines", find_pipelines),
            "settings": SettingsValue(),
        },
        **CONFIGURATION,
        "omegaconf": {"OmegaConf": OmegaConfValue()},
    }
