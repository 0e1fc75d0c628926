"""Kedro's version numbers."""

from __future__ import annotations

import re


def version_of(text: str | None) -> tuple[int, int, int] | None:
    """`"0.18.12"` as `(0, 18, 12)`; what is left out is 0, None where there is no number."""
    found = re.match(r"(\d{1,4})\.(\d{1,4})(?:\.(\d{1,4}))?", text or "")
    return (int(found[1]), int(found[2]), int(found[3] or 0)) if found else None


def is_before(text: str | None, version: tuple[int, int, int]) -> bool:
    """Whether `text` is a version, and an older one than `version`."""
    known = version_of(text)
    return known is not None and known < version
