"""The graph as the layout works on it: numbers instead of names, sizes along and across the flow.

"Along" is the direction of flow (y in a top-down picture), "across" the other one. Everything between this
module and the answer works in these two words, so that both directions are one and the same computation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from viz.layout.model import Direction, Group, Item, Link

ROOT = -1
"""The group of what stands in no group."""

Pair = tuple[int, int]


@dataclass(slots=True)
class Net:
    """Items are 0..n-1 in the order given, groups 0..m-1; `group` and `parent` hold ROOT at the top.

    `links` hold no duplicates and no loops; `loops` are the items that link to themselves. `lead` and `tail` are the
    paddings of a box along the flow (before its first and after its last rank), `left` and `right` those across it;
    `min_across` and `min_along` its least size.
    """

    across: list[float]
    along: list[float]
    group: list[int]
    layer: list[int | None]
    links: list[Pair]
    parent: list[int]
    loops: list[int] = field(default_factory=list)
    lead: list[float] = field(default_factory=list)
    tail: list[float] = field(default_factory=list)
    left: list[float] = field(default_factory=list)
    right: list[float] = field(default_factory=list)
    min_across: list[float] = field(default_factory=list)
    min_along: list[float] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.across)

    def ancestors(self, group: int) -> Iterator[int]:
        """The group itself and all around it, innermost first, without ROOT."""
        while group != ROOT:
            yield group
            group = self.parent[group]

    def part(self, items: Sequence[int]) -> tuple[Net, list[int]]:
        """The net of these items alone, and the numbers of its groups here; the items' numbers are in `items`."""
        own = {item: number for number, item in enumerate(items)}
        groups = sorted({group for item in items for group in self.ancestors(self.group[item])})
        number = {group: index for index, group in enumerate(groups)} | {ROOT: ROOT}
        net = Net(
            across=[self.across[item] for item in items],
            along=[self.along[item] for item in items],
            group=[number[self.group[item]] for item in items],
            layer=[self.layer[item] for item in items],
            links=[(own[source], own[target]) for source, target in self.links if source in own],
            parent=[number[self.parent[group]] for group in groups],
            loops=[own[item] for item in self.loops if item in own],
        )
        for name in ("lead", "tail", "left", "right", "min_across", "min_along"):
            setattr(net, name, [getattr(self, name)[group] for group in groups])
        return net, groups

    def chains(self) -> list[tuple[int, ...]]:
        """For every group the way from the outermost group around it down to itself."""
        return [tuple(self.ancestors(group))[::-1] for group in range(len(self.parent))]


def number(
    items: Sequence[Item], groups: Sequence[Group], links: Sequence[Link], direction: Direction, padding: float
) -> Net:
    """Turn names into numbers; raises ValueError where a name is unknown or groups contain each other."""
    group_of = {group.id: index for index, group in enumerate(groups)}
    item_of = {item.id: index for index, item in enumerate(items)}
    if len(group_of) != len(groups) or len(item_of) != len(items):
        raise ValueError("two items or two groups of the layout have the same id")
    flat = direction == "LR"
    net = Net(
        across=[item.height if flat else item.width for item in items],
        along=[item.width if flat else item.height for item in items],
        group=[_lookup(group_of, item.group) for item in items],
        layer=[item.layer for item in items],
        links=_pairs(item_of, links),
        parent=[_lookup(group_of, group.parent) for group in groups],
        loops=list(dict.fromkeys(item_of[link.source] for link in links if link.source == link.target)),
    )
    _refuse_circles(net.parent)
    for group in groups:
        _pad(net, group, flat, padding)
    return net


def _pad(net: Net, group: Group, flat: bool, padding: float) -> None:
    header = padding / 2 + group.header
    net.lead.append(padding if flat else header)
    net.tail.append(padding)
    net.left.append(header if flat else padding)
    net.right.append(padding)
    net.min_across.append(0.0 if flat else group.min_width)
    net.min_along.append(group.min_width if flat else 0.0)


def _lookup(numbers: dict[str, int], name: str | None) -> int:
    if name is None:
        return ROOT
    if name not in numbers:
        raise ValueError(f"the layout was given no group {name!r}")
    return numbers[name]


def _pairs(item_of: dict[str, int], links: Sequence[Link]) -> list[Pair]:
    for link in links:
        if link.source not in item_of or link.target not in item_of:
            raise ValueError(f"the layout was given no item for the link {link.source!r} -> {link.target!r}")
    pairs = dict.fromkeys((item_of[link.source], item_of[link.target]) for link in links)
    return [pair for pair in pairs if pair[0] != pair[1]]


def _refuse_circles(parent: list[int]) -> None:
    for start in range(len(parent)):
        group, steps = start, 0
        while group != ROOT:
            group, steps = parent[group], steps + 1
            if steps > len(parent):
                raise ValueError("groups of the layout contain each other in a circle")
