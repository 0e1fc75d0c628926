/* The project changed on disk: the page is loaded anew, and looks at the same things in the same way. */
(function () {
  "use strict";
  const { pipeviz } = window;
  const EVERY = 2000;
  const KEPT = `pipeviz.kept ${location.pathname}`;
  let told = "";
  let unanswered = 0;

  /** Nobody is interrupted who types, chooses from a list, or drags. */
  const busy = () =>
    document.activeElement?.matches("input, textarea") ||
    Boolean(document.querySelector("[data-menu][aria-expanded=true]")) ||
    pipeviz.cy.elements(":grabbed, :active").nonempty();

  async function ask() {
    if (document.hidden) return;
    let answer;
    try {
      answer = await (await fetch("_pipeviz/edition", { cache: "no-store" })).json();
    } catch {
      unanswered += 1;
      if (unanswered === 3) pipeviz.toast("pipeviz was stopped: this page stays as it is.");
      return;
    }
    unanswered = 0;
    if (answer.trouble && answer.trouble !== told) pipeviz.toast(answer.trouble);
    told = answer.trouble;
    if (answer.edition && answer.edition !== pipeviz.boot.edition && !busy()) renew();
  }

  function renew() {
    const kept = { view: pipeviz.canvas.chosenView(), scroll: pipeviz.byId("panel").scrollTop };
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(kept));
    } catch {
      /* then the whole graph is shown again */
    }
    location.reload();
  }

  function kept() {
    try {
      const found = JSON.parse(sessionStorage.getItem(KEPT));
      sessionStorage.removeItem(KEPT);
      return found;
    } catch {
      return null;
    }
  }

  function restore({ view, scroll }) {
    let first = true;
    pipeviz.on("scene", () => {
      if (first && view) queueMicrotask(() => pipeviz.canvas.chooseView(view));
      first = false;
    });
    pipeviz.on("panel", () => {
      if (scroll) pipeviz.byId("panel").scrollTop = scroll;
      scroll = 0;
    });
    pipeviz.toast("The project changed and was read again.");
  }

  pipeviz.on("boot", (boot) => {
    if (!boot.edition) return;
    const found = kept();
    if (found) restore(found);
    setInterval(ask, EVERY);
  });
})();
