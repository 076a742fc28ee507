"""Finding without reading: keyed fingerprints of values and of pairs of characters.

The fingerprints need the index key, so a stolen table cannot be searched by trying all phone numbers. Equal values
have equal fingerprints; that is what makes them findable, and all that they tell.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from goldbell.apps.privacy import keyring
from goldbell.apps.privacy.contracts import Kind

BLIND_BYTES: Final = 16
_LETTERS: Final = bytes.maketrans(b"0123456789abcdef", b"ghijklmnopabcdef")
_LEXEME: Final = 16
_RUN: Final = re.compile(r"\w+")


def normalised(kind: Kind, text: str) -> str:
    """One spelling for equal values: digits only for accounts and phones, NFKC, capitals, no blanks."""
    folded = unicodedata.normalize("NFKC", text).strip()
    if kind == Kind.PHONE:
        digits = "".join(sign for sign in folded if sign.isdigit())
        return digits[2:] if len(digits) == 13 and digits.startswith("86") else digits
    if kind == Kind.ACCOUNT:
        digits = "".join(sign for sign in folded if sign.isdigit())
        # an account may be an e-mail address or a wallet: then its letters are the account
        return digits if digits and not re.search(r"[A-Za-z@]", folded) else _bare(folded)
    if kind == Kind.WORDS:
        return " ".join(folded.casefold().split())
    return _bare(folded)


def blind(kind: Kind, text: str) -> bytes:
    """The fingerprint of a value, 16 bytes: equal for equal values of one kind."""
    told = f"{Kind(kind).value}\x00{normalised(kind, text)}".encode()
    return hmac.digest(keyring.index_key(), told, hashlib.sha256)[:BLIND_BYTES]


def blind_words(text: str) -> list[str]:
    """Keyed lexemes of all neighbouring characters, sorted; join with blanks into a tsvector."""
    return sorted({_lexeme(pair) for pair in _pairs(text)})


def blind_lexemes(facts: Iterable[str]) -> list[str]:
    """Keyed lexemes of any facts about a text, sorted; for a tsvector of their own, as ``blind_words`` is for its words."""
    return sorted({_lexeme(f"fact\x00{fact}") for fact in facts})


def word_query(text: str) -> str:
    """The query for ``to_tsquery('simple', …)`` that finds rows holding every pair of ``text``; empty finds nothing."""
    return " & ".join(blind_words(text))


def _bare(text: str) -> str:
    return "".join(text.split()).upper()


def _pairs(text: str) -> set[str]:
    pairs: set[str] = set()
    for run in _RUN.findall(unicodedata.normalize("NFKC", text).casefold()):
        pairs.update(first + second for first, second in pairwise(run))
        if len(run) == 1:
            pairs.add(run)
    return pairs


def _lexeme(pair: str) -> str:
    """Letters only, so that no text parser takes a lexeme apart."""
    digest = hmac.digest(keyring.index_key(), b"words\x00" + pair.encode(), hashlib.sha256)
    return digest.hex()[:_LEXEME].encode().translate(_LETTERS).decode()
