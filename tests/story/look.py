"""How a page looks to a ruler: what is wider than the screen, what is cut, what lies over something else, what is no English."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page

#: What sticks out of the window, is cut without a sign that it goes on, or covers a neighbour that can be pressed.
#: Parts made to scroll sideways (a phone's drawing of the flow) and words that end in an ellipsis are as wanted.
_MEASURE = """() => {
  const wide = document.documentElement.clientWidth, found = [];
  const style = new Map(), of = (e) => style.get(e) || (style.set(e, getComputedStyle(e)), style.get(e));
  const said = (e) => (e.textContent || "").trim().slice(0, 30);
  const name = (e) => `${e.tagName.toLowerCase()}.${e.getAttribute("class") || ""}#${e.id} "${said(e)}"`;
  const shown = (e) => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0;
  const scrolls = (e) => {
    for (let p = e.parentElement; p; p = p.parentElement) if (of(p).overflowX !== "visible") return true;
    return false;
  };
  const over = document.documentElement.scrollWidth - wide;
  if (over > 1) found.push(`page: ${over} px too wide`);
  for (const e of document.querySelectorAll("body *")) {
    if (e.closest("svg, .gb-sr, .gb-skip, dialog:not([open]), details:not([open]) > :not(summary)") || !shown(e)) continue;
    const box = e.getBoundingClientRect();
    if (box.width < 2 || box.height < 2) continue;
    if (box.right > wide + 1 && !scrolls(e)) found.push(`outside by ${Math.round(box.right - wide)}: ${name(e)}`);
    const goesOn = of(e).textOverflow === "ellipsis" || e.matches("input, select, textarea");
    const cuts = ["hidden", "clip"].includes(of(e).overflowX) && !goesOn;
    if (cuts && e.scrollWidth > e.clientWidth + 1) found.push(`cut by ${e.scrollWidth - e.clientWidth}: ${name(e)}`);
  }
  const parts = ["a[href]", "button", "input:not([type=hidden])", "select", "textarea"].map((one) => `main ${one}`);
  const pressed = [...document.querySelectorAll(parts.join(","))]
    .filter((e) => shown(e) && !e.closest("svg, .gb-sr, label, .gb-next") && of(e).position !== "fixed")
    .map((e) => [e, e.getBoundingClientRect()]).filter(([, box]) => box.width > 3 && box.height > 3);
  for (let i = 0; i < pressed.length; i++)
    for (let j = i + 1; j < Math.min(pressed.length, i + 12); j++) {
      const [one, a] = pressed[i], [other, b] = pressed[j];
      if (one.contains(other) || other.contains(one)) continue;
      const x = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const y = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (x > 2 && y > 2) found.push(`covers: ${name(one)} and ${name(other)}`);
    }
  return found.slice(0, 8);
}"""

#: Every text a reader sees or hears, but for what a part says is in Chinese itself.
_TEXTS = """() => {
  const found = [document.title], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const place = walk.currentNode.parentElement;
    if (place && !place.closest("script, style, [lang^=zh]")) found.push(walk.currentNode.textContent.trim());
  }
  for (const e of document.querySelectorAll("[title], [aria-label], [placeholder], [alt], [data-head]"))
    if (!e.closest("[lang^=zh]"))
      for (const name of ["title", "aria-label", "placeholder", "alt", "data-head"]) found.push(e.getAttribute(name) || "");
  return found.filter(Boolean);
}"""
CHINESE = re.compile(r"[\u3400-\u9fff]+")


def faults(page: Page) -> list[str]:
    """What a ruler finds wrong with the page in its window; empty when nothing."""
    found: list[str] = page.evaluate(_MEASURE)
    return found


def texts(page: Page) -> list[str]:
    """Every text that the page shows or says."""
    found: list[str] = page.evaluate(_TEXTS)
    return found


def addresses(page: Page) -> list[str]:
    """Where the page leads, inside the house."""
    found: list[str] = page.eval_on_selector_all(
        "a[href]", "all => all.filter(a => a instanceof HTMLAnchorElement && a.origin === location.origin)"
        ".map(a => a.pathname + a.search)",
    )  # fmt: skip
    return found


def kind_of(address: str) -> str:
    """One page with other numbers, or of another figure, is the same page to a ruler."""
    path, _question, query = address.partition("?")
    path = re.sub(r"^/figures/[^/]+/(records/)?.*", r"/figures/one/\1", path)
    names = "&".join(sorted({part.partition("=")[0] for part in query.split("&") if part}))
    return f"{re.sub(r'[0-9]+', '0', path)}?{names}"


def console(page: Page, told: list[str], who: str) -> None:
    """Write down what the browser complains of."""
    page.on("pageerror", lambda error: told.append(f"{who} {page.url}: {error}"))
    page.on("console", lambda said: _heard(said, page, told, who))


def _heard(said: Any, page: Page, told: list[str], who: str) -> None:
    if said.type == "error":
        told.append(f"{who} {page.url}: {said.text}")
