/* What is being looked at: pipeline, collapsed namespaces, parameters, selection and run; kept in the URL. */
(function () {
  "use strict";
  const { pipeviz } = window;
  const state = { pipeline: "", collapsed: [], parameters: false, selected: null, run: null };
  const collapsedOf = new Map();
  const asked = { view: null, selected: null, run: null };
  pipeviz.state = state;

  const pipelineNamed = (name) => pipeviz.boot.pipelines.find((one) => one.name === name);
  const pipelineNow = () => pipelineNamed(state.pipeline);
  pipeviz.pipelineNow = pipelineNow;

  /** A namespace inside a collapsed one is not on the canvas, so the view does not depend on it. */
  const outermost = (names) => names.filter((name) => !names.some((other) => name.startsWith(`${other}.`)));

  /** The same text as `view_key` makes in viz/scene.py. */
  pipeviz.viewKey = () =>
    JSON.stringify([state.pipeline, outermost(state.collapsed), state.parameters ? 1 : 0, pipeviz.boot.direction]);

  /** Change what is looked at; what follows from it is asked of the server and told to the other modules. */
  pipeviz.change = (changes) => {
    if (changes.pipeline && changes.pipeline !== state.pipeline) {
      changes.collapsed ??= collapsedOf.get(changes.pipeline) ?? pipelineNamed(changes.pipeline).collapsed;
    }
    Object.assign(state, changes);
    const known = new Set(pipelineNow()?.namespaces);
    state.collapsed = [...new Set(state.collapsed)].filter((name) => known.has(name)).sort();
    collapsedOf.set(state.pipeline, state.collapsed);
    ask();
    writeUrl();
    pipeviz.emit("state", state);
  };

  function ask() {
    const wanted = { view: pipelineNow() ? pipeviz.viewKey() : asked.view, selected: state.selected, run: state.run };
    for (const [store, value] of Object.entries(wanted)) {
      if (asked[store] !== value) pipeviz.set(store, value);
    }
    Object.assign(asked, wanted);
  }

  function writeUrl() {
    const words = new URLSearchParams();
    const pipeline = pipelineNow();
    if (state.pipeline !== pipeviz.boot.pipeline) words.set("pipeline", state.pipeline);
    if (pipeline && String(state.collapsed) !== String(pipeline.collapsed)) {
      words.set("collapsed", JSON.stringify(state.collapsed));
    }
    if (state.parameters) words.set("parameters", "shown");
    if (state.run !== pipeviz.boot.run) words.set("run", state.run ?? "");
    if (state.selected) words.set("select", state.selected);
    const hash = words.toString();
    if (hash === location.hash.slice(1)) return;
    history.replaceState(null, "", `#${hash}`);
  }

  function readUrl() {
    const words = new URLSearchParams(location.hash.slice(1));
    const found = {
      pipeline: pipelineNamed(words.get("pipeline")) ? words.get("pipeline") : pipeviz.boot.pipeline,
      parameters: words.get("parameters") === "shown",
      run: words.has("run") ? words.get("run") || null : pipeviz.boot.run,
      selected: words.get("select"),
    };
    if (found.run !== null && !(found.run in pipeviz.boot.runs)) found.run = null;
    found.collapsed = listed(words.get("collapsed")) ?? pipelineNamed(found.pipeline)?.collapsed ?? [];
    return found;
  }

  function listed(text) {
    try {
      const found = JSON.parse(text);
      return Array.isArray(found) ? found.map(String) : null;
    } catch {
      return null;
    }
  }

  pipeviz.on("start", (boot) => {
    state.pipeline = boot.pipeline;
    asked.view = JSON.stringify([boot.pipeline, pipelineNow()?.collapsed ?? [], 0, boot.direction]);
    pipeviz.change(readUrl());
    window.addEventListener("hashchange", () => pipeviz.change(readUrl()));
  });

  pipeviz.toggleNamespace = (name) => {
    const collapsed = state.collapsed.includes(name)
      ? state.collapsed.filter((one) => one !== name)
      : [...state.collapsed, name];
    pipeviz.change({ collapsed });
  };
  pipeviz.expandAll = () => pipeviz.change({ collapsed: [] });
  pipeviz.collapseAll = () => pipeviz.change({ collapsed: [...(pipelineNow()?.namespaces ?? [])] });
  pipeviz.select = (id) => pipeviz.change({ selected: id });
})();
