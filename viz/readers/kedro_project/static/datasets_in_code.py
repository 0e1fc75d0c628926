"""Datasets and catalogs as values of a project's code: `CSVDataSet(filepath=...)`, `DataCatalog({...})`."""

from __future__ import annotations

import re
from typing import Any

from viz.model import Place
from viz.readers.kedro_project.static.machine import Machine
from viz.readers.kedro_project.static.resolvers import plain
from viz.readers.kedro_project.static.values import Builtin, Opaque, Site, Undecided, Value

MEMORY_TYPES = ("MemoryDataSet", "MemoryDataset", "LambdaDataSet", "LambdaDataset")
_DATASET = re.compile(r"[A-Z]\w*Data[Ss]et$")
_LIBRARIES = ("kedro.extras.datasets.", "kedro.contrib.io.", "kedro_datasets.", "kedro.io.core.", "kedro.io.")


class DatasetValue:
    """A dataset that the code makes: the name of its class as a catalog writes it, its arguments, its place."""

    type_name = "AbstractDataset"

    def __init__(self, path: str, arguments: dict[str, Value], place: Place | None) -> None:
        self.path = path
        self.arguments = arguments
        self.place = place

    def get_attribute(self, machine: Machine, name: str, site: Site) -> Value:
        return machine.opaque(site.place, "library-value", f"`.{name}` of a dataset")

    def config(self, machine: Machine) -> dict[str, Any]:
        """The dataset as a catalog entry; what is not known of it is left out."""
        arguments = {key: item for key, item in self.arguments.items() if key not in ("credentials", "data")}
        found: dict[str, Any] = {"type": _type(self.path)}
        if arguments.pop("version", None) is not None:
            found["versioned"] = True
        return {**found, **self.plain(machine, arguments)}

    @staticmethod
    def plain(machine: Machine, values: dict[str, Value]) -> dict[str, Any]:
        """The values that are plain data, or datasets themselves."""
        found: dict[str, Any] = {}
        for key, value in values.items():
            if isinstance(value, DatasetValue):
                found[key] = value.config(machine)
            elif isinstance(value, Opaque) and value.path and _DATASET.search(value.path):
                found[key] = _type(value.path)
            elif isinstance(value, dict):
                found[key] = DatasetValue.plain(machine, value)
            else:
                try:
                    found[key] = plain(machine, value)
                except Undecided:
                    continue
        return found


def _type(path: str) -> str:
    """`kedro.extras.datasets.pandas.CSVDataSet` as `pandas.CSVDataSet`."""
    library = next((one for one in _LIBRARIES if path.startswith(one)), "")
    *modules, name = path.removeprefix(library).split(".")
    kept = [module for module in modules if not module.endswith(("_dataset", "_data_set"))]
    return ".".join([*kept, name])


def dataset_made(path: str, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value | None:
    """What a call of the library's `path` gives where that is a dataset, else None."""
    if not _DATASET.search(path):
        return None
    first = "data" if path.endswith(MEMORY_TYPES) else "filepath"
    return DatasetValue(path, {**({first: args[0]} if args else {}), **kwargs}, site.place)


class CatalogValue:
    """A `DataCatalog`: datasets, or their configuration, by name."""

    type_name = "DataCatalog"

    def __init__(self, entries: dict[str, Value]) -> None:
        self.entries = entries

    def get_attribute(self, machine: Machine, name: str, site: Site) -> Value:
        known = {
            "add": self._add,
            "add_all": self._add_all,
            "add_feed_dict": self._add_feed_dict,
            "shallow_copy": lambda machine, args, kwargs, site: self,
            "list": lambda machine, args, kwargs, site: list(self.entries),
            "keys": lambda machine, args, kwargs, site: list(self.entries),
            "exists": lambda machine, args, kwargs, site: machine.opaque(site.place, "run-value", "a dataset"),
        }
        if name in known:
            return Builtin(f"kedro.io.DataCatalog.{name}", known[name])
        return machine.opaque(site.place, "library-value", f"`.{name}` of the catalog")

    def get_item(self, machine: Machine, key: Value, site: Site) -> Value:
        return machine.opaque(site.place, "library-value", "a dataset of the catalog")

    def set_item(self, machine: Machine, key: Value, value: Value, site: Site) -> None:
        if isinstance(value, DatasetValue):
            self._put(machine, key, value)
        else:
            self._put(machine, key, DatasetValue("kedro.io.MemoryDataset", {}, site.place))

    def iterate_value(self, machine: Machine) -> list[Value]:
        return list(self.entries)

    def _put(self, machine: Machine, name: Value, value: Value) -> None:
        machine.touch(self.entries)
        doubt = machine.doubt(name)
        if doubt is not None:
            machine.mark_unsure(self.entries, doubt)
        else:
            self.entries[str(name)] = value

    def _add(self, machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
        names = ("data_set_name", "data_set", "replace")
        given = {**dict(zip(names, args, strict=False)), **kwargs}
        name = given.get("data_set_name", given.get("dataset_name", given.get("ds_name")))
        self._put(machine, name, given.get("data_set", given.get("dataset")))
        return None

    def _add_all(self, machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
        added = args[0] if args else kwargs.get("data_sets", kwargs.get("datasets"))
        for name, value in machine.certain(added).items():
            self._put(machine, name, value)
        return None

    def _add_feed_dict(self, machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
        added = machine.certain(args[0] if args else kwargs.get("feed_dict"))
        for name, value in added.items():
            self.set_item(machine, name, value, site)
        return None


class CatalogClass:
    """`DataCatalog`, called or asked for `from_config`."""

    type_name = "type"

    def call_value(self, machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
        given = args[0] if args else kwargs.get("data_sets", kwargs.get("datasets"))
        return CatalogValue(dict(machine.certain(given)) if given is not None else {})

    def get_attribute(self, machine: Machine, name: str, site: Site) -> Value:
        if name == "from_config":
            return Builtin("kedro.io.DataCatalog.from_config", _from_config)
        return machine.opaque(site.place, "library-value", f"`DataCatalog.{name}`")


def _from_config(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    given = machine.certain(args[0] if args else kwargs.get("catalog"))
    return CatalogValue(dict(given) if given is not None else {})


_CLASSES: dict[str, Value] = {"DataCatalog": CatalogClass(), "KedroDataCatalog": CatalogClass()}
CATALOG_CLASSES: dict[str, dict[str, Value]] = dict.fromkeys(
    ("kedro.io", "kedro.io.data_catalog", "kedro.io.kedro_data_catalog"), _CLASSES
)
