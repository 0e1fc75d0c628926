/* The far view: a plain canvas below Cytoscape, which draws the whole scene where labels would be too small to read, while
 * Cytoscape rests. Near, it draws what Cytoscape does not hold of a large scene: edges and the ground of boxes. */
(function () {
  "use strict";
  const { pipeviz } = window;
  /** Below this zoom a label is under six pixels high. */
  const READABLE = 0.45;
  /** From here on Cytoscape draws, however much there is. */
  const CLOSE = 0.8;
  /** So many items at once Cytoscape can take up without a pause that one notices. */
  const MOST_NEAR = { entering: 320, staying: 450 };
  /** `on`: the far view is seen. `coming`: Cytoscape takes up what it will show. `waiting`: it has all, but has not drawn it. */
  const HEAVY = 3000;
  const far = (pipeviz.far = { on: false, coming: false, waiting: false });
  let canvas, context, ring, asked = 0, again = 0, stale = false;

  function wanted() {
    const { cy, graph, near } = pipeviz;
    const zoom = cy.zoom();
    if (zoom < READABLE) return true;
    if (near.whole || zoom >= CLOSE) return false;
    const { x1, y1, x2, y2 } = cy.extent();
    return graph.within({ left: x1, top: y1, right: x2, bottom: y2 }).length > (far.on ? MOST_NEAR.entering : MOST_NEAR.staying);
  }

  /** Far out Cytoscape rests; near, it comes back with its first whole picture, so that no frame is without one. */
  far.look = () => {
    cancelAnimationFrame(again);
    again = 0;
    if (!pipeviz.graph.scene) return;
    const isFar = wanted();
    if (isFar) {
      far.coming = far.waiting = false;
      if (!far.on) {
        turn(true);
        draw();
      }
    } else approach();
    far.redraw();
  };

  function approach() {
    far.coming = far.on;
    const complete = pipeviz.near.follow();
    far.waiting = far.on && complete;
    if (far.on) pipeviz.cy.forceRender();
    if (!complete) again ||= requestAnimationFrame(far.look);
  }

  function turn(on) {
    far.on = on;
    far.coming = far.waiting = false;
    pipeviz.byId("graph").classList.toggle("far", on);
    pipeviz.emit("level", on);
  }

  function rendered() {
    if (far.waiting) {
      turn(false);
      draw();
    }
    if (!far.on && pipeviz.cy.nodes().nonempty()) pipeviz.drawn = true;
  }

  /** Cytoscape draws into its own canvases only while they are seen. */
  function pauseWhileFar(renderer) {
    const render = renderer.render.bind(renderer);
    renderer.render = (options) => {
      if (!far.on || far.coming || options?.forcedContext) render(options);
    };
  }

  far.redraw = () => {
    asked ||= requestAnimationFrame(draw);
  };

  /** Marks change with a selection, whose panel soon narrows the canvas: a heavy picture is then drawn once, not twice. */
  function redrawAfterMarks() {
    if (pipeviz.graph.items.length < HEAVY) far.redraw();
    else asked ||= requestAnimationFrame(() => (asked = requestAnimationFrame(draw)));
  }

  function draw() {
    cancelAnimationFrame(asked);
    asked = 0;
    stale = false;
    const { cy, graph, near } = pipeviz;
    const { width, height } = canvas;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    if (!graph.scene || (near.whole && !far.on)) return;
    const { x1, y1, x2, y2 } = cy.extent();
    const view = { zoom: cy.zoom(), pan: cy.pan(), ratio: width / cy.width(), left: x1, top: y1, right: x2, bottom: y2 };
    pipeviz.ink.draw(context, view, { far: far.on, edges: !near.moving });
    pipeviz.drawn ||= far.on;
  }

  function resize() {
    const { cy } = pipeviz;
    const ratio = Math.min(devicePixelRatio || 1, 2);
    const [width, height] = [Math.round(cy.width() * ratio), Math.round(cy.height() * ratio)];
    if (canvas.width === width && canvas.height === height) return;
    Object.assign(canvas, { width, height });
    stale = true;
  }

  /** A canvas that changed its size is empty: it is drawn before anybody sees that. */
  far.settle = () => {
    if (stale) draw();
  };

  /** A ring around what the pointer is over, where Cytoscape does not draw it. */
  far.ring = (item) => {
    ring.hidden = !item || !far.on;
    if (ring.hidden) return;
    const { cy } = pipeviz;
    const [zoom, pan] = [cy.zoom(), cy.pan()];
    const [w, h] = [Math.max(item.data.w * zoom, 5) + 6, Math.max(item.data.h * zoom, 5) + 6];
    Object.assign(ring.style, { width: `${w}px`, height: `${h}px` });
    ring.style.transform = `translate(${item.x * zoom + pan.x - w / 2}px, ${item.y * zoom + pan.y - h / 2}px)`;
  };

  /** The namespace whose name is drawn at a point of the scene. */
  far.nameAt = ({ x, y }) => {
    if (!far.on) return null;
    const { cy } = pipeviz;
    const [zoom, pan] = [cy.zoom(), cy.pan()];
    return pipeviz.names.at(x * zoom + pan.x, y * zoom + pan.y);
  };

  pipeviz.on("canvas", (cy) => {
    canvas = pipeviz.make("canvas", { id: "far", "aria-hidden": "true" });
    ring = pipeviz.make("div", { id: "far-ring", hidden: "" });
    context = canvas.getContext("2d");
    cy.container().prepend(canvas);
    cy.container().append(ring);
    pauseWhileFar(cy.renderer());
    cy.on("viewport", far.look);
    cy.on("render", rendered);
    cy.on("resize", resize);
    resize();
  });
  pipeviz.on("marks", redrawAfterMarks);
  pipeviz.on("scene", () => far.redraw());
  pipeviz.on("theme", () => canvas && far.redraw());
})();
