"""Scam types (骗局类型): what the room knows of each, and which of them a report, a call or a message tells of.

A type is a folder here: TYPE (definition, stages, signs, questions, sentences for the phone), ``texts.jsonl`` (texts
that are and nearly are) and ``words.txt`` (its telling words). ``classify`` weighs a text with the model in ``model/``.
"""

from goldbell.engine.text.scam_types.classifying import ScamScore, Verdict, classify
from goldbell.engine.text.scam_types.definition import Said, ScamType
from goldbell.engine.text.scam_types.discovery import BrokenScamType, ministry_ten, scam_types
from goldbell.engine.text.scam_types.learned import ModelDamaged

__all__ = [
    "BrokenScamType",
    "ModelDamaged",
    "Said",
    "ScamScore",
    "ScamType",
    "Verdict",
    "classify",
    "ministry_ten",
    "scam_types",
]
