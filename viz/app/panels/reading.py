"""The panel on how the project was read: by whom, whether completely, and every diagnostic as a card."""

from __future__ import annotations

from collections import Counter
from typing import Any

from dash import html

from viz.app.context import Context
from viz.app.panels.parts import command, facts, header, icon, place_shown, section
from viz.model import Diagnostic, Project

READING = "reading"
"""The id under which this panel is selected; no element has it, theirs all hold a colon or are `parameters`."""

READERS = {"static": "the static reader, from the source code", "live": "the live reader, from the project itself"}
LEVELS = ("error", "warning", "info")
TITLES = {"error": "Could not be read", "warning": "Worth a look", "info": "Good to know"}


def reading_panel(context: Context) -> list[Any]:
    project = context.project
    return [
        header("How this was read", "info", headline(context)),
        *explanation(project),
        next_step(context),
        facts(
            [
                ("Project", project.name),
                ("Read by", READERS[project.reader]),
                ("System", " ".join(filter(None, (project.system.capitalize(), project.system_version)))),
                ("Pipelines", str(len(project.pipelines))),
                ("Nodes", str(len(project.nodes))),
                ("Datasets", str(len(project.datasets))),
                ("Parameters", str(len(project.parameters))),
            ]
        ),
        *(_cards(project, level) for level in LEVELS),
        section("Logs of runs", *map(card, context.log_notes), count=len(context.log_notes)),
    ]


def headline(context: Context) -> str:
    """In a few words: whether everything was read, or what was not."""
    project = context.project
    if project.complete and not context.left_out:
        return "Everything was read"
    doubtful = [pipeline.name for pipeline in project.pipelines if pipeline.name in context.troubles]
    missing = len(doubtful) * (not project.complete) + len(context.left_out)
    if missing and project.pipelines:
        return f"{missing} of {_count(len(project.pipelines) + len(context.left_out), 'pipeline')} not read completely"
    errors = sum(one.level == "error" for one in project.diagnostics)
    return f"{_count(errors, 'thing')} could not be read" if errors else "Not everything could be read"


def explanation(project: Project) -> list[html.P]:
    """Which reader spoke, and what its words are worth."""
    if project.reader == "live":
        how = "The project's own Python loaded its code and said what the pipelines are. No node was run."
    else:
        how = "It was read from its files. None of its code was run."
    if project.complete:
        worth = "What you see is what the project registers: nothing was guessed."
    else:
        worth = "Something is missing or uncertain: the cards below say what, and where."
    return [html.P(how, className="docstring"), html.P(worth, className="docstring")]


def next_step(context: Context) -> html.Div | None:
    """What the user can do about an incomplete reading, beyond repairing what the cards name."""
    project, env = context.project, context.opened.options.env
    undecided = any(one.level == "warning" and one.pipelines for one in project.diagnostics)
    codes = {one.code for one in project.diagnostics}
    nobody = "live-no-interpreter" in codes
    asked = not nobody and any(code.startswith("live-") for code in codes)
    if project.complete or project.reader == "live" or asked or not undecided:
        return None
    words = "Some of it only shows when the code runs. If you trust the project and it can run, let it tell itself:"
    how = "--python path/to/its/python" if nobody else "--reader live"
    again = f"pipeviz serve {how}{f' --env {env}' if env else ''}"
    return html.Div([html.P(words), command(again)], className="next-step")


def badge(context: Context) -> html.Button:
    """The button in the bar that opens this panel: one look says whether anything is wrong."""
    project = context.project
    counts: Counter[str] = Counter(one.level for one in (*project.diagnostics, *context.log_notes))
    level = _worst(project, counts)
    number = counts["error"] + counts["warning"]
    words = f"{headline(context)}: how this was read"
    count = [html.Span(str(number), className="count", title=_count(number, "note"))] if number else []
    return html.Button(
        [
            icon("check" if level == "ok" else level),
            html.Span(
                "Complete" if project.complete and not context.left_out else "Incomplete", className="badge-words"
            ),
            *count,
        ],
        id="reading-badge",
        className=f"badge badge-{level}",
        title=words,
        **{"data-element": READING, "aria-label": words},
    )


def _worst(project: Project, counts: Counter[str]) -> str:
    if counts["error"]:
        return "error"
    return "warning" if counts["warning"] or not project.complete else "ok"


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _cards(project: Project, level: str) -> html.Section | None:
    found = [diagnostic for diagnostic in project.diagnostics if diagnostic.level == level]
    return section(TITLES[level], *map(card, found), count=len(found))


def card(diagnostic: Diagnostic) -> html.Article:
    """One diagnostic: what happened, what to do about it, and where."""
    words: list[Any] = [html.P(diagnostic.message, className="card-message")]
    if diagnostic.hint:
        words.append(html.P(diagnostic.hint, className="card-hint"))
    place = place_shown(diagnostic.place)
    if place is not None:
        words.append(place)
    return html.Article(
        [icon(diagnostic.level), html.Div(words, className="card-body")], className=f"card card-{diagnostic.level}"
    )
