/* A strict content policy allows no inline handler, so the print button has its own file. */
"use strict";
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
