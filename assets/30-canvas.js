/* Puts scenes on the canvas: what stays moves to its new place, what comes grows out of where it was hidden. */
(function () {
  "use strict";
  const { pipeviz } = window;
  const DURATION = 320;
  const MOST_MOVING = 1500;
  const MARGIN = { top: 28, right: 36, bottom: 62, left: 36 };
  const BAND_NAMES = 84;
  const READABLE = 0.5;
  const canvas = (pipeviz.canvas = { scene: null });
  let tween = 0;
  let fitted = true;

  const ease = (t) => 1 - Math.pow(1 - t, 3);

  canvas.show = (scene) => {
    if (!scene || scene.key !== pipeviz.viewKey()) return;
    const { cy } = pipeviz;
    const previous = canvas.scene;
    const before = places(cy);
    canvas.scene = scene;
    const anchor = previous && anchorOf(previous, scene, before);
    cancelAnimationFrame(tween);
    const moves = [];
    cy.batch(() => {
      removeGone(cy, scene);
      scene.nodes.forEach((node) => moves.push(placeNode(cy, node, before)));
      scene.edges.forEach((edge) => placeEdge(cy, edge));
    });
    pipeviz.emit("scene", scene);
    settle(cy, moves.filter(Boolean), previous, anchor);
  };

  /** Where every element stands now, by id, with its size. */
  function places(cy) {
    const found = new Map();
    cy.nodes().forEach((node) => {
      const { x, y } = node.position();
      found.set(node.id(), { x, y, w: node.data("w"), h: node.data("h") });
    });
    return found;
  }

  function removeGone(cy, scene) {
    const wanted = new Set([...scene.nodes, ...scene.edges].map((one) => one.data.id));
    cy.elements().filter((one) => !wanted.has(one.id())).remove();
  }

  function placeNode(cy, wanted, before) {
    const { data, position, classes } = wanted;
    const from = before.get(data.id) ?? home(data, before);
    const to = { ...position, w: data.w, h: data.h };
    const existing = cy.getElementById(data.id);
    if (existing.nonempty()) {
      existing.data(data).classes(classes);
      if (!from || same(from, to)) {
        existing.position({ ...position });
        return null;
      }
      return { node: existing, from, to };
    }
    const node = cy.add({ group: "nodes", data: { ...data }, position: { ...position }, classes, pannable: true });
    return from ? { node, from: { ...from, w: to.w, h: to.h }, to } : null;
  }

  /** Where the collapsed namespace stood that hid an element. */
  function home(data, before) {
    for (const name of pipeviz.namespacesAround(data.namespace).reverse()) {
      const place = before.get(`namespace:${name}`);
      if (place) return place;
    }
    return null;
  }

  const same = (a, b) => a.x === b.x && a.y === b.y && a.w === b.w && a.h === b.h;

  function placeEdge(cy, wanted) {
    const existing = cy.getElementById(wanted.data.id);
    if (existing.nonempty()) existing.data(wanted.data).classes(wanted.classes);
    else cy.add({ group: "edges", data: { ...wanted.data }, classes: wanted.classes });
  }

  /** The one namespace that was just opened or closed: it keeps its place on the screen. */
  function anchorOf(previous, scene, before) {
    if (previous.pipeline !== scene.pipeline) return null;
    const boxes = (one) => new Map(one.nodes.filter((n) => n.data.kind === "namespace").map((n) => [n.data.id, n]));
    const [old, now] = [boxes(previous), boxes(scene)];
    const turned = [...now.values()].filter((n) => old.has(n.data.id) && old.get(n.data.id).classes.split(" ")[0] !== n.classes.split(" ")[0]);
    if (turned.length !== 1) return null;
    const [{ data, position }] = turned;
    const was = before.get(data.id);
    return { dx: position.x - was.x, dy: position.y - data.h / 2 - (was.y - was.h / 2) };
  }

  function settle(cy, moves, previous, anchor) {
    const still = !previous || pipeviz.calm() || document.hidden || moves.length > MOST_MOVING;
    const view = nextView(cy, anchor);
    if (still) {
      cy.viewport(view);
      return;
    }
    const edges = cy.edges().addClass("moving");
    const start = { zoom: cy.zoom(), pan: { ...cy.pan() } };
    const began = performance.now();
    const step = (now) => {
      const t = ease(Math.min((now - began) / DURATION, 1));
      cy.batch(() => moves.forEach((move) => moveTo(move, t)));
      cy.viewport(between(start, view, t));
      if (t < 1) tween = requestAnimationFrame(step);
      else edges.removeClass("moving");
    };
    cy.batch(() => moves.forEach((move) => moveTo(move, 0)));
    tween = requestAnimationFrame(step);
  }

  /** Everything, where everything was in view and can be read; else the namespace that was turned stays where it was. */
  function nextView(cy, anchor) {
    const whole = fittingView(cy);
    fitted = !anchor || (fitted && (whole.zoom >= READABLE || whole.zoom >= cy.zoom()));
    return fitted ? whole : shifted(cy, anchor);
  }

  const mix = (a, b, t) => a + (b - a) * t;

  function moveTo({ node, from, to }, t) {
    node.position({ x: mix(from.x, to.x, t), y: mix(from.y, to.y, t) });
    if (from.w === to.w && from.h === to.h) return;
    node.data({ w: mix(from.w, to.w, t), h: mix(from.h, to.h, t) });
  }

  function between(start, end, t) {
    return {
      zoom: mix(start.zoom, end.zoom, t),
      pan: { x: mix(start.pan.x, end.pan.x, t), y: mix(start.pan.y, end.pan.y, t) },
    };
  }

  function shifted(cy, { dx, dy }) {
    const [zoom, pan] = [cy.zoom(), cy.pan()];
    return { zoom, pan: { x: pan.x - dx * zoom, y: pan.y - dy * zoom } };
  }

  /** The zoom and pan with which the whole scene is in view, not larger than life. */
  function fittingView(cy) {
    const { width, height, bands, direction } = canvas.scene;
    const named = bands.length > 0 && pipeviz.state.layers;
    const left = MARGIN.left + (named && direction === "TB" ? BAND_NAMES : 0);
    const [w, h] = [cy.width() - left - MARGIN.right, cy.height() - MARGIN.top - MARGIN.bottom];
    const zoom = Math.max(Math.min(w / width, h / height, 1.1), cy.minZoom());
    return { zoom, pan: { x: left + (w - width * zoom) / 2, y: MARGIN.top + (h - height * zoom) / 2 } };
  }

  canvas.fit = () => {
    fitted = true;
    if (canvas.scene) animate(fittingView(pipeviz.cy));
  };

  /** The canvas changed its size: what was in view as a whole stays so, unless it would be too small to read. */
  canvas.resized = () => {
    const { cy, state } = pipeviz;
    cy.resize();
    if (!canvas.scene) return;
    const view = fittingView(cy);
    if (fitted && (view.zoom >= READABLE || view.zoom > cy.zoom() * 0.9)) animate(view);
    else if (state.selected) pipeviz.reveal();
  };
  pipeviz.on("canvas", (cy) => cy.on("dragpan scrollzoom pinchzoom", () => (fitted = false)));

  /** What the reader has zoomed and moved to, null while everything is in view; and showing that again. */
  canvas.chosenView = () => (fitted ? null : { zoom: pipeviz.cy.zoom(), pan: { ...pipeviz.cy.pan() } });
  canvas.chooseView = (view) => {
    fitted = false;
    pipeviz.cy.viewport(view);
  };

  canvas.zoomBy = (factor) => {
    fitted = false;
    const { cy } = pipeviz;
    const zoom = Math.min(Math.max(cy.zoom() * factor, cy.minZoom()), cy.maxZoom());
    const [x, y] = [cy.width() / 2, cy.height() / 2];
    const [k, pan] = [zoom / cy.zoom(), cy.pan()];
    animate({ zoom, pan: { x: x - (x - pan.x) * k, y: y - (y - pan.y) * k } });
  };

  /** Bring an element into view where it is not, without changing the zoom. */
  canvas.reveal = (node) => {
    const { cy } = pipeviz;
    const { x, y } = node.renderedPosition();
    const inside = x > 60 && y > 50 && x < cy.width() - 60 && y < cy.height() - 50;
    if (inside && cy.zoom() > 0.3) return;
    const zoom = Math.max(cy.zoom(), 0.6);
    const at = node.position();
    animate({ zoom, pan: { x: cy.width() / 2 - at.x * zoom, y: cy.height() / 2 - at.y * zoom } });
  };

  function animate(view) {
    pipeviz.cy.stop();
    if (pipeviz.calm() || document.hidden) pipeviz.cy.viewport(view);
    else pipeviz.cy.animate({ ...view, duration: 220, easing: "ease-out-cubic" });
  }
})();
