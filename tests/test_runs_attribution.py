"""Loading that several nodes do at once: every consistent reading, no more and no less."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from viz.runs.attribution import MOST_WAYS, Claim, attribute

Log = tuple[dict[int, str], dict[int, tuple[str, ...]]]


def parse(lines: str) -> Log:
    """`"a b !a,b"` is a loading of a, one of b, and the start of a node with both."""
    words = list(enumerate(lines.split()))
    loads = {position: word for position, word in words if word[0] != "!"}
    return loads, {position: tuple(word[1:].split(",")) for position, word in words if word[0] == "!"}


def claims(lines: str, waiting: Sequence[Sequence[str]] = ()) -> dict[int, Claim]:
    loads, starts = parse(lines)
    return attribute(loads, starts, waiting)


def candidates(lines: str, waiting: Sequence[Sequence[str]] = ()) -> dict[int, list[int]]:
    return {start: sorted(claim.candidates) for start, claim in claims(lines, waiting).items()}


def test_one_node_after_the_other_is_certain() -> None:
    assert candidates("raw alpha !raw,alpha raw !raw") == {2: [0], 4: [3]}


def test_two_nodes_that_load_the_same_at_once_may_each_have_loaded_first() -> None:
    assert candidates("raw raw !raw !raw") == {2: [0, 1], 3: [0, 1]}


def test_a_second_input_that_only_one_can_have_loaded_settles_it() -> None:
    """A thread's own lines keep their order: what was loaded before the only `alpha` is that thread's."""
    assert candidates("raw alpha raw !raw,alpha alpha !raw,alpha") == {3: [0], 5: [2]}


def test_a_choice_that_would_leave_a_later_node_without_inputs_is_none() -> None:
    assert candidates("b a b !b !a,b") == {3: [0], 4: [1]}


def test_loading_that_no_node_wants_is_left_alone() -> None:
    assert candidates("other raw other !raw") == {3: [1]}


def test_a_node_that_never_started_may_own_a_loading_too() -> None:
    assert candidates("raw raw !raw", waiting=[("raw", "x")]) == {2: [0, 1]}


def test_a_start_without_its_loading_has_no_choice_and_spoils_no_other() -> None:
    found = claims("raw !x raw !raw")
    assert found[1] == Claim(None, frozenset())
    assert found[3].pick in (0, 2)


def test_a_node_without_inputs_has_no_claim() -> None:
    assert attribute({0: "raw"}, {1: (), 2: ("raw",)}) == {2: Claim(0, frozenset({0}))}


def test_too_many_readings_to_follow_say_so() -> None:
    nodes = 12
    found = claims(" ".join(["a"] * nodes + ["b"] * nodes + ["!a,b"] * nodes))
    assert 2**nodes > MOST_WAYS
    assert not any(claim.complete for claim in found.values())
    assert len({claim.pick for claim in found.values()}) == nodes


def test_after_too_many_readings_a_quiet_moment_makes_it_certain_again() -> None:
    crowd = " ".join(["a"] * 12 + ["b"] * 12 + ["!a,b"] * 12)
    assert claims(f"{crowd} a b !a,b")[38] == Claim(36, frozenset({36}))


@st.composite
def interleaved(draw: st.DrawFn) -> Log:
    """Up to four nodes over three datasets, their lines shuffled, each node's own in their order."""
    names = st.lists(st.sampled_from("abc"), min_size=1, max_size=3, unique=True)
    nodes = draw(st.lists(names, min_size=1, max_size=4))
    left = [[*inputs, "!"] for inputs in nodes]
    loads, starts = {}, {}
    for position in range(sum(map(len, left))):
        busy = draw(st.sampled_from([number for number, lines in enumerate(left) if lines]))
        line = left[busy].pop(0)
        if line == "!":
            starts[position] = tuple(nodes[busy])
        else:
            loads[position] = line
    return loads, starts


def readings(loads: Mapping[int, str], starts: Mapping[int, Sequence[str]]) -> Iterator[dict[int, int]]:
    """Every way to give each start its loadings, tried one by one: what `attribute` must agree with."""
    if not starts:
        yield {}
        return
    start = next(iter(starts))
    rest = {other: names for other, names in starts.items() if other != start}
    for chain in _chains(loads, starts[start], -1, start):
        for more in readings({at: name for at, name in loads.items() if at not in chain}, rest):
            yield {start: chain[0], **more}


def _chains(loads: Mapping[int, str], names: Sequence[str], after: int, before: int) -> Iterator[tuple[int, ...]]:
    if not names:
        yield ()
        return
    for at, name in loads.items():
        if after < at < before and name == names[0]:
            for more in _chains(loads, names[1:], at, before):
                yield (at, *more)


@given(interleaved())
def test_the_candidates_are_exactly_those_of_all_consistent_readings(log: Log) -> None:
    loads, starts = log
    every = list(readings(loads, starts))
    found = attribute(loads, starts)
    assert all(claim.complete for claim in found.values())
    assert {start: set(claim.candidates) for start, claim in found.items()} == {
        start: {reading[start] for reading in every} for start in starts
    }
    assert {start: claim.pick for start, claim in found.items()} in every
