"""Takes secrets out of configuration values before anything else sees them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

HIDDEN = "***"
CREDENTIALS = "credentials"

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
    r"""(?<![A-Za-z0-9])(
      (?:x-amz-|x-goog-)?(?:signature|credential|security-token) | sig | signature | (?:[a-z]{1,20}[_-])?token | pwd |
      password | passwd | secret | client_?secret | api_?key | apikey | account_?key | access_?key(?:_?id)? |
      shared_?access_?(?:key|signature) | aws_?(?:access_?key_?id|secret_?access_?key) | (?<=[?&])key
    )(\s?=\s?)(?!\s|\$\{)[^&;\s'"]+""",
    re.VERBOSE | re.IGNORECASE,
)
_MAY_ASSIGN = re.compile(r"[?;&]|^\s*\w+\s?=")


def is_secret_key(key: str) -> bool:
    """Whether the value under `key` is to stay hidden: `password`, `aws_secret_access_key`, ..."""
    return len(key) < 80 and _SECRET_KEY.search(key) is not None


def redact_text(text: str) -> str:
    """`text` without the user part of URLs and without what is assigned to token-like names in it."""
    if "://" in text:
        text = _URL_USER.sub(_hidden_user, text)
    if "=" in text and _MAY_ASSIGN.search(text):
        text = _ASSIGNED.sub(rf"\1\2{HIDDEN}", text)
    return text


def _hidden_user(found: re.Match[str]) -> str:
    scheme, user = found.groups()
    if ":" not in user and scheme.lower() in _PLAIN_USER_SCHEMES:
        return found[0]
    return f"{scheme}{HIDDEN}@"


def redact(value: Any, key: str = "") -> Any:
    """A copy of `value` (as read under `key`) without secrets; switches and counts of tokens stay as they are."""
    if isinstance(value, Mapping):
        return {name: redact(item, name if not is_secret_key(key) else key) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [redact(item, key) for item in value]
    if isinstance(value, str):
        return HIDDEN if value and is_secret_key(key) else redact_text(value)
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return HIDDEN if is_number and "token" not in key.lower() and is_secret_key(key) else value


def without_credentials(value: Any) -> Any:
    """A copy of a catalog entry without its `credentials` keys, at any depth."""
    if isinstance(value, Mapping):
        return {key: without_credentials(item) for key, item in value.items() if key != CREDENTIALS}
    if isinstance(value, list):
        return [without_credentials(item) for item in value]
    return value
