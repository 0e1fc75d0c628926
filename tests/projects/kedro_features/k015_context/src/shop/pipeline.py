from kedro.pipeline import Pipeline, node

from shop.nodes import clean, train


def create_pipelines(**kwargs):
    cleaning = Pipeline([node(clean, "raw", "table", tags=["first"])], name="cleaning")
    training = Pipeline([node(train, ["table", "params:rate"], "model", name="train")])
    return {"cleaning": cleaning, "training": training, "__default__": cleaning + training}
