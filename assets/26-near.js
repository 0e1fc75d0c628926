/* What Cytoscape holds of the scene. A small one it holds whole; of a large one only the elements near the viewport, while
 * edges and the ground of boxes are drawn below it (34-far.js): its cost grows with what it holds, not with what is seen. */
(function () {
  "use strict";
  const { pipeviz } = window;
  const MOST_WHOLE = 400;
  const MOST_HELD = 900;
  const AT_ONCE = 48;
  const MARGIN = 0.2;
  const TITLE = { left: 28, middle: 14.5 };
  /** Levels of detail: at a distance the names of boxes grow, and from close by datasets tell more than their names. */
  const [AFAR, MIDDLE, CLOSE] = ["afar", "middle", "close"];
  const levelAt = (zoom) => (zoom < 0.75 ? AFAR : zoom < 1.2 ? MIDDLE : CLOSE);
  /** How wide a letter of the second line of a label is, and what stands beside the label. */
  const [LETTER, BESIDE] = [6.2, 46];
  let level = MIDDLE;
  /** Marks of a box that its title, which stands apart from it, shows as well. */
  const OF_TITLES = ["faded", "hidden", "unlabelled"];
  /** `whole`: Cytoscape has everything. `moving`: elements are on their way, and edges wait until they arrived. */
  const near = (pipeviz.near = { whole: true, moving: false });
  /** What Cytoscape has, with the marks it shows. */
  const held = new Map();

  /** Take up the scene that `pipeviz.graph` holds. */
  near.load = () => {
    const { cy, graph } = pipeviz;
    near.whole = graph.items.length + graph.edges.length <= MOST_WHOLE;
    cy.batch(() => {
      const kept = near.whole ? graph.byId : new Map();
      cy.elements().filter((one) => one.isEdge() || one.data("of") || !kept.has(one.id())).remove();
      held.clear();
      if (near.whole) hold([...graph.items, ...graph.edges]);
    });
  };

  function hold(wanted) {
    const { cy } = pipeviz;
    const added = [];
    for (const one of wanted) {
      held.set(one, one.marks);
      one.told = false;
      const there = one.id ? cy.getElementById(one.id) : cy.collection();
      if (there.nonempty()) update(there, nodeOf(one));
      else added.push(one.id ? nodeOf(one) : edgeOf(one));
      if (one.box) added.push(titleOf(one));
    }
    if (added.length) cy.add(added);
  }

  function update(there, { data, position, classes }) {
    there.data(data).classes(classes);
    const at = there.position();
    if (at.x !== position.x || at.y !== position.y) there.position(position);
  }

  function classesOf(one) {
    const more = [one.box && !near.whole ? "grounded" : "", level === CLOSE && detailOf(one) ? "detailed" : ""];
    return [one.classes, ...pipeviz.graph.marksOf(one), ...more].join(" ");
  }
  const nodeOf = (item) => ({ group: "nodes", data: shaped(item), position: { x: item.x, y: item.y }, classes: classesOf(item), pannable: true });
  const shaped = (item) => {
    const { data } = item;
    return data.kind === "dataset" ? { ...data, pill: pill(data.w, data.h), detailed: `${data.label}\n${detailOf(item)}` } : { ...data };
  };

  /** What is known of a dataset beside its name, as far as there is room for it: its rows in the shown run, its type. */
  function detailOf({ data: { type, rows, w } }) {
    const short = type?.replace(/Data[sS]et$/, "");
    const counted = rows && `${rows} rows`;
    const ways = [[type, counted], [short, counted], [counted], [type], [short]].map((words) => words.filter(Boolean).join(" · "));
    return ways.find((words) => words && words.length * LETTER <= w - BESIDE) ?? "";
  }

  const titleClasses = (box) => ["title", level === AFAR ? "from-afar" : "", ...pipeviz.graph.marksOf(box).filter((mark) => OF_TITLES.includes(mark))].join(" ");
  const titlePlace = ({ x, y, data: { w, h } }) => ({ x: x - w / 2 + TITLE.left, y: y - h / 2 + TITLE.middle });

  /** The name of a box stands apart from it, so that edges that enter the box pass below its name. */
  function titleOf(box) {
    const { id, name, label, namespace } = box.data;
    const data = { id: `title:${id}`, of: id, kind: "title", name, label, namespace, w: 1, h: 1 };
    return { group: "nodes", data, position: titlePlace(box), classes: titleClasses(box) };
  }

  /** An id that no other pair of ids has, whatever characters they hold. */
  const edgeId = ({ from, to }) => `edge:${from.id.length}:${from.id}:${to.id}`;
  const edgeClasses = (edge) =>
    [edge.count > 1 ? "merged" : "", edge.points.length > 4 ? "bent" : "", near.moving ? "moving" : "", ...pipeviz.graph.marksOf(edge)].join(" ");

  function edgeOf(edge) {
    const { from, to, points, count } = edge;
    const end = points.length - 2;
    const data = { id: edgeId(edge), source: from.id, target: to.id, count };
    data.from = [points[0] - from.x, points[1] - from.y];
    data.to = [points[end] - to.x, points[end + 1] - to.y];
    if (end > 2) Object.assign(data, along(points));
    return { group: "edges", data, classes: edgeClasses(edge) };
  }

  /** Control points as Cytoscape wants them: how far along the line from start to end, and how far beside it. */
  function along(points) {
    const [x, y] = points;
    const [dx, dy] = [points.at(-2) - x, points.at(-1) - y];
    const length = Math.hypot(dx, dy) || 1;
    const found = { weights: [], distances: [] };
    for (let at = 2; at < points.length - 2; at += 2) {
      const [px, py] = [points[at] - x, points[at + 1] - y];
      found.weights.push((px * dx + py * dy) / length ** 2);
      found.distances.push((py * dx - px * dy) / length);
    }
    return found;
  }

  const pills = new Map();
  const STEPS = 7;

  /** The outline of a lying pill as Cytoscape writes polygons: x, y, x, y, ... each from -1 to 1. */
  function pill(width, height) {
    const name = `${width} ${height}`;
    if (pills.has(name)) return pills.get(name);
    const radius = Math.min(width, height) / 2;
    const points = [[1, -1], [1, 1], [-1, 1], [-1, -1]].flatMap(([right, down], quarter) =>
      Array.from({ length: STEPS }, (_, step) => {
        const angle = (Math.PI / 2) * (quarter - 1 + step / (STEPS - 1));
        const x = right * (width / 2 - radius) + radius * Math.cos(angle);
        const y = down * (height / 2 - radius) + radius * Math.sin(angle);
        return [(2 * x) / width, (2 * y) / height];
      }).flat(),
    );
    pills.set(name, points);
    return points;
  }

  /** What was marked or told since, on what Cytoscape has. */
  function refresh(always = false) {
    const { cy } = pipeviz;
    cy.batch(() => {
      for (const [one, marks] of held) {
        if (one.told) tell(one);
        if (one.marks === marks && !always) continue;
        held.set(one, one.marks);
        if (one.id) cy.getElementById(one.id).classes(classesOf(one));
        else cy.getElementById(edgeId(one)).classes(edgeClasses(one));
        if (one.box) cy.getElementById(`title:${one.id}`).classes(titleClasses(one));
      }
    });
  }

  function tell(item) {
    const { cy } = pipeviz;
    cy.getElementById(item.id).data(shaped(item));
    if (item.box) cy.getElementById(`title:${item.id}`).data("label", item.data.label);
    item.told = false;
  }

  /** An item moved, or changed its size. */
  near.move = (item) => {
    if (!held.has(item)) return;
    const { cy } = pipeviz;
    const node = cy.getElementById(item.id);
    node.position({ x: item.x, y: item.y });
    if (node.data("w") !== item.data.w || node.data("h") !== item.data.h) node.data({ w: item.data.w, h: item.data.h });
    if (item.box) cy.getElementById(`title:${item.id}`).position(titlePlace(item));
  };

  near.setMoving = (moving) => {
    near.moving = moving;
    pipeviz.cy.edges().toggleClass("moving", moving);
  };

  /** Of a large scene: hold what is in view now and a little around it, let go of the rest where it becomes too much. Many
   * would stop the page, so a call takes up some only; the answer is whether that was all. */
  near.follow = () => {
    if (near.whole) return true;
    const { cy, graph } = pipeviz;
    const { x1, y1, x2, y2, w, h } = cy.extent();
    const around = { left: x1 - w * MARGIN, top: y1 - h * MARGIN, right: x2 + w * MARGIN, bottom: y2 + h * MARGIN };
    const wanted = graph.within(around);
    const missing = wanted.filter((item) => !held.has(item));
    if (!missing.length) return true;
    cy.batch(() => {
      if (held.size + missing.length > MOST_HELD) letGo(new Set(wanted));
      hold(missing.slice(0, AT_ONCE));
    });
    return missing.length <= AT_ONCE;
  };

  function letGo(wanted) {
    const { cy } = pipeviz;
    const gone = [...held.keys()].filter((item) => !wanted.has(item));
    for (const item of gone) {
      held.delete(item);
      cy.getElementById(item.id).remove();
      if (item.box) cy.getElementById(`title:${item.id}`).remove();
    }
  }

  function zoomed(cy) {
    const now = levelAt(cy.zoom());
    if (now === level) return;
    level = now;
    refresh(true);
  }

  pipeviz.on("marks", () => refresh());
  pipeviz.on("canvas", (cy) => cy.on("zoom", () => zoomed(cy)));
})();
