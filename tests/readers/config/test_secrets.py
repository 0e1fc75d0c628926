"""Nothing secret leaves the reader."""

from __future__ import annotations

import pytest

from viz.readers.kedro_project.redact import redact, redact_text

CATALOG = "conf/base/catalog.yml"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("postgresql://user:pa@ss@host/db", "postgresql://***@host/db"),
        ("https://ghp_abc@github.com/x", "https://***@github.com/x"),
        ("https://x.blob/a?sv=1&sig=abc%3D&se=2", "https://x.blob/a?sv=1&sig=***&se=2"),
        ("https://a/?api_key=1&x=2", "https://a/?api_key=***&x=2"),
        ("Driver=x;Server=y;PWD=secret", "Driver=x;Server=y;PWD=***"),
    ],
)
def test_secrets_in_texts_are_hidden(text, shown):
    assert redact_text(text) == shown


@pytest.mark.parametrize(
    "text",
    ["abfs://container@account.dfs.core.windows.net/x", "s3://bucket/a@b", "a = b", "key=value", "x == 1; y"],
)
def test_other_texts_are_left_alone(text):
    assert redact_text(text) == text


def test_values_under_secret_names_are_hidden():
    found = redact({"password": "a", "pin": 1, "aws": {"secret_key": "x"}, "secrets": {"a": ["b"]}, "passwd": 1234})
    assert found == {
        "password": "***",
        "pin": 1,
        "aws": {"secret_key": "***"},
        "secrets": {"a": ["***"]},
        "passwd": "***",
    }


def test_words_that_only_sound_like_secrets_are_shown():
    harmless = {"max_tokens": 512, "tokenizer": "bert", "key": "id", "primary_key": "id", "tokens": 5, "password": None}
    assert redact(harmless) == harmless


def test_credentials_are_no_part_of_an_entry(read):
    text = "cars:\n  type: a\n  credentials: {key: s3cret}\n  dataset: {type: b, credentials: dev}\n"
    text += "  x: ${cars.credentials.key}\n"
    entry = read({CATALOG: text}).catalog["cars"]
    assert entry.config == {"type": "a", "dataset": {"type": "b"}, "x": "${cars.credentials.key}"}
    assert "s3cret" not in repr(entry)


def test_credentials_files_are_not_read(read):
    files = {
        "conf/base/catalog/credentials.yml": "dev: {key: s3cret}\n",
        "conf/base/credentials_catalog.yml": "x: {a: 1}\n",
    }
    assert read(files).catalog == {}


def test_a_secret_does_not_come_in_through_an_expression(read):
    files = {
        "conf/base/globals.yml": "password: s3cret\nhost: h\n",
        CATALOG: (
            "cars:\n  type: a\n  arg: ${globals:password}\n"
            "  con: postgresql://me:${globals:password}@${globals:host}/db\n"
        ),
    }
    entry = read(files).catalog["cars"]
    assert "s3cret" not in repr(entry)
    assert entry.config["arg"] == "***"
