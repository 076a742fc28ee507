"""Numbers that look right and belong to nobody (无主号码): cards, payment accounts, phones, identity numbers.

Why nobody can hold them is argued in docs/city.md and tested against tables that others keep.
"""

from __future__ import annotations

from typing import Final

from goldbell.engine.text.checksums import citizen_sign
from goldbell.engine.text.issuers import with_check_digit

#: ISO/IEC 7812-1: a card number that begins with 9 goes on with the ISO 3166-1 numeric code of a country; ISO never gives
#: 900 to 999 to one. So 9 and 970 to 979 name an issuer in no country.
CARD_PREFIXES: Final = tuple(f"9{country}" for country in range(970, 979))
#: RFC 2606 keeps ``.example`` from ever being registered.
WALLET_DOMAIN: Final = "zhifu.example"
#: No operator of the numbering plan holds 154.
PHONE_PREFIX: Final = "154"
#: GB/T 2260 knows no province 68, so no identity number begins with it.
AREA_PREFIX: Final = "6801"

_SPREAD: Final = 40_692_654_913
_ROOM: Final = 10**14


def card_number(bank: int, account: int) -> str:
    """The 19 digits of an account's card; the check digit holds, different accounts have different numbers."""
    body = (account * _SPREAD + 7_654_321) % _ROOM
    return with_check_digit(f"{CARD_PREFIXES[bank]}{body:014d}")


def wallet_number(account: int) -> str:
    """The name of an account at the payment institution."""
    return f"u{(account * 7_368_787 + 1_234_567) % 10**9:09d}@{WALLET_DOMAIN}"


def phone_number(person: int) -> str:
    """Eleven digits of a mobile phone; different persons below 10^8 have different numbers."""
    return f"{PHONE_PREFIX}{(person * 48_271_933 + 20_260_301) % 10**8:08d}"


def identity_number(person: int, born_on: str, sex: int) -> str:
    """Eighteen signs with a right last one. ``born_on`` as 19900101; ``sex``: 1 male, 0 female."""
    sequence = (person * 2 + sex) % 1000
    body = f"{AREA_PREFIX}{person // 500 % 100:02d}{born_on}{sequence:03d}"
    return body + citizen_sign(body)
