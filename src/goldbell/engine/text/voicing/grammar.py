"""The script of one scam type (话术骨架): its stages as victims tell them, its lines as callers say and write them.

One ``voices.toml`` a scam type: lists of phrases, or several ``[[script]]`` where one code holds different tricks.
``standing`` says of whom it tells: a victim (when not said), a suspect, or a party to what is no scam. In a phrase
``(a|b)`` is a choice, without nesting, and ``{amount}`` a slot of ``slots.py``. Phrases of the stages have no subject
and no full stop: anybody may tell them.
"""

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

from goldbell.engine.text.voicing.frames import FRAMES
from goldbell.engine.text.voicing.slots import unfillable

_TYPES = files("goldbell.engine.text") / "scam_types"
_FILE = "voices.toml"


class UnknownVoice(LookupError):
    """Nobody has written down how this scam type talks."""


class BrokenGrammar(ValueError):
    """A ``voices.toml`` lacks a stage, has a wrong kind of entry or names a slot that does not exist."""


@dataclass(frozen=True)
class Grammar:
    """Phrases of one scam type, in the order in which a scam runs."""

    contact: tuple[str, ...]
    lure: tuple[str, ...]
    trust: tuple[str, ...]
    pay: tuple[str, ...]
    squeeze: tuple[str, ...]
    say: tuple[str, ...]
    message: tuple[str, ...]
    standing: str = "victim"


@cache
def voiced_codes() -> tuple[str, ...]:
    """Codes of the scam types that have a grammar, sorted."""
    return tuple(sorted(folder.name for folder in _TYPES.iterdir() if (folder / _FILE).is_file()))


@cache
def grammars_of(code: str) -> tuple[Grammar, ...]:
    """How this scam type talks, one grammar a trick. Raises UnknownVoice, BrokenGrammar."""
    if code not in voiced_codes():
        raise UnknownVoice(code)
    return read_grammars((_TYPES / code / _FILE).read_text(encoding="utf-8"), name=code)


def read_grammars(written: str, *, name: str) -> tuple[Grammar, ...]:
    """The grammars of a TOML; ``name`` is only for the message. Raises BrokenGrammar."""
    try:
        table = tomllib.loads(written)
    except tomllib.TOMLDecodeError as error:
        raise BrokenGrammar(f"{name}: {error}") from error
    scripts = table["script"] if set(table) == {"script"} else [table]
    if not isinstance(scripts, list) or not scripts or not all(isinstance(script, dict) for script in scripts):
        raise BrokenGrammar(f"{name}.script")
    return tuple(_grammar(script, name) for script in scripts)


def _grammar(table: dict[str, object], name: str) -> Grammar:
    standing = table.get("standing", "victim")
    stages = {field.name for field in fields(Grammar)} - {"standing"}
    if not isinstance(standing, str) or standing not in FRAMES or set(table) - {"standing"} != stages:
        raise BrokenGrammar(f"{name}: {sorted(set(table) ^ stages)}")
    return Grammar(**{stage: _phrases(table[stage], f"{name}.{stage}") for stage in stages}, standing=standing)


def _phrases(value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(phrase, str) and phrase for phrase in value):
        raise BrokenGrammar(where)
    for phrase in value:
        if wrong := unfillable(phrase):
            raise BrokenGrammar(f"{where}: {wrong}")
    return tuple(value)
