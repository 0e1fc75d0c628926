"""The pipelines that ``kedro run --pipelines NAME`` knows."""

from kedro.framework.project import find_pipelines
from kedro.pipeline import Pipeline


def register_pipelines() -> dict[str, Pipeline]:
    """Register each pipeline by itself, and all of them joined as the default.

    ``find_pipelines()`` calls ``create_pipeline()`` of every package below ``pipelines/``. Joining needs no
    more than ``+``, which is what ``sum`` does: Kedro finds the order from what each node reads and writes.

    Do not write ``pipelines["evaluation"]`` here: with ``kedro run --pipelines data_science`` only the
    pipeline that was asked for is found.
    """
    pipelines = find_pipelines(raise_errors=True)
    pipelines["__default__"] = sum(pipelines.values())
    return pipelines
