"""How wide a label is and where it is cut, without asking a browser.

Widths are those of a common sans-serif at 13 px, rounded up, so that the text fits whatever font the reader has.
"""

from __future__ import annotations

import re
from math import fsum

FONT_SIZE = 13.0
MAX_TEXT = 250.0
ICON = 26.0
PADDING = 12.0
MARK = 18.0
BOLD = 1.1
HEIGHTS = {"node": 38.0, "dataset": 34.0, "parameter": 26.0, "namespace": 48.0}
MIN_WIDTHS = {"node": 96.0, "dataset": 84.0, "parameter": 64.0, "namespace": 140.0}

_WIDTHS = {
    **dict.fromkeys("iljI.,:;|'!()[] ", 4.4),
    **dict.fromkeys('frt-"/\\', 5.4),
    **dict.fromkeys("mwMW@%", 11.8),
    **dict.fromkeys("ABCDEFGHJKLNOPQRSTUVXYZ&", 9.2),
}
_OTHER, _WIDE = 7.6, 13.5


def text_width(text: str) -> float:
    """The width of a text in pixels at the canvas's font size."""
    return fsum(_WIDTHS.get(c, _OTHER if ord(c) < 0x2E80 else _WIDE) for c in text)


def shorten(text: str, most: float = MAX_TEXT) -> str:
    """The text on one line, cut with an ellipsis in the middle where it would be wider than `most`: an element, if
    nothing else is said."""
    line = " ".join(text.split()) or text
    if text_width(line) <= most:
        return line
    keep = len(line) - 1
    while keep > 2 and text_width(_cut(line, keep)) > most:
        keep -= 1
    return _cut(line, keep)


def pretty(name: str) -> str:
    """The name as a person would write it: `train_model_node` as "Train model node"."""
    words = re.sub("[_-]+", " ", name).strip()
    return words[:1].upper() + words[1:] or name


def _cut(line: str, keep: int) -> str:
    """The first and last `keep` characters in all; the end says more than the middle in `make_x_and_y_from_z`."""
    head = (keep + 1) // 2
    return f"{line[:head]}…{line[len(line) - (keep - head) :]}"


def element_size(label: str, kind: str, *, marked: bool = False) -> tuple[float, float]:
    """Width and height of an element with this label; `marked` leaves room for the sign of hidden parameters."""
    bold = BOLD if kind == "namespace" else 1.0
    width = bold * text_width(label) + ICON + 2 * PADDING + (MARK if marked else 0.0)
    return float(round(max(width, MIN_WIDTHS[kind]) / 2) * 2), HEIGHTS[kind]
