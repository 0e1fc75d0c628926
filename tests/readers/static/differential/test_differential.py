"""Generated projects, evaluated by us and by a real Kedro: equal, or we say that we are not sure; never different.

`PIPEVIZ_EXAMPLES=5000` tries that many of each kind, other ones each time; `PIPEVIZ_KEDRO_PYTHON` names the interpreter
of another Kedro to compare with.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.kedro_env import kedro_python
from tests.readers.static.differential import programs, projects, rules
from tests.readers.static.differential.comparing import Comparison
from tests.readers.static.differential.oracle import Oracle

EXAMPLES = int(os.environ.get("PIPEVIZ_EXAMPLES", "0"))
FEWEST_COMPLETE = 0.9


@pytest.fixture(scope="module")
def oracle() -> Iterator[Oracle]:
    named = os.environ.get("PIPEVIZ_KEDRO_PYTHON")
    with Oracle(Path(named) if named else kedro_python()) as kedro:
        yield kedro


def many(usual: int) -> settings:
    """How many examples: in CI always the same ones."""
    return settings(
        max_examples=EXAMPLES or usual,
        derandomize=not EXAMPLES,
        database=None,
        deadline=None,
        print_blob=False,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )


def test_registries_about_kedros_rules(oracle: Oracle, tmp_path: Path) -> None:
    compared = Comparison(oracle, tmp_path)
    old = not oracle.version.startswith("1.")

    @many(200)
    @given(rules.registries(old=old))
    def run(registry: str) -> None:
        compared.check({"nodes.py": rules.NODES, "pipeline_registry.py": registry})

    run()
    print(compared.seen, compared.doubts.most_common(5))
    assert compared.share_complete >= FEWEST_COMPLETE, compared.doubts.most_common(10)


@pytest.mark.parametrize("uncertain", [False, True])
def test_programs_of_plain_python(oracle: Oracle, tmp_path: Path, uncertain: bool) -> None:
    if tuple(map(int, oracle.python)) < (3, 10):
        pytest.skip("these programs are written for Python 3.10 and later")
    compared = Comparison(oracle, tmp_path)

    @many(50 if uncertain else 120)
    @given(programs.registries(uncertain=uncertain))
    def run(registry: str) -> None:
        compared.check({"pipeline_registry.py": registry})

    run()
    print(compared.seen, compared.doubts.most_common(5))
    assert compared.share_complete >= (0.1 if uncertain else FEWEST_COMPLETE), compared.doubts.most_common(10)


def test_projects_of_several_modules(oracle: Oracle, tmp_path: Path) -> None:
    compared = Comparison(oracle, tmp_path)

    @many(60)
    @given(projects.projects())
    def run(files: dict[str, str]) -> None:
        compared.check(files, ordered=False)  # folders are found in the order that the system lists them

    run()
    print(compared.seen, compared.doubts.most_common(5))
    assert compared.share_complete >= FEWEST_COMPLETE, compared.doubts.most_common(10)
