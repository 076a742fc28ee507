"""What went wrong, in the reader's words: the one sentence of a named failure."""

from __future__ import annotations

from django.utils.translation import gettext as _

from goldbell.common.errors import GoldbellError


def told(error: GoldbellError) -> str:
    """What happened, in the reader's language; facts that are words (缺少, 类型不对) are translated with it."""
    text = _(error.message)
    if not error.facts:
        return text
    return text % {name: _(fact) if isinstance(fact, str) and fact else fact for name, fact in error.facts.items()}
