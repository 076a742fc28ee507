"""kill -9 of the sender at every step: nothing is lost, nothing is done twice at the bank, everything ends visibly."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from goldbell.apps.exchange.contracts import MessageState, Outcome
from goldbell.apps.exchange.models import Attempt, OutMessage
from goldbell.apps.exchange.tests.builders import make_world, running_bank
from goldbell.apps.identity import scope
from goldbell.project.tests import children

pytestmark = pytest.mark.django_db(transaction=True)
_CHILD = Path(__file__).with_name("sender_child.py")


def child(point: str, seconds: float) -> subprocess.Popen[str]:
    environment = {**children.environment(), "GOLDBELL_EXCHANGE_LEASE_SECONDS": "1"}
    command = [sys.executable, str(_CHILD), point, str(seconds)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize(
    ("point", "deduplicates"),
    [
        ("claimed", False),
        ("said", False),
        ("said", True),
        pytest.param("claimed", True, marks=pytest.mark.deep),
        pytest.param("heard", False, marks=pytest.mark.deep),
        pytest.param("heard", True, marks=pytest.mark.deep),
        pytest.param("writing", True, marks=pytest.mark.deep),
        ("writing", False),
    ],
)
def test_a_sender_killed_in_the_middle(tmp_path: Path, point: str, deduplicates: bool) -> None:
    with running_bank(tmp_path, deduplicates=deduplicates) as bank:
        world = make_world(bank.address, bank.public_pem, deduplicates=deduplicates)
        out = world.queue(answer_within=timedelta(minutes=1))
        dying = child(point, 30)
        assert dying.wait(30) == -signal.SIGKILL
        with scope.everything("test"):
            assert OutMessage.objects.get(pk=out.pk).state == MessageState.SENDING
        healthy = child("never", 20)
        assert healthy.wait(40) == 0
        with scope.everything("test"):
            ended = OutMessage.objects.get(pk=out.pk)
            outcomes = list(Attempt.objects.filter(out=out).values_list("outcome", flat=True))
        assert ended.state in (MessageState.DELIVERED, MessageState.ANSWERED), outcomes
        assert outcomes[0] == Outcome.CRASHED
        assert len(bank.executions()) == 1
