from kedro.pipeline import node, pipeline

from shop.nodes import clean


def create_pipeline(**kwargs):
    return pipeline([node(clean, name, f"clean_{name}") for name in ("orders", "customers")])
