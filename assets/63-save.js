/* Saves the graph as it stands on the canvas, with its run, theme and selection, as SVG or PNG: in the browser alone. */
(function () {
  "use strict";
  const { pipeviz } = window;
  const SVG = "http://www.w3.org/2000/svg";
  const MARGIN = 32;
  const PNG_SCALE = 2;
  const PNG_MOST = 8192;
  /** XML cannot say these characters. */
  const UNSAYABLE = /[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
  const short = (number) => String(Math.round(number * 100) / 100);

  function add(parent, tag, attributes, text) {
    const made = parent.ownerDocument.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) {
      made.setAttribute(name, typeof value === "number" ? short(value) : value);
    }
    if (text !== undefined) made.textContent = text.replace(UNSAYABLE, "");
    parent.append(made);
    return made;
  }

  const variable = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  function drawing() {
    const { canvas, graph, state, boot } = pipeviz;
    const { width, height, bands, direction } = canvas.scene;
    const root = document.implementation.createDocument(SVG, "svg").documentElement;
    const [w, h] = [width + 2 * MARGIN, height + 2 * MARGIN];
    const frame = { width: w, height: h, viewBox: `${-MARGIN} ${-MARGIN} ${short(w)} ${short(h)}`, "font-family": variable("--font") };
    for (const [name, value] of Object.entries(frame)) root.setAttribute(name, value);
    add(root, "title", {}, `${boot.project}: ${state.pipeline}`);
    add(root, "rect", { x: -MARGIN, y: -MARGIN, width: w, height: h, fill: variable("--canvas") });
    if (state.layers) drawBands(root, bands, direction === "LR", w, h);
    const styleOf = styles();
    const drawn = (one, kind, ...more) => styleOf(kind, one.classes ?? "", ...more, ...graph.marksOf(one));
    graph.boxes.forEach((box) => drawItem(root, box, drawn(box, "node")));
    graph.edges.forEach((edge) => drawEdge(root, edge, drawn(edge, "edge", edge.count > 1 ? "merged" : "")));
    graph.boxes.forEach((box) => drawTitle(root, box, drawn(box, "node"), styleOf("node", "title")));
    graph.elements.forEach((item) => drawItem(root, item, drawn(item, "node")));
    return root;
  }

  /** The stylesheet of the canvas, for any classes: the page's rules in their order, each answer kept. */
  function styles() {
    const rules = pipeviz.boot.styles[pipeviz.theme()].flatMap(({ selector, style }) =>
      selector.split(",").map((one) => ({ names: one.trim().split("."), style })),
    );
    const known = new Map();
    return (kind, ...classes) => {
      const has = new Set([kind, "", ...classes.join(" ").split(" ")]);
      const key = [...has].join(" ");
      if (!known.has(key)) {
        const matching = rules.filter(({ names }) => names.every((name) => has.has(name)));
        known.set(key, Object.assign({}, ...matching.map(({ style }) => style)));
      }
      return known.get(key);
    };
  }

  function drawBands(root, bands, lying, w, h) {
    bands.forEach(({ name, start, end }, number) => {
      const place = lying ? { x: start, y: -MARGIN, width: end - start, height: h } : { x: -MARGIN, y: start, width: w, height: end - start };
      if (number % 2) add(root, "rect", { ...place, fill: variable("--band-fill") });
      const line = lying ? `M${short(start)} ${-MARGIN}v${short(h)}` : `M${-MARGIN} ${short(start)}h${short(w)}`;
      add(root, "path", { d: line, stroke: variable("--band-line"), fill: "none" });
      add(root, "text", { x: place.x + 8, y: place.y + 15, fill: variable("--band-text"), "font-size": 11, "font-weight": 600 }, name);
    });
  }

  /** A value of a style; "data(heat)" is what was told of the item. */
  function value(style, name, data) {
    const found = style[name];
    const told = typeof found === "string" && /^data\((.*)\)$/.exec(found);
    return told ? data[told[1]] : found;
  }

  const faint = (style, name = "opacity") => (style[name] < 1 ? { opacity: style[name] } : {});

  function drawItem(root, item, style) {
    const { x, y, box, data: { name, w, h } } = item;
    const group = add(root, "g", faint(style));
    add(group, "title", {}, name);
    const [left, top] = [x - w / 2, y - h / 2];
    if (style.ghost === "yes") drawOutline(group, item, style, left + style["ghost-offset-x"], top + style["ghost-offset-y"], faint(style, "ghost-opacity"));
    drawOutline(group, item, style, left, top, style["border-style"] === "dashed" ? { "stroke-dasharray": "5 4" } : {});
    if (!box) {
      drawIcons(group, style, left, top, w, h);
      drawLabel(group, item, style);
    }
  }

  function drawOutline(group, { data }, style, left, top, more) {
    const { w, h } = data;
    const colours = { fill: value(style, "background-color", data), stroke: style["border-color"], "stroke-width": style["border-width"] };
    if (style["background-opacity"] < 1) colours["fill-opacity"] = style["background-opacity"];
    if (style.shape === "cut-rectangle") {
      const cut = Math.min(8, h / 3);
      const d = `M${short(left + cut)} ${short(top)}h${short(w - 2 * cut)}l${cut} ${cut}v${short(h - 2 * cut)}l${-cut} ${cut}h${short(2 * cut - w)}l${-cut} ${-cut}v${short(2 * cut - h)}z`;
      add(group, "path", { d, ...colours, ...more });
    } else {
      const rx = style.shape === "polygon" ? h / 2 : Math.min(8, h / 4);
      add(group, "rect", { x: left, y: top, width: w, height: h, rx, ...colours, ...more });
    }
  }

  /** The icons are small SVG documents with one path each. */
  function drawIcons(group, style, left, top, w, h) {
    const listed = (name) => [style[`background-${name}`] ?? 0].flat();
    const place = (at, room, size) => (String(at).endsWith("%") ? ((room - size) * parseFloat(at)) / 100 : Number(at));
    listed("image").forEach((uri, i) => {
      const of = (name) => listed(name)[i] ?? listed(name)[0];
      const icon = iconOf(uri);
      const size = of("width");
      const x = left + place(of("position-x"), w, size) + of("offset-x");
      const y = top + place(of("position-y"), h, size);
      add(group, "path", { ...icon, transform: `translate(${short(x)} ${short(y)}) scale(${short(size / 24)})` });
    });
  }

  const icons = new Map();
  function iconOf(uri) {
    if (!icons.has(uri)) {
      const drawn = new DOMParser().parseFromString(decodeURIComponent(uri.slice(uri.indexOf(",") + 1)), "image/svg+xml").documentElement;
      const names = ["stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "fill"];
      icons.set(uri, { d: drawn.querySelector("path").getAttribute("d"), ...Object.fromEntries(names.map((name) => [name, drawn.getAttribute(name)])) });
    }
    return icons.get(uri);
  }

  function drawLabel(group, { x, y, data }, style) {
    const size = style["font-size"];
    const lines = (value(style, "label", data) || "").split("\n");
    lines.forEach((line, i) => {
      const place = { x: x + style["text-margin-x"], y: y + (i - (lines.length - 1) / 2) * size * (style["line-height"] ?? 1) + size * 0.35 };
      add(group, "text", { ...place, fill: value(style, "color", data), "font-size": size, "text-anchor": "middle" }, line);
    });
  }

  /** The name of a box stands over the edges that enter it. */
  function drawTitle(root, { x, y, data: { label, w, h } }, box, style) {
    if (!pipeviz.state.labels) return;
    const ground = { stroke: style["text-background-color"], "stroke-width": 4, "stroke-linejoin": "round", "paint-order": "stroke" };
    const words = { fill: style.color, "font-size": style["font-size"], "font-weight": style["font-weight"] };
    add(root, "text", { x: x - w / 2 + 12, y: y - h / 2 + 19, ...words, ...ground, ...faint(box) }, label);
  }

  function drawEdge(root, { points }, style) {
    const at = (i) => ({ x: points[i], y: points[i + 1] });
    const end = points.length - 2;
    const [to, before] = [at(end), at(end - 2)];
    const angle = Math.atan2(to.y - before.y, to.x - before.x);
    const back = (by, aside = 0) => ({ x: to.x - Math.cos(angle) * by - Math.sin(angle) * aside, y: to.y - Math.sin(angle) * by + Math.cos(angle) * aside });
    const pair = ({ x, y }) => `${short(x)} ${short(y)}`;
    const between = (one, other) => ({ x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 });
    let d = `M${pair(at(0))}`;
    for (let i = 2; i < end; i += 2) d += `Q${pair(at(i))} ${pair(i + 2 < end ? between(at(i), at(i + 2)) : back(6))}`;
    if (end === 2) d += `L${pair(back(6))}`;
    add(root, "path", { class: "edge", d, fill: "none", stroke: style["line-color"], "stroke-width": style.width, ...faint(style) });
    add(root, "path", { d: `M${pair(to)}L${pair(back(8, 3.5))}L${pair(back(8, -3.5))}z`, fill: style["line-color"], ...faint(style) });
  }

  const svgFile = (root) => new Blob([new XMLSerializer().serializeToString(root)], { type: "image/svg+xml" });

  async function pngFile(root) {
    const [w, h] = ["width", "height"].map((name) => Number(root.getAttribute(name)));
    const scale = Math.min(PNG_SCALE, PNG_MOST / Math.max(w, h));
    const picture = new Image(w, h);
    const address = URL.createObjectURL(svgFile(root));
    try {
      picture.src = address;
      await picture.decode();
    } finally {
      URL.revokeObjectURL(address);
    }
    const paper = Object.assign(document.createElement("canvas"), { width: Math.ceil(w * scale), height: Math.ceil(h * scale) });
    paper.getContext("2d").drawImage(picture, 0, 0, paper.width, paper.height);
    return new Promise((resolve) => paper.toBlob(resolve, "image/png"));
  }

  pipeviz.savePicture = async (format) => {
    const { canvas, boot, state } = pipeviz;
    if (!canvas.scene) return;
    const root = drawing();
    const file = format === "png" ? await pngFile(root) : svgFile(root);
    if (!file) return pipeviz.toast("The picture is too large for a PNG; save it as SVG.");
    const name = `${boot.project} ${state.pipeline}`.replace(/[^\p{L}\p{N}._-]+/gu, "-").replace(/^-+|-+$/g, "");
    const link = pipeviz.make("a", { href: URL.createObjectURL(file), download: `${name}.${format}` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    pipeviz.toast(`Saved ${link.download}`);
  };

  pipeviz.on("start", () => (pipeviz.choices.save = pipeviz.savePicture));
})();
