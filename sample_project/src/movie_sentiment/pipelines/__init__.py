"""One package for each pipeline: its functions in ``nodes.py``, how they are wired in ``pipeline.py``."""
