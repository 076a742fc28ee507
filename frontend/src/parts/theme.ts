/* Light, dark or as the system says; kept in the browser, set before the first paint by first.js. */
import { all, once } from "../page";

const root = document.documentElement;

function show(): void {
  const now = root.dataset["theme"] ?? "";
  for (const button of all<HTMLElement>(document, "[data-set-theme]"))
    button.setAttribute("aria-pressed", String((button.dataset["setTheme"] ?? "") === now));
}

export function start(within: ParentNode): void {
  once<HTMLElement>(within, "[data-set-theme]", (button) => {
    button.addEventListener("click", () => {
      const theme = button.dataset["setTheme"] ?? "";
      if (theme) root.dataset["theme"] = theme;
      else delete root.dataset["theme"];
      try {
        if (theme) localStorage.setItem("gb-theme", theme);
        else localStorage.removeItem("gb-theme");
      } catch {
        /* storage is switched off: the choice lasts for this page */
      }
      show();
      document.body.dispatchEvent(new CustomEvent("gb:theme"));
    });
  });
  show();
}
