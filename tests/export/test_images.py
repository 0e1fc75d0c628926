"""PNG and PDF are the same picture as the SVG; without their libraries one sentence says what to install."""

from __future__ import annotations

import re
import sys
import zlib
from pathlib import Path
from struct import unpack

import pytest

from tests.examples import REVIEWS, node, project
from viz.cli import main
from viz.errors import UsageError
from viz.export import fonts, images
from viz.export.pictures import export_picture
from viz.export.svg import Drawn
from viz.readers import Opened
from viz.snapshot import dumps

pytest.importorskip("resvg_py")
pytest.importorskip("fpdf")


@pytest.fixture
def snapshot(tmp_path: Path) -> Path:
    """A project as a document: no folder is needed to draw it."""
    file = tmp_path / "project.json"
    file.write_text(dumps(REVIEWS), encoding="utf-8")
    return file


def exported(snapshot: Path, name: str, *options: str) -> bytes:
    file = snapshot.parent / name
    assert main(["export", str(snapshot), "-o", str(file), "--force", *options]) == 0
    return file.read_bytes()


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    width, height = unpack(">II", png[16:24])
    return width, height


def pixels(png: bytes) -> bytes:
    """The decompressed data of the picture."""
    data, at = b"", 8
    while at < len(png):
        length, kind = unpack(">I4s", png[at : at + 8])
        data += png[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += length + 12
    return zlib.decompress(data)


def test_a_png_is_as_large_as_asked(snapshot: Path) -> None:
    width, height = size(exported(snapshot, "x.png", "--scale", "1"))

    assert size(exported(snapshot, "x.png")) == pytest.approx((2 * width, 2 * height), abs=2)


def test_labels_are_written_into_the_png(snapshot: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = exported(snapshot, "x.png", "--scale", "1")
    monkeypatch.setattr("viz.export.svg._Drawing._label", lambda *_: None)

    assert pixels(exported(snapshot, "x.png", "--scale", "1")) != pixels(drawn)


def test_the_theme_and_the_direction_reach_the_png(snapshot: Path) -> None:
    width, height = size(exported(snapshot, "x.png"))
    across, down = size(exported(snapshot, "x.png", "--direction", "lr", "--theme", "dark"))

    assert across / down > width / height


def test_a_pdf_has_one_page_its_title_and_the_links_of_the_svg(snapshot: Path) -> None:
    pdf = exported(snapshot, "x.pdf", "--link-to", "page.html")

    assert pdf.startswith(b"%PDF")
    assert pdf.count(b"/Type /Page\n") == 1
    assert b"page.html#pipeline=__default__&select=node%3Amodel.fit" in pdf
    assert exported(snapshot, "x.pdf", "--link-to", "page.html") == pdf, "the same picture, the same bytes"


@pytest.mark.parametrize(
    ("name", "options", "words"),
    [
        ("x.png", ["--scale", "0"], "--scale takes a number above 0, not 0."),
        ("x.png", ["--scale", "nan"], "--scale takes a number above 0"),
        ("x.png", ["--scale", "1000"], "export an SVG"),
        ("x.svg", ["--focus", "modle"], "There is no namespace 'modle' in the pipeline '__default__'; it has 'model'."),
        ("x.svg", ["--link-to", "javascript:alert(1)"], "--link-to takes the address of a page"),
        ("x.html", ["--direction", "LR"], "--direction is for pictures (svg, png, pdf), not for html."),
        ("x.json", ["--pretty-names"], "--pretty-names is for pictures"),
    ],
)
def test_what_makes_no_sense_gets_one_sentence(
    snapshot: Path, name: str, options: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(snapshot), "-o", str(snapshot.parent / name), *options]) == 2
    said = capsys.readouterr().err
    assert words in said
    assert said.count("\n") == 1
    assert not (snapshot.parent / name).exists()


@pytest.mark.parametrize(("format_", "module"), [("png", "resvg_py"), ("pdf", "fpdf")])
def test_a_missing_library_is_named(format_: str, module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)

    with pytest.raises(UsageError, match=r"pip install 'pipeviz\[images\]'"):
        export_picture(Opened(project=REVIEWS, root=None, reader=None), format_, drawn=Drawn())  # type: ignore[arg-type]


def test_a_machine_without_fonts_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_folders", lambda: ())
    fonts.fonts.cache_clear()

    with pytest.raises(UsageError, match="No font was found"):
        images.fonts()
    fonts.fonts.cache_clear()


@pytest.mark.parametrize("format_", ["png", "pdf"])
def test_a_name_may_hold_anything(format_: str) -> None:
    names = ("模型_训练 🚀", "نتيجة", "\x00\x07odd\ud800", "(paren", "\\)", "x" * 400)
    hostile = project(*(node(f"n{number}", name, f"made{number}") for number, name in enumerate(names)))

    assert export_picture(Opened(project=hostile, root=None, reader=None), format_)  # type: ignore[arg-type]


def test_what_no_font_knows_is_a_question_mark_in_a_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    monkeypatch.setattr("fpdf.FPDF.text", lambda self, x, y, text="": written.append(text))
    unknown = project(node("clean", "\U0010fffd raw", "done"))

    export_picture(Opened(project=unknown, root=None, reader=None), "pdf")  # type: ignore[arg-type]

    assert {"? raw", "clean", "done"} <= set(written)


def test_a_picture_longer_than_a_page_is_drawn_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "MAX_PAGE", 100.0)

    pdf = export_picture(Opened(project=REVIEWS, root=None, reader=None), "pdf")  # type: ignore[arg-type]

    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert box is not None
    assert max(map(float, box.groups())) == pytest.approx(100)
