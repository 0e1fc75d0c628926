/* Search over every element: names first, then functions, tags, types and paths. */
(function () {
  "use strict";
  const { pipeviz } = window;
  const MOST = 60;
  let entries = new Map();
  let found = [];
  let active = -1;
  let input, list;

  pipeviz.entry = (id) => entries.get(id);
  pipeviz.entries = () => entries.values();

  const here = (entry) => entry.in.includes(pipeviz.boot.pipelines.indexOf(pipeviz.pipelineNow()));

  /** How well an entry fits all words, or -1. Smaller names and elements of this pipeline win. */
  function score(entry, words) {
    let total = here(entry) ? 40 : 0;
    for (const word of words) {
      const at = entry.low.lastIndexOf(word);
      if (at >= 0) total += 100 - Math.min(entry.name.length, 60) + (startsWord(entry.low, at) ? 30 : 0);
      else if (entry.also.includes(word)) total += 10;
      else return -1;
    }
    return total;
  }

  const startsWord = (text, at) => at === 0 || "._ -".includes(text[at - 1]);

  function search(text) {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    if (!words.length) return [];
    return [...entries.values()]
      .map((entry) => ({ entry, points: score(entry, words) }))
      .filter(({ points }) => points >= 0)
      .sort((a, b) => b.points - a.points || a.entry.name.localeCompare(b.entry.name))
      .map(({ entry }) => entry);
  }

  function refresh() {
    found = search(input.value);
    active = found.length ? 0 : -1;
    show();
    mark();
  }

  function show() {
    const shown = found.slice(0, MOST).map(option);
    if (found.length > MOST) shown.push(pipeviz.make("div", { class: "menu-empty" }, `and ${found.length - MOST} more`));
    if (input.value.trim() && !found.length) shown.push(pipeviz.make("div", { class: "menu-empty" }, "Nothing found."));
    list.replaceChildren(...shown);
    const open = shown.length > 0;
    list.classList.toggle("open", open);
    input.setAttribute("aria-expanded", open);
    follow();
  }

  function option(entry, number) {
    const elsewhere = here(entry) ? null : pipeviz.boot.pipelines[entry.in[0]]?.name ?? "in no pipeline";
    const made = pipeviz.make(
      "button",
      { class: `option result kind-${entry.kind}`, role: "option", id: `result-${number}`, tabindex: "-1", title: entry.name },
      pipeviz.icon(entry.icon),
      pipeviz.make("span", { class: "option-name" }, ...highlighted(entry.name)),
      pipeviz.make("span", { class: "option-detail" }, elsewhere ?? entry.kind),
    );
    made.addEventListener("click", () => choose(entry));
    return made;
  }

  function highlighted(name) {
    const word = input.value.toLowerCase().split(/\s+/).filter(Boolean)[0];
    const at = name.toLowerCase().lastIndexOf(word);
    if (at < 0) return [name];
    return [name.slice(0, at), pipeviz.make("mark", {}, name.slice(at, at + word.length)), name.slice(at + word.length)];
  }

  function follow() {
    [...list.children].forEach((child, i) => child.setAttribute("aria-selected", i === active));
    if (active >= 0) input.setAttribute("aria-activedescendant", `result-${active}`);
    else input.removeAttribute("aria-activedescendant");
    list.children[active]?.scrollIntoView({ block: "nearest" });
  }

  function mark() {
    const { graph } = pipeviz;
    graph.paint(["found"], (give) => found.slice(0, MOST).forEach((entry) => give(graph.byId.get(entry.id), "found")));
  }

  /** Select an element wherever it is: in another pipeline, or in collapsed namespaces, which then open. */
  function choose(entry) {
    const changes = { selected: entry.id };
    if (entry.in.length && !here(entry)) changes.pipeline = pipeviz.boot.pipelines[entry.in[0]].name;
    const around = new Set(pipeviz.namespacesAround(entry.namespace));
    const collapsed = changes.pipeline ? undefined : pipeviz.state.collapsed.filter((name) => !around.has(name));
    if (collapsed) changes.collapsed = collapsed;
    if (!pipeviz.onCanvas(entry.id).length && !entry.namespace?.startsWith(pipeviz.state.focus)) changes.focus = null;
    close();
    input.blur();
    pipeviz.change(changes);
    pipeviz.reveal();
  }

  function close() {
    input.value = "";
    refresh();
  }

  function press(event) {
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in moves && found.length) {
      const most = Math.min(found.length, MOST);
      active = (active + moves[event.key] + most) % most;
      follow();
    } else if (event.key === "Enter" && found[active]) choose(found[active]);
    else if (event.key === "Escape") {
      if (input.value) close();
      else input.blur();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function build() {
    input = pipeviz.make("input", {
      id: "search", type: "text", placeholder: "Search", autocomplete: "off", spellcheck: "false", role: "combobox",
      "aria-label": "Search elements", "aria-controls": "search-list", "aria-expanded": "false", "aria-autocomplete": "list",
    });
    list = pipeviz.make("div", { id: "search-list", class: "menu", role: "listbox", "aria-label": "Search results" });
    const key = pipeviz.make("kbd", { "aria-hidden": "true" }, "/");
    pipeviz.byId("search-place").replaceChildren(pipeviz.icon("search"), input, key, list);
    input.addEventListener("input", refresh);
    input.addEventListener("keydown", press);
    document.addEventListener("pointerdown", (event) => {
      if (!pipeviz.byId("search-place").contains(event.target) && input.value) close();
    });
  }

  pipeviz.focusSearch = () => {
    input.focus();
    input.select();
  };
  pipeviz.chooseEntry = choose;

  pipeviz.on("boot", (boot) => {
    const prepared = boot.index.map((entry) => ({ ...entry, low: entry.name.toLowerCase(), also: entry.also.toLowerCase() }));
    entries = new Map(prepared.map((entry) => [entry.id, entry]));
  });
  pipeviz.on("start", build);
})();
