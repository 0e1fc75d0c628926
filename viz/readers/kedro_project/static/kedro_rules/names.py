"""Names of datasets as Kedro takes them apart: transcoding and parameters."""

from __future__ import annotations

from dataclasses import dataclass

ALL_PARAMETERS = "parameters"
PARAMETER = "params:"


def base(name: str) -> str:
    """The name without its transcoding: `table@spark` is `table`."""
    return name.partition("@")[0]


def is_parameter(name: str) -> bool:
    return name == ALL_PARAMETERS or name.startswith(PARAMETER)


@dataclass(frozen=True, slots=True)
class Renaming:
    """How a modular pipeline renames datasets: explicit names first, then the namespace.

    `moves_parameters` is whether parameters get the namespace too, which they do since Kedro 0.18.
    """

    mapping: dict[str, str]
    namespace: str | None
    prefixed: bool = True
    moves_parameters: bool = True

    def __call__(self, name: str) -> str:
        """A dataset's new name, by the rules of Kedro's `_rename`: the first that fits."""
        if name in self.mapping:
            return self.mapping[name]
        if self._stays(name):
            return name
        if "@" in name and base(name) in self.mapping:
            return f"{self.mapping[base(name)]}@{name.partition('@')[2]}"
        if not self.namespace or not self.prefixed:
            return name
        if name.startswith(PARAMETER):
            return f"{PARAMETER}{self.namespace}.{name.removeprefix(PARAMETER)}"
        return f"{self.namespace}.{name}"

    def _stays(self, name: str) -> bool:
        if self.moves_parameters:
            return name == ALL_PARAMETERS
        return name.startswith((PARAMETER, ALL_PARAMETERS))
