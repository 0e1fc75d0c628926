"""Serves the page to the browser of this machine: only to who asks for it by a name that is ours."""

from __future__ import annotations

import gc
import logging
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from ipaddress import ip_address
from threading import Timer
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from flask import Flask, Response, abort, request
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from viz.app import AppOptions
from viz.app.choice import Choice
from viz.app.code import get_ready
from viz.app.serving import Finish, ServedProject
from viz.errors import UsageError
from viz.icons import svg
from viz.readers import FoundProject, Opened, SeveralProjectsError
from viz.theme import LIGHT

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
ANY_ADDRESS = frozenset({"0.0.0.0", "::"})
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'self'"
)
"""Figures and tables of a project are strangers: what they name on other machines is not fetched."""


def serve(
    open_: Callable[[str], Opened],
    place: str,
    *,
    pipeline: str | None = None,
    run: str | None = None,
    host: str = "127.0.0.1",
    port: int = 4142,
    base_path: str = "/",
    open_browser: bool = True,
    watch: bool = True,
) -> None:
    """Serve the page of the project at `place`, or the list of the projects in it, until interrupted.

    `open_` reads a project; where `watch`, it reads again what has changed on disk. `port` 0 takes any that is free.
    UsageError for a pipeline or run that is not there, and for an address that cannot be listened on.
    """
    server, shown = folder_server(
        open_, place, pipeline=pipeline, run=run, host=host, port=port, base_path=base_path, watch=watch
    )
    gc.collect()
    gc.freeze()  # else every look for garbage goes through the whole project, and an answer waits for half a second
    _later(get_ready)
    address = url_of(host, server.port, normalised(base_path))
    print(f"pipeviz {shown} at {address} (Ctrl+C ends it)", flush=True)
    if open_browser:
        _later(partial(webbrowser.open, address))
    with suppress(KeyboardInterrupt):
        server.serve_forever()
    server.server_close()


def folder_server(
    open_: Callable[[str], Opened],
    place: str,
    *,
    pipeline: str | None = None,
    run: str | None = None,
    host: str = "127.0.0.1",
    port: int = 4142,
    base_path: str = "/",
    watch: bool = True,
) -> tuple[BaseWSGIServer, str]:
    """The server of `serve`, bound to its port but not yet answering, and what it does in words."""
    options = AppOptions(pipeline=pipeline, run=run, base_path=normalised(base_path))
    finish = partial(_finished, host=host, base_path=options.base_path)
    try:
        served = _project(open_, place, options, finish, watch)
    except SeveralProjectsError as several:
        choice = _choice(open_, several, options, finish, watch)
        return _bound(choice, host, port), f"lists {len(several.projects)} projects"
    return _bound(served, host, port), f"shows {served.name!r}"


def _project(
    open_: Callable[[str], Opened], place: str, options: AppOptions, finish: Finish, watch: bool
) -> ServedProject:
    again = partial(open_, place) if watch else None
    return ServedProject(open_(place), options, finish=finish, open_=again)


def _choice(
    open_: Callable[[str], Opened], several: SeveralProjectsError, options: AppOptions, finish: Finish, watch: bool
) -> Choice:
    def open_one(project: FoundProject, path: str) -> ServedProject:
        return _project(open_, str(project.root), replace(options, base_path=path, overview="../"), finish, watch)

    return Choice(str(several.folder), several.projects, options.base_path, open_=open_one, finish=finish)


def make_app_server(
    opened: Opened,
    *,
    pipeline: str | None,
    run: str | None,
    host: str,
    port: int,
    base_path: str,
    open_: Callable[[], Opened] | None = None,
) -> BaseWSGIServer:
    """The server of one project, bound to its port but not yet answering; `open_` reads it again when it changes."""
    options = AppOptions(pipeline=pipeline, run=run, base_path=normalised(base_path))
    finish = partial(_finished, host=host, base_path=options.base_path)
    return _bound(ServedProject(opened, options, finish=finish, open_=open_), host, port)


def _finished(app: Flask, *, host: str, base_path: str) -> None:
    guard(app, host)
    _answer_favicon(app, base_path)


def normalised(base_path: str) -> str:
    """The path with a slash at both ends, percent-encoded: `proxy/4142` becomes `/proxy/4142/`."""
    inner = "/".join(part for part in base_path.split("/") if part)
    return f"/{quote(inner, safe='/%')}/" if inner else "/"


def url_of(host: str, port: int, base_path: str) -> str:
    """The address to open on this machine."""
    shown = "127.0.0.1" if host in ANY_ADDRESS else host
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{port}{base_path}"


def guard(app: Flask, host: str) -> None:
    """Refuse requests that name another host: a page elsewhere may have bound its own name to this machine."""

    @app.before_request
    def refuse_strangers() -> None:
        if not host_allowed(request.host, host):
            abort(403, "This host name is not served here; start pipeviz with --host to allow it.")

    @app.after_request
    def add_policy(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response


def host_allowed(asked: str, host: str) -> bool:
    """Whether a `Host` header, `name` or `name:port`, is one that a server listening on `host` answers to."""
    try:
        name = urlsplit(f"//{asked}").hostname or ""
    except ValueError:
        return False
    if name in LOCAL_NAMES or name == host.strip("[]").lower():
        return True
    return host in ANY_ADDRESS and _is_address(name)


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _answer_favicon(app: Flask, base_path: str) -> None:
    """Browsers ask for it at the root too, whatever the page says."""

    def favicon() -> Response:
        return Response(svg("pipeline", LIGHT.accent, width=2.4), mimetype="image/svg+xml")

    # Dash answers every path below its own with the page, and has a rule for its icon already: this one goes first.
    @app.before_request
    def answer_favicon() -> Response | None:
        return favicon() if request.path in {"/favicon.ico", f"{base_path}_favicon.ico"} else None


class _QuietHandler(WSGIRequestHandler):
    """Requests are nobody's news; errors still are. Connections are kept open: a page asks many small things."""

    protocol_version = "HTTP/1.1"

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass


def _bound(app: WSGIApplication, host: str, port: int) -> BaseWSGIServer:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    if not 0 <= port <= 65535:
        raise UsageError(f"--port takes a number from 0 to 65535, not {port}.")
    try:
        return make_server(host.strip("[]"), port, app, threaded=True, request_handler=_QuietHandler)
    except OSError as error:
        raise UsageError(_refused(host, port, error)) from error
    except SystemExit as error:
        # werkzeug prints its own words and leaves where a port is taken
        raise UsageError(_refused(host, port, None)) from error


def _refused(host: str, port: int, error: OSError | None) -> str:
    why = f"({error.strerror or error})" if error else "(it is in use)"
    return (
        f"Port {port} of {host} cannot be listened on {why}; name another one with --port, or 0 for any that is free."
    )


def _later(action: Callable[[], object]) -> None:
    timer = Timer(0.3, action)
    timer.daemon = True
    timer.start()
