/* On a phone a row becomes a card: each cell carries the word of its column head. */
import { once } from "../page";

export function start(within: ParentNode): void {
  once<HTMLTableElement>(within, "table.gb-table", label);
  // Rows that htmx sets in later belong to a table that was seen before.
  if (within instanceof Element) {
    const table = within.closest<HTMLTableElement>("table.gb-table");
    if (table) label(table);
  }
}

function label(table: HTMLTableElement): void {
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])].map((cell) => {
    const spoken = cell.querySelector(".gb-sr, .gb-tape-axis");
    return spoken ? "" : (cell.textContent ?? "").replace(/[↑↓]/g, "").trim();
  });
  for (const body of table.tBodies)
    for (const row of body.rows)
      [...row.cells].forEach((cell, at) => {
        const head = heads[at] ?? "";
        if (head && cell.dataset["head"] !== head) cell.dataset["head"] = head;
      });
}
