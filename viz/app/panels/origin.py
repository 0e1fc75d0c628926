"""Where values of the configuration come from: file, line, environment, what is written there, and what it hides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dash import html

from viz.app.panels.parts import facts, note, place_shown, section, tree
from viz.model import Overridden, Place, Setting

LONGEST_VALUE = 200
MAX_SETTINGS = 300


def place_in_environment(place: Place | None) -> html.Span | None:
    """A place with the configuration environment it belongs to."""
    shown = place_shown(place)
    if shown is None or place is None or place.environment is None:
        return shown
    return html.Span([shown, html.Span(place.environment, className="environment")], className="origin-place")


def overrides_shown(overrides: Sequence[Overridden], now: Any, place: Place | None) -> html.Div | None:
    """`base: 0.2 → local: 0.3`: what each layer says, the lowest first; None where nothing is overridden.

    `now` is what is written at `place`, which is None for a value given with `--params`.
    """
    if not overrides:
        return None
    steps = [_step(one.place, one.raw) for one in reversed(overrides)]
    steps.append(_step(place, now))
    arrow = html.Span("→", className="muted", **{"aria-label": "replaced by"})
    return html.Div([part for step in steps for part in (arrow, step)][1:], className="overrides")


def _step(place: Place | None, value: Any) -> html.Span:
    layer = "--params" if place is None else place.environment or place.file
    where = "" if place is None else f"{place.file}:{place.line}" if place.line else place.file
    return html.Span([html.Span(f"{layer}: ", className="muted"), html.Code(brief(value))], title=where or None)


def brief(value: Any) -> str:
    """A value as one line writes it, cut where it is long."""
    if isinstance(value, Mapping):
        text = "{" + ", ".join(f"{key}: {brief(item)}" for key, item in list(value.items())[:20]) + "}"
    elif isinstance(value, (list, tuple)):
        text = "[" + ", ".join(brief(item) for item in list(value)[:20]) + "]"
    elif value is None or isinstance(value, bool):
        text = {None: "null", True: "true", False: "false"}[value]
    else:
        text = str(value)
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1]}…"


def unresolved_note(reason: str) -> html.P | None:
    return note(f"Shown as written: {reason}.", "warning") if reason else None


def settings_sections(
    settings: Sequence[Setting], values: Mapping[str, Any], home: Place | None
) -> Iterable[html.Section | None]:
    """First what is written otherwise than it comes out, then, folded, the place of every value.

    `values` are the values by their dotted paths, `home` the place of what they belong to.
    """
    telling = [one for one in settings if _is_telling(one, values)]
    yield section("As written", *(_written(one, values) for one in telling[:MAX_SETTINGS]), count=len(telling))
    shown = [(one.path, place_in_environment(_unlike(one.defined_at, home))) for one in settings[:MAX_SETTINGS]]
    places = facts(shown)
    if places is not None:
        yield section("Defined line by line", html.Details([html.Summary(f"{len(shown)} values"), places]))


def _is_telling(one: Setting, values: Mapping[str, Any]) -> bool:
    """Whether more than the place is to be said of a value: another layer that says the same is no news."""
    now = _now(one, values)
    return one.raw is not None or bool(one.unresolved) or any(below.raw != now for below in one.overrides)


def _now(one: Setting, values: Mapping[str, Any]) -> Any:
    return one.raw if one.raw is not None else values.get(one.path)


def _unlike(place: Place | None, home: Place | None) -> Place | None:
    """The place, without its environment where that is the one of `home`."""
    if place is None or home is None or place.environment != home.environment:
        return place
    return Place(file=place.file, line=place.line, end_line=place.end_line)


def _written(one: Setting, values: Mapping[str, Any]) -> html.Div:
    written = None
    if one.raw is not None and not one.overrides:
        written = html.Code(brief(one.raw)) if not isinstance(one.raw, (Mapping, list)) else tree(one.raw)
    parts = [
        html.Span(one.path, className="key"),
        written,
        overrides_shown(one.overrides, _now(one, values), one.defined_at),
        unresolved_note(one.unresolved),
        place_in_environment(one.defined_at),
    ]
    return html.Div([part for part in parts if part is not None], className="written")


def flat(values: Mapping[str, Any], above: str = "") -> dict[str, Any]:
    """The values that are no mapping of more values, by their dotted paths, as a `Setting` names them."""
    found: dict[str, Any] = {}
    for key, value in values.items():
        if isinstance(value, Mapping) and value:
            found |= flat(value, f"{above}{key}.")
        else:
            found[f"{above}{key}"] = value
    return found


def hidden_entries(overrides: Sequence[Overridden]) -> html.Div | None:
    """The places whose whole entries are replaced by the one that is shown."""
    shown = [place_in_environment(one.place) for one in overrides]
    return html.Div(shown) if shown else None
