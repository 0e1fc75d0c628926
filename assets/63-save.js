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
      made.setAttribute(name.replaceAll("_", "-"), typeof value === "number" ? short(value) : value);
    }
    if (text !== undefined) made.textContent = text.replace(UNSAYABLE, "");
    parent.append(made);
    return made;
  }

  const variable = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  function drawing() {
    const { cy, canvas, state, boot } = pipeviz;
    const { width, height, bands, direction } = canvas.scene;
    const root = document.implementation.createDocument(SVG, "svg").documentElement;
    const [w, h] = [width + 2 * MARGIN, height + 2 * MARGIN];
    const frame = { width: w, height: h, viewBox: `${-MARGIN} ${-MARGIN} ${short(w)} ${short(h)}`, font_family: variable("--font") };
    for (const [name, value] of Object.entries(frame)) root.setAttribute(name.replaceAll("_", "-"), value);
    add(root, "title", {}, `${boot.project}: ${state.pipeline}`);
    add(root, "rect", { x: -MARGIN, y: -MARGIN, width: w, height: h, fill: variable("--canvas") });
    if (state.layers) drawBands(root, bands, direction === "LR", w, h);
    const after = (selector) => cy.nodes(selector).sort((a, b) => a.data("depth") - b.data("depth"));
    after(".box").forEach((node) => drawNode(root, node));
    cy.edges().forEach((edge) => drawEdge(root, edge));
    cy.nodes().not(".box").forEach((node) => drawNode(root, node));
    return root;
  }

  function drawBands(root, bands, lying, w, h) {
    bands.forEach(({ name, start, end }, number) => {
      const place = lying ? { x: start, y: -MARGIN, width: end - start, height: h } : { x: -MARGIN, y: start, width: w, height: end - start };
      if (number % 2) add(root, "rect", { ...place, fill: variable("--band-fill") });
      const line = lying ? `M${short(start)} ${-MARGIN}v${short(h)}` : `M${-MARGIN} ${short(start)}h${short(w)}`;
      add(root, "path", { d: line, stroke: variable("--band-line"), fill: "none" });
      add(root, "text", { x: place.x + 8, y: place.y + 15, fill: variable("--band-text"), font_size: 11, font_weight: 600 }, name);
    });
  }

  const number = (element, name) => element.numericStyle(name);

  function drawNode(root, node) {
    const { x, y } = node.position();
    const [w, h] = [node.data("w"), node.data("h")];
    const group = add(root, "g", number(node, "opacity") < 1 ? { opacity: number(node, "opacity") } : {});
    if (!node.hasClass("title")) {
      add(group, "title", {}, node.data("name"));
      if (node.style("ghost") === "yes") drawOutline(group, node, x + number(node, "ghost-offset-x"), y + number(node, "ghost-offset-y"), w, h, number(node, "ghost-opacity"));
      drawOutline(group, node, x, y, w, h, 1);
      drawIcons(group, node, x - w / 2, y - h / 2, w, h);
    }
    drawLabel(group, node, x, y);
  }

  function drawOutline(group, node, x, y, w, h, opacity) {
    const style = { fill: node.style("background-color"), stroke: node.style("border-color"), stroke_width: number(node, "border-width") };
    if (number(node, "background-opacity") < 1) style.fill_opacity = number(node, "background-opacity");
    if (node.style("border-style") === "dashed" && opacity === 1) style.stroke_dasharray = "5 4";
    if (opacity < 1) style.opacity = opacity;
    const [left, top] = [x - w / 2, y - h / 2];
    if (node.style("shape") === "cut-rectangle") {
      const cut = Math.min(8, h / 3);
      const d = `M${short(left + cut)} ${short(top)}h${short(w - 2 * cut)}l${cut} ${cut}v${short(h - 2 * cut)}l${-cut} ${cut}h${short(2 * cut - w)}l${-cut} ${-cut}v${short(2 * cut - h)}z`;
      add(group, "path", { d, ...style });
    } else {
      add(group, "rect", { x: left, y: top, width: w, height: h, rx: node.style("shape") === "polygon" ? h / 2 : Math.min(8, h / 4), ...style });
    }
  }

  /** The icons are small SVG documents with one path each. */
  function drawIcons(group, node, left, top, w, h) {
    const of = (name) => [node.pstyle(`background-${name}`)].flatMap(({ value, units }) => [value].flat().map((one, i) => ({ value: one, units: [units].flat()[i] ?? [units].flat()[0] })));
    const [images, widths, xs, ys, offsets] = ["image", "width", "position-x", "position-y", "offset-x"].map(of);
    images.forEach(({ value: uri }, i) => {
      const comma = String(uri).indexOf(",");
      if (comma < 0) return;
      const path = new DOMParser().parseFromString(decodeURIComponent(uri.slice(comma + 1)), "image/svg+xml").querySelector("path");
      const size = (widths[i] ?? widths[0]).value;
      const at = ({ value, units }, room) => (units === "%" ? ((room - size) * value) / 100 : value);
      const [x, y] = [left + at(xs[i] ?? xs[0], w) + ((offsets[i] ?? offsets[0])?.value ?? 0), top + at(ys[i] ?? ys[0], h)];
      const drawn = path.parentNode;
      const stroke = { stroke: drawn.getAttribute("stroke"), stroke_width: drawn.getAttribute("stroke-width"), stroke_linecap: "round", stroke_linejoin: "round" };
      add(group, "path", { d: path.getAttribute("d"), transform: `translate(${short(x)} ${short(y)}) scale(${short(size / 24)})`, fill: "none", ...stroke });
    });
  }

  /** The name of a box stands over the edges that enter it. */
  const onGround = (node) => ({ font_weight: 600, stroke: node.style("text-background-color"), stroke_width: 4, stroke_linejoin: "round", paint_order: "stroke" });

  function drawLabel(group, node, x, y) {
    const lines = node.style("label") ? node.style("label").split("\n") : [];
    const title = node.hasClass("title");
    const size = number(node, "font-size");
    const step = size * number(node, "line-height");
    lines.forEach((line, i) => {
      const place = { x: x + number(node, "text-margin-x"), y: y + (i - (lines.length - 1) / 2) * step + size * 0.35 };
      add(group, "text", { ...place, fill: node.style("color"), font_size: size, text_anchor: title ? "start" : "middle", ...(title ? onGround(node) : {}) }, line);
    });
  }

  function drawEdge(root, edge) {
    const end = (node, [dx, dy]) => ({ x: node.position("x") + dx, y: node.position("y") + dy });
    const [from, to] = [end(edge.source(), edge.data("from")), end(edge.target(), edge.data("to"))];
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const length = Math.hypot(dx, dy) || 1;
    const controls = (edge.data("weights") ?? []).map((weight, i) => {
      const aside = edge.data("distances")[i] / length;
      return { x: from.x + dx * weight - dy * aside, y: from.y + dy * weight + dx * aside };
    });
    const colour = edge.style("line-color");
    const faded = number(edge, "opacity") < 1 ? { opacity: number(edge, "opacity") } : {};
    const last = controls.at(-1) ?? from;
    const angle = Math.atan2(to.y - last.y, to.x - last.x);
    const back = (by, aside = 0) => ({ x: to.x - Math.cos(angle) * by - Math.sin(angle) * aside, y: to.y - Math.sin(angle) * by + Math.cos(angle) * aside });
    const pair = ({ x, y }) => `${short(x)} ${short(y)}`;
    let d = `M${pair(from)}`;
    controls.forEach((control, i) => {
      const next = controls[i + 1];
      d += `Q${pair(control)} ${pair(next ? { x: (control.x + next.x) / 2, y: (control.y + next.y) / 2 } : back(6))}`;
    });
    if (!controls.length) d += `L${pair(back(6))}`;
    add(root, "path", { d, fill: "none", stroke: colour, stroke_width: number(edge, "width"), ...faded });
    add(root, "path", { d: `M${pair(to)}L${pair(back(8, 3.5))}L${pair(back(8, -3.5))}z`, fill: colour, ...faded });
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
