"""Drives the page in a real Chromium, served or saved: what a person would do, and what they would see."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from werkzeug.serving import BaseWSGIServer

from tests import chromium

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
)
OF_THE_WRAPPER = "You have set a custom wheel sensitivity."
"""Dash's component always passes that setting to Cytoscape, at its default."""

PATIENCE = 10_000


@dataclass
class Screen:
    """A page with all it asked for and all it complained of."""

    page: Any
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def hear(self, message: Any) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(OF_THE_WRAPPER):
            self.complaints.append(f"{message.type}: {message.text}")

    def run(self, script: str, *arguments: Any) -> Any:
        return self.page.evaluate(script, *arguments)

    def until(self, condition: str) -> None:
        """Wait for it by asking again: Playwright's own waiting evaluates a text, which the page forbids."""
        for _ in range(PATIENCE // 50):
            if self._holds(condition):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"never true: {condition}; the page complains: {self.complaints}")

    def _holds(self, condition: str) -> bool:
        """A page that is being left for another can't answer: what was asked for does not hold yet."""
        from playwright.sync_api import Error

        try:
            return bool(self.run(f"Boolean({condition})"))
        except Error as error:
            if "context was destroyed" in str(error):
                return False
            raise

    def ready(self) -> None:
        self.until("window.pipeviz?.canvas?.scene && pipeviz.drawn")

    def settled(self) -> None:
        """What was asked for is there, and nothing moves any more."""
        self.until("pipeviz.canvas.scene.key === pipeviz.viewKey() && !pipeviz.cy.edges('.moving').length")
        self.until("!pipeviz.cy.animated()")

    def elements(self) -> set[str]:
        return set(self.run("pipeviz.cy.nodes().map((node) => node.id())"))

    def classes(self, id_: str) -> set[str]:
        return set(self.run("(id) => pipeviz.cy.getElementById(id).classes()", id_))

    def place(self, id_: str, dx: float = 0.0, dy: float = 0.0) -> tuple[float, float]:
        """Where the middle of an element is on the screen, moved by parts of its size."""
        x, y = self.run(
            """([id, dx, dy]) => {
                const node = pipeviz.cy.getElementById(id);
                const [at, zoom] = [node.renderedPosition(), pipeviz.cy.zoom()];
                const box = pipeviz.cy.container().getBoundingClientRect();
                return [box.x + at.x + dx * node.data("w") * zoom, box.y + at.y + dy * node.data("h") * zoom];
            }""",
            [id_, dx, dy],
        )
        return x, y

    def tap(self, id_: str, dx: float = 0.0, dy: float = 0.0) -> None:
        self.page.mouse.click(*self.place(id_, dx, dy))

    def panel(self) -> str:
        """The text of the panel, once it is that of the selection."""
        self.until(
            "pipeviz.byId('panel').firstElementChild?.dataset.panelOf === pipeviz.state.selected"
            " && !pipeviz.byId('panel-frame').classList.contains('waiting')"
        )
        text: str = self.page.inner_text("#panel")
        return text

    def hash(self) -> str:
        text: str = self.run("decodeURIComponent(location.hash)")
        return text


@contextmanager
def answering(server: BaseWSGIServer, path: str = "/") -> Iterator[str]:
    """The address of a server that answers in a thread of its own."""
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}{path}"
    server.shutdown()
    thread.join()
    server.server_close()


@contextmanager
def screen(width: int = 1280, height: int = 800, **more: Any) -> Iterator[Screen]:
    """A fresh browser of that size that does not animate, unless told otherwise."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=list(ARGUMENTS))
        more = {"reduced_motion": "reduce", "color_scheme": "light", **more}
        page = browser.new_page(viewport={"width": width, "height": height}, **more)
        page.set_default_timeout(PATIENCE)
        watched = Screen(page)
        page.on("console", watched.hear)
        page.on("pageerror", lambda error: watched.complaints.append(str(error)))
        page.on("request", lambda request: watched.asked.append(request.url))
        yield watched
        browser.close()
