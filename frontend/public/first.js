/* Runs before the first paint: the reader's own light and density, so that nothing flashes. */
(function () {
  var root = document.documentElement;
  root.classList.add("has-script");
  try {
    var theme = localStorage.getItem("gb-theme");
    if (theme === "light" || theme === "dark") root.setAttribute("data-theme", theme);
    var density = localStorage.getItem("gb-density");
    if (density === "roomy" && !root.hasAttribute("data-density-set")) root.setAttribute("data-density", density);
  } catch (refused) {
    /* storage is switched off: the system's own setting stands */
  }
})();
