"""Acts of outreach: a case becomes a story, a second officer releases it."""

from goldbell.apps.outreach.services.reviewing import release_story, return_story, withdraw_story
from goldbell.apps.outreach.services.stories import note_read, note_word
from goldbell.apps.outreach.services.writing import draft_story, edit_story, submit_story

__all__ = [
    "draft_story",
    "edit_story",
    "note_read",
    "note_word",
    "release_story",
    "return_story",
    "submit_story",
    "withdraw_story",
]
