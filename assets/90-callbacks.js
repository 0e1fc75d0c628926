/* Where Dash hands the stores of the page to its scripts. */
(function () {
  "use strict";
  const { pipeviz } = window;
  let begin;
  const begun = new Promise((resolve) => (begin = resolve));

  /** The Cytoscape instance, once Dash has drawn its component. */
  function whenDrawn() {
    const found = pipeviz.byId("graph")?._cyreg?.cy;
    return found ? Promise.resolve(found) : new Promise((resolve) => setTimeout(resolve, 8)).then(whenDrawn);
  }

  /** What dash-cytoscape listens to: it would send each hover, pan and added element through the page's state. */
  const OF_THE_WRAPPER = "tap mouseover mouseout select unselect remove add dragfree resize viewport tapstart";

  async function start(boot) {
    const cy = await whenDrawn();
    cy.removeListener(OF_THE_WRAPPER);
    Object.assign(pipeviz, { boot, cy });
    pipeviz.emit("canvas", cy);
    pipeviz.emit("boot", boot);
    pipeviz.emit("start", boot);
    new ResizeObserver(() => pipeviz.canvas.resized()).observe(pipeviz.byId("stage"));
    begin();
  }

  const whenBegun = (action) => (data) => {
    begun.then(() => action(data));
  };

  window.dash_clientside = Object.assign(window.dash_clientside || {}, {
    pipeviz: {
      start: (boot) => void start(boot),
      show: whenBegun((scene) => pipeviz.canvas.show(scene)),
      filled: whenBegun(() => pipeviz.panelFilled()),
      overlay: whenBegun((data) => pipeviz.showRun(data)),
    },
  });
})();
