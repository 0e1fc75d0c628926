"""Sentiment of movie reviews: a small Kedro project to learn from."""

__version__ = "0.1"
