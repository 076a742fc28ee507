"""The stories of a case on its page, and the button that makes one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from goldbell.apps.cases.contracts import CaseHead, Panel
from goldbell.apps.outreach import queries
from goldbell.apps.outreach.views.faces import SHAPE
from goldbell.common.actors import Actor

_MOST = 5


def panel(*, by: Actor, now: datetime, head: CaseHead) -> Mapping[str, object]:
    """What the section shows."""
    rows = queries.stories(by, queries.StoryFilter(case_id=head.id))[:_MOST]
    return {
        "stories": [(one, SHAPE[one.state], one.get_state_display()) for one in rows],
        "open_story": queries.open_story(by, head.id),
    }


PANELS = [
    Panel(
        order=80,
        template="outreach/_case_panel.html",
        context=panel,
        permission="outreach.story.draft",
        place="aside",
    )
]
