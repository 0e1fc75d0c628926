import json
import os
from pathlib import Path

import yaml
from kedro.pipeline import node, pipeline

try:
    import tomllib
except ImportError:
    import tomli as tomllib

from . import nodes

CONF = Path(__file__).resolve().parents[2] / "conf" / "base"
SUFFIX = os.environ.get("SHOP_SUFFIX_OF_NOBODY", "_v1")


def steps(shop, names):
    current = f"raw_{shop}"
    for name in names:
        made = f"{name}_{shop}{SUFFIX}"
        inputs = [current, f"params:{shop}.rate"] if name == "train" else current
        yield node(getattr(nodes, name), inputs, made, name=f"{name}_{shop}")
        current = made


def register_pipelines():
    with open(CONF / "shops.yml") as file:
        shops = yaml.safe_load(file)["shops"]
    comparison = json.loads((CONF / "compare.json").read_text())["compare"]
    prefix = tomllib.loads((CONF / "naming.toml").read_text())["prefix"]
    pipelines = {f"{prefix}_{shop}": pipeline([*steps(shop, found["steps"])]) for shop, found in shops.items()}
    last = [f"{shops[shop]['steps'][-1]}_{shop}{SUFFIX}" for shop in comparison]
    pipelines["__default__"] = sum(pipelines.values()) + pipeline([node(nodes.compare, last, "report")])
    return pipelines
