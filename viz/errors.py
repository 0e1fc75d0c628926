"""What can go wrong, said in one sentence: what happened, where, and what to do next."""

from __future__ import annotations


class PipevizError(Exception):
    """The root of every error that pipeviz raises on purpose; `exit_code` is what the command ends with."""

    exit_code = 1


class UsageError(PipevizError):
    """The request itself makes no sense: an unknown pipeline, a port that is taken, a wrong option."""

    exit_code = 2


class ReadError(PipevizError):
    """The project could not be read at all: no such folder, or nothing in it that a reader knows."""

    exit_code = 3


class WriteError(PipevizError):
    """The result could not be written: the file exists already, or its folder does not."""

    exit_code = 4
