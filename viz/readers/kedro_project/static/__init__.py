"""Reads a Kedro project's pipelines from its source code, without executing a line of it.

A small evaluator over the syntax tree: `machine` holds its state, `expressions` and `statements` what each kind of
syntax node does, `library` what Python does with values, `kedro_rules` what Kedro does when pipelines are built.
What a library returns is opaque; where that decides the structure, the result is incomplete and says so.
"""

from __future__ import annotations

from viz.readers.kedro_project.facts import Configuration, Location, PipelineFacts, Settings


def read_pipelines(location: Location) -> PipelineFacts:
    """The registered pipelines; `complete` only where they are exactly Kedro's."""
    from viz.readers.kedro_project.static.registry import read_registry

    return read_registry(location)


def read_settings(location: Location) -> Settings:
    """What `settings.py` says of configuration."""
    from viz.readers.kedro_project.static.settings import read_settings_file

    return read_settings_file(location)


def with_code_catalog(location: Location, configuration: Configuration) -> Configuration:
    """`configuration` with the catalog entries that the project's code makes."""
    from viz.readers.kedro_project.static import code_catalog

    return code_catalog.with_code_catalog(location, configuration)
