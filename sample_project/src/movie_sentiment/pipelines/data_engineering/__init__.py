"""From two raw tables to labelled reviews that a model can read."""

from .pipeline import create_pipeline

__all__ = ["create_pipeline"]
