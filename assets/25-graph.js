/* The scene that is shown, as plain objects: what lies where, what leads to what, and the marks on each. Cytoscape and the
 * canvas of the far view both draw it; of a large scene Cytoscape holds a part only, so what is marked is marked here. */
(function () {
  "use strict";
  const { pipeviz } = window;
  const CELL = 320;
  const TITLE_HEIGHT = 30;
  const graph = (pipeviz.graph = { scene: null, items: [], boxes: [], elements: [], edges: [], byId: new Map(), bundleOf: new Map() });
  let grid = new Map();

  /** Take the rows apart that `scene_data` in viz/app/elements.py writes. */
  graph.load = (scene) => {
    const nameOf = (number) => (number < 0 ? null : scene.namespaces[number]);
    graph.scene = scene;
    graph.boxes = scene.boxes.map((row) => box(row, nameOf));
    graph.elements = scene.elements.map((row) => element(row, nameOf, scene.types));
    graph.items = [...graph.boxes, ...graph.elements];
    graph.bundleOf = new Map();
    graph.byId = new Map(graph.items.map((item) => [item.id, item]));
    graph.edges = scene.edges.map(edge);
    for (const [number, members] of scene.bundles) {
      graph.elements[number].data.members = members;
      for (const id of members) graph.bundleOf.set(id, graph.elements[number]);
    }
    graph.place();
  };

  function box([name, label, parent, depth, x, y, w, h], nameOf) {
    const data = { id: `namespace:${nameOf(name)}`, kind: "namespace", name: nameOf(name), label, namespace: nameOf(parent), w, h, depth };
    return item(data, x, y, "box");
  }

  function element([kind, id, name, label, variant, namespace, x, y, w, h, parameters, nodes, type], nameOf, types) {
    const full = name || id.slice(id.indexOf(":") + 1);
    const words = (label || full) + (kind === "namespace" ? `\n${nodes} ${nodes === 1 ? "node" : "nodes"}` : "");
    const data = { id, kind, name: full, label: words, namespace: nameOf(namespace), parameters, w, h };
    if (type >= 0) data.type = types[type];
    return item(data, x, y, [kind, variant, parameters ? "uses-parameters" : ""].filter(Boolean).join(" "));
  }

  const item = (data, x, y, classes) => ({ id: data.id, data, x, y, classes, box: classes === "box", marks: 0, from: [], to: [] });

  function edge([source, target, count, ...points]) {
    const [from, to] = [graph.elements[source], graph.elements[target]];
    const made = { from, to, count, points, marks: 0 };
    from.to.push(made);
    to.from.push(made);
    return made;
  }

  /** Everything below an item, and all it comes from and leads to: {items, edges}. */
  graph.lineage = (roots) => {
    const found = { items: new Set(roots), edges: new Set() };
    for (const [side, next] of [["from", "from"], ["to", "to"]]) {
      const seen = new Set(roots);
      const waiting = [...roots];
      while (waiting.length) {
        for (const one of waiting.pop()[side]) {
          found.edges.add(one);
          if (seen.has(one[next])) continue;
          seen.add(one[next]);
          found.items.add(one[next]);
          waiting.push(one[next]);
        }
      }
    }
    return found;
  };

  /* Marks: words on items and edges that say how they are drawn, the classes of the stylesheet. */

  const bits = new Map();
  const bit = (name) => bits.get(name) ?? bits.set(name, 1 << bits.size).get(name);
  graph.flag = bit;
  graph.has = (one, name) => (one.marks & bit(name)) !== 0;

  /** The words of what is marked, as Cytoscape writes classes. */
  graph.marksOf = (one) => [...bits].filter(([, flag]) => one.marks & flag).map(([name]) => name);

  /** Take these marks from everything, and give them anew: `assign` is handed `give(one, name)`. */
  graph.paint = (names, assign) => {
    const kept = ~names.reduce((all, name) => all | bit(name), 0);
    for (const one of graph.items) one.marks &= kept;
    for (const one of graph.edges) one.marks &= kept;
    assign((one, name) => {
      if (one) one.marks |= bit(name);
    });
    pipeviz.emit("marks");
  };

  /** Data that the stylesheet of an item reads, beside what came with the scene. */
  graph.tell = (one, data) => {
    Object.assign(one.data, data);
    one.told = true;
  };

  /* Where things are: a grid of cells, so that neither a click nor a window into the scene looks at everything. */

  const key = (column, row) => column * 65536 + row;

  function* cells({ left, top, right, bottom }) {
    for (let column = Math.floor(left / CELL); column <= Math.floor(right / CELL); column += 1) {
      for (let row = Math.floor(top / CELL); row <= Math.floor(bottom / CELL); row += 1) yield key(column, row);
    }
  }

  graph.rect = ({ x, y, data: { w, h } }) => ({ left: x - w / 2, top: y - h / 2, right: x + w / 2, bottom: y + h / 2 });
  const meet = (a, b) => a.left <= b.right && a.right >= b.left && a.top <= b.bottom && a.bottom >= b.top;

  /** Elements are where they are now: to be called after they moved. */
  graph.place = () => {
    grid = new Map();
    for (const one of graph.elements) {
      for (const cell of cells(graph.rect(one))) {
        if (!grid.has(cell)) grid.set(cell, []);
        grid.get(cell).push(one);
      }
    }
  };

  /** Every item that a rectangle meets, boxes first. */
  graph.within = (rect) => {
    const found = new Set(graph.boxes.filter((one) => meet(graph.rect(one), rect)));
    for (const cell of cells(rect)) for (const one of grid.get(cell) ?? []) if (meet(graph.rect(one), rect)) found.add(one);
    return [...found];
  };

  /** What lies at a point: an element no further than `reach` away, else the box whose title is there, or null. */
  graph.at = (point, reach = 0) => {
    const around = { left: point.x - reach, top: point.y - reach, right: point.x + reach, bottom: point.y + reach };
    let [best, nearest] = [null, Infinity];
    for (const cell of cells(around)) {
      for (const one of grid.get(cell) ?? []) {
        const distance = far(one, point);
        if (distance <= reach && distance < nearest) [best, nearest] = [one, distance];
      }
    }
    return best ?? graph.boxes.findLast((one) => onTitle(one, point)) ?? null;
  };

  const far = ({ x, y, data: { w, h } }, point) =>
    Math.hypot(Math.max(Math.abs(point.x - x) - w / 2, 0), Math.max(Math.abs(point.y - y) - h / 2, 0));

  function onTitle(one, { x, y }) {
    const { left, top, right } = graph.rect(one);
    return x >= left && x <= right && y >= top && y <= top + TITLE_HEIGHT;
  }
})();
