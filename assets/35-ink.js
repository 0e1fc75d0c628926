/* How the scene is drawn on a plain canvas: the far view, the ground below a large scene, the minimap. Colours are those of
 * viz/theme.py, lines and shapes those of viz/app/stylesheet.py. */
(function () {
  "use strict";
  const { pipeviz } = window;
  const ink = (pipeviz.ink = {});
  /** From there on shapes have round corners and borders; farther out each is a mark in the colour of its border. */
  const SHAPES = 0.16;
  const ARROWS = 0.28;
  const LINE = 1.5;
  let colours = {};
  let groups = null;

  /* What looks alike is drawn in one go; which looks alike is found again when marks change. */

  const COLOURS = {
    node: ["node-fill", "node-border"],
    dataset: ["dataset-fill", "dataset-border"],
    memory: ["memory-fill", "memory-border"],
    parameter: ["parameter-fill", "parameter-border"],
    namespace: ["namespace-fill", "namespace-border"],
    idle: ["idle-fill", "idle-border"],
    failed: ["error-soft", "error"],
  };
  const OTHERS = ["edge", "edge-lit", "accent", "warning", "box-fill", "box-border", "box-text", "namespace-text", "canvas"];

  function readColours() {
    const style = getComputedStyle(document.documentElement);
    const names = new Set([...Object.values(COLOURS).flat(), ...OTHERS]);
    colours = Object.fromEntries([...names].map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
    groups = null;
  }
  ink.colour = (name) => colours[name];

  function grouped() {
    if (groups) return groups;
    const { elements, edges, flag } = pipeviz.graph;
    const hidden = flag("hidden");
    const [items, lines] = [new Map(), new Map()];
    const [itemLook, edgeLook] = [lookOfItems(), lookOfEdges()];
    for (const one of elements) if (!(one.marks & hidden)) gather(items, itemLook, one);
    for (const one of edges) if (!(one.marks & hidden)) gather(lines, edgeLook, one);
    const marked = elements.filter((one) => one.marks & (flag("chosen") | flag("found")));
    groups = { items: [...items.values()], edges: [...lines.values()].sort((a, b) => a.lit - b.lit), marked };
    return groups;
  }

  /** There are many: whether two look alike is told by a short name, and the look made once for each name. */
  function gather(found, { nameOf, make }, one) {
    const name = nameOf(one);
    let group = found.get(name);
    if (!group) found.set(name, (group = { ...make(one), members: [] }));
    group.members.push(one);
  }

  function lookOfItems() {
    const { flag } = pipeviz.graph;
    const [failed, idle, timed, unfinished, faded] = ["failed", "idle", "timed", "unfinished", "faded"].map(flag);
    const telling = failed | idle | timed | unfinished | faded;
    const keyOf = ({ data: { kind }, classes }) => (kind === "dataset" && classes.includes("memory") ? "memory" : kind);
    const nameOf = (one) => `${keyOf(one)} ${one.classes.includes("several")} ${one.marks & telling} ${one.marks & timed ? one.data.heat : ""}`;
    const make = (one) => {
      const state = one.marks & failed ? "failed" : one.marks & idle ? "idle" : keyOf(one);
      const [fill, border] = COLOURS[state].map((name) => colours[name]);
      const hot = one.marks & timed ? one.data.heat : null;
      const edge = one.marks & unfinished ? colours.warning : border;
      const round = one.classes.includes("several") ? 6 : ({ dataset: Infinity, parameter: 0 }[one.data.kind] ?? 6);
      return { round, fill: hot ?? fill, border: edge, mark: hot ?? edge, alpha: one.marks & faded ? 0.22 : 1 };
    };
    return { nameOf, make };
  }

  function lookOfEdges() {
    const [lit, faded] = ["lit", "faded"].map(pipeviz.graph.flag);
    const nameOf = (one) => (one.marks & lit ? 4 : 0) + (one.marks & faded ? 2 : 0) + (one.count > 1 ? 1 : 0);
    const make = (one) => ({
      lit: (one.marks & lit) !== 0,
      alpha: one.marks & faded ? 0.14 : 1,
      width: one.marks & lit ? 2.25 : one.count > 1 ? 2.5 : LINE,
    });
    return { nameOf, make };
  }

  /* Drawing. A view is {zoom, pan, ratio, left, top, right, bottom}, the last four in the coordinates of the scene. */

  /** Everything (`far`), or edges and the ground of boxes only; `names` of namespaces too. */
  ink.draw = (context, view, { far, edges, names = far }) => {
    const { zoom, pan, ratio } = view;
    context.setTransform(zoom * ratio, 0, 0, zoom * ratio, pan.x * ratio, pan.y * ratio);
    const { items, edges: lines, marked } = grouped();
    drawBoxes(context, view, far);
    if (edges) lines.forEach((group) => drawEdges(context, view, group, far));
    context.globalAlpha = 1;
    if (!far) return;
    items.forEach((group) => drawItems(context, view, group));
    context.globalAlpha = 1;
    marked.forEach((one) => outline(context, view, one));
    if (names) pipeviz.names.draw(context, view);
  };

  const seen = (rect, view) => rect.left <= view.right && rect.right >= view.left && rect.top <= view.bottom && rect.bottom >= view.top;

  function drawBoxes(context, view, far) {
    const { graph } = pipeviz;
    context.lineWidth = 1 / Math.min(view.zoom, 1);
    for (const box of graph.boxes) {
      const { left, top, right, bottom } = graph.rect(box);
      if (!seen({ left, top, right, bottom }, view) || graph.has(box, "hidden")) continue;
      const faded = graph.has(box, "faded") ? 0.55 : 1;
      context.beginPath();
      context.roundRect(left, top, right - left, bottom - top, 8);
      context.globalAlpha = 0.62 * faded;
      context.fillStyle = colours["box-fill"];
      context.fill();
      if (!far) continue;
      context.globalAlpha = faded;
      context.strokeStyle = graph.has(box, "chosen") ? colours.accent : colours["box-border"];
      context.stroke();
    }
    context.globalAlpha = 1;
  }

  /** Where an edge goes, at most; kept with it, for edges do not move. */
  function reachOf(edge) {
    if (edge.reach) return edge.reach;
    const reach = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
    for (let at = 0; at < edge.points.length; at += 2) {
      const [x, y] = [edge.points[at], edge.points[at + 1]];
      Object.assign(reach, { left: Math.min(reach.left, x), right: Math.max(reach.right, x) });
      Object.assign(reach, { top: Math.min(reach.top, y), bottom: Math.max(reach.bottom, y) });
    }
    return (edge.reach = reach);
  }

  function drawEdges(context, view, { lit, alpha, width, members }, far) {
    const { zoom } = view;
    const shown = members.filter((edge) => seen(reachOf(edge), view));
    if (!shown.length) return;
    context.strokeStyle = context.fillStyle = colours[lit ? "edge-lit" : "edge"];
    context.globalAlpha = alpha * (lit || !far ? 1 : thinned(zoom, width));
    context.lineWidth = Math.max(width * zoom, lit ? 1.2 : 0.7) / zoom;
    context.beginPath();
    const trace = zoom < SHAPES ? traceRough : traceFine;
    shown.forEach((edge) => trace(context, edge.points));
    context.stroke();
    if (zoom < ARROWS) return;
    context.beginPath();
    shown.forEach((edge) => traceArrow(context, edge.points));
    context.fill();
  }

  /** Lines that would be thinner than a screen can show are paler instead. */
  const thinned = (zoom, width) => Math.min(1, 0.3 + (0.7 * width * zoom) / 0.7);

  function traceRough(context, points) {
    context.moveTo(points[0], points[1]);
    for (let at = 2; at < points.length; at += 2) context.lineTo(points[at], points[at + 1]);
  }

  /** The same chain of quadratic curves as viz/curves.py writes for SVG. */
  function traceFine(context, points) {
    const end = points.length - 2;
    context.moveTo(points[0], points[1]);
    for (let at = 2; at < end - 2; at += 2) {
      const [x, y, nextX, nextY] = [points[at], points[at + 1], points[at + 2], points[at + 3]];
      context.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2);
    }
    if (end > 2) context.quadraticCurveTo(points[end - 2], points[end - 1], points[end], points[end + 1]);
    else context.lineTo(points[end], points[end + 1]);
  }

  const ARROW = { length: 7.4, half: 3.7 };

  function traceArrow(context, points) {
    const end = points.length - 2;
    const [x, y] = [points[end], points[end + 1]];
    const [dx, dy] = [x - points[end - 2], y - points[end - 1]];
    const length = Math.hypot(dx, dy) || 1;
    const [ux, uy] = [dx / length, dy / length];
    const [bx, by] = [x - ux * ARROW.length, y - uy * ARROW.length];
    context.moveTo(x, y);
    context.lineTo(bx - uy * ARROW.half, by + ux * ARROW.half);
    context.lineTo(bx + uy * ARROW.half, by - ux * ARROW.half);
  }

  function drawItems(context, view, { round, fill, border, mark, alpha, members }) {
    const { zoom } = view;
    const shown = members.filter((one) => seen(pipeviz.graph.rect(one), view));
    context.globalAlpha = alpha;
    if (zoom < SHAPES) {
      context.fillStyle = mark;
      const least = 1.6 / zoom;
      for (const { x, y, data: { w, h } } of shown) {
        const [width, height] = [Math.max(w, least), Math.max(h, least)];
        context.fillRect(x - width / 2, y - height / 2, width, height);
      }
      return;
    }
    context.fillStyle = fill;
    context.strokeStyle = border;
    context.lineWidth = Math.max(1.25, 0.7 / zoom);
    context.beginPath();
    for (const { x, y, data: { w, h } } of shown) context.roundRect(x - w / 2, y - h / 2, w, h, Math.min(round, h / 2));
    context.fill();
    context.stroke();
  }

  /** The selection and what a search found: rings that are seen from far. */
  function outline(context, view, one) {
    const least = 5 / view.zoom;
    const gap = 2 / view.zoom;
    const [w, h] = [Math.max(one.data.w, least) + 2 * gap, Math.max(one.data.h, least) + 2 * gap];
    context.strokeStyle = colours.accent;
    context.lineWidth = 2 / view.zoom;
    context.beginPath();
    context.roundRect(one.x - w / 2, one.y - h / 2, w, h, Math.min(h / 2, 8));
    context.stroke();
  }

  const forget = () => (groups = null);
  pipeviz.on("marks", forget);
  pipeviz.on("scene", forget);
  pipeviz.on("theme", readColours);
})();
