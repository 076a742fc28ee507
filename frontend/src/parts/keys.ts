/* Keyboard first. `/` search, Enter the next act, J K rows, ? the list; a page adds its own with data-key="s", "F9",
   "Alt+n", "Shift+s". data-key-twice asks for the key a second time: destructive acts never hang on one slip. */
import { once, say, tell } from "../page";

const TYPING = "input, textarea, select, [contenteditable], [role=textbox]";
let armed: { element: Element; until: number } | null = null;

function nameOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  // On many layouts the symbol itself needs Shift or Alt; letters are compared without them.
  const parts = [event.ctrlKey && "Ctrl", event.altKey && "Alt", event.metaKey && "Meta"];
  if (event.shiftKey && (key.length > 1 || /[a-z]/.test(key))) parts.push("Shift");
  const plain = event.altKey && /^(Key|Digit)/.test(event.code) ? event.code.slice(-1).toLowerCase() : key;
  return [...parts.filter(Boolean), plain].join("+");
}

function norm(key: string): string {
  return key
    .split("+")
    .map((part) => (part.length === 1 ? part.toLowerCase() : part))
    .join("+");
}

const seen = (element: Element): boolean => (element as HTMLElement).offsetParent !== null || element.getClientRects().length > 0;

function openDialog(): HTMLDialogElement | null {
  return document.querySelector<HTMLDialogElement>("dialog[open]");
}

function press(element: HTMLElement, key: string): void {
  if (element.matches("[disabled], [aria-disabled=true]")) return;
  if (element.hasAttribute("data-key-twice")) {
    const now = Date.now();
    if (!armed || armed.element !== element || armed.until < now) {
      armed = { element, until: now + 3000 };
      tell(say("press_again", { key }));
      return;
    }
    armed = null;
  }
  if (element.matches("input, textarea, select, [tabindex]:not(a):not(button)")) element.focus();
  else element.click();
}

function rows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-rows] > tr, [data-rows] > li, table[data-rows] > tbody > tr")].filter(seen);
}

function step(by: 1 | -1): void {
  const list = rows();
  if (!list.length) return;
  const now = list.findIndex((row) => row.contains(document.activeElement) || row.classList.contains("is-at"));
  const next = list[Math.min(list.length - 1, Math.max(0, now < 0 ? 0 : now + by))]!;
  for (const row of list) row.classList.toggle("is-at", row === next);
  const target = next.querySelector<HTMLElement>("a[href], button") ?? next;
  if (target === next) next.tabIndex = -1;
  target.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function nextAct(): HTMLElement | null {
  const acts = document.querySelectorAll<HTMLElement>(".gb-next .gb-btns :is(a, button):not([disabled])");
  return document.querySelector<HTMLElement>(".gb-next [data-next]") ?? acts[acts.length - 1] ?? null;
}

function wordOf(element: HTMLElement): string {
  const copy = element.cloneNode(true) as HTMLElement;
  copy.querySelectorAll("kbd, svg, .gb-sr").forEach((extra) => extra.remove());
  return (element.dataset["keyWord"] || element.getAttribute("aria-label") || copy.textContent || "").trim();
}

function showKeys(): void {
  const dialog = document.querySelector<HTMLDialogElement>("#gb_keys");
  const list = dialog?.querySelector("dl");
  if (!dialog || !list || dialog.open) return;
  const lines: [string, string][] = [];
  if (document.querySelector("#gb_search")) lines.push(["/", say("key_search")]);
  const act = nextAct();
  if (act) lines.push(["Enter", wordOf(act) || say("key_next")]);
  if (rows().length) lines.push(["J K", say("key_rows")]);
  for (const element of document.querySelectorAll<HTMLElement>("[data-key]"))
    if (seen(element)) lines.push([element.dataset["key"]!, wordOf(element)]);
  lines.push(["?", say("key_list")], ["Esc", say("key_leave")]);
  list.replaceChildren(
    ...lines.flatMap(([keys, word]) => {
      const dt = document.createElement("dt");
      for (const key of keys.split(/[ +]/)) {
        const kbd = document.createElement("kbd");
        kbd.className = "gb-kbd";
        kbd.textContent = key.length === 1 ? key.toUpperCase() : key;
        dt.append(kbd);
      }
      const dd = document.createElement("dd");
      dd.textContent = word;
      return [dt, dd];
    }),
  );
  dialog.showModal();
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.repeat) return;
  const target = event.target as HTMLElement;
  const typing = target.matches(TYPING);
  const name = nameOf(event);
  if (name === "Escape" && typing && !openDialog()) {
    target.blur();
    return;
  }
  const named = [...document.querySelectorAll<HTMLElement>("[data-key]")].find(
    (element) => norm(element.dataset["key"]!) === name && seen(element),
  );
  const single = name.length === 1 || name === "Enter";
  if (named && !(typing && single) && (!openDialog() || openDialog()!.contains(named))) {
    event.preventDefault();
    press(named, named.dataset["key"]!);
    return;
  }
  if (typing || openDialog() || event.ctrlKey || event.metaKey || event.altKey) return;
  if (name === "/") {
    const search = document.querySelector<HTMLInputElement>("#gb_search");
    if (search) {
      event.preventDefault();
      search.focus();
      search.select();
    }
  } else if (name === "?") showKeys();
  else if (name === "j" || name === "ArrowDown" && target.closest("[data-rows]")) {
    event.preventDefault();
    step(1);
  } else if (name === "k" || name === "ArrowUp" && target.closest("[data-rows]")) {
    event.preventDefault();
    step(-1);
  } else if (name === "Enter" && (target === document.body || target.id === "main")) {
    const act = nextAct();
    if (act) {
      event.preventDefault();
      act.click();
    }
  }
}

document.addEventListener("keydown", onKey);

export function start(within: ParentNode): void {
  once<HTMLElement>(within, "[data-show-keys]", (button) => button.addEventListener("click", showKeys));
}
