/* What to do with a graph too large to read as a whole: said once, above it, until somebody finds their way. */
(function () {
  "use strict";
  const { pipeviz } = window;
  const LARGE = 1000;
  let dismissed = pipeviz.remembered("hint") === "dismissed";

  function words() {
    const { elements, boxes } = pipeviz.graph;
    const ways = ["search for one ", pipeviz.make("kbd", {}, "/")];
    if (boxes.length) ways.push(", collapse namespaces ", pipeviz.make("kbd", {}, "c"));
    else if (pipeviz.boot.pipelines.length > 1) ways.push(", pick a smaller pipeline");
    return [pipeviz.make("strong", {}, elements.length.toLocaleString("en")), " elements: ", ...ways, ", or zoom in to read."];
  }

  function draw() {
    const place = pipeviz.byId("hint");
    const wanted = !dismissed && pipeviz.far.on && pipeviz.graph.elements.length > LARGE && !pipeviz.state.selected;
    place.hidden = !wanted;
    place.className = pipeviz.graph.scene.direction === "LR" ? "below-names" : "";
    if (!wanted) return;
    const close = pipeviz.make("button", { class: "icon-button", title: "Do not say this again", "aria-label": "Close" }, pipeviz.icon("close"));
    close.addEventListener("click", () => {
      dismissed = true;
      pipeviz.remember("hint", "dismissed");
      draw();
    });
    place.replaceChildren(pipeviz.make("span", {}, ...words()), close);
  }

  ["scene", "level"].forEach((event) => pipeviz.on(event, draw));
  pipeviz.on("state", () => pipeviz.canvas.scene && draw());
})();
