"""pipeviz: any Kedro project in the browser."""

__version__ = "0.1.0"
