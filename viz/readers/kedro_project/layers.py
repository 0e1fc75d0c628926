"""Configuration as a tree that knows where each value is written, and how layers of it are merged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from viz.model import Overridden, Place, Setting
from viz.readers.kedro_project.yaml_places import Spot

Tree = dict[str, "Item"]
Path = tuple[str, ...]


@dataclass(slots=True)
class Item:
    """What is under one key: a plain value, or the items below it (`value` is then not used).

    `raw` is what the file says, `value` what it comes to, `overrides` what layers below say under the same key, the
    nearest first, `unresolved` why `value` is not resolved.
    """

    value: Any
    raw: Any
    place: Place | None = None
    overrides: tuple[Overridden, ...] = ()
    children: Tree | None = None
    unresolved: str = ""


def tree_of(data: Mapping[str, Any], spots: Mapping[str, Spot], place: Callable[[Spot | None], Place | None]) -> Tree:
    """The items of a document; mappings in it become items of their own at every level."""
    return {key: _item(value, spots.get(key), place) for key, value in data.items()}


def _item(value: Any, spot: Spot | None, place: Callable[[Spot | None], Place | None]) -> Item:
    item = Item(value, value, place(spot))
    if isinstance(value, Mapping):
        item.children = tree_of(value, spot.children if spot else {}, place)
    return item


def value_of(item: Item) -> Any:
    """The plain value of an item and everything below it."""
    return item.value if item.children is None else values_of(item.children)


def values_of(tree: Tree) -> dict[str, Any]:
    """The plain values of a tree."""
    return {key: value_of(item) for key, item in tree.items()}


def raw_of(item: Item) -> Any:
    """What the files say of an item and everything below it."""
    if item.children is None or isinstance(item.raw, str):
        return item.raw
    return {key: raw_of(child) for key, child in item.children.items()}


def merge_whole(below: Tree, above: Tree) -> Tree:
    """Kedro's "destructive" merge: a key of `above` replaces the whole value of `below`."""
    return {**below, **{key: _over(below.get(key), item) for key, item in above.items()}}


def merge_deep(below: Tree, above: Tree) -> Tree:
    """Kedro's "soft" merge: mappings are merged key by key."""
    return {**below, **{key: _into(below.get(key), item) for key, item in above.items()}}


def _into(below: Item | None, above: Item) -> Item:
    if below is None or below.children is None or above.children is None:
        return _over(below, above)
    merged = _over(below, above) if above.place is not None else replace(below)
    merged.children = merge_deep(below.children, above.children)
    merged.raw = None
    return merged


def _over(below: Item | None, above: Item) -> Item:
    """`above` with what it hides of `below`, key by key, whether or not the rest of `below` stays."""
    if below is None:
        return above
    item = replace(above)
    shown = below.place is not None and below.place != above.place
    hidden = (Overridden(raw=raw_of(below), place=below.place),) if shown else ()
    item.overrides = (*above.overrides, *hidden, *below.overrides)
    if above.children is not None and below.children is not None:
        item.children = {key: _over(below.children.get(key), child) for key, child in above.children.items()}
    return item


def resolve(tree: Tree, evaluate: Callable[[Any, Path, Item], Any], path: Path = ()) -> None:
    """Sets the value of every item of `tree` to what `evaluate` makes of it."""
    for key, item in tree.items():
        here = (*path, key)
        if item.children is not None:
            resolve(item.children, evaluate, here)
            continue
        item.value = evaluate(item.value, here, item)


def spread(tree: Tree) -> None:
    """Gives a value that came out as a mapping the items below it, at its own place."""
    for item in tree.values():
        if item.children is None and isinstance(item.value, Mapping):
            item.children = tree_of(item.value, {}, _always(item.place))
        elif item.children is not None:
            spread(item.children)


def _always(place: Place | None) -> Callable[[Spot | None], Place | None]:
    return lambda spot: place


def walk(tree: Tree, path: Path = ()) -> Iterator[tuple[Path, Item]]:
    """Every item of the tree with its path, the upper before the lower ones."""
    for key, item in tree.items():
        yield (*path, key), item
        if item.children is not None:
            yield from walk(item.children, (*path, key))


def leaves(tree: Tree) -> Iterator[tuple[Path, Item]]:
    """The items that have none below them."""
    return ((path, item) for path, item in walk(tree) if not item.children)


def settings_of(item: Item) -> tuple[Setting, ...]:
    """Where each value below `item` comes from, by its dotted path, `raw` always filled in."""
    return tuple(
        Setting(
            path=".".join(path),
            raw=leaf.raw,
            defined_at=leaf.place,
            overrides=leaf.overrides,
            unresolved=leaf.unresolved,
        )
        for path, leaf in leaves(item.children or {})
    )
