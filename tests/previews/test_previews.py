"""A preview is the bounded head of what the catalog names, or one sentence that says why there is none."""

from __future__ import annotations

import base64
import gzip
import json
import os
import pickle
import sys
import zipfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from viz.model import Dataset, Transcoding
from viz.previews import Figure, Image, Json, Nothing, Preview, Table, Text, documents, files, preview, tables

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def dataset(type_name: str | None, filepath: str | None, **more: Any) -> Dataset:
    return Dataset(id="dataset:x", name="x", type=type_name, filepath=filepath, in_catalog=True, **more)


def csv_of(folder: Path, text: str, rows: int = 50, **load_args: Any) -> Table:
    (folder / "x.csv").write_text(text, encoding="utf-8", newline="")
    found = preview(dataset("pandas.CSVDataset", "x.csv", arguments={"load_args": load_args}), folder, rows=rows)
    assert isinstance(found.body, Table), found
    return found.body


def reason(found: Preview) -> str:
    assert isinstance(found.body, Nothing), found
    return found.body.reason


class TestCsv:
    def test_rows_are_bounded_and_counted(self, tmp_path: Path) -> None:
        found = csv_of(tmp_path, 'id,name\n1,a\n2,"b, c"\n3,d\n', rows=2)

        assert found == Table(columns=("id", "name"), rows=(("1", "a"), ("2", "b, c")), total=3)

    @pytest.mark.parametrize(
        ("text", "load_args", "columns", "first"),
        [
            ("a;b\n1;2\n", {"sep": ";"}, ("a", "b"), ("1", "2")),
            ("a b\n1   2\n", {"sep": r"\s+"}, ("a", "b"), ("1", "2")),
            ("1,2\n", {"header": None}, ("0", "1"), ("1", "2")),
            ("1,2\n", {"names": ["x", "y"]}, ("x", "y"), ("1", "2")),
            ("note\na,b\n1,2\n", {"skiprows": 1}, ("a", "b"), ("1", "2")),
            ("a,b\n'1,5',2\n", {"quotechar": "'"}, ("a", "b"), ("1,5", "2")),
            ("a,b\n1\n", {}, ("a", "b"), ("1", "")),
            ("a,b\n1,2\n", {"sep": "(x+x+)+y"}, ("a", "b"), ("1", "2")),
        ],
    )
    def test_load_args_decide_how_it_splits(
        self, tmp_path: Path, text: str, load_args: dict[str, Any], columns: tuple[str], first: tuple[str]
    ) -> None:
        found = csv_of(tmp_path, text, **load_args)

        assert (found.columns, found.rows[0]) == (columns, first)

    def test_encoding(self, tmp_path: Path) -> None:
        (tmp_path / "x.csv").write_bytes("name\nMüller\n".encode("latin-1"))
        arguments = {"load_args": {"encoding": "latin-1"}}

        found = preview(dataset("pandas.CSVDataset", "x.csv", arguments=arguments), tmp_path)

        assert found.body == Table(columns=("name",), rows=(("Müller",),), total=1)

    def test_long_cells_and_wide_tables_are_cut(self, tmp_path: Path) -> None:
        wide = ",".join(str(i) for i in range(500))
        (tmp_path / "x.csv").write_text(f"{wide}\n{'z' * 1000},{wide}\n")

        found = preview(dataset("pandas.CSVDataset", "x.csv"), tmp_path)

        assert isinstance(found.body, Table)
        assert len(found.body.columns) == len(found.body.rows[0]) == tables.COLUMNS
        assert len(found.body.rows[0][0]) == tables.CELL
        assert found.note == "Only the first 200 columns are shown."

    def test_of_a_large_file_only_the_head_is_read(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(tables, "COUNTED", 100)
        monkeypatch.setattr(tables, "HEAD", 50)

        found = csv_of(tmp_path, "n\n" + "".join(f"{i:09}\n" for i in range(1000)))

        assert found == Table(columns=("n",), rows=tuple((f"{i:09}",) for i in range(4)), total=None)

    def test_compressed(self, tmp_path: Path) -> None:
        (tmp_path / "x.csv.gz").write_bytes(gzip.compress(b"a\n1\n"))

        found = preview(dataset("pandas.CSVDataset", "x.csv.gz"), tmp_path)

        assert found.body == Table(columns=("a",), rows=(("1",),), total=1)

    def test_a_compressed_bomb_is_not_unpacked_whole(self, tmp_path: Path) -> None:
        (tmp_path / "x.txt.gz").write_bytes(gzip.compress(b"a" * 50_000_000))

        found = preview(dataset("text.TextDataset", "x.txt.gz"), tmp_path)

        assert isinstance(found.body, Text)
        assert len(found.body.text) == documents.TEXT

    def test_empty(self, tmp_path: Path) -> None:
        (tmp_path / "x.csv").touch()

        assert reason(preview(dataset("pandas.CSVDataset", "x.csv"), tmp_path)) == "The file is empty."


class TestTypes:
    @pytest.mark.parametrize(
        "type_name",
        [
            "pandas.CSVDataset",
            "pandas.CSVDataSet",
            "polars.CSVDataset",
            "kedro_datasets.pandas.CSVDataset",
            "kedro.extras.datasets.pandas.CSVDataSet",
            "CSVLocalDataSet",
            "kedro_datasets.pandas.csv_dataset.CSVDataset",
            "my_project.io.StrangeDataset",
            None,
        ],
    )
    def test_names_of_all_times_and_custom_classes_by_suffix(self, tmp_path: Path, type_name: str | None) -> None:
        (tmp_path / "x.csv").write_text("a\n1\n")

        assert isinstance(preview(dataset(type_name, "x.csv"), tmp_path).body, Table)

    @pytest.mark.parametrize(
        ("type_name", "words"),
        [
            ("MemoryDataset", "only in memory"),
            ("pandas.SQLTableDataset", "opens no connection"),
            ("api.APIDataset", "fetches nothing"),
            ("whatever.Dataset", "names no file"),
        ],
    )
    def test_without_a_file(self, tmp_path: Path, type_name: str, words: str) -> None:
        assert words in reason(preview(dataset(type_name, None), tmp_path))

    @pytest.mark.parametrize("type_name", ["pickle.PickleDataset", "PickleLocalDataSet", "custom.ModelDataset"])
    def test_pickles_are_never_opened(self, tmp_path: Path, type_name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "model.pkl").write_bytes(pickle.dumps({"a": 1}))
        monkeypatch.setattr(files, "open_regular", pytest.fail)

        found = preview(dataset(type_name, "model.pkl"), tmp_path)

        assert "never opened" in reason(found)
        assert found.file is not None

    def test_transcoded_shows_the_way_that_can_be_shown(self, tmp_path: Path) -> None:
        (tmp_path / "x.csv").write_text("a\n1\n")
        ways = (
            Transcoding(name="p", type="pickle.PickleDataset", filepath="x.csv"),
            Transcoding(name="c", type="pandas.CSVDataset", filepath="x.csv"),
        )

        assert isinstance(preview(dataset(None, None, transcodings=ways), tmp_path).body, Table)


class TestDocuments:
    def test_parquet(self, tmp_path: Path) -> None:
        pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
        pq.write_table(pa.table({"a": [1, 2, 3], "b": ["x", None, "z"]}), tmp_path / "x.pq")

        found = preview(dataset("pandas.ParquetDataset", "x.pq"), tmp_path, rows=2)

        assert found.body == Table(columns=("a", "b"), rows=(("1", "x"), ("2", "")), total=3)

    def test_parquet_without_pyarrow_names_what_to_install(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "x.parquet").write_bytes(b"PAR1")
        monkeypatch.setitem(sys.modules, "pyarrow", None)

        found = reason(preview(dataset("pandas.ParquetDataset", "x.parquet"), tmp_path))

        assert "pip install 'pipeviz[previews]'" in found

    def test_excel(self, tmp_path: Path) -> None:
        book = pytest.importorskip("openpyxl").Workbook()
        book.active.append(["a", "b"])
        book.active.append([1, "x"])
        book.create_sheet("other").append(["c"])
        book.save(tmp_path / "x.xlsx")

        first = preview(dataset("pandas.ExcelDataset", "x.xlsx"), tmp_path)
        other = preview(
            dataset("pandas.ExcelDataset", "x.xlsx", arguments={"load_args": {"sheet_name": "other"}}), tmp_path
        )

        assert first.body == Table(columns=("a", "b"), rows=(("1", "x"),), total=1)
        assert isinstance(other.body, Table)
        assert other.body.columns == ("c",)
        assert other.note == "Sheet “other”, one of 2."

    def test_an_excel_bomb_is_not_unpacked(self, tmp_path: Path) -> None:
        pytest.importorskip("openpyxl")
        with zipfile.ZipFile(tmp_path / "x.xlsx", "w", zipfile.ZIP_DEFLATED) as bomb:
            bomb.writestr("xl/sharedStrings.xml", b"a" * (tables.EXCEL_STRINGS + 1))

        assert "too large" in reason(preview(dataset("pandas.ExcelDataset", "x.xlsx"), tmp_path))

    def test_json(self, tmp_path: Path) -> None:
        (tmp_path / "x.json").write_text('{"f1": 0.9, "bad": NaN, "huge": 1e999, "list": [1, 2]}')

        found = preview(dataset("tracking.MetricsDataset", "x.json"), tmp_path)

        assert found.body == Json(data={"f1": 0.9, "bad": "NaN", "huge": "1e999", "list": [1, 2]})

    def test_json_is_cut_in_length_and_depth(self, tmp_path: Path) -> None:
        deep: Any = "end"
        for _ in range(50):
            deep = [deep]
        (tmp_path / "x.json").write_text(json.dumps({"long": list(range(1000)), "deep": deep}))

        found = preview(dataset("json.JSONDataset", "x.json"), tmp_path).body

        assert isinstance(found, Json)
        assert found.data["long"][-1] == "… 800 more"
        assert "…" in json.dumps(found.data["deep"], ensure_ascii=False)

    def test_large_json_shows_the_head_of_its_text(self, tmp_path: Path) -> None:
        (tmp_path / "x.json").write_text("[" + "1," * documents.JSON + "1]")

        found = preview(dataset("json.JSONDataset", "x.json"), tmp_path)

        assert isinstance(found.body, Text)
        assert found.body.language == "json"
        assert found.note == "Only the first 64 kB are shown."

    @pytest.mark.parametrize(
        ("text", "load_args"),
        [
            ('[{"a": 1, "b": "x"}, {"a": 2, "b": "y"}]', {}),
            ('{"a": {"0": 1, "1": 2}, "b": {"0": "x", "1": "y"}}', {}),
            ('{"columns": ["a", "b"], "index": [0, 1], "data": [[1, "x"], [2, "y"]]}', {}),
            ('{"a": 1, "b": "x"}\n{"a": 2, "b": "y"}\n', {"lines": True}),
        ],
    )
    def test_tables_that_pandas_wrote_as_json(self, tmp_path: Path, text: str, load_args: dict[str, Any]) -> None:
        (tmp_path / "x.json").write_text(text)

        found = preview(dataset("pandas.JSONDataset", "x.json", arguments={"load_args": load_args}), tmp_path, rows=5)

        assert found.body == Table(columns=("a", "b"), rows=(("1", "x"), ("2", "y")), total=2)

    def test_figure(self, tmp_path: Path) -> None:
        (tmp_path / "x.json").write_text(
            '{"data": [{"y": [1, NaN]}], "layout": {"title": {"text": "t"}}, "frames": []}'
        )

        found = preview(dataset("plotly.JSONDataset", "x.json"), tmp_path)

        assert found.body == Figure(figure={"data": [{"y": [1, None]}], "layout": {"title": {"text": "t"}}})

    def test_an_image_is_told_by_its_bytes(self, tmp_path: Path) -> None:
        (tmp_path / "x.jpg").write_bytes(PIXEL)
        (tmp_path / "y.png").write_text("<script>alert(1)</script>")

        found = preview(dataset("matplotlib.MatplotlibWriter", "x.jpg"), tmp_path).body

        assert isinstance(found, Image)
        assert found.uri.startswith("data:image/png;base64,iVBOR")
        assert "no image" in reason(preview(dataset("pillow.ImageDataset", "y.png"), tmp_path))

    def test_an_image_of_too_many_pixels(self, tmp_path: Path) -> None:
        (tmp_path / "x.png").write_bytes(PIXEL[:16] + (100_000).to_bytes(4, "big") * 2 + PIXEL[24:])

        assert "too many pixels" in reason(preview(dataset("pillow.ImageDataset", "x.png"), tmp_path))

    def test_yaml_and_html_are_shown_as_text(self, tmp_path: Path) -> None:
        (tmp_path / "x.yml").write_text("a: *nothing")
        (tmp_path / "x.html").write_text("<script>alert(1)</script>")

        yaml = preview(dataset("yaml.YAMLDataset", "x.yml"), tmp_path).body
        html = preview(dataset("plotly.HTMLDataset", "x.html"), tmp_path).body

        assert (yaml, html) == (
            Text(text="a: *nothing", language="yaml"),
            Text(text="<script>alert(1)</script>", language="html"),
        )

    def test_partitions_are_listed(self, tmp_path: Path) -> None:
        (tmp_path / "parts/2026").mkdir(parents=True)
        (tmp_path / "parts/2026/b.csv").write_text("bb")
        (tmp_path / "parts/a.csv").write_text("a")
        (tmp_path / "parts/.hidden.csv").write_text("a")
        arguments = {"path": "parts", "dataset": "pandas.CSVDataset", "filename_suffix": ".csv"}

        found = preview(dataset("partitions.PartitionedDataset", None, arguments=arguments), tmp_path)

        assert found.body == Table(columns=("file", "bytes"), rows=(("2026/b", "2"), ("a", "1")), total=2)


class TestFiles:
    def test_the_newest_version_is_shown(self, tmp_path: Path) -> None:
        for version, text in (("2026-01-01T00.00.00.000Z", "old"), ("2026-02-01T00.00.00.000Z", "new")):
            (tmp_path / "x.txt" / version).mkdir(parents=True)
            (tmp_path / "x.txt" / version / "x.txt").write_text(text)

        found = preview(dataset("text.TextDataset", "x.txt", versioned=True), tmp_path)

        assert found.body == Text(text="new")
        assert found.file is not None
        assert (found.file.version, found.file.versions, found.file.size) == ("2026-02-01T00.00.00.000Z", 2, 3)

    @pytest.mark.parametrize("path", ["s3://bucket/x.csv", "gs://b/x.csv", "s3:bucket/x.csv", "https://x/y.csv"])
    def test_remote_storage_is_not_fetched(self, tmp_path: Path, path: str) -> None:
        assert "remote" in reason(preview(dataset("pandas.CSVDataset", path), tmp_path))

    def test_not_there_yet(self, tmp_path: Path) -> None:
        assert reason(preview(dataset("pandas.CSVDataset", "x.csv"), tmp_path)) == (
            "The file is not there yet: run the pipeline to make it."
        )

    @pytest.mark.parametrize("path", ["${base}/x.csv", "data/{name}.csv", "a\0b.csv", "a" * 5000])
    def test_paths_that_are_none(self, tmp_path: Path, path: str) -> None:
        assert str(tmp_path) not in reason(preview(dataset("pandas.CSVDataset", path), tmp_path))

    def test_outside_of_the_project_only_where_allowed(self, tmp_path: Path) -> None:
        root = tmp_path / "project"
        root.mkdir()
        (tmp_path / "secret.txt").write_text("secret")
        (root / "link.txt").symlink_to(tmp_path / "secret.txt")
        (root / "versions.txt/v1").mkdir(parents=True)
        (root / "versions.txt/v1/versions.txt").symlink_to(tmp_path / "secret.txt")

        for path in ("../secret.txt", str(tmp_path / "secret.txt"), "link.txt", "versions.txt"):
            entry = dataset("text.TextDataset", path)
            assert preview(entry, root).body == Text(text="secret")
            assert "outside the project" in reason(preview(entry, root, allow_outside=False))

    def test_a_link_to_itself(self, tmp_path: Path) -> None:
        (tmp_path / "x.txt").symlink_to(tmp_path / "x.txt")

        reason(preview(dataset("text.TextDataset", "x.txt"), tmp_path, allow_outside=False))

    def test_pipes_and_devices_are_never_opened(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.txt")

        for path in ("pipe.txt", "/dev/zero"):
            assert "no ordinary file" in reason(preview(dataset("text.TextDataset", path), tmp_path))
        with pytest.raises(files.NoPreviewError):
            files.open_regular(tmp_path / "pipe.txt")

    def test_the_catalog_switches_it_off_and_sets_the_rows(self, tmp_path: Path) -> None:
        (tmp_path / "x.csv").write_text("a\n1\n2\n3\n")

        off = preview(dataset("pandas.CSVDataset", "x.csv", metadata={"kedro-viz": {"preview": False}}), tmp_path)
        two = preview(
            dataset("pandas.CSVDataset", "x.csv", metadata={"kedro-viz": {"preview_args": {"nrows": 2}}}), tmp_path
        )

        assert "switches the preview off" in reason(off)
        assert isinstance(two.body, Table)
        assert len(two.body.rows) == 2


@pytest.mark.parametrize(
    "type_name",
    [
        "pandas.CSVDataset",
        "pandas.ExcelDataset",
        "pandas.ParquetDataset",
        "pandas.JSONDataset",
        "json.JSONDataset",
        "plotly.JSONDataset",
        "matplotlib.MatplotlibDataset",
        "text.TextDataset",
        "yaml.YAMLDataset",
    ],
)
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0\1\2" * 100,
        b"PK\3\4 no workbook",
        b"PAR1 no parquet PAR1",
        b"[" * 100_000,
        b'{"a": "\\ud800"}',
        b'{"data": 3}',
        b"[1, 2, {}]",
        b'"' + b"x" * 200_000,
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xfe\xff",
    ],
)
def test_broken_files_never_raise(tmp_path: Path, type_name: str, data: bytes) -> None:
    (tmp_path / "x.gz").write_bytes(data)
    (tmp_path / "x.bin").write_bytes(data)

    for name in ("x.bin", "x.gz"):
        found = preview(dataset(type_name, name), tmp_path)
        json.dumps(asdict(found), ensure_ascii=False, default=str).encode("utf-8")
