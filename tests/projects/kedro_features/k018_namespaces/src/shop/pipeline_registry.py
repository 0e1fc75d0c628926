from kedro.pipeline import Pipeline, node, pipeline

from .nodes import clean, compare, train


def one(**kwargs) -> Pipeline:
    return pipeline(
        [
            node(clean, "raw@spark", "table@pandas"),
            node(train, ["table@spark", "params:rate"], "model", name="train", tags={"slow"}),
        ],
        **kwargs,
    )


def register_pipelines():
    inner = one(namespace="inner", outputs={"model": "best"}, parameters="params:rate")
    outer = pipeline(inner, namespace="outer", inputs={"inner.raw": "raw"}, parameters={"rate": "speed"}, tags="all")
    both = outer + pipeline([node(compare, ["outer.best", "inner.best"], None, name="compare")]) + inner
    return {
        "__default__": both,
        "slow": both.only_nodes_with_tags("slow"),
        "from": both.from_nodes("outer.inner.train"),
        "outer": both.filter(node_namespace="outer"),
    }
