"""Project settings. Kedro's defaults do for this project, so nothing but the configuration loader is set.

See https://docs.kedro.org/en/stable/configure/configuration_basics/ for what can be changed here.
"""

from kedro.config import OmegaConfigLoader

CONFIG_LOADER_CLASS = OmegaConfigLoader
CONFIG_LOADER_ARGS = {
    "base_env": "base",
    "default_run_env": "local",
}
