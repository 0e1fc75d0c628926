"""Nothing secret leaves the reader."""

from __future__ import annotations

from textwrap import dedent

import pytest

from viz.app.context import Context
from viz.app.options import AppOptions
from viz.app.panels import panel, panel_ids
from viz.readers import Opened
from viz.readers.kedro_project.assemble import assemble
from viz.readers.kedro_project.facts import NodeFact, PipelineFacts
from viz.readers.kedro_project.interpolation import environment_variable
from viz.readers.kedro_project.locate import locate
from viz.readers.kedro_project.redact import redact, redact_text
from viz.snapshot import dumps

CATALOG = "conf/base/catalog.yml"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("postgresql://user:pa@ss@host/db", "postgresql://***@host/db"),
        ("https://ghp_abc@github.com/x", "https://***@github.com/x"),
        ("https://x.blob/a?sv=1&sig=abc%3D&se=2", "https://x.blob/a?sv=1&sig=***&se=2"),
        ("https://a/?api_key=1&x=2", "https://a/?api_key=***&x=2"),
        ("Driver=x;Server=y;PWD=secret", "Driver=x;Server=y;PWD=***"),
        (
            "mssql:///?odbc_connect=DRIVER%3Dx%3BPWD%3Dsecret%3BUID%3Dme",
            "mssql:///?odbc_connect=DRIVER%3Dx%3BPWD%3D***%3BUID%3Dme",
        ),
        ("jdbc:oracle:thin:me/secret@host:1521/db", "jdbc:oracle:thin:***@host:1521/db"),
        ("${oc.env:DB_PASSWORD,secret}/x", "${oc.env:DB_PASSWORD,***}/x"),
        ("${oc.env:DB_HOST,host}", "${oc.env:DB_HOST,host}"),
        ("Bearer abcdefgh.ijkl", "***"),
        ("use AKIAABCDEFGHIJKLMNOP here", "use *** here"),
        ("-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----", "***"),
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


def test_the_options_of_a_storage_have_their_own_secrets():
    options = {"key": "s3cret", "secret": "s3cret", "anon": False, "client_kwargs": {"region_name": "eu"}}
    found = redact({"storage_options": options, "load_args": {"key": "id"}})
    assert found["storage_options"] == {
        "key": "***",
        "secret": "***",
        "anon": False,
        "client_kwargs": {"region_name": "eu"},
    }
    assert found["load_args"] == {"key": "id"}


EVERYWHERE = {
    "conf/base/globals.yml": "db: {password: s3cret, user: me}\nplain: {token: s3cret}\n",
    "conf/base/credentials.yml": "dev: {key: s3cret}\n",
    "conf/base/parameters.yml": """
        openai: {api_key: s3cret-s3cret, model: small}
        hidden: ${openai.api_key}
        inside: x-${globals:db.password}-y
        listed: [${globals:plain}, 'https://me:s3cret@host/x']
        default: ${oc.env:SERVICE_TOKEN,s3cret}
        headers: {Authorization: Bearer s3cret-s3cret}
        given: ${runtime_params:password}
        odd: ${add:s3cret}
    """,
    CATALOG: """
        _creds: {type: a, credentials: {key: s3cret}}
        inline: {type: a, credentials: {key: s3cret}}
        taken: ${_creds}
        copied: {type: a, arg: "${inline.credentials.key}"}
        sql: {type: a, con: 'postgresql://me:${globals:db.password}@host/db', sql: select 1}
        fixed: {type: a, con: 'postgresql://me:s3cret@host/db'}
        s3: {type: a, filepath: 's3://me:s3cret@bucket/x.csv', fs_args: {key: s3cret, token: s3cret}}
        signed: {type: a, url: 'https://host/x?sig=s3cret&token=s3cret&x=1'}
        "{name}_table": {type: a, con: 'mysql://{name}:s3cret@host/db'}
        twice: {type: a}
        twice: {type: a, password: s3cret}
    """,
    "conf/local/catalog.yml": """
        fixed: {type: b, credentials: dev}
        inline: {type: b, secret_key: s3cret}
    """,
    "conf/local/parameters.yml": """
        openai: {api_key: other-s3cret}
        'x: : s3cret'
    """,
}


def test_no_secret_is_in_the_project_its_snapshot_or_its_page(read, tmp_path):
    files = {name: dedent(text) for name, text in EVERYWHERE.items()}
    resolvers = {"oc.env": environment_variable}
    configuration = read(files, params={"password": "s3cret", "a.token": "s3cret"}, custom_resolvers=resolvers)
    inputs = (
        "inline",
        "taken",
        "copied",
        "sql",
        "fixed",
        "s3",
        "signed",
        "my_table",
        "parameters",
        "params:openai",
        "params:odd",
    )
    node = NodeFact(name="f", given_name="f", namespace=None, function="f", inputs=inputs, outputs=("x",))
    facts = PipelineFacts(pipelines={"__default__": (node,)}, complete=True)
    project = assemble(locate(tmp_path), facts, configuration, reader="static")
    assert "s3cret" not in repr(configuration).replace("add:s3cret", "")
    assert "s3cret" not in dumps(project).replace("add:s3cret", "")
    context = Context(opened=Opened(project=project, root=None, reader=None), options=AppOptions())
    page = "".join(str(panel(context, id_)) for id_ in panel_ids(context))
    assert "s3cret" not in page.replace("add:s3cret", "")
    assert "postgresql://***@host/db" in page
