"""When a loop runs compiled, and when as it stands: compiling takes seconds, which a case of a thousand rows never earns back."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, Final

import numpy as np

#: Rows from which a compiled loop is faster even when its machine code must first be read from the cache.
COMPILED_FROM: Final = 20_000


class Kernel:
    """One loop in two forms: ``plain`` Python, and ``compiled`` (made at first use and kept in Numba's cache)."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function
        self.__doc__ = function.__doc__

    def plain(self, *values: Any) -> Any:
        """The loop as written. Products that wrap around are meant to (see ``sharing``)."""
        with np.errstate(over="ignore"):
            return self.function(*values)

    @cached_property
    def compiled(self) -> Callable[..., Any]:
        """The loop as machine code; lets other threads run."""
        # Numba takes a moment to load; a desk that only shows pages never needs it.
        from numba import njit

        made: Any = njit(cache=True, nogil=True)(self.function)
        return made  # type: ignore[no-any-return]

    def at(self, rows: int) -> Callable[..., Any]:
        """The form that suits a ledger of so many rows."""
        return self.compiled if rows >= COMPILED_FROM else self.plain


def kernel(function: Callable[..., Any]) -> Kernel:
    """Mark a loop as a kernel."""
    return Kernel(function)
