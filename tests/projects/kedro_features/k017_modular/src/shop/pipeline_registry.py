from kedro.pipeline import Pipeline, node
from kedro.pipeline.modular_pipeline import pipeline

from .nodes import clean, train


def register_pipelines():
    base = Pipeline([node(clean, "raw", "table"), node(train, ["table", "params:rate"], "model", name="train")])
    shops = [
        pipeline(base, namespace=shop, inputs="raw", parameters={"params:rate": f"params:{shop}_rate"})
        for shop in ("north", "south")
    ]
    return {"__default__": sum(shops), "north": shops[0].only_nodes_with_tags("none") + shops[0]}
