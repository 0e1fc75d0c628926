"""The pipelines that ``kedro run --pipeline NAME`` knows."""

from kedro.framework.project import find_pipelines
from kedro.pipeline import Pipeline


def register_pipelines() -> dict[str, Pipeline]:
    """Register each pipeline by itself, and all of them joined as the default.

    ``find_pipelines()`` calls ``create_pipeline()`` of every package below ``pipelines/``. Joining needs no
    more than ``+``: Kedro finds the order from what each node reads and writes.
    """
    pipelines = find_pipelines(raise_errors=True)
    pipelines["__default__"] = (
        pipelines["data_engineering"] + pipelines["data_science"] + pipelines["evaluation"]
    )
    return pipelines
