from kedro.pipeline import Pipeline, node
from kedro.pipeline.modular_pipeline import pipeline

from shop.nodes import clean, train


def create_pipelines(**kwargs):
    cleaning = Pipeline([node(clean, "raw", dict(b="table", a="other"), name="clean"), node(clean, "other", "more")])
    training = Pipeline([node(train, dict(rate="params:rate", table="table"), "model")], tags=["training"])
    north = pipeline(training, namespace="north", inputs={"table": "table"})
    return {"cleaning": cleaning, "training": training, "__default__": cleaning + training + north}
