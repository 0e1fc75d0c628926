"""What differs between versions of Kedro for whoever builds pipelines."""

from __future__ import annotations

import re

NEWEST = (1, 7)
SINCE: dict[tuple[str, str], tuple[int, ...]] = {
    ("kedro.framework.project", "find_pipelines"): (0, 18, 3),
    ("kedro.pipeline", "Node"): (1, 0),
    ("kedro.pipeline", "llm_context_node"): (1, 2),
    ("kedro.pipeline", "LLMContextNode"): (1, 2),
    ("kedro.pipeline", "tool"): (1, 2),
    ("kedro.pipeline", "pipeline"): (0, 16, 0),
    ("kedro.pipeline.pipeline", "pipeline"): (0, 19, 13),
    ("kedro.pipeline.pipeline", "PipelineError"): (1, 0),
    ("Pipeline", "filter"): (0, 18, 0),
    ("Pipeline", "datasets"): (0, 19, 0),
    ("Pipeline", "only_nodes_with_namespaces"): (1, 0),
}
UNTIL: dict[tuple[str, str], tuple[int, ...]] = {
    ("kedro.pipeline.modular_pipeline", "pipeline"): (1, 0),
    ("kedro.pipeline.modular_pipeline", "ModularPipelineError"): (1, 0),
    ("Pipeline", "data_sets"): (0, 19, 0),
    ("Pipeline", "decorate"): (0, 18, 0),
    ("Pipeline", "only_nodes_with_namespace"): (1, 0),
}
"""First and last versions of names, by the module or class that has them."""


class Rules:
    """The rules of one minor version, in its last release; an unknown version is read as the newest.

    A project says which release it was made with, and Kedro lets any release of the same minor version run it. What
    only a later release refuses is not held against the project.
    """

    def __init__(self, version: str | None) -> None:
        exact = tuple(int(part) for part in re.findall(r"\d+", version or "")[:3])
        numbers = exact[:2]
        self.numbers: tuple[int, ...] = numbers or NEWEST
        self.version = version or ".".join(map(str, NEWEST))
        self.hashes_names = self.at_least(1, 0)
        self.separator = ";" if self.at_least(0, 19) else ","
        self.sorts_names = not self.at_least(0, 17, 6)
        self.sorts_keyword_inputs = not self.at_least(0, 17, 0)
        self.checks_node_names = self.at_least(0, 17, 0)
        self.checks_tags = self.at_least(0, 19, 0)
        self.checks_transcoded_loops = self.at_least(0, 19, 4) and not (0, 19, 0) <= exact < (0, 19, 4)
        self.moves_parameters = self.at_least(0, 18, 0)
        self.matches_whole_namespaces = self.at_least(1, 0)
        self.sorts_nodes = self.at_least(0, 18, 2)
        self.pipeline_takes_namespace = self._may_be((0, 19, 13))

    def at_least(self, *version: int) -> bool:
        """Whether this is that version or a later one."""
        return self.numbers >= version[: len(self.numbers)]

    def offers(self, module: str, name: str) -> bool:
        """Whether this version has the name, or a later one that runs the project just as well."""
        since, until = SINCE.get((module, name)), UNTIL.get((module, name))
        return (since is None or self._may_be(since)) and (until is None or not self.at_least(*until))

    def _may_be(self, version: tuple[int, ...]) -> bool:
        """Whether the project may run on that version or a later one.

        A project says which Kedro it was made with; it runs on any later patch release of that, from 1.0 on any minor
        release, and uses what came with them.
        """
        alike = 1 if self.numbers[0] >= 1 else 2
        return self.at_least(*version) or self.numbers[:alike] == version[:alike]
