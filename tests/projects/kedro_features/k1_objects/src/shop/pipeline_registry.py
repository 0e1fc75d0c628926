from collections import defaultdict
from dataclasses import asdict, dataclass, field, replace
from enum import Enum, IntEnum, auto
from functools import partial, reduce
from itertools import chain, count, product
from operator import add

from kedro.framework.project import settings
from kedro.pipeline import node, pipeline

from .nodes import clean, compare, load, train


class Region(str, Enum):
    NORTH = "north"
    SOUTH = "south"


class Stage(IntEnum):
    RAW = auto()
    CLEAN = auto()


@dataclass
class Names:
    region: Region
    numbers: list[int] = field(default_factory=lambda: [1, 2])

    @property
    def tables(self):
        return [f"{self.region.value}_{number:02d}" for number in self.numbers]


@dataclass(frozen=True)
class Plan:
    names: Names
    stage: Stage = Stage.CLEAN


def of(plan):
    for number, table in zip(count(1), plan.names.tables):
        name = f"clean_{table}_{number + plan.stage}"
        yield node(clean, f"raw_{table}", table, name=name, tags=[plan.names.region])


def register_pipelines():
    plans = [Plan(Names(region)) for region in Region]
    plans.append(replace(plans[0], names=Names(Region.NORTH, [7])))
    groups = defaultdict(list)
    for plan in plans:
        groups[plan.names.region.value] += of(plan)
    tables = [table for plan in plans for table in asdict(plan)["names"]["numbers"]]
    joined = node(compare, [f"north_{n:02d}" for n in sorted(set(tables))], f"all_{reduce(add, tables)}")
    trained = [
        node(partial(train, rate=rate), f"{region.value}_01", f"model_{region.value}_{int(rate * 10)}", name=f"t{i}")
        for i, (region, rate) in enumerate(product(Region, (0.1, 0.2)))
    ]
    first = pipeline([node(load, None, f"{settings.CONF_SOURCE}_loaded")])
    pipelines = {name: pipeline(nodes) for name, nodes in groups.items()}
    pipelines["__default__"] = pipeline([*chain(*groups.values()), joined, *trained]) + first
    return pipelines
