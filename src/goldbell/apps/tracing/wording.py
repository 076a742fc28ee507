"""Codes in the reader's words: why a file or a row was not taken, what to do, how the engine's rules are called."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from goldbell.adapters.statements import layouts

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Words

#: Why a file could not be read → (what is wrong, what to do). The file itself is always kept as evidence.
FAILURES: Final[Mapping[str, tuple[Words, Words]]] = {
    "unknown_layout": (
        _("没有认出表头，或是旧版、加密的工作簿"),
        _("核对是不是交易明细；旧版 Excel 请另存为没有密码的 XLSX 再交；新机构的格式请系统管理员加版式后重新读取"),
    ),
    "broken_file": (_("文件已损坏，或内容和后缀不符"), _("请机构重新导出，再交一次")),
    "unsafe_file": (
        _("文件里有银行流水不会有的内容，没有打开"),
        _("不要在自己的电脑上打开；请机构重新提供，并告诉安全管理员"),
    ),
    "empty_file": (_("文件是空的"), _("请机构重新提供")),
    "file_too_large": (_("文件过大"), _("请机构按时间段拆成几份")),
    "ambiguous_heading": (
        _("两列写着同一个意思，选哪一列都是猜"),
        _("请机构说明哪一列是交易金额、哪一列是账号，改好表头再交"),
    ),
    "reading_took_too_long": (_("读取超过时限，已停止"), _("拆成几份再交；仍不行请告诉系统管理员")),
    "reading_needs_too_much_memory": (_("读取需要的内存超过上限，已停止"), _("拆成几份再交；仍不行请告诉系统管理员")),
    "file_refused": (_("文件没有读成"), _("请机构重新导出，再交一次")),
    "file_gone": (_("证据库里没有这个文件"), _("请告诉安全管理员核对证据库")),
    "unexpected": (_("读取时出了意外"), _("重新读取一次；仍不行请把文件编号告诉系统管理员")),
}
_OTHER_FAILURE: Final = (_("文件没有读成"), _("重新读取一次；仍不行请把文件编号告诉系统管理员"))

#: Why a row was not taken.
ROW_REASONS: Final[Mapping[str, Words]] = {
    "formula": _("单元格是公式，不能当作银行的记录"),
    "scientific_notation": _("号码成了科学计数法，后几位已经丢失，请机构按文本格式重新导出"),
    "bad_account": _("账号里有号码不会有的字符"),
    "amount_overflow": _("金额超过 100 亿元"),
    "bad_amount": _("金额不是用数字写的"),
    "bad_time": _("交易时间没有写，或写法不认识"),
    "impossible_time": _("日历上没有这个交易时间"),
    "future_time": _("交易时间在读取之后"),
    "too_many_cells": _("这一行比表头多出有内容的列，不能对齐"),
    "no_account": _("没有本方卡号或账号"),
    "not_executed": _("机构标明这笔没有成功，资金没有动"),
    "other_currency": _("不是人民币交易，暂不计入"),
    "no_amount": _("没有交易金额"),
    "zero_amount": _("交易金额为 0，没有资金移动"),
    "bad_direction": _("收付标志不认识"),
    "no_direction": _("没有收付标志，余额也推不出来"),
    "negative_amount": _("金额为负数，和收付标志不能同时成立"),
    "number_too_long": _("数字超过 15 位，末几位已经丢失，请机构按文本格式重新导出"),
    "bad_quoting": _("引号没有配对，不能分清各列"),
    "error_cell": _("单元格是错误值"),
    "broken_cell": _("单元格里没有可读的内容"),
}

#: Layouts of statements; one newer than this table goes by the name that its profile gives.
LAYOUTS: Final[Mapping[str, Words]] = {
    "police_34": _("查询反馈交易明细（34 列）"),
    "ccb_workbook": _("柜面流水（金额带正负号）"),
    "alipay_record": _("支付宝交易记录明细"),
}

RULES: Final[Mapping[str, Words]] = {
    "fifo": _("先进先出"),
    "lifo": _("后进先出"),
    "pro_rata": _("按比例"),
    "lowest_balance": _("最低余额"),
    "certain_minimum": _("确定最低"),
    "possible_maximum": _("可能最高"),
    "poison": _("全部沾染"),
}

#: What a movement of money is, in the table of flows.
KINDS: Final[Mapping[str, Words]] = {
    "transfer": _("转账"),
    "cash": _("取现"),
    "fee": _("手续费"),
    "interest": _("利息"),
    "unnamed": _("对方未写明"),
    "gap": _("余额断点"),
    "reported": _("受害人所说"),
}


#: Why a stop makes sense there, and how sure it is. An order keeps code and fact, so that each reader has their words.
_REASONS: Final[Mapping[str, Words]] = {
    "certain_all": _("无论按哪种次序花钱，这 %(fact)s 元都还在"),
    "certain_part": _("至少 %(fact)s 元无论按哪种次序花钱都还在"),
    "mixed": _("户里混有别的钱，按先进先出还在，换一种次序可能已转出"),
    "last_row": _("流水最后一笔在 %(fact)s"),
    "no_statement": _("还没有这个账户的流水，按受害人所说计"),
    "balance_gaps": _("余额有 %(fact)s 处接不上，可能缺行"),
}


def reason(code: str, fact: str = "") -> str:
    """A reason as it is kept: its code, and after a colon the fact it rests on."""
    return f"{code}:{fact}" if fact else code


def reason_words(kept: str) -> str:
    """A kept reason in the reader's language; what an officer wrote himself stays as he wrote it."""
    code, _sign, fact = kept.partition(":")
    if code not in _REASONS:
        return kept
    if code == "last_row":
        fact = f"{localtime(datetime.fromisoformat(fact)):%m-%d %H:%M:%S}"
    return str(_REASONS[code]) % {"fact": fact}


def failure_words(code: str) -> tuple[Words, Words]:
    """What is wrong with a file, and what to do."""
    return FAILURES.get(code, _OTHER_FAILURE)


def layout_word(code: str) -> Words | str:
    """What a layout is called; a dash while none was recognised."""
    return LAYOUTS.get(code) or next((one.name for one in layouts() if one.code == code), "–")


def row_reason(code: str, told: str) -> Words | str:
    """Why a row was not taken; ``told`` as the layout said it, for codes newer than this table."""
    return ROW_REASONS.get(code, told)
