"""Read real Kedro projects both ways and write what came of it as a Markdown table.

    python benchmarks/real_projects.py LIST [LIST ...] [-o TABLE.md] [--only WORD] [--keep ANSWERS.json] [--verbose]

A LIST is a text file with a project a line, three columns separated by tabs: the name shown in the table, the folder,
and the interpreter whose Kedro is asked ("-" where there is none). Empty lines and lines that start with # are
skipped. Asking Kedro runs the project's code, in a copy of its folder that is thrown away; an empty conf/local is made
there where git, which keeps no empty folders, left it out.

Each project is read statically by `pipeviz inspect --reader static --json` in a process of its own: the seconds are
all CPU time of that process, Python's start included, the megabytes its peak of memory (Linux only). Then Kedro is
asked by the live reader, and the two are compared: per registered pipeline the nodes by name, with function, inputs,
outputs, namespace and tags; datasets by name, with type, file path, layer, pattern, transcodings, versions, arguments
and metadata; parameters with their values. "Equal" means that nothing of this differs.

`--keep` writes every answer of a project to a JSON file when it is there, and takes from it what was found earlier, so
that a long list can be done in pieces; `--verbose` says each difference on stderr.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from viz.differences import differences
from viz.errors import PipevizError
from viz.model import Dataset, Diagnostic, Node, Parameter, Project
from viz.readers import ReadOptions, read
from viz.snapshot import loads

HEAD = (
    "| project | Kedro | pipelines | `__default__` | nodes | datasets | complete | Kedro's own answer | compared "
    "| CPU s | MB |\n"
    "|---|---|--:|--:|--:|--:|---|---|---|--:|--:|\n"
)
SUMMARY = (
    "| Kedro | projects | opened | complete | Kedro loads it | of these complete | of these equal |\n"
    "|---|--:|--:|--:|--:|--:|--:|\n"
)
FOLDERS = re.compile(r"(?<![\w.)+-])/(?:[^\s/'\"]+/)+")
"""The folders of an absolute path, which are of this machine only."""
BEGIN, END = "<!-- tables: begin -->", "<!-- tables: end -->"
DEFAULT = "__default__"
PEAK = "peak of memory in kB:"
MEASURED = f"""
import sys
from viz.cli import main
code = main(sys.argv[1:])
peak = [line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")][0]
sys.stderr.write("{PEAK}" + peak)
sys.exit(code)
"""
"""`ru_maxrss` of a process starts from that of the one it was forked from; what the kernel says of its own does not."""
FIRST = ("live-settings-failed", "live-registry-failed")
LIVE_SECONDS = 180.0
LONGEST_REASON = 140


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What came of one project; numbers are those of the static reading."""

    name: str
    version: str
    pipelines: int = 0
    default: int | None = None
    nodes: int = 0
    datasets: int = 0
    complete: bool = False
    reason: str = ""
    asked: str = ""
    answered: bool = False
    differences: tuple[str, ...] | None = None
    cpu: float = 0.0
    megabytes: float = 0.0


def main() -> int:
    options = _arguments()
    known = _kept(options.keep)
    rows = []
    for name, folder, python in _listed(options.lists):
        if options.only and options.only not in name:
            continue
        row = known.get(name) or measured(name, folder, python)
        known[name] = row
        rows.append(row)
        print(_line(row), file=sys.stderr, end="")
        if options.verbose:
            print("".join(f"    {one}\n" for one in row.differences or ()), file=sys.stderr, end="")
        if options.keep:
            options.keep.write_text(json.dumps({key: asdict(one) for key, one in known.items()}, indent=1))
    if options.output:
        _put(options.output, _tables(rows))
    else:
        print(_tables(rows), end="")
    return 0


def _put(path: Path, tables: str) -> None:
    """The tables into the file, between its marks where it has them."""
    before, begin, rest = path.read_text(encoding="utf-8").partition(BEGIN) if path.is_file() else ("", "", "")
    _, end, after = rest.partition(END)
    path.write_text(f"{before}{begin}\n{tables}{end}{after}" if end else tables, encoding="utf-8")


def _tables(rows: list[Row]) -> str:
    """A summary with a line for each minor version, and a table of each."""
    minors = sorted({_minor(row) for row in rows})
    parts = {minor: [row for row in rows if _minor(row) == minor] for minor in minors}
    summary = SUMMARY + "".join(_summary(_named(minor), part) for minor, part in parts.items()) + _summary("all", rows)
    tables = [
        f"### Kedro {_named(minor)}\n\n{HEAD}{''.join(map(_line, sorted(part, key=lambda row: row.name.lower())))}"
        for minor, part in parts.items()
    ]
    return "\n".join([summary, *tables])


def _minor(row: Row) -> tuple[int, ...]:
    found = re.match(r"(\d+)\.(\d+)", row.version)
    numbers = (int(found[1]), int(found[2])) if found else (99, 0)
    return numbers if numbers[0] == 0 else (numbers[0], 0)


def _named(minor: tuple[int, ...]) -> str:
    return "of a version that is not told" if minor[0] == 99 else "1.x" if minor[0] else f"0.{minor[1]}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Read real Kedro projects both ways, and compare.")
    parser.add_argument(
        "lists", nargs="+", type=Path, metavar="LIST", help="name, folder and interpreter, tab-separated"
    )
    parser.add_argument(
        "-o", "--output", type=Path, help="write the tables here, between the marks where there are some"
    )
    parser.add_argument("--keep", type=Path, help="keep the answers in this JSON file, and use those in it")
    parser.add_argument("--only", help="only the projects with this in their names")
    parser.add_argument("--verbose", action="store_true", help="say each difference on stderr")
    return parser.parse_args()


def _listed(lists: list[Path]) -> Iterator[tuple[str, Path, Path | None]]:
    for path in lists:
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                name, folder, python = (column.strip() for column in line.split("\t"))
                yield name, Path(folder), None if python == "-" else Path(python)


def _kept(path: Path | None) -> dict[str, Row]:
    if path is None or not path.is_file():
        return {}
    rows = {name: Row(**values) for name, values in json.loads(path.read_text(encoding="utf-8")).items()}
    return {name: replace(row, differences=row.differences and tuple(row.differences)) for name, row in rows.items()}


def measured(name: str, folder: Path, python: Path | None) -> Row:
    """The project read statically, and compared with what Kedro says where it can be asked."""
    row, static = _static(name, folder)
    if static is None or python is None:
        return replace(row, asked="" if python else "not asked")
    with tempfile.TemporaryDirectory(prefix="pipeviz-real-") as place:
        copy = Path(place) / folder.name
        shutil.copytree(folder, copy, symlinks=True, ignore=shutil.ignore_patterns(".git", ".venv", "node_modules"))
        if (copy / "conf").is_dir():
            (copy / "conf" / "local").mkdir(exist_ok=True)
        try:
            live = read(copy, ReadOptions(reader="live", python=python, timeout=LIVE_SECONDS))
        except PipevizError as error:
            return replace(row, asked=_short(str(error)))
    return _compared(row, static, live)


def _static(name: str, folder: Path) -> tuple[Row, Project | None]:
    """Read in a process of its own, which is measured as a whole."""
    command = [sys.executable, "-c", MEASURED, "inspect", str(folder), "--reader", "static", "--json"]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(command, stdout=out, stderr=errors, stdin=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        errors.seek(0)
        text, last = out.read().decode(), errors.read().decode("utf-8", "replace")
    words, _, peak = last.rpartition(PEAK)
    row = Row(name=name, version="?", cpu=round(usage.ru_utime + usage.ru_stime, 2), megabytes=int(peak or 0) / 1024)
    if process.returncode != 0:
        return replace(row, reason=f"did not open: {_short(words)}"), None
    project = loads(text)
    default = next((len(one.node_ids) for one in project.pipelines if one.name == DEFAULT), None)
    return replace(
        row,
        version=project.system_version or "?",
        pipelines=len(project.pipelines),
        default=default,
        nodes=len(project.nodes),
        datasets=len(project.datasets),
        complete=project.complete,
        reason="" if project.complete else _why(project.diagnostics, _in_code),
    ), project


def _in_code(diagnostic: Diagnostic) -> bool:
    return diagnostic.place is None or diagnostic.place.file.endswith(".py")


def _of_kedro(diagnostic: Diagnostic) -> bool:
    return diagnostic.code.startswith("live-") or diagnostic.code == "stand-in-decided"


def _why(diagnostics: tuple[Diagnostic, ...], fits: Callable[[Diagnostic], bool]) -> str:
    """The gravest of the diagnostics that fit, the registry's before others, with its place."""
    ranks = {"error": 0, "warning": 1, "info": 2}
    found = sorted(filter(fits, diagnostics), key=lambda one: (ranks[one.level], one.code not in FIRST))
    if not found:
        return "no reason given"
    place = found[0].place
    return _short(found[0].message) + (f" ({place.file}:{place.line})" if place else "")


def _compared(row: Row, static: Project, live: Project) -> Row:
    version = live.system_version or "?"
    if not live.complete and not live.pipelines:
        return replace(row, asked=f"{version} fails: {_why(live.diagnostics, _of_kedro)}")
    asked = version if live.complete else f"{version} in part: {_why(live.diagnostics, _of_kedro)}"
    found = differences(_bare(static), _bare(live))
    return replace(row, asked=asked, answered=live.complete, differences=found)


def _bare(project: Project) -> Project:
    """Without what Kedro does not know or prints otherwise: places in files, and docstrings."""
    return replace(
        project,
        name="",
        nodes=tuple(map(_bare_node, project.nodes)),
        datasets=tuple(map(_bare_dataset, project.datasets)),
        parameters=tuple(map(_bare_parameter, project.parameters)),
    )


def _bare_node(node: Node) -> Node:
    return replace(node, source=None, declared_at=None, docstring=None)


def _bare_dataset(dataset: Dataset) -> Dataset:
    transcodings = tuple(replace(one, defined_at=None, settings=()) for one in dataset.transcodings)
    return replace(dataset, defined_at=None, settings=(), transcodings=transcodings)


def _bare_parameter(parameter: Parameter) -> Parameter:
    return replace(parameter, defined_at=None, settings=())


def _line(row: Row) -> str:
    default = "-" if row.default is None else str(row.default)
    complete = "yes" if row.complete else f"no: {row.reason}"
    cells = (
        row.name,
        row.version,
        str(row.pipelines),
        default,
        str(row.nodes),
        str(row.datasets),
        complete,
        row.asked,
        _verdict(row),
        f"{row.cpu:.2f}",
        f"{row.megabytes:.0f}",
    )
    return f"| {' | '.join(FOLDERS.sub('.../', cell.replace('|', '/')) for cell in cells)} |\n"


def _verdict(row: Row) -> str:
    if row.differences is None:
        return "-"
    return "equal" if not row.differences else f"{len(row.differences)} differences"


def _summary(name: str, rows: list[Row]) -> str:
    loaded = [row for row in rows if row.answered]
    complete = [row for row in loaded if row.complete]
    cells = (
        name,
        len(rows),
        sum(not row.reason.startswith("did not open") for row in rows),
        sum(row.complete for row in rows),
        len(loaded),
        len(complete),
        sum(not row.differences for row in complete),
    )
    return f"| {' | '.join(map(str, cells))} |\n"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_REASON else f"{line[:LONGEST_REASON]}..."


if __name__ == "__main__":
    sys.exit(main())
