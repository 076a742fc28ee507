"""Tags that draw the components; each renders the partial of the same name in templates/gb/.

Every tag that needs the moment takes it as ``now`` or finds the page's own in the context.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from goldbell.common.moments import utc_now
from goldbell.web import fields, lists, marks
from goldbell.web.figures import group_account, last_four, part_of, shortfall, split_large, split_money
from goldbell.web.frame import PHONE_FIRST, RailItem, rail_item, waiting
from goldbell.web.glyphs import INFO_SHAPE, icon_of, state_of
from goldbell.web.script_words import script_words

register = template.Library()

Facts = Mapping[str, object]


def _now(context: Context, now: datetime | None) -> datetime:
    moment = now or context.get("now")
    return moment if isinstance(moment, datetime) else utc_now()


# ---------- for the head of a page ----------


@register.simple_tag
def gb_words() -> str:
    """JSON of the words that scripts say, for a meta element."""
    return json.dumps(script_words(), ensure_ascii=False)


@register.simple_tag(takes_context=True)
def gb_now(context: Context) -> str:
    """The page's own moment in ISO 8601, from which scripts correct the desk's clock."""
    return _now(context, None).isoformat(timespec="milliseconds")


# ---------- marks ----------


@register.inclusion_tag("gb/clock.html", takes_context=True)
def gb_clock(
    context: Context,
    paid_at: datetime | None = None,
    way: str = "instant",
    now: datetime | None = None,
    size: str = "s",
    closes_at: datetime | None = None,
) -> Facts:
    """The transfer clock: ``{% gb_clock transfer.paid_at transfer.way now "m" %}``; no ``paid_at``: not paid yet."""
    return marks.clock_mark(paid_at=paid_at, way=way, now=_now(context, now), size=size, closes_at=closes_at)


@register.inclusion_tag("gb/tape.html", takes_context=True)
def gb_tape(
    context: Context,
    paid_at: datetime | None = None,
    way: str = "instant",
    now: datetime | None = None,
    width: int = 216,
    closes_at: datetime | None = None,
) -> Facts:
    """The dial unrolled for a table; print its axis once in the head with ``{% gb_tape_axis %}``."""
    return marks.tape_mark(paid_at=paid_at, way=way, now=_now(context, now), width=width, closes_at=closes_at)


@register.inclusion_tag("gb/tape_axis.html")
def gb_tape_axis() -> Facts:
    """The shared axis of all tapes in a column."""
    return {}


@register.inclusion_tag("gb/state.html")
def gb_state(code: str, word: str = "") -> Facts:
    """Shape, colour and word of a state; ``word`` adds the next fact: ``{% gb_state "sent" "已发出，等银行" %}``."""
    state = state_of(code)
    return {"code": state.code, "shape": mark_safe(state.shape), "word": word or state.word}  # noqa: S308 our own table


@register.simple_tag
def gb_glyph(code: str) -> SafeString:
    """The shape alone, for places where the word stands beside it already."""
    shape = INFO_SHAPE if code == "info" else state_of(code).shape
    return format_html(
        '<svg class="gb-glyph" viewBox="0 0 16 16" aria-hidden="true">{}</svg>',
        mark_safe(shape),  # noqa: S308 our own table
    )


@register.simple_tag
def gb_icon(name: str) -> SafeString:
    """A 16 px icon; a word always stands beside it."""
    return format_html(
        '<svg class="gb-ic" viewBox="0 0 16 16" aria-hidden="true">{}</svg>',
        mark_safe(icon_of(name)),  # noqa: S308 our own table
    )


@register.inclusion_tag("gb/due.html", takes_context=True)
def gb_due(
    context: Context,
    due_at: datetime,
    now: datetime | None = None,
    since: datetime | None = None,
    then: str = "",
) -> Facts:
    """Time left to a deadline, straight; ``since`` gives the bar its length, ``then`` says what happens at zero."""
    return marks.due_mark(due_at=due_at, now=_now(context, now), since=since, then=then)


@register.inclusion_tag("gb/band.html")
def gb_band(certain: int, fifo: int, pro_rata: int, possible: int, full: int, width: int = 150) -> Facts:
    """How sure an amount is, all in fen on the shared scale ``full``; write the certain amount in figures beside it."""
    return marks.band_mark(certain=certain, fifo=fifo, pro_rata=pro_rata, possible=possible, full=full, width=width)


# ---------- figures ----------


@register.simple_tag
def gb_money(fen: int | None, quiet: bool = False, large: bool = False) -> SafeString:
    """Money in yuan with quiet fen. ``quiet``: normal weight; ``large``: 万, for heads and the wall only."""
    if fen is None:
        return SafeString("–")
    yuan, rest = split_large(fen) if large else split_money(fen)
    weight = " gb-money-quiet" if quiet else ""
    return format_html(
        '<span class="gb-money{}">{}<small>{}</small></span>', weight, yuan, f" {rest}" if large else rest
    )


@register.simple_tag
def gb_account(number: str, bank: str = "", short: bool = False, copy: bool = False) -> SafeString:
    """An account: whole in groups of four where it is read aloud; ``short`` as 金川银行 (9036) in tables.

    ``copy`` puts the number without spaces on the clipboard when it is pressed; never use it on a masked number.
    """
    if short:
        return format_html('<span class="gb-nowrap">{} <span class="gb-id">({})</span></span>', bank, last_four(number))
    whole = group_account(number)
    if copy:
        shown = format_html(
            '<button class="gb-copy gb-id" type="button" data-copy="{}">{}</button>', whole.replace(" ", ""), whole
        )
    else:
        shown = format_html('<span class="gb-id">{}</span>', whole)
    return format_html("{} {}", bank, shown) if bank else shown


@register.simple_tag(takes_context=True)
def gb_moment(context: Context, moment: datetime | None, form: str = "auto", now: datetime | None = None) -> SafeString:
    """A moment in the unit's zone. ``form``: time 01:23:08, minute 01:23, date 11-21, both, full with year, or auto:
    the time today, date and minute this year, else the full date."""
    if moment is None:
        return SafeString("–")
    zone: tzinfo = timezone.get_current_timezone()
    local, here = moment.astimezone(zone), _now(context, now).astimezone(zone)
    if form == "auto":
        form = "time" if local.date() == here.date() else "both" if local.year == here.year else "full"
    pattern = {"time": "%H:%M:%S", "minute": "%H:%M", "date": "%m-%d", "both": "%m-%d %H:%M", "full": "%Y-%m-%d %H:%M"}
    return format_html(
        '<time class="gb-moment" datetime="{}" title="{}">{}</time>',
        moment.isoformat(timespec="seconds"),
        f"{local:%Y-%m-%d %H:%M:%S}",
        local.strftime(pattern[form]),
    )


@register.inclusion_tag("gb/sum.html")
def gb_sum(parts: Iterable[Any], bar: bool = False) -> Facts:
    """An equation of sums; the first term is the whole. If it does not add up, the page says by how much.

    ``parts``: Part, {label, fen, state} or (label, fen, state). ``bar`` draws the shares of the whole below.
    """
    terms = [part_of(value) for value in parts]
    return {"terms": terms, "gap": abs(shortfall(terms)), "shares": lists.shares(terms) if bar else ()}


# ---------- page parts ----------


@register.inclusion_tag("gb/rail.html")
def gb_rail(items: Sequence[RailItem | Mapping[str, Any]] = (), home_url: str = "/", rail_url: str = "") -> Facts:
    """The rail: two-character words; on a phone the first few beside a menu of all. ``rail_url`` brings new counts."""
    rooms = [item if isinstance(item, RailItem) else rail_item(item) for item in items or ()]
    here_hidden = any(item.current for item in rooms[PHONE_FIRST:])
    return {
        "items": rooms,
        "home_url": home_url,
        "more": waiting(rooms),
        "here_hidden": here_hidden,
        "rail_url": rail_url,
    }


@register.simple_block_tag(takes_context=True)
def gb_next(
    context: Context,
    content: SafeString,
    what: str = "",
    why: str = "",
    paid_at: datetime | None = None,
    way: str = "instant",
    clock: bool = True,
    closes_at: datetime | None = None,
) -> SafeString:
    """The one line that opens a page; between the tags stand at most two buttons, the last answers Enter.

    ``clock=False`` where the act is not about a transfer. With no ``what`` it says that nothing waits here.
    """
    facts: dict[str, object] = {
        "content": SafeString(content.strip()),
        "what": what,
        "why": why,
        "paid_at": paid_at,
        "way": way,
    }
    facts |= {"clock": clock, "closes_at": closes_at, "now": _now(context, None)}
    return mark_safe(render_to_string("gb/next.html", facts))  # noqa: S308 rendered by a template


@register.simple_block_tag
def gb_note(content: SafeString, kind: str = "") -> SafeString:
    """What happened, what was kept, what to do. ``kind``: "" (advice), error, unknown or done."""
    glyph = {"": "info", "error": "refused", "unknown": "unknown", "done": "done"}[kind]
    return mark_safe(render_to_string("gb/note.html", {"content": content, "kind": kind, "glyph": glyph}))  # noqa: S308


@register.simple_block_tag
def gb_panel(content: SafeString, title: str, aside: str = "", grow: bool = False, id: str = "") -> SafeString:
    """A flat box with a head. The body inside brings its own padding (gb-panel-body) or none (tables, lists)."""
    facts = {"content": content, "title": title, "aside": aside, "grow": grow, "id": id}
    return mark_safe(render_to_string("gb/panel.html", facts))  # noqa: S308 rendered by a template


@register.inclusion_tag("gb/empty.html")
def gb_empty(what: str, then: str = "", url: str = "", act: str = "") -> Facts:
    """Nothing here: say what is not there, until when, and one act if there is one."""
    return {"what": what, "then": then, "url": url, "act": act}


@register.inclusion_tag("gb/field.html")
def gb_field(field: BoundField, hint: str = "", wide: bool = False) -> Facts:
    """A form field: label above, hint below, error in the same place; what was typed stays."""
    return fields.field_parts(field, hint=hint) | {"wide": wide}


@register.inclusion_tag("gb/masked.html")
def gb_masked(shown: str, url: str = "", what: str = "") -> Facts:
    """A masked value and, where the reader may, the way to open it: ``url`` asks for purpose and case, and records."""
    return {"shown": shown, "url": url, "what": what}


@register.simple_tag
def gb_marked(text: str, spans: Iterable[Any]) -> SafeString:
    """The reporter's own words with elements marked, never rewritten. ``spans``: (start, end, label, kind) or objects
    with these names; kind is "" proposed, "sure" confirmed, "ask" something missing."""
    return lists.marked(text, spans)


@register.inclusion_tag("gb/steps.html")
def gb_steps(steps: Iterable[Any]) -> Facts:
    """A slow procedure step by step: {state, when, title, detail, url, link, next}."""
    return {"steps": steps}


@register.inclusion_tag("gb/life.html")
def gb_life(steps: Iterable[Any], label: str = "") -> Facts:
    """The life of one order: {title, when, detail, done, current}."""
    rows = list(steps)
    return {"steps": rows, "label": label, "count": len(rows)}


@register.inclusion_tag("gb/log.html")
def gb_log(entries: Iterable[Any], label: str = "") -> Facts:
    """A timeline: {at, icon, title, detail, state, word}."""
    return {"entries": entries, "label": label}


@register.inclusion_tag("gb/facts.html")
def gb_facts(rows: Iterable[tuple[str, object]], wide: bool = False) -> Facts:
    """Names and values, one per line; a value may be markup made by another tag or escaped text."""
    return {"rows": rows, "wide": wide}


@register.inclusion_tag("gb/matrix.html")
def gb_matrix(columns: Sequence[str], rows: Iterable[Any], corner: str = "", total: bool = True) -> Facts:
    """States by age. Row: {state, word, cells, count, fen, url}; cell: {count, url, mood} with mood "", hot or ask."""
    return {"columns": columns, "rows": rows, "corner": corner, "total": total}


@register.inclusion_tag("gb/inst.html")
def gb_inst(inst: Any) -> Facts:
    """One of the room's four clocks with its strip: an ``Instrument`` of web.strip."""
    return {"inst": inst}


@register.inclusion_tag("gb/due_list.html", takes_context=True)
def gb_due_list(context: Context, items: Iterable[Any], now: datetime | None = None) -> Facts:
    """What expires next: {due_at, since, title, url, detail, act, act_url}."""
    return {"items": items, "now": _now(context, now)}


@register.inclusion_tag("gb/tabs.html")
def gb_tabs(tabs: Iterable[Any], label: str) -> Facts:
    """The rooms of one duty, or the parts of one page, in a row that wraps: {url, label, current, count}."""
    return {"tabs": tabs, "label": label}


@register.inclusion_tag("gb/pager.html", takes_context=True)
def gb_pager(context: Context, page: Page[Any]) -> Facts:
    """Where in the list one is, in figures, and the way on; keeps the other parameters of the address."""
    return {"page": page} | lists.pager_links(lists.query_of(context), page)


@register.inclusion_tag("gb/sort.html", takes_context=True)
def gb_sort(context: Context, key: str, label: str, num: bool = False) -> Facts:
    """A column head that sorts on the server: ``?sort=key``, pressed again ``?sort=-key``."""
    return {"label": label, "num": num} | lists.sort_link(lists.query_of(context), key)


@register.inclusion_tag("gb/filters.html", takes_context=True)
def gb_filters(context: Context, form: Any, label: str = "") -> Facts:
    """A bar of filters from a form that is sent by GET; keeps the sorting."""
    return {"form": form, "label": label, "sort": lists.query_of(context).get("sort", "")}


@register.simple_block_tag
def gb_dialog(content: SafeString, id: str, title: str) -> SafeString:
    """A dialog that any ``data-dialog="id"`` button opens; inside stand text and buttons."""
    return mark_safe(render_to_string("gb/dialog.html", {"content": content, "id": id, "title": title}))  # noqa: S308


@register.inclusion_tag("gb/drop.html")
def gb_drop(name: str, label: str, url: str = "", hint: str = "", most_mb: int = 0, accept: str = "") -> Facts:
    """A place to drop files. With ``url`` each file is sent at once and its answer is set into the list below."""
    return {"name": name, "label": label, "url": url, "hint": hint, "most_mb": most_mb, "accept": accept}
