"""Data science: a price from what is known of a shuttle."""

from .pipeline import create_pipeline  # noqa: F401
