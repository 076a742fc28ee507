/* The intake page: jump to the five questions, settle elements with Enter and Del, drop rows, and say when a save failed.
   Everything typed goes to the server through #draft_saver; nothing is stored in the browser. */
"use strict";
(() => {
  const form = document.getElementById("intake");
  if (!form) return;
  const words = JSON.parse(document.querySelector('meta[name="gb-words"]')?.content || "{}");
  const save = () => form.dispatchEvent(new CustomEvent("gb-save"));
  let unsaved = false;

  form.addEventListener("input", () => (unsaved = true));
  form.addEventListener("submit", () => (unsaved = false));
  window.addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });

  function focusOn(question) {
    if (question === "moved") {
      const moved = form.querySelector("input[name=moved]:checked") || form.querySelector("input[name=moved]");
      moved?.focus();
      return;
    }
    const fields = [...form.querySelectorAll(`[data-question="${question}"]`)];
    const target = fields.find((field) => !field.value) || fields.at(-1);
    if (target) target.focus();
    else document.querySelector('[data-key="Alt+n"]')?.click();
  }

  function settle(mark, confirmed) {
    const value = mark.dataset.element;
    const box = document.getElementById("draft_verdicts");
    const before = [...box.querySelectorAll("input")].find((input) => input.value === value);
    const name = confirmed ? "confirmed" : "rejected";
    const undo = before && before.name === name;
    before?.remove();
    if (!undo) {
      const input = document.createElement("input");
      input.type = "hidden";
      input.name = name;
      input.value = value;
      box.append(input);
    }
    const marks = [...document.querySelectorAll("#draft_read [data-element]")];
    wanted = marks[marks.indexOf(mark) + 1]?.dataset.element ?? null;
    save();
  }

  // After an answer replaces the marks, the keyboard goes on where it was.
  let wanted = null;
  document.body.addEventListener("htmx:oobAfterSwap", (event) => {
    if (event.target.id !== "draft_read" || wanted === null) return;
    const next = [...document.querySelectorAll("#draft_read [data-element]")].find((mark) => mark.dataset.element === wanted);
    wanted = null;
    next?.focus();
  });

  document.addEventListener("click", (event) => {
    const asked = event.target.closest("[data-focus]");
    if (asked) return focusOn(asked.dataset.focus);
    const mark = event.target.closest("#draft_read [data-element]");
    if (mark) return settle(mark, true);
    const drop = event.target.closest("[data-drop-row]");
    if (drop) {
      drop.closest(".cases-row").remove();
      return save();
    }
    const mine = event.target.closest("[data-keep-mine]");
    if (mine) {
      document.getElementById("draft_revision").value = mine.dataset.keepMine;
      save();
    }
    return undefined;
  });
  document.addEventListener("keydown", (event) => {
    const mark = event.target.closest?.("#draft_read [data-element]");
    if (!mark || event.isComposing) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      settle(mark, true);
    } else if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      settle(mark, false);
    }
  });

  document.body.addEventListener("htmx:load", (event) => {
    const row = event.target;
    if (!row.matches?.(".cases-row[data-fresh]")) return;
    row.removeAttribute("data-fresh");
    const empty = [...row.querySelectorAll("input.gb-input")].find((input) => !input.value);
    (empty || row.querySelector("input.gb-input"))?.focus();
    save();
  });

  const saver = document.getElementById("draft_saver");
  const failed = () => {
    unsaved = true;
    const place = document.getElementById("draft_saved");
    place.textContent = words.unsaved || "";
    place.classList.add("gb-red");
    window.setTimeout(save, 3000);
  };
  for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"])
    saver.addEventListener(name, (event) => {
      // 422 is an answer (another page saved meanwhile) and stands on the page; asking again would not help.
      if (event.detail.xhr?.status !== 422) failed();
    });
  saver.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) unsaved = false;
  });
})();
