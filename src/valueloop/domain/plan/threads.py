"""Matrices on one thread: on a busy machine two threads of OpenBLAS wait for each other longer than they work."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import numpy as np  # noqa: F401 - its library has to be loaded to be found
from threadpoolctl import ThreadpoolController

P = ParamSpec("P")
T = TypeVar("T")
_LIBRARIES = ThreadpoolController()


def alone(function: Callable[P, T]) -> Callable[P, T]:
    """A function whose matrix products run on one thread; afterwards as many as before are allowed again."""

    @wraps(function)
    def limited(*args: P.args, **kwargs: P.kwargs) -> T:
        with _LIBRARIES.limit(limits=1, user_api="blas"):
            return function(*args, **kwargs)

    return limited
