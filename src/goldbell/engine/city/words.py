"""What the victim says (报案人原话): the scam type's own script, told with this victim's sums, times and accounts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from random import Random
from typing import Final

from goldbell.common.ways import PaymentWay
from goldbell.engine.city.plan import ZONE, Plan
from goldbell.engine.text.voicing import grammars_of
from goldbell.engine.text.voicing.slots import fill

#: paid at (second), fen, way, number of the payee, name of the payee
Told = tuple[int, int, str, str, str]

_OPENINGS: Final = ("我", "我跟你说，我", "警察同志，我", "你好，我", "本人")
_SUBJECTS: Final = ("有人", "孩子", "儿子", "弟弟", "班级群", "我")
_JOINTS: Final = ("，后来", "。然后", "，", "。接着", "，结果")


def words_of(plan: Plan, code: str, payments: Sequence[Told], rng: Random) -> str:
    """A report in the victim's words. Only the sums that she really paid are in it."""
    grammar = rng.choice([one for one in grammars_of(code) if one.standing == "victim"] or list(grammars_of(code)))
    told = [rng.choice(grammar.contact), rng.choice(_without_sums(grammar.lure))]
    told.append(rng.choice(_without_sums(grammar.trust)))
    whole = sum(payment[1] for payment in payments) // 100
    paying = [phrase for phrase in grammar.pay if "{amount}" in phrase and "{small}" not in phrase]
    told.append(rng.choice(paying or [f"一共转了{whole}元"]).replace("{amount}", str(whole), 1))
    contact = fill(told[0], rng)
    opening = rng.choice(_OPENINGS)
    # Where somebody else acts first the sentence has its subject.
    text = (opening.removesuffix("我").removesuffix("本人") if contact.startswith(_SUBJECTS) else opening) + contact
    for phrase in told[1:]:
        text += rng.choice(_JOINTS) + fill(phrase, rng) if phrase else ""
    return text + "。" + "".join(_payment(plan, payment, rng) for payment in payments)


def _without_sums(phrases: Sequence[str]) -> list[str]:
    return [phrase for phrase in phrases if "{amount}" not in phrase] or [""]


def _payment(plan: Plan, payment: Told, rng: Random) -> str:
    paid_s, fen, way, number, name = payment
    local = plan.moment(paid_s) + timedelta(hours=ZONE.total_seconds() / 3600)
    at = f"{local.month}月{local.day}日{local.hour}点{local.minute:02d}分"
    yuan = f"{fen // 100}" if fen % 100 == 0 else f"{fen / 100:.2f}"
    if not number:
        return f"{at}取了{yuan}元现金交给上门的人。"
    grouped = " ".join(number[at : at + 4] for at in range(0, len(number), 4)) if number.isdigit() else number
    return f"{at}{rng.choice(('用手机', '', '又'))}转{yuan}元到{grouped}，户名{name}，{PaymentWay(way).label_zh}。"
