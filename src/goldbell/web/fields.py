"""Form fields as the room draws them; what they are in HTML decides which shape they take."""

from __future__ import annotations

from django import forms
from django.forms import BoundField

_CHOICE_WIDGETS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


def kind_of(field: BoundField) -> str:
    """seg (one of few), check (yes or no), checks (several), file, hidden or text."""
    widget = field.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return "checks"
    if isinstance(widget, forms.RadioSelect):
        return "seg"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    return "file" if isinstance(widget, forms.FileInput) else "text"


def field_parts(field: BoundField, *, hint: str = "") -> dict[str, object]:
    """Everything the partial needs. The hint and the error stand in the same place and are spoken with the input."""
    told = field.errors or hint or field.help_text
    return {
        "field": field,
        "kind": kind_of(field),
        "hint": hint or field.help_text,
        "describe": f"{field.auto_id}_note" if told else "",
        "control": field.as_widget(attrs=_attributes(field, bool(told))),
    }


def _attributes(field: BoundField, told: bool) -> dict[str, str | bool]:
    attributes: dict[str, str | bool] = {}
    if not isinstance(field.field.widget, (*_CHOICE_WIDGETS, forms.CheckboxInput)):
        attributes["class"] = f"gb-input {field.field.widget.attrs.get('class', '')}".strip()
    if field.errors:
        attributes["aria-invalid"] = "true"
    if told:
        attributes["aria-describedby"] = f"{field.auto_id}_note"
    return attributes
