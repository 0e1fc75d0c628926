/* The ground of the page's scripts: small helpers, and events by which one module tells the others. */
(function () {
  "use strict";
  const listeners = {};
  const pipeviz = (window.pipeviz = { boot: null, cy: null });

  pipeviz.on = (event, listener) => (listeners[event] ??= []).push(listener);
  pipeviz.emit = (event, ...details) => (listeners[event] || []).forEach((listener) => listener(...details));
  pipeviz.byId = (id) => document.getElementById(id);

  /** An element with attributes and children; text goes in as text, never as HTML. */
  pipeviz.make = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value);
    }
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
  };

  pipeviz.icon = (name, extra = "") => pipeviz.make("span", { class: `i i-${name} ${extra}`.trim(), "aria-hidden": "true" });

  /** Hand a value to one of the page's stores. */
  pipeviz.set = (id, value) => window.dash_clientside.set_props(id, { data: value });

  let toastTimer = 0;
  pipeviz.toast = (words) => {
    const toast = pipeviz.byId("toast");
    toast.textContent = words;
    toast.classList.add("shown");
    clearTimeout(toastTimer);
    toastTimer = setTimeout(() => toast.classList.remove("shown"), 2600);
  };

  /** What a browser remembers of this reader; a page opened from disk may be refused that. */
  pipeviz.remembered = (name) => {
    try {
      return localStorage.getItem(`pipeviz.${name}`);
    } catch {
      return null;
    }
  };
  pipeviz.remember = (name, value) => {
    try {
      localStorage.setItem(`pipeviz.${name}`, value);
    } catch {
      /* then it is forgotten */
    }
  };

  pipeviz.calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

  /** `"a.b.c"` gives ["a", "a.b", "a.b.c"]. */
  pipeviz.namespacesAround = (name) => {
    const parts = name ? name.split(".") : [];
    return parts.map((_, i) => parts.slice(0, i + 1).join("."));
  };
})();
