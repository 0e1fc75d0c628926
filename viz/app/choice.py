"""The page that lists several projects, and the way from it into each of them and back."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from flask import Flask, redirect
from werkzeug.wrappers import Response

from viz.app.assets import assets_folder
from viz.app.serving import Finish, ServedProject
from viz.errors import PipevizError
from viz.icons import css_icons
from viz.readers import FoundProject
from viz.theme import css_themes

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

OpenProject = Callable[[FoundProject, str], ServedProject]
"""Opens a project whose page will lie at the given path."""
STYLES = ("pipeviz.css", "pipeviz-80-choice.css")


class Choice:
    """A WSGI app: at `base_path` the list of the projects, below it the page of each, read when first asked for."""

    def __init__(
        self, folder: str, projects: Sequence[FoundProject], base_path: str, *, open_: OpenProject, finish: Finish
    ) -> None:
        self.folder = folder
        self.projects = dict(zip(addresses([project.path for project in projects]), projects, strict=True))
        self.base_path = base_path
        self._open = open_
        self._served: dict[str, ServedProject] = {}
        self._lock = threading.Lock()
        self._front = self._front_page()
        finish(self._front)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = str(environ.get("PATH_INFO", ""))
        address, slash, _ = path.removeprefix(self.base_path).partition("/")
        served = self._served.get(address) if slash and path.startswith(self.base_path) else None
        app: WSGIApplication = served if served is not None else self._front.wsgi_app
        return app(environ, start_response)

    def _front_page(self) -> Flask:
        front = Flask("viz.app.choice", static_folder=None)

        def listed() -> str:
            return choice_page(self.folder, self.projects)

        def entered(address: str) -> Response | tuple[str, int]:
            if address not in self.projects:
                return message_page("There is no such project here", "Choose one from the list.", "../"), 404
            try:
                self._serve(address)
            except PipevizError as error:
                return message_page("This project could not be opened", str(error), "../"), 500
            # the same address is now answered by the project's own app
            return redirect(f"{self.base_path}{address}/")

        front.add_url_rule(self.base_path, "listed", listed)
        front.add_url_rule(f"{self.base_path}<address>/", "entered", entered)
        return front

    def _serve(self, address: str) -> None:
        with self._lock:
            if address not in self._served:
                self._served[address] = self._open(self.projects[address], f"{self.base_path}{address}/")


def addresses(paths: Sequence[str]) -> list[str]:
    """A word for each path that a URL carries as it is, the same one every time: `a b/cars` gives `a-b-cars`."""
    found: list[str] = []
    for path in paths:
        word = re.sub(r"[^A-Za-z0-9.]+", "-", path).strip("-.") or "project"
        numbered = (word, *(f"{word}-{number}" for number in range(2, len(paths) + 2)))
        found.append(next(one for one in numbered if one not in found))
    return found


def choice_page(folder: str, projects: dict[str, FoundProject]) -> str:
    """The list as a whole HTML document."""
    items = "\n".join(_item(address, project) for address, project in projects.items())
    words = f"<p>{len(projects)} projects were found in <code>{escape(folder)}</code>. Choose one to open it.</p>"
    return _document("Projects", f'<h1>Projects</h1>{words}<ul class="choice-list">{items}</ul>')


def _item(address: str, project: FoundProject) -> str:
    version = f"{project.system.capitalize()} {project.system_version or ''}".strip()
    return (
        f'<li><a href="{escape(address)}/"><span class="i i-pipeline" aria-hidden="true"></span>'
        f"<strong>{escape(project.name)}</strong><code>{escape(project.path)}</code>"
        f'<span class="muted">{escape(version)}</span></a></li>'
    )


def message_page(title: str, words: str, back: str) -> str:
    """One sentence with a way back, as a whole HTML document."""
    link = f'<p><a class="choice-back" href="{escape(back)}">All projects</a></p>'
    return _document(title, f"<h1>{escape(title)}</h1><p>{escape(words)}</p>{link}")


def _document(title: str, body: str) -> str:
    styles = "\n".join((assets_folder() / name).read_text(encoding="utf-8") for name in STYLES)
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{escape(title)} · pipeviz</title>
<style>
{css_themes()}
{css_icons()}
{styles}
</style>
<script>
const theme = (() => {{ try {{ return localStorage.getItem("pipeviz.theme"); }} catch {{ return null; }} }})();
if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
</script>
</head>
<body class="choice">
<main>
<div class="brand"><span class="logo"></span><strong>pipeviz</strong></div>
{body}
</main>
</body>
</html>
"""
