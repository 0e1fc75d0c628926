from __future__ import annotations

from pathlib import Path

import pytest

from viz.model import Place
from viz.readers.kedro_project.catalog import build_catalog, project_path
from viz.readers.kedro_project.facts import CatalogEntry

ROOT = Path("/project")


def catalog(entries, used=(), namespaces=()):
    known = {
        name: CatalogEntry(name=name, config=config, defined_at=Place(file="conf/base/catalog.yml", line=line))
        for line, (name, config) in enumerate(entries.items(), 1)
    }
    return build_catalog(ROOT, known, used, namespaces)


def dataset(entries, used=(), namespaces=()):
    (found,) = catalog(entries, used, namespaces).datasets
    return found


def test_an_entry_becomes_a_dataset():
    found = dataset(
        {
            "cars": {
                "type": "pandas.CSVDataset",
                "filepath": "data/01_raw/cars.csv",
                "versioned": True,
                "load_args": {"sep": ";"},
                "metadata": {"owner": "me", "kedro-viz": {"layer": "raw"}},
            }
        }
    )
    assert (found.id, found.type, found.filepath) == ("dataset:cars", "pandas.CSVDataset", "data/01_raw/cars.csv")
    assert (found.layer, found.versioned, found.in_catalog) == ("raw", True, True)
    assert found.arguments == {"load_args": {"sep": ";"}}
    assert found.metadata["owner"] == "me"
    assert found.defined_at.line == 1


def test_the_layer_of_before_0_19():
    assert dataset({"cars": {"type": "pandas.CSVDataSet", "layer": "raw"}}).layer == "raw"


def test_a_name_that_nothing_covers_is_kept_in_memory():
    found = dataset({}, used=["cars", "params:x", "parameters"])
    assert (found.name, found.type, found.in_catalog, found.defined_at) == ("cars", "MemoryDataset", False, None)


def test_a_pattern_covers_names_and_keeps_its_place():
    entries = {"{ns}.{name}": {"type": "a", "filepath": "data/{ns}/{name}.csv"}, "{any}": {"type": "b"}}
    cars, bikes = catalog(entries, used=["eu.cars", "bikes"]).datasets[::-1]
    assert (cars.filepath, cars.pattern, cars.defined_at.line) == ("data/eu/cars.csv", "{ns}.{name}", 1)
    assert (bikes.type, bikes.pattern, bikes.in_catalog) == ("b", "{any}", True)


def test_an_entry_comes_before_a_pattern():
    found = catalog({"{name}_raw": {"type": "a"}, "cars_raw": {"type": "b"}}, used=["cars_raw"])
    assert (found.datasets[0].type, found.datasets[0].pattern) == ("b", None)
    assert [entry.name for entry in found.unused_patterns] == ["{name}_raw"]


def test_transcoded_entries_are_one_dataset():
    entries = {
        "cars@spark": {"type": "spark.SparkDataset", "filepath": "data/cars.parquet", "file_format": "parquet"},
        "cars@pandas": {"type": "pandas.ParquetDataset", "filepath": "data/cars.parquet"},
    }
    found = dataset(entries, used=["cars@pandas"])
    assert (found.name, found.type) == ("cars", "pandas.ParquetDataset")
    assert [(one.name, one.type) for one in found.transcodings] == [
        ("pandas", "pandas.ParquetDataset"),
        ("spark", "spark.SparkDataset"),
    ]
    assert found.transcodings[1].arguments == {"file_format": "parquet"}
    assert found.transcodings[1].defined_at.line == 1


def test_the_path_of_a_wrapped_dataset():
    wrapped = {"type": "mlflow.Artifact", "data_set": {"type": "x", "filepath": "data\\08\\plot.png"}}
    found = dataset({"plot": wrapped})
    assert found.filepath == "data/08/plot.png"
    assert "data_set" in found.arguments


def test_a_namespace_is_one_of_the_nodes():
    assert dataset({}, used=["eu.paris.cars"], namespaces={"eu", "eu.paris"}).namespace == "eu.paris"
    assert dataset({}, used=["file.csv"], namespaces={"eu"}).namespace is None


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("data/x.csv", "data/x.csv"),
        ("./data/../data/x.csv", "data/x.csv"),
        ("/project/data/x.csv", "data/x.csv"),
        ("/elsewhere/x.csv", "/elsewhere/x.csv"),
        ("../x.csv", "../x.csv"),
        ("data\\x.csv", "data/x.csv"),
        ("C:\\data\\x.csv", "C:\\data\\x.csv"),
        ("s3://bucket/x.csv", "s3://bucket/x.csv"),
        ("https://me:secret@host/x.csv?token=abc", "https://***@host/x.csv?token=***"),
    ],
)
def test_paths_are_relative_to_the_project_where_they_lie_in_it(written, shown):
    assert project_path(ROOT, written) == shown


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        ({"cars": {"filepath": "x"}}, "dataset-without-type"),
        ({"{a}": {"type": "x"}, "{b}": {"type": "x"}}, "pattern-ambiguous"),
        ({"{a}_x": {"type": "x", "filepath": "{b}"}}, "pattern-placeholder-unknown"),
        ({"{a.b}_x": {"type": "x"}}, "pattern-unreadable"),
    ],
)
def test_entries_that_kedro_refuses_are_told(entries, code):
    assert [one.code for one in catalog(entries).diagnostics] == [code]
