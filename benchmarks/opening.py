"""Open one project with one product in a browser of its own, and measure it: for `browser.py`.

All times are wall times unless they are called CPU. The page itself notes them: frames by `requestAnimationFrame`,
the first node by asking in every frame, so that what is measured is what a person sees. Needs playwright and psutil.
"""

from __future__ import annotations

import asyncio
import os
import shlex
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from math import sin
from pathlib import Path
from typing import Any

import psutil
from playwright.async_api import Page, async_playwright

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
SIZE = {"width": 1600, "height": 1000}
GESTURE = 3.0
"""Seconds of zooming, and of dragging, with sixty events in each."""

WATCH = """
(() => {
  const seen = (window.watched = { first: null, asked: null, frames: [], pressed: null, panel: null });
  const holds = (condition) => { try { return Boolean(condition()); } catch { return false; } };
  addEventListener("pointerdown", (event) => { seen.pressed = event.timeStamp; }, true);
  const look = () => {
    const now = performance.now();
    seen.frames.push(now);
    if (seen.asked === null && holds(() => ASKS)) seen.asked = now;
    if (seen.first === null && holds(() => DRAWN)) requestAnimationFrame(() => (seen.first ??= performance.now()));
    if (seen.pressed !== null && seen.panel === null && holds(() => PANEL)) seen.panel = now;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();
"""


@dataclass(frozen=True)
class Product:
    """How a product is started, and how its page tells how far it is. Scripts are JavaScript expressions.

    `command` and `ready` hold `{port}`. `drawn` is true once a node is seen; `asks` where the page first wants to be
    told to draw so large a graph, which `accept` does. `node` gives [x, y] of a node in view, `panel` is true once
    the panel of the clicked node has its content, `elements` counts nodes and datasets on the canvas.
    """

    name: str
    command: str
    ready: str
    drawn: str
    node: str
    panel: str
    elements: str
    asks: str = "false"
    accept: str = ""
    environment: dict[str, str] = field(default_factory=dict)


class CappedError(Exception):
    """Something took longer than the cap."""


def measure(product: Product, project: Path, *, cap: float, chromium: str | None) -> dict[str, Any]:
    """One opening, from the start of the server to the last gesture. `capped` says what did not end in `cap` seconds,
    and is None where everything did; `seconds` is what the whole took."""
    began = time.perf_counter()
    found: dict[str, Any] = {"capped": None}
    port = _free_port()
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(
            shlex.split(product.command.format(port=port)),
            cwd=project,
            env={**os.environ, "DO_NOT_TRACK": "1", "KEDRO_DISABLE_TELEMETRY": "1", **product.environment},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            found.update(_until_ready(server, product.ready.format(port=port), cap))
            asyncio.run(_open(product, f"http://127.0.0.1:{port}/", found, cap, chromium))
            found["server_mb"] = _memory(server.pid)
        except CappedError as reason:
            found["capped"] = str(reason)
        finally:
            _end(server)
    return {**found, "seconds": round(time.perf_counter() - began, 1)}


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _until_ready(server: subprocess.Popen[bytes], url: str, cap: float) -> dict[str, float]:
    began = time.perf_counter()
    while (waited := time.perf_counter() - began) < cap:
        if server.poll() is not None:
            raise CappedError(f"the server ended with {server.returncode}")
        try:
            with urllib.request.urlopen(url, timeout=max(1.0, cap - waited)) as answer:
                answer.read()
            return {"ready_s": round(time.perf_counter() - began, 2), "ready_cpu_s": _cpu(server.pid)}
        except (urllib.error.URLError, OSError):
            time.sleep(0.02)
    raise CappedError(f"server not ready in {cap:.0f} s")


async def _open(product: Product, url: str, found: dict[str, Any], cap: float, chromium: str | None) -> None:
    profile = tempfile.mkdtemp(prefix="benchmark-")
    try:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch_persistent_context(
                profile, executable_path=chromium, args=list(ARGUMENTS), viewport=SIZE
            )
            page = browser.pages[0]
            watch = WATCH.replace("ASKS", product.asks).replace("DRAWN", product.drawn).replace("PANEL", product.panel)
            await page.add_init_script(watch)
            try:
                await _measure_page(page, product, url, found, cap)
                found["page_cpu_s"], found["page_mb"] = _renderer(profile)
            finally:
                await _close(browser, profile)
    finally:
        shutil.rmtree(profile, ignore_errors=True)


async def _measure_page(page: Page, product: Product, url: str, found: dict[str, Any], cap: float) -> None:
    deadline = time.perf_counter() + cap
    await page.goto(url, wait_until="commit", timeout=cap * 1000)
    await _until(page, "watched.first !== null || watched.asked !== null", deadline, f"no node in {cap:.0f} s")
    waited = 0.0
    if product.accept and await page.evaluate("watched.first === null"):
        asked: float = await page.evaluate("watched.asked")
        clicked: float = await page.evaluate(f"(() => {{ {product.accept}; return performance.now(); }})()")
        waited = clicked - asked
        await _until(
            page, "watched.first !== null", time.perf_counter() + cap, f"no node in {cap:.0f} s after the warning"
        )
    found["first_node_s"] = round((await page.evaluate("watched.first") - waited) / 1000, 2)
    await asyncio.sleep(1.5)
    await _until(page, "true", deadline, f"page not at rest in {cap:.0f} s")
    found["elements"] = await page.evaluate(product.elements)
    found["panel_s"] = await _click(page, product, deadline)
    found["zoom_fps"] = await _gesture(page, "zoom", cap)
    await asyncio.sleep(0.5)
    found["drag_fps"] = await _gesture(page, "drag", cap)


async def _until(page: Page, condition: str, deadline: float, words: str) -> None:
    """Asked from outside, and only so often as the page answers: it may be busy for minutes."""
    while (left := deadline - time.perf_counter()) > 0:
        try:
            if await asyncio.wait_for(page.evaluate(f"Boolean(window.watched && ({condition}))"), left):
                return
        except TimeoutError:
            break
        await asyncio.sleep(0.03)
    raise CappedError(words)


async def _click(page: Page, product: Product, deadline: float) -> float:
    """Seconds from pressing the button on a node to the first frame with its panel."""
    x, y = await page.evaluate(product.node)
    session = await page.context.new_cdp_session(page)
    await page.evaluate("watched.pressed = watched.panel = null")
    for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
        button = {} if kind == "mouseMoved" else {"button": "left", "clickCount": 1}
        await session.send("Input.dispatchMouseEvent", {"type": kind, "x": x, "y": y, **button})
    await _until(page, "watched.panel !== null", deadline, "no panel after a click")
    seconds: float = await page.evaluate("watched.panel - watched.pressed") / 1000
    await page.keyboard.press("Escape")
    await asyncio.sleep(0.7)
    return round(seconds, 3)


async def _gesture(page: Page, kind: str, cap: float) -> float:
    """Frames in a second while the wheel turns in and out, or while the graph is dragged around."""
    session = await page.context.new_cdp_session(page)
    x, y = 0.5 * SIZE["width"], 0.52 * SIZE["height"]
    sent: list[asyncio.Task[Any]] = []

    def send(type_: str, dx: float = 0.0, dy: float = 0.0, **more: Any) -> None:
        event = {"type": type_, "x": x + dx, "y": y + dy, **more}
        sent.append(asyncio.ensure_future(session.send("Input.dispatchMouseEvent", event)))

    held = {"button": "left", "buttons": 1}
    await page.mouse.move(x, y)
    started: float = await page.evaluate("(watched.frames = [], performance.now())")
    began = time.perf_counter()
    if kind == "drag":
        send("mousePressed", **held, clickCount=1)
    step = 0
    while (passed := time.perf_counter() - began) < GESTURE:
        if kind == "zoom":
            send("mouseWheel", deltaX=0, deltaY=-40 if passed < GESTURE / 2 else 40)
        else:
            send("mouseMoved", 250 * sin(step / 25), 180 * sin(step / 36), **held)
        step += 1
        await asyncio.sleep(max(0.0, began + step / 60 - time.perf_counter()))
    if kind == "drag":
        send("mouseReleased", button="left", clickCount=1)
    try:
        frames: list[float] = await asyncio.wait_for(page.evaluate("watched.frames"), cap)
    except TimeoutError as error:
        raise CappedError(f"{kind} not ended in {cap:.0f} s") from error
    await asyncio.wait(sent, timeout=min(cap, 60))
    return round(sum(started < frame <= started + 1000 * GESTURE for frame in frames) / GESTURE, 1)


async def _close(browser: Any, profile: str) -> None:
    """A page that is busy does not close: then its processes are ended."""
    try:
        await asyncio.wait_for(browser.close(), 5)
    except TimeoutError:
        for process in _of_profile(profile):
            process.kill()


def _of_profile(profile: str) -> list[psutil.Process]:
    """The processes of the browser that we started, known by its profile."""
    found = []
    for process in psutil.Process().children(recursive=True):
        try:
            if any(profile in argument for argument in process.cmdline()):
                found += [process, *process.children(recursive=True)]
        except psutil.Error:
            continue
    return found


def _renderer(profile: str) -> tuple[float, float]:
    """CPU seconds and megabytes of the page's process, the busiest renderer."""
    best = (0.0, 0.0)
    for process in _of_profile(profile):
        try:
            if any("--type=renderer" in argument for argument in process.cmdline()):
                times = process.cpu_times()
                best = max(best, (round(times.user + times.system, 1), round(process.memory_info().rss / 2**20)))
        except psutil.Error:
            continue
    return best


def _tree(pid: int) -> list[psutil.Process]:
    process = psutil.Process(pid)
    return [process, *process.children(recursive=True)]


def _cpu(pid: int) -> float:
    """CPU seconds of a process and all below it, ended ones included."""
    times = [process.cpu_times() for process in _tree(pid)]
    return round(sum(t.user + t.system + t.children_user + t.children_system for t in times), 2)


def _memory(pid: int) -> float:
    """Resident megabytes of a process and all below it."""
    return round(sum(process.memory_info().rss for process in _tree(pid)) / 2**20)


def _end(server: subprocess.Popen[bytes]) -> None:
    """The server and what it started, politely, then not."""
    for sign, patience in ((signal.SIGINT, 2), (signal.SIGTERM, 3), (signal.SIGKILL, 3)):
        try:
            os.killpg(server.pid, sign)
            server.wait(patience)
        except subprocess.TimeoutExpired:
            continue
        except ProcessLookupError:
            return
