from kedro.framework.hooks import hook_impl
from kedro.pipeline import Pipeline, node

from shop.nodes import clean, train


class ProjectHooks:
    @hook_impl
    def register_pipelines(self):
        cleaning = Pipeline([node(clean, "raw", "table")], tags="cleaning")
        training = Pipeline([node(train, dict(rate="params:rate", table="table"), "model", name="train")])
        return {"cleaning": cleaning, "__default__": cleaning + training}
