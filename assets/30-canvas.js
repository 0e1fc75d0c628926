/* Puts scenes on the canvas: what stays moves to its new place, what comes grows out of where it was hidden. */
(function () {
  "use strict";
  const { pipeviz } = window;
  const DURATION = 320;
  const MOST_MOVING = 1500;
  const MARGIN = { top: 28, right: 36, bottom: 62, left: 36 };
  const BAND_NAMES = 84;
  const CRUMBS = 24;
  const READABLE = 0.5;
  /** Below this zoom elements have no names; up to so many are not worth showing without. */
  const [LEGIBLE, FEW] = [0.45, 80];
  const FARTHEST = 0.04;
  const canvas = (pipeviz.canvas = { scene: null });
  let tween = 0;
  let fitted = true;

  const ease = (t) => 1 - Math.pow(1 - t, 3);

  canvas.show = (scene) => {
    if (!scene || scene.key !== pipeviz.viewKey()) return;
    const { graph, near } = pipeviz;
    const previous = canvas.scene;
    const before = new Map(graph.items.map(({ id, x, y, box, data: { w, h } }) => [id, { x, y, w, h, box }]));
    cancelAnimationFrame(tween);
    if (near.moving) pipeviz.cy.nodes().removeStyle("opacity");
    near.moving = false;
    graph.load(scene);
    canvas.scene = scene;
    pipeviz.cy.minZoom(Math.min(FARTHEST, fittingView(pipeviz.cy).zoom * 0.7));
    const anchor = previous && anchorOf(previous, before);
    near.load();
    pipeviz.emit("scene", scene);
    settle(previous ? graph.items.map((item) => moveOf(item, before)).filter(Boolean) : [], previous, anchor);
  };

  /** How an item that stood elsewhere, or was hidden in a collapsed namespace, comes to its place. */
  function moveOf(item, before) {
    const to = { x: item.x, y: item.y, w: item.data.w, h: item.data.h };
    const stood = before.get(item.id);
    if (stood) return same(stood, to) ? null : { item, from: stood, to };
    const from = home(item.data, before);
    return from ? { item, from: { ...from, w: to.w, h: to.h }, to, fresh: true } : null;
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

  /** What keeps its place on the screen: the one namespace that was just opened or closed; for a reader who has come
   * nearer, else what is chosen or in the middle. Its points in the old and in the new scene. */
  function anchorOf(previous, before) {
    if (previous.pipeline !== canvas.scene.pipeline || focusOf(previous) !== focusOf(canvas.scene)) return null;
    const stayed = pipeviz.graph.items.filter((one) => before.has(one.id));
    const turned = stayed.filter((one) => before.get(one.id).box !== one.box);
    if (turned.length === 1) return tops(turned[0], before);
    if (fitted) return null;
    const chosen = stayed.find((one) => one.id === pipeviz.state.selected);
    const best = chosen ?? nearest(stayed.filter((one) => !one.box), before);
    return best ? tops(best, before) : null;
  }

  /** The namespace that alone is looked at; the key of a view ends with it. */
  const focusOf = ({ key }) => JSON.parse(key).at(-1);

  function tops({ id, x, y, data }, before) {
    const was = before.get(id);
    return { from: { x: was.x, y: was.y - was.h / 2 }, to: { x, y: y - data.h / 2 } };
  }

  /** The item that stood next to the middle of the screen. */
  function nearest(items, before) {
    const { x1, x2, y1, y2 } = pipeviz.cy.extent();
    const far = ({ id }) => Math.hypot(before.get(id).x - (x1 + x2) / 2, before.get(id).y - (y1 + y2) / 2);
    return items.reduce((best, one) => (!best || far(one) < far(best) ? one : best), null);
  }

  function settle(moves, previous, anchor) {
    const { cy, near } = pipeviz;
    const still = !previous || pipeviz.calm() || document.hidden || moves.length > MOST_MOVING;
    const view = nextView(cy, anchor);
    if (still) {
      cy.viewport(view);
      pipeviz.far.look();
      return;
    }
    near.setMoving(true);
    const start = { zoom: cy.zoom(), pan: { ...cy.pan() } };
    const began = performance.now();
    const place = (t) =>
      cy.batch(() => {
        moves.forEach((move) => moveTo(move, t));
        moves.forEach((move) => appear(move, t));
      });
    const step = (now) => {
      const t = ease(Math.min(Math.max((now - began) / DURATION, 0), 1));
      place(t);
      if (t >= 1) near.setMoving(false);
      cy.viewport(between(start, view, t));
      pipeviz.far.look();
      if (t < 1) tween = requestAnimationFrame(step);
    };
    place(0);
    tween = requestAnimationFrame(step);
  }

  /** What was hidden in a namespace comes to sight while it comes out of it. */
  function appear({ item, fresh }, t) {
    if (!fresh) return;
    const node = pipeviz.cy.getElementById(item.id);
    if (t < 1) node.style("opacity", t);
    else node.removeStyle("opacity");
  }

  /** Everything stays in view where it was and can be read; and what was turned stays where it was, as far as it can. */
  function nextView(cy, anchor) {
    const whole = fittingView(cy);
    if (!anchor) return openingView(cy, whole);
    fitted = fitted && (whole.zoom >= READABLE || whole.zoom >= cy.zoom());
    const zoom = fitted && (whole.zoom < cy.zoom() || cy.zoom() < READABLE) ? whole.zoom : cy.zoom();
    const pan = pinned(cy, anchor, zoom);
    if (fitted) Object.assign(pan, inView(cy, pan, zoom));
    return { zoom, pan };
  }

  /** Everything; of a long graph with few elements its beginning, so that they can be read. */
  function openingView(cy, whole) {
    fitted = whole.zoom >= LEGIBLE || pipeviz.graph.elements.length > FEW;
    if (fitted) return whole;
    const { left, top, width, height } = roomOf(cy);
    const middle = { x: left + (width - canvas.scene.width * READABLE) / 2, y: top + (height - canvas.scene.height * READABLE) / 2 };
    const down = canvas.scene.direction === "TB";
    return { zoom: READABLE, pan: down ? { x: middle.x, y: top } : { x: left, y: middle.y } };
  }

  /** The pan with which the anchor is where it was on the screen. */
  function pinned(cy, { from, to }, zoom) {
    const [now, pan] = [cy.zoom(), cy.pan()];
    return { x: from.x * now + pan.x - to.x * zoom, y: from.y * now + pan.y - to.y * zoom };
  }

  /** The nearest pan with which the whole scene is in view. */
  function inView(cy, pan, zoom) {
    const { left, top, width, height } = roomOf(cy);
    const within = (at, least, most) => Math.min(Math.max(at, Math.min(least, most)), Math.max(least, most));
    const { width: w, height: h } = canvas.scene;
    return { x: within(pan.x, left, left + width - w * zoom), y: within(pan.y, top, top + height - h * zoom) };
  }

  const mix = (a, b, t) => a + (b - a) * t;

  function moveTo({ item, from, to }, t) {
    Object.assign(item, { x: mix(from.x, to.x, t), y: mix(from.y, to.y, t) });
    Object.assign(item.data, { w: mix(from.w, to.w, t), h: mix(from.h, to.h, t) });
    pipeviz.near.move(item);
  }

  function between(start, end, t) {
    return {
      zoom: mix(start.zoom, end.zoom, t),
      pan: { x: mix(start.pan.x, end.pan.x, t), y: mix(start.pan.y, end.pan.y, t) },
    };
  }

  /** Where on the screen a scene may lie: beside the names of its layers, below the way back from a namespace, above the legend. */
  function roomOf(cy) {
    const { bands, direction } = canvas.scene;
    const named = bands.length > 0 && pipeviz.state.layers;
    const left = MARGIN.left + (named && direction === "TB" ? BAND_NAMES : 0);
    const top = MARGIN.top + (pipeviz.state.focus ? CRUMBS : 0);
    return { left, top, width: cy.width() - left - MARGIN.right, height: cy.height() - top - MARGIN.bottom };
  }

  /** The zoom and pan with which the whole scene is in view, not larger than life. */
  function fittingView(cy) {
    const { width, height } = canvas.scene;
    const room = roomOf(cy);
    const zoom = Math.min(room.width / width, room.height / height, 1.1);
    return { zoom, pan: { x: room.left + (room.width - width * zoom) / 2, y: room.top + (room.height - height * zoom) / 2 } };
  }

  canvas.fit = () => {
    fitted = true;
    if (canvas.scene) animate(fittingView(pipeviz.cy));
  };

  /** The canvas changed its size: what was in view as a whole stays so, unless it would be too small to read. */
  canvas.resized = () => {
    const { cy, state } = pipeviz;
    cy.resize();
    if (canvas.scene) refit(cy, state);
    pipeviz.far.settle();
  };

  function refit(cy, state) {
    const view = fittingView(cy);
    if (fitted && (view.zoom >= READABLE || view.zoom > cy.zoom() * 0.9)) animate(view);
    else if (state.selected) pipeviz.reveal({ closer: false });
  }
  pipeviz.on("canvas", (cy) => cy.on("dragpan scrollzoom pinchzoom", () => (fitted = false)));
  pipeviz.on("moved", () => (fitted = false));

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

  /** Bring an item into view where it is not, and where it cannot be read, closer. */
  canvas.reveal = ({ x, y }, { closer }) => {
    const { cy } = pipeviz;
    const [pan, now] = [cy.pan(), cy.zoom()];
    const at = { x: x * now + pan.x, y: y * now + pan.y };
    const inside = at.x > 60 && at.y > 50 && at.x < cy.width() - 60 && at.y < cy.height() - 50;
    const zoom = closer ? Math.max(now, READABLE + 0.1) : now;
    if (!inside || zoom > now) canvas.goTo({ x, y }, zoom);
  };

  /** Bring a point of the scene into the middle. */
  canvas.goTo = ({ x, y }, zoom = pipeviz.cy.zoom()) => {
    fitted = false;
    const { cy } = pipeviz;
    animate({ zoom, pan: { x: cy.width() / 2 - x * zoom, y: cy.height() / 2 - y * zoom } });
  };

  function animate(view) {
    pipeviz.cy.stop();
    const heavy = pipeviz.far.on && pipeviz.graph.items.length > MOST_MOVING;
    if (heavy || pipeviz.calm() || document.hidden) pipeviz.cy.viewport(view);
    else pipeviz.cy.animate({ ...view, duration: 220, easing: "ease-out-cubic" });
  }
})();
