/* Dialogs: data-dialog="id" opens one that is in the page; data-dialog-from="/address" fetches a form into the common
   sheet (without script the link simply leads there). data-close closes; menus close when one presses elsewhere. */
import htmx from "htmx.org";
import { once } from "../page";

export function start(within: ParentNode): void {
  once<HTMLElement>(within, "[data-dialog]", (button) => {
    button.addEventListener("click", () => {
      const dialog = document.getElementById(button.dataset["dialog"]!);
      if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
    });
  });
  once<HTMLElement>(within, "[data-dialog-from]", (link) => {
    link.addEventListener("click", (event) => {
      const sheet = document.querySelector<HTMLDialogElement>("#gb_sheet");
      const place = sheet?.querySelector<HTMLElement>("[data-sheet]");
      if (!sheet || !place || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      place.replaceChildren();
      void htmx.ajax("get", link.dataset["dialogFrom"]!, { source: link, target: place, swap: "innerHTML" }).then(() => {
        if (!place.childElementCount || sheet.open) return;
        // Focus comes back here when the sheet closes, also when a key opened it; inside, it begins at the first field.
        link.focus();
        sheet.showModal();
        place.querySelector<HTMLElement>("input:not([type=hidden]), select, textarea")?.focus();
      });
    });
  });
  once<HTMLElement>(within, "[data-close]", (button) => {
    button.addEventListener("click", () => button.closest("dialog")?.close());
  });
}

document.addEventListener("pointerdown", (event) => {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>(".gb-me[open], .gb-rail-more[open]"))
    if (!menu.contains(event.target as Node)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll<HTMLDetailsElement>(".gb-me[open], .gb-rail-more[open]")) {
    menu.open = false;
    menu.querySelector("summary")?.focus();
  }
});
// The server closes the sheet by answering with the header HX-Trigger: gb-close.
document.body.addEventListener("gb-close", () => document.querySelector<HTMLDialogElement>("#gb_sheet")?.close());
