"""Methods of plain values: strings, lists, dicts, sets, tuples and numbers, by Python's own, bounded in size."""

from __future__ import annotations

import collections
from collections.abc import Iterator
from typing import TYPE_CHECKING

from viz.readers.kedro_project.static.library.collecting import counted
from viz.readers.kedro_project.static.limits import TEXT, too_much
from viz.readers.kedro_project.static.operators import ERRORS, charge
from viz.readers.kedro_project.static.values import HostMethod, Opaque, Reason, Site, Undecided, Value

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Machine


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


_TEXT = _words(
    "capitalize casefold center count encode endswith find format format_map index isalnum isalpha isascii",
    "isdecimal isdigit isidentifier islower isnumeric isspace istitle isupper join ljust lower lstrip partition",
    "removeprefix removesuffix replace rfind rindex rjust rpartition rsplit rstrip split splitlines startswith",
    "expandtabs strip swapcase title translate upper zfill",
)
_LIST = _words("append clear copy count extend index insert pop remove reverse sort")
_DICT = _words("clear copy fromkeys get items keys pop popitem setdefault update values")
_FROZEN = _words("copy difference intersection isdisjoint issubset issuperset symmetric_difference union")
_SET = _FROZEN | _words(
    "add clear difference_update discard intersection_update pop remove symmetric_difference_update update"
)
_DEQUE = _words("append appendleft clear copy count extend extendleft index insert pop popleft remove reverse rotate")
METHODS: dict[type, frozenset[str]] = {
    collections.OrderedDict: _DICT | {"move_to_end"},
    collections.Counter: (_DICT - {"fromkeys"}) | _words("elements most_common subtract total"),
    collections.deque: _DEQUE,
    collections.ChainMap: _words("get items keys values"),
    str: _TEXT,
    list: _LIST,
    dict: _DICT,
    set: _SET,
    frozenset: _FROZEN,
    tuple: frozenset({"count", "index"}),
    bytes: frozenset({"decode", "hex"}),
    int: frozenset({"bit_length"}),
    float: frozenset({"is_integer"}),
}
CHANGING = _words(
    "append clear extend insert pop remove reverse sort popitem setdefault update add discard",
    "difference_update intersection_update symmetric_difference_update",
    "appendleft extendleft move_to_end popleft rotate subtract",
)
CHANGEABLE = (list, dict, set, collections.deque)


def host_attribute(machine: Machine, value: Value, name: str, site: Site) -> Value:
    """A method of a plain value or of a plain type, or `MISSING`."""
    from viz.readers.kedro_project.static.access import MISSING

    if isinstance(value, type):
        return _of_type(machine, value, name, site)
    kind = next((base for base in type(value).__mro__ if base in METHODS), None)
    if kind is not None and name in METHODS[kind]:
        return HostMethod(kind, name, value)
    if name == "__class__" and kind is not None:
        return type(value)
    if hasattr(value, name):
        return machine.opaque(
            site.place, "unsupported", f"`.{name}` of a {type(value).__name__}, which is not followed"
        )
    return MISSING


def _of_type(machine: Machine, kind: type, name: str, site: Site) -> Value:
    from viz.readers.kedro_project.static.access import MISSING

    if name in METHODS.get(kind, ()):
        return HostMethod(kind, name, None)
    if name in ("__name__", "__qualname__"):
        return getattr(kind, "type_name", kind.__name__)
    if hasattr(kind, name):
        return machine.opaque(site.place, "unsupported", f"`{kind.__name__}.{name}`, which is not followed")
    return MISSING


def call_host_method(
    machine: Machine, method: HostMethod, args: list[Value], kwargs: dict[str, Value], site: Site
) -> Value:
    """Call a method of a plain value; the result is opaque where an argument that matters is."""
    receiver = method.receiver
    if receiver is None and method.name != "fromkeys":
        if not args:
            raise machine.error(TypeError, f"{method.kind.__name__}.{method.name}() needs an argument", site.place)
        receiver, args = args[0], args[1:]
    if type(receiver) is Opaque:
        return Opaque(receiver.reason)
    if receiver is not None and not isinstance(receiver, method.kind):
        raise machine.error(TypeError, f"descriptor '{method.name}' does not apply here", site.place)
    try:
        if method.name in CHANGING and isinstance(receiver, CHANGEABLE):
            return _change(machine, receiver, method.name, args, kwargs, site)
        return _ask(machine, receiver, method, args, kwargs, site)
    except Undecided as undecided:
        if method.name in CHANGING and isinstance(receiver, CHANGEABLE):
            machine.mark_unsure(receiver, undecided.reason)
        return Opaque(undecided.reason)
    except ERRORS as error:
        if receiver is not None and (doubt := machine.doubt(receiver)) is not None:
            return Opaque(doubt)
        raise machine.host_error(error, site.place) from None


# -- methods that only look ------------------------------------------------------------------------------------


def _ask(
    machine: Machine, receiver: Value, method: HostMethod, args: list[Value], kwargs: dict[str, Value], site: Site
) -> Value:
    if isinstance(receiver, dict):
        return _ask_dict(machine, receiver, method.name, args)
    if method.name == "fromkeys":
        return dict.fromkeys(machine.items(args[0]), args[1] if len(args) > 1 else None)
    machine.certain(receiver)
    if isinstance(receiver, str):
        return _ask_text(machine, receiver, method.name, args, kwargs, site)
    if isinstance(receiver, (set, frozenset)):
        args = [machine.items(other) for other in args]
    for value in args:
        machine.certain(value)
    if method.name == "index":
        machine.in_order(receiver)
    result = getattr(receiver, method.name)(*args, **kwargs)
    charge(machine, result)
    return machine.in_same_order(receiver, result)


def _ask_dict(machine: Machine, receiver: dict[Value, Value], name: str, args: list[Value]) -> Value:
    doubt = machine.doubt(receiver)
    if name == "get":
        machine.certain(args[0])
        if args[0] in receiver:
            return receiver[args[0]]
        if doubt is not None:
            return Opaque(doubt)
        return args[1] if len(args) > 1 else None
    if name == "fromkeys":
        return dict.fromkeys(machine.items(args[0]), args[1] if len(args) > 1 else None)
    result = getattr(receiver, name)(*map(machine.certain, args))
    if isinstance(result, Iterator):
        result = machine.new_iterator(result)
    machine.budget.size(len(receiver))
    machine.in_same_order(receiver, result)
    if doubt is not None:
        machine.mark_unsure(result, doubt)
    return result


def _ask_text(
    machine: Machine, receiver: str, name: str, args: list[Value], kwargs: dict[str, Value], site: Site
) -> Value:
    if name == "join":
        parts = machine.items(machine.in_order(args[0]))
        for part in parts:
            machine.certain(part)
        machine.budget.text(len(receiver) * len(parts) + sum(map(len, parts)))
        return str.join(receiver, parts)
    for value in (*args, *kwargs.values()):
        doubt = machine.deep_doubt(value)
        if doubt is not None:
            raise Undecided(doubt)
    if name in ("format", "format_map"):
        return _format(machine, receiver, name, args, kwargs, site)
    _guard(receiver, name, args)
    result = getattr(str, name)(receiver, *args, **kwargs)
    charge(machine, result)
    return result


def _guard(receiver: str, name: str, args: list[Value]) -> None:
    if name == "translate" and args and isinstance(args[0], dict):
        longest = max((len(text) for text in args[0].values() if isinstance(text, str)), default=0)
        if len(receiver) * longest > TEXT:
            raise too_much("a very long translation")
    if any(isinstance(value, int) and abs(value) > 10_000 for value in args):
        raise too_much("a very wide text")
    if name == "replace" and len(args) > 1 and isinstance(args[1], str):
        if (len(receiver) + 1) * (len(args[1]) + 1) > 100 * TEXT:
            raise too_much("a very long replacement")


def _format(
    machine: Machine, template: str, name: str, args: list[Value], kwargs: dict[str, Value], site: Site
) -> Value:
    """`str.format` with plain fields only: attributes and items of a field would reach into the evaluator."""
    from string import Formatter

    from viz.readers.kedro_project.static.text import format_value

    if name == "format_map":
        kwargs, args = dict(args[0]), []
    parts: list[str] = []
    for count, (literal, field, spec, conversion) in enumerate(Formatter().parse(template)):
        parts.append(literal)
        if field is None:
            continue
        if "." in field or "[" in field or "{" in (spec or ""):
            raise Undecided(Reason("unsupported", "a format with nested fields", site.place))
        value = (
            kwargs[field] if field and not field.isdigit() else args[int(field) if field else _auto(template, count)]
        )
        shown = format_value(machine, value, spec or "", ord(conversion) if conversion else -1, site)
        parts.append(machine.certain(shown))
    result = "".join(parts)
    charge(machine, result)
    return result


def _auto(template: str, count: int) -> int:
    """The number of an unnumbered `{}`: how many came before it."""
    from string import Formatter

    return sum(field == "" for _, field, _, _ in list(Formatter().parse(template))[:count])


# -- methods that change ---------------------------------------------------------------------------------------


def _change(
    machine: Machine, receiver: Value, name: str, args: list[Value], kwargs: dict[str, Value], site: Site
) -> Value:
    machine.touch(receiver)
    result: Value
    if isinstance(receiver, list):
        result = _change_list(machine, receiver, name, args, kwargs, site)
    elif isinstance(receiver, collections.Counter) and name in ("update", "subtract"):
        result = getattr(receiver, name)(counted(machine, args, kwargs))
    elif isinstance(receiver, collections.deque):
        result = _change_deque(machine, receiver, name, args)
    elif isinstance(receiver, dict):
        result = _change_dict(machine, receiver, name, args, kwargs, site)
    else:
        result = _change_set(machine, receiver, name, args)
    machine.budget.size(len(receiver))
    doubt = machine.doubt(receiver)
    return Opaque(doubt) if doubt is not None and name in ("pop", "popitem", "setdefault") else result


def _change_list(
    machine: Machine, receiver: list[Value], name: str, args: list[Value], kwargs: dict[str, Value], site: Site
) -> Value:
    if name == "sort":
        from viz.readers.kedro_project.static.library.ordering import ordered

        result = ordered(machine, receiver, kwargs.get("key"), kwargs.get("reverse", False), site)
        receiver[:] = result
        machine.unordered.pop(id(receiver), None)
        machine.in_same_order(result, receiver)
        return None
    if name == "extend":
        receiver.extend(machine.items(args[0]))
        return machine.in_same_order(args[0], receiver) and None
    if name in ("remove", "pop", "insert") and args:
        machine.certain(args[0])
    if name == "pop":
        machine.in_order(receiver)
    return getattr(receiver, name)(*args)


def _change_deque(machine: Machine, receiver: collections.deque[Value], name: str, args: list[Value]) -> Value:
    if name in ("extend", "extendleft"):
        return getattr(receiver, name)(machine.items(machine.in_order(args[0])))
    if name in ("remove", "insert", "rotate") and args:
        machine.certain(args[0])
    return getattr(receiver, name)(*args)


def _change_dict(
    machine: Machine,
    receiver: dict[Value, Value],
    name: str,
    args: list[Value],
    kwargs: dict[str, Value],
    site: Site,
) -> Value:
    if name == "update":
        for other in args:
            receiver.update(_pairs(machine, other))
            if (doubt := machine.doubt(other)) is not None:
                machine.mark_unsure(receiver, doubt)
        receiver.update(kwargs)
        return None
    if args:
        doubt = machine.deep_doubt(args[0])
        if doubt is not None:
            raise Undecided(doubt)
    if name in ("popitem", "move_to_end"):
        return getattr(machine.in_order(receiver), name)(*args, **kwargs)
    return getattr(receiver, name)(*args)


def _pairs(machine: Machine, other: Value) -> dict[Value, Value]:
    if isinstance(other, dict):
        return other
    return dict(tuple(machine.items(pair)) for pair in machine.items(other))


def _change_set(machine: Machine, receiver: set[Value], name: str, args: list[Value]) -> Value:
    if name == "pop":
        return machine.in_order(receiver).pop()
    if name in ("add", "remove", "discard"):
        doubt = machine.deep_doubt(args[0])
        if doubt is not None:
            raise Undecided(doubt)
        return getattr(receiver, name)(args[0])
    return getattr(receiver, name)(*(machine.items(other) for other in args))
