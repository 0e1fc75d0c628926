"""What generated programs are made of. `<int>`, `<str>`, ... are expressions, and the `%` of `_%` a number."""

from __future__ import annotations


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.strip().splitlines())


def _blocks(text: str) -> tuple[str, ...]:
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

STATEMENTS = _blocks("""
show(<int>)
---
show(<str>, <list>)
---
show(<list>)
---
show(<dict>)
---
show(<ints>, <bool>)
---
show(sorted(<set>), len(<set>))
---
<new:int> = <int>
---
<new:str> = <str>
---
<new:list> = <list>
---
<new:dict> = <dict>
---
<new:set> = <set>
---
<new:ints> = <ints>
---
<var:int> += <int>
---
<var:str> += <str>
---
<var:list> += <list>
---
<var:list>.append(<str>)
show(<var:list>)
---
<var:list>.extend(<list>)
---
<var:list>.insert(<int>, <str>)
show(<var:list>)
---
<var:list>.sort()
show(<var:list>)
---
<var:list>.sort(key=len, reverse=True)
show(<var:list>)
---
<var:ints>.reverse()
---
show(<var:list>.pop(), <var:list>)
---
<var:dict>[<str>] = <int>
show(<var:dict>)
---
<var:dict>.update(<dict>, u=<int>)
---
show(<var:dict>.setdefault(<str>, <int>), <var:dict>)
---
show(<var:dict>.pop(<str>, None), <var:dict>)
---
show(<var:dict>.popitem())
---
del <var:dict>[<str>]
---
del <var:list>[0]
show(<var:list>)
---
<var:list>[0] = <str>
show(<var:list>)
---
<var:list>[1:2] = <list>
show(<var:list>)
---
<var:dict> |= <dict>
---
<var:list> *= 2
---
<new:str>, *<new:list> = <list>
show(<var:list>)
---
*rest_%, last_% = <ints>
show(rest_%, last_%)
---
(a_%, b_%), c_% = ('xy', 3)
show(a_%, b_%, c_%)
---
a_% = b_% = <list>
a_%.append('shared')
show(b_%)
---
a_%, b_% = <int>, <str>
a_%, b_% = b_%, a_%
show(a_%, b_%)
---
if <bool>:
    BLOCK
---
if <bool>:
    BLOCK
elif <bool>:
    BLOCK
else:
    BLOCK
---
for s_% in list(<list>):
    show(s_%)
    BLOCK
---
for i_%, s_% in enumerate(list(<list>)):
    if i_% == 1:
        continue
    show(i_%, s_%)
    BLOCK
---
for k_%, v_% in list(<dict>.items()):
    if v_% > 1:
        break
    BLOCK
else:
    show('no break')
---
for <new:str> in list(<list>):
    BLOCK
show(<var:str>)
---
w_% = <int> % 4
while w_% > 0:
    w_% -= 1
    if w_% == 1:
        continue
    BLOCK
else:
    show(w_%)
---
for k_% in list(<dict>):
    <var:dict>[k_% + 'x'] = 1
show(<var:dict>)
---
for k_% in <var:dict>:
    <var:dict>[k_% + 'x'] = 1
show(<var:dict>)
---
try:
    show(<list>[<int>])
    BLOCK
except IndexError as e_%:
    show('index', str(e_%))
else:
    show('else')
---
try:
    show(<dict>[<str>])
except KeyError as e_%:
    show('key', e_%.args)
finally:
    show('finally')
---
try:
    BLOCK
except (KeyError, ValueError):
    show('caught')
except Exception as e_%:
    show(type(e_%).__name__)
---
try:
    show(int(<str>))
except ValueError:
    show('no number')
---
try:
    try:
        raise KeyError(<str>)
    finally:
        show('inner')
except LookupError as e_%:
    show(e_%.args)
---
class E_%(ValueError):
    pass
try:
    raise E_%(<str>, 1)
except ValueError as e_%:
    show(e_%.args, type(e_%).__name__)
---
try:
    raise RuntimeError('a') from KeyError('b')
except RuntimeError as e_%:
    show(str(e_%))
---
with contextlib.suppress(KeyError, IndexError):
    show(<dict>[<str>])
    BLOCK
show('after')
---
@contextlib.contextmanager
def m_%(a):
    show('in', a)
    yield a + '!'
    show('out')
with m_%(<str>) as x_%:
    BLOCK
show(x_%)
---
class M_%:
    def __enter__(self):
        return self
    def __exit__(self, *error):
        show('exit', error[0] is None)
        return True
with M_%():
    BLOCK
---
with contextlib.nullcontext(<str>) as x_%:
    show(x_%)
---
def f_%(a, b=<int>, *c, d=<str>, **e):
    return a, b, c, d, e
show(f_%(<int>), f_%(1, 2, 3, d='x', z=<int>))
show(f_%(*<ints>, **<dict>))
---
def f_%(a, out=[]):
    out.append(a)
    return out
f_%(<str>)
show(f_%(<str>))
---
def f_%(n):
    return 1 if n < 2 else n * f_%(n - 1)
show(f_%(abs(<int>) % 6))
---
def f_%():
    n = 0
    def add(by):
        nonlocal n
        n += by
        return n
    return add
add_% = f_%()
add_%(<int>)
show(add_%(<int>))
---
g_% = [lambda: i for i in range(3)]
show([f() for f in g_%])
---
g_% = [lambda i=i: i for i in range(3)]
show([f() for f in g_%])
---
def f_%(a):
    if a:
        return 'yes'
show(f_%(<bool>))
---
def f_%(a):
    for s in a:
        if s == 'b':
            return s
    else:
        return 'none'
show(f_%(<list>))
---
def f_%():
    try:
        return <str>
    finally:
        show('finally')
show(f_%())
---
def f_%():
    show(late_%)
    late_% = 1
try:
    f_%()
except UnboundLocalError:
    show('unbound')
---
def g_%(n):
    for i in range(n):
        yield i * 2
    return 'done'
show(list(g_%(3)), sum(g_%(<int> % 4)))
---
def g_%():
    r = yield from (x for x in <list>)
    yield str(r)
show(list(g_%()))
---
def g_%():
    got = yield 1
    while got:
        got = yield got + 1
it_% = g_%()
show(next(it_%), it_%.send(<int>))
---
l_% = <list>
def g_%():
    for x in l_%:
        yield x
for x_% in g_%():
    if len(l_%) < 5:
        l_%.append(x_% + '!')
show(l_%)
---
n_% = 1
q_% = (n_% + i for i in range(3))
n_% = 5
show(list(q_%))
---
def g_%():
    while True:
        yield <str>
show([next(it) for it in [g_%()] for _ in range(2)])
---
def g_%():
    n = 0
    while True:
        yield n
        n += 1
show(list(itertools.islice(g_%(), 3)), list(zip(<list>, g_%())))
---
it_% = iter(<list>)
show(next(it_%, 'none'), list(it_%), list(it_%))
---
it_% = iter(<ints>)
show(list(zip(it_%, it_%)))
---
e_% = enumerate(<list>)
show(next(e_%, None), list(e_%))
---
m_% = map(str, <ints>)
show(list(m_%), list(m_%))
---
z_% = zip(<list>, <ints>)
for a_%, b_% in z_%:
    break
show(list(z_%))
---
class C_%:
    kind = <str>
    def __init__(self, a, *b):
        self.a = a
        self.b = b
    def both(self):
        return self.a, self.b, self.kind
    @property
    def twice(self):
        return self.a * 2
    @classmethod
    def made(cls, a):
        return cls(a, cls.kind)
    @staticmethod
    def plain(a):
        return a
show(C_%(<str>).both(), C_%.made(<int>).both(), C_%(<int>).twice, C_%.plain(<str>))
---
class A_%:
    def name(self):
        return 'a'
class B_%(A_%):
    def name(self):
        return 'b' + super().name()
class D_%(A_%):
    def name(self):
        return 'd' + super().name()
class F_%(B_%, D_%):
    pass
show(F_%().name(), isinstance(F_%(), A_%), [c.__name__ for c in F_%.__mro__][:3])
---
class C_%:
    def __init__(self, n):
        self.n = n
    def __eq__(self, other):
        return self.n == other.n
    def __hash__(self):
        return hash(self.n)
    def __lt__(self, other):
        return self.n < other.n
    def __add__(self, other):
        return C_%(self.n + other.n)
    def __repr__(self):
        return f'C({self.n})'
    def __len__(self):
        return 3
    def __getitem__(self, i):
        return self.n + i
    def __contains__(self, i):
        return i == self.n
    def __call__(self, x):
        return x + self.n
show(C_%(1) == C_%(1), C_%(2) + C_%(<int>), sorted([C_%(2), C_%(1)]), len(C_%(1)))
show(C_%(1)[2], 2 in C_%(2), C_%(3)(4), {C_%(1), C_%(1)})
---
class C_%:
    def __iter__(self):
        yield from <list>
show(list(C_%()), [*C_%()])
---
class C_%:
    def __init__(self):
        self.n = 0
    def __iter__(self):
        return self
    def __next__(self):
        self.n += 1
        if self.n > 3:
            raise StopIteration
        return self.n
show(list(C_%()), sum(C_%()))
---
class C_%:
    def __getattr__(self, name):
        return name + '!'
show(C_%().abc, getattr(C_%(), <str>, 1))
---
class C_%:
    items = []
    def add(self, x):
        self.items.append(x)
        return self
C_%().add(<int>)
show(C_%().add(<str>).items)
---
@dataclass
class D_%:
    a: int
    b: str = <str>
    c: list = field(default_factory=list)
d_% = D_%(<int>)
d_%.c.append(<str>)
show(d_%.b, d_%.c, D_%(1) == D_%(1), d_%)
show(dataclasses.asdict(d_%), dataclasses.replace(d_%, b='new').b)
---
@dataclass
class I_%:
    x: str
@dataclass
class D_%:
    one: I_%
    many: list
d_% = D_%(I_%(<str>), [I_%('q')])
show(dataclasses.asdict(d_%), dataclasses.astuple(d_%), [f.name for f in dataclasses.fields(D_%)])
---
@dataclass(frozen=True, order=True)
class D_%:
    a: int
    b: str = 'x'
show(sorted([D_%(2), D_%(1, <str>)]), {D_%(1): 2}[D_%(1)])
---
@dataclass
class D_%:
    a: int
    b: int = field(init=False)
    c: int = field(default=3, kw_only=True)
    def __post_init__(self):
        self.b = self.a + self.c
show(D_%(<int>).b, D_%(1, c=<int>))
---
class E_%(enum.Enum):
    A = 'a'
    B = <str>
    def shown(self):
        return self.value + self.name
show([e.name for e in E_%], E_%.A.value, E_%('a').name, E_%['B'].shown(), E_%.A == E_%.A, str(E_%.A), repr(E_%.B))
---
class E_%(str, enum.Enum):
    A = 'a'
    B = 'b'
show(E_%.A == 'a', E_%.B.value, [e.value for e in E_%], E_%.A + 'x', E_%('b').name, {E_%.A: 1}['a'], f'{E_%.A.value}')
---
class E_%(enum.IntEnum):
    A = 1
    B = enum.auto()
show(E_%.A + 1, E_%.B > E_%.A, [int(e) for e in E_%], E_%(2).name, sorted(E_%)[0].name, [5, 6, 7][E_%.B], max(E_%).name)
---
class E_%(enum.Enum):
    A = enum.auto()
    B = enum.auto()
    C = 1
show([(e.name, e.value) for e in E_%], E_%.C is E_%.A, list(E_%.__members__), len(E_%))
---
P_% = collections.namedtuple('P_%', ['a', 'b'], defaults=[<int>])
p_% = P_%(<str>)
show(p_%, p_%.a, p_%._replace(b=1).b, p_%._asdict(), p_%[1], [*p_%])
---
class P_%(typing.NamedTuple):
    a: int
    b: str = 'x'
    def both(self):
        return f'{self.a}{self.b}'
show(P_%(<int>).both(), P_%(1, <str>), P_%(1) == (1, 'x'), P_%._fields)
---
c_% = collections.Counter(<list>)
c_%['zz'] += 2
c_%.update(<list>)
show(c_%['none'], sorted(c_%.items()), c_%.most_common(1), sum(c_%.values()))
---
d_% = collections.defaultdict(list)
for s in <list>:
    d_%[len(s)].append(s)
show(dict(d_%), 9 in d_%, d_%[9], sorted(d_%))
---
d_% = collections.deque(<ints>)
d_%.appendleft(<int>)
d_%.rotate(1)
show(list(d_%), d_%.popleft(), len(d_%))
---
c_% = collections.ChainMap({'a': 1}, <dict>)
c_%['n'] = 5
show(sorted(c_%), c_%['a'], c_%.get('q'))
---
o_% = collections.OrderedDict(<dict>)
o_%['m'] = 1
o_%.move_to_end('m', last=False)
show(list(o_%))
---
@functools.lru_cache(maxsize=None)
def f_%(a):
    show('called', a)
    return a
f_%(<str>)
f_%(<str>)
f_%('q')
---
p_% = functools.partial(lambda a, b, c=1: (a, b, c), <int>, c=<str>)
show(p_%(2), p_%(2, c=3), p_%.args, p_%.keywords)
---
def deco_%(times):
    def outer(f):
        @functools.wraps(f)
        def inner(*a, **k):
            return [f(*a, **k)] * times
        return inner
    return outer
@deco_%(2)
def f_%(a):
    return a
show(f_%(<str>), f_%.__name__, f_%.__wrapped__(1))
---
def f_%(a):
    return a
f_%.tag = <str>
show(f_%.tag, f_%.__name__, getattr(f_%, 'other', 'none'))
---
match <str>:
    case 'ab' | 'B':
        show('known')
    case x if len(x) > 3:
        show('long', x)
    case _:
        show('other')
---
match <list>:
    case []:
        show('empty')
    case [one]:
        show('one', one)
    case [first, *others]:
        show(first, others)
---
match {'k': <int>, 'z': [1, 2]}:
    case {'k': 1 | 2 as n}:
        show('small', n)
    case {'z': [a, b], **more}:
        show(a, b, sorted(more))
---
match <int>:
    case 0:
        show('zero')
    case int(n) if n > 0:
        show('positive', n)
    case _:
        show('negative')
---
if (n_% := len(<list>)) > 1:
    show(n_%)
---
assert <bool>, 'wrong'
---
x_% = 5
del x_%
try:
    x_%
except NameError:
    show('gone')
---
x_% = [[0] * 2] * 2
x_%[0][0] = 1
show(x_%)
---
x_% = [[0] * 2 for _ in range(2)]
x_%[0][0] = 1
show(x_%)
---
x_% = {'a': <list>}
y_% = copy.copy(x_%)
z_% = copy.deepcopy(x_%)
x_%['a'].append('n')
show(y_%, z_%)
---
x_% = <dict>
k_% = x_%.keys()
x_%['later'] = 1
show(list(k_%), len(k_%), 'later' in k_%)
---
globals_% = {'a': 1}
show({k: v for k, v in sorted(locals().items()) if k == 'globals_%'})
---
show(*[type(v).__name__ for v in (<int>, <str>, <list>, <dict>, <set>, None, 1.5, (1,))])
---
a_% = (1, 2) + (<int>,)
show(a_%, a_%[1:], a_%.index(2), (1,) * 2)
---
show(0.1 + 0.2, 7 / 2, 7 // 2.0, -7 % 3, 2 ** -1, 1e3, round(2.675, 2), float('1.5'), 10 ** 3)
---
show(None is None, [] is [], () == [], 1 == True, 'a' is not None)
---
show(*sorted([(1, 'b'), (1, 'a'), (0, 'z')]), *reversed((1, 2)))
---
show(sorted([3, 'a'], key=str), sorted(<list>, key=str.upper), min(<list>, default=None))
---
T_% = typing.Optional[int]
x_%: T_% = <int>
show(x_%)
""")

UNCERTAIN = _blocks("""
class E_%(enum.Flag):
    A = enum.auto()
    B = enum.auto()
show(E_%.B.value, (E_%.A | E_%.B).value, E_%.A in (E_%.A | E_%.B))
---
for s_% in <set>:
    show(s_%)
---
l_% = []
for s_% in <set>:
    l_%.append(s_%)
show(l_%)
---
l_% = []
for s_% in <set>:
    l_%.append(s_%)
show(sorted(l_%))
---
n_% = 0
for s_% in <set>:
    n_% += len(s_%)
show(n_%)
---
d_% = {}
for s_% in <set>:
    d_%[s_%] = 1
show(list(d_%))
---
d_% = {s: len(s) for s in <set>}
show(sorted(d_%), ''.join(d_%))
---
show([*<set>][0], max(<set>, key=len), next(iter(<set>)))
---
show(list(map(str, <set>)), [i for i, _ in enumerate(<set>)])
---
show(str(<set>), f'{sorted(<var:set>)}')
---
s_% = set(<list>)
s_%.add('n')
s_%.discard('a')
s_% |= {'m'}
show(sorted(s_%), s_%.pop() in 'abc')
---
show(b'ab' + b'c', 'é'.encode('utf-8'), b'a'.hex(), complex(1, 2), 0x1f, 1_000)
---
show(vars(dataclasses.make_dataclass('X', ['a'])(1)))
""")
"""Statements of which the outcome differs from run to run or between versions of Python, or that are not followed."""
