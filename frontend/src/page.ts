/* What the parts share: words in the reader's language, the server's time, finding elements, saying things aloud. */

const meta = (name: string): string =>
  document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? "";

const words: Record<string, string> = (() => {
  try {
    return JSON.parse(meta("gb-words") || "{}") as Record<string, string>;
  } catch {
    return {};
  }
})();

/** A word of the page's language with its %(name)s slots filled. */
export function say(key: string, facts: Record<string, string> = {}): string {
  const text = words[key] ?? "";
  return text.replace(/%\((\w+)\)s/g, (_, name: string) => facts[name] ?? "").replaceAll("%%", "%");
}

/** All elements that match in a piece of page, the piece itself included. */
export function all<T extends Element>(within: ParentNode, selector: string): T[] {
  const found = [...within.querySelectorAll<T>(selector)];
  if (within instanceof Element && within.matches(selector)) found.unshift(within as unknown as T);
  return found;
}

const done = new Map<string, WeakSet<Element>>();

/** Run once per element, however often the piece is seen. */
export function once<T extends Element>(within: ParentNode, selector: string, act: (element: T) => void): void {
  const seen = done.get(selector) ?? new WeakSet<Element>();
  done.set(selector, seen);
  for (const element of all<T>(within, selector)) {
    if (seen.has(element)) continue;
    seen.add(element);
    act(element);
  }
}

let offset = 0;

/** Take the server's time; the desk's own clock may be minutes wrong. */
export function setServerNow(iso: string, receivedAt = Date.now()): void {
  const server = Date.parse(iso);
  if (!Number.isNaN(server)) offset = server - receivedAt;
}

{
  const navigation = performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming | undefined;
  const answered = navigation ? performance.timeOrigin + navigation.responseStart : Date.now();
  setServerNow(meta("gb-now"), answered);
}

/** The server's time now, in milliseconds. */
export const serverNow = (): number => Date.now() + offset;

const zone = document.documentElement.dataset["zone"] || "Asia/Shanghai";
const hms = new Intl.DateTimeFormat("en-GB", {
  timeZone: zone,
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});
const hm = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const day = new Intl.DateTimeFormat("en-CA", { timeZone: zone });

/** 02:04:15 in the unit's zone. */
export const clockTime = (at: number): string => hms.format(at);
/** 02:04 in the unit's zone. */
export const minuteTime = (at: number): string => hm.format(at);
/** 2026-11-21 in the unit's zone. */
export const dayOf = (at: number): string => day.format(at);

let speaking: number | undefined;

/** Tell the reader something, once, politely: one line at the foot of the page, batched for screen readers. */
export function tell(text: string, kind: "done" | "error" = "done"): void {
  const place = document.querySelector<HTMLElement>(".gb-says");
  if (!place || !text) return;
  const line = document.createElement("p");
  line.className = `gb-says-line is-${kind}`;
  line.textContent = text;
  place.replaceChildren(line);
  window.clearTimeout(speaking);
  speaking = window.setTimeout(() => place.replaceChildren(), kind === "error" ? 12000 : 4000);
}

/** The token that lets this page change things. */
export function changeHeaders(): Record<string, string> {
  try {
    return JSON.parse(document.body.getAttribute("hx-headers") || "{}") as Record<string, string>;
  } catch {
    return {};
  }
}
