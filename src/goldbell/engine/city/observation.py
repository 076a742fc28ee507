"""What the centre sees and when (所见): reports, and the statements that institutions give late, partly or never."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Final

import numpy as np

from goldbell.engine.city import names
from goldbell.engine.city.crime import Incident, Intended
from goldbell.engine.city.living import City
from goldbell.engine.city.ordinary import NOTES
from goldbell.engine.city.streams import stream
from goldbell.engine.city.words import Told, words_of
from goldbell.engine.city.world import CASH, MULE, PERSON

#: number, payment, fen that moved or will
_Told = list[tuple[int, Intended, int]]
#: Shares of statements, at mess 1: never given; given up to some day only; rows missing; rows given twice.
NEVER, PARTLY, MISSING, TWICE = 0.12, 0.1, 0.01, 0.02
#: Hours from the report to the statement, median, at mess 1.
ANSWER_HOURS: Final = 6


@dataclass(frozen=True, slots=True)
class SeenPayment:
    """A payment as the report tells it; ``number`` is the truth's, for who keeps score."""

    number: int
    paid_at: datetime
    settles_at: datetime
    from_account: str
    to_account: str
    to_name: str
    fen: int
    way: str


@dataclass(frozen=True, slots=True)
class SeenReport:
    """A report as it reaches the centre. Holds nothing that only the city knows, but for ``incident``."""

    report_no: str
    incident: int
    received_at: datetime
    station: int
    name: str
    phone: str
    address: str
    words: str
    payments: tuple[SeenPayment, ...]


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One movement as one account's bank writes it: the contract that layouts are written from."""

    account: str
    holder: str
    other_identity: str
    at: datetime
    fen: int
    balance_fen: int
    inward: bool
    other_account: str
    other_name: str
    other_bank: str
    serial: str
    note: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One account's statement: when it was asked for and came (None: never), and its rows in order."""

    account: int
    bank: int
    asked_at: datetime
    given_at: datetime | None
    whole: bool
    rows: tuple[StatementRow, ...]


def reports(city: City) -> tuple[SeenReport, ...]:
    """Every report made within the city's days, in order of time; payments still under way are told too."""
    booked = {int(row["origin"]): int(row["fen"]) for row in city.movements if row["origin"] >= 0}
    made: list[tuple[int, Incident, _Told]] = []
    for incident in city.incidents:
        if incident.reported_s is None or incident.reported_s >= city.plan.ends_at_s:
            continue
        first = city.first_payment[incident.number]
        told: _Told = []
        for number, payment in enumerate(incident.payments, first):
            under_way = payment.settles_s >= city.plan.ends_at_s
            if number in booked or under_way:
                told.append((number, payment, payment.fen if under_way else booked[number]))
        if told:
            made.append((incident.reported_s, incident, told))
    made.sort(key=lambda one: (one[0], one[1].number))
    return tuple(_report(city, place, *one) for place, one in enumerate(made, 1))


def _report(city: City, place: int, at_s: int, incident: Incident, told: _Told) -> SeenReport:
    world, plan = city.world, city.plan
    payments = []
    said: list[Told] = []
    person = incident.victim
    for number, payment, fen in told:
        payee = city.payees[number]
        payments.append(
            SeenPayment(
                number, plan.moment(payment.paid_s), plan.moment(payment.settles_s), world.number(person + 1),
                world.number(payee), world.holder(payee), fen, payment.way,
            )
        )  # fmt: skip
        said.append((payment.paid_s, fen, payment.way, world.number(payee), world.holder(payee)))
    rng = Random(f"{plan.seed}/words/{incident.number}")  # noqa: S311  # repeatable words are wanted, not secrecy
    return SeenReport(
        f"R{place:05d}", incident.number, plan.moment(at_s), int(world.people[person]["station"]),
        world.holder(person + 1), world.phone(person), world.address(person), words_of(plan, incident.code, said, rng),
        tuple(payments),
    )  # fmt: skip


def statements(city: City, seen: tuple[SeenReport, ...]) -> tuple[Statement, ...]:
    """The statements asked for because of the reports: of every mule that their scam's money was meant to touch."""
    asked: dict[int, datetime] = {}
    for report in seen:
        for account in city.touched[report.incident]:
            if city.world.accounts[account]["kind"] == MULE:
                # Asked again with each report; the last answer holds what the earlier ones held.
                asked[account] = report.received_at
    books: dict[int, list[int]] = defaultdict(list)
    for place, (payer, payee) in enumerate(
        zip(city.movements["payer"].tolist(), city.movements["payee"].tolist(), strict=True)
    ):
        for account in {payer, payee} & asked.keys():
            books[account].append(place)
    return tuple(_statement(city, account, asked[account], books[account]) for account in sorted(asked))


def _statement(city: City, account: int, asked_at: datetime, places: list[int]) -> Statement:
    plan = city.plan
    rng = stream(plan.seed, "statement", account)
    never, partly = rng.random() < NEVER * plan.mess, rng.random() < PARTLY * plan.mess
    hours = float(rng.lognormal(math.log(ANSWER_HOURS), 1.3))
    ends = plan.moment(plan.ends_at_s - 1)
    given_s = (asked_at - plan.moment(0)).total_seconds() + hours * 3600
    given_at = None if never else plan.moment(int(given_s)) if plan.mess else ends
    until = ends if given_at is None or not plan.mess else min(ends, given_at)
    if partly:
        until = plan.moment(int((until - plan.moment(0)).total_seconds() * rng.uniform(0.3, 0.95)))
    rows: list[StatementRow] = []
    lost, twice = rng.random(len(places)) < MISSING * plan.mess, rng.random(len(places)) < TWICE * plan.mess
    for place, missing, double in zip(places, lost, twice, strict=True):
        row = _row(city, account, place)
        if row.at <= until and not missing:
            rows += [row, row] if double else [row]
    whole = not never and not partly and not bool(np.any(lost)) and until == ends
    return Statement(account, int(city.world.accounts[account]["bank"]), asked_at, given_at, whole, tuple(rows))


def _row(city: City, account: int, place: int) -> StatementRow:
    world, row = city.world, city.movements[place]
    inward = int(row["payee"]) == account
    other = int(row["payer"] if inward else row["payee"])
    identity = world.identity(other - 1) if world.accounts[other]["kind"] == PERSON else ""
    return StatementRow(
        world.number(account), world.holder(account), identity, city.plan.moment(int(row["at_s"])), int(row["fen"]),
        int(row["payee_left" if inward else "payer_left"]), inward, world.number(other), world.holder(other),
        world.bank(other), f"{int(row['serial']):012d}", NOTES[int(row["note"])] if other != CASH else NOTES[6],
    )  # fmt: skip


def layout_of(bank: int) -> str:
    """In which layout an institution answers; codes of ``adapters.statements``."""
    return "alipay_record" if bank == names.WALLET_BANK else "ccb_workbook" if bank == 3 else "police_34"
