/* Keys for the whole page. */
(function () {
  "use strict";
  const { pipeviz } = window;

  const tool = (id) => () => pipeviz.tools[id]();
  /** One thing at a time: the legend, the selection, the namespace in focus. */
  function letGo() {
    if (!pipeviz.byId("legend-card").hidden) pipeviz.toggleLegend();
    else if (pipeviz.state.selected || !pipeviz.state.focus) pipeviz.select(null);
    else pipeviz.focusOn(null);
  }

  const KEYS = {
    "/": () => pipeviz.focusSearch(),
    "+": tool("zoom-in"),
    "=": tool("zoom-in"),
    "-": tool("zoom-out"),
    f: tool("zoom-fit"),
    r: tool("reset-view"),
    e: tool("expand-all"),
    c: tool("collapse-all"),
    x: () => pipeviz.toggleChosen(),
    i: tool("focus-toggle"),
    d: tool("direction-toggle"),
    b: tool("layers-toggle"),
    l: tool("labels-toggle"),
    n: tool("names-toggle"),
    p: tool("parameters-toggle"),
    o: () => pipeviz.toggleOutline(),
    m: () => pipeviz.toggleMinimap(),
    t: () => pipeviz.toggleTheme(),
    s: () => pipeviz.byId("save-menu").click(),
    "?": () => pipeviz.toggleLegend(),
    Escape: letGo,
  };

  function press(event) {
    const find = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "f" && !event.shiftKey;
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !typing;
    const level = /^[1-9]$/.test(event.key) ? () => pipeviz.expandTo(Number(event.key)) : null;
    const action = find ? KEYS["/"] : plain ? (level ?? KEYS[event.key]) : null;
    if (!action) return;
    event.preventDefault();
    action();
  }

  pipeviz.on("start", () => document.addEventListener("keydown", press));
})();
