"""What generated programs are made of. `<int>`, `<str>`, ... are expressions, and the `%` of `_%` a number."""

from __future__ import annotations

from pathlib import Path


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.strip().splitlines())


def _blocks(name: str) -> tuple[str, ...]:
    """The snippets of a file, which stand between lines of `---`."""
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    return tuple(block.strip("\n") for block in text.split("---\n"))


PLAIN: dict[str, tuple[str, ...]] = {
    "int": ("0", "1", "7", "-3", "12"),
    "ints": ("[3, 1, 2]", "[]", "[5]", "list(range(4))"),
    "str": ("'ab'", "'a_b'", "'B'", "''", "'x-1'"),
    "bool": ("True", "False"),
    "list": ("['x', 'b', 'a']", "[]", "['ab']", "list('abc')"),
    "dict": ("{'k': 1, 'a': 2}", "{}", "{'b': 3}", "dict(z=1)"),
    "set": ("{'q', 'r'}", "set()", "{'a'}", "frozenset('ab')"),
}
"""The simplest expressions of each type."""

NESTED: dict[str, tuple[str, ...]] = {
    "int": _lines("""
len(<list>)
<int> + <int>
<int> * 2
<int> - <int>
<int> // (abs(<int>) + 1)
<int> % 3
max(<int>, <int>)
min(<ints>, default=4)
sum(<ints>)
abs(<int>)
<str>.count('a')
<str>.find(<str>)
int('12')
(<int> if <bool> else <int>)
len(<dict>)
divmod(<int>, 3)[0]
round(<int> / 2)
ord('b')
<list>.count(<str>)
next(iter(<ints>), 0)
<dict>.get(<str>, 5)
functools.reduce(operator.add, <ints>, 0)
~<int>
<int> & 7
<int> << 2
<int> ^ 5
-<int>
<ints>[0]
<ints>[-1]
<dict>[<str>]
sum(i * i for i in <ints>)
len(<set> | <set>)
hash(1)
max(<list>, key=len).count('b')
sum(map(len, <list>))
(lambda a, b=2: a + b)(<int>)
int(<bool>)
collections.Counter(<str>)['a']
operator.itemgetter(0)(<ints>)
len(range(<int>))
int(2.9)
len(set(<list>))
sorted(<ints>)[len(<ints>) // 2]
<list>.index('b')
0 or <int>
1 and <int>
(<int>).bit_length()
len(list(zip(<list>, <ints>)))
pow(2, 3)
max([1, 3, 2], key=lambda q: -q)
len(re.findall('[a-c]', <str>))
isinstance(<int>, int) + 1
len(dict(zip(<list>, <ints>)))
collections.defaultdict(int, <dict>)['zz']
[*<ints>, 9].index(9)
True + <int>
len(<str> * 2)
"""),
    "ints": _lines("""
[len(s) for s in <list>]
sorted(<ints>)
<ints>[::-1]
[i + 1 for i in <ints> if i > 1]
list(range(<int> % 5))
list(<dict>.values())
[*<ints>, <int>]
<ints> + <ints>
<ints>[1:]
list(map(abs, <ints>))
list(filter(None, <ints>))
list(itertools.accumulate(<ints>))
list(itertools.chain(<ints>, <ints>))
list(itertools.islice(itertools.count(<int>), 3))
[0] * 3
sorted(<ints>, reverse=True)
sorted(<ints>, key=lambda q: -q)
list(dict.fromkeys(<ints>))
[a for a, b in zip(<ints>, itertools.cycle([1, 0])) if b]
[i for i, s in enumerate(<list>, 1)]
list(reversed(<ints>))
list(itertools.takewhile(lambda q: q < 3, <ints>))
copy.deepcopy(<ints>)
[b - a for a, b in itertools.pairwise(<ints>)]
list(itertools.repeat(<int>, 2))
[<int>] + <ints>
"""),
    "str": _lines("""
<str> + <str>
f'{<var:str>}_{<var:int>}'
<str>.upper()
<str>.title()
<str>[::-1]
<str>[:1]
'_'.join(<list>)
<str>.replace('a', <str>)
str(<int>)
<str>.strip('a')
'%s-%s' % (<str>, <int>)
'{}:{}'.format(<str>, <int>)
'{a}{b:>3}'.format(a=<str>, b=<int>)
f'{<var:int>:03d}'
f'{<var:str>!r:>6}'
(<str> if <bool> else <str>)
<list>[0]
<list>[-1]
next(iter(<dict>), 'none')
max(<list>)
sorted(<set>)[0]
<str>.partition('b')[2]
<str>.split('_')[-1]
<str>.zfill(4)
<str>.center(5, '*')
<str> or 'empty'
repr(<list>)
str(<dict>)
<str>.removeprefix('a')
<str>.casefold()
<str> * 2
string.Template('$a-${b}').substitute(a=<str>, b=<int>)
re.sub('[ab]', '<', <str>)
str(<bool>)
functools.reduce(lambda a, b: a + b, <list>, '')
type(<int>).__name__
str(tuple(<ints>))
str(1.5)
{**<dict>, 'k': <str>}['k']
(lambda *a, **k: str(a) + str(k))(<int>, z=<str>)
f'{<var:int>=}'
chr(98)
f'{<var:int> / 4:.2f}'
'|'.join(map(str, <ints>))
string.ascii_lowercase[:3]
<str>.swapcase()
<str>.ljust(4, '.')
f'{<var:str>:^7}'
(<str>, <str>)[<bool>]
str(None)
<str>[1:]
re.split('_', <str>)[0]
(re.match('(a)(b)?', <str>) or ['none'])[0]
str(frozenset([<int>]))
f'{<var:list>[0]!s:>{<var:int> % 5}}'
<str>.expandtabs()
<str>.translate({97: 'z'})
<str>.encode().decode()
"""),
    "bool": _lines("""
<int> > 2
<str> == <str>
'a' in <str>
<str> in <list>
not <bool>
<bool> and <bool>
<bool> or <bool>
bool(<list>)
<str>.startswith('a')
any(<ints>)
all(<ints>)
<int> is None
1 < <int> <= 7
<set> <= <set>
isinstance(<str>, (str, int))
<str> in <dict>
<list> == <list>
callable(len)
hasattr(<str>, 'upper')
<str> < <str>
<ints> > <ints>
<str>.isdigit()
<str> != ''
{1: 2} == {1: 2.0}
(1, 'a') < (1, 'b')
issubclass(bool, int)
re.match('a', <str>) is not None
"""),
    "list": _lines("""
<list> + <list>
[s.upper() for s in <list>]
sorted(<list>)
<list>[1:]
list(<dict>)
[*<list>, <str>]
<str>.split('_')
[s for s in <list> if s != 'b']
list(map(str, <ints>))
sorted(<set>)
<list>[::2]
list(reversed(<list>))
[f'{a}{b}' for a in <list> for b in <list>]
list(<str>)
<list>[:]
[k for k, v in <dict>.items() if v]
['-'.join(p) for p in itertools.product('ab', '12')]
<list> * 2
sorted(<list>, key=lambda s: (len(s), s))
[s for _, s in sorted(zip(<ints>, <list>))]
sorted(<dict>)
list(dict.fromkeys(<list>))
[''.join(g) for _, g in itertools.groupby(<list>, key=len)]
copy.copy(<list>)
[y for x in <list> if (y := x.strip())]
re.findall('[a-z]', <str>)
sorted({*<list>, 'n'})
list(itertools.chain.from_iterable(<list>))
[x for t in itertools.combinations(<list>, 2) for x in t]
list(filter(lambda s: s > 'a', <list>))
list(itertools.compress(<list>, [1, 0, 1]))
[<str>] * 2
sorted(<dict>, key=<dict>.get)
list(map(operator.methodcaller('upper'), <list>))
<str>.splitlines()
list(map(lambda a, b: a + b, <list>, <list>))
list(<dict>.keys())[:2]
sorted(set(<list>) - <set>)
[n for n in itertools.zip_longest(<list>, 'pq', fillvalue='-') for n in n]
sorted(<str>)
list(collections.OrderedDict.fromkeys(<list>))
[k for k, _ in collections.Counter(<str>).most_common(2)]
list(itertools.starmap(lambda a, b: a + b, zip(<list>, <list>)))
list(collections.deque(<list>, maxlen=2))
"""),
    "dict": _lines("""
{**<dict>, 'n': <int>}
dict(zip(<list>, <ints>))
{s: len(s) for s in <list>}
dict(<dict>, a=<int>)
<dict> | <dict>
{k: v + 1 for k, v in <dict>.items()}
dict(sorted(<dict>.items()))
dict.fromkeys(<list>, 1)
<dict>.copy()
dict(collections.ChainMap(<dict>, <dict>))
dict(enumerate('ab')) and <dict>
dict(collections.OrderedDict(<dict>))
dict(collections.Counter(<list>))
dict([(<str>, 1)])
{<str>: <int>}
{k: <dict>[k] for k in sorted(<dict>)}
{v: 0 for v in <str>}
dict(reversed(list(<dict>.items())))
{k: v for d in (<dict>, <dict>) for k, v in d.items()}
dict(map(lambda s: (s, 1), <list>))
"""),
    "set": _lines("""
set(<list>)
<set> | <set>
<set> & <set>
<set> - {'a'}
{s + 'x' for s in <list>}
set(<dict>)
<set>.union(<list>)
<set> ^ <set>
<dict>.keys() & <set>
<set>.difference(<list>)
{<str>, <str>}
"""),
}  # fmt: skip
"""Expressions that hold others, by type."""

STATEMENTS = _blocks("statements.txt")
"""Statements; `BLOCK` stands for others."""

UNCERTAIN = _blocks("uncertain.txt")
"""Statements of which the outcome differs from run to run or between versions of Python, or that are not followed."""
