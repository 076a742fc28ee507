"""kill -9 of the worker while it reads: the file waits again and is read once. Two workers read each file once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from goldbell.apps.audit.models import Entry
from goldbell.apps.identity import scope
from goldbell.apps.tracing.contracts import FileState
from goldbell.apps.tracing.models import RejectedRow, StatementFile, TraceRun
from goldbell.apps.tracing.tests.builders import MULE, World, mule_statement, row, statement, told
from goldbell.project.tests import children

pytestmark = pytest.mark.django_db(transaction=True)
_CHILD = Path(__file__).with_name("reader_child.py")


def reader(point: str) -> subprocess.Popen[str]:
    environment = {
        **children.environment(),
        "PYTHONPATH": os.pathsep.join(part for part in sys.path if part),
        "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE,
    }
    return subprocess.Popen([sys.executable, str(_CHILD), point], env=environment, stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize("point", ["parsing", "parsed", "written"])
def test_a_reader_killed_in_the_middle(point: str) -> None:
    world = World()
    case = world.case(told(world))
    content = statement([row(world, MULE, 20, "98200.00", "98200.00", "进"), row(world, MULE, 19, "坏", "1.00", "进")])
    world.hand_in(case, ("一.csv", content))
    dying = reader(point)
    assert dying.stdout is not None
    assert dying.stdout.readline().strip() == "here"
    os.kill(dying.pid, signal.SIGKILL)
    dying.wait(10)
    with scope.everything("test"):
        file = StatementFile.objects.get()
        assert (file.state, file.segment) == (FileState.WAITING, "")
        assert not RejectedRow.objects.exists()
        assert not Entry.objects.filter(action="tracing.file.read").exists()
    healthy = reader("never")
    assert healthy.communicate(timeout=60)[0].strip() == "1"
    with scope.everything("test"):
        file.refresh_from_db()
        assert (file.state, file.accepted, file.rejected) == (FileState.READ, 1, 1)
        assert RejectedRow.objects.count() == 1
        assert Entry.objects.filter(action="tracing.file.read").count() == 1
        assert TraceRun.objects.count() == 1
    assert not list(Path(settings.FILE_UPLOAD_TEMP_DIR).rglob("reading-*")), "plain rows were left behind"


def test_two_readers_read_each_file_once_and_the_last_one_follows_the_money() -> None:
    world = World()
    case = world.case(told(world))
    world.hand_in(case, *((f"{n}.csv", mule_statement(world) + f"{n}\r\n".encode()) for n in range(6)))
    readers = [reader("never"), reader("never")]
    counts = [int(one.communicate(timeout=120)[0].strip()) for one in readers]
    assert sum(counts) == 6
    with scope.everything("test"):
        assert set(StatementFile.objects.values_list("state", flat=True)) == {FileState.READ}
        assert Entry.objects.filter(action="tracing.file.read").count() == 6
        newest = TraceRun.objects.order_by("-pk").first()
        assert newest is not None
        assert newest.files == 6
