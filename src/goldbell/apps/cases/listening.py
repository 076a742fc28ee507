"""What the room helps with while it listens: marks in the words, the five questions, what each transfer still allows.

A reckoning over what is typed: the page shows it after each pause, the report keeps the words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from goldbell.apps.cases.banks import bank_of, partners_issuers
from goldbell.apps.cases.contracts import TransferDraft
from goldbell.apps.cases.marks import ACCOUNT_KINDS, Piece, english, mark
from goldbell.apps.cases.typed import Reading, TypedReport, TypedTransfer
from goldbell.common.money import yuan_from_fen
from goldbell.common.ways import PaymentWay, Rescue, RescueAct, rescue
from goldbell.engine.text import Element, ReadText, read


@dataclass(frozen=True, slots=True)
class Question:
    """One of the five first questions. ``state``: done, doing (ask this now) or todo; ``focus``: where its answer goes."""

    number: int
    label: str
    state: str
    focus: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the transfers table: what could be read of it, what it still allows, what is wrong or missing."""

    number: int
    typed: TypedTransfer
    told: TransferDraft | None
    rescue: Rescue | None
    bank: str
    problems: tuple[str, ...]
    missing: str

    @property
    def act(self) -> str:
        """撤, 追 or 拦 in the reader's language, empty when nothing of the way's own can be done."""
        if self.rescue is None or self.rescue.act is None:
            return ""
        return self.rescue.act.label_en if english() else self.rescue.act.label_zh


@dataclass(frozen=True, slots=True)
class Allowed:
    """One cell of the strip under the table: a kind of way, and how much of the money it holds."""

    label: str
    fen: int
    open: bool


@dataclass(frozen=True, slots=True)
class Listening:
    """Everything the page says back. ``urgent``: the row that the next line is about, None when no money has left."""

    pieces: tuple[Piece, ...]
    questions: tuple[Question, ...]
    rows: tuple[Row, ...]
    strip: tuple[Allowed, ...]
    total_fen: int
    recall_fen: int
    chase_fen: int
    urgent: Row | None
    headline: str
    ask: str
    confirmed: int
    proposed: int
    offers: tuple[TypedTransfer, ...]
    told_text: ReadText = field(repr=False)

    @property
    def missing(self) -> int:
        """How many things have to be asked yet."""
        return sum(1 for row in self.rows if row.missing) + sum(1 for piece in self.pieces if piece.state == "ask")


def listen(typed: TypedReport, reading: Reading, now: datetime) -> Listening:
    """Reckon what the page says back at ``now``. Takes a few milliseconds for the words of one call."""
    told_text = read(
        typed.words, at=reading.report.received_at, issuers=partners_issuers(), undone=frozenset(typed.undone)
    )
    elements = told_text.elements
    rows = tuple(_row(number, row, reading, now) for number, row in enumerate(typed.transfers))
    told = [row for row in rows if row.told is not None]
    confirmed, rejected = set(typed.confirmed), set(typed.rejected)
    used = {row.told.to_account for row in rows if row.told is not None and row.told.to_name.strip()}
    used |= {row.told.from_account for row in rows if row.told is not None}
    nameless = {row.told.to_account for row in rows if row.told is not None} - used
    pieces = tuple(mark(told_text, confirmed=confirmed, rejected=rejected, undone=typed.undone, nameless=nameless))
    recall = sum(_fen(row) for row in told if row.rescue and row.rescue.act in (RescueAct.RECALL, RescueAct.INTERCEPT))
    total = sum(_fen(row) for row in told)
    return Listening(
        pieces=pieces,
        questions=_questions(typed, rows),
        rows=rows,
        strip=_strip(told),
        total_fen=total,
        recall_fen=recall,
        chase_fen=total - recall,
        urgent=_urgent(told),
        headline=_headline(typed, _urgent(told)),
        ask=_ask(typed, rows),
        confirmed=sum(1 for piece in pieces if piece.state == "sure"),
        proposed=sum(1 for piece in pieces if piece.kind and not piece.edit and piece.state != "sure"),
        offers=tuple(_offers(elements, rows, rejected)),
        told_text=told_text,
    )


def _row(number: int, typed: TypedTransfer, reading: Reading, now: datetime) -> Row:
    told = reading.rows[number]
    place = f"transfers.{number}."
    problems = () if typed.is_blank else tuple(text for key, text in reading.problems.items() if key.startswith(place))
    missing = ""
    if told is not None and not told.to_account:
        missing = _("问收款账号")
    elif told is not None and not told.to_name.strip():
        missing = _("问收款人叫什么")
    return Row(
        number=number,
        typed=typed,
        told=told,
        rescue=rescue(PaymentWay(told.way), told.paid_at, now) if told is not None else None,
        bank=typed.to_bank or (bank_of(told.to_account) if told is not None else ""),
        problems=problems,
        missing=missing,
    )


def _fen(row: Row) -> int:
    return row.told.amount_fen if row.told is not None else 0


def _urgent(told: list[Row]) -> Row | None:
    """The row to act on first: something can be done, and the most money; else simply the most money."""
    return max(told, key=lambda row: (row.rescue is not None and row.rescue.possible, _fen(row)), default=None)


def _headline(typed: TypedReport, urgent: Row | None) -> str:
    """The next act as verb and object."""
    if urgent is None or urgent.told is None:
        return _("还没有转账记录，先问钱") if typed.words or typed.moved == "no" else _("接通了，先问钱")
    facts = {
        "yuan": yuan_from_fen(urgent.told.amount_fen),
        "bank": urgent.bank or _("对方账户"),
        "tail": urgent.told.to_account[-4:] or "–",
    }
    if urgent.rescue is None or urgent.rescue.act is None:
        return _("追下游 %(yuan)s 元：%(bank)s (%(tail)s)") % facts
    if urgent.rescue.act is RescueAct.CHASE:
        return _("止付 %(yuan)s 元：%(bank)s (%(tail)s)") % facts
    if urgent.rescue.act is RescueAct.INTERCEPT:
        return _("拦下 %(yuan)s 元：%(bank)s (%(tail)s)") % facts
    return _("撤回 %(yuan)s 元：%(bank)s (%(tail)s)") % facts


def _strip(told: list[Row]) -> tuple[Allowed, ...]:
    groups = (
        (_("ATM 转账，24 小时内可撤"), (PaymentWay.ATM,)),
        (_("普通到账，2 小时内可撤"), (PaymentWay.ORDINARY,)),
        (_("次日到账"), (PaymentWay.NEXT_DAY,)),
        (_("POS、寄送，结算派送前可拦"), (PaymentWay.POS, PaymentWay.COURIER)),
        (
            _("实时到账等，只能追"),
            (PaymentWay.INSTANT, PaymentWay.CASH, PaymentWay.ECNY, PaymentWay.CRYPTO, PaymentWay.OTHER),
        ),
    )
    cells = []
    for label, ways in groups:
        rows = [row for row in told if row.told is not None and row.told.way in ways]
        usable = any(row.rescue is not None and row.rescue.possible for row in rows)
        cells.append(Allowed(label, sum(_fen(row) for row in rows), usable))
    return tuple(cells)


def _questions(typed: TypedReport, rows: tuple[Row, ...]) -> tuple[Question, ...]:
    """Has money left, when, how much, to whom, how: what is answered for every transfer counts as answered."""
    told = [row for row in rows if not row.typed.is_blank]
    none_left = typed.moved == "no"
    answered = (
        bool(told) or bool(typed.moved),
        none_left or (bool(told) and all(row.typed.paid_at for row in told)),
        none_left or (bool(told) and all(row.typed.amount for row in told)),
        none_left or (bool(told) and all(row.typed.to_account and row.typed.to_name for row in told)),
        none_left or (bool(told) and all(row.typed.way for row in told)),
    )
    labels = (_("钱转了吗"), _("什么时候"), _("多少"), _("给谁"), _("怎么转的"))
    names = ("moved", "paid_at", "amount", "to_account", "way")
    first_open = next((at for at, done in enumerate(answered) if not done), None)
    return tuple(
        Question(at + 1, labels[at], "done" if done else "doing" if at == first_open else "todo", names[at])
        for at, done in enumerate(answered)
    )


def _ask(typed: TypedReport, rows: tuple[Row, ...]) -> str:
    """The one sentence to say next into the phone."""
    for row in rows:
        if row.told is None or not row.missing:
            continue
        yuan = yuan_from_fen(row.told.amount_fen)
        if not row.told.to_account:
            return _("嘴上问：%(yuan)s 元转到了哪个账号？") % {"yuan": yuan}
        facts = {"bank": row.bank or _("对方账户"), "tail": row.told.to_account[-4:]}
        return _("嘴上问：%(bank)s (%(tail)s) 收款人叫什么？") % facts
    if not rows and typed.moved != "no":
        return _("嘴上问：钱转出去了吗？什么时候、多少、转给谁、怎么转的？")
    if not typed.balance.strip():
        return _("嘴上问：付款卡里还有多少？")
    return ""


def _offers(
    elements: Iterable[Element], rows: tuple[Row, ...], rejected: set[tuple[str, str]]
) -> Iterable[TypedTransfer]:
    """Transfers that the words speak of: each account with the last amount, time and way before it and the name behind it.

    Offered for the officer to take over, never written by itself; what the table already has is not offered again.
    """
    have = {(row.told.to_account, row.told.amount_fen) for row in rows if row.told is not None}
    found: dict[str, Element] = {}
    listed = [element for element in elements if (element.kind, element.value) not in rejected]
    for at, element in enumerate(listed):
        if element.kind not in ACCOUNT_KINDS:
            if element.qualifier != "at_least":  # 十几万 is no sum that a bank could match
                found[element.kind] = element
            continue
        if not element.value.isdigit():
            continue  # a masked number names no account
        amount, moment = found.get("amount"), found.get("datetime")
        found = {}
        if amount is None or (element.value, amount.fen) in have:
            continue
        follower = listed[at + 1] if at + 1 < len(listed) else None
        name = follower.value if follower and follower.kind == "person" and follower.start - element.end <= 8 else ""
        way = next((one.value for one in reversed(listed[:at]) if one.kind == "payment_way"), PaymentWay.INSTANT.value)
        paid = moment.moment if moment is not None else None
        yield TypedTransfer(
            paid_at=f"{timezone.localtime(paid):%Y-%m-%d %H:%M}" if paid is not None else "",
            amount=yuan_from_fen(amount.fen),
            way=way,
            to_account=element.value,
            to_name=name,
            to_bank=bank_of(element.value),
        )
