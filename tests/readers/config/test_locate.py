from __future__ import annotations

import pytest

from viz.readers.kedro_project.locate import locate
from viz.readers.kedro_project.search import is_project

PYPROJECT = '[tool.kedro]\npackage_name = "cars"\nproject_name = "Our cars"\nkedro_init_version = "1.0.0"\n'


def test_a_project_of_today(write):
    root = write({"pyproject.toml": PYPROJECT, "src/cars/pipeline_registry.py": "", "conf/base/catalog.yml": ""})
    found = locate(root)
    assert (found.name, found.package_name, found.kedro_version) == ("Our cars", "cars", "1.0.0")
    assert (found.package_dir, found.source_dir) == (root / "src/cars", root / "src")
    assert found.conf_dir == root / "conf"
    assert found.diagnostics == ()


def test_a_project_of_0_16(write):
    text = 'context_path: training.run.ProjectContext\nproject_name: "Old"\nproject_version: "0.16.6"\n'
    root = write({".kedro.yml": text, "src/training/run.py": ""})
    found = locate(root)
    assert (found.name, found.package_name, found.kedro_version) == ("Old", "training", "0.16.6")
    assert found.diagnostics == ()


@pytest.mark.parametrize(
    ("context", "file", "package"),
    [
        ("cars.run.ProjectContext", "src/cars/run.py", "cars"),
        ("src.cars.run.ProjectContext", "src/cars/run.py", "cars"),
        ("src.run.ProjectContext", "src/run.py", "src"),
    ],
)
def test_the_package_is_the_one_that_holds_the_context(write, context, file, package):
    root = write({".kedro.yml": f"context_path: {context}\n", file: ""})
    found = locate(root)
    assert (found.package_name, found.package_dir) == (package, (root / file).parent)
    assert found.context_path == context
    assert found.diagnostics == ()


def test_a_project_of_0_15_says_its_version_in_its_code(write):
    run = 'class ProjectContext(KedroContext):\n    project_name = "x"\n    project_version = "0.15.9"\n'
    root = write({".kedro.yml": "context_path: old.run.ProjectContext\n", "src/old/run.py": run})
    assert locate(root).kedro_version == "0.15.9"


def test_the_version_may_only_be_in_the_requirements(write):
    root = write({"pyproject.toml": '[tool.kedro]\npackage_name = "cars"\n', "requirements.txt": "kedro[x]~=0.18.3\n"})
    assert locate(root).kedro_version == "0.18.3"


def test_another_source_folder(write):
    root = write({"pyproject.toml": PYPROJECT + 'source_dir = "code"\n', "code/cars/settings.py": ""})
    assert locate(root).package_dir == root / "code/cars"


def test_a_damaged_pyproject_is_told_with_its_line_and_what_can_be_read_of_it_is_used(write):
    root = write({"pyproject.toml": PYPROJECT + "oops = = 1\n", "src/cars/settings.py": "", "src/a/settings.py": ""})
    found = locate(root)
    assert (found.package_name, found.kedro_version) == ("cars", "1.0.0")
    (told,) = found.diagnostics
    assert (told.level, told.code, told.place.line) == ("error", "project-file-damaged", 5)


def test_an_unreadable_pyproject_leaves_the_usual_places(write):
    root = write({"src/cars/pipeline_registry.py": "", "conf/base/catalog.yml": ""})
    (root / "pyproject.toml").write_bytes(b"\xff[tool.kedro]")
    found = locate(root)
    assert found.package_name == "cars"
    assert [one.code for one in found.diagnostics] == ["project-file-damaged"]


def test_without_a_description_the_package_is_found_by_its_files(write):
    root = write({"src/cars/settings.py": "", "src/bikes/pipeline_registry.py": "", "conf/base/catalog.yml": ""})
    found = locate(root)
    assert found.package_name == "bikes"
    assert [one.code for one in found.diagnostics] == ["project-file-missing", "package-missing"]


@pytest.mark.parametrize("source", ["nowhere", "../outside", "/"])
def test_a_source_folder_that_is_not_in_the_project_is_told(write, source):
    root = write({"pyproject.toml": PYPROJECT + f'source_dir = "{source}"\n', "src/cars/settings.py": ""})
    found = locate(root)
    assert found.package_dir == root / "src/cars"
    assert [one.code for one in found.diagnostics] == ["source-missing"]


def test_a_package_name_that_is_not_there_is_told(write):
    root = write({"pyproject.toml": PYPROJECT, "src/bikes/pipeline_registry.py": ""})
    found = locate(root)
    assert found.package_dir == root / "src/bikes"
    assert "'cars' is not in 'src': 'bikes' is read" in found.diagnostics[0].message


def test_a_project_with_only_a_catalog(write):
    root = write({"conf/base/catalog.yml": "cars: {type: a}\n"})
    assert is_project(root)
    assert locate(root).package_dir is None


def test_a_kedro_yml_without_a_version_is_of_the_last_version_that_knew_it(write):
    root = write({".kedro.yml": "context_path: old.run.ProjectContext\n", "src/old/run.py": ""})
    assert locate(root).kedro_version == "0.16"


def test_what_kedro_insists_on_and_is_not_said(write):
    root = write({"pyproject.toml": '[tool.kedro]\npackage_name = "cars"\n', "src/cars/settings.py": ""})
    (told,) = locate(root).diagnostics
    assert (told.code, told.place.file) == ("project-file-incomplete", "pyproject.toml")
    assert "does not say project_name, kedro_init_version" in told.message
