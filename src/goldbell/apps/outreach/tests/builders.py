"""A case whose people and numbers are known, and officers who tell it as a story."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from goldbell.apps.cases.models import Case
from goldbell.apps.cases.tests.builders import make_case, told_transfer
from goldbell.apps.identity import scope
from goldbell.apps.identity.contracts import Role
from goldbell.apps.identity.tests.builders import District, actor, make_district
from goldbell.apps.outreach import services
from goldbell.apps.outreach.models import Story
from goldbell.common.actors import Actor
from goldbell.common.moments import utc_now

NAME: Final = "周慧兰"
PHONE: Final = "13904172716"
ID_NUMBER: Final = "110105194912310021"
ADDRESS: Final = "柳林街道青年路18号梧桐苑3栋2单元"
PAYEE: Final = "何玉山"
ACCOUNT: Final = "6230581022749036"
WORDS: Final = (
    f"我叫{NAME}，电话{PHONE}，住{ADDRESS}。有人自称客服，说开了百万保障要取消，让我共享屏幕。"
    f"昨天下午我用手机银行转了九万八千二到{ACCOUNT}{PAYEE}，后来对方把我拉黑了，我才知道被骗。"
)
CLEAN: Final = "对方自称客服，说要取消保障服务，让当事人共享屏幕。当事人转出数万元，后来被对方拉黑，才知道被骗。"


@dataclass
class Desk:
    """A station's case, the officer who writes, two chiefs of the centre who review."""

    district: District
    writer: Actor
    chief: Actor
    second_chief: Actor
    case: Case

    def draft(self) -> Story:
        with scope.acting(self.writer):
            return services.draft_story(by=self.writer, now=utc_now(), case_id=self.case.pk)

    def write(self, story: Story, text: str, by: Actor | None = None) -> Story:
        who = by or self.writer
        with scope.acting(who):
            return services.edit_story(by=who, now=utc_now(), story_id=story.pk, title="一个真实的故事", text=text)

    def submit(self, story: Story) -> Story:
        with scope.acting(self.writer):
            return services.submit_story(by=self.writer, now=utc_now(), story_id=story.pk)

    def release(self, story: Story, by: Actor | None = None) -> Story:
        who = by or self.chief
        with scope.acting(who):
            return services.release_story(by=who, now=utc_now(), story_id=story.pk)

    def released(self, text: str = CLEAN) -> Story:
        """A story that went all the way."""
        story = self.draft()
        self.write(story, text)
        return self.release(self.submit(story))

    def now(self, story: Story) -> Story:
        """The story as it stands now."""
        with scope.everything("test"):
            return Story.objects.get(pk=story.pk)


def make_desk() -> Desk:
    """Build the desk."""
    district = make_district()
    writer = actor(Role.STATION, unit=district.station)
    chief, second = (actor(Role.DUTY_CHIEF, unit=district.centre) for _ in range(2))
    with scope.acting(writer):
        now = utc_now()
        transfer = told_transfer(now, to_account=ACCOUNT, to_name=PAYEE)
        case = make_case(
            writer,
            now,
            words=WORDS,
            reporter_name=NAME,
            reporter_phone=PHONE,
            reporter_id_number=ID_NUMBER,
            reporter_address=ADDRESS,
            transfers=(transfer,),
            scam_type="fake_customer_service",
        )
    return Desk(district, writer, chief, second, case)
