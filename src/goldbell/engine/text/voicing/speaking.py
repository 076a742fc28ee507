"""How a call and a message are written down (通话与信息): with speakers, in quotes, or as a machine heard it."""

from collections.abc import Callable, Mapping
from random import Random

from goldbell.engine.text.voicing.grammar import Grammar
from goldbell.engine.text.voicing.slots import fill

Writer = Callable[[Grammar, Random], str]

_GREETING = (
    "喂，您好",
    "喂你好",
    "您好，请问是{surname}女士吗",
    "您好，请问是{surname}先生吗",
    "你好",
    "喂，在忙吗",
    "",
)
_REPLY = (
    "哦，怎么弄", "真的假的", "我不太会弄", "要钱吗", "我怎么相信你", "你等一下我记一下", "我考虑考虑", "好的好的",
    "我问一下我家里人", "能不能少一点", "那我现在怎么办", "我手头没有那么多", "你说慢一点", "行吧", "上次你也这么说", "嗯",
    "我有点害怕", "这样安全吗", "谁啊", "我正上班呢", "好，我转了", "你们是哪里的",
)  # fmt: skip
_PLAIN_REPLY = (
    "好的",
    "谢谢",
    "行",
    "知道了",
    "几点",
    "在哪里",
    "好，我记一下",
    "要带什么",
    "麻烦您了",
    "嗯嗯",
    "我马上到",
    "那明天吧",
)
_URGE = ("您快一点", "时间不多了", "别挂电话", "您放心", "错过就没有了", "按我说的做", "")
_LABELS = (("A", "B"), ("男", "女"), ("对方", "事主"), ("主叫", "被叫"), ("来电人", "接听人"), ("甲", "乙"))
_STOPS = str.maketrans("，。：；？！“”", "        ")


def _turns(grammar: Grammar, rng: Random) -> list[tuple[str, str]]:
    """Pairs of what the caller says, in the order in which a scam runs, and what is answered."""
    chosen = sorted(rng.sample(range(len(grammar.say)), k=min(rng.randint(2, 4), len(grammar.say))))
    said = [fill(grammar.say[at], rng) for at in chosen]
    greeting = fill(rng.choice(_GREETING), rng)
    said[0] = f"{greeting}，{said[0]}" if greeting else said[0]
    harmless = grammar.standing == "party"
    urging = 0.0 if harmless else 0.25
    urged = [f"{line}，{rng.choice(_URGE)}".rstrip("，") if rng.random() < urging else line for line in said]
    return list(zip(urged, rng.sample(_PLAIN_REPLY if harmless else _REPLY, k=len(urged)), strict=True))


def _labelled(grammar: Grammar, rng: Random) -> str:
    caller, called = rng.choice(_LABELS)
    gap = rng.choice(("\n", "\n", ""))
    return gap.join(f"{caller}：{said}。{gap}{called}：{answer}。" for said, answer in _turns(grammar, rng))


def _quoted(grammar: Grammar, rng: Random) -> str:
    return "".join(f"“{said}。”“{answer}。”" for said, answer in _turns(grammar, rng))


def _heard(grammar: Grammar, rng: Random) -> str:
    """Speech recognition: no speakers, no stops."""
    text = " ".join(f"{said} {answer}" for said, answer in _turns(grammar, rng))
    return " ".join(text.translate(_STOPS).split())


def _one_message(grammar: Grammar, rng: Random) -> str:
    return fill(rng.choice(grammar.message), rng)


def _chat(grammar: Grammar, rng: Random) -> str:
    """Several bubbles: a message, an answer, what follows."""
    replies = _PLAIN_REPLY if grammar.standing == "party" else _REPLY
    lines = [_one_message(grammar, rng), rng.choice(replies), fill(rng.choice(grammar.say), rng)]
    return "\n".join(lines[: rng.randint(2, 3)])


WRITERS: Mapping[str, Mapping[str, Writer]] = {
    "call": {"labelled": _labelled, "quoted": _quoted, "heard": _heard},
    "message": {"written": _one_message, "chat": _chat},
}
