"""Run by an interpreter with Kedro: a line of JSON in (a configuration folder), what Kedro's loader says of it out."""

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


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line)), default=str), flush=True)
