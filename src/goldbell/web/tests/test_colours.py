"""Contrast, computed from the tokens themselves, in both themes (WCAG 2.2 AA)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).resolve().parents[4] / "frontend/src/styles/tokens.css"

#: foreground, background, least ratio: 4.5 for text, 3 for shapes and control outlines.
PAIRS = [
    *(("ink", ground, 4.5) for ground in ("page", "surface", "sunken", "hover", "accent-weak", "gold-weak")),
    *(("ink", ground, 4.5) for ground in ("red-weak", "green-weak", "violet-weak", "teal-weak")),
    *(("ink-2", ground, 4.5) for ground in ("page", "surface", "sunken", "hover", "accent-weak", "green-weak")),
    *(("ink-3", ground, 4.5) for ground in ("page", "surface", "sunken", "hover", "accent-weak")),
    *(("accent", ground, 4.5) for ground in ("page", "surface", "hover", "accent-weak")),
    *(("red", ground, 4.5) for ground in ("page", "surface", "hover", "accent-weak", "red-weak")),
    *(("green", ground, 4.5) for ground in ("page", "surface", "hover", "accent-weak", "green-weak")),
    *(("teal", ground, 4.5) for ground in ("page", "surface", "hover", "accent-weak", "teal-weak")),
    *(("violet", ground, 4.5) for ground in ("page", "surface", "hover", "accent-weak", "violet-weak")),
    *(("gold-ink", ground, 4.5) for ground in ("surface", "hover", "accent-weak", "gold-weak")),
    ("on-accent", "accent", 4.5),
    ("on-accent", "accent-hover", 4.5),
    ("on-gold", "gold-solid", 4.5),
    ("on-red", "red", 4.5),
    ("on-green", "green", 4.5),
    ("surface", "ink", 4.5),
    ("surface", "ink-2", 4.5),
    ("gold", "gold-weak", 3),
    ("gold", "surface", 3),
    ("edge", "page", 3),
    ("edge", "surface", 3),
    ("focus", "page", 3),
    ("focus", "surface", 3),
]


def blocks() -> dict[str, dict[str, str]]:
    text = re.sub(r"/\*.*?\*/", "", TOKENS.read_text(), flags=re.S)
    found: dict[str, dict[str, str]] = {}
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", text):
        colours = dict(re.findall(r"--gb-([a-z0-9-]+):\s*(#[0-9a-f]{6})\b", body))
        if len(colours) > 5:
            found[selector.strip().rsplit("\n", 1)[-1].strip()] = colours
    return found


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def theme(name: str) -> dict[str, str]:
    light, dark, _ = blocks().values()
    return {"light": light, "dark": light | dark}[name]


def test_the_yardstick_itself() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_every_pair_can_be_read(name: str, ink: str, ground: str, least: float) -> None:
    colours = theme(name)
    assert contrast(colours[ink], colours[ground]) >= least


def test_dark_is_the_same_whether_chosen_or_set_by_the_system() -> None:
    _, chosen, by_system = blocks().values()
    assert chosen == by_system


def test_components_name_roles_never_hues() -> None:
    for sheet in sorted(TOKENS.parent.glob("*.css")):
        if sheet.name in {"tokens.css", "print.css"}:
            continue
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.S)
        assert not re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[^{}]*[;}])", text), sheet.name
