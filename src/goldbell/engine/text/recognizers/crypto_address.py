"""Addresses on block chains (虚拟币地址), by chain; the check sum inside the address is the evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from goldbell.engine.text.checksums import base58_payload, bech32_holds, eip55_holds
from goldbell.engine.text.elements import Candidate, Reading, Recognizer

_ADDRESS: Final = re.compile(
    r"(?<![A-Za-z0-9])(?:(?P<evm>0x[0-9a-fA-F]{40})|(?P<bech>(?:bc1|ltc1|BC1|LTC1)[0-9a-zA-Z]{8,87})|(?P<base>[123TLMD][1-9A-HJ-NP-Za-km-z]{25,34}))(?![A-Za-z0-9])"
)
#: Version byte of base58check by chain.
_VERSIONS: Final = {
    0x00: "比特币",
    0x05: "比特币",
    0x41: "波场",
    0x30: "莱特币",
    0x32: "莱特币",
    0x1E: "狗狗币",
    0x16: "狗狗币",
}
_WORDS: Final = re.compile(r"地址|钱包|USDT|TRC|ERC|BTC|ETH|链|币|充值|提币|收U", re.I)
_EVM = "以太坊等"
_CHAINS: Final = {
    "比特币": "Bitcoin",
    "波场": "TRON",
    "莱特币": "Litecoin",
    "狗狗币": "Dogecoin",
    _EVM: "Ethereum and alike",
}
_CHECK = "校验相符"
_NO_CASE = "全小写或全大写，没有校验可查"
_NO_CHECK = "校验不符，请核对"
_WORD = "前面说的是地址或钱包"


def _find(reading: Reading) -> Iterator[Candidate]:
    for match in _ADDRESS.finditer(reading.folded):
        word = _WORDS.search(reading.folded, max(0, match.start() - 16), match.start()) is not None
        judged = _judge(match, word)
        if judged is not None:
            yield Candidate(match.group(), match.start(), match.end(), *judged)


def _judge(match: re.Match[str], word: bool) -> tuple[float, tuple[str, ...]] | None:
    address, said = match.group(), (_WORD,) if word else ()
    if match["evm"]:
        if address[2:] in (address[2:].lower(), address[2:].upper()):
            return 0.95, (_EVM, _NO_CASE, *said)
        return (0.99, (_EVM, _CHECK, *said)) if eip55_holds(address) else (0.6, (_EVM, _NO_CHECK, *said))
    if match["bech"]:
        chain = "比特币" if address[:2].lower() == "bc" else "莱特币"
        if bech32_holds(address):
            return 0.99, (chain, _CHECK, *said)
        return (0.5, (chain, _NO_CHECK, *said)) if word else None
    payload = base58_payload(address)
    if payload is not None and len(payload) == 21 and payload[0] in _VERSIONS:
        return 0.99, (_VERSIONS[payload[0]], _CHECK, *said)
    if word and address[0] in "T13" and len(address) in (33, 34):
        return 0.5, ("波场" if address[0] == "T" else "比特币", _NO_CHECK, *said)
    return None


RECOGNIZER = Recognizer(
    kind="crypto_address",
    label_zh="虚拟币地址",
    label_en="Crypto address",
    find=_find,
    phrases={
        **_CHAINS,
        _CHECK: "The check sum holds",
        _NO_CASE: "All in one case, there is no check sum",
        _NO_CHECK: "The check sum does not hold, please verify",
        _WORD: "The words before speak of an address or a wallet",
    },
    samples={
        "打到1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa": ("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",),
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4。": ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",),
        "地址bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0": (
            "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
        ),
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed": ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",),
        "USDT地址TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t": ("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",),
    },
    near_misses=(
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeA",
        "T1234567890abcdefghijkmnopqrstuvwx1",
        "0x1234",
        "",
    ),
)
