"""A text as a row of small numbers, so that two tellings of one script look alike: what differs from victim to victim
(names, numbers, amounts, addresses on the web) is one sign of its class, and marks, spaces and scripts do not count.

One Chinese character is one token, one Latin word is one token, one masked thing is one token. Everything is done on
whole batches at once; time is linear in the characters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from goldbell.engine.text.folding import fold

#: Changes whenever the same text would give other tokens; an index on disk names the version that made it.
TOKENS_VERSION: Final = 1

_NAME: Final = "\ue000"
_LINK: Final = "\ue001"
_NUMBER: Final = "\ue002"
_NUMERAL: Final = "0-9〇零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟"
_SURNAMES: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范"
    "汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文施洪辛柯庄温牛樊葛邢"
)
_MASKED: Final = re.compile(
    rf"(?P<number>[{_NUMERAL}](?:[ ,.\-]?[{_NUMERAL}]){{1,60}})(?![A-Za-z@])"
    r"|(?P<link>[A-Za-z0-9][A-Za-z0-9._\-/:@?=&%#~+\[\]]{3,400})"
    rf"|(?P<name>[{_SURNAMES}](?:[某xX*]{{1,2}}|[\u4e00-\u9fff]{{0,2}}(?=先生|女士|小姐|老师|经理|主任|警官|警员|同志|师傅)))"
)
_SIGN_OF: Final = {"number": _NUMBER, "link": _LINK, "name": _NAME}
_PLAIN_WORD: Final = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*[.,:?/]*")

_DROPPED, _ALONE, _LETTER, _DIGIT, _SIGN = range(5)
_FIRST_WORD: Final = 0xA000


@dataclass(frozen=True, slots=True)
class TokenBatch:
    """The tokens of several texts one after the other. ``tokens[offsets[i]:offsets[i+1]]`` belong to text ``i``;
    ``starts`` and ``ends`` are the characters of that text from which each token was made."""

    tokens: NDArray[np.uint16]
    starts: NDArray[np.uint32]
    ends: NDArray[np.uint32]
    offsets: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.offsets) - 1


def masked(text: str) -> str:
    """The text with names, numbers and links each written over by their class sign; same length as ``text``."""
    return _MASKED.sub(_cover, fold(text))


def _cover(match: re.Match[str]) -> str:
    found = match.group()
    kind = match.lastgroup or "link"
    if kind == "link" and _PLAIN_WORD.fullmatch(found):
        return found
    return _SIGN_OF[kind] * len(found)


def tokenise(texts: Sequence[str]) -> TokenBatch:
    """The tokens of several texts, masked. Lone surrogates and whatever is no letter are left out."""
    covered = [masked(text) for text in texts]
    lengths = np.fromiter((len(text) + 1 for text in covered), np.int64, len(covered))
    begins = np.concatenate(([0], np.cumsum(lengths)))
    joined = "\n".join([*covered, ""])
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), "<u4")
    codes = np.minimum(codes, 0xFFFF)
    kinds, values = _tables()
    kind = kinds[codes]
    first = _token_starts(kind, codes)
    tokens, last = _token_values(first, kind, values[codes])
    text_of = np.searchsorted(begins, first, side="right") - 1
    base = begins[text_of]
    offsets = np.searchsorted(first, begins)
    return TokenBatch(tokens, (first - base).astype(np.uint32), (last - base).astype(np.uint32), offsets)


def _token_starts(kind: NDArray[np.uint8], codes: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Where tokens begin: each character that stands alone, and the first of each run of letters, digits or one sign."""
    begins = np.ones(len(kind), bool)
    begins[1:] = (kind[1:] != kind[:-1]) | ((kind[1:] == _SIGN) & (codes[1:] != codes[:-1]))
    begins |= kind == _ALONE
    begins &= kind != _DROPPED
    return np.flatnonzero(begins)


def _token_values(
    first: NDArray[np.int64], kind: NDArray[np.uint8], values: NDArray[np.uint16]
) -> tuple[NDArray[np.uint16], NDArray[np.int64]]:
    """The token at each start, and where it ends. A word's token is a hash of its letters."""
    if not len(first):
        return np.zeros(0, np.uint16), first
    changes = np.flatnonzero(kind[1:] != kind[:-1]) + 1
    run_end = np.append(changes, len(kind))[np.searchsorted(changes, first, side="right")]
    following = np.append(first[1:], len(kind))
    last = np.where(kind[first] == _ALONE, first + 1, np.minimum(run_end, following))
    tokens = values[first].copy()
    words = kind[first] == _LETTER
    if words.any():
        index = np.arange(len(kind))
        within = index - first[np.maximum(np.searchsorted(first, index, side="right") - 1, 0)]
        mixed = np.where(kind == _LETTER, values.astype(np.uint32) * _POWERS[within & 31], np.uint32(0))
        sums = np.add.reduceat(mixed, first)[words]
        sums ^= sums >> np.uint32(15)
        tokens[words] = (_FIRST_WORD + sums % np.uint32(0x3800)).astype(np.uint16)
    return tokens, last


def _powers() -> NDArray[np.uint32]:
    return np.array([pow(2654435761, n + 1, 1 << 32) for n in range(32)], np.uint64).astype(np.uint32)


_POWERS: Final = _powers()


@cache
def _tables() -> tuple[NDArray[np.uint8], NDArray[np.uint16]]:
    """For each character of the basic plane: what kind of token it makes, and its value (traditional as simplified)."""
    kinds = np.zeros(0x10000, np.uint8)
    values = np.zeros(0x10000, np.uint16)
    for code in range(0x10000):
        sign = chr(code)
        if 0x3400 <= code <= 0x9FFF or 0x3041 <= code <= 0x30FF or 0xAC00 <= code <= 0xD7A3:
            kinds[code], values[code] = _ALONE, code
        elif sign.isdecimal():
            kinds[code], values[code] = _DIGIT, ord(_NUMBER)
        elif sign in (_NAME, _LINK, _NUMBER):
            kinds[code], values[code] = _SIGN, code
        elif sign.isalpha():
            plain = sign.lower()
            kinds[code], values[code] = _LETTER, ord(plain) if len(plain) == 1 else code
    _as_simplified(values)
    return kinds, values


def _as_simplified(values: NDArray[np.uint16]) -> None:
    """Give each traditional character the value of its simplified one."""
    from opencc import OpenCC

    ideographs = [chr(code) for code in range(0x3400, 0xA000)]
    plain = OpenCC("t2s").convert("\n".join(ideographs)).split("\n")
    for sign, simple in zip(ideographs, plain, strict=True):
        if len(simple) == 1 and ord(simple) < 0x10000:
            values[ord(sign)] = ord(simple)


def as_simplified(text: str) -> str:
    """The text sign for sign in simplified characters; same length."""
    return text.translate(_to_simplified())


@cache
def _to_simplified() -> dict[int, int]:
    _, values = _tables()
    return {code: int(values[code]) for code in range(0x3400, 0xA000) if values[code] != code}
