"""Check sums that prove a number was written down right: base58check, bech32 and bech32m, EIP-55, GB 11643, S10.

Pure functions over the signs; a wrong sum is a False, never an error. Sources: Bitcoin wiki, BIP-173, BIP-350, EIP-55 with the
Keccak submission (the original padding, which hashlib's SHA-3 does not have), GB 11643-1999, UPU S10.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Final

_BASE58: Final = {
    sign: value for value, sign in enumerate("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz")
}
_BECH32: Final = {sign: value for value, sign in enumerate("qpzry9x8gf2tvdw0s3jn54khce6mua7l")}
_GENERATOR: Final = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_BECH32_CONSTANTS: Final = frozenset({1, 0x2BC830A3})
_MASK: Final = (1 << 64) - 1


def base58_payload(address: str) -> bytes | None:
    """What a base58check address holds (version byte first), None if its sum does not hold."""
    number = 0
    for sign in address:
        value = _BASE58.get(sign)
        if value is None:
            return None
        number = number * 58 + value
    zeros = len(address) - len(address.lstrip("1"))
    whole = bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")
    if len(whole) < 5 or sha256(sha256(whole[:-4]).digest()).digest()[:4] != whole[-4:]:
        return None
    return whole[:-4]


def bech32_holds(address: str) -> bool:
    """Whether a bech32 or bech32m address (one case only) has the right sum."""
    if address not in (address.lower(), address.upper()):
        return False
    human, one, rest = address.lower().rpartition("1")
    if not one or not human or len(rest) < 6 or any(sign not in _BECH32 for sign in rest):
        return False
    values = (
        [ord(sign) >> 5 for sign in human] + [0] + [ord(sign) & 31 for sign in human] + [_BECH32[sign] for sign in rest]
    )
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, term in enumerate(_GENERATOR):
            if top >> bit & 1:
                check ^= term
    return check in _BECH32_CONSTANTS


def eip55_holds(address: str) -> bool:
    """Whether the letters' case of a 0x address carries the right sum."""
    digest = keccak256(address[2:].lower().encode("ascii")).hex()
    return all(
        sign == (sign.upper() if int(nibble, 16) >= 8 else sign.lower())
        for sign, nibble in zip(address[2:], digest, strict=False)
    )


def keccak256(message: bytes) -> bytes:
    """Keccak-256 with the original padding."""
    rate = 136
    padded = bytearray(message + b"\x01" + bytes((-len(message) - 1) % rate))
    padded[-1] |= 0x80
    lanes = [0] * 25
    for block in range(0, len(padded), rate):
        for place in range(rate // 8):
            lanes[place] ^= int.from_bytes(padded[block + place * 8 : block + place * 8 + 8], "little")
        lanes = _permuted(lanes)
    return b"".join(lane.to_bytes(8, "little") for lane in lanes[:4])


def _permuted(lanes: list[int]) -> list[int]:
    state = 1
    for _ in range(24):
        columns = [lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20] for x in range(5)]
        turned = [columns[(x + 4) % 5] ^ _turned(columns[(x + 1) % 5], 1) for x in range(5)]
        lanes = [lane ^ turned[at % 5] for at, lane in enumerate(lanes)]
        x, y, current = 1, 0, lanes[1]
        for step in range(24):
            x, y = y, (2 * x + 3 * y) % 5
            current, lanes[x + 5 * y] = lanes[x + 5 * y], _turned(current, (step + 1) * (step + 2) // 2 % 64)
        for row in range(0, 25, 5):
            line = lanes[row : row + 5]
            for x in range(5):
                lanes[row + x] = line[x] ^ (~line[(x + 1) % 5] & _MASK & line[(x + 2) % 5])
        for bit in range(7):
            state = (state << 1 ^ (state >> 7) * 0x171) % 256
            if state & 2:
                lanes[0] ^= 1 << ((1 << bit) - 1)
    return lanes


def _turned(lane: int, by: int) -> int:
    return (lane << by | lane >> (64 - by)) & _MASK


def citizen_sign(body: str) -> str:
    """The eighteenth sign of an identity number from its first seventeen digits."""
    return "10X98765432"[sum(int(sign) * (2 ** (17 - place) % 11) for place, sign in enumerate(body)) % 11]


def s10_holds(number: str) -> bool:
    """Whether a postal item number such as EA123456785CN has the right check digit."""
    total = sum(int(sign) * weight for sign, weight in zip(number[2:10], (8, 6, 4, 2, 3, 5, 9, 7), strict=True))
    return int(number[10]) == {10: 0, 11: 5}.get(11 - total % 11, 11 - total % 11)
