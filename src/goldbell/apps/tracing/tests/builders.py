"""Cases with statements for tests: the kit's evening, and small statements written here."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO, Final

from goldbell.apps.cases.contracts import TransferDraft
from goldbell.apps.cases.models import Case
from goldbell.apps.cases.tests.builders import make_case
from goldbell.apps.identity import scope
from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.tests.builders import District, actor, make_district
from goldbell.apps.tracing import services
from goldbell.apps.tracing.models import StatementFile
from goldbell.common.actors import Actor
from goldbell.common.moments import SHANGHAI
from goldbell.common.money import fen_from_yuan

KIT: Final = Path(__file__).parents[5] / "tests" / "kit"
_WAYS: Final = {"手机银行实时": "instant", "ATM转账": "atm", "网银普通到账": "ordinary"}

VICTIM: Final = "6217000000002051"
MULE: Final = "6230581022749036"
SECOND: Final = "6222020044609013"
UNSEEN: Final = "6239991699774014"
HEADINGS: Final = (
    "交易卡号", "交易户名", "交易时间", "交易金额", "交易余额", "收付标志", "交易对手账卡号", "对手户名", "现金标志",
    "交易流水号", "摘要说明",
)  # fmt: skip


@dataclass
class World:
    """A district, a station's detective who owns the case, an analyst of the centre, and an evening's moment."""

    district: District = field(default_factory=make_district)
    now: datetime = field(default_factory=lambda: datetime(2026, 11, 21, 17, 40, tzinfo=UTC))

    def __post_init__(self) -> None:
        self.owner = actor(Role.STATION, Role.DETECTIVE, unit=self.district.stations[0])
        self.other = actor(Role.STATION, Role.DETECTIVE, unit=self.district.stations[2])
        self.analyst = actor(Role.ANALYST, unit=self.district.centre)

    def case(self, *transfers: TransferDraft, now: datetime | None = None) -> Case:
        """A case with these transfers."""
        with scope.acting(self.owner):
            more = {"transfers": transfers} if transfers else {}
            return make_case(self.owner, now or self.now, **more)

    def hand_in(self, case: Case, *files: tuple[str, bytes], by: Actor | None = None) -> list[StatementFile]:
        """Files handed in by the analyst."""
        with scope.acting(by or self.analyst) as who:
            return services.hand_in(by=who, now=self.now, case_id=case.pk, files=opened(files))

    def at(self, minutes: float) -> datetime:
        """So many minutes before now."""
        return self.now - timedelta(minutes=minutes)


def opened(files: Iterable[tuple[str, bytes]]) -> list[tuple[str, BinaryIO]]:
    return [(name, io.BytesIO(content)) for name, content in files]


def told(
    world: World, *, minutes: float = 20, fen: int = 98_200_00, way: str = "instant", to: str = MULE
) -> TransferDraft:
    """One transfer of the victim to the mule."""
    return TransferDraft(
        paid_at=world.at(minutes), amount_fen=fen, way=way, from_account=VICTIM, to_account=to, to_name="何玉山"
    )


def row(
    world: World, card: str, minutes: float, yuan: str, balance: str, way: str, other: str = "", **more: str
) -> dict[str, str]:
    """One line of a bank's answer. ``way``: 进 or 出."""
    local = world.at(minutes).astimezone(SHANGHAI)
    return {
        "交易卡号": card, "交易户名": "何玉山" if card == MULE else "陈一宁", "交易时间": f"{local:%Y-%m-%d %H:%M:%S}",
        "交易金额": yuan, "交易余额": balance, "收付标志": way, "交易对手账卡号": other,
    } | more  # fmt: skip


def statement(rows: Iterable[Mapping[str, str]], *, encoding: str = "utf-8-sig") -> bytes:
    """A bank's answer as a file."""
    target = io.StringIO()
    lines = csv.DictWriter(target, HEADINGS, restval="", lineterminator="\r\n")
    lines.writeheader()
    lines.writerows(rows)
    return target.getvalue().encode(encoding)


def mule_statement(world: World) -> bytes:
    """98,200 came 20 minutes ago; 30,000 went to an account without a statement, 8,200 in cash; 60,000 are there."""
    return statement(
        [
            row(world, MULE, 20, "98200.00", "98200.00", "进", VICTIM),
            row(world, MULE, 15, "30000.00", "68200.00", "出", UNSEEN),
            row(world, MULE, 12, "8200.00", "60000.00", "出", 现金标志="现金", 摘要说明="ATM取现"),
        ]
    )


def kit_files() -> list[tuple[str, bytes]]:
    """The kit's statements, the repeated one included."""
    return [(one.name, one.read_bytes()) for one in sorted((KIT / "statements").iterdir())]


def kit_transfers() -> list[TransferDraft]:
    """All payments of the kit, as transfers of one case."""
    with (KIT / "payments.csv").open(encoding="utf-8") as lines:
        return [
            TransferDraft(
                paid_at=datetime.fromisoformat(one["paid_at"]),
                amount_fen=fen_from_yuan(one["amount_yuan"]),
                way=_WAYS[one["way"]],
                from_account=one["from_account"],
                to_account=one["to_account"],
            )
            for one in csv.DictReader(lines)
        ]


def kit_truth() -> dict[str, Any]:
    """What the kit says is true."""
    found: dict[str, Any] = json.loads((KIT / "truth.json").read_text(encoding="utf-8"))
    return found
