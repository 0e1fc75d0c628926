from typing import Dict

from kedro.framework.context import KedroContext
from kedro.pipeline import Pipeline

from shop.pipeline import create_pipelines


class ProjectContext(KedroContext):
    project_name = "Shop"
    project_version = "0.16.6"
    package_name = "shop"

    def _get_pipelines(self) -> Dict[str, Pipeline]:
        return create_pipelines()
