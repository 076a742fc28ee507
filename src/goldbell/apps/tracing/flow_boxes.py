"""The boxes of the flow drawing: accounts, cash, what has not arrived, and the folded rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from goldbell.apps.tracing.contracts import PendingMoney, TracedAccount
from goldbell.common.money import yuan_from_fen
from goldbell.web.glyphs import state_of


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch of the bar in a box."""

    fill: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Box:
    """One account (or the payer, cash, what waits, the folded rest). ``place``: its index in ``view.accounts``."""

    key: str
    column: int
    title: str
    fen: int
    note: str
    state: str
    kind: str
    fills: tuple[tuple[str, int], ...]
    place: int | None = None
    x: int = 0
    y: float = 0
    width: int = 158
    bars: tuple[Bar, ...] = ()

    @property
    def shape(self) -> SafeString:
        """The glyph of its state; none for the payer."""
        return mark_safe(state_of(self.state).shape) if self.state else SafeString("")  # noqa: S308 our own table

    @property
    def word(self) -> str:
        """The state in words, for those who cannot see the shape."""
        return str(state_of(self.state).word) if self.state else ""

    @property
    def short(self) -> str:
        """The title, cut to the box."""
        room, kept = float(self.width - (34 if self.state else 16)), ""
        if sum(_wide(sign) for sign in self.title) <= room:
            return self.title
        tail = self.title[self.title.rfind(" (") :] if " (" in self.title else ""
        room -= sum(_wide(sign) for sign in f"…{tail}")
        for sign in self.title.removesuffix(tail):
            room -= _wide(sign)
            if room < 0:
                break
            kept += sign
        return f"{kept}…{tail}"

    @property
    def title_x(self) -> float:
        """Behind the glyph, where there is one."""
        return self.x + (26 if self.state else 8)

    @property
    def title_y(self) -> float:
        """The base line of the title."""
        return self.y + 19

    @property
    def right_x(self) -> int:
        """Where text at the right edge ends."""
        return self.x + self.width - 7

    @property
    def glyph_y(self) -> float:
        """The top of the glyph."""
        return self.y + 7

    @property
    def sum_y(self) -> float:
        """The base line of the sum."""
        return self.y + 38

    @property
    def bar_y(self) -> float:
        """The top of the bar."""
        return self.y + 46

    @property
    def yuan(self) -> str:
        """The sum, without fen where there are none."""
        return yuan_from_fen(self.fen).removesuffix(".00")


def _wide(sign: str) -> float:
    """How wide a sign is at 12 px, near enough."""
    return 12.0 if ord(sign) > 0x2E80 else 6.8


def account_box(place: int, one: TracedAccount, top: int) -> Box:
    """An account; the one that holds the most (``top``) stands out, one without a statement is dashed."""
    unseen = not one.has_statement
    state = _state(one)
    kind = "node-gap" if unseen else "node-at" if one.held_fen and one.held_fen == top else ""
    fills = (
        ("held", one.held_fen), ("cashed", one.cashed_fen), ("unseen", one.out_of_sight_fen), ("left", one.passed_on_fen),
    )  # fmt: skip
    note = _("无流水") if unseen else one.holder_masked
    return Box(one.account_no, one.tier, one.masked, one.received_fen, note, state, kind, fills, place)


def _state(one: TracedAccount) -> str:
    if one.held_fen:
        return "held"
    if not one.has_statement:
        return "unseen"
    largest = max(one.cashed_fen, one.out_of_sight_fen, one.passed_on_fen)
    if largest == one.passed_on_fen:
        return "left"
    return "cashed" if largest == one.cashed_fen else "unseen"


def cash_box(one: TracedAccount) -> Box:
    """The cash that was taken from an account."""
    fills = (("cashed", one.cashed_fen),)
    return Box(
        cash_key(one.account_no),
        one.tier + 1,
        _("取现"),
        one.cashed_fen,
        f"({one.account_no[-4:]})",
        "cashed",
        "",
        fills,
    )


def cash_key(account: str) -> str:
    """The key of an account's cash box."""
    return f"\x00cash {account}"


def pending_box(number: int, one: PendingMoney) -> Box:
    """A transfer that has not arrived, or was not made yet at the moment of the trace."""
    fills = (("pending", one.fen),)
    note = _("未到账") if one.until else _("当时未付")
    return Box(f"\x00pending {number}", 1, one.masked, one.fen, note, "pending", "node-fold", fills)


def rest_box(key: str, column: int, rest: Sequence[Box]) -> Box:
    """The small ones of a column as one box, with their sums."""
    sums: dict[str, int] = defaultdict(int)
    for box in rest:
        for fill, fen in box.fills:
            sums[fill] += fen
    most = max(sums.values(), default=0)
    state = next((fill for fill in ("held", "unseen", "cashed", "left", "pending") if sums[fill] == most), "left")
    title = _("其余 %(count)s 户") % {"count": len(rest)}
    largest = _("每户至多 %(yuan)s") % {"yuan": f"{max(box.fen for box in rest) // 100:,}"}
    return Box(key, column, title, sum(box.fen for box in rest), largest, state, "node-fold", tuple(sums.items()))
