"""Message formats: how orders, acknowledgements and answers travel between the room and its partners.

Each format is a folder here with a codec, ``FORMAT`` in its ``__init__`` and ``samples``; it is found by discovery.
``from goldbell.adapters.messages import format_named`` → ``format_named("goldbell_json").encode(envelope, key)``.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from goldbell.adapters.messages.contracts import MessageFormat
from goldbell.adapters.messages.failures import UnknownFormat


@cache
def formats() -> Mapping[str, MessageFormat]:
    """All formats by name. A folder without a ``FORMAT`` of its own name stops the start, so none is half there."""
    found: dict[str, MessageFormat] = {}
    for module in pkgutil.iter_modules(__path__):
        if not module.ispkg or module.name == "tests":
            continue
        plug_in: MessageFormat = importlib.import_module(f"{__name__}.{module.name}").FORMAT
        if plug_in.name != module.name:
            raise ImportError(f"message format {plug_in.name} lives in folder {module.name}")
        found[plug_in.name] = plug_in
    return MappingProxyType(found)


def format_named(name: str) -> MessageFormat:
    """One format. Raises UnknownFormat."""
    try:
        return formats()[name]
    except KeyError:
        raise UnknownFormat("没有名为 %(name)s 的报文格式", name=name) from None
