/* How the canvas is drawn, whatever is on it: names as they are or as a person would write them, labels, layers. */
(function () {
  "use strict";
  const { pipeviz } = window;
  const PLAIN = "real labels";
  let shown = PLAIN;
  let labels = new Map();

  /** "train_model_node" as "Train model node"; the same as `pretty` in viz/labels.py. */
  pipeviz.pretty = (name) => {
    const words = name.replace(/[_-]+/g, " ").trim();
    return words ? words[0].toUpperCase() + words.slice(1) : name;
  };

  /** A label of one or two lines; the first is a name, drawn as the reader likes. */
  function drawn(label) {
    const [name, ...more] = label.split("\n");
    return [pipeviz.state.names === "pretty" ? pipeviz.pretty(name) : name, ...more].join("\n");
  }

  /** Scenes arrive with real names and with labels. */
  function draw(before) {
    const { graph, state } = pipeviz;
    const wanted = `${state.names} ${state.labels ? "labels" : "none"}`;
    pipeviz.byId("stage").classList.toggle("without-layers", !state.layers);
    if (wanted === before) return;
    shown = wanted;
    graph.items.forEach((item) => graph.tell(item, { label: drawn(labels.get(item.id)) }));
    graph.paint(["unlabelled"], (give) => state.labels || graph.items.forEach((item) => give(item, "unlabelled")));
    pipeviz.emit("names");
  }

  pipeviz.on("scene", () => {
    labels = new Map(pipeviz.graph.items.map(({ id, data }) => [id, data.label]));
    draw(PLAIN);
  });
  pipeviz.on("state", () => pipeviz.canvas.scene && draw(shown));
})();
