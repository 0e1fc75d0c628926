"""Renders the Jinja2 in a configuration file, in a sandbox, and keeps the lines.

The file is a stranger's: nothing but its own text is reachable, and whatever could grow without bound is counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import nodes

MAX_SOURCE = 300_000
MAX_OUTPUT = 3_000_000
MAX_TEXT = 20_000
MAX_STEPS = 200_000
MAX_TAKEN_IN = 100
"""How many files a template may take in, each as often as it does."""

TakeIn = Callable[[str], str | None]

_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_FILTERS = """
    abs capitalize count d default dictsort first float int items last length list lower max min replace
    reverse round select reject selectattr rejectattr map sort string sum title tojson trim unique upper join
"""
_METHODS = """
    lower upper strip lstrip rstrip split rsplit startswith endswith title capitalize items keys values get
    removeprefix removesuffix isdigit count index find
"""


class TemplateUnreadableError(Exception):
    """A template that cannot be rendered here: the text says why, `line` where."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.line = line


@dataclass(frozen=True, slots=True)
class Rendered:
    """A rendered text and, for each of its lines, the line of the template (from 1) that ended it."""

    text: str
    lines: tuple[int | None, ...]

    def line(self, number: int | None) -> int | None:
        """The template's line for the rendered line `number`; None where it is not known."""
        return self.lines[number - 1] if number is not None and 0 < number <= len(self.lines) else None


def has_jinja(text: str) -> bool:
    """Whether the text has Jinja statements, expressions or comments."""
    return any(mark in text for mark in ("{%", "{{", "{#"))


def render(text: str, take_in: TakeIn | None = None) -> Rendered:
    """The rendered text of a configuration file; TemplateUnreadableError where it cannot be.

    `take_in` gives the text of another file by the name that an `include` or `import` has for it; None where there
    is none that may be taken in.
    """
    import jinja2

    if len(text) > MAX_SOURCE:
        raise TemplateUnreadableError(f"a template of more than {MAX_SOURCE:,} characters is not rendered")
    try:
        return _without_marks(_rendered(text, take_in))
    except jinja2.TemplateSyntaxError as error:
        raise TemplateUnreadableError(error.message or "it is not valid Jinja2", error.lineno) from error
    except jinja2.TemplateNotFound as error:
        raise TemplateUnreadableError(f"it takes in {error}, which is no file of the configuration") from error
    except jinja2.TemplateError as error:
        raise TemplateUnreadableError(error.message or type(error).__name__) from error
    except (ArithmeticError, TypeError, ValueError, LookupError, AttributeError, RecursionError) as error:
        raise TemplateUnreadableError(f"an expression in it fails ({error})") from error


def _rendered(text: str, take_in: TakeIn | None) -> str:
    budget = _Budget()
    environment = _environment(budget, take_in)
    code = environment.compile(environment.parse(_with_marks(environment, text)))
    template = environment.template_class.from_code(environment, code, environment.globals)
    pieces: list[str] = []
    for piece in template.generate():
        budget.written(len(piece))
        pieces.append(piece)
    return "".join(pieces)


class _Budget:
    """Counts what a template does, and ends it when that is too much."""

    def __init__(self) -> None:
        self.steps = 0
        self.length = 0

    def step(self, count: int = 1) -> None:
        self.steps += count
        if self.steps > MAX_STEPS:
            raise TemplateUnreadableError(f"it takes more than {MAX_STEPS:,} steps")

    def written(self, length: int) -> None:
        self.step()
        self.length += length
        if self.length > MAX_OUTPUT:
            raise TemplateUnreadableError(f"it comes to more than {MAX_OUTPUT:,} characters")

    def counted(self, items: Iterable[Any]) -> Iterator[Any]:
        for item in items:
            self.step()
            yield item

    def checked(self, value: Any) -> Any:
        self.step()
        if isinstance(value, (str, list, tuple, dict)) and len(value) > MAX_TEXT:
            raise TemplateUnreadableError(f"a value in it is longer than {MAX_TEXT:,}")
        if isinstance(value, int) and value.bit_length() > 4096:
            raise TemplateUnreadableError("a number in it is too large")
        return value


def _environment(budget: _Budget, take_in: TakeIn | None) -> Any:
    from jinja2 import FunctionLoader
    from jinja2.runtime import Macro
    from jinja2.sandbox import SandboxedEnvironment

    methods = frozenset(_METHODS.split())

    class Bounded(SandboxedEnvironment):
        intercepted_binops = frozenset({"*", "**", "%"})

        def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
            """Every template, also one that another takes in, is bounded before it is compiled."""
            tree = super()._parse(source, name, filename)
            _bound(tree)
            return tree

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            if not all(isinstance(side, (int, float)) and abs(side) < 1e9 for side in (left, right)):
                raise TemplateUnreadableError(f"it uses {operator!r} on more than small numbers")
            if operator == "**" and abs(right) > 64:
                raise TemplateUnreadableError("it raises to too high a power")
            return super().call_binop(context, operator, left, right)

        def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
            if isinstance(value, Macro):
                return True
            return attr in methods if callable(value) else super().is_safe_attribute(obj, attr, value)

        def wrap_str_format(self, value: Any) -> None:
            """`str.format` stays out of reach: a width in it can ask for gigabytes."""

        def call(self, context: Any, function: Any, *args: Any, **kwargs: Any) -> Any:
            budget.step()
            return super().call(context, function, *args, **kwargs)

    def load(name: str) -> str | None:
        budget.step(MAX_STEPS // MAX_TAKEN_IN)
        text = take_in(name) if take_in is not None else None
        if text is not None and len(text) > MAX_SOURCE:
            raise TemplateUnreadableError(f"it takes in a file of more than {MAX_SOURCE:,} characters")
        return text

    environment = Bounded(autoescape=False, loader=FunctionLoader(load), cache_size=0)
    environment.filters = {name: environment.filters[name] for name in _FILTERS.split()}
    environment.filters |= {"replace": _replace, "join": _join}
    environment.globals = {name: environment.globals[name] for name in ("range", "dict", "namespace")}
    environment.globals |= {"pipeviz_counted": budget.counted, "pipeviz_checked": budget.checked}
    return environment


def _replace(text: Any, old: str, new: str) -> str:
    whole = str(text)
    _check_length(len(whole) + whole.count(old) * len(new))
    return whole.replace(old, new)


def _join(items: Iterable[Any], separator: str = "") -> str:
    parts = [str(item) for item in items]
    _check_length(sum(map(len, parts)) + len(parts) * len(separator))
    return separator.join(parts)


def _check_length(length: int) -> None:
    if length > MAX_TEXT:
        raise TemplateUnreadableError(f"a text in it is longer than {MAX_TEXT:,} characters")


def _bound(tree: nodes.Template) -> None:
    """Puts a counter around every loop, and a check around every value that could grow."""
    from jinja2 import nodes

    for loop in list(tree.find_all(nodes.For)):
        loop.iter = _called("pipeviz_counted", loop.iter)
    for assigned in list(tree.find_all(nodes.Assign)):
        assigned.node = _called("pipeviz_checked", assigned.node)
    for joined in list(tree.find_all((nodes.Concat, nodes.Add))):
        _bound_parts(joined)
    for called in list(tree.find_all((nodes.Call, nodes.Filter))):
        _bound_arguments(called)


def _bound_parts(joined: Any) -> None:
    names = ("left", "right") if hasattr(joined, "left") else ()
    for name in names:
        setattr(joined, name, _called("pipeviz_checked", getattr(joined, name)))
    if not names:
        if len(joined.nodes) > 100:
            raise TemplateUnreadableError("it joins too many parts", joined.lineno)
        joined.nodes = [_called("pipeviz_checked", part) for part in joined.nodes]


def _bound_arguments(called: Any) -> None:
    is_counter = getattr(getattr(called, "node", None), "name", "").startswith("pipeviz_")
    if not is_counter:
        called.args = [_called("pipeviz_checked", argument) for argument in called.args]


def _called(name: str, argument: Any) -> Any:
    from jinja2 import nodes

    return nodes.Call(nodes.Name(name, "load"), [argument], [], None, None, lineno=argument.lineno)


def _with_marks(environment: Any, text: str) -> str:
    """The template with the number of each line written before its end, outside of Jinja's own tags."""
    clean = text.replace(_OPEN, "").replace(_CLOSE, "")
    pieces = []
    for line, kind, value in environment.lex(clean):
        pieces.append(_marked(value, line) if kind == "data" else value)
    last = clean.rstrip("\n").count("\n") + 1
    return "".join([*pieces, f"{_OPEN}{last}{_CLOSE}"])


def _marked(data: str, line: int) -> str:
    parts = data.split("\n")
    ended = [f"{part}{_OPEN}{line + offset}{_CLOSE}" for offset, part in enumerate(parts[:-1])]
    return "\n".join([*ended, parts[-1]])


def _without_marks(text: str) -> Rendered:
    lines = text.split("\n")
    numbers: list[int | None] = []
    following: int | None = None
    for line in reversed(lines):
        # What another file gave has no marks of its own: it stands where it was taken in.
        found = _MARK.findall(line)
        following = int(found[-1]) if found else following
        numbers.append(following)
    return Rendered("\n".join(_MARK.sub("", line) for line in lines), tuple(reversed(numbers)))
