/* The panel beside the canvas: opens with the selection, and what in it can be clicked. */
(function () {
  "use strict";
  const { pipeviz } = window;

  function open({ selected }) {
    const frame = pipeviz.byId("panel-frame");
    frame.hidden = !selected;
    frame.classList.toggle("waiting", Boolean(selected) && !pipeviz.isBundle(selected) && shownFor() !== selected);
  }

  const shownFor = () => pipeviz.byId("panel").querySelector("[data-panel-of]")?.dataset.panelOf;

  pipeviz.panelFilled = () => {
    pipeviz.byId("panel-frame").classList.remove("waiting");
    pipeviz.byId("panel").scrollTop = 0;
    pipeviz.emit("panel");
  };

  async function copy(button) {
    const text = button.dataset.copy;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      copyByHand(text);
    }
    pipeviz.toast("Copied");
    const symbol = button.querySelector(".i");
    symbol?.classList.replace("i-copy", "i-check");
    setTimeout(() => symbol?.classList.replace("i-check", "i-copy"), 1400);
  }

  /** Where the clipboard is refused: a page from disk, or from another machine without https. */
  function copyByHand(text) {
    const area = pipeviz.make("textarea", { class: "off-screen", "aria-hidden": "true" });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }

  function click(event) {
    const target = event.target.closest("[data-copy], [data-element], [data-toggle-namespace], [data-focus-on]");
    if (!target) return;
    if ("copy" in target.dataset) copy(target);
    else if ("toggleNamespace" in target.dataset) pipeviz.toggleNamespace(target.dataset.toggleNamespace);
    else if ("focusOn" in target.dataset) pipeviz.focusOn(target.dataset.focusOn);
    else if (target.id === "reading-badge" && pipeviz.state.selected === target.dataset.element) pipeviz.select(null);
    else pipeviz.select(target.dataset.element);
  }

  /** The button of a namespace says what it would do. */
  function nameToggles() {
    document.querySelectorAll("[data-toggle-namespace]").forEach((button) => {
      const name = button.dataset.toggleNamespace;
      const collapsed = pipeviz.state.collapsed.includes(name);
      button.hidden = !pipeviz.pipelineNow()?.namespaces.includes(name);
      button.firstElementChild.className = `i i-${collapsed ? "expand" : "collapse"}`;
      button.lastElementChild.textContent = collapsed ? "Expand" : "Collapse";
    });
    document.querySelectorAll(".panel [data-focus-on]").forEach((button) => {
      const name = button.dataset.focusOn;
      button.hidden = name === pipeviz.state.focus || !pipeviz.pipelineNow()?.namespaces.includes(name);
    });
  }

  pipeviz.on("state", open);
  pipeviz.on("state", nameToggles);
  pipeviz.on("panel", nameToggles);
  pipeviz.on("start", () => {
    document.addEventListener("click", click);
    pipeviz.byId("panel-close").addEventListener("click", () => pipeviz.select(null));
  });
})();
