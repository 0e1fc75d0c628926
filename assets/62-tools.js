/* The tools beside the canvas: what each button does, which are pressed, and moving among them with the arrow keys. */
(function () {
  "use strict";
  const { pipeviz } = window;
  const toggle = (part) => () => pipeviz.change({ [part]: !pipeviz.state[part] });

  pipeviz.tools = {
    "zoom-in": () => pipeviz.canvas.zoomBy(1.3),
    "zoom-out": () => pipeviz.canvas.zoomBy(1 / 1.3),
    "zoom-fit": () => pipeviz.canvas.fit(),
    "reset-view": () => {
      pipeviz.resetView();
      pipeviz.canvas.fit();
    },
    "expand-all": () => pipeviz.expandAll(),
    "collapse-all": () => pipeviz.collapseAll(),
    "focus-toggle": () => pipeviz.toggleFocus(),
    "direction-toggle": () => pipeviz.change({ direction: pipeviz.state.direction === "TB" ? "LR" : "TB" }),
    "layers-toggle": toggle("layers"),
    "labels-toggle": toggle("labels"),
    "names-toggle": () => pipeviz.change({ names: pipeviz.state.names === "pretty" ? "real" : "pretty" }),
    "parameters-toggle": toggle("parameters"),
  };

  /** How many levels of namespaces to open, as a list for this pipeline. */
  function levels() {
    const depth = pipeviz.depth();
    return Array.from({ length: depth + 1 }, (_, level) => {
      const words = level === 0 ? "All collapsed" : level === depth ? "All expanded" : level === 1 ? "1 level open" : `${level} levels open`;
      const option = pipeviz.make("button", { class: "option", role: "option", tabindex: "-1" }, pipeviz.make("span", { class: "option-name" }, words));
      const key = level === 0 ? "c" : level === depth ? "e" : level;
      option.append(pipeviz.make("kbd", { "aria-hidden": "true" }, key));
      Object.assign(option.dataset, { choose: "depth", value: level });
      return option;
    });
  }

  function point(state) {
    const pressed = { layers: state.layers, labels: state.labels, names: state.names === "pretty", parameters: state.parameters, focus: state.focus };
    for (const [name, on] of Object.entries(pressed)) pipeviz.byId(`${name}-toggle`).setAttribute("aria-pressed", Boolean(on));
    const across = state.direction === "LR";
    const direction = pipeviz.byId("direction-toggle");
    direction.firstElementChild.className = `i i-${across ? "down" : "across"}`;
    direction.title = `Draw ${across ? "from top to bottom" : "from left to right"} (d)`;
    direction.setAttribute("aria-label", direction.title);
    const none = !pipeviz.pipelineNow()?.namespaces.length;
    for (const id of ["expand-all", "collapse-all", "levels-menu", "focus-toggle"]) pipeviz.byId(id).hidden = none;
    pipeviz.byId("levels-list").replaceChildren(...levels());
    pipeviz.byId("layers-toggle").hidden = !pipeviz.canvas.scene?.bands.length;
  }

  function press(event) {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!step || event.target.closest(".menu") || event.target.getAttribute("aria-expanded") === "true") return;
    const buttons = [...event.currentTarget.querySelectorAll("button:not([hidden])")].filter((one) => !one.closest(".menu"));
    event.preventDefault();
    event.stopPropagation();
    buttons[(buttons.indexOf(event.target) + step + buttons.length) % buttons.length]?.focus();
  }

  pipeviz.on("start", () => {
    pipeviz.choices.depth = (value) => pipeviz.expandTo(Number(value));
    for (const [id, action] of Object.entries(pipeviz.tools)) pipeviz.byId(id).addEventListener("click", action);
    pipeviz.byId("tools").addEventListener("keydown", press, true);
    point(pipeviz.state);
  });
  pipeviz.on("state", point);
  pipeviz.on("scene", () => point(pipeviz.state));
})();
