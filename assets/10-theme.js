/* Light and dark: what the page was given, else what its reader chose, else what the system says. */
(function () {
  "use strict";
  const { pipeviz } = window;
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");

  const chosen = () => root.dataset.theme || null;
  pipeviz.theme = () => chosen() || (system.matches ? "dark" : "light");

  const remembered = pipeviz.remembered("theme");
  if (!("themeGiven" in root.dataset) && (remembered === "light" || remembered === "dark")) {
    root.dataset.theme = remembered;
  }

  function paint() {
    const name = pipeviz.theme();
    const symbol = pipeviz.byId("theme-toggle")?.firstElementChild;
    if (symbol) symbol.className = `i i-${name === "dark" ? "sun" : "moon"}`;
    pipeviz.cy?.style().fromJson(pipeviz.boot.styles[name]).update();
    pipeviz.emit("theme", name);
  }

  pipeviz.toggleTheme = () => {
    root.dataset.theme = pipeviz.theme() === "dark" ? "light" : "dark";
    pipeviz.remember("theme", root.dataset.theme);
    paint();
  };

  system.addEventListener("change", () => chosen() || paint());
  pipeviz.on("start", () => {
    pipeviz.byId("theme-toggle").addEventListener("click", pipeviz.toggleTheme);
    paint();
  });
})();
