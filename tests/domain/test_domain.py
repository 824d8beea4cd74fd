"""The whole floor: every record is frozen, and every public thing says what it is."""

import importlib
import pkgutil
from dataclasses import is_dataclass
from inspect import getmembers, isclass, isfunction
from types import ModuleType

import pytest

import valueloop.domain

MODULES = sorted(
    (
        importlib.import_module(found.name)
        for found in pkgutil.walk_packages(valueloop.domain.__path__, "valueloop.domain.")
    ),
    key=lambda module: module.__name__,
)


def own(module: ModuleType) -> list[object]:
    public = [
        each for name, each in getmembers(module) if not name.startswith("_") and (isclass(each) or isfunction(each))
    ]
    return [each for each in public if each.__module__ == module.__name__]


def test_the_floor_is_there() -> None:
    assert len(MODULES) >= 25
    assert sum(len(own(module)) for module in MODULES) >= 60


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.__name__).removeprefix("valueloop.domain."))
def test_every_record_is_frozen_and_every_public_thing_is_described(module: ModuleType) -> None:
    assert module.__doc__
    for each in own(module):
        assert each.__doc__, each
        assert not is_dataclass(each) or getattr(each, "__dataclass_params__").frozen, each  # noqa: B009
