"""Who tells the story (讲述者): a victim in her own words, an officer's record, a dispatcher, a court, a newspaper.

The stages come without a subject, so one script serves them all; a teller adds opening, joints and ending.
"""

from collections.abc import Callable, Mapping
from random import Random

from goldbell.engine.text.voicing.frames import FRAMES
from goldbell.engine.text.voicing.grammar import Grammar
from goldbell.engine.text.voicing.slots import fill

Teller = Callable[[Grammar, Random], str]

_THEN = ("后来", "然后", "再后来", "接着", "之后", "结果", "没过几天", "")
_MUTTER = ("", "我跟你说，", "警察同志，", "唉，", "是这么回事，", "就是", "你好，")
_ATTEMPTS = ("察觉不对，没有转账", "被银行的人拦了下来，没有损失", "没有付钱，来问问是不是骗子")
_ASKED = (
    "之后呢",
    "对方怎么说",
    "接下来怎样",
    "还有什么要补充的",
    "你有没有怀疑过",
    "然后发生了什么",
    "你照做了吗",
    "后来呢",
    "继续说",
)


def _some(phrases: tuple[str, ...], count: int, rng: Random) -> list[str]:
    return [fill(phrase, rng) for phrase in rng.sample(phrases, k=min(count, len(phrases)))]


def _stages(grammar: Grammar, rng: Random) -> list[str]:
    """The script as it ran this time: contact and payment always, the rest mostly; an attempt ends before paying."""
    told = [fill(rng.choice(grammar.contact), rng)]
    told += _some(grammar.lure, rng.choice((0, 1, 1, 2)), rng)
    if rng.random() < 0.6:
        told.append(fill(rng.choice(grammar.trust), rng))
    if grammar.standing == "victim" and rng.random() < 0.08:
        return [*told, rng.choice(_ATTEMPTS)]
    told += _some(grammar.pay, rng.choice((1, 1, 2)), rng)
    return told + _some(grammar.squeeze, rng.choice((0, 1, 1, 2)), rng)


def _joined(parts: list[str], rng: Random, *, stop: float = 0.35, then: float = 0.35) -> str:
    """Parts as running text: a comma or a full stop between them, sometimes a 后来."""
    text = parts[0]
    for part in parts[1:]:
        text += "。" if rng.random() < stop else "，"
        text += (rng.choice(_THEN) if rng.random() < then else "") + part
    return text


def _whose(me: str, contact: str) -> str:
    """The teller before what befell her; where somebody else acts first, the sentence has its subject."""
    return contact if contact.startswith(("有人", "孩子", "儿子", "弟弟", "班级群")) else me + contact


def _in_own_words(grammar: Grammar, rng: Random) -> str:
    me = rng.choice(("我", "我", "我", "俺", "本人", "我妈", "我家老头", "我同学"))
    contact, *rest = _stages(grammar, rng)
    story = _joined([_whose(me, contact), *rest], rng)
    return f"{rng.choice(_MUTTER)}{fill(rng.choice(('{date}', '前天', '上个月', '昨天', '')), rng)}{story}。" + (
        f"{rng.choice(FRAMES[grammar.standing].sighs)}。" if rng.random() < 0.6 else ""
    )


def _without_punctuation(grammar: Grammar, rng: Random) -> str:
    """As it is typed in a hurry or heard by a machine."""
    return _in_own_words(grammar, rng).translate(str.maketrans("，。：", "   ")).strip()


def _record(grammar: Grammar, rng: Random) -> str:
    contact, *rest = _stages(grammar, rng)
    asked = rng.sample(_ASKED, k=len(rest))
    turns = [f"问：{rng.choice(FRAMES[grammar.standing].first_asked)}？答：{_whose('我', contact)}。"]
    turns += [f"问：{question}？答：{told}。" for question, told in zip(asked, rest, strict=True)]
    return rng.choice(("", "\n")).join(turns)


def _noted(grammar: Grammar, rng: Random) -> str:
    frames = FRAMES[grammar.standing]
    opening = fill(rng.choice(frames.noted), rng)
    story = _joined(_stages(grammar, rng), rng, stop=0.1, then=0.1)
    loss = "" if grammar.standing != "victim" or "元" in story or "没有" in story else fill("，损失{amount}元", rng)
    end = "已登记" if story.endswith(_ATTEMPTS) else rng.choice(frames.closes)
    return f"{opening}{story}{loss}{'，' if end else ''}{end}。"


def _printed(grammar: Grammar, rng: Random) -> str:
    opening, end = rng.choice(FRAMES[grammar.standing].printed)
    return f"{fill(opening, rng)}{_joined(_stages(grammar, rng), rng, stop=0.2, then=0.2)}。{end}。"


TELLERS: Mapping[str, Mapping[str, Teller]] = {
    "statement": {"plain": _in_own_words, "hurried": _without_punctuation, "record": _record},
    "dispatch": {"noted": _noted, "printed": _printed},
}
