"""`${...}`: OmegaConf with Kedro's resolvers, and the older TemplatedConfigLoader."""

from __future__ import annotations

import pytest

CATALOG = "conf/base/catalog.yml"
GLOBALS = "conf/base/globals.yml"


def filepath(read, expression, **how):
    found = read({CATALOG: f"_root: data\ncars:\n  type: a\n  name: c\n  filepath: {expression}\n"}, **how)
    return found.catalog["cars"].config["filepath"]


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("${_root}/cars.csv", "data/cars.csv"),
        ("${.name}.csv", "c.csv"),
        ("${cars.name}-${_root}", "c-data"),
        ("'${runtime_params:day, monday}'", "monday"),
        ("'${oc.select:nothing, 7}'", 7),
        ('"\\\\${kept}"', "${kept}"),
    ],
)
def test_expressions_that_can_be_resolved(read, expression, value):
    assert filepath(read, expression) == value


@pytest.mark.parametrize(
    ("level", "expression", "reason"),
    [
        ("warning", "${nowhere}", "there is no 'nowhere'"),
        ("warning", "${oc.env:HOME}", "Kedro reads environment variables only in credentials"),
        ("info", "${runtime_params:day}", "the runtime parameter 'day' is not set"),
        ("warning", "${globals:day}", "the global 'day' is not set"),
        ("info", "${today:}", "the resolver 'today' is not known"),
        ("info", "${oc.coerce:os.system,1}", "the resolver 'oc.coerce' is not known"),
        ("warning", "${cars.filepath}", "it refers to itself"),
        ("warning", "'${a b'", "its expression is not valid"),
    ],
)
def test_expressions_that_cannot_be_resolved_stay_and_are_told(read, level, expression, reason):
    found = read({CATALOG: f"cars:\n  type: a\n  filepath: {expression}\n"})
    assert found.catalog["cars"].config["filepath"] == expression.strip("'")
    (told,) = found.diagnostics
    assert (told.level, told.code) == (level, "config-unresolved")
    assert reason in told.message
    assert told.place.line == 3


def test_keys_and_values_of_mappings(read):
    text = (
        "_m: {a: '${_n}', b: 2}\n_n: 1\ncars: {type: a, keys: '${oc.dict.keys:_m}', values: '${oc.dict.values:_m}'}\n"
    )
    config = read({CATALOG: text}).catalog["cars"].config
    assert (config["keys"], config["values"]) == (["a", "b"], [1, 2])


def test_raw_and_resolved_are_both_kept(read):
    entry = read({CATALOG: "_r: data\ncars:\n  type: a\n  filepath: ${_r}/x\n"}).catalog["cars"]
    assert entry.raw["filepath"] == "${_r}/x"
    assert entry.config["filepath"] == "data/x"


def test_globals_are_layered_too(read):
    files = {
        GLOBALS: "root: data\n",
        "conf/local/globals.yml": "root: mine\n",
        CATALOG: "c: {type: '${globals:root}'}\n",
    }
    assert read(files).catalog["c"].config["type"] == "mine"


def test_runtime_parameters_reach_the_catalog(read):
    assert filepath(read, "${runtime_params:day}.csv", params={"day": "friday"}) == "friday.csv"


def test_a_parameter_may_be_a_whole_mapping(read):
    found = read({"conf/base/parameters.yml": "_all: {alpha: 1}\nmodel: ${_all}\n"}).parameters
    assert found["model.alpha"].value == 1


def test_a_custom_resolver_that_the_settings_know_is_used(read):
    resolvers = {"add": lambda *numbers: sum(numbers)}
    found = read({"conf/base/parameters.yml": "a: '${add:1, 2}'\n"}, custom_resolvers=resolvers)
    assert found.parameters["a"].value == 3


def test_values_with_one_reason_are_told_once(read):
    found = read({CATALOG: "".join(f"d{n}: {{type: '${{oc.env:X}}'}}\n" for n in range(5))})
    (told,) = found.diagnostics
    assert "'d0.type' and 4 more in the catalog" in told.message


def test_expressions_that_multiply_are_cut_off(read):
    lines = ["_a0: xxxxxxxxxx", *(f"_a{n}: ${{_a{n - 1}}}${{_a{n - 1}}}" for n in range(1, 50))]
    found = read({CATALOG: "\n".join([*lines, "cars: {type: '${_a49}'}"])})
    assert found.catalog["cars"].config["type"] == "${_a49}"
    lists = ["_a0: [x, x]", *(f"_a{n}: ['${{_a{n - 1}}}', '${{_a{n - 1}}}']" for n in range(1, 50))]
    found = read({CATALOG: "\n".join([*lists, "cars: {type: '${_a49}'}"])})
    assert found.catalog["cars"].config["type"] == "${_a49}"


def test_a_plain_config_loader_leaves_expressions_alone(read):
    assert filepath(read, "${_root}", loader="ConfigLoader") == "${_root}"


@pytest.mark.parametrize("loader", ["ConfigLoader", "OmegaConfigLoader"])
def test_a_template_that_the_loader_does_not_render_is_read_and_told(read, loader):
    found = read({CATALOG: "{% for n in [1, 2] %}\nc{{ n }}: {type: a}\n{% endfor %}\n"}, loader=loader)
    assert list(found.catalog) == ["c1", "c2"]
    assert [(one.level, one.code) for one in found.diagnostics] == [("warning", "jinja-not-rendered")]


class TestTemplatedConfigLoader:
    def read(self, read, text, globals_text="folders: {raw: 01_raw}\nn: 3\n", **arguments):
        arguments = {"globals_pattern": "*globals.yml", **arguments}
        return read({CATALOG: text, GLOBALS: globals_text}, loader="TemplatedConfigLoader", **arguments)

    def test_names_are_filled_in_from_globals(self, read):
        found = self.read(read, "cars:\n  type: a\n  filepath: data/${folders.raw}/x\n  n: ${n}\n  d: ${no|dflt}\n")
        assert found.catalog["cars"].config == {"type": "a", "filepath": "data/01_raw/x", "n": 3, "d": "dflt"}

    def test_globals_dict_comes_last(self, read):
        found = self.read(read, "cars: {type: '${n}'}\n", globals_dict={"n": "four"})
        assert found.catalog["cars"].config["type"] == "four"

    def test_what_is_not_set_stays_and_is_told(self, read):
        found = self.read(read, "cars: {type: '${nowhere}'}\n")
        assert found.catalog["cars"].config["type"] == "${nowhere}"
        assert [one.code for one in found.diagnostics] == ["config-unresolved"]

    def test_jinja_is_rendered_and_the_lines_are_those_of_the_template(self, read):
        loop = "{% for region in ['eu', 'us'] %}\n{{ region }}.cars:\n  type: a\n{% endfor %}\n"
        text = f"# regions\n{loop}last:\n  type: b\n"
        catalog = self.read(read, text).catalog
        assert list(catalog) == ["eu.cars", "us.cars", "last"]
        assert [entry.defined_at.line for entry in catalog.values()] == [3, 3, 6]
        assert catalog["us.cars"].defined_at.end_line == 4

    def test_a_template_takes_in_files_of_the_configuration_only(self, read, write):
        write(
            {
                "outside.yml": "stolen: {type: a}\n",
                "conf/base/credentials.yml": "secret: {type: a}\n",
                "conf/base/shared/macros.j2": "{% macro csv(name) %}{{ name }}: {type: csv}{% endmacro %}",
            }
        )
        text = "{% from 'shared/macros.j2' import csv %}\n{{ csv('cars') }}\n"
        assert self.read(read, text).catalog["cars"].config == {"type": "csv"}
        for hostile in ("../../outside.yml", "credentials.yml", "/etc/passwd"):
            found = self.read(read, f"a: {{type: a}}\n{{% include '{hostile}' %}}\n")
            assert list(found.catalog) == ["a"]
            assert [one.code for one in found.diagnostics][:1] == ["jinja-unreadable"]


@pytest.mark.parametrize(("loader", "query"), [("TemplatedConfigLoader", "a\nb"), ("ConfigLoader", "a\nb\n")])
def test_a_template_loses_the_end_of_its_last_line(read, loader, query):
    found = read({"conf/base/parameters.yml": "query: |\n  a\n  b\n"}, loader=loader)
    assert found.parameters["query"].value == query
