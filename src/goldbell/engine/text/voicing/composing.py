"""One made-up text (一条虚构报案) from a scam type, a register and a seed; and many of them for training."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random

from goldbell.engine.text.voicing.grammar import grammars_of
from goldbell.engine.text.voicing.narrating import TELLERS, Teller
from goldbell.engine.text.voicing.speaking import WRITERS

_MOUTHS: Mapping[str, Mapping[str, Teller]] = {**TELLERS, **WRITERS}
REGISTERS = tuple(_MOUTHS)


class UnknownRegister(LookupError):
    """A text is a statement, a dispatch, a call or a message; there is no other kind."""


@dataclass(frozen=True)
class VoicedText:
    """A made-up text with what is true of it; ``mouth`` is who tells it, such as ``plain`` or ``heard``."""

    text: str
    code: str
    register: str
    mouth: str


def voice(code: str, register: str, *, seed: int) -> VoicedText:
    """A text of this scam type in this register; same arguments, same text. Raises UnknownVoice, UnknownRegister."""
    if register not in _MOUTHS:
        raise UnknownRegister(register)
    grammars = grammars_of(code)
    rng = Random(f"{code}/{register}/{seed}")  # noqa: S311  # varied, repeatable text is wanted, not secrecy
    mouth = rng.choice(sorted(_MOUTHS[register]))
    grammar = rng.choice(grammars)
    return VoicedText(_MOUTHS[register][mouth](grammar, rng), code, register, mouth)


def voiced_texts(code: str, count: int, *, seed: int = 0) -> Iterator[VoicedText]:
    """``count`` texts of a scam type that all differ, the four registers in turn; fewer when the grammar has no more."""
    seen: set[str] = set()
    for attempt in range(count * 5):
        if len(seen) == count:
            return
        made = voice(code, REGISTERS[attempt % len(REGISTERS)], seed=seed * 1_000_003 + attempt)
        if made.text not in seen:
            seen.add(made.text)
            yield made
