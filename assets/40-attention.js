/* What is lit: the selection with all its ancestors and descendants; the rest fades. */
(function () {
  "use strict";
  const { pipeviz } = window;
  const STATES = "chosen lit faded";

  /** What stands on the canvas for an id: itself, who uses a hidden parameter, or the namespace that hides it. */
  pipeviz.onCanvas = (id) => {
    const { cy } = pipeviz;
    const itself = cy.getElementById(id);
    if (itself.nonempty()) return itself;
    const entry = pipeviz.entry(id);
    if (!entry) return cy.collection();
    const users = (entry.users ?? []).map(pipeviz.onCanvas);
    if (users.length) return users.reduce((all, one) => all.union(one), cy.collection());
    const around = pipeviz.namespacesAround(entry.namespace).map((name) => cy.getElementById(`namespace:${name}`));
    return around.find((one) => one.nonempty() && !one.hasClass("box")) ?? cy.collection();
  };

  /** Everything inside an open namespace. */
  const inside = (box) =>
    pipeviz.cy.nodes().filter((node) => {
      const around = node.data("namespace");
      return !node.is(".box, .title") && (around === box.data("name") || around?.startsWith(`${box.data("name")}.`));
    });

  function attend() {
    const { cy, state } = pipeviz;
    cy.batch(() => {
      cy.elements().removeClass(STATES);
      const chosen = state.selected ? pipeviz.onCanvas(state.selected) : cy.collection();
      if (chosen.empty()) return;
      const roots = chosen.hasClass("box") ? inside(chosen) : chosen;
      light(cy, chosen, roots);
    });
  }

  function light(cy, chosen, roots) {
    const lit = roots.union(roots.predecessors()).union(roots.successors()).union(roots.edgesWith(roots));
    chosen.addClass("chosen");
    lit.edges().addClass("lit");
    const around = new Set(lit.nodes().toArray().flatMap((node) => pipeviz.namespacesAround(node.data("namespace"))));
    cy.elements()
      .difference(lit)
      .filter((one) => !(one.is(".box, .title") && around.has(one.data("name"))))
      .difference(chosen)
      .addClass("faded");
  }

  let revealed = null;
  function reveal() {
    const { selected } = pipeviz.state;
    if (selected === revealed) return;
    revealed = selected;
    const chosen = selected ? pipeviz.onCanvas(selected) : null;
    if (chosen?.nonempty() && !chosen.hasClass("box")) pipeviz.canvas.reveal(chosen.first());
  }
  pipeviz.reveal = () => {
    revealed = null;
    reveal();
  };

  pipeviz.on("state", attend);
  pipeviz.on("scene", attend);
})();
