/* The lists of pipelines and of runs: opened by a button, worked with the pointer or the keyboard. */
(function () {
  "use strict";
  const { pipeviz } = window;

  const listOf = (button) => pipeviz.byId(button.dataset.menu);
  const options = (list) => [...list.querySelectorAll(".option")];

  function toggle(button, wanted) {
    document.querySelectorAll("[data-menu]").forEach((one) => {
      const open = one === button && wanted;
      listOf(one).classList.toggle("open", open);
      one.setAttribute("aria-expanded", open);
    });
    if (!wanted) return;
    const list = listOf(button);
    (list.querySelector("[aria-selected=true]") ?? options(list)[0])?.focus();
  }

  const isOpen = (button) => button.getAttribute("aria-expanded") === "true";

  function choose(option) {
    const { choose: store, value } = option.dataset;
    const button = option.closest(".menu-place").querySelector("[data-menu]");
    toggle(button, false);
    button.focus();
    pipeviz.choices[store](value);
  }

  /** What choosing from each list does; other modules add theirs. */
  pipeviz.choices = {
    pipeline: (value) => pipeviz.change({ pipeline: value, selected: null }),
    run: (value) => pipeviz.change({ run: value || null }),
    "left-out": (value) => pipeviz.select(value),
  };

  function press(event) {
    const list = event.target.closest(".menu");
    const button = list && document.querySelector(`[data-menu="${list.id}"]`);
    if (!button) return;
    const all = options(list);
    const at = all.indexOf(event.target);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (next !== undefined) all[(next + all.length) % all.length]?.focus();
    else if (event.key === "Escape") {
      toggle(button, false);
      button.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Show in each button and list what is chosen. */
  function point({ pipeline, run }) {
    const chosen = { pipeline, run: run ?? "" };
    document.querySelectorAll("[data-choose]").forEach((option) => {
      const { choose: store, value } = option.dataset;
      if (store in chosen) option.setAttribute("aria-selected", value === chosen[store]);
    });
    document.querySelectorAll("[data-empty-of]").forEach((stage) => {
      stage.hidden = stage.dataset.emptyOf !== (pipeline ?? "");
    });
    pipeviz.byId("pipeline-chosen").textContent = pipeline || "No pipeline";
    pipeviz.byId("run-chosen").textContent = run ? pipeviz.boot.runs[run] : "No run";
    pipeviz.byId("run-menu").classList.toggle("active", Boolean(run));
  }

  pipeviz.on("start", () => {
    document.querySelectorAll("[data-menu]").forEach((button) => {
      button.addEventListener("click", () => toggle(button, !isOpen(button)));
      button.addEventListener("keydown", (event) => {
        if (event.key === "ArrowDown" && !isOpen(button)) {
          event.preventDefault();
          toggle(button, true);
        }
      });
      listOf(button).addEventListener("keydown", press);
    });
    document.addEventListener("click", (event) => {
      const option = event.target.closest("[data-choose]");
      if (option) choose(option);
      else if (!event.target.closest(".menu-place")) toggle(null, false);
    });
    point(pipeviz.state);
  });
  pipeviz.on("canvas-pressed", () => toggle(null, false));
  pipeviz.on("state", point);
})();
