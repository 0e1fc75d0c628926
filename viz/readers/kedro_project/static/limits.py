"""How much a project's program may cost to follow: steps, depth and memory all draw on one budget."""

from __future__ import annotations

from viz.readers.kedro_project.static.values import LimitReached, Reason

STEPS = 3_000_000
SLICE = 1_000_000
DEPTH = 120
ITEMS = 200_000
TEXT = 1_000_000
BITS = 20_000
FILE_BYTES = 5_000_000
FILES = 4_000


def too_much(what: str) -> LimitReached:
    """The exception that ends a program that wants too much of `what`."""
    hint = "Simplify this part of the code, or read the project with --reader live."
    return LimitReached(Reason("limit", f"code that takes too much to follow ({what})", None, hint))


class Budget:
    """Counts steps. A slice is what one registered pipeline or module statement may spend before it is given up."""

    __slots__ = ("depth", "left", "reserve")

    def __init__(self, steps: int = STEPS, part: int = SLICE) -> None:
        self.left = min(part, steps)
        self.reserve = steps - self.left
        self.depth = 0

    def spend(self, steps: int = 1) -> None:
        """Count steps, raise `LimitReached` when none are left."""
        self.left -= steps
        if self.left < 0:
            raise too_much("too many steps")

    def renew(self) -> None:
        """Start a new slice after one was used up, as long as the reserve lasts."""
        if self.left < 0:
            self.left = min(SLICE, self.reserve)
            self.reserve -= self.left

    def enter(self) -> None:
        """Go one call deeper."""
        self.depth += 1
        if self.depth > DEPTH:
            self.depth -= 1
            raise too_much(f"calls nested more than {DEPTH} deep")

    def leave(self) -> None:
        """Come back from a call."""
        self.depth -= 1

    def size(self, length: int) -> None:
        """Charge for a container of `length` items."""
        if length > ITEMS:
            raise too_much(f"a collection of more than {ITEMS} items")
        self.spend(length >> 3)

    def text(self, length: int) -> None:
        """Charge for a text of `length` characters."""
        if length > TEXT:
            raise too_much(f"a text of more than {TEXT} characters")
        self.spend(length >> 6)
