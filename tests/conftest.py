"""What holds for every test: examples are searched for without a clock, which a busy machine would make a liar."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("pipeviz", deadline=None)
settings.load_profile("pipeviz")
