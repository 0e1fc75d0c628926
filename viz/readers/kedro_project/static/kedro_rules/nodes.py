"""`node(...)`: what Kedro makes of its arguments, and the names it gives."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from viz.model import Place
from viz.readers.kedro_project.facts import NodeFact
from viz.readers.kedro_project.static.functions import describe, signature
from viz.readers.kedro_project.static.kedro_rules.names import renamed
from viz.readers.kedro_project.static.kedro_rules.versions import Rules
from viz.readers.kedro_project.static.values import (
    Builtin,
    InstanceValue,
    Opaque,
    PartialValue,
    Reason,
    Site,
    Undecided,
    Value,
)

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Machine

PARAMETERS = ("func", "inputs", "outputs", "name", "tags", "confirms", "namespace")
Names = str | tuple[str, ...] | dict[str, str] | None


@dataclass(frozen=True, slots=True, eq=False)
class KedroNode:
    """A node while pipelines are built. `inputs` and `outputs` keep the shape they were given in."""

    function: Value
    inputs: Names
    outputs: Names
    given_name: str | None
    namespace: str | None
    tags: frozenset[str]
    declared_at: Place | None
    rules: Rules
    type_name = "Node"

    @property
    def input_names(self) -> tuple[str, ...]:
        """The names in call order: keywords come in the order of the function's parameters."""
        return _in_call_order(self.function, self.inputs)

    @property
    def output_names(self) -> tuple[str, ...]:
        return _flat(self.outputs)

    @property
    def name(self) -> str:
        """Kedro's full name, namespace included."""
        own = self.given_name or self._default_name()
        return f"{self.namespace}.{own}" if self.namespace else own

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two nodes the same for Kedro: everything but the function and the tags."""
        return (self.name, self.input_names, self.output_names)

    @property
    def printed(self) -> str:
        """`str(node)`: `[name: ]function([a;b]) -> [c]`."""
        prefix = f"{self.given_name}: " if self.given_name else ""
        return prefix + self._call_text()

    def _call_text(self) -> str:
        ins, outs = _flat(self.inputs), self.output_names
        sep = self.rules.separator
        shown = [f"[{sep.join(names)}]" if names else "None" for names in (ins, outs)]
        return f"{self.readable}({shown[0]}) -> {shown[1]}"

    @property
    def readable(self) -> str:
        """The function's name as Kedro prints it."""
        return describe(self.function).readable

    def _default_name(self) -> str:
        if not self.rules.hashes_names:
            return self._call_text()
        facts = describe(self.function)
        if isinstance(self.function, PartialValue):
            inner = describe(self.function.function)
            name = f"partial({inner.name})"
            start = name
        else:
            name = facts.readable
            start = f"{facts.module}.{facts.name}"
        key = f"{start}|{list(self.input_names)}|{list(self.output_names)}"
        return f"{name}__{hashlib.sha256(key.encode()).hexdigest()[:8]}"

    def moved(self, mapping: dict[str, str], namespace: str | None, *, prefixed: bool) -> KedroNode:
        """The node inside a modular pipeline."""
        inside = ".".join(part for part in (namespace, self.namespace) if part) or None

        def rename(names: Names) -> Names:
            if isinstance(names, str):
                return renamed(names, mapping, namespace, prefixed=prefixed)
            if isinstance(names, dict):
                return {key: renamed(name, mapping, namespace, prefixed=prefixed) for key, name in names.items()}
            return None if names is None else tuple(renamed(n, mapping, namespace, prefixed=prefixed) for n in names)

        return replace(self, inputs=rename(self.inputs), outputs=rename(self.outputs), namespace=inside)

    def tagged(self, tags: frozenset[str]) -> KedroNode:
        return replace(self, tags=self.tags | tags) if tags else self

    def fact(self) -> NodeFact:
        """What is handed on."""
        facts = describe(self.function)
        return NodeFact(
            name=self.name,
            given_name=self.given_name,
            namespace=self.namespace,
            function=facts.readable,
            inputs=self.input_names,
            outputs=self.output_names,
            tags=tuple(sorted(self.tags)),
            source=facts.place,
            declared_at=self.declared_at,
            docstring=facts.docstring,
        )

    # -- as a value of the project's code ----------------------------------------------------------------------

    def get_attribute(self, machine: Machine, name: str, site: Site) -> Value:
        known = {"name": self.name, "namespace": self.namespace, "func": self.function, "tags": set(self.tags)}
        known |= {"inputs": list(self.input_names), "outputs": list(self.output_names), "_name": self.given_name}
        known |= {"short_name": self.given_name, "_inputs": _as_given(self.inputs), "_outputs": _as_given(self.outputs)}
        if name in known:
            return known[name]
        if name == "tag":
            return Builtin("kedro.node.tag", lambda machine, args, kwargs, site: self.tagged(tag_set(machine, args[0])))
        return machine.opaque(site.place, "unsupported", f"`.{name}` of a node, which is not followed")

    def is_a(self, kinds: Value) -> bool:
        return isinstance(kinds, Builtin) and kinds.name in ("node", "Node")

    def shown(self, machine: Machine, how: str) -> Value:
        return self.printed if how == "__str__" else machine.opaque(None, "unsupported", "a node as text")


def make_node(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    """`node(func, inputs, outputs, *, name, tags, confirms, namespace)`."""
    given = {**dict(zip(PARAMETERS, args, strict=False)), **kwargs}
    if "func" not in given:
        raise machine.error(TypeError, "node() missing required argument 'func'", site.place)
    place = site.place
    function = given["func"]
    if isinstance(function, Opaque) and function.path is None:
        raise Undecided(Reason(function.reason.code, f"the function of a node, {function.reason.text}", place))
    return KedroNode(
        function=function,
        inputs=dataset_names(machine, given.get("inputs"), site),
        outputs=dataset_names(machine, given.get("outputs"), site),
        given_name=text_or_none(machine, given.get("name")),
        namespace=text_or_none(machine, given.get("namespace")),
        tags=tag_set(machine, given.get("tags")),
        declared_at=place,
        rules=machine.rules,
    )


def dataset_names(machine: Machine, value: Value, site: Site) -> Names:
    """Names as `node` takes them: None, one, several, or by keyword; raises `Undecided`."""
    doubt = machine.deep_doubt(value)
    if doubt is not None:
        raise Undecided(doubt)
    if value is None or value == []:
        return None if value is None else ()
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, dict):
        return {str(key): _name(machine, name, site) for key, name in value.items()}
    return tuple(_name(machine, name, site) for name in machine.items(value))


def _name(machine: Machine, value: Value, site: Site) -> str:
    if not isinstance(value, str):
        raise machine.error(TypeError, "names of node inputs and outputs must be strings", site.place)
    return plain(value)


def plain(text: str) -> str:
    """The text itself, also of an enumeration's member."""
    return str.__str__(text)


def text_or_none(machine: Machine, value: Value) -> str | None:
    machine.certain(value)
    return plain(value) if isinstance(value, str) and value else None


def tag_set(machine: Machine, value: Value) -> frozenset[str]:
    """One tag or several."""
    if value is None:
        return frozenset()
    doubt = machine.deep_doubt(value)
    if doubt is not None:
        raise Undecided(doubt)
    return frozenset([plain(value)] if isinstance(value, str) else (plain(tag) for tag in machine.items(value)))


def _flat(names: Names) -> tuple[str, ...]:
    if names is None:
        return ()
    if isinstance(names, str):
        return (names,)
    return tuple(names.values()) if isinstance(names, dict) else names


def _in_call_order(function: Value, names: Names) -> tuple[str, ...]:
    if not isinstance(names, dict):
        return _flat(names)
    expected = None if isinstance(function, InstanceValue) else signature(function)
    if expected is None:
        return tuple(names.values())
    try:
        bound = expected.bind(**names)
    except TypeError:
        return tuple(names.values())
    return (*bound.args, *bound.kwargs.values())


def _as_given(names: Names) -> Value:
    return list(names) if isinstance(names, tuple) else dict(names) if isinstance(names, dict) else names
