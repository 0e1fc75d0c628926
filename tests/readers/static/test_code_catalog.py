"""Catalogs that a project writes in Python, of every version, told without running them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.readers.static.projects import write
from viz.readers.kedro_project.config import read_configuration
from viz.readers.kedro_project.facts import Configuration
from viz.readers.kedro_project.locate import locate
from viz.readers.kedro_project.static import read_settings, with_code_catalog

CATALOG = {"/conf/base/catalog.yml": "cars:\n  type: pandas.CSVDataSet\n  filepath: data/cars.csv\n"}
IMPORTS = """
from pathlib import Path
from kedro.extras.datasets.pandas import CSVDataSet, SQLTableDataSet
from kedro.framework.context import KedroContext
from kedro.framework.hooks import hook_impl
from kedro.io import AbstractDataSet, CachedDataSet, DataCatalog, MemoryDataSet, PartitionedDataSet, Version
"""


def read(root: Path, version: str = "0.17.7", **files: str) -> Configuration:
    modules = {f"{name}.py": IMPORTS + text for name, text in files.items()}
    location = locate(write(root, {"/conf/local/.keep": "", **CATALOG, **modules}, version))
    configuration = read_configuration(location, read_settings(location), env=None, params={})
    return with_code_catalog(location, configuration)


def hook(body: str) -> str:
    head = "class Hooks:\n    @hook_impl\n"
    return f"{head}    def register_catalog(self, catalog, credentials, load_versions, save_version):\n{body}"


def test_a_hook_that_hands_the_configuration_on_changes_nothing(tmp_path: Path) -> None:
    found = read(tmp_path, hooks=hook("        return DataCatalog.from_config(catalog, credentials)\n"))
    assert list(found.catalog) == ["cars"]
    assert found.catalog["cars"].defined_at.file == "conf/base/catalog.yml"
    assert found.diagnostics == ()


@pytest.mark.parametrize(
    ("made", "config"),
    [
        ("CSVDataSet('data/x.csv')", {"type": "pandas.CSVDataSet", "filepath": "data/x.csv"}),
        (
            "CSVDataSet(filepath='x.csv', load_args={'sep': ';'}, version=Version(None, None))",
            {"type": "pandas.CSVDataSet", "filepath": "x.csv", "load_args": {"sep": ";"}, "versioned": True},
        ),
        (
            "SQLTableDataSet('t', credentials=dict(con='s3cret'), load_args=dict(con='db://u:s3cret@h'))",
            {"type": "pandas.SQLTableDataSet", "filepath": "t", "load_args": {"con": "db://***@h"}},
        ),
        (
            "CachedDataSet(dataset=CSVDataSet('x.csv'))",
            {"type": "CachedDataSet", "dataset": {"type": "pandas.CSVDataSet", "filepath": "x.csv"}},
        ),
        (
            "PartitionedDataSet(path=str(Path('data') / 'parts'), dataset=CSVDataSet)",
            {"type": "PartitionedDataSet", "path": "data/parts", "dataset": "pandas.CSVDataSet"},
        ),
        ("MemoryDataSet([1, 2])", {"type": "MemoryDataSet"}),
    ],
)
def test_a_dataset_made_in_code_is_told_with_its_arguments_and_place(
    tmp_path: Path, made: str, config: dict[str, object]
) -> None:
    body = f"        io = DataCatalog.from_config(catalog)\n        io.add('x', {made})\n        return io\n"
    found = read(tmp_path, hooks=hook(body))
    assert list(found.catalog) == ["cars", "x"]
    assert found.catalog["x"].config == config
    assert (found.catalog["x"].defined_at.file, found.catalog["x"].defined_at.line) == ("src/shop/hooks.py", 11)


def test_a_catalog_made_of_a_mapping_replaces_the_configured_one(tmp_path: Path) -> None:
    body = "        return DataCatalog({f'{n}_csv': CSVDataSet(f'data/{n}.csv') for n in ('a', 'b')})\n"
    found = read(tmp_path, hooks=hook(body))
    assert {name: entry.config["filepath"] for name, entry in found.catalog.items()} == {
        "a_csv": "data/a.csv",
        "b_csv": "data/b.csv",
    }


def test_configuration_that_the_code_changes_keeps_its_place(tmp_path: Path) -> None:
    body = "        catalog['cars']['filepath'] = 'elsewhere.csv'\n        return DataCatalog.from_config(catalog)\n"
    cars = read(tmp_path, hooks=hook(body)).catalog["cars"]
    assert cars.config["filepath"] == "elsewhere.csv"
    assert cars.defined_at.file == "conf/base/catalog.yml"


CREATED = """
class Later:
    @hook_impl
    def after_catalog_created(self, catalog, conf_catalog):
        for name in list(conf_catalog):
            catalog{how}
"""


@pytest.mark.parametrize(
    ("version", "how"),
    [("0.16.5", ".add(name + '_2', CSVDataSet('x.csv'))"), ("1.0.0", "[name + '_2'] = CSVDataSet('x.csv')")],
)
def test_what_is_added_after_the_catalog_was_made_is_told(tmp_path: Path, version: str, how: str) -> None:
    files = {"hooks": CREATED.format(how=how), "settings": "from shop.hooks import Later\nHOOKS = (Later(),)\n"}
    found = read(tmp_path, version, **files)
    assert found.catalog["cars_2"].config["type"] == "pandas.CSVDataSet"


def test_a_hook_that_the_settings_do_not_name_is_not_one(tmp_path: Path) -> None:
    found = read(tmp_path, "1.0.0", hooks=CREATED.format(how="[name + '_2'] = CSVDataSet('x.csv')"))
    assert list(found.catalog) == ["cars"]


@pytest.mark.parametrize("version", ["0.15.8", "0.16.1"])
def test_the_catalog_of_a_context(tmp_path: Path, version: str) -> None:
    text = """
class ProjectContext(KedroContext):
    def _create_catalog(self, conf_catalog, conf_creds, save_version, journal, load_versions):
        io = DataCatalog.from_config(conf_catalog, conf_creds)
        io.add("extra", CSVDataSet("extra.csv"))
        return io
"""
    assert list(read(tmp_path, version, run=text).catalog) == ["cars", "extra"]


def test_a_dataset_of_the_projects_own_class_is_there(tmp_path: Path) -> None:
    text = """
class Mine(AbstractDataSet):
    def _load(self): ...

"""
    body = "        io = DataCatalog.from_config(catalog)\n        io.add('mine', Mine())\n        return io\n"
    assert "mine" in read(tmp_path, hooks=text + hook(body)).catalog


@pytest.mark.parametrize(
    "body",
    [
        "        import requests\n        return DataCatalog(requests.get('x').json())\n",
        "        catalog.update(1 / 0)\n        return DataCatalog.from_config(catalog)\n",
        "        while True:\n            catalog['x'] = 1\n",
    ],
)
def test_a_catalog_that_cannot_be_followed_is_told_and_the_configured_one_stays(tmp_path: Path, body: str) -> None:
    found = read(tmp_path, hooks=hook(body))
    assert list(found.catalog) == ["cars"]
    (told,) = found.diagnostics
    assert (told.level, told.code, told.place.file) == ("info", "catalog-in-code", "src/shop/hooks.py")


def test_a_hook_that_is_given_the_catalog_by_a_context_beside_the_package(tmp_path: Path) -> None:
    hook_text = """
class AddCatalog:
    def __init__(self, datasets):
        self._datasets = datasets

    @hook_impl
    def after_catalog_created(self, catalog):
        catalog.add_feed_dict(self._datasets)
"""
    main = """
from hooks.add import AddCatalog

class ProjectContext(KedroContext):
    hooks = (AddCatalog({"made": CSVDataSet("made.csv")}),)
"""
    files = {
        "/.kedro.yml": "context_path: main.ProjectContext\n",
        "/main.py": IMPORTS + main,
        "/src/hooks/__init__.py": "",
        "/src/hooks/add.py": IMPORTS + hook_text,
    }
    root = write(tmp_path, {"/conf/local/.keep": "", **CATALOG, **files}, "0.16.5")
    (root / "pyproject.toml").unlink()
    location = locate(root)
    configuration = read_configuration(location, read_settings(location), env=None, params={})
    made = with_code_catalog(location, configuration).catalog["made"]
    assert made.config == {"type": "pandas.CSVDataSet", "filepath": "made.csv"}
    assert made.defined_at.file == "main.py"
