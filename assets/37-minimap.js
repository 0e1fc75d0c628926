/* The minimap: the whole scene in a corner, with a frame around what is in view. Shown while there is more than that. */
(function () {
  "use strict";
  const { pipeviz } = window;
  const MOST = { width: 200, height: 130 };
  const PATIENCE = 300;
  let place, canvas, frame, timer;
  let scale = 1;
  let open = pipeviz.remembered("minimap") !== "closed";

  function build() {
    canvas = pipeviz.make("canvas", { "aria-hidden": "true" });
    frame = pipeviz.make("div", { class: "minimap-frame" });
    const map = pipeviz.make("div", { class: "minimap-map" }, canvas, frame);
    const words = { title: "Overview (m)", "aria-label": "Overview" };
    const button = pipeviz.make("button", { id: "minimap-toggle", class: "icon-button", ...words }, pipeviz.icon("map"));
    place = pipeviz.byId("minimap");
    place.replaceChildren(map, button);
    button.addEventListener("click", pipeviz.toggleMinimap);
    map.addEventListener("pointerdown", (event) => {
      map.setPointerCapture(event.pointerId);
      go(event);
    });
    map.addEventListener("pointermove", (event) => event.buttons && go(event));
    map.addEventListener("wheel", (event) => event.preventDefault(), { passive: false });
  }

  pipeviz.toggleMinimap = () => {
    open = !open;
    pipeviz.remember("minimap", open ? "open" : "closed");
    draw();
  };

  /** The middle of the view goes where the pointer is. */
  function go(event) {
    const { cy } = pipeviz;
    const { left, top } = canvas.getBoundingClientRect();
    const [x, y] = [(event.clientX - left) / scale, (event.clientY - top) / scale];
    const zoom = cy.zoom();
    pipeviz.emit("moved");
    cy.pan({ x: cy.width() / 2 - x * zoom, y: cy.height() / 2 - y * zoom });
    event.preventDefault();
  }

  /** The scene is drawn once; what changes with every move is the frame. */
  function draw() {
    const { scene } = pipeviz.graph;
    if (!place || !scene) return;
    scale = Math.min(MOST.width / scene.width, MOST.height / scene.height);
    const ratio = Math.min(devicePixelRatio || 1, 2);
    const [width, height] = [scene.width * scale, scene.height * scale];
    Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
    Object.assign(canvas, { width: Math.ceil(width * ratio), height: Math.ceil(height * ratio) });
    place.classList.toggle("closed", !open);
    pipeviz.byId("minimap-toggle").setAttribute("aria-pressed", open);
    const view = { zoom: scale, pan: { x: 0, y: 0 }, ratio, left: 0, top: 0, right: scene.width, bottom: scene.height };
    if (open) pipeviz.ink.draw(canvas.getContext("2d"), view, { far: true, edges: true, names: false });
    follow();
  }

  function follow() {
    const { cy, graph } = pipeviz;
    if (!place || !graph.scene) return;
    const { x1, y1, x2, y2 } = cy.extent();
    const { width, height } = graph.scene;
    place.hidden = x1 <= 0 && y1 <= 0 && x2 >= width && y2 >= height;
    if (place.hidden || !open) return;
    const [left, top] = [Math.max(x1, 0) * scale, Math.max(y1, 0) * scale];
    const [right, bottom] = [Math.min(x2, width) * scale, Math.min(y2, height) * scale];
    Object.assign(frame.style, { width: `${Math.max(right - left, 4)}px`, height: `${Math.max(bottom - top, 4)}px` });
    frame.style.transform = `translate(${left}px, ${top}px)`;
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(draw, PATIENCE);
  }

  pipeviz.on("start", build);
  pipeviz.on("canvas", (cy) => cy.on("viewport resize", follow));
  ["scene", "marks", "theme"].forEach((event) => pipeviz.on(event, soon));
})();
