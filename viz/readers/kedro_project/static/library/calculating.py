"""Functions of the standard library that calculate and nothing else: `math`, `string`, `re`, `json.dumps`."""

from __future__ import annotations

import ast
import json
import math
import pkgutil
import re
import string
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from viz.readers.kedro_project.static.library.patterns import ends_soon
from viz.readers.kedro_project.static.limits import BITS, too_much
from viz.readers.kedro_project.static.operators import charge
from viz.readers.kedro_project.static.values import Builtin, Opaque, Reason, Site, Undecided, Value

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Machine

LONGEST_SEARCHED = 300
LONGEST_LITERAL = 1_000
FLOATS = (
    "ceil copysign exp fabs floor fmod hypot isclose isfinite isinf isnan log log10 log1p log2 pow sqrt trunc gcd lcm"
)
CONSTANTS = "ascii_letters ascii_lowercase ascii_uppercase digits hexdigits octdigits punctuation whitespace"


def _pure(path: str, function: Callable[..., Any]) -> Builtin:
    """A function of plain values, which runs as it is."""

    def run(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
        doubt = machine.deep_doubt([*args, *kwargs.values()])
        if doubt is not None:
            return Opaque(doubt)
        if any(isinstance(value, int) and value.bit_length() > BITS for value in args):
            raise Undecided(Reason("limit", "a very large number", site.place))
        result = function(*args, **kwargs)
        charge(machine, result)
        return result

    return Builtin(path, run)


def _regular(name: str) -> Builtin:
    """A function of `re` for patterns and texts of which it is plain that the search ends soon."""
    function = _pure(f"re.{name}", getattr(re, name))

    def run(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
        given = [machine.certain(value) for value in (*args, *kwargs.values())]
        texts = [value for value in given if isinstance(value, str)]
        if len(texts) + sum(isinstance(value, int) for value in given) < len(given):
            raise Undecided(Reason("unsupported", f"`re.{name}` of something that is no text", site.place))
        flags = sum(value for value in given if isinstance(value, int))
        if any(len(value) > LONGEST_SEARCHED for value in texts) or not ends_soon(texts[0], texts[-1], flags):
            raise Undecided(Reason("unsupported", f"`re.{name}` with a long search", site.place))
        return function.run(machine, args, kwargs, site)

    return Builtin(f"re.{name}", run)


def _matched(name: str) -> Builtin:
    """`re.match` and the like: None, or a match whose groups can be asked for."""
    function = _regular(name)

    def run(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
        found = function.run(machine, args, kwargs, site)
        return found if found is None or isinstance(found, Opaque) else MatchValue(found)

    return Builtin(f"re.{name}", run)


class MatchValue:
    """What a search found."""

    type_name = "Match"

    def __init__(self, found: re.Match[str]) -> None:
        self.found = found

    def get_attribute(self, machine: Machine, name: str, site: Site) -> Value:
        if name in ("group", "groups", "groupdict", "start", "end", "span"):
            return _pure(f"re.Match.{name}", getattr(self.found, name))
        return machine.opaque(site.place, "unsupported", f"`.{name}` of a match")

    def get_item(self, machine: Machine, key: Value, site: Site) -> Value:
        return self.found[machine.certain(key)]


def _literal(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    """`ast.literal_eval(text)`."""
    text = machine.certain(args[0])
    if not isinstance(text, str):
        raise machine.error(ValueError, "malformed node or string", site.place)
    if len(text) > LONGEST_LITERAL:
        raise Undecided(Reason("limit", "a very long literal", site.place))
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError) as error:
        raise machine.error(type(error), str(error), site.place) from None


def _modules_of(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    """`pkgutil.iter_modules(package.__path__)`: modules of the project, by name, as Python sorts them."""
    folders = [machine.sources.inside(machine.certain(path)) for path in machine.items(args[0])]
    prefix = machine.certain(args[1] if len(args) > 1 else kwargs.get("prefix", ""))
    if None in folders:
        raise Undecided(Reason("outside", "modules that lie outside of the project", site.place))
    finder = machine.opaque(site.place, "library-value", "what `pkgutil` finds modules with")
    found = pkgutil.iter_modules([str(folder) for folder in folders], prefix)
    return machine.new_iterator(iter([(finder, module.name, module.ispkg) for module in found]))


CALCULATING: dict[str, dict[str, Value]] = {
    "math": {
        **{name: _pure(f"math.{name}", getattr(math, name)) for name in FLOATS.split()},
        **{name: getattr(math, name) for name in ("pi", "e", "tau", "inf", "nan")},
    },
    "string": {name: getattr(string, name) for name in CONSTANTS.split()},
    "re": {
        **{name: _regular(name) for name in ("sub", "split", "findall", "escape")},
        **{name: _matched(name) for name in ("match", "search", "fullmatch")},
    },
    "ast": {"literal_eval": Builtin("ast.literal_eval", _literal)},
    "pkgutil": {"iter_modules": Builtin("pkgutil.iter_modules", _modules_of)},
}


def _dumps(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    """`json.dumps`, without very wide indentation."""
    indent = kwargs.get("indent")
    if isinstance(indent, (int, str)) and (indent > 100 if isinstance(indent, int) else len(indent) > 100):
        raise too_much("a very wide indentation")
    machine.walk(args[0] if args else kwargs.get("obj"))
    return _pure("json.dumps", json.dumps).run(machine, args, kwargs, site)


DUMPS = Builtin("json.dumps", _dumps)
