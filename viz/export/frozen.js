/* The start of a page that was saved as one file: unpacks what the page needs, answers the requests that Dash makes
 * with what the server answered when the page was saved, and only then runs the scripts of the page, in their order. */
(async () => {
  "use strict";

  async function unpack(id) {
    const packed = atob(document.getElementById(id).textContent.trim());
    const bytes = Uint8Array.from(packed, (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return JSON.parse(await new Response(stream).text());
  }

  /* A view, as `view_key` in viz/scene.py writes it. */
  function viewOf(question) {
    const [pipeline, collapsed, parameters, direction, focus] = JSON.parse(question);
    return { pipeline, collapsed, parameters, direction, focus };
  }

  const differences = (one, other) =>
    one.filter((name) => !other.includes(name)).concat(other.filter((name) => !one.includes(name)));

  /* How far a recorded view is from the one asked for. What the last click changed weighs more than all the rest. */
  function distance(asked, shown, recorded) {
    const clicked = shown && shown.pipeline === asked.pipeline ? differences(asked.collapsed, shown.collapsed) : [];
    const lost = differences(asked.collapsed, recorded.collapsed);
    let found = lost.length + 1e6 * clicked.filter((name) => lost.includes(name)).length;
    for (const part of ["focus", "direction", "parameters"]) {
      if (asked[part] !== recorded[part]) found += shown && shown[part] !== asked[part] ? 1e6 : 1e3;
    }
    return found;
  }

  function nearest(asked, shown, recorded) {
    const candidates = recorded.filter((view) => view.pipeline === asked.pipeline);
    const distances = candidates.map((view) => distance(asked, shown, view));
    return candidates[distances.indexOf(Math.min(...distances))];
  }

  /* There are more views than a file holds: one that was not recorded leads to the nearest that was. */
  function goToNearest(question, answers) {
    const { pipeviz } = window;
    const shown = pipeviz.canvas.scene && viewOf(pipeviz.canvas.scene.key);
    const recorded = Object.keys(answers).map((one) => viewOf(JSON.parse(one)[0]));
    const { collapsed, parameters, direction, focus } = nearest(viewOf(JSON.parse(question)[0]), shown, recorded);
    setTimeout(() => {
      pipeviz.change({ collapsed, parameters: parameters === 1, direction, focus: focus || null });
      pipeviz.toast("This file does not hold that view; here is the nearest.");
    });
  }

  const page = await unpack("frozen-page");

  function update(body) {
    const { output, inputs } = JSON.parse(body);
    const answers = page.answers[output] || {};
    const question = JSON.stringify(inputs.map((input) => input.value));
    if (output === page.view && !(question in answers)) goToNearest(question, answers);
    return answers[question];
  }

  const response = (text) =>
    text === undefined
      ? new Response(null, { status: 204 })
      : new Response(text, { headers: { "Content-Type": "application/json" } });

  window.fetch = async (url, options) => {
    const path = String(url).split("/").pop();
    if (path === "_dash-layout") return response(page.layout);
    if (path === "_dash-dependencies") return response(page.dependencies);
    if (path === "_dash-update-component") return response(update(options.body));
    return new Response("This page was saved as a file: there is no server behind it.", { status: 404 });
  };

  function append(properties) {
    document.body.append(Object.assign(document.createElement("script"), properties));
  }

  /* Webpack asks the last script for its address to find more scripts beside it: there are none, and without an
   * address it throws. A script of this type is neither fetched nor run. */
  append({ type: "text/plain", src: "https://frozen.invalid/_dash-component-suites/none.js" });
  page.scripts.forEach((code) => append({ textContent: code }));
})().catch((error) => {
  document.body.textContent = `This page cannot open here: it needs a browser from 2023 or later. (${error})`;
});
