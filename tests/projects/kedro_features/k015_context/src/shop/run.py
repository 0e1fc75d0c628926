from kedro.context import KedroContext

from shop.pipeline import create_pipelines


class ProjectContext(KedroContext):
    project_name = "Shop"
    project_version = "0.15.9"

    def _get_pipelines(self):
        return create_pipelines()
