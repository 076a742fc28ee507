/* When a change got no answer or a no: say what happened, in words; and let no form leave twice. */
import { once, say, tell } from "../page";

type Failed = CustomEvent<{ xhr: XMLHttpRequest }>;

function reason(xhr: XMLHttpRequest): string {
  try {
    const problem = JSON.parse(xhr.responseText) as { detail?: string; title?: string };
    return problem.detail ?? problem.title ?? "";
  } catch {
    return "";
  }
}

document.addEventListener("htmx:responseError", (event) => {
  const why = reason((event as Failed).detail.xhr);
  tell(why ? say("reply_refused", { reason: why }) : say("reply_lost"), "error");
});
for (const name of ["htmx:sendError", "htmx:timeout"])
  document.addEventListener(name, () => tell(say("reply_lost"), "error"));

export function start(within: ParentNode): void {
  once<HTMLFormElement>(within, 'form[method="post"]:not([hx-post], [data-many])', (form) => {
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      if (form.dataset["sent"]) {
        event.preventDefault();
        return;
      }
      form.dataset["sent"] = "1";
      // The page may be shown again from memory after going back.
      window.addEventListener("pageshow", () => delete form.dataset["sent"], { once: true });
    });
  });
}
