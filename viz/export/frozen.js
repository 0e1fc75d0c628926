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

  /* A view, as `view_key` in viz/scene.py writes it: [pipeline, collapsed, parameters, direction]. */
  const viewOf = (question) => JSON.parse(JSON.parse(question)[0]);

  const differences = (one, other) =>
    one.filter((name) => !other.includes(name)).concat(other.filter((name) => !one.includes(name)));

  /* How far a recorded view is from the one asked for. What the last click changed weighs more than all the rest. */
  function distance(asked, shown, recorded) {
    const clicked = shown && shown[0] === asked[0] ? differences(asked[1], shown[1]) : [];
    const lost = differences(asked[1], recorded[1]);
    const missed = clicked.filter((name) => lost.includes(name)).length;
    return missed * 1e6 + (asked[2] !== recorded[2]) * 1e3 + lost.length;
  }

  function nearest(asked, shown, recorded) {
    const candidates = recorded.filter((view) => view[0] === asked[0]);
    const distances = candidates.map((view) => distance(asked, shown, view));
    return candidates[distances.indexOf(Math.min(...distances))];
  }

  /* There are more views than a file holds: one that was not recorded leads to the nearest that was. */
  function goToNearest(question, answers) {
    const { pipeviz } = window;
    const shown = pipeviz.canvas.scene && JSON.parse(pipeviz.canvas.scene.key);
    const [, collapsed, parameters] = nearest(viewOf(question), shown, Object.keys(answers).map(viewOf));
    setTimeout(() => {
      pipeviz.change({ collapsed, parameters: parameters === 1 });
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
