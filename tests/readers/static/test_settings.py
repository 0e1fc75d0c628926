"""What `settings.py` and hooks decide about configuration, told without running them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.readers.static.projects import write
from viz.readers.kedro_project.config import read_configuration
from viz.readers.kedro_project.facts import Configuration
from viz.readers.kedro_project.locate import locate
from viz.readers.kedro_project.static import read_settings

PARAMETERS = "/conf/base/parameters.yml"
IMPORTS = "from kedro.config import ConfigLoader, OmegaConfigLoader, TemplatedConfigLoader\n"


def configuration(root: Path, settings: str, files: dict[str, str], version: str = "1.0.0") -> Configuration:
    known = {"/conf/base/.keep": "", "/conf/local/.keep": "", "settings.py": settings, **files}
    location = locate(write(root, known, version))
    return read_configuration(location, read_settings(location), env=None, params={})


def value(root: Path, settings: str, text: str) -> object:
    arguments = f'CONFIG_LOADER_ARGS = {{"base_env": "base", "default_run_env": "local", {settings}}}\n'
    return configuration(root, HELP + arguments, {PARAMETERS: f"a: {text}\n"}).parameters["a"]


HELP = '''
from datetime import date
from omegaconf.resolvers import oc


def add(*numbers):
    """Sum."""
    return sum(numbers)


class Paths:
    root = "data"

    @staticmethod
    def raw(name, layer="01_raw"):
        return f"{Paths.root}/{layer}/{name}"
'''


@pytest.mark.parametrize(
    ("resolvers", "text", "expected"),
    [
        ('"add": add', "'${add:1,2}'", 3),
        ('"add": lambda *x: sum(x)', "'${add:1,2}'", 3),
        ('"raw": Paths.raw', "'${raw:cars.csv}'", "data/01_raw/cars.csv"),
        ('"upper": str.upper', "'${upper:abc}'", "ABC"),
        ('"len": len', "'${len:[1,2,3]}'", 3),
        ('"pair": lambda a, b: {a: [b, None]}', "'${pair:x,1}'", {"x": [1, None]}),
        ('"oc.env": oc.env', "'${oc.env:PIPEVIZ_NOT_SET,here}'", "here"),
    ],
)
def test_plain_resolvers_are_followed(tmp_path: Path, resolvers: str, text: str, expected: object) -> None:
    assert value(tmp_path, f'"custom_resolvers": {{{resolvers}}}', text).value == expected


@pytest.mark.parametrize(
    ("resolvers", "text", "reason"),
    [
        ('"today": lambda: date.today()', "'${today:}'", "the resolver 'today' depends on"),
        ('"oops": lambda: 1 / 0', "'${oops:}'", "the resolver 'oops' fails with ZeroDivisionError"),
        ('"endless": lambda: [x for x in iter(int, 1)]', "'${endless:}'", "the resolver 'endless' depends on"),
        ('"one": lambda a: a', "'${one:}'", "the resolver 'one' fails with TypeError"),
        ('"oc.env": oc.env', "'${oc.env:HOME}'", "the environment variable 'HOME' is not read"),
    ],
)
def test_other_resolvers_leave_the_value_as_written(tmp_path: Path, resolvers: str, text: str, reason: str) -> None:
    found = value(tmp_path, f'"custom_resolvers": {{{resolvers}}}', text)
    assert found.value == text.strip("'")
    assert reason in found.unresolved


def test_resolvers_registered_with_omegaconf_itself_count(tmp_path: Path) -> None:
    settings = "from omegaconf import OmegaConf\nOmegaConf.register_new_resolver('twice', lambda x: 2 * x)\n"
    found = configuration(tmp_path, settings, {PARAMETERS: "a: '${twice:4}'\n"})
    assert found.parameters["a"].value == 8


@pytest.mark.parametrize(("version", "expected"), [("0.18.14", 1), ("0.19.3", 2), ("1.0.0", 2)])
def test_loader_arguments_without_environments_leave_none_from_0_19_on(
    tmp_path: Path, version: str, expected: int
) -> None:
    settings = f"{IMPORTS}CONFIG_LOADER_CLASS = OmegaConfigLoader\nCONFIG_LOADER_ARGS = {{'merge_strategy': {{}}}}\n"
    found = configuration(tmp_path, settings, {PARAMETERS: "a: 1\n", "/conf/parameters.yml": "b: 2\n"}, version)
    assert len(found.parameters) == expected
    assert found.parameters["a"].defined_at.file == "conf/base/parameters.yml"


@pytest.mark.parametrize(
    ("base", "text"),
    [("OmegaConfigLoader", "a: ${b}\nb: 1\n"), ("ConfigLoader", "a: 1\n"), ("TemplatedConfigLoader", "a: ${no|1}\n")],
)
def test_a_loader_of_the_projects_own_works_as_the_one_it_extends(tmp_path: Path, base: str, text: str) -> None:
    settings = f"{IMPORTS}class Mine({base}):\n    pass\n\nCONFIG_LOADER_CLASS = Mine\n"
    found = configuration(tmp_path, settings, {PARAMETERS: text}, "0.18.14")
    assert str(found.parameters["a"].value) == "1"


HOOK = f"""
from kedro.framework.hooks import hook_impl
{IMPORTS}

class ProjectHooks:
    @hook_impl
    def register_config_loader(self, conf_paths, env, extra_params):
        return TemplatedConfigLoader(conf_paths, globals_pattern="*globals.yml", globals_dict={{"rate": 3}})
"""
CONTEXT = f"""
from kedro.framework.context import KedroContext
{IMPORTS}

class ProjectContext(KedroContext):
    def _create_config_loader(self, conf_paths):
        return TemplatedConfigLoader(conf_paths, globals_pattern="*globals.yml", globals_dict={{"rate": 3}})
"""


@pytest.mark.parametrize(
    ("version", "files"),
    [
        ("0.17.7", {"hooks.py": HOOK}),
        ("0.16.5", {"hooks.py": HOOK}),
        ("0.16.1", {"run.py": CONTEXT}),
        ("0.15.8", {"run.py": CONTEXT}),
    ],
)
def test_a_loader_made_in_code_is_the_one_that_reads(tmp_path: Path, version: str, files: dict[str, str]) -> None:
    data = {PARAMETERS: "a: ${rate}\nb: ${folder}/x\n", "/conf/base/globals.yml": "folder: data\n"}
    found = configuration(tmp_path, "", {**data, **files}, version)
    assert (found.parameters["a"].value, found.parameters["b"].value) == (3, "data/x")


def test_the_configuration_folder_of_0_17(tmp_path: Path) -> None:
    files = {"/settings/base/parameters.yml": "a: 1\n", "/settings/local/.keep": ""}
    found = configuration(tmp_path, "CONF_ROOT = 'settings'\n", files, "0.17.7")
    assert found.parameters["a"].value == 1


def test_a_setting_that_is_not_plain_is_told_with_its_place(tmp_path: Path) -> None:
    settings = "import datetime\n\nCONF_SOURCE = f'conf-{datetime.date.today()}'\n"
    told = read_settings(locate(write(tmp_path, {"settings.py": settings}))).diagnostics
    assert [(one.code, one.place.file, one.place.line) for one in told] == [
        ("setting-unknown", "src/shop/settings.py", 3),
    ]
    assert told[0].hint


def test_a_context_that_asks_for_its_configuration_itself_is_given_what_it_asks_for(tmp_path: Path) -> None:
    context = """
from kedro.framework.context import KedroContext

class ProjectContext(KedroContext):
    @property
    def params(self):
        return self.config_loader.get("parameters*", "*/**/parameter*")

    def _get_catalog(self, **kwargs):
        conf_catalog = self.config_loader.get("catalog*", "*/**/catalog*")
        return self._create_catalog(conf_catalog)
"""
    files = {"run.py": context, "/conf/base/deep/down/catalog.yml": "cars: {type: a}\n"}
    found = configuration(tmp_path, "", {**files, "/conf/base/deep/parameter_x.yml": "a: 1\n"}, "0.15.5")
    assert (list(found.catalog), list(found.parameters)) == (["cars"], ["a"])
