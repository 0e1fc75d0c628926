from __future__ import annotations

import pytest

from viz.readers.kedro_project import yaml_places
from viz.readers.kedro_project.yaml_places import Spot, read_yaml


def test_every_key_knows_its_lines():
    found = read_yaml("\ncars:\n  type: pandas.CSVDataset\n  load_args:\n    sep: ','\nnext: 1\n")
    assert found.spots["cars"].line == 2
    assert found.spots["cars"].end_line == 5
    assert found.spots["cars"].children["load_args"].children["sep"] == Spot(5, 5, {})
    assert found.spots["next"] == Spot(6, 6, {})


def test_a_block_of_text_ends_before_the_next_key():
    found = read_yaml("query: |\n  select 1\n  from x\nnext: 1\n")
    assert found.data["query"] == "select 1\nfrom x\n"
    assert found.spots["query"].end_line == 3


def test_a_flow_mapping_ends_with_its_brace():
    assert read_yaml("a: {b: 1,\n  c: 2\n}\n").spots["a"].end_line == 3


@pytest.mark.parametrize(
    ("text", "value"),
    [("1e3", 1000.0), ("no", False), ("~", None), ("'1'", "1"), ("2020-01-01", "2020-01-01"), ("0x1F", 31)],
)
def test_scalars_are_what_kedro_makes_of_them(text, value):
    assert read_yaml(f"a: {text}").data == {"a": value}


@pytest.mark.parametrize(("text", "value"), [("1e3", "1e3"), ("1.e+3", 1000.0), ("-2.5", -2.5), ("3e-6", "3e-6")])
def test_before_omegaconf_an_exponent_alone_made_no_number(text, value):
    assert read_yaml(f"a: {text}", exponents=False).data == {"a": value}


def test_keys_are_text():
    assert read_yaml("1: a\ntrue: b\nnull: c\n").data == {"1": "a", "true": "b", "null": "c"}


def test_anchors_and_merge_keys_are_written_out_and_own_keys_win():
    found = read_yaml("_base: &base\n  type: a\n  x: 1\ncars:\n  <<: *base\n  x: 2\n")
    assert found.data["cars"] == {"type": "a", "x": 2}
    assert found.spots["cars"].children["type"].line == 2
    assert found.spots["cars"].children["x"].line == 6


def test_a_syntax_error_is_told_with_its_line_and_what_stood_before_it_is_kept():
    found = read_yaml("good: 1\nbad: : 2\n")
    assert found.data == {"good": 1}
    assert [(problem.code, problem.line) for problem in found.problems] == [("yaml-syntax", 2)]


def test_a_key_twice_is_told():
    (problem,) = read_yaml("a: 1\nb: 2\na: 3\n").problems
    assert (problem.code, problem.line) == ("key-duplicated", 3)
    assert "first on line 1" in problem.message


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("- 1", "yaml-not-a-mapping"),
        ("a: 1\n---\nb: 2\n", "yaml-documents"),
        ("a: !secret x\n", "yaml-tag"),
        ("a: &a [*a]\n", "yaml-alias"),
        ("a: *nowhere\n", "yaml-alias"),
        ("a: \x00\n", "yaml-syntax"),
    ],
)
def test_what_is_no_plain_configuration_is_told(text, code):
    assert [problem.code for problem in read_yaml(text).problems] == [code]


def test_tags_of_python_are_told_once_and_shown_as_text():
    found = read_yaml("a: !!python/name:torch.nn.ReLU\nb: !!python/name:torch.nn.Tanh\nc: !!int '3'\n")
    assert found.data == {"a": "torch.nn.ReLU", "b": "torch.nn.Tanh", "c": 3}
    (problem,) = found.problems
    assert problem.message == "the tag !!python/name:torch.nn.ReLU and 1 more cannot be followed"


def test_an_empty_file_holds_nothing():
    assert read_yaml("# only a comment\n") == yaml_places.Document({}, {}, (), 0)


@pytest.mark.parametrize("opening", ["[", "- ", "? ", "{a: "])
def test_a_file_nested_without_end_ends(opening):
    assert read_yaml(opening * 200_000).problems[-1].code == "yaml-too-deep"


def test_aliases_that_multiply_are_cut_off():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    found = read_yaml("\n".join(lines))
    assert found.problems[-1].code == "yaml-too-large"
    assert "a2" in found.data
