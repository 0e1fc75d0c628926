"""The project's context, which Kedro 0.15 and 0.16 ask for pipelines and configuration.

Belongs to `probe.py`: runs inside the project's interpreter, standard library only, Python 3.6 or later, no Kedro of
its own: its classes are handed in. Hooks are not registered; those that register pipelines or a configuration
loader are asked directly, as the context would.
"""

from __future__ import annotations

import functools
import importlib
import inspect
import os
import sys
from pathlib import Path
from typing import Any

CONTEXT_PATH = "context_path"


def offers(hook: Any, name: str) -> bool:
    """Whether a hook has the method; what stands in for a hook of a library that is not installed has none."""
    return inspect.getattr_static(hook, name, None) is not None


class Registrar:
    """One project's context: `base` and `loader` are Kedro's own classes, `described` what `.kedro.yml` says."""

    def __init__(self, base: Any, loader: Any, described: dict[str, Any], request: dict[str, Any]) -> None:
        self.base = base
        self.plain_loader = loader
        self.described = described
        self.request = request

    @property
    @functools.lru_cache(maxsize=1)  # noqa: B019 - Python 3.7 has no functools.cached_property, and there is one of us
    def context(self) -> Any:
        """The context as the project makes it, but without logging, hooks and the check of its version."""
        kind = self._kind()
        self._calm()
        extra = {"extra_params": self.request["params"]} if self.request["params"] else {}
        try:
            return kind(self.request["root"], env=self._env(), **extra)
        except Exception:  # noqa: BLE001 - it may start a Spark session; pipelines rarely need what it makes
            context = kind.__new__(kind)
            self._fill(context)
            return context

    def pipelines(self) -> Any:
        """What the context calls its pipelines; a project before 0.15.2 has a single one."""
        if not self._own("_get_pipelines", "pipelines"):
            hooks = [hook for hook in self._hooks() if offers(hook, "register_pipelines")]
            if hooks:
                found: dict[str, Any] = {}
                for hook in reversed(hooks):  # as pluggy calls them
                    registered = hook.register_pipelines()
                    if not isinstance(registered, dict):
                        return registered  # a stand-in would pass for an empty mapping
                    found.update(registered)
                return found
            if self._own("_get_pipeline", "pipeline"):
                return {"__default__": self.context.pipeline}
        return self.context.pipelines

    def loader(self) -> Any:
        """The configuration loader; Kedro's plain one where the context cannot be made."""
        try:
            context = self.context
        except Exception:  # noqa: BLE001 - said when the pipelines are asked for
            return self.plain_loader(self._paths("conf"))
        for hook in self._hooks():
            if offers(hook, "register_config_loader"):
                return hook.register_config_loader(self._paths(str(context.CONF_ROOT)))
        return context.config_loader

    def _paths(self, conf: str) -> list[str]:
        return [os.path.join(self.request["root"], conf, env) for env in ("base", self._env())]

    def _env(self) -> str:
        return str(self.request["env"] or os.environ.get("KEDRO_ENV") or "local")

    def _kind(self) -> Any:
        path = str(self.described.get(CONTEXT_PATH) or self.request["package"] + ".run.ProjectContext")
        module, _, name = path.rpartition(".")
        return getattr(self._imported(module), name)

    def _imported(self, module: str) -> Any:
        """The module of the context; old Kedro's command found it beside the source folder as well."""
        try:
            return importlib.import_module(module)
        except ModuleNotFoundError as error:
            if error.name != module.partition(".")[0]:
                raise
        sys.path.append(self.request["root"])
        try:
            return importlib.import_module(module)
        finally:
            sys.path.remove(self.request["root"])

    def _calm(self) -> None:
        self.base.__init__ = lambda context, *given, **named: self._fill(context)
        self.base._setup_logging = lambda context: None

    def _fill(self, context: Any) -> None:
        values = {
            "_project_path": Path(self.request["root"]),
            "env": self._env(),
            "_extra_params": dict(self.request["params"]) or None,
            "_static_data": {"package_name": self.request["package"], "project_name": "", **self.described},
        }
        for name, value in values.items():
            setattr(context, name, value)

    def _own(self, *names: str) -> bool:
        """Whether the project itself defines one of these."""
        unset = object()
        kind = type(self.context)
        return any(
            inspect.getattr_static(kind, name, unset) is not inspect.getattr_static(self.base, name, unset)
            for name in names
        )

    def _hooks(self) -> list[Any]:
        listed = list(getattr(self.context, "hooks", ()) or ())
        for path in self.described.get("hooks") or ():
            module, _, name = str(path).rpartition(".")
            listed.append(getattr(importlib.import_module(module), name))
        return listed
