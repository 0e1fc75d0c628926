from kedro.pipeline import node, pipeline

from shop.nodes import train


def create_pipeline(**kwargs):
    return pipeline([node(lambda table: table, "clean_orders", "features"), node(train, ["features", "params:rate"], "model")])
