"""The SVG as PNG and as PDF, without a browser. Both need libraries of the extra `pipeviz[images]`:
resvg draws the PNG, fpdf2 the PDF, which keeps the links of the SVG."""

from __future__ import annotations

import copy
import logging
from datetime import UTC, datetime
from importlib import import_module
from typing import Any
from xml.etree.ElementTree import Element as Tag
from xml.etree.ElementTree import tostring

from viz.errors import UsageError
from viz.export.fonts import fonts
from viz.labels import FONT_SIZE

MAX_SIDE = 16_000
"""The longest side of a PNG in pixels: a longer one takes gigabytes to draw, and few programs open it."""

MAX_PAGE = 14_400.0
"""The longest side of a page in points that PDF knows."""

TIMELESS = datetime(2000, 1, 1, tzinfo=UTC)
"""The date in every PDF, so that the same picture gives the same bytes."""

SANS = "sans"


def png_bytes(tree: Tag, *, scale: float = 2.0) -> bytes:
    """The SVG document as PNG, `scale` pixels for one of the SVG's; UsageError where that is nothing or too large."""
    if not scale > 0:
        raise UsageError(f"--scale takes a number above 0, not {scale:g}.")
    side = max(_size(tree))
    if side * scale > MAX_SIDE:
        raise UsageError(
            f"At --scale {scale:g} the picture would be {side * scale:.0f} pixels long, and the most is {MAX_SIDE}: "
            f"give {MAX_SIDE / side:.2f} or less, close namespaces with --depth, or export an SVG."
        )
    resvg = _library("resvg_py", "PNG")
    family = fonts()[0].family
    return bytes(
        resvg.svg_to_bytes(
            svg_string=tostring(tree, encoding="unicode"), zoom=scale, font_family=family, sans_serif_family=family
        )
    )


def pdf_bytes(tree: Tag) -> bytes:
    """The SVG document as a PDF of one page with its links. The same picture gives the same bytes."""
    fpdf = _library("fpdf", "PDF")
    svg_module = import_module("fpdf.svg")
    width, height = _size(tree)
    shrink = min(1.0, MAX_PAGE / max(width, height))
    document = fpdf.FPDF(unit="pt", format=(width * shrink, height * shrink))
    document.set_creation_date(TIMELESS)
    document.set_auto_page_break(False)
    document.set_title(tree.findtext("title") or "")
    _add_fonts(document)
    document.add_page()
    drawing = svg_module.SVGObject(tostring(_without_words(tree), encoding="unicode"))
    drawing.transform_to_page_viewport(document)
    drawing.draw_to_page(document)
    _Words(document, tree, shrink).write()
    return bytes(document.output())


def _library(name: str, format_: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise UsageError(
            f"{format_} needs a library that is not installed: pip install 'pipeviz[images]'. SVG and HTML need none."
        ) from error


def _size(tree: Tag) -> tuple[float, float]:
    return float(tree.attrib["width"]), float(tree.attrib["height"])


def _add_fonts(document: Any) -> None:
    """The first font writes; the others stand in for it in texts with characters that it lacks."""
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    logging.getLogger("fpdf").setLevel(logging.ERROR)
    for number, font in enumerate(fonts()):
        name = f"{SANS}{number or ''}"
        document.add_font(name, "", font.regular)
        document.add_font(name, "B", font.bold)


def _without_words(tree: Tag) -> Tag:
    """A copy without texts and titles: fpdf2 would write them in its own font, which knows Latin letters only."""
    copied = copy.deepcopy(tree)
    for parent in copied.iter():
        for child in [one for one in parent if one.tag in ("text", "title")]:
            parent.remove(child)
    return copied


class _Words:
    """The texts and the links of an SVG document, on the page of a PDF."""

    def __init__(self, document: Any, tree: Tag, shrink: float) -> None:
        self.document, self.tree, self.shrink = document, tree, shrink
        self.left, self.top = map(float, tree.attrib["viewBox"].split()[:2])

    def write(self) -> None:
        for text in self.tree.iter("text"):
            self._write(text)
        for link in self.tree.iter("a"):
            x, y, width, height = map(float, link.attrib["data-area"].split())
            area = (*self._place(x, y), width * self.shrink, height * self.shrink)
            self.document.link(*area, link.attrib["href"])

    def _write(self, text: Tag) -> None:
        bold = "B" if int(text.attrib.get("font-weight", "400")) >= 600 else ""
        words, family = self._writable(text.text or "", bold)
        self.document.set_font(family, bold, float(text.attrib.get("font-size", FONT_SIZE)) * self.shrink)
        self.document.set_text_color(text.attrib["fill"])
        x, y = self._place(float(text.attrib["x"]), float(text.attrib["y"]))
        if text.attrib.get("text-anchor") == "middle":
            x -= self.document.get_string_width(words) / 2
        self.document.text(x, y, words)

    def _writable(self, words: str, bold: str) -> tuple[str, str]:
        """The words with the family that knows most of their characters; those that it lacks become question marks."""
        families = [f"{SANS}{number or ''}" for number in range(len(fonts()))]
        known = {family: self.document.fonts[f"{family}{bold}"].cmap for family in families}
        best = max(families, key=lambda family: sum(ord(c) in known[family] for c in words))
        return "".join(c if ord(c) in known[best] else "?" for c in words), best

    def _place(self, x: float, y: float) -> tuple[float, float]:
        return (x - self.left) * self.shrink, (y - self.top) * self.shrink
