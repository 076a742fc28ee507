"""Words of outreach: states of a case story and their legal moves, and what can give a person away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class StoryState(models.TextChoices):
    """Where a case story stands (故事状态)."""

    DRAFTED = "drafted", _("草稿")
    SUBMITTED = "submitted", _("待审核")
    RETURNED = "returned", _("已退回")
    RELEASED = "released", _("已发布")
    WITHDRAWN = "withdrawn", _("已撤回")


#: Legal moves; what is not named cannot happen.
MOVES: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        StoryState.DRAFTED: frozenset({StoryState.SUBMITTED, StoryState.WITHDRAWN}),
        StoryState.SUBMITTED: frozenset({StoryState.RELEASED, StoryState.RETURNED, StoryState.WITHDRAWN}),
        StoryState.RETURNED: frozenset({StoryState.SUBMITTED, StoryState.WITHDRAWN}),
        StoryState.RELEASED: frozenset({StoryState.WITHDRAWN}),
        StoryState.WITHDRAWN: frozenset(),
    }
)
#: While a story stands here its words may be changed.
WRITABLE: Final = (StoryState.DRAFTED, StoryState.RETURNED)
#: Written and neither released nor given up.
OPEN: Final = (*WRITABLE, StoryState.SUBMITTED)
LONGEST: Final = 20_000
#: The code of privacy's failure when a person's key is destroyed.
ERASED: Final = "erased"

_NUMBER, _PLACE, _PERSON, _HOUSE = _("号码"), _("住址或地点"), _("姓名或称呼"), _("单位名称")
_WORDS: Final[Mapping[str, object]] = {
    "person": _PERSON,
    "nickname": _PERSON,
    "foreign_word": _("外文或拼音"),
    "address": _PLACE,
    "school": _HOUSE,
    "hospital": _HOUSE,
    "bank": _HOUSE,
    "workplace": _HOUSE,
    "organisation": _HOUSE,
    "bank_card": _("银行卡号"),
    "bank_account": _("账户号码"),
    "payment_account": _("账户号码"),
    "account": _("账户号码"),
    "phone": _("电话号码"),
    "landline": _("电话号码"),
    "id_number": _("证件号码"),
    "plate": _("车牌号"),
    "url": _("网址"),
    "domain": _("网址"),
    "email": _("邮箱"),
    "app": _("软件名"),
    "amount": _("准确金额"),
    "date": _("日期或时间"),
    "age": _("年龄"),
    "unknown": _("不认识的词"),
}


def kind_word(kind: str) -> str:
    """A kind of thing that gives people away, in the reader's language; whatever is not named is a number."""
    return str(_WORDS.get(kind, _NUMBER))


def kind_words(kinds: Iterable[str]) -> str:
    """Kinds as one line, each word once."""
    return "、".join(dict.fromkeys(kind_word(kind) for kind in kinds))
