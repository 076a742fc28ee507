/* Dropping files: each goes at once, one after the other, with its progress; the server's answer (a piece of page) is
   set into the list. Without data-upload the place is a plain file input of its form. */
import htmx from "htmx.org";
import { changeHeaders, once, say } from "../page";

function line(list: Element, name: string): { row: HTMLLIElement; bar: HTMLProgressElement; word: HTMLElement } {
  const row = document.createElement("li");
  const title = document.createElement("span");
  title.className = "gb-cut";
  title.textContent = name;
  const bar = document.createElement("progress");
  bar.max = 100;
  bar.value = 0;
  const word = document.createElement("span");
  word.className = "gb-small gb-second";
  row.append(title, bar, word);
  list.append(row);
  return { row, bar, word };
}

function wrong(place: { row: HTMLElement; bar: HTMLElement; word: HTMLElement }, text: string): void {
  place.bar.remove();
  place.row.classList.add("is-wrong");
  place.word.className = "gb-error";
  place.word.textContent = text;
}

function send(drop: HTMLElement, list: Element, file: File): Promise<void> {
  const place = line(list, file.name);
  const most = Number(drop.dataset["mostMb"] || 0);
  if (most && file.size > most * 1048576) {
    wrong(place, say("too_big", { most: String(most) }));
    return Promise.resolve();
  }
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", drop.dataset["upload"]!);
    for (const [name, value] of Object.entries(changeHeaders())) request.setRequestHeader(name, value);
    request.setRequestHeader("HX-Request", "true");
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      const part = Math.floor((100 * event.loaded) / event.total);
      place.bar.value = part;
      place.word.textContent = say("sending", { part: String(part) });
    });
    request.addEventListener("load", () => {
      const markup = (request.getResponseHeader("Content-Type") ?? "").startsWith("text/html");
      if ((request.status < 300 || request.status === 422) && markup && request.responseText.trim()) {
        const box = document.createElement("template");
        box.innerHTML = request.responseText;
        const set = [...box.content.children];
        place.row.replaceWith(...set);
        set.forEach((element) => htmx.process(element));
      } else if (request.status < 300) {
        place.bar.value = 100;
        place.word.textContent = say("sent");
      } else wrong(place, reason(request) || say("send_failed"));
      drop.dispatchEvent(new CustomEvent("gb-dropped", { bubbles: true }));
      done();
    });
    for (const name of ["error", "abort", "timeout"])
      request.addEventListener(name, () => {
        wrong(place, say("send_failed"));
        done();
      });
    const body = new FormData();
    body.append(drop.dataset["name"] || "file", file, file.name);
    request.send(body);
  });
}

function reason(request: XMLHttpRequest): string {
  try {
    return (JSON.parse(request.responseText) as { detail?: string }).detail ?? "";
  } catch {
    return "";
  }
}

export function start(within: ParentNode): void {
  once<HTMLElement>(within, ".gb-drop", (drop) => {
    const input = drop.querySelector<HTMLInputElement>("input[type=file]");
    const list = drop.querySelector(".gb-drop-list");
    if (!input || !list) return;
    let queue = Promise.resolve();
    const take = (files: FileList): void => {
      if (drop.dataset["upload"]) {
        for (const file of files) queue = queue.then(() => send(drop, list, file));
        input.value = "";
        return;
      }
      list.replaceChildren(
        ...[...files].map((file) => {
          const row = document.createElement("li");
          row.textContent = file.name;
          return row;
        }),
      );
    };
    input.addEventListener("change", () => input.files && take(input.files));
    for (const name of ["dragenter", "dragover"])
      drop.addEventListener(name, (event) => {
        event.preventDefault();
        drop.classList.add("is-over");
      });
    for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("is-over"));
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      const files = event.dataTransfer?.files;
      if (!files?.length) return;
      if (!drop.dataset["upload"]) input.files = files;
      take(files);
    });
  });
}
