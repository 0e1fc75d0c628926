"""Source text in the grammar of Python 3.12 and later, said in older words, line for line.

Tried where a file does not parse as it is: pipeviz may run on an older Python than the project it reads. Strings with
expressions in them become `"...".format(...)`, which means the same and needs no newer grammar.
"""

from __future__ import annotations

import re

WORD = re.compile(r"[^\W\d]\w*")
PREFIX = re.compile(r"(?i)(?:[rbu]|rb|br|f|rf|fr)?(?='|\")")
BETWEEN = re.compile(r"(?:[ \t\f]|\\\n)*")
BETWEEN_LINES = re.compile(r"(?:\s|\\\n|#[^\n]*)*")
GENERIC = re.compile(r"(?:def|class)[ \t]+[^\W\d]\w*[ \t]*(?=\[)")
ALIAS = re.compile(r"^([ \t]*)type[ \t]+([^\W\d]\w*)[ \t]*(?:\[[^\]\n]*\])?[ \t]*=(?!=)", re.MULTILINE)
EXCEPT = re.compile(r"^([ \t]*except[ \t]+)([\w.]+(?:[ \t]*,[ \t]*[\w.]+)+)[ \t]*:", re.MULTILINE)
PAIRS = {")": "(", "]": "[", "}": "{"}


def in_older_words(text: str) -> str:
    """The text as Python 3.11 can parse it; where it cannot be told, as it is."""
    try:
        plain = _Rewriter(text).code()
    except IndexError:
        return text
    return EXCEPT.sub(r"\1(\2):", ALIAS.sub(r"\1\2 = lambda:", plain))


class _Rewriter:
    """Goes through a text once; `at` is where it is."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def code(self, *, inside: bool = False) -> str:
        """Code up to the end; `inside` a string up to what ends an expression there."""
        out: list[str] = []
        depth = 0
        while self.at < len(self.text):
            here = self.text[self.at]
            if inside and depth == 0 and self._ends_expression():
                break
            if here == "#":
                comment = self._until_line_end()
                out.append("" if inside else comment)
            elif PREFIX.match(self.text, self.at):
                out.append(self._strings(joined_over_lines=inside or depth > 0))
            elif generic := GENERIC.match(self.text, self.at):
                self.at = generic.end()
                out += [generic.group(), "\n" * self._bracketed().count("\n")]
            elif word := WORD.match(self.text, self.at):
                self.at = word.end()
                out.append(word.group())
            else:
                depth += (here in "([{") - (here in ")]}")
                out.append(here)
                self.at += 1
        return "".join(out)

    def _ends_expression(self) -> bool:
        here, following = self.text[self.at], self.text[self.at + 1]
        return here in "}:" or (here == "!" and following != "=")

    def _until_line_end(self) -> str:
        end = self.text.find("\n", self.at)
        start, self.at = self.at, len(self.text) if end < 0 else end
        return self.text[start : self.at]

    def _bracketed(self) -> str:
        """What stands in brackets, them included."""
        start, depth = self.at, 0
        while depth > 0 or self.at == start:
            depth += (self.text[self.at] in "([{") - (self.text[self.at] in ")]}")
            self.at += 1
        return self.text[start : self.at]

    def _strings(self, *, joined_over_lines: bool) -> str:
        """A string and those that are written beside it, which are one with it."""
        parts = [self._string()]
        gaps: list[str] = []
        while True:
            gap = (BETWEEN_LINES if joined_over_lines else BETWEEN).match(self.text, self.at)
            assert gap is not None
            if gap.end() >= len(self.text) or not PREFIX.match(self.text, gap.end()):
                break
            self.at = gap.end()
            gaps.append(gap.group())
            parts.append(self._string())
        if not any(changed for _, changed in parts):
            return parts[0][0] + "".join(gap + part for gap, (part, _) in zip(gaps, parts[1:], strict=True))
        listed = parts[0][0] + "".join(f",{gap}{part}" for gap, (part, _) in zip(gaps, parts[1:], strict=True))
        return f"''.join(({listed},))"

    def _string(self) -> tuple[str, bool]:
        """One string literal, and whether it had to be said differently."""
        found = PREFIX.match(self.text, self.at)
        assert found is not None
        prefix = found.group()
        self.at = found.end()
        quote = self.text[self.at]
        if self.text.startswith(quote * 3, self.at):
            quote *= 3
        self.at += len(quote)
        if "f" not in prefix.lower():
            return prefix + quote + self._plain(quote) + quote, False
        arguments: list[str] = []
        body = self._template(quote, arguments)
        self.at += len(quote)
        kept = prefix.replace("f", "").replace("F", "")
        return f"{kept}{quote}{body}{quote}.format({', '.join(arguments)})", True

    def _plain(self, quote: str) -> str:
        start = self.at
        while not self.text.startswith(quote, self.at):
            self.at += 2 if self.text[self.at] == "\\" else 1
        self.at += len(quote)
        return self.text[start : self.at - len(quote)]

    def _template(self, quote: str, arguments: list[str], *, spec: bool = False) -> str:
        """Text with fields up to the quote, or as the `spec` of a field up to its end; fills `arguments`."""
        out: list[str] = []
        while not self.text.startswith(quote, self.at):
            two = self.text[self.at : self.at + 2]
            if spec and two[0] == "}":
                break
            if two in ("{{", "}}") and not spec:
                out.append(two)
                self.at += 2
            elif two == "\\N" and self.text[self.at + 2] == "{":
                end = self.text.index("}", self.at) + 1
                out.append(self.text[self.at : end])
                self.at = end
            elif two[0] == "\\":
                out.append(two)
                self.at += 2
            elif two[0] == "{":
                out.append(self._field(quote, arguments))
            else:
                out.append(two[0])
                self.at += 1
        return "".join(out)

    def _field(self, quote: str, arguments: list[str]) -> str:
        """`{expression!r:spec}` without its expression, which becomes an argument."""
        self.at += 1
        written = self.code(inside=True)
        expression = written.rstrip()
        shown = ""
        if expression.endswith("=") and expression[-2:-1] not in ("=", "!", "<", ">"):
            shown, expression = written.replace("{", "{{").replace("}", "}}"), expression[:-1]
        arguments.append(f"({expression})")
        end = "!r" if shown and self.text[self.at] == "}" else ""
        if self.text[self.at] == "!":
            end = self.text[self.at : self.at + 2]
            self.at += 2
        if self.text[self.at] == ":":
            self.at += 1
            end += ":" + self._template(quote, arguments, spec=True)
        self.at += 1
        return f"{shown}{{{end}}}"
