"""Made-up reports (虚构报案): a scam's script told by many mouths, to train the reader and to fill the synthetic city.

``from goldbell.engine.text import voicing; voicing.voice("fake_loan", "dispatch", seed=7)``. What a scam says and what
its victims tell stands in ``scam_types/<code>/voices.toml``; who tells it, and how, stands here. Nobody in these texts
exists. Same code, register and seed give the same text.
"""

from goldbell.engine.text.voicing.composing import REGISTERS, UnknownRegister, VoicedText, voice, voiced_texts
from goldbell.engine.text.voicing.grammar import BrokenGrammar, Grammar, UnknownVoice, grammars_of, voiced_codes

__all__ = [
    "REGISTERS",
    "BrokenGrammar",
    "Grammar",
    "UnknownRegister",
    "UnknownVoice",
    "VoicedText",
    "grammars_of",
    "voice",
    "voiced_codes",
    "voiced_texts",
]
