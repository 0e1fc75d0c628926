/* The outline: namespaces and elements of the pipeline as a tree, also for those who do not use a pointer. */
(function () {
  "use strict";
  const { pipeviz } = window;
  const KINDS = { namespace: 0, node: 1, dataset: 2, parameter: 3 };
  let drawnFor = null;

  const open = () => !pipeviz.byId("outline").hidden;

  pipeviz.toggleOutline = (wanted = !open()) => {
    pipeviz.byId("outline").hidden = !wanted;
    pipeviz.byId("outline-toggle").setAttribute("aria-expanded", wanted);
    pipeviz.remember("outline", wanted ? "open" : "");
    draw();
  };

  function draw() {
    if (!open()) return;
    if (drawnFor !== pipeviz.state.pipeline) {
      drawnFor = pipeviz.state.pipeline;
      pipeviz.byId("outline").replaceChildren(...branches(null, childrenByNamespace()));
    }
    point();
  }

  /** The elements of the pipeline by the innermost namespace that the pipeline has around them. */
  function childrenByNamespace() {
    const here = pipeviz.boot.pipelines.indexOf(pipeviz.pipelineNow());
    const known = new Set(pipeviz.pipelineNow()?.namespaces);
    const children = new Map();
    for (const entry of pipeviz.entries()) {
      if (!entry.in.includes(here)) continue;
      const parent = pipeviz.namespacesAround(entry.namespace).reverse().find((name) => known.has(name)) ?? null;
      if (!children.has(parent)) children.set(parent, []);
      children.get(parent).push(entry);
    }
    return children;
  }

  function branches(parent, children) {
    const found = children.get(parent) ?? [];
    found.sort((a, b) => KINDS[a.kind] - KINDS[b.kind] || a.name.localeCompare(b.name));
    return found.map((entry) => (entry.kind === "namespace" ? folder(entry, children) : leaf(entry, parent)));
  }

  function folder(entry, children) {
    const summary = pipeviz.make("summary", {}, leaf(entry, entry.namespace));
    const inside = pipeviz.make("div", { class: "outline-inside" }, ...branches(entry.name, children));
    return pipeviz.make("details", { open: "" }, summary, inside);
  }

  function leaf(entry, parent) {
    const label = parent && entry.name.startsWith(`${parent}.`) ? entry.name.slice(parent.length + 1) : entry.name;
    const made = pipeviz.make(
      "button",
      { class: `outline-item kind-${entry.kind}`, title: entry.name },
      pipeviz.icon(entry.icon),
      pipeviz.make("span", {}, label),
    );
    made.dataset.outline = entry.id;
    made.addEventListener("click", (event) => {
      event.preventDefault();
      pipeviz.chooseEntry(entry);
    });
    return made;
  }

  function point() {
    pipeviz.byId("outline").querySelectorAll("[data-outline]").forEach((item) => {
      const current = item.dataset.outline === pipeviz.state.selected;
      if (current) item.setAttribute("aria-current", "true");
      else item.removeAttribute("aria-current");
    });
  }

  pipeviz.on("state", draw);
  pipeviz.on("start", () => {
    pipeviz.byId("outline-toggle").addEventListener("click", () => pipeviz.toggleOutline());
    if (pipeviz.remembered("outline") && innerWidth >= 1100) pipeviz.toggleOutline(true);
  });
})();
