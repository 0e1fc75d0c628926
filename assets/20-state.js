/* What is being looked at: pipeline, namespaces, parameters, direction, look, selection and run; kept in the URL. */
(function () {
  "use strict";
  const { pipeviz } = window;
  /** How the canvas is drawn where nothing else is said. `names` are "real" or "pretty". */
  const PLAIN = { parameters: false, focus: null, names: "real", labels: true, layers: true };
  const state = { pipeline: "", collapsed: [], direction: "TB", selected: null, run: null, ...PLAIN };
  const collapsedOf = new Map();
  const asked = { view: null, selected: null, run: null };
  pipeviz.state = state;

  const pipelineNamed = (name) => pipeviz.boot.pipelines.find((one) => one.name === name);
  const pipelineNow = () => pipelineNamed(state.pipeline);
  pipeviz.pipelineNow = pipelineNow;

  /** A namespace inside a collapsed one is not on the canvas, so the view does not depend on it. */
  const outermost = (names) => names.filter((name) => !names.some((other) => name.startsWith(`${other}.`)));

  /** What lies around the namespace in focus is not on the canvas either. */
  const inFocus = (name) => !state.focus || name.startsWith(`${state.focus}.`);

  /** The same text as `view_key` makes in viz/scene.py. */
  pipeviz.viewKey = () =>
    keyOf(outermost(state.collapsed.filter(inFocus)), state.parameters ? 1 : 0, state.direction, state.focus ?? "");
  const keyOf = (...words) => JSON.stringify([state.pipeline, ...words]);

  /** Change what is looked at; what follows from it is asked of the server and told to the other modules. */
  pipeviz.change = (changes) => {
    if (changes.pipeline && changes.pipeline !== state.pipeline) {
      changes.collapsed ??= collapsedOf.get(changes.pipeline) ?? pipelineNamed(changes.pipeline).collapsed;
      changes.focus ??= null;
    }
    Object.assign(state, changes);
    const known = new Set(pipelineNow()?.namespaces);
    state.collapsed = [...new Set(state.collapsed)].filter((name) => known.has(name)).sort();
    if (!known.has(state.focus)) state.focus = null;
    collapsedOf.set(state.pipeline, state.collapsed);
    ask();
    writeUrl();
    pipeviz.emit("state", state);
  };

  /** Of datasets that stand together the scene knows all there is to know. */
  const asking = (id) => (id?.startsWith("datasets:") ? null : id);

  function ask() {
    const wanted = { view: pipelineNow() ? pipeviz.viewKey() : asked.view, selected: asking(state.selected), run: state.run };
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
    if (state.focus) words.set("focus", state.focus);
    if (state.parameters) words.set("parameters", "shown");
    if (state.direction !== pipeviz.boot.direction) words.set("direction", state.direction);
    if (state.names === "pretty") words.set("names", "pretty");
    for (const part of ["labels", "layers"]) if (!state[part]) words.set(part, "off");
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
      focus: words.get("focus"),
      parameters: words.get("parameters") === "shown",
      direction: ["TB", "LR"].includes(words.get("direction")) ? words.get("direction") : pipeviz.boot.direction,
      names: words.get("names") === "pretty" ? "pretty" : "real",
      labels: words.get("labels") !== "off",
      layers: words.get("layers") !== "off",
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
    asked.view = keyOf(pipelineNow()?.collapsed ?? [], 0, boot.direction, "");
    pipeviz.change(readUrl());
    window.addEventListener("hashchange", () => pipeviz.change(readUrl()));
  });

  /** Open or close a namespace; one that closes while only it is looked at gives way to the whole again. */
  pipeviz.toggleNamespace = (name) => {
    const focus = state.focus === name ? null : state.focus;
    const collapsed = state.collapsed.includes(name)
      ? state.collapsed.filter((one) => one !== name)
      : [...state.collapsed, name];
    pipeviz.change({ collapsed, focus });
  };

  /** Open or close the chosen namespace, or the one around what is chosen. */
  pipeviz.toggleChosen = () => {
    const entry = state.selected && pipeviz.entry(state.selected);
    const name = entry?.kind === "namespace" ? entry.name : entry?.namespace;
    if (name) pipeviz.toggleNamespace(name);
  };

  /** How deep the namespaces of this pipeline lie in each other. */
  pipeviz.depth = () => Math.max(0, ...(pipelineNow()?.namespaces ?? []).map((name) => name.split(".").length));

  /** Open this many levels of namespaces, and close the next. */
  pipeviz.expandTo = (depth) =>
    pipeviz.change({ collapsed: (pipelineNow()?.namespaces ?? []).filter((name) => name.split(".").length > depth) });
  pipeviz.expandAll = () => pipeviz.change({ collapsed: [] });
  pipeviz.collapseAll = () => pipeviz.expandTo(0);

  /** Look at one namespace only (null: at everything again); it opens for that. */
  pipeviz.focusOn = (name) => pipeviz.change({ focus: name });

  /** Everything as the pipeline opens. */
  pipeviz.resetView = () =>
    pipeviz.change({ ...PLAIN, direction: pipeviz.boot.direction, collapsed: pipelineNow()?.collapsed ?? [], selected: null });
  pipeviz.select = (id) => pipeviz.change({ selected: id });
})();
