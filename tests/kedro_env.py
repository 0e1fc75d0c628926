"""An environment with a real Kedro, made once and kept in `.cache` for as long as its requirements stay the same."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent
REQUIREMENTS = REPOSITORY / "sample_project" / "requirements.txt"
UNREACHABLE = ("connection", "resolve", "timed out", "proxy", "no matching distribution", "ssl")


def kedro_python() -> Path:
    """The interpreter of the environment; a test is skipped only where no registry can be reached, and never in CI."""
    folder = REPOSITORY / ".cache" / f"kedro-env-{_fingerprint()}"
    if not (folder / "made").is_file():
        shutil.rmtree(folder, ignore_errors=True)
        _make(folder)
    return _python_of(folder)


def _fingerprint() -> str:
    version = ".".join(str(part) for part in sys.version_info[:2])
    return hashlib.sha256(f"{sys.prefix} {version} {REQUIREMENTS.read_text('utf-8')}".encode()).hexdigest()[:12]


def _make(folder: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    command = [str(_python_of(folder)), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    installed = subprocess.run([*command, "-r", str(REQUIREMENTS)], capture_output=True, text=True, check=False)
    if installed.returncode == 0:
        (folder / "made").touch()
        return
    last = installed.stderr.strip()[-1500:]
    if "CI" not in os.environ and any(word in last.lower() for word in UNREACHABLE):
        pytest.skip(f"no package registry can be reached to install {REQUIREMENTS.name}: {last[-300:]}")
    pytest.fail(f"the environment with Kedro could not be made: {last}")


def _python_of(folder: Path) -> Path:
    windows = folder / "Scripts" / "python.exe"
    return windows if windows.is_file() else folder / "bin" / "python"
