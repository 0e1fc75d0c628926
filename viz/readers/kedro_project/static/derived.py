"""Objects of classes that derive from Kedro's own `Node` or `Pipeline`: what Kedro's class makes stands for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from viz.readers.kedro_project.static.values import Builtin, ClassValue, InstanceValue, Site, Value

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Machine

KEDRO = ("kedro.pipeline.node", "kedro.pipeline.Node", "kedro.pipeline.Pipeline")
NAMED = {
    "name",
    "inputs",
    "outputs",
    "namespace",
    "tags",
    "func",
    "tag",
    "nodes",
    "filter",
    "_func_name",
    "_unique_key",
}
SPECIAL = {"__new__", "__str__", "__eq__", "__hash__", "__lt__", "__add__", "__radd__", "__sub__", "__and__", "__or__"}
DECIDES = NAMED | SPECIAL
"""What a class may not change for its objects to be like Kedro's own."""
MADE = " what Kedro made "


def kedro_base(kind: ClassValue) -> Builtin | None:
    """The class of Kedro that a class of the project derives from."""
    found = (base for base in kind.mro if isinstance(base, Builtin) and base.path in KEDRO)
    return next(found, None)


def instantiate_derived(
    machine: Machine, kind: ClassValue, base: Builtin, args: list[Value], kwargs: dict[str, Value], site: Site
) -> Value:
    """The node or pipeline that `Class(...)` is."""
    from viz.readers.kedro_project.static.calls import call
    from viz.readers.kedro_project.static.classes import MISSING, bind, find_in_class

    own = [parent for parent in kind.mro if isinstance(parent, ClassValue)]
    if any(DECIDES & parent.attributes.keys() for parent in own):
        text = f"an object of class {kind.name}, which changes what Kedro's {base.name} does"
        return machine.opaque(site.place, "unsupported", text)
    init = find_in_class(kind, "__init__")
    if init is MISSING:
        return call(machine, base, args, kwargs, site)
    instance = InstanceValue(kind)
    call(machine, bind(machine, init, instance, kind, site), args, kwargs, site)
    made = instance.attributes.get(MADE)
    if made is None:
        return machine.opaque(site.place, "unsupported", f"an object of class {kind.name}, which is not followed")
    if hasattr(made, "declared_at"):
        made.declared_at = site.place
    return made


def made_by_super(machine: Machine, receiver: InstanceValue, base: Builtin) -> Value:
    """`super().__init__` in such a class."""
    from viz.readers.kedro_project.static.calls import call

    def run(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
        machine.bind(receiver.attributes, MADE, call(machine, base, args, kwargs, site))
        return None

    return Builtin(f"{base.path}.__init__", run)
