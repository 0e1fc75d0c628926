"""Names of datasets as Kedro takes them apart: transcoding and parameters."""

from __future__ import annotations

ALL_PARAMETERS = "parameters"
PARAMETER = "params:"


def base(name: str) -> str:
    """The name without its transcoding: `table@spark` is `table`."""
    return name.partition("@")[0]


def is_parameter(name: str) -> bool:
    return name == ALL_PARAMETERS or name.startswith(PARAMETER)


def renamed(name: str, mapping: dict[str, str], namespace: str | None, *, prefixed: bool) -> str:
    """A dataset's name inside a modular pipeline, by the rules of Kedro's `_rename`, the first that fits."""
    if name in mapping:
        return mapping[name]
    if name == ALL_PARAMETERS:
        return name
    if "@" in name and base(name) in mapping:
        return f"{mapping[base(name)]}@{name.partition('@')[2]}"
    if not namespace or not prefixed:
        return name
    if name.startswith(PARAMETER):
        return f"{PARAMETER}{namespace}.{name.removeprefix(PARAMETER)}"
    return f"{namespace}.{name}"
