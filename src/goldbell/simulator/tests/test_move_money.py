"""The bank's book: money is neither made nor lost, what is held stays, and only what matches is held."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from goldbell.adapters.messages.contracts import RefusalCode, StopAnswer, StopOutcome, StopRequest
from goldbell.simulator import ledger
from goldbell.simulator.book import BadBook, add_to_book, read_book
from goldbell.simulator.faults import BadScript, Delay, Script, read_script
from goldbell.simulator.store import open_store, ticks, writing
from goldbell.simulator.tests.builders import MULE, SECOND, VICTIM, book, line, order

NOON = datetime(2026, 3, 4, 4, 0, tzinfo=UTC)


@pytest.fixture
def store() -> Iterator[sqlite3.Connection]:
    opened = open_store(":memory:")
    yield opened
    opened.close()


def load(store: sqlite3.Connection, contents: dict[str, Any]) -> sqlite3.Connection:
    add_to_book(store, read_book(json.dumps(contents)))
    return store


def stop(
    store: sqlite3.Connection, request: StopRequest, now: datetime = NOON, *, bank_code: str = "bank-a"
) -> StopAnswer:
    with writing(store):
        (request_id,) = store.execute(
            "INSERT INTO requests (bank_code, message_id, order_no, body_digest, body, sender, turn, received_at,"
            " decide_at, state) VALUES (?, '', ?, '', '', '', 1, 0, 0, 'received') RETURNING id",
            (bank_code, request.order_no),
        ).fetchone()
        return ledger.stop(
            store,
            request,
            request_id=request_id,
            bank_code=bank_code,
            now=now,
            match_within=timedelta(seconds=120),
        )


def balance(store: sqlite3.Connection, account_no: str) -> int:
    row = store.execute("SELECT balance_fen FROM accounts WHERE account_no = ?", (account_no,)).fetchone()
    return int(row[0])


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"account_name": "马某"}, RefusalCode.NAME_MISMATCH),
        ({"account_name": "马"}, RefusalCode.NAME_MISMATCH),
        ({"account_no": MULE[:-1]}, RefusalCode.NO_SUCH_ACCOUNT),
        ({"account_no": SECOND}, RefusalCode.NO_SUCH_ACCOUNT),
        ({"bank_code": "bank-b"}, RefusalCode.NO_SUCH_ACCOUNT),
        ({"transfer_amount_fen": 9_999_999}, RefusalCode.AMOUNT_MISMATCH),
        ({"transferred_at": NOON - timedelta(minutes=10, seconds=121)}, RefusalCode.TIME_MISMATCH),
        ({"transferred_at": NOON - timedelta(minutes=7, seconds=59)}, RefusalCode.TIME_MISMATCH),
        ({"transferred_at": NOON - timedelta(days=9), "transfer_amount_fen": 5}, RefusalCode.NO_SUCH_TRANSFER),
        ({"currency": "USD"}, RefusalCode.NOT_ACCEPTED),
    ],
)
def test_a_field_that_does_not_match_stops_nothing(
    store: sqlite3.Connection, changes: dict[str, Any], code: RefusalCode
) -> None:
    load(store, book(NOON))
    answer = stop(store, order(NOON, **changes))
    assert (answer.outcome, answer.refusal_code, answer.held_fen) == (StopOutcome.REFUSED, code, 0)
    assert answer.refusal_reason
    assert store.execute("SELECT count(*) FROM executions").fetchone()[0] == 0


@pytest.mark.parametrize("seconds", [-120, 0, 120])
def test_the_time_may_be_off_as_far_as_agreed(store: sqlite3.Connection, seconds: int) -> None:
    load(store, book(NOON))
    at = NOON - timedelta(minutes=10) + timedelta(seconds=seconds)
    assert stop(store, order(NOON, transferred_at=at)).outcome is StopOutcome.EXECUTED


def test_it_holds_what_is_asked_or_what_is_there(store: sqlite3.Connection) -> None:
    load(store, book(NOON))
    first = stop(store, order(NOON, ask_fen=6_000_000))
    second = stop(store, order(NOON, ask_fen=6_000_000))
    assert (first.held_fen, second.held_fen, second.balance_fen) == (6_000_000, 1_000_000, 7_000_000)


def test_the_third_stop_is_refused_and_nothing_free_does_not_spend_the_second(store: sqlite3.Connection) -> None:
    load(store, book(NOON))
    assert stop(store, order(NOON, ask_fen=9_000_000)).held_fen == 7_000_000
    assert stop(store, order(NOON)).refusal_code is RefusalCode.ALREADY_FROZEN
    later = NOON + timedelta(hours=48)
    # Held to the last microsecond, free on the hour, without anybody doing anything.
    almost = stop(store, order(NOON), later - timedelta(microseconds=1))
    assert almost.refusal_code is RefusalCode.ALREADY_FROZEN
    second = stop(store, order(NOON), later)
    assert (second.held_fen, second.expires_at) == (5_000_000, later + timedelta(hours=48))
    third = stop(store, order(NOON), later + timedelta(days=30))
    assert third.refusal_code is RefusalCode.THIRD_STOP


def test_a_frozen_account_is_refused_and_pays_nobody(store: sqlite3.Connection) -> None:
    contents = book(NOON, extra=[line(NOON + timedelta(minutes=1), "out", 1, SECOND)])
    contents["accounts"][0]["frozen_at"] = NOON.isoformat()
    load(store, contents)
    later = NOON + timedelta(minutes=2)
    assert stop(store, order(NOON), later).refusal_code is RefusalCode.ALREADY_FROZEN
    # What had left before the freeze had left.
    assert (balance(store, MULE), balance(store, SECOND)) == (7_000_000, 3_000_500)


def test_a_late_stop_catches_less_and_an_early_one_blocks_what_was_to_come(store: sqlite3.Connection) -> None:
    leaves = line(NOON + timedelta(minutes=2), "out", 6_500_000, SECOND, "王五", "bank-b")
    late = load(open_store(":memory:"), book(NOON, extra=[leaves]))
    answer = stop(late, order(NOON, ask_fen=7_000_000), NOON + timedelta(minutes=2))
    assert (answer.held_fen, [onward.amount_fen for onward in answer.onward]) == (500_000, [3_000_000, 6_500_000])
    assert balance(late, SECOND) == 9_500_500
    late.close()

    load(store, book(NOON, extra=[leaves]))
    assert stop(store, order(NOON, ask_fen=7_000_000), NOON + timedelta(minutes=1)).held_fen == 7_000_000
    with writing(store):
        ledger.advance(store, NOON + timedelta(days=3))
    # Blocked at both ends, and for good: the hold's end does not send it on.
    assert (balance(store, MULE), balance(store, SECOND)) == (7_000_000, 3_000_500)


def test_only_what_left_after_the_victims_money_came_is_told(store: sqlite3.Connection) -> None:
    contents = book(NOON)
    came = NOON - timedelta(minutes=10)
    contents["accounts"][0]["movements"] += [
        line(came - timedelta(minutes=2), "in", 100, VICTIM),
        line(came - timedelta(minutes=1), "out", 100, SECOND),
        *(line(came + timedelta(seconds=n), "out", 1, "") for n in range(1, 251)),
    ]
    load(store, contents)
    answer = stop(store, order(NOON))
    assert (len(answer.onward), answer.onward_omitted) == (200, 51)
    assert all(onward.at > came for onward in answer.onward)


def test_a_transfer_listed_at_both_ends_is_one_and_two_equal_ones_are_two(store: sqlite3.Connection) -> None:
    contents = book(NOON)
    came = NOON - timedelta(minutes=5)
    twice = line(came, "out", 3_000_000, SECOND, "王五", "bank-b")
    contents["accounts"][0]["movements"].append(twice)
    contents["accounts"][1]["movements"] = [line(came, "in", 3_000_000, MULE, "马䶮", "bank-a")] * 2
    load(store, contents)
    with writing(store):
        ledger.advance(store, NOON)
    assert (balance(store, MULE), balance(store, SECOND)) == (4_000_000, 6_000_500)


@pytest.mark.parametrize(
    "change",
    [
        lambda told: told.update(version=2),
        lambda told: told.update(secrets=[]),
        lambda told: told["accounts"][0].update(opening_fen=-1),
        lambda told: told["accounts"][0].update(opening_fen=1.5),
        lambda told: told["accounts"][0].update(bank_code="bank-x"),
        lambda told: told["accounts"][0].update(movements=None),
        lambda told: told["accounts"][0].update(holder="张三\u202e"),
        lambda told: told["accounts"].append(told["accounts"][0]),
        lambda told: told["accounts"][0]["movements"].append(line(NOON, "out", 5, MULE)),
        lambda told: told["accounts"][0]["movements"].append(line(NOON, "out", 8_000_000, SECOND)),
        lambda told: told["accounts"][0]["movements"][0].update(at="2026-03-04T12:00:00"),
        lambda told: told["accounts"][0]["movements"][0].update(amount_fen=10**15),
        lambda told: told["accounts"][0]["movements"][0].update(direction="进"),
    ],
)
def test_a_book_that_cannot_be_right_is_refused_whole(
    store: sqlite3.Connection, change: Callable[[dict[str, Any]], None]
) -> None:
    contents = book(NOON)
    change(contents)
    with pytest.raises(BadBook):
        load(store, contents)
    for table in ("accounts", "partners", "transfers"):
        assert store.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0


@pytest.mark.parametrize(
    "faults",
    [
        {"unknown": 1},
        {"refuse_share": -0.1},
        {"refuse_share": True},
        {"refuse_share": "0.1"},
        {"drop_share": 0.6, "error_500_share": 0.6},
        {"decide_seconds": {"uniform": [2, 1]}},
        {"decide_seconds": {"uniform": [1]}},
        {"decide_seconds": float("inf")},
        {"decide_seconds": {"median": 1}},
        {"down": [{"from": 1}]},
        {"down": {"from": 1, "to": 2}},
    ],
)
def test_a_script_that_cannot_be_right_is_refused(faults: dict[str, Any]) -> None:
    with pytest.raises(BadScript):
        read_script(json.dumps({"partners": {"bank-a": faults}}), seed=1)


def test_faults_come_in_the_shares_and_delays_that_were_asked() -> None:
    script = Script(seed=3)
    drawn = [script.happens(0.2, "bank-a", f"n{n}", 1, "refuse") for n in range(5000)]
    assert 0.18 < sum(drawn) / len(drawn) < 0.22
    waits = sorted(Delay(median=20.0, sigma=0.8).seconds(script.share("a", f"n{n}", 1, "x")) for n in range(2001))
    assert 18 < waits[1000] < 22
    assert waits[-1] > 60
    uniform = Delay(1.0, 2.0)
    assert all(1 <= uniform.seconds(script.share("a", f"n{n}", 1, "x")) < 2 for n in range(500))


ACCOUNTS = [f"62220000000{place}" for place in range(4)]


class BookKeeping(RuleBasedStateMachine):
    """Accounts that pay each other, cash and strangers, while orders come at any moment."""

    def __init__(self) -> None:
        super().__init__()
        self.store = open_store(":memory:")
        self.now = NOON
        self.inward: list[tuple[str, int, datetime]] = []

    @initialize(
        moves=st.lists(
            st.tuples(
                st.sampled_from([*ACCOUNTS, "stranger", ""]),
                st.sampled_from(ACCOUNTS),
                st.integers(1, 1000),
                st.integers(0, 5 * 24 * 60),
                st.booleans(),
            ),
            max_size=40,
        ),
    )
    def open_book(self, moves: list[tuple[str, str, int, int, bool]]) -> None:
        accounts: dict[str, list[dict[str, Any]]] = {number: [] for number in ACCOUNTS}
        for other, own, fen, minutes, inward in moves:
            if other == own:
                continue
            at = NOON + timedelta(minutes=minutes)
            accounts[own].append(line(at, "in" if inward else "out", fen, other))
            if inward:
                self.inward.append((own, fen, at))
        entries = [
            {"bank_code": "bank-a", "account_no": number, "holder": "某甲", "movements": accounts[number]}
            for number in ACCOUNTS
        ]
        partners = [{"code": "bank-a", "name_zh": "甲行", "name_en": "A", "deduplicates": True}]
        load(self.store, {"partners": partners, "accounts": entries})

    @rule(minutes=st.integers(0, 3 * 24 * 60))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        with writing(self.store):
            ledger.advance(self.store, self.now)

    @precondition(lambda self: self.inward)
    @rule(which=st.integers(0), ask=st.integers(1, 3000))
    def order_arrives(self, which: int, ask: int) -> None:
        account, fen, at = self.inward[which % len(self.inward)]
        if at > self.now:
            return
        request = order(
            self.now,
            account_no=account,
            account_name="某甲",
            transfer_amount_fen=fen,
            transferred_at=at,
            ask_fen=ask,
        )
        before = ledger.held_fen(self.store, account, ticks(self.now))
        answer = stop(self.store, request, self.now)
        after = ledger.held_fen(self.store, account, ticks(self.now))
        assert after - before == answer.held_fen <= ask

    @invariant()
    def no_fen_is_made_or_lost(self) -> None:
        opening, balances = self.store.execute(
            "SELECT coalesce(sum(opening_fen), 0), coalesce(sum(balance_fen), 0) FROM accounts"
        ).fetchone()
        inside = "SELECT account_no FROM accounts"
        (came,) = self.store.execute(
            "SELECT coalesce(sum(amount_fen * ((to_account IN ("
            + inside
            + ")) - (from_account IN ("
            + inside
            + ")))), 0)"
            " FROM transfers WHERE state = 'done'"
        ).fetchone()
        assert balances == opening + came

    @invariant()
    def what_is_held_is_there_and_no_account_is_stopped_thrice(self) -> None:
        for row in self.store.execute("SELECT account_no, balance_fen FROM accounts").fetchall():
            assert ledger.held_fen(self.store, row["account_no"], ticks(self.now)) <= row["balance_fen"]
        counts = self.store.execute("SELECT count(*) AS stops FROM executions GROUP BY account_no").fetchall()
        assert all(row["stops"] <= 2 for row in counts)

    def teardown(self) -> None:
        self.store.close()


TestBookKeeping = BookKeeping.TestCase
TestBookKeeping.settings = settings(max_examples=60, stateful_step_count=20, deadline=None)
