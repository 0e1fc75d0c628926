"""`node(...)`: what Kedro makes of its arguments, and the names it gives."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from viz.model import Diagnostic, Place
from viz.readers.kedro_project.facts import NodeFact
from viz.readers.kedro_project.static.functions import describe, has_no_signature, signature
from viz.readers.kedro_project.static.kedro_rules.arguments import (
    DROPPED,
    Call,
    Names,
    dataset_names,
    flat,
    given_arguments,
    namespace_of,
    tag_set,
    text_or_none,
)
from viz.readers.kedro_project.static.kedro_rules.errors import refuse
from viz.readers.kedro_project.static.kedro_rules.names import base
from viz.readers.kedro_project.static.kedro_rules.versions import Rules
from viz.readers.kedro_project.static.values import (
    BoundMethod,
    Builtin,
    FunctionValue,
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

PARAMETERS = ("func", "inputs", "outputs", "name", "tags", "confirms", "namespace", "preview_fn", "decorators")
POSITIONAL = 3
OBJECT_HINT = "Give the node a method of the object, or a function that calls it."
VALID = re.compile(r"[\w\.-]+$")
NamespacePlaces = tuple[tuple[str, Place | None], ...]


class KedroNode:
    """A node while pipelines are built. `inputs` and `outputs` keep the shape they were given in.

    `moves` are the namespaces it was put into, innermost first, each with the place of that `pipeline(...)`, `refusal`
    is what Kedro has against it.
    """

    __slots__ = (
        "confirms",
        "declared_at",
        "function",
        "given_name",
        "input_names",
        "inputs",
        "key",
        "moves",
        "name",
        "namespace",
        "output_names",
        "outputs",
        "refusal",
        "rules",
        "tags",
    )
    type_name = "Node"

    def __init__(
        self,
        function: Value,
        inputs: Names,
        outputs: Names,
        given_name: str | None,
        namespace: str | None,
        tags: frozenset[str],
        confirms: Names,
        declared_at: Place | None,
        rules: Rules,
        moves: NamespacePlaces = (),
    ) -> None:
        self.function = function
        self.inputs = inputs
        self.outputs = outputs
        self.given_name = given_name
        self.namespace = namespace
        self.tags = tags
        self.confirms = confirms
        self.declared_at = declared_at
        self.rules = rules
        self.moves = moves
        self.refusal: Diagnostic | None = None
        self.input_names = in_call_order(function, inputs, rules)
        self.output_names = _listed(outputs, rules)
        own = given_name or self._default_name()
        self.name = f"{namespace}.{own}" if namespace else own
        self.key = (self.name, _shape(inputs), _shape(outputs))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, KedroNode) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)

    def __lt__(self, other: KedroNode) -> bool:
        return self.key < other.key

    def same_as(self, other: Value) -> bool:
        """Whether this is the same node, tags and function included."""
        return self == other and self.tags == other.tags and _same_function(self.function, other.function)

    @property
    def printed(self) -> str:
        """`str(node)`: `[name: ]function([a;b]) -> [c]`."""
        return (f"{self.given_name}: " if self.given_name else "") + self._call_text()

    def _call_text(self) -> str:
        order: Callable[[tuple[str, ...]], list[str]] = sorted if self.rules.sorts_names else list
        ins, outs = (
            f"[{self.rules.separator.join(order(names))}]" if given else "None"
            for names, given in ((self.input_names, self.inputs), (self.output_names, self.outputs))
        )
        return f"{describe(self.function).readable}({ins}) -> {outs}"

    def _default_name(self) -> str:
        if not self.rules.hashes_names:
            return self._call_text()
        facts = describe(self.function)
        if isinstance(self.function, PartialValue):
            shown = start = f"partial({describe(self.function.function).name})"
        else:
            shown, start = facts.readable, f"{facts.module}.{facts.name}"
        key = f"{start}|{list(self.input_names)}|{list(self.output_names)}"
        return f"{shown}__{hashlib.sha256(key.encode()).hexdigest()[:8]}"

    def moved(self, rename: Callable[[str], str], namespace: str | None, place: Place | None) -> KedroNode:
        """The node inside a modular pipeline."""
        inside = ".".join(part for part in (namespace, self.namespace) if part) or None
        copy = KedroNode(
            self.function,
            _renamed(self.inputs, rename),
            _renamed(self.outputs, rename),
            self.given_name,
            inside,
            self.tags,
            _renamed(self.confirms, rename) if self.rules.at_least(0, 19) else self.confirms,
            self.declared_at,
            self.rules,
            (*self.moves, (namespace, place)) if namespace else self.moves,
        )
        copy.refusal = self.refusal
        return copy

    def tagged(self, tags: frozenset[str]) -> KedroNode:
        """The node with more tags."""
        if tags <= self.tags:
            return self
        copy = object.__new__(KedroNode)
        for slot in KedroNode.__slots__:
            setattr(copy, slot, getattr(self, slot))
        copy.tags = self.tags | tags
        return copy

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
            namespace_places=tuple(self._namespace_places()),
        )

    def _namespace_places(self) -> Iterator[tuple[str, Place]]:
        """The full name of each namespace, outermost first, with the place that put the node into it."""
        full = ""
        own = (self.namespace or "").split(".")[sum(len((name or "").split(".")) for name, _ in self.moves) :]
        for name, place in (*reversed(self.moves), (".".join(own), self.declared_at)):
            for part in filter(None, name.split(".")):
                full = f"{full}.{part}" if full else part
                if place is not None:
                    yield full, place

    def doubt(self) -> tuple[Reason, str] | None:
        """Why something of this node is not certain, and what: its function, its name or the order of its inputs."""
        facts = describe(self.function)
        if facts.doubt is not None:
            return facts.doubt, "the name of the function"
        if isinstance(self.function, InstanceValue):
            text = f"where an object of class {self.function.kind.name} lies in memory, which is in Kedro's name of it"
            return Reason("object-as-function", text, None, OBJECT_HINT), "the name of the function"
        asks = isinstance(self.inputs, dict) and len(self.inputs) > 1
        library = Reason("library-function", f"the function `{facts.readable}`, which comes from a library")
        if asks and signature(self.function) is None:
            return library, "the order of the inputs"
        if self.given_name is None and self.rules.hashes_names and facts.module is None:
            if not isinstance(self.function, PartialValue):
                return library, "the name of the node"
        return None

    # -- as a value of the project's code ----------------------------------------------------------------------

    def get_attribute(self, machine: Machine, name: str, site: Site) -> Value:
        known = {"name": self.name, "namespace": self.namespace, "func": self.function, "tags": set(self.tags)}
        known |= {"inputs": list(self.input_names), "outputs": list(self.output_names), "_name": self.given_name}
        known |= {"_func": self.function, "_inputs": _as_given(self.inputs), "_outputs": _as_given(self.outputs)}
        known |= {"confirms": list(flat(self.confirms)), "_tags": set(self.tags)}
        doubt = self.doubt()
        if doubt is not None and name in ("name", "inputs"):
            return Opaque(doubt[0])
        if name == "short_name":
            return self.given_name or describe(self.function).readable.replace("_", " ").title()
        if name in known:
            return known[name]
        if name == "tag":
            return Builtin("kedro.node.tag", lambda machine, args, kwargs, site: self.tagged(tag_set(machine, args[0])))
        return machine.opaque(site.place, "unsupported", f"`.{name}` of a node, which is not followed")

    def is_a(self, kinds: Value) -> bool:
        return isinstance(kinds, Builtin) and kinds.name in ("node", "Node")

    def shown(self, machine: Machine, how: str) -> Value:
        doubt = self.doubt()
        if how != "__str__" or doubt is not None:
            return machine.opaque(None, "unsupported", "a node as text")
        return self.printed


def _same_function(first: Value, second: Value) -> bool:
    """Whether two functions are one; each look at a method or each `partial` makes another object of it."""
    if isinstance(first, FunctionValue) and isinstance(second, FunctionValue):
        return first.node is second.node
    if isinstance(first, PartialValue) and isinstance(second, PartialValue):
        return _same_function(first.function, second.function)
    if isinstance(first, BoundMethod) and isinstance(second, BoundMethod):
        return _same_function(first.function, second.function)
    return first is second


def make_node(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    """`node(func, inputs, outputs, *, name, tags, confirms, namespace)`."""
    given, refusal = given_arguments(machine, Call("node", args, kwargs, site), PARAMETERS, POSITIONAL)
    place = site.place
    function = given.get("func")
    if isinstance(function, Opaque) and function.path is None:
        raise Undecided(Reason(function.reason.code, f"the function of a node, {function.reason.text}", place))
    node = KedroNode(
        function=function,
        inputs=dataset_names(machine, given.get("inputs")),
        outputs=dataset_names(machine, given.get("outputs")),
        given_name=text_or_none(machine, given.get("name")),
        namespace=namespace_of(machine, given.get("namespace"), site),
        tags=tag_set(machine, given.get("tags")),
        confirms=dataset_names(machine, given.get("confirms")),
        declared_at=place,
        rules=machine.rules,
    )
    wrong = _wrong(machine, node, given)
    node.refusal = refusal
    if wrong is not None and refusal is None:
        node.refusal = refuse(machine, *wrong, place)
    return node


def _wrong(machine: Machine, node: KedroNode, given: dict[str, Value]) -> tuple[type[Exception], str] | None:
    """What Kedro's own checks say against a node."""
    from viz.readers.kedro_project.static.calls import is_callable

    if not is_callable(node.function):
        return ValueError, "Invalid Node definition: first argument must be a function"
    for what in ("inputs", "outputs"):
        value = given.get(what)
        if value and not isinstance(value, (list, dict, str)):
            return ValueError, f"Invalid Node definition: '{what}' type must be one of [String, List, Dict, None]"
    if not node.inputs and not node.outputs:
        return ValueError, "Invalid Node definition: it must have some 'inputs' or 'outputs'."
    return _wrong_call(node) or _wrong_words(node) or wrong_names(node)


def _wrong_words(node: KedroNode) -> tuple[type[Exception], str] | None:
    if node.given_name and node.rules.checks_node_names and not VALID.match(node.given_name):
        return ValueError, f"'{node.given_name}' is not a valid node name."
    invalid = next((tag for tag in sorted(node.tags) if node.rules.checks_tags and not VALID.match(tag)), None)
    return (ValueError, f"'{invalid}' is not a valid node tag.") if invalid is not None else None


def wrong_names(node: KedroNode) -> tuple[type[Exception], str] | None:
    """What Kedro has against the datasets of a node, as it was written or after they were renamed."""
    outputs = node.output_names
    if DROPPED in (*node.input_names, *outputs):
        return ValueError, "names of variables used as inputs and outputs must be of 'String' type"
    if len(set(outputs)) < len(outputs):
        return ValueError, f"Failed to create node {node.printed} due to duplicate output(s)."
    strip = base if node.rules.checks_transcoded_loops else str
    common = sorted({strip(name) for name in node.input_names} & {strip(name) for name in outputs})
    if common:
        message = f"A node cannot have the same inputs and outputs: {', '.join(common)}"
        return ValueError, f"Failed to create node {node.printed}. {message}"
    return None


def _wrong_call(node: KedroNode) -> tuple[type[Exception], str] | None:
    if has_no_signature(node.function):
        return ValueError, f"no signature found for '{describe(node.function).name}', which keeps its results"
    expected = signature(node.function)
    if expected is None:
        return None
    try:
        if isinstance(node.inputs, dict):
            expected.bind(**node.inputs)
        else:
            expected.bind(*flat(node.inputs))
    except TypeError:
        name = describe(node.function).readable
        wants, gets = list(expected.parameters), _as_given(node.inputs)
        return TypeError, f"Inputs of '{name}' function expected {wants}, but got {gets}"
    return None


def _listed(names: Names, rules: Rules) -> tuple[str, ...]:
    """Names as Kedro lists them: until 0.17.5 those given by keyword in alphabetical order."""
    listed = flat(names)
    return tuple(sorted(listed)) if isinstance(names, dict) and rules.sorts_names else listed


def in_call_order(function: Value, names: Names, rules: Rules) -> tuple[str, ...]:
    """Input names in the order that the function takes them."""
    if not isinstance(names, dict):
        return flat(names)
    expected = signature(function)
    if expected is None:
        return tuple(names.values())
    try:
        bound = expected.bind(**names)
    except TypeError:
        return tuple(names.values())
    keywords = bound.kwargs.values()
    return (*bound.args, *(sorted(keywords) if rules.sorts_keyword_inputs else keywords))


def _shape(names: Names) -> object:
    """What tells one node's inputs from another's for Kedro."""
    return tuple(sorted(names.items())) if isinstance(names, dict) else names


def _renamed(names: Names, rename: Callable[[str], str]) -> Names:
    if isinstance(names, str):
        return rename(names) or None
    if isinstance(names, dict):
        return {key: rename(name) for key, name in names.items()}
    return None if names is None else tuple(map(rename, names))


def _as_given(names: Names) -> Value:
    return list(names) if isinstance(names, tuple) else dict(names) if isinstance(names, dict) else names
