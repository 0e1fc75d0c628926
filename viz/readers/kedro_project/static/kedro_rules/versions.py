"""What differs between versions of Kedro for whoever builds pipelines."""

from __future__ import annotations

import re

NEWEST = (1, 7)
SINCE: dict[tuple[str, str], tuple[int, ...]] = {
    ("kedro.framework.project", "find_pipelines"): (0, 18, 3),
    ("kedro.pipeline", "Node"): (0, 19, 10),
}
UNTIL: dict[tuple[str, str], tuple[int, ...]] = {}


class Rules:
    """The rules of one version; an unknown version is read as the newest."""

    def __init__(self, version: str | None) -> None:
        numbers = [int(part) for part in re.findall(r"\d+", version or "")[:3]]
        self.numbers: tuple[int, ...] = tuple(numbers) if numbers else NEWEST
        self.version = version or ".".join(map(str, NEWEST))

    def offers(self, module: str, name: str) -> bool:
        """Whether this version has the name; a patch release that is not told is taken to be late enough."""
        since = SINCE.get((module, name))
        return since is None or self.numbers >= since[: len(self.numbers)]

    @property
    def hashes_names(self) -> bool:
        """From 1.0 an unnamed node is called `function__` and eight hexadecimal digits."""
        return self.numbers >= (1,)

    @property
    def separator(self) -> str:
        """What stands between the datasets in `function([a;b]) -> [c]`."""
        return ";" if self.numbers >= (0, 19) else ","
