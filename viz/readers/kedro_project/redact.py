"""Takes secrets out of configuration values before anything else sees them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

HIDDEN = "***"
CREDENTIALS = "credentials"
SECRET = "secret"
SHORTEST_TOKEN = 14

_SECRET_KEY = re.compile(
    r"""(^|[_\-.])(
      credentials? | passwords? | passwd | passphrase | pwd | pat | secrets? | secret_?value | sas |
      api_?keys? | access_?keys?(_?id)? | secret_?(access_?)?keys? | private_?keys? | account_?keys? | storage_?keys? |
      (auth|access|sas|bearer|refresh|session|api|personal|security|id|hf|github|gitlab|slack|bot|oauth)_?tokens? |
      authorization | connection_?string | conn_?str
    )$ | ^tokens?$""",
    re.VERBOSE | re.IGNORECASE,
)
_URL_USER = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]{1,30}://)([^/\s'\"]{1,500})@")
_PLAIN_USER_SCHEMES = ("abfs://", "abfss://", "wasb://", "wasbs://", "adl://", "gs://", "s3://", "hdfs://")
_ASSIGNED = re.compile(
    r"""(?:(?<![A-Za-z0-9])|(?<=%3B)|(?<=%26))(
      (?:x-amz-|x-goog-)?(?:signature|credential|security-token) | sig | signature | (?:[a-z]{1,20}[_-])?token | pwd |
      password | passwd | secret | client_?secret | api_?key | apikey | account_?key | access_?key(?:_?id)? |
      shared_?access_?(?:key|signature) | aws_?(?:access_?key_?id|secret_?access_?key) | (?<=[?&])key
    )(\s?(?:=|%3D)\s?)(?!\s|\$\{)(?:(?!%3B|%26)[^&;\s'"])+""",
    re.VERBOSE | re.IGNORECASE,
)
_MAY_ASSIGN = re.compile(r"[?;&]|%3D|^\s*\w+\s?=", re.IGNORECASE)
_ORACLE_USER = re.compile(r"(jdbc:oracle:\w{1,10}:)[^/@\s]{1,100}/[^@\s]{1,200}@", re.IGNORECASE)
_DEFAULT = re.compile(r"(\$\{\s*[\w.]{1,60}\s*:\s*([\w.\-]{1,100})\s*,)[^{}]*(?=\})")
_TELLING = re.compile(
    r"""-----BEGIN\ [A-Z ]{0,40}PRIVATE\ KEY-----[\s\S]*
    | \b(?:Bearer|Basic)\ +[A-Za-z0-9._~+/=\-]{8,}
    | \b(?:gh[pousr]_[A-Za-z0-9]{20,} | github_pat_\w{20,} | glpat-[\w\-]{16,} | xox[abprs]-[\w\-]{10,}
        | AKIA[0-9A-Z]{16} | AIza[\w\-]{30,} | sk-[A-Za-z0-9_\-]{20,} | hf_[A-Za-z0-9]{20,}
        | eyJ[\w\-]{10,}\.eyJ[\w\-]{10,}\.[\w\-]*)""",
    re.VERBOSE,
)
"""What is a secret by its own form: keys in PEM, bearer tokens, tokens of well-known services."""
_STORAGE_KEYS = frozenset({"storage_options", "fs_args", "client_kwargs"})
_KEYS_OF_STORAGE = frozenset({"key", "token", "user", "username"})


def is_secret_key(key: str) -> bool:
    """Whether the value under `key` is to stay hidden: `password`, `aws_secret_access_key`, ..."""
    return len(key) < 80 and _SECRET_KEY.search(key) is not None


def redact_text(text: str) -> str:
    """`text` without the user part of URLs, without what is assigned to token-like names, and without known tokens."""
    if "://" in text:
        text = _URL_USER.sub(_hidden_user, text)
    if ("=" in text or "%3" in text) and _MAY_ASSIGN.search(text):
        text = _ASSIGNED.sub(rf"\1\2{HIDDEN}", text)
    if "${" in text:
        text = _DEFAULT.sub(_hidden_default, text)
    if "@" in text and "jdbc:" in text.lower():
        text = _ORACLE_USER.sub(rf"\1{HIDDEN}@", text)
    return _TELLING.sub(HIDDEN, text) if len(text) >= SHORTEST_TOKEN else text


def _hidden_user(found: re.Match[str]) -> str:
    scheme, user = found.groups()
    if ":" not in user and scheme.lower() in _PLAIN_USER_SCHEMES:
        return found[0]
    return f"{scheme}{HIDDEN}@"


def _hidden_default(found: re.Match[str]) -> str:
    """The default of `${oc.env:DB_PASSWORD,...}`: the name says what it is."""
    return f"{found[1]}{HIDDEN}" if is_secret_key(found[2]) else found[0]


def redact(value: Any, key: str = "") -> Any:
    """A copy of `value` (as read under `key`) without secrets; switches and counts of tokens stay as they are."""
    if isinstance(value, Mapping):
        secret = is_secret_key(key)
        return {name: redact(item, key if secret else named(name, key)) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [redact(item, key) for item in value]
    if isinstance(value, str):
        return HIDDEN if value and is_secret_key(key) else redact_text(value)
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return HIDDEN if is_number and "token" not in key.lower() and is_secret_key(key) else value


def named(name: Any, above: str) -> str:
    """A key as it is judged: what is called `key` among the options of a storage is a secret."""
    text = str(name)
    return SECRET if above in _STORAGE_KEYS and text in _KEYS_OF_STORAGE else text


def without_credentials(value: Any) -> Any:
    """A copy of a catalog entry without its `credentials` keys, at any depth."""
    if isinstance(value, Mapping):
        return {key: without_credentials(item) for key, item in value.items() if key != CREDENTIALS}
    if isinstance(value, list):
        return [without_credentials(item) for item in value]
    return value
