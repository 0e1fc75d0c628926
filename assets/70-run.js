/* A run laid over the canvas: colours by duration, marks for what failed or did not run, times in the panel. */
(function () {
  "use strict";
  const { pipeviz } = window;
  const MARKS = ["timed", "on-dark", "on-light", "idle", "failed", "unfinished"];
  let overlay = null;

  pipeviz.overlay = () => overlay;

  pipeviz.showRun = (data) => {
    if ((data?.id ?? null) !== pipeviz.state.run) return;
    overlay = data?.id ? data : null;
    paint();
    fillSlots();
    pipeviz.emit("overlay", overlay);
  };

  function paint() {
    pipeviz.graph.paint(MARKS, (give) => {
      tellRows();
      if (overlay) pipeviz.graph.items.forEach((item) => mark(item, give));
    });
  }

  /** How many rows the run counted in each dataset that it wrote. */
  function tellRows() {
    const { graph } = pipeviz;
    const counted = new Map(Object.values(overlay?.elements ?? {}).flatMap(({ rows }) => Object.entries(rows ?? {})));
    for (const item of graph.elements) {
      if (item.data.kind !== "dataset") continue;
      const rows = counted.get(item.data.name) ?? null;
      if (rows !== (item.data.rows ?? null)) graph.tell(item, { rows });
    }
  }

  function mark(item, give) {
    if (item.box || !["node", "namespace"].includes(item.data.kind)) return;
    const entry = overlay.elements[item.id];
    if (!entry || entry.status === "not_run" || entry.status === "skipped") return give(item, "idle");
    const words = entry.status === "failed" ? "failed" : entry.total;
    const { label } = item.data;
    const told = { timedLabel: words ? `${label.split("\n")[0]}\n${entry.certain ? "" : "≈ "}${words}` : label };
    const colours = entry.status !== "failed" && entry.colours?.[pipeviz.theme()];
    if (colours) Object.assign(told, { heat: colours.fill, heatText: colours.text });
    pipeviz.graph.tell(item, told);
    if (entry.status === "failed") give(item, "failed");
    if (colours) ["timed", colours.text === "#ffffff" ? "on-dark" : "on-light"].forEach((name) => give(item, name));
    if (entry.status === "unfinished") give(item, "unfinished");
  }

  /** The panel keeps room for what the chosen run tells about its element. */
  function fillSlots() {
    document.querySelectorAll("[data-run-of]").forEach((slot) => {
      slot.replaceChildren(...(overlay ? told(slot.dataset.runOf) : []));
    });
  }

  function told(id) {
    const { make } = pipeviz;
    const entry = overlay.elements[id];
    const title = make("div", { class: "run-title" }, pipeviz.icon("clock"), `Run of ${overlay.title}`);
    if (!entry) return [make("div", { class: "run-card" }, title, make("p", { class: "muted" }, "Did not run."))];
    const status = make("span", { class: `status status-${entry.status}` }, entry.words);
    const total = entry.total ? make("strong", { class: "run-total" }, entry.total) : null;
    return [
      make(
        "div",
        { class: "run-card" },
        title,
        make("div", { class: "run-line" }, status, total),
        ...bar(entry.parts),
        entry.started ? make("p", { class: "muted" }, `Started ${entry.started}`) : null,
        ...rows(entry.rows),
        entry.certain ? null : make("p", { class: "note note-warning" }, pipeviz.icon("question"), make("span", {}, `Uncertain: ${entry.reason}`)),
        entry.error ? make("pre", { class: "run-error", tabindex: "0" }, entry.error) : null,
      ),
    ];
  }

  function bar(parts) {
    if (!parts.length) return [];
    const { make } = pipeviz;
    const strip = make("div", { class: "split", "aria-hidden": "true" });
    const words = make("div", { class: "split-words" });
    for (const { name, text, share } of parts) {
      const piece = make("span", { class: `part-${name}` });
      piece.style.flexGrow = Math.max(share, 0.004);
      strip.append(piece);
      words.append(make("span", {}, make("i", { class: `part-${name}` }), `${name} `, make("b", {}, text)));
    }
    return [strip, words];
  }

  const rows = (found) =>
    Object.entries(found).map(([name, count]) => pipeviz.make("p", { class: "muted" }, `${name}: ${count} rows`));

  pipeviz.on("state", ({ run }) => {
    if (run === null && overlay) pipeviz.showRun(null);
  });
  pipeviz.on("scene", paint);
  pipeviz.on("theme", () => pipeviz.cy && paint());
  pipeviz.on("panel", fillSlots);
})();
