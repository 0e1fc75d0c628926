"""Reporting: two ways to a bar chart, and a confusion matrix."""

from .pipeline import create_pipeline

__all__ = ["create_pipeline"]
