"""One try: speak to the partner outside any transaction, and say plainly how it ended."""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from goldbell.adapters.messages import format_named
from goldbell.adapters.messages.contracts import Ack, Body, Envelope, StatusAnswer, StatusQuery
from goldbell.apps.exchange import outbound
from goldbell.apps.exchange.bodies import opened_body
from goldbell.apps.exchange.contracts import TERMS, Outcome, Step
from goldbell.apps.exchange.models import Partner
from goldbell.apps.exchange.own_key import signing_key
from goldbell.apps.exchange.services.claiming import Claim
from goldbell.apps.exchange.services.trust import known_keys
from goldbell.apps.identity.scope import everything
from goldbell.common.crash_points import reach
from goldbell.common.errors import GoldbellError

#: Answers that say "not now" rather than "no".
_BUSY = frozenset({408, 425, 429})


@dataclass(frozen=True, slots=True)
class Tried:
    """How one try ended. ``heard``: the partner's verified answer, with the bytes and headers it came in."""

    outcome: Outcome
    ms: int
    http_status: int | None = None
    code: str = ""
    sent_sha256: str = ""
    heard: Envelope | None = None
    raw: outbound.Heard | None = None

    @property
    def may_have_arrived(self) -> bool:
        """Whether the partner may have the message although we cannot be sure."""
        return self.outcome in {Outcome.SILENT, Outcome.BUSY, Outcome.UNREADABLE}


def speak(claim: Claim, now: datetime) -> Tried:
    """Send the message, or ask what became of it. Never raises an expected failure: it is in the outcome."""
    began = time.monotonic()
    try:
        message_id, body = _what_to_say(claim)
    except GoldbellError as error:  # the case's key was destroyed, or the sealed body was damaged
        return Tried(Outcome.WITHHELD, 0, code=error.code)
    envelope = Envelope(
        message_id=message_id,
        sender=claim.partner.our_code,
        receiver=claim.partner.code,
        sent_at=now,
        correlation_id=None,
        body=body,
    )
    language = format_named(claim.partner.message_format)
    signed = language.encode(envelope, signing_key(claim.partner.our_code))
    sha256 = hashlib.sha256(signed.content).hexdigest()
    reach("exchange.before_send")
    try:
        raw = outbound.post(claim.partner, claim.step, signed.content, signed.headers)
    except outbound.Silent as error:
        return Tried(Outcome.SILENT, _ms(began), code=error.code, sent_sha256=sha256)
    except (outbound.Unreached, outbound.AddressRefused) as error:
        return Tried(Outcome.UNREACHED, _ms(began), code=error.code, sent_sha256=sha256)
    ms = _ms(began)
    return _understood(claim, raw, message_id, Tried(Outcome.UNREADABLE, ms, raw.status, sent_sha256=sha256), now)


def _what_to_say(claim: Claim) -> tuple[UUID, Body]:
    if claim.step == Step.SEND:
        with everything("exchange"):
            return claim.out.uuid, opened_body(claim.out.body)
    return uuid4(), StatusQuery(order_no=claim.out.reference, asked_message_id=claim.out.uuid)


def _understood(claim: Claim, raw: outbound.Heard, message_id: UUID, tried: Tried, now: datetime) -> Tried:
    if raw.status != 200:
        busy = raw.status in _BUSY or raw.status >= 500 or raw.status < 400
        return replace(tried, outcome=Outcome.BUSY if busy else Outcome.REFUSED, code=_problem_code(raw.content))
    try:
        heard = _verified(claim.partner, raw, now + timedelta(milliseconds=tried.ms))
    except GoldbellError as error:
        return replace(tried, code=error.code)
    body = heard.body
    if heard.correlation_id != message_id:
        return replace(tried, code="wrong_correlation")
    if claim.step == Step.SEND and isinstance(body, Ack):
        return replace(tried, outcome=Outcome.ACCEPTED, heard=heard, raw=raw)
    if claim.step == Step.ASK and isinstance(body, StatusAnswer) and body.order_no == claim.out.reference:
        return replace(tried, outcome=Outcome.KNOWN if body.known else Outcome.NOT_KNOWN, heard=heard, raw=raw)
    return replace(tried, code="wrong_kind")


def _verified(partner: Partner, raw: outbound.Heard, now: datetime) -> Envelope:
    return format_named(partner.message_format).decode(
        raw.content,
        raw.headers,
        known_keys(partner),
        receiver=partner.our_code,
        now=now,
        tolerance=TERMS.clock_tolerance,
    )


def _problem_code(content: bytes) -> str:
    """The ``code`` of a problem+json answer, if it is a plain word; nothing else of a stranger's text is kept."""
    try:
        code = json.loads(content).get("code", "")
    except (ValueError, AttributeError, RecursionError):
        return ""
    return code if isinstance(code, str) and len(code) <= 40 and code.isascii() and code.isidentifier() else ""


def _ms(began: float) -> int:
    return round((time.monotonic() - began) * 1000)
