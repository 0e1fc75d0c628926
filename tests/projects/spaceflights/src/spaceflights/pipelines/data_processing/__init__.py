"""Data processing: three raw tables become one."""

from .pipeline import create_pipeline  # noqa: F401
