/* The names of namespaces in the far view: of a size that can be read, however far out, outer ones first. */
(function () {
  "use strict";
  const { pipeviz } = window;
  const names = (pipeviz.names = {});
  const SIZES = { least: 11, most: 24 };
  const TALL = 96;
  let placed = [];

  /** Write the names that find room; `placed` keeps where, in pixels of the screen. */
  names.draw = (context, view) => {
    placed = [];
    const { graph } = pipeviz;
    const candidates = graph.items.filter((one) => one.data.kind === "namespace" && !graph.has(one, "hidden"));
    const order = (one) => (one.box ? one.data.depth : (one.data.namespace?.split(".").length ?? 0));
    const area = ({ data: { w, h } }) => w * h;
    context.save();
    context.setTransform(view.ratio, 0, 0, view.ratio, 0, 0);
    context.textBaseline = "middle";
    for (const one of candidates.sort((a, b) => order(a) - order(b) || area(b) - area(a))) write(context, view, one);
    context.restore();
  };

  function write(context, { zoom, pan }, one) {
    const { x, y, box, data: { w, h, label } } = one;
    const [width, height] = [w * zoom, h * zoom];
    const [left, top] = [x * zoom + pan.x - width / 2, y * zoom + pan.y - height / 2];
    const words = label.split("\n")[0];
    const wanted = Math.min(Math.max(Math.sqrt(width * height) / 9, SIZES.least), box ? SIZES.most : 14);
    const fitting = box ? Math.min(wanted, (wanted * (width - 12)) / widthOf(context, words, wanted)) : wanted;
    const outermost = box && !one.data.namespace;
    if (box && (height < SIZES.least || (fitting < SIZES.least && !outermost))) return;
    const size = Math.max(fitting, SIZES.least);
    const long = widthOf(context, words, size);
    const above = box && height > TALL;
    const at = { x: left + (above && long < width - 8 ? 8 : (width - long) / 2), y: top + (above ? size * 0.5 + 7 : height / 2) };
    const room = { left: at.x - 4, right: at.x + long + 4, top: at.y - size * 0.65, bottom: at.y + size * 0.65 };
    if (placed.some((other) => meet(other, room))) return;
    placed.push({ ...room, one });
    const faded = pipeviz.graph.has(one, "faded");
    context.globalAlpha = faded ? 0.5 : 0.88;
    context.fillStyle = pipeviz.ink.colour(box ? "box-fill" : "namespace-fill");
    context.beginPath();
    context.roundRect(room.left, room.top, room.right - room.left, room.bottom - room.top, 4);
    context.fill();
    context.globalAlpha = faded ? 0.55 : 1;
    context.fillStyle = pipeviz.ink.colour(box ? "box-text" : "namespace-text");
    context.fillText(words, at.x, at.y);
  }

  function widthOf(context, words, size) {
    context.font = `600 ${size}px ${fontOf()}`;
    return context.measureText(words).width;
  }

  const meet = (a, b) => a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;

  let font = "";
  const fontOf = () => (font ||= getComputedStyle(document.documentElement).getPropertyValue("--font"));

  /** The namespace whose name stands at a point of the screen. */
  names.at = (x, y) => placed.find((room) => x >= room.left && x <= room.right && y >= room.top && y <= room.bottom)?.one ?? null;
})();
