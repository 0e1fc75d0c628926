"""A run laid over a picture: how hot each node is, in which colour, and how its time is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from viz.model import NodeRun, Run
from viz.theme import Theme, contrast

GRAVITY = ("failed", "unfinished", "succeeded")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a run tells of one node, or of all nodes in a namespace together. Times in seconds, None where unknown."""

    status: str
    load: float | None
    compute: float | None
    save: float | None
    duration: float | None
    certain: bool


def cost_of(inside: Sequence[NodeRun]) -> Cost:
    """What these nodes add up to; their gravest status is that of all."""
    statuses = {node_run.status for node_run in inside}
    alone = inside[0].status if len(inside) == 1 else "not_run"
    return Cost(
        status=next((one for one in GRAVITY if one in statuses), alone),
        load=_sum(node_run.load for node_run in inside),
        compute=_sum(node_run.compute for node_run in inside),
        save=_sum(node_run.save for node_run in inside),
        duration=_sum(node_run.duration for node_run in inside),
        certain=all(node_run.certain for node_run in inside),
    )


def _sum(seconds: Iterable[float | None]) -> float | None:
    known = [one for one in seconds if one is not None]
    return sum(known) if known else None


def duration_text(seconds: float) -> str:
    """A time as a person reads it: "85 ms", "1.24 s", "42.5 s", "3 min 5 s", "2 h 10 min"."""
    if seconds < 0.9995:
        return f"{seconds * 1000:.0f} ms"
    if seconds < 9.995:
        return f"{seconds:.2f} s"
    if seconds < 59.95:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


def slowest(run: Run) -> float:
    """The longest duration of a node in the run, in seconds; 0 where no node has one."""
    return max((node.duration or 0.0 for node in run.node_runs), default=0.0)


def heat(seconds: float, longest: float) -> float:
    """How hot a node is, from 0 to 1: the square root of its share, so that the middle field can be told apart."""
    return sqrt(min(max(seconds, 0.0) / longest, 1.0)) if longest > 0 else 0.0


def heat_colours(theme: Theme, share: float) -> tuple[str, str]:
    """Fill and text colour at this heat; only black and white are read well (4.5 to 1) on every fill between."""
    fill = _between(theme.heat, share)
    text = max(("#000000", "#ffffff"), key=lambda colour: contrast(colour, fill))
    return fill, text


def _between(scale: tuple[str, ...], share: float) -> str:
    position = min(max(share, 0.0), 1.0) * (len(scale) - 1)
    low = min(int(position), len(scale) - 2)
    part = position - low
    pairs = zip(_channels(scale[low]), _channels(scale[low + 1]), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return red, green, blue
