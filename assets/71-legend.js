/* The legend: what the shapes mean, and what the colours of a run mean. */
(function () {
  "use strict";
  const { pipeviz } = window;
  const SHAPES = [
    ["node", "node", "Node"],
    ["dataset", "dataset", "Dataset"],
    ["memory", "memory", "In memory"],
    ["parameter", "parameter", "Parameter"],
    ["namespace", "namespace", "Namespace"],
  ];

  function draw() {
    const overlay = pipeviz.overlay?.();
    const shapes = SHAPES.map(([shape, symbol, word]) =>
      pipeviz.make("span", { class: "legend-item" }, pipeviz.make("i", { class: `swatch swatch-${shape}` }, pipeviz.icon(symbol)), word),
    );
    pipeviz.byId("legend").replaceChildren(...(overlay ? heat(overlay) : shapes));
  }

  function heat({ legend }) {
    const { make } = pipeviz;
    const steps = make("div", { class: "heat" });
    for (const { text, colours } of legend) {
      const step = make("span", {}, text);
      const { fill, text: ink } = colours[pipeviz.theme()];
      Object.assign(step.style, { background: fill, color: ink });
      steps.append(step);
    }
    const marks = [["failed", "Failed"], ["idle", "Did not run"]].map(([name, word]) =>
      make("span", { class: "legend-item" }, make("i", { class: `swatch swatch-${name}` }), word),
    );
    return legend.length ? [make("span", { class: "muted" }, "Load + compute + save"), steps, ...marks] : marks;
  }

  ["start", "overlay", "theme"].forEach((event) => pipeviz.on(event, draw));
})();
