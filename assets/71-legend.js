/* The legend: in short below the graph, in full on a card that also names the keys. */
(function () {
  "use strict";
  const { pipeviz } = window;
  const { make } = pipeviz;

  const item = ({ words, images }) =>
    make("span", { class: "legend-item" }, make("img", { src: images[pipeviz.theme()], alt: "", width: 38, height: 22 }), words);

  function heat({ legend }) {
    const steps = make("div", { class: "heat" });
    for (const { text, colours } of legend) {
      const step = make("span", {}, text);
      const { fill, text: ink } = colours[pipeviz.theme()];
      Object.assign(step.style, { background: fill, color: ink });
      steps.append(step);
    }
    return legend.length ? [make("span", { class: "muted" }, "Load + compute + save"), steps] : [];
  }

  function draw() {
    const { legend } = pipeviz.boot;
    const overlay = pipeviz.overlay?.();
    const [failed, , idle] = legend.states;
    const short = overlay ? [...heat(overlay), item(failed), item(idle)] : legend.kinds.map(item);
    const more = make("button", { id: "legend-more", class: "link-button", title: "The whole legend, and the keys (?)" }, "More");
    more.addEventListener("click", pipeviz.toggleLegend);
    pipeviz.byId("legend").replaceChildren(...short, more);
    if (!pipeviz.byId("legend-card").hidden) fill(overlay);
  }

  const group = (title, ...children) =>
    make("section", {}, make("h3", {}, title), make("div", { class: "legend-group" }, ...children));

  function fill(overlay) {
    const { kinds, icons, edges, states, keys } = pipeviz.boot.legend;
    const close = make("button", { class: "icon-button", title: "Close (?)", "aria-label": "Close" }, pipeviz.icon("close"));
    close.addEventListener("click", pipeviz.toggleLegend);
    pipeviz.byId("legend-card").replaceChildren(
      close,
      group("Shapes", ...kinds.map(item)),
      group("What a dataset holds", ...icons.map(item)),
      group("Edges and marks", ...edges.map(item)),
      group(
        "A run laid over the graph",
        ...(overlay ? heat(overlay) : [make("p", { class: "muted" }, "Choose a run above: nodes are coloured by the time they took.")]),
        ...states.map(item),
        make("p", { class: "muted" }, "≈ marks a time that the log does not tell for certain."),
      ),
      group("Keys", ...keys.map(({ key, words }) => make("span", { class: "legend-key" }, make("kbd", {}, key), words))),
    );
  }

  pipeviz.toggleLegend = () => {
    const card = pipeviz.byId("legend-card");
    card.hidden = !card.hidden;
    draw();
    if (!card.hidden) card.querySelector("button").focus();
    else pipeviz.byId("legend-more").focus();
  };

  ["start", "overlay", "theme"].forEach((event) => pipeviz.on(event, () => pipeviz.boot && draw()));
})();
