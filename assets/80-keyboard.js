/* Keys for the whole page, and the tools on the canvas. */
(function () {
  "use strict";
  const { pipeviz } = window;

  const toggleParameters = () => pipeviz.change({ parameters: !pipeviz.state.parameters });
  const KEYS = {
    "/": () => pipeviz.focusSearch(),
    "+": () => pipeviz.canvas.zoomBy(1.3),
    "=": () => pipeviz.canvas.zoomBy(1.3),
    "-": () => pipeviz.canvas.zoomBy(1 / 1.3),
    f: () => pipeviz.canvas.fit(),
    e: () => pipeviz.expandAll(),
    c: () => pipeviz.collapseAll(),
    p: toggleParameters,
    o: () => pipeviz.toggleOutline(),
    t: () => pipeviz.toggleTheme(),
    Escape: () => pipeviz.select(null),
  };
  const BUTTONS = {
    "zoom-in": KEYS["+"],
    "zoom-out": KEYS["-"],
    "zoom-fit": KEYS.f,
    "expand-all": KEYS.e,
    "collapse-all": KEYS.c,
    "parameters-toggle": toggleParameters,
  };

  function press(event) {
    const find = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "f" && !event.shiftKey;
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !typing;
    const action = find ? KEYS["/"] : plain ? KEYS[event.key] : null;
    if (!action) return;
    event.preventDefault();
    action();
  }

  pipeviz.on("start", () => {
    document.addEventListener("keydown", press);
    for (const [id, action] of Object.entries(BUTTONS)) pipeviz.byId(id).addEventListener("click", action);
  });
  pipeviz.on("state", ({ parameters }) => {
    pipeviz.byId("parameters-toggle").setAttribute("aria-pressed", parameters);
    const none = !pipeviz.pipelineNow()?.namespaces.length;
    pipeviz.byId("expand-all").hidden = pipeviz.byId("collapse-all").hidden = none;
  });
})();
