/* The panel of datasets that stand together on a crowded canvas: the scene knows which they are, so nobody is asked. */
(function () {
  "use strict";
  const { pipeviz } = window;
  const { make } = pipeviz;

  pipeviz.isBundle = (id) => Boolean(id?.startsWith("datasets:"));

  function show() {
    const { selected } = pipeviz.state;
    const bundle = pipeviz.isBundle(selected) ? pipeviz.graph.byId.get(selected) : null;
    pipeviz.byId("panel-frame").classList.toggle("of-bundle", Boolean(bundle));
    pipeviz.byId("bundle").replaceChildren(...(bundle ? content(bundle) : []));
  }

  /** A bundle is one of its view: in another its datasets stand for themselves, or elsewhere. */
  function arrive() {
    const { selected } = pipeviz.state;
    if (pipeviz.isBundle(selected) && !pipeviz.graph.byId.has(selected)) pipeviz.select(null);
    else show();
  }

  function content({ data: { name, members }, from, to }) {
    return [
      make("div", { class: "panel-head" }, make("div", { class: "kind kind-dataset" }, pipeviz.icon("several"), "Datasets"), make("h2", {}, name)),
      make("p", { class: "muted" }, "They stand together because the same collapsed namespaces make and read them. Expand one of these to see each by itself."),
      section("Made by", from.map((edge) => link(edge.from.id))),
      section("Read by", to.map((edge) => link(edge.to.id))),
      section("Datasets", members.map(link)),
    ].filter(Boolean);
  }

  function section(title, links) {
    if (!links.length) return null;
    const count = make("span", { class: "count" }, String(links.length));
    return make("section", { class: "panel-section" }, make("h3", {}, title, count), make("div", { class: "links" }, ...links));
  }

  function link(id) {
    const { name, icon, kind } = pipeviz.entry(id);
    const family = kind === "namespace" ? "namespace" : "dataset";
    return make("button", { class: `link link-${family}`, title: name, "data-element": id }, pipeviz.icon(icon), make("span", { class: "link-label" }, name));
  }

  pipeviz.on("state", show);
  pipeviz.on("scene", arrive);
})();
