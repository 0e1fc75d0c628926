"""The commands: arguments in, exit code out, nothing else.

Exit codes: 0 done, 1 done with errors found (`--strict`), 2 wrong use, 3 could not read the project, 4 could not
write. What a command needs is imported when it runs: `pipeviz --help` must be instant.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from viz import __version__
from viz.errors import PipevizError, UsageError

if TYPE_CHECKING:
    from viz.readers import Opened, ReadOptions

INTERRUPTED = 130
SELDOM = (50_000, 20, 100)
"""When garbage is looked for. A project is many small objects that stay: at Python's own numbers, looking through
them again and again took two fifths of the time it takes to read one of 5,000 nodes."""
FORMATS = ("html", "svg", "png", "pdf", "json")
PICTURES = ("svg", "png", "pdf")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; errors become one sentence on stderr and their exit code."""
    options = _parser().parse_args(arguments)
    gc.set_threshold(*SELDOM)
    try:
        command: Callable[[argparse.Namespace], int] = options.command
        return command(options)
    except PipevizError as error:
        print(f"pipeviz: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output, `head` for one, has had enough; without this Python complains at exit.
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="pipeviz",
        description="Opens any Kedro project in the browser: its pipelines, the code, the data and what runs cost.",
        epilog="PROJECT is a folder (default: this one, or the project above it), or a snapshot from `inspect --json`.",
    )
    parser.add_argument("--version", action="version", version=f"pipeviz {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_serve(commands)
    _add_export(commands)
    _add_inspect(commands)
    _add_runs(commands)
    _add_demo(commands)
    return parser


def _add_serve(commands: Any) -> None:
    command = _command(commands, "serve", serve, "open the project in the browser")
    _add_view(command)
    _add_address(command)
    command.add_argument("--no-watch", action="store_true", help="do not read the project again when its files change")


def _add_demo(commands: Any) -> None:
    words = "open the sample project in the browser"
    command: argparse.ArgumentParser = commands.add_parser("demo", help=words, description=words.capitalize() + ".")
    command.set_defaults(command=demo)
    _add_address(command)


def _add_address(command: argparse.ArgumentParser) -> None:
    command.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    command.add_argument("--port", type=int, default=4142, metavar="N", help="port to listen on (default: 4142)")
    command.add_argument("--base-path", default="/", metavar="/X/", help="path the page lives under behind a proxy")
    command.add_argument("--no-browser", action="store_true", help="do not open a browser")


def _add_export(commands: Any) -> None:
    formats = "an HTML page, a picture (SVG, PNG, PDF), JSON"
    command = _command(commands, "export", export, f"save the graph as one file: {formats}")
    command.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="the file to write")
    command.add_argument("--format", choices=FORMATS, help="default: told by the file's ending")
    _add_view(command)
    command.add_argument("--theme", choices=("light", "dark"), help="theme to open with, or to draw in")
    command.add_argument("--no-code", action="store_true", help="leave the source code out of the page")
    command.add_argument("--previews", action="store_true", help="put the head of each dataset into the page")
    command.add_argument("--no-parameter-values", action="store_true", help="leave parameter values out")
    command.add_argument("--force", action="store_true", help="overwrite FILE")
    _add_picture(command.add_argument_group("pictures (SVG, PNG, PDF)"))


def _add_picture(group: Any) -> None:
    """What only pictures need: on the page it is a matter of a click. None where it is not given."""
    group.add_argument("--direction", type=str.upper, choices=("TB", "LR"), help="top to bottom, or left to right")
    group.add_argument("--depth", type=int, metavar="N", help="open this many levels of namespaces (default: readable)")
    group.add_argument("--expand", action="append", metavar="NS", help="open this namespace; may be repeated")
    group.add_argument("--collapse", action="append", metavar="NS", help="close this namespace; may be repeated")
    group.add_argument("--focus", metavar="NS", help="draw only this namespace, with what goes in and out")
    group.add_argument("--parameters", action="store_true", default=None, help="draw parameters too")
    group.add_argument("--no-layers", action="store_true", default=None, help="leave the bands of the layers out")
    group.add_argument("--pretty-names", action="store_true", default=None, help='train_model as "Train model"')
    group.add_argument("--link-to", metavar="URL", help="page that the elements of an SVG or PDF lead to")
    group.add_argument("--scale", type=float, metavar="N", help="pixels of a PNG for one of the page (default: 2)")


PICTURE_OPTIONS = (
    "direction", "depth", "expand", "collapse", "focus", "parameters", "no_layers", "pretty_names", "link_to", "scale",
)  # fmt: skip


def _add_inspect(commands: Any) -> None:
    command = _command(commands, "inspect", inspect, "say what was read, and every diagnostic")
    command.add_argument("--json", action="store_true", help="print the snapshot")
    command.add_argument("--strict", action="store_true", help="exit with 1 where a diagnostic is an error")
    command.add_argument("--compare-readers", action="store_true", help="list what the two readers see differently")


def _add_runs(commands: Any) -> None:
    command = _command(commands, "runs", runs, "list the runs found in the logs")
    command.add_argument("--json", action="store_true", help="print them as JSON")


def _command(commands: Any, name: str, run: Callable[[argparse.Namespace], int], help_: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=help_, description=help_.capitalize() + ".")
    command.set_defaults(command=run)
    command.add_argument(
        "project", nargs="?", default=".", metavar="PROJECT", help="folder or snapshot (default: here)"
    )
    command.add_argument("--env", metavar="E", help="configuration environment (default: as the project sets)")
    command.add_argument("--params", default="", metavar="K=V,..", help="runtime parameters, as for `kedro run`")
    command.add_argument(
        "--reader", choices=("auto", "static", "live"), default="auto", help="how to read (default: auto)"
    )
    command.add_argument(
        "--python", type=Path, metavar="PATH", help="the project's own interpreter, for the live reader"
    )
    command.add_argument(
        "--hooks", action="store_true", help="let the project's hooks take part where the live reader asks it"
    )
    return command


def _add_view(command: argparse.ArgumentParser) -> None:
    command.add_argument("--pipeline", metavar="P", help="registered pipeline to show (default: __default__)")
    command.add_argument("--run", metavar="R", help="run to overlay: an id of `pipeviz runs`, or `latest`")


def read_options(options: argparse.Namespace, **changed: Any) -> ReadOptions:
    """How to read the project, from the options that every command has."""
    from viz.readers import ReadOptions

    given = {
        "env": options.env,
        "params": parameters(options.params),
        "reader": options.reader,
        "python": options.python,
        "hooks": options.hooks,
        "tell": _tell,
    }
    return ReadOptions(**{**given, **changed})


def parameters(text: str) -> dict[str, Any]:
    """`a=1,b.c=x` as `{"a": 1, "b": {"c": "x"}}`, values read as YAML like `kedro run --params` reads them."""
    import yaml

    found: dict[str, Any] = {}
    for entry in filter(None, text.split(",")):
        key, equals, value = entry.partition("=" if "=" in entry else ":")
        if not equals or not key.strip():
            raise UsageError(f"--params takes key=value pairs separated by commas; {entry!r} is none.")
        *above, last = key.strip().split(".")
        place = found
        for part in above:
            place = place.setdefault(part, {})
            if not isinstance(place, dict):
                raise UsageError(f"--params gives {part!r} both a value and keys below it; keep one of them.")
        place[last] = yaml.safe_load(value)
    return found


def _open(options: argparse.Namespace, **changed: Any) -> Opened:
    from viz.readers import open_project

    return open_project(options.project, read_options(options, **changed))


def serve(options: argparse.Namespace) -> int:
    """`pipeviz serve`: the page, until interrupted."""
    from viz.app.server import serve as serve_app
    from viz.readers import open_project

    serve_app(
        partial(open_project, options=read_options(options)),
        options.project,
        pipeline=options.pipeline,
        run=options.run,
        host=options.host,
        port=options.port,
        base_path=options.base_path,
        open_browser=not options.no_browser,
        watch=not options.no_watch,
    )
    return 0


def demo(options: argparse.Namespace) -> int:
    """`pipeviz demo`: the sample project, with the latest of its runs laid over it, until interrupted."""
    from viz.app.server import serve as serve_app
    from viz.readers import ReadOptions, open_project
    from viz.sample import sample_project

    serve_app(
        partial(open_project, options=ReadOptions(reader="static")),
        str(sample_project()),
        run="latest",
        host=options.host,
        port=options.port,
        base_path=options.base_path,
        open_browser=not options.no_browser,
        watch=False,
    )
    return 0


def export(options: argparse.Namespace) -> int:
    """`pipeviz export`: one file, never overwritten unasked."""
    from viz.export import check_output, export_text, format_of, write

    format_ = options.format or format_of(options.output, FORMATS)
    check_output(options.output, force=options.force)
    if format_ in PICTURES:
        write(options.output, _picture(options, format_))
        return 0
    given = [name for name in PICTURE_OPTIONS if getattr(options, name) is not None]
    if given:
        raise UsageError(f"--{given[0].replace('_', '-')} is for pictures (svg, png, pdf), not for {format_}.")
    text = export_text(
        _open(options),
        format_,
        pipeline=options.pipeline,
        run=options.run,
        theme=options.theme,
        include_code=not options.no_code,
        include_previews=options.previews,
        include_parameter_values=not options.no_parameter_values,
    )
    write(options.output, text)
    return 0


def _picture(options: argparse.Namespace, format_: str) -> bytes:
    from viz.export.choice import Choice
    from viz.export.pictures import export_picture
    from viz.export.svg import Drawn

    choice = Choice(
        pipeline=options.pipeline,
        direction=options.direction or "TB",
        parameters=bool(options.parameters),
        depth=options.depth,
        expand=options.expand or (),
        collapse=options.collapse or (),
        focus=options.focus,
    )
    drawn = Drawn(
        theme=options.theme or "light",
        pretty_names=bool(options.pretty_names),
        layers=not options.no_layers,
        page=options.link_to,
    )
    scale = 2.0 if options.scale is None else options.scale
    return export_picture(_open(options), format_, choice=choice, run=options.run, drawn=drawn, scale=scale)


def inspect(options: argparse.Namespace) -> int:
    """`pipeviz inspect`: a summary, the snapshot, or what the two readers see differently."""
    if options.compare_readers:
        return _compare(options)
    opened = _open(options)
    if options.json:
        from viz.snapshot import dumps

        _print(dumps(opened.project))
    else:
        from viz.summary import summary

        found = opened.runs()
        _print(summary(opened.project, found.runs, found.diagnostics))
    failed = any(diagnostic.level == "error" for diagnostic in opened.project.diagnostics)
    return int(options.strict and failed)


def _compare(options: argparse.Namespace) -> int:
    from viz.differences import differences

    static, live = (_open(options, reader=reader).project for reader in ("static", "live"))
    found = differences(static, live)
    _print("".join(f"{line}\n" for line in found) or "The static and the live reader see the same project.\n")
    return int(options.strict and bool(found))


def runs(options: argparse.Namespace) -> int:
    """`pipeviz runs`: what the logs remember."""
    from viz.report import runs_json, runs_table

    opened = _open(options)
    found = opened.runs()
    if options.json:
        _print(runs_json(opened.project, found.runs, found.diagnostics))
        return 0
    from viz.summary import diagnostic_lines

    _print(runs_table(opened.project, found.runs))
    notes = [line for diagnostic in found.diagnostics for line in diagnostic_lines(diagnostic)]
    _print("".join(f"{line}\n" for line in ["", *notes] if notes))
    return 0


def _tell(words: str) -> None:
    print(f"pipeviz: {words}", file=sys.stderr, flush=True)


def _print(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()
