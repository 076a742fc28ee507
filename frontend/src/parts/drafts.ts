/* What she types is kept while she types: a form with data-draft="/address" is posted there, quietly, after each pause.
   The draft lives on the server, where it is sealed; nothing of it is stored in the browser. A word about it stands in
   the element that data-draft-word names, else in the form's own [data-draft-word]. */
import { changeHeaders, clockTime, once, say, serverNow } from "../page";

const PAUSE = 800;
const AGAIN = 5000;
const unsaved = new Set<HTMLFormElement>();

function word(form: HTMLFormElement, text: string, wrong = false): void {
  const id = form.dataset["draftWord"];
  const place = id ? document.getElementById(id) : form.querySelector<HTMLElement>("[data-draft-word]");
  if (!place) return;
  place.textContent = text;
  place.classList.toggle("gb-red", wrong);
}

function keep(form: HTMLFormElement): void {
  let timer: number | undefined;
  let version = 0;

  const save = async (): Promise<void> => {
    const mine = version;
    word(form, say("saving"));
    try {
      const answer = await fetch(form.dataset["draft"]!, {
        method: "POST",
        body: new FormData(form),
        headers: { ...changeHeaders(), "X-Draft": "1" },
        credentials: "same-origin",
      });
      if (!answer.ok) throw new Error(String(answer.status));
      if (mine !== version) return;
      unsaved.delete(form);
      word(form, say("saved", { time: clockTime(serverNow()) }));
    } catch {
      word(form, say("unsaved"), true);
      timer = window.setTimeout(save, AGAIN);
    }
  };

  form.addEventListener("input", () => {
    version += 1;
    unsaved.add(form);
    window.clearTimeout(timer);
    timer = window.setTimeout(save, PAUSE);
  });
  form.addEventListener("submit", () => {
    window.clearTimeout(timer);
    unsaved.delete(form);
  });
}

window.addEventListener("beforeunload", (event) => {
  if (unsaved.size) event.preventDefault();
});

export function start(within: ParentNode): void {
  once<HTMLFormElement>(within, "form[data-draft]", keep);
}
