from __future__ import annotations

import pytest

from viz.readers.kedro_project.jinja_text import TemplateUnreadableError, render


def test_a_template_is_rendered():
    assert render("{% set n = 2 %}a{{ n + 1 }}: {{ 'x' | upper }}").text == "a3: X"


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
