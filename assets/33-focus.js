/* Where only one namespace is looked at: the way back to the whole, as links to what lies around it. */
(function () {
  "use strict";
  const { pipeviz } = window;

  function crumb(name, word) {
    const made = pipeviz.make("button", { class: "crumb", title: name ? `Show only ${name}` : "Show the whole pipeline (Esc)" }, word);
    made.addEventListener("click", () => pipeviz.focusOn(name));
    return made;
  }

  function draw({ pipeline, focus }) {
    const place = pipeviz.byId("crumbs");
    const around = pipeviz.namespacesAround(focus);
    place.hidden = !around.length;
    const crumbs = [crumb(null, pipeline), ...around.map((name) => crumb(name, name.split(".").pop()))];
    crumbs.at(-1).setAttribute("aria-current", "location");
    place.replaceChildren(pipeviz.icon("focus"), ...crumbs.flatMap((one, at) => (at ? [pipeviz.icon("chevron-right", "small"), one] : [one])));
  }

  /** Go into the chosen namespace, or the one around what is chosen; from there out again. */
  pipeviz.toggleFocus = () => {
    const { selected, focus } = pipeviz.state;
    const entry = selected && pipeviz.entry(selected);
    const wanted = entry?.kind === "namespace" ? entry.name : (entry?.namespace ?? null);
    if (!wanted && !focus) pipeviz.toast("Choose a namespace first, or something in it.");
    else pipeviz.focusOn(wanted === focus ? null : wanted);
  };

  pipeviz.on("state", draw);
})();
