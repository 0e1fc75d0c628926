"""Run by an interpreter with Kedro: a line of JSON in (a folder, or patterns), what Kedro makes of it out."""

import json
import logging
import sys
import warnings

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)

from kedro.config import OmegaConfigLoader  # noqa: E402


def keyed(value):
    """Keys as text: JSON, and names of datasets, know no others."""
    if isinstance(value, dict):
        return {key if isinstance(key, str) else json.dumps(key): keyed(item) for key, item in value.items()}
    return [keyed(item) for item in value] if isinstance(value, list) else value


def answer(asked):
    found = {}
    for kind in ("catalog", "parameters"):
        try:
            loader = OmegaConfigLoader(
                asked["conf"], runtime_params=asked["params"], base_env="base", default_run_env="local", **asked["args"]
            )
            found[kind] = {"value": keyed(loader[kind])}
        except Exception as error:  # noqa: BLE001 - whatever Kedro says is the answer
            found[kind] = {"error": f"{type(error).__name__}: {error}"}
    return found


def resolved(asked):
    """Which pattern covers a name, and what it makes of its entry; an error's name where Kedro refuses the catalog."""
    from kedro.io import CatalogConfigResolver

    try:
        resolver = CatalogConfigResolver(asked["patterns"], default_runtime_patterns={"{_}": {"type": "M"}})
        name = asked["name"]
        pattern = resolver.match_dataset_pattern(name) or resolver.match_user_catch_all_pattern(name)
        return {"pattern": pattern, "config": resolver.resolve_pattern(name) if pattern else None}
    except Exception as error:  # noqa: BLE001 - whatever Kedro says is the answer
        return {"error": type(error).__name__}


for line in sys.stdin:
    question = json.loads(line)
    print(json.dumps((resolved if "patterns" in question else answer)(question), default=str), flush=True)
