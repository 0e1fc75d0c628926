"""Two models, trained and used by the same pipeline."""

from .pipeline import create_pipeline

__all__ = ["create_pipeline"]
