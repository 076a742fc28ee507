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

  const MARKS = "#draft_read [data-element], #draft_read [data-edit]";
  const keyOf = (mark) => mark.dataset.element ?? mark.dataset.edit;

  function settle(mark, confirmed) {
    const value = keyOf(mark);
    const box = document.getElementById("draft_verdicts");
    const isEdit = mark.dataset.edit !== undefined;
    const names = isEdit ? ["undone"] : ["confirmed", "rejected"];
    const before = [...box.querySelectorAll("input")].find((input) => input.value === value && names.includes(input.name));
    const name = isEdit ? "undone" : confirmed ? "confirmed" : "rejected";
    if (isEdit && confirmed === !before && confirmed) return;
    const undo = before && before.name === name;
    before?.remove();
    if (!undo) {
      const input = document.createElement("input");
      input.type = "hidden";
      input.name = name;
      input.value = value;
      box.append(input);
    }
    const marks = [...document.querySelectorAll(isEdit ? MARKS : "#draft_read [data-element]")];
    const next = marks[marks.indexOf(mark) + (isEdit ? 0 : 1)];
    wanted = next ? keyOf(next) : null;
    save();
  }

  // After an answer replaces the marks, the keyboard goes on where it was.
  let wanted = null;
  document.body.addEventListener("htmx:oobBeforeSwap", (event) => {
    const mark = document.activeElement?.closest(MARKS);
    if (event.target.id === "draft_read" && mark && wanted === null) wanted = keyOf(mark);
  });
  document.body.addEventListener("htmx:oobAfterSwap", (event) => {
    if (event.target.id !== "draft_read" || wanted === null) return;
    const next = [...document.querySelectorAll(MARKS)].find((mark) => keyOf(mark) === wanted);
    wanted = null;
    next?.focus();
  });

  document.addEventListener("click", (event) => {
    const asked = event.target.closest("[data-focus]");
    if (asked) return focusOn(asked.dataset.focus);
    const mark = event.target.closest(MARKS);
    if (mark) return settle(mark, mark.dataset.edit === undefined || mark.getAttribute("aria-pressed") === "false");
    const type = event.target.closest("[data-type]");
    if (type) {
      const select = document.getElementById("id_scam_type");
      select.value = type.dataset.type;
      return save();
    }
    if (event.target.closest("[data-edits]")) return showEdits(!clean);
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
    const mark = event.target.closest?.(MARKS);
    if (!mark || event.isComposing) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      settle(mark, true);
    } else if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      settle(mark, false);
    }
  });

  // Why a thing was read as it was, or cleaned away: said where the eye or the keyboard is.
  const why = document.getElementById("draft_why");
  for (const name of ["focusin", "mouseover"])
    document.addEventListener(name, (event) => {
      const mark = event.target.closest?.(MARKS);
      if (mark) why.textContent = mark.dataset.why;
    });

  // Alt+C: the clean text alone, or with what was cleaned away beside it; then each edit can be reached by Tab.
  const read = () => document.getElementById("draft_read");
  let clean = true;
  function showEdits(hide) {
    clean = hide;
    read().toggleAttribute("data-clean", clean);
    for (const mark of read().querySelectorAll("[data-edit]")) mark.tabIndex = clean ? -1 : 0;
  }
  showEdits(true);
  // The sheet of the type stays open or shut as she left it.
  let sheetOpen = false;
  document.addEventListener("toggle", (event) => {
    if (event.target.matches?.(".cases-sheet")) sheetOpen = event.target.open;
  }, true);
  document.body.addEventListener("htmx:oobAfterSwap", (event) => {
    if (event.target.id === "draft_read") showEdits(clean);
    if (event.target.id === "draft_sheet") event.target.querySelector("details")?.toggleAttribute("open", sheetOpen);
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
