"""The panel on how the project was read: by whom, whether completely, and every diagnostic as a card."""

from __future__ import annotations

from collections import Counter
from typing import Any

from dash import html

from viz.app.context import Context
from viz.app.panels.parts import facts, header, icon, place_shown, section
from viz.model import Diagnostic, Project

READING = "reading"
"""The id under which this panel is selected; no element has it, theirs all hold a colon or are `parameters`."""

LEVELS = ("error", "warning", "info")
TITLES = {"error": "Could not be read", "warning": "Worth a look", "info": "Good to know"}


def reading_panel(context: Context) -> list[Any]:
    project = context.project
    return [
        header("How this was read", "info", headline(project)),
        html.P(explanation(project), className="docstring"),
        facts(
            [
                ("Project", project.name),
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


def headline(project: Project) -> str:
    """In a few words: `Complete`, or how much could not be read."""
    counts = Counter(diagnostic.level for diagnostic in project.diagnostics)
    if counts["error"]:
        return f"{_count(counts['error'], 'thing')} could not be read"
    if not project.complete:
        return "Not everything could be read"
    return "Everything was read"


def explanation(project: Project) -> str:
    if project.reader == "live":
        how = "The project's own Python loaded it and told what it holds. No node was run."
    else:
        how = "It was read from its source and configuration. Nothing of it was run."
    if project.complete:
        return how
    return f"{how} Some parts cannot be told that way, so the picture may lack nodes; the cards below say which."


def badge(project: Project) -> html.Button:
    """The button in the bar that opens this panel: one look says whether anything is wrong."""
    counts: Counter[str] = Counter(diagnostic.level for diagnostic in project.diagnostics)
    level = _worst(project, counts)
    number = counts["error"] + counts["warning"]
    words = f"{headline(project)}: how this was read"
    return html.Button(
        [icon("check" if level == "ok" else level), html.Span(_badge_text(project, number))],
        id="reading-badge",
        className=f"badge badge-{level}",
        title=words,
        **{"data-element": READING, "aria-label": words},
    )


def _worst(project: Project, counts: Counter[str]) -> str:
    if counts["error"]:
        return "error"
    return "warning" if counts["warning"] or not project.complete else "ok"


def _badge_text(project: Project, number: int) -> str:
    if number:
        return _count(number, "note")
    return "Complete" if project.complete else "Incomplete"


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
