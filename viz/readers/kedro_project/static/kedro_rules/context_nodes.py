"""`llm_context_node(...)` and `tool(...)`, since Kedro 1.2: a node that gathers a language model, prompts and tools."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from viz.readers.kedro_project.static.kedro_rules.arguments import dataset_names, flat, plain
from viz.readers.kedro_project.static.kedro_rules.nodes import make_node
from viz.readers.kedro_project.static.values import FunctionValue, ModuleValue, Site, Value

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Machine

MODULE = "kedro.pipeline.llm_context"
PASSED_ON = ("outputs", "name", "tags", "confirms", "namespace", "preview_fn")
REQUIRED = ("outputs", "llm", "prompts")


@dataclass(slots=True, eq=False)
class ToolValue:
    """`tool(function, *inputs)`: what a tool is built from when the node runs."""

    function: Value
    inputs: list[Value]
    type_name = "_ToolConfig"

    def get_attribute(self, machine: Machine, name: str, site: Site) -> Value:
        known = {"func": self.function, "inputs": self.inputs}
        if name in known:
            return known[name]
        return machine.opaque(site.place, "unsupported", f"`.{name}` of a tool")


def make_tool(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    """`tool(func, *inputs)`."""
    function, *inputs = args or [kwargs["func"]]
    return ToolValue(function, inputs)


def make_context_node(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    """`llm_context_node(*, outputs, llm, prompts, tools, ...)`: its inputs are all that the context is made of."""
    missing = next((name for name in REQUIRED if name not in kwargs), None)
    unknown = next((name for name in kwargs if name not in (*REQUIRED, *PASSED_ON, "tools")), None)
    if args or unknown or missing:
        raise machine.error(
            TypeError, f"llm_context_node() cannot be called like this: {unknown or missing}", site.place
        )
    tools = machine.items(kwargs["tools"]) if kwargs.get("tools") is not None else []
    names = [*machine.items(kwargs["prompts"]), *(name for tool in tools for name in machine.items(_inputs(tool)))]
    inputs = {"llm": kwargs["llm"], **{plain(name): name for name in flat(dataset_names(machine, names))}}
    given = {name: kwargs[name] for name in PASSED_ON if name in kwargs}
    return make_node(machine, [], {"func": _construct_context(), "inputs": inputs, **given}, site)


def _inputs(tool: Value) -> Value:
    return tool.inputs if isinstance(tool, ToolValue) else tool


def _construct_context() -> FunctionValue:
    """The function that Kedro gives such a node; it is written in no file of the project."""
    tree = ast.parse("def construct_context(llm, **kwargs): ...")
    module = ModuleValue(MODULE, "", "", tree, is_package=False)
    definition = tree.body[0]
    assert isinstance(definition, ast.FunctionDef)
    return FunctionValue(definition, module, None, [], [], "construct_context")
