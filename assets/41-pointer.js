/* What the pointer does on the canvas: select, open and close namespaces, show full names. */
(function () {
  "use strict";
  const { pipeviz } = window;
  const TITLE_HEIGHT = 30;
  const CHEVRON = 30;

  const onTitle = ({ target, position }) => position.y - (target.position("y") - target.data("h") / 2) < TITLE_HEIGHT;
  const onChevron = ({ target, position }) => position.x - (target.position("x") - target.data("w") / 2) < CHEVRON;

  function tap(event) {
    const { cy } = pipeviz;
    pipeviz.emit("canvas-pressed");
    const { target } = event;
    if (target === cy || !target.isNode()) return pipeviz.select(null);
    if (target.data("kind") !== "namespace") return pipeviz.select(target.id());
    const box = target.hasClass("box");
    if (box && !onTitle(event)) return pipeviz.select(null);
    if (onChevron(event)) return pipeviz.toggleNamespace(target.data("name"));
    return pipeviz.select(target.id());
  }

  function doubleTap(event) {
    if (event.target !== pipeviz.cy && event.target.data("kind") === "namespace") {
      pipeviz.toggleNamespace(event.target.data("name"));
    }
  }

  function hover(event) {
    const { target } = event;
    const sensitive = !target.hasClass("box") || onTitle(event);
    pipeviz.byId("graph").style.cursor = sensitive ? "pointer" : "";
    if (target.hasClass("box")) return;
    target.addClass("hovered");
    tellName(target);
  }

  function leave(event) {
    pipeviz.byId("graph").style.cursor = "";
    event.target.removeClass("hovered");
    pipeviz.byId("hover-name").classList.remove("shown");
  }

  function tellName(node) {
    const place = pipeviz.byId("hover-name");
    const count = node.data("parameters");
    const words = [node.data("name")];
    if (node.hasClass("uses-parameters")) words.push(`uses ${count} ${count === 1 ? "parameter" : "parameters"}`);
    if (node.data("kind") === "namespace") words.push("double-click to expand");
    place.textContent = words.join(" · ");
    place.classList.add("shown");
    const { x, y } = node.renderedPosition();
    const top = y - (node.renderedHeight() / 2 + place.offsetHeight + 10);
    const left = Math.min(Math.max(x - place.offsetWidth / 2, 8), pipeviz.cy.width() - place.offsetWidth - 8);
    place.style.transform = `translate(${left}px, ${top > 4 ? top : y + node.renderedHeight() / 2 + 10}px)`;
  }

  pipeviz.on("canvas", (cy) => {
    cy.on("tap", tap);
    cy.on("dbltap", "node", doubleTap);
    cy.on("mouseover", "node", hover);
    cy.on("mousemove", "node.box", hover);
    cy.on("mouseout", "node", leave);
    cy.on("viewport", () => pipeviz.byId("hover-name").classList.remove("shown"));
  });
})();
