"""One project as the server shows it: the app made of it, and a newer one when its files have changed.

The page asks by and by which edition is served. Asking is what looks at the files, so nothing is done while no page is
open; a new edition is made beside the old one, which answers until the new one is ready.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from flask import Flask, Response, jsonify

from viz.app import AppOptions, create_app
from viz.app.watch import Fingerprint, fingerprint
from viz.errors import PipevizError
from viz.previews import preview
from viz.readers import Opened
from viz.runs import RunReading
from viz.selection import run_named

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

EDITION = "_pipeviz/edition"
"""Below the project's address: which edition is served, as JSON."""
QUIET_SECONDS = 1.0
"""Files must have been left alone for so long: an editor writes several, a run writes its log line by line."""
SHARE_OF_TIME = 20
"""Looking at the files may take one part in so many of the time."""

Open = Callable[[], Opened]
Finish = Callable[[Flask], None]


class ServedProject:
    """A WSGI app. `open_` reads the project anew; `options` say how its page opens; `finish` completes each Flask app.

    UsageError where `options` name a pipeline or a run that is not there.
    """

    def __init__(self, opened: Opened, options: AppOptions, *, finish: Finish, open_: Open | None = None) -> None:
        self.options = options
        self._finish = finish
        self._open = open_ if opened.root else None
        self._root = opened.root
        self._lock = threading.Lock()
        self._number = 1
        self._begun = f"{time.time_ns():x}"
        self._trouble = ""
        self._worker: threading.Thread | None = None
        self._seen = self._shown_files = self._look()
        self._changed_at = self._look_again_at = 0.0
        self._opened, self._runs = opened, opened.runs()
        self.app = self._make(opened, self._runs, options, self._number)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        answer: Iterable[bytes] = self.app.wsgi_app(environ, start_response)
        return answer

    @property
    def name(self) -> str:
        return self._opened.project.name

    @property
    def is_reading(self) -> bool:
        """Whether a newer edition is being made."""
        return self._worker is not None

    def edition(self) -> dict[str, object]:
        """What the page is told: the number of the edition that is served, and why there is no newer one."""
        with self._lock:
            if self._open is not None and self._worker is None and self._is_due():
                self._worker = threading.Thread(target=self._renew, args=(self._open, self._seen), daemon=True)
                self._worker.start()
            return {"edition": self._edition(self._number), "trouble": self._trouble}

    def _edition(self, number: int) -> str:
        """Another server begins another series: a page that outlives its server is renewed by the next one."""
        return f"{self._begun}-{number}" if self._open is not None else ""

    def _look(self) -> Fingerprint:
        return fingerprint(self._root) if self._open is not None and self._root is not None else Fingerprint()

    def _is_due(self) -> bool:
        """Whether the files are others than those shown, and have been left alone for a while."""
        now = time.monotonic()
        if now < self._look_again_at:
            return False
        found = self._look()
        self._look_again_at = now + SHARE_OF_TIME * (time.monotonic() - now)
        if found != self._seen:
            self._seen, self._changed_at = found, now
        return self._seen != self._shown_files and now - self._changed_at >= QUIET_SECONDS

    def _renew(self, open_: Open, files: Fingerprint) -> None:
        trouble = "The project changed and could not be read again; the terminal says more."
        try:
            opened = open_()
            self._show(opened, opened.runs(), files)
            trouble = ""
        except PipevizError as error:
            trouble = str(error)
        finally:
            with self._lock:
                self._shown_files, self._trouble, self._worker = files, trouble, None

    def _show(self, opened: Opened, runs: RunReading, files: Fingerprint) -> None:
        """A new edition, where the page would not be the same: panels show code as it stands in the files."""
        same = (opened.project, runs) == (self._opened.project, self._runs)
        if same and files.code == self._shown_files.code:
            return
        app = self._make(opened, runs, self._still_there(opened, runs), self._number + 1)
        with self._lock:
            self._opened, self._runs, self.app = opened, runs, app
            self._number += 1

    def _still_there(self, opened: Opened, runs: RunReading) -> AppOptions:
        """The options without a pipeline or a run that has gone since."""
        pipelines = {pipeline.name for pipeline in opened.project.pipelines}
        known = {run.id for run in runs.runs}
        return replace(
            self.options,
            pipeline=self.options.pipeline if self.options.pipeline in pipelines else None,
            run=self.options.run if self.options.run in known | {"latest"} and known else None,
        )

    def _make(self, opened: Opened, runs: RunReading, options: AppOptions, number: int) -> Flask:
        chosen = run_named(runs.runs, options.run)
        made = replace(
            options,
            previews=partial(preview, root=opened.root) if opened.root else None,
            run=chosen.id if chosen else None,
            edition=self._edition(number),
        )
        app: Flask = create_app(opened, runs=runs, options=made).server

        def answer_edition() -> Response:
            return jsonify(self.edition())

        app.add_url_rule(f"{options.base_path}{EDITION}", EDITION, answer_edition)
        self._finish(app)
        return app
