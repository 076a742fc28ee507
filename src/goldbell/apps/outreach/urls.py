"""Addresses of outreach."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from goldbell.apps.outreach.views import acts, listing, story

patterns = [
    path("stories/", listing.stories, name="stories"),
    path("stories/of/<int:case_id>/draft/", acts.draft, name="draft"),
    path("stories/<int:story_id>/", story.story, name="story"),
    path("stories/<int:story_id>/edit/", acts.edit, name="edit"),
    path("stories/<int:story_id>/submit/", acts.submit, name="submit"),
    path("stories/<int:story_id>/release/", acts.release, name="release"),
    path("stories/<int:story_id>/return/", acts.return_, name="return"),
    path("stories/<int:story_id>/withdraw/", acts.withdraw, name="withdraw"),
    path("stories/<int:story_id>/word/", story.word, name="word"),
]

urlpatterns = [path("", include((patterns, "outreach")))]
RAIL = [(_("宣传"), "outreach:stories", "outreach.story.read", 70)]
