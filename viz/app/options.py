"""What a host of the app decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from viz.model import Dataset
from viz.previews.model import Preview
from viz.theme import ThemeName

Previews = Callable[[Dataset], Preview]


@dataclass(frozen=True, slots=True, kw_only=True)
class AppOptions:
    """What the page shows and how it opens.

    `previews` makes the preview of a dataset; without it no file of the project's data is opened. `base_path` is where
    the page lies on its server, with a slash at both ends. `frozen` says that the page will be saved as a file.
    `edition` names this edition of a page that its server renews, "" for one that stays as it is; `overview` is the
    address, relative to the page's, of a page that lists other projects, "" where there is none.
    """

    include_code: bool = True
    include_parameter_values: bool = True
    previews: Previews | None = None
    pipeline: str | None = None
    run: str | None = None
    theme: ThemeName | None = None
    base_path: str = "/"
    frozen: bool = False
    edition: str = ""
    overview: str = ""
