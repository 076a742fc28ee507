"""Why a story was not written, released or withdrawn."""

from goldbell.common.errors import Conflict, Forbidden, Invalid, NotFound


class NoSuchStory(NotFound):
    """No such story, or none the asker may see."""

    code = "no_such_story"


class NoWords(Invalid):
    """The case has no words left to tell: none were taken down, or the person was erased."""

    code = "no_words"


class BadStory(Invalid):
    """No title or text, too long, or signs that are no text."""

    code = "bad_story"


class ReasonMissing(Invalid):
    """A return or a withdrawal without a reason."""

    code = "reason_missing"


class StoryLeaks(Invalid):
    """Something in the story may give a person away; the kinds are named, never the values."""

    code = "story_leaks"


class CannotCompare(Conflict):
    """The people of the case were erased meanwhile: nobody can check any more that the story does not name them."""

    code = "cannot_compare"


class SamePerson(Forbidden):
    """Who wrote the story may not release it."""

    code = "same_person"


class StoryMoved(Conflict):
    """The story is not in the state any more that this act needs; somebody else was first."""

    code = "story_moved"
