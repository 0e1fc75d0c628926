from __future__ import annotations

import pytest

from viz.readers.kedro_project.jinja_text import TemplateUnreadableError, render


def test_a_template_is_rendered():
    assert render("{% set n = 2 %}a{{ n + 1 }}: {{ 'x' | upper }}").text == "a3: X"


FILES = {
    "macros.j2": "{% macro csv(name) %}{{ name }}: {type: a}{% endmacro %}",
    "part.yml": "b: 1\nc: 2",
    "endless.yml": "{% include 'endless.yml' %}",
    "base.j2": "a: 1\n{% block more %}{% endblock %}",
    "bomb.j2": "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{% import 'macros.j2' as m %}{{ m.csv('x') }}", "x: {type: a}"),
        ("{% from 'macros.j2' import csv %}{{ csv('x') }}", "x: {type: a}"),
        ("a: 0\n{% include 'part.yml' %}\nd: 3", "a: 0\nb: 1\nc: 2\nd: 3"),
        ("{% include 'absent.yml' ignore missing %}a: 1", "a: 1"),
        ("{% extends 'base.j2' %}{% block more %}b: 2{% endblock %}", "a: 1\nb: 2"),
    ],
)
def test_other_files_are_taken_in(text, expected):
    assert render(text, FILES.get).text == expected


def test_what_is_taken_in_stands_where_it_is_taken_in():
    rendered = render("a: 0\n{% include 'part.yml' %}\nd: 3\n", FILES.get)
    assert [rendered.line(number) for number in (1, 2, 3, 4)] == [1, 2, 2, 3]


@pytest.mark.parametrize("name", ["endless.yml", "bomb.j2", "absent.yml"])
def test_what_is_taken_in_is_bounded_as_well(name):
    with pytest.raises(TemplateUnreadableError):
        render(f"{{% include '{name}' %}}", FILES.get)


LOOPS = "".join(f"{{% for x{n} in a %}}" for n in range(12)) + "{% endfor %}" * 12


@pytest.mark.parametrize(
    "hostile",
    [
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{% set a = [1, 2, 3, 4, 5, 6, 7, 8, 9] %}" + LOOPS,
        "{% set a = 'xxxxxxxxxx' %}" + "{% set a = a ~ a %}" * 60,
        "{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(40) }}",
        "{{ 'x' * 10 ** 9 }}",
        "{{ '%999999999d' % 1 }}",
        "{{ '{:>999999999}'.format(1) }}",
        "{{ 'a'.center(999999999) }}",
        "{{ 'a' | center(999999999) }}",
        "{{ range(9999) | join('x' ~ 'xxxxxxxxxxxxxxxxxxx') }}",
        "{{ ().__class__.__mro__ }}",
        "{{ cycler.__init__.__globals__ }}",
        "{% include '/etc/passwd' %}",
        "{{ unknown.name }}",
        "{% for %}",
        "x" * 300_001,
    ],
    ids=lambda text: text[:30],
)
def test_what_a_configuration_file_has_no_need_of_is_refused(hostile):
    with pytest.raises(TemplateUnreadableError):
        render(hostile)
