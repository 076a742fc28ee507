/* The room's live events (SSE). An element with data-live="orders board" is fetched again when one of these events comes:

     <section id="board" data-live="orders" hx-get="/board/orders" hx-trigger="live" hx-swap="outerHTML">

   Nothing is swapped under a pressed finger or while somebody types inside the region; it follows at once afterwards.
   A region that is just being fetched waits for its answer and is fetched once more: the answer may be older than the event,
   and the element that asked is gone with it, so that htmx would drop what it had queued. */
import htmx from "htmx.org";
import { all, clockTime, say, serverNow, setServerNow } from "../page";

const SILENCE = 45000;
const BATCH = 250;

let source: EventSource | null = null;
let wait = 1000;
let retry: number | undefined;
let heardAt = 0;
let beats = false;
let cutAt = 0;
const subscribed = new Set<string>();
const due = new Set<Element>();
const asking = new WeakSet<Element>();
let batch: number | undefined;
let pressed: Element | null = null;

function show(state: "is-live" | "is-joining" | "is-cut", word: string): void {
  for (const live of document.querySelectorAll<HTMLElement>(".gb-live")) {
    live.classList.remove("is-live", "is-joining", "is-cut");
    live.classList.add(state);
    const text = live.querySelector("[data-live-word]");
    if (text) text.textContent = word;
  }
}

function busy(region: Element): boolean {
  if (pressed && region.contains(pressed)) return true;
  const at = document.activeElement;
  return !!at && region.contains(at) && at.matches("input:not([type=button]), textarea, select, [contenteditable]");
}

/** The region itself, or what an answer has put in its place meanwhile. */
function present(region: Element): Element | null {
  if (region.isConnected) return region;
  const place = region.id ? document.getElementById(region.id) : null;
  return place?.matches("[data-live]") ? place : null;
}

function asker(event: Event): Element | undefined {
  return (event as CustomEvent<{ elt?: Element }>).detail.elt;
}

document.addEventListener("htmx:beforeSend", (event) => {
  const elt = asker(event);
  if (elt?.matches("[data-live]")) asking.add(elt);
});
document.addEventListener("htmx:afterRequest", (event) => {
  const elt = asker(event);
  if (elt) asking.delete(elt);
});

function flush(): void {
  batch = undefined;
  for (const asked of [...due]) {
    const region = present(asked);
    if (!region) due.delete(asked);
    else if (!busy(region) && !asking.has(region)) {
      due.delete(asked);
      due.delete(region);
      htmx.trigger(region, "live");
    }
  }
  if (due.size) batch = window.setTimeout(flush, 500);
}

function refresh(regions: Iterable<Element>): void {
  for (const region of regions) due.add(region);
  if (due.size) batch ??= window.setTimeout(flush, BATCH);
}

function names(region: HTMLElement): string[] {
  return (region.dataset["live"] ?? "").split(/\s+/).filter(Boolean);
}

function heard(): void {
  heardAt = Date.now();
}

function subscribe(name: string): void {
  if (!source || subscribed.has(name)) return;
  subscribed.add(name);
  source.addEventListener(name, (event) => {
    heard();
    refresh(all<HTMLElement>(document, "[data-live]").filter((region) => names(region).includes(name)));
    document.body.dispatchEvent(new CustomEvent(`gb:${name}`, { detail: (event as MessageEvent<string>).data }));
  });
}

function cut(): void {
  if (!cutAt) cutAt = serverNow();
  show("is-cut", say("live_cut", { time: clockTime(cutAt) }));
}

function close(): void {
  source?.close();
  source = null;
  subscribed.clear();
}

function join(): void {
  const url = document.body.dataset["liveUrl"];
  if (!url || source) return;
  source = new EventSource(url);
  heard();
  source.addEventListener("open", () => {
    wait = 1000;
    heard();
    show("is-live", say("live"));
    // What happened while the line was down never arrived: fetch everything once.
    if (cutAt) refresh(all(document, "[data-live]"));
    cutAt = 0;
  });
  source.addEventListener("error", () => {
    cut();
    if (source?.readyState !== EventSource.CLOSED) return;
    close();
    window.clearTimeout(retry);
    retry = window.setTimeout(join, wait);
    wait = Math.min(wait * 2, 30000);
  });
  source.addEventListener("now", (event) => {
    heard();
    beats = true;
    setServerNow((event as MessageEvent<string>).data);
  });
  all<HTMLElement>(document, "[data-live]").flatMap(names).forEach(subscribe);
}

// A line that died without a word: no heartbeat for too long.
window.setInterval(() => {
  if (!source || !beats || document.hidden || Date.now() - heardAt < SILENCE) return;
  cut();
  close();
  join();
}, 5000);

document.addEventListener("pointerdown", (event) => (pressed = event.target as Element), { passive: true });
for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => (pressed = null));
window.addEventListener("pagehide", close);
window.addEventListener("pageshow", (event) => {
  if (event.persisted) join();
});

export function start(within: ParentNode): void {
  join();
  all<HTMLElement>(within, "[data-live]").flatMap(names).forEach(subscribe);
}
