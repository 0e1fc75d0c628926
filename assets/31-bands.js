/* The bands of the layers lie below the canvas and follow its pan and zoom; their names stay in sight. */
(function () {
  "use strict";
  const { pipeviz } = window;
  let bands = [];

  function draw(scene) {
    const [place, names] = [pipeviz.byId("bands"), pipeviz.byId("band-names")];
    bands = scene.bands.map((band, number) => ({
      ...band,
      strip: pipeviz.make("div", { class: `band${number % 2 ? " odd" : ""}` }),
      title: pipeviz.make("div", { class: "band-name", title: band.name }, band.name),
    }));
    place.replaceChildren(...bands.map((band) => band.strip));
    names.replaceChildren(...bands.map((band) => band.title));
    const lying = scene.direction === "LR" ? "lying" : "";
    place.className = names.className = lying;
    follow();
  }

  function follow() {
    const { cy } = pipeviz;
    const across = pipeviz.canvas.scene?.direction === "LR";
    const [zoom, pan] = [cy.zoom(), across ? cy.pan().x : cy.pan().y];
    for (const { start, end, strip, title } of bands) {
      const [from, to] = [start * zoom + pan, end * zoom + pan];
      const size = Math.max(to - from, 0);
      const at = Math.max(Math.min(Math.max(from + 8, 8), to - (across ? 40 : 26)), from);
      if (across) Object.assign(strip.style, { left: `${from}px`, width: `${size}px` });
      else Object.assign(strip.style, { top: `${from}px`, height: `${size}px` });
      title.style.transform = across ? `translateX(${at}px)` : `translateY(${at}px)`;
      const seen = to - Math.max(from, 0);
      title.style.maxWidth = across ? `${Math.max(seen - 10, 0)}px` : "";
      title.hidden = across ? seen < 40 : size < 22;
    }
  }

  pipeviz.on("canvas", (cy) => cy.on("viewport", follow));
  pipeviz.on("scene", draw);
})();
