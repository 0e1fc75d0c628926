/* What is lit: the selection with all its ancestors and descendants; the rest fades. */
(function () {
  "use strict";
  const { pipeviz } = window;
  const STATES = ["chosen", "lit", "faded"];

  /** What stands on the canvas for an id: itself, the bundle that it is in, who uses a hidden parameter, or
   *  the namespace that hides it. */
  pipeviz.onCanvas = (id) => {
    const { byId, bundleOf } = pipeviz.graph;
    const here = byId.get(id) ?? bundleOf.get(id);
    if (here) return [here];
    const entry = pipeviz.entry(id);
    if (!entry) return [];
    const users = (entry.users ?? []).flatMap(pipeviz.onCanvas);
    if (users.length) return [...new Set(users)];
    const around = pipeviz.namespacesAround(entry.namespace).map((name) => byId.get(`namespace:${name}`));
    return around.filter((one) => one && !one.box).slice(0, 1);
  };

  /** Everything inside an open namespace. */
  const inside = ({ data }) =>
    pipeviz.graph.elements.filter(({ data: { namespace } }) => namespace === data.name || namespace?.startsWith(`${data.name}.`));

  function attend() {
    const chosen = pipeviz.state.selected ? pipeviz.onCanvas(pipeviz.state.selected) : [];
    pipeviz.graph.paint(STATES, (give) => chosen.length && light(chosen, give));
  }

  function light(chosen, give) {
    const { graph } = pipeviz;
    const lit = graph.lineage(chosen.flatMap((one) => (one.box ? inside(one) : [one])));
    const around = new Set([...lit.items].flatMap((one) => pipeviz.namespacesAround(one.data.namespace)));
    chosen.forEach((one) => {
      give(one, "chosen");
      lit.items.add(one);
    });
    for (const edge of graph.edges) give(edge, lit.edges.has(edge) ? "lit" : "faded");
    for (const item of graph.items) if (!lit.items.has(item) && !(item.box && around.has(item.data.name))) give(item, "faded");
  }

  /** Bring what is selected into view; `closer` where it is too small to be read. */
  pipeviz.reveal = ({ closer } = { closer: true }) => {
    const [chosen] = pipeviz.state.selected ? pipeviz.onCanvas(pipeviz.state.selected) : [];
    if (chosen && !chosen.box) pipeviz.canvas.reveal(chosen, { closer });
  };

  pipeviz.on("state", attend);
  pipeviz.on("scene", attend);
})();
