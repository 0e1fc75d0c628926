"""Arguments of Kedro's functions: names of datasets, tags, texts; each raises `Undecided` where it is not known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from viz.model import Diagnostic
from viz.readers.kedro_project.static.enums import is_enum
from viz.readers.kedro_project.static.kedro_rules.errors import refuse
from viz.readers.kedro_project.static.text import text_of
from viz.readers.kedro_project.static.values import EnumText, InstanceValue, Reason, Site, Undecided, Value

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Machine


@dataclass(frozen=True, slots=True)
class Call:
    """A call of one of Kedro's functions."""

    name: str
    args: list[Value]
    kwargs: dict[str, Value]
    site: Site


DROPPED = ""
"""What stands for the name of an output that a modular pipeline maps to None: the node no longer makes it."""
Names = str | tuple[str, ...] | dict[str, str] | None


def given_arguments(
    machine: Machine, call: Call, names: tuple[str, ...], positional: int
) -> tuple[dict[str, Value], Diagnostic | None]:
    """Arguments by name, and what Kedro has against them."""
    given = {**dict(zip(names, call.args, strict=False)), **call.kwargs}
    wrong = None
    if len(call.args) > positional:
        wrong = f"takes {positional} positional arguments but {len(call.args)} were given"
    unknown = next((name for name in call.kwargs if name not in names or name in names[: len(call.args)]), None)
    if unknown is not None:
        wrong = wrong or f"got an unexpected keyword argument '{unknown}'"
    missing = next((name for name in names[:positional] if name not in given), None)
    if missing is not None:
        wrong = wrong or f"missing required argument: '{missing}'"
    return given, None if wrong is None else refuse(machine, TypeError, f"{call.name}() {wrong}", call.site.place)


def known(machine: Machine, value: Value) -> Value:
    """The value, of which everything inside is known, the order of a list included."""
    doubt = machine.deep_doubt(value)
    if doubt is None and id(value) in machine.unordered:
        doubt = Reason("set-order", "the order of a set, which differs from run to run")
    if doubt is not None:
        raise Undecided(doubt)
    return value


def plain(text: str) -> str:
    """The text itself, also of an enumeration's member."""
    return str.__str__(text) if isinstance(text, EnumText) else text


def dataset_names(machine: Machine, value: Value) -> Names:
    """Names as `node` takes them: None, one, several, or by keyword."""
    known(machine, value)
    if value is None or isinstance(value, str):
        return None if value is None else plain(value)
    if isinstance(value, dict):
        return {plain(key): _name(machine, name) for key, name in value.items() if isinstance(key, str)}
    return tuple(_name(machine, name) for name in machine.items(value))


def _name(machine: Machine, value: Value) -> str:
    if not isinstance(value, str):
        raise machine.error(ValueError, "names of variables used as inputs and outputs must be of 'String' type", None)
    return plain(value)


def namespace_of(machine: Machine, value: Value, site: Site) -> str | None:
    """A namespace: Kedro writes it into names, so that a member of an enumeration serves as well."""
    if isinstance(value, InstanceValue) and is_enum(value.kind):
        value = text_of(machine, value, site)
    return text_or_none(machine, value)


def text_or_none(machine: Machine, value: Value) -> str | None:
    """A text, None where there is none or it is empty."""
    machine.certain(value)
    return plain(value) if isinstance(value, str) and value else None


def tag_set(machine: Machine, value: Value) -> frozenset[str]:
    """One tag or several."""
    if value is None:
        return frozenset()
    doubt = machine.deep_doubt(value)
    if doubt is not None:
        raise Undecided(doubt)
    if isinstance(value, str):
        return frozenset([plain(value)])
    items = list(value.values()) if isinstance(value, dict) else machine.items(value)
    return frozenset(plain(tag) for tag in items if isinstance(tag, str))


def name_mapping(machine: Machine, names: Value) -> dict[str, str]:
    """A name, several, or old names to new ones, as old names to new ones; `DROPPED` stands for None."""
    doubt = machine.deep_doubt(names)
    if doubt is not None:
        raise Undecided(doubt)
    if names is None:
        return {}
    if isinstance(names, str):
        return {plain(names): plain(names)}
    if isinstance(names, dict):
        return {_name(machine, old): DROPPED if new is None else _name(machine, new) for old, new in names.items()}
    return {name: name for name in (_name(machine, item) for item in machine.items(names))}


def flat(names: Names) -> tuple[str, ...]:
    """All names, whatever shape they were given in."""
    if names is None:
        return ()
    if isinstance(names, str):
        return (names,)
    return tuple(names.values()) if isinstance(names, dict) else names
