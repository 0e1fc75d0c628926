/* What the pointer does on the canvas: select, open and close namespaces, show full names. */
(function () {
  "use strict";
  const { pipeviz } = window;
  const CHEVRON = 30;
  /** How far beside a small thing, in pixels of the screen, the pointer may be and still mean it. */
  const REACH = 5;
  /** So long after a first tap, in milliseconds, a second one belongs to it. */
  const TWICE = 400;
  let over = null;
  let first = { item: null, at: -TWICE };

  /** What lies below the pointer: far out by the names and marks drawn there. */
  function under({ target, position }) {
    if (target !== pipeviz.cy && target.isNode?.() && !target.data("of") && !target.hasClass("box")) return pipeviz.graph.byId.get(target.id());
    return pipeviz.far.nameAt(position) ?? pipeviz.graph.at(position, pipeviz.far.on ? REACH / pipeviz.cy.zoom() : 0);
  }

  const onChevron = ({ x, data }, position) => !pipeviz.far.on && position.x - (x - data.w / 2) < CHEVRON;

  function tap(event) {
    pipeviz.emit("canvas-pressed");
    const item = under(event);
    if (event.timeStamp - first.at > TWICE) first = { item, at: event.timeStamp };
    if (item?.data.kind === "namespace" && onChevron(item, event.position)) pipeviz.toggleNamespace(item.data.name);
    else pipeviz.select(item?.id ?? null);
  }

  /** The panel that the first tap opens may move the graph away from under the second. */
  function doubleTap() {
    const { item } = first;
    if (item?.data.kind === "namespace") pipeviz.toggleNamespace(item.data.name);
    else if (item && pipeviz.far.on) pipeviz.canvas.goTo(item, 0.9);
  }

  function move(event) {
    if (event.originalEvent?.buttons) return;
    const item = under(event);
    if (item === over) return;
    leave();
    if (!item) return;
    over = item;
    pipeviz.byId("graph").style.cursor = "pointer";
    pipeviz.far.ring(item);
    if (!item.box) pipeviz.cy.getElementById(item.id).addClass("hovered");
    if (!item.box || pipeviz.far.on) tellName(item);
  }

  function leave() {
    if (!over) return;
    pipeviz.cy.getElementById(over.id).removeClass("hovered");
    over = null;
    pipeviz.byId("graph").style.cursor = "";
    pipeviz.byId("hover-name").classList.remove("shown");
    pipeviz.far.ring(null);
  }

  function tellName(item) {
    const { x, y, data: { name, kind, parameters, w, h } } = item;
    const { cy } = pipeviz;
    const place = pipeviz.byId("hover-name");
    const words = [name];
    if (parameters) words.push(`uses ${parameters} ${parameters === 1 ? "parameter" : "parameters"}`);
    if (kind === "namespace") words.push(`double-click to ${item.box ? "collapse" : "expand"}`);
    place.textContent = words.join(" · ");
    place.classList.add("shown");
    const [zoom, pan] = [cy.zoom(), cy.pan()];
    const [middle, top, bottom] = [x * zoom + pan.x, (y - h / 2) * zoom + pan.y, (y + h / 2) * zoom + pan.y];
    const left = Math.min(Math.max(middle - place.offsetWidth / 2, 8), cy.width() - place.offsetWidth - 8);
    const above = top - place.offsetHeight - 10;
    place.style.transform = `translate(${left}px, ${above > 4 ? above : Math.min(bottom + 10, cy.height() - place.offsetHeight - 8)}px)`;
  }

  pipeviz.on("canvas", (cy) => {
    cy.on("tap", tap);
    cy.on("dbltap", doubleTap);
    cy.on("mousemove", move);
    cy.container().addEventListener("mouseleave", leave);
    cy.on("viewport", leave);
  });
})();
