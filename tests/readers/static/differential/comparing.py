"""One project read by us and by Kedro: equal, or we say that we are not sure; never different."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from tests.readers.static.differential.oracle import Oracle, Pipelines
from viz.readers.kedro_project.facts import PipelineFacts
from viz.readers.kedro_project.locate import locate
from viz.readers.kedro_project.static import read_pipelines


class Comparison:
    """Writes generated projects into `folder`, one at a time, and counts what becomes of them."""

    def __init__(self, oracle: Oracle, folder: Path) -> None:
        self.oracle = oracle
        self.folder = folder
        self.seen: Counter[str] = Counter()
        self.doubts: Counter[str] = Counter()

    def check(self, files: Mapping[str, str], *, ordered: bool = True) -> None:
        """Compare one project; `files` are those of its package. `ordered`: its pipelines come in an order."""
        package = f"shop{self.seen.total()}"
        root = self.folder / package
        self._write(root, package, files)
        try:
            facts = read_pipelines(locate(root))
            theirs = self.oracle.ask(root, package)
        finally:
            shutil.rmtree(root)
        self._compare(facts, theirs, files, ordered)

    def _write(self, root: Path, package: str, files: Mapping[str, str]) -> None:
        inside = root / "src" / package
        for name, text in {"__init__.py": "", "settings.py": "", **files}.items():
            path = inside / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text.replace("PACKAGE", package), encoding="utf-8")
        described = f'package_name = "{package}"\nproject_name = "Shop"\n'
        version = f'kedro_init_version = "{self.oracle.version}"\nproject_version = "{self.oracle.version}"\n'
        (root / "pyproject.toml").write_text("[tool.kedro]\n" + described + version)

    def _compare(self, facts: PipelineFacts, theirs: Pipelines | str, files: Mapping[str, str], ordered: bool) -> None:
        shown = "\n".join(f"# --- {name}\n{text}" for name, text in files.items())
        if isinstance(theirs, str):
            self.seen["refused"] += 1
            assert not facts.complete, f"Kedro raises {theirs}, and we call this complete:\n{shown}"
            return
        self.seen["complete" if facts.complete else "incomplete"] += 1
        if not facts.complete:
            self.doubts[facts.diagnostics[0].message if facts.diagnostics else "?"] += 1
            return
        ours = plain(facts)
        if any(self.oracle.version.startswith(old) for old in ("0.16.", "0.17.", "0.18.0", "0.18.1")):
            # These list nodes of the same depth in the order of a set.
            ours, theirs = ({name: sorted(nodes) for name, nodes in found.items()} for found in (ours, theirs))
        listed: Callable[[Iterable[str]], list[str]] = list if ordered else sorted
        assert listed(ours) == listed(theirs), f"other pipelines:\n{list(ours)}\n{list(theirs)}\n{shown}"
        for name, nodes in theirs.items():
            assert ours[name] == nodes, f"{name} is, by us and by Kedro:\n{ours[name]}\n{nodes}\n{shown}"

    @property
    def share_complete(self) -> float:
        """How many of the projects that Kedro can load were read to the end."""
        return self.seen["complete"] / max(self.seen["complete"] + self.seen["incomplete"], 1)


def plain(facts: PipelineFacts) -> dict[str, list[list[Any]]]:
    """What was read, as the oracle answers it."""
    return {
        name: [
            [node.name, node.function, list(node.inputs), list(node.outputs), node.namespace, sorted(node.tags)]
            for node in nodes
        ]
        for name, nodes in facts.pipelines.items()
    }
