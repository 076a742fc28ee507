/* data-copy="text" on a button puts the text on the clipboard: an account for a bank's own screen. */
import { once, say, tell } from "../page";

export function start(within: ParentNode): void {
  once<HTMLElement>(within, "[data-copy]", (button) => {
    button.addEventListener("click", () => {
      const text = button.dataset["copy"] ?? "";
      const copied = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error("no clipboard"));
      copied.then(
        () => tell(say("copied")),
        () => tell(say("copy_failed"), "error"),
      );
    });
  });
}
