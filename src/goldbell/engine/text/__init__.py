"""Reading (读警情): a report's words become elements that an officer can confirm and a bank can act on.

``from goldbell.engine import text; text.find_elements("一点二十三转九万八千二到…", at=now)``. A new kind of element
is one file in ``recognizers/``.
"""

from goldbell.engine.text.amounts import parse_amount
from goldbell.engine.text.cleaning import Cleaned, Edit, clean, restore, say_edit
from goldbell.engine.text.discovery import all_recognizers, kind_label, say
from goldbell.engine.text.elements import ROLES, Candidate, Element, Reading, Recognizer
from goldbell.engine.text.figures import Figure, find_figures
from goldbell.engine.text.finding import MAX_CHARACTERS, NaiveReadingMoment, NotText, TextTooLong, find_elements
from goldbell.engine.text.issuers import Issuer, Issuers, luhn_holds, shipped_issuers, with_check_digit
from goldbell.engine.text.reading import ReadText, read
from goldbell.engine.text.scam_types import ScamScore, ScamType, Verdict, classify, ministry_ten
from goldbell.engine.text.scam_types import scam_types as all_scam_types

__all__ = [
    "MAX_CHARACTERS",
    "ROLES",
    "Candidate",
    "Cleaned",
    "Edit",
    "Element",
    "Figure",
    "Issuer",
    "Issuers",
    "NaiveReadingMoment",
    "NotText",
    "ReadText",
    "Reading",
    "Recognizer",
    "ScamScore",
    "ScamType",
    "TextTooLong",
    "Verdict",
    "all_recognizers",
    "all_scam_types",
    "classify",
    "clean",
    "find_elements",
    "find_figures",
    "kind_label",
    "luhn_holds",
    "ministry_ten",
    "parse_amount",
    "read",
    "restore",
    "say",
    "say_edit",
    "shipped_issuers",
    "with_check_digit",
]
