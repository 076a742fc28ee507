"""The shipped code table of scam types (案别): 13 main types as the national platform sorts cases, and their kinds.

A later meaning is a new row with a higher version and a later first day, never an edit of these.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.db.models import Q, QuerySet

from goldbell.apps.cases.failures import UnknownScamType
from goldbell.common.moments import SHANGHAI

if TYPE_CHECKING:
    from goldbell.apps.cases.models import ScamType

VALID_FROM: Final = date(2023, 1, 1)
#: (code, parent, Chinese, English), in the order in which officers meet them.
SHIPPED: Final[tuple[tuple[str, str, str, str], ...]] = (
    ("task_rebate", "", "刷单返利", "Paid-task rebate"),
    ("fake_investment", "", "虚假网络投资理财", "Fake online investment"),
    ("fake_shopping", "", "虚假购物服务", "Fake shopping or service"),
    ("fake_customer_service", "", "冒充电商物流客服", "Posing as shop or courier service"),
    ("fake_loan", "", "贷款、代办信用卡", "Loan or credit card for a fee"),
    ("fake_credit", "", "虚假征信", "False credit record"),
    ("fake_acquaintance", "", "冒充领导熟人", "Posing as a superior or friend"),
    ("fake_authority", "", "冒充公检法及政府机关", "Posing as police, court or government"),
    ("romance", "", "网络婚恋交友（非投资理财）", "Online romance (no investment)"),
    ("game_trade", "", "网络游戏产品虚假交易", "False trade of game goods"),
    ("fake_military", "", "冒充军警购物", "Posing as army or police buyer"),
    ("black_industry", "", "网黑案件", "Services for scammers"),
    ("other", "", "其他", "Other"),
    ("fake_customer_service.refund", "fake_customer_service", "退款理赔", "Refund or compensation"),
    (
        "fake_customer_service.insurance",
        "fake_customer_service",
        "百万保障、会员扣费",
        "Cancelling an insurance or membership",
    ),
    ("black_industry.accounts", "black_industry", "租售账户、银行卡", "Renting or selling accounts and cards"),
    ("black_industry.score_running", "black_industry", "跑分", "Score-running"),
    ("black_industry.phone_relay", "black_industry", "手机口", "Phone-pair relay"),
    ("black_industry.code_receiving", "black_industry", "接码", "Receiving codes for others"),
    ("black_industry.personal_records", "black_industry", "贩卖个人信息", "Personal data for sale"),
    ("black_industry.diversion", "black_industry", "引流", "Leading people to scammers"),
    ("other.sextortion", "other", "裸聊敲诈", "Sextortion"),
    ("other.phishing", "other", "ETC、医保、补贴钓鱼", "Toll, insurance or subsidy phishing"),
    ("other.prize", "other", "中奖", "Prize"),
    ("other.ticket_change", "other", "机票改签", "Flight change"),
)


def fill(**_: object) -> None:
    """After each migration: write the shipped rows that are not there yet; safe to run again."""
    from goldbell.apps.cases.models import ScamType

    ScamType.objects.bulk_create(
        (
            ScamType(
                code=code,
                parent_code=parent,
                label_zh=zh,
                label_en=en,
                version=1,
                valid_from=VALID_FROM,
                position=position,
            )
            for position, (code, parent, zh, en) in enumerate(SHIPPED)
        ),
        ignore_conflicts=True,
    )


def check_type(code: str, at: datetime) -> int | None:
    """The version of a code that is in force at ``at``, None for an empty code. Raises UnknownScamType."""
    if not code:
        return None
    row = in_force(at.astimezone(SHANGHAI).date()).filter(code=code).order_by("-version").first()
    if row is None:
        raise UnknownScamType("类型表里那一天没有这个类型，没有存下。请重新选择")
    return row.version


def in_force(on: date) -> QuerySet[ScamType]:
    """The code table as it was on a day."""
    from goldbell.apps.cases.models import ScamType

    return ScamType.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on), valid_from__lte=on)
