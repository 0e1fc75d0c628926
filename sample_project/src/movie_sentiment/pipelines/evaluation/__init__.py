"""How good the models are, as numbers, figures and words."""

from .pipeline import create_pipeline

__all__ = ["create_pipeline"]
