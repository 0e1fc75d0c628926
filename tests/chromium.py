"""Which Chromium the browser tests drive; `python -m tests.chromium` installs one where there is none.

`PIPEVIZ_CHROMIUM` names one; else the system's own is taken, else Playwright's.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",)


def find() -> str | None:
    """The path of a Chromium on this machine, or None."""
    named = os.environ.get("PIPEVIZ_CHROMIUM")
    if named:
        return named
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or next((place for place in (*PLACES, _playwrights_own()) if Path(place).is_file()), None)


def _playwrights_own() -> str:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def install() -> bool:
    """Install a Chromium: Debian's own package where we may, else the one that Playwright downloads."""
    ways = [_from_playwright, _from_debian]
    if _is_debian():
        ways.reverse()
    return any(way() for way in ways)


def _is_debian() -> bool:
    release = Path("/etc/os-release")
    return release.is_file() and "\nID=debian" in "\n" + release.read_text(encoding="utf-8")


def _from_debian() -> bool:
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return False
    steps = (["update", "-qq"], ["install", "-y", "-qq", "chromium", "fonts-dejavu-core"])
    return all(_succeeds(["apt-get", *step]) for step in steps)


def _from_playwright() -> bool:
    return _succeeds([sys.executable, "-m", "playwright", "install", "chromium"])


def _succeeds(command: list[str]) -> bool:
    print("+", *command, flush=True)
    return subprocess.run(command, check=False).returncode == 0


def main() -> int:
    """Exit code 0 where there is a Chromium in the end."""
    found = find() or (install() and find())
    if not found:
        print("No Chromium found, and none could be installed; install one and set PIPEVIZ_CHROMIUM.", file=sys.stderr)
        return 1
    print(f"browser tests use {found}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
