/* Moves every clock, tape, deadline and the room's own time, once a second, on the server's time. */
import { degree, handPath, phaseOf, pieces, running, wedgePath } from "../dial";
import { clockTime, dayOf, minuteTime, say, serverNow } from "../page";

const PHASES = ["is-open", "is-closing", "is-past", "is-cold"];

function set(element: Element | null, name: string, value: string): void {
  if (element && element.getAttribute(name) !== value) element.setAttribute(name, value);
}

function phaseOn(element: Element, phase: string): void {
  if (element.classList.contains(phase)) return;
  element.classList.remove(...PHASES);
  element.classList.add(phase);
}

function span(element: HTMLElement | SVGElement): { minutes: number; window: number } | null {
  const paid = Date.parse(element.dataset["paidAt"] ?? "");
  const closes = Date.parse(element.dataset["closesAt"] ?? "");
  if (Number.isNaN(paid) || Number.isNaN(closes)) return null;
  return { minutes: Math.max(0, (serverNow() - paid) / 60000), window: Math.max(0, (closes - paid) / 60000) };
}

function words(parts: [string, string][]): string {
  return parts.map(([number, unit]) => (number ? `${Number(number)} ${say(unit)}` : "")).join(" ");
}

function drawClock(clock: HTMLElement): void {
  const read = span(clock);
  if (!read) return;
  const phase = phaseOf(read.minutes, read.window);
  phaseOn(clock, phase);
  set(clock.querySelector(".gb-clock-hand"), "d", handPath(phase, read.minutes));
  set(clock.querySelector(".gb-clock-left"), "d", wedgePath(phase, read.minutes, read.window));
  const large = ["gb-clock-m", "gb-clock-l", "gb-clock-w"].some((name) => clock.classList.contains(name));
  const live = large && read.minutes < 60 && (phase === "is-open" || phase === "is-closing");
  const shown: [string, string][] = live ? [[running(read.minutes), ""]] : pieces(read.minutes);
  const text = shown.map(([number, unit]) => number + (unit ? say(unit) : "")).join("");
  const num = clock.querySelector(".gb-clock-num");
  if (num && num.textContent !== text) {
    num.replaceChildren(
      ...shown.flatMap(([number, unit]) => {
        const b = document.createElement("b");
        b.textContent = number;
        if (!unit) return [b];
        const i = document.createElement("i");
        i.textContent = say(unit);
        return [b, i];
      }),
    );
    const spoken = clock.querySelector(".gb-sr");
    if (spoken && spoken.textContent !== say(phase)) spoken.textContent = say(phase);
    set(clock, "datetime", `PT${Math.floor(read.minutes)}M`);
    const way = clock.dataset["wayWord"] ?? "";
    clock.title = say("since", { since: words(pieces(read.minutes)), way, phase: say(phase) });
  }
}

function drawTape(tape: SVGElement): void {
  const read = span(tape);
  if (!read) return;
  const width = Number(tape.getAttribute("width"));
  const phase = phaseOf(read.minutes, read.window);
  phaseOn(tape, phase);
  const hand = (width * degree(read.minutes)) / 360;
  set(tape.querySelector(".gb-tape-hand"), "d", `M${hand.toFixed(1)} 1V19`);
  const left = tape.querySelector(".gb-tape-left");
  if (phase !== "is-open" && phase !== "is-closing") left?.remove();
  set(left, "x", hand.toFixed(1));
  set(left, "width", Math.max(0, (width * degree(read.window)) / 360 - hand).toFixed(1));
}

function spanWords(milliseconds: number): string {
  const seconds = Math.floor(Math.abs(milliseconds) / 1000);
  if (seconds < 60) return `${seconds} ${say("second")}`;
  const minutes = Math.floor(seconds / 60);
  if (minutes >= 1440 && minutes < 2880) {
    const rest = minutes % 60;
    return `${Math.floor(minutes / 60)} ${say("hour")}${rest ? ` ${rest} ${say("minute")}` : ""}`;
  }
  const parts = pieces(minutes);
  return words(parts.filter(([number]) => parts.length === 1 || Number(number)));
}

function drawDue(due: HTMLElement): void {
  const at = Date.parse(due.dataset["dueAt"] ?? "");
  if (Number.isNaN(at)) return;
  const now = serverNow();
  const left = at - now;
  const since = Date.parse(due.dataset["since"] ?? "");
  const known = !Number.isNaN(since) && at > since;
  const part = left <= 0 ? 0 : known ? Math.min(1, left / (at - since)) : degree(left / 60000) / 360;
  const soon = left > 0 && (known ? part <= 0.2 : left <= 1200000);
  due.classList.toggle("is-late", left <= 0);
  due.classList.toggle("is-soon", soon);
  const width = Number(due.querySelector(".gb-due-track")?.getAttribute("width") ?? 56);
  set(due.querySelector(".gb-due-left"), "width", (width * part).toFixed(1));
  const far = left >= 43200000 && dayOf(at) === dayOf(now);
  const text = left <= 0 ? `−${spanWords(left)}` : far ? say("today", { time: minuteTime(at) }) : spanWords(left);
  const b = due.querySelector("b");
  if (b && b.textContent !== text) b.textContent = text;
}

/** Draw all marks for the server's time now. */
export function draw(): void {
  const now = serverNow();
  for (const time of document.querySelectorAll<HTMLElement>("[data-now]")) {
    const text = clockTime(now);
    if (time.textContent !== text) time.textContent = text;
  }
  document.querySelectorAll<HTMLElement>("time.gb-clock[data-paid-at]").forEach(drawClock);
  document.querySelectorAll<SVGElement>("svg.gb-tape[data-paid-at]").forEach(drawTape);
  document.querySelectorAll<HTMLElement>(".gb-due[data-due-at]").forEach(drawDue);
}

let next: number | undefined;

function beat(): void {
  window.clearTimeout(next);
  if (document.hidden) return;
  draw();
  next = window.setTimeout(beat, 1000 - (serverNow() % 1000) + 5);
}

document.addEventListener("visibilitychange", beat);
window.addEventListener("pageshow", beat);

export function start(): void {
  beat();
}
