/* The start of a page that was saved as one file: unpacks what the page needs, answers the requests that Dash makes
 * from what the server answered when the page was saved, and only then runs the scripts of the page, in their order. */
(async () => {
  "use strict";

  const unpack = async (id) => {
    const packed = atob(document.getElementById(id).textContent.trim());
    const bytes = Uint8Array.from(packed, (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return JSON.parse(await new Response(stream).text());
  };

  const answer = (text) =>
    text === undefined
      ? new Response(null, { status: 204 })
      : new Response(text, { status: 200, headers: { "Content-Type": "application/json" } });

  const differences = (one, other) =>
    one.filter((name) => !other.includes(name)).concat(other.filter((name) => !one.includes(name)));

  /* How far a recorded view is from the one asked for. What the last click changed weighs more than all the rest. */
  const distance = (asked, before, recorded) => {
    const changed = before ? differences(asked[1], before[1]) : [];
    const lost = differences(asked[1], recorded[1]);
    const clicked = changed.filter((name) => lost.includes(name)).length;
    const turned = (asked[2] !== recorded[2]) + (asked[3] !== recorded[3]);
    return clicked * 1e6 + turned * 1e3 + lost.length;
  };

  const nearest = (wanted, before, recorded) => {
    const asked = JSON.parse(wanted);
    const last = before && JSON.parse(before);
    const same = last && last[0] === asked[0] ? last : null;
    const candidates = recorded.map((key) => JSON.parse(key)).filter((view) => view[0] === asked[0]);
    const far = candidates.map((view) => distance(asked, same, view));
    return far.length ? JSON.stringify(candidates[far.indexOf(Math.min(...far))]) : wanted;
  };

  const run = (code, type) => {
    const script = document.createElement("script");
    if (type) script.type = type;
    script.textContent = code;
    document.body.append(script);
  };

  const page = await unpack("frozen-page");
  let before = null;

  const update = (body) => {
    const { output, inputs } = JSON.parse(body);
    const answers = page.answers[output] || {};
    const values = [...inputs.map((input) => input.value)];
    if (output === page.view && typeof values[0] === "string") {
      const keys = Object.keys(answers).map((key) => JSON.parse(key)[0]);
      if (!keys.includes(values[0])) values[0] = nearest(values[0], before, keys);
      before = values[0];
    }
    return answers[JSON.stringify(values)];
  };

  window.fetch = async (url, options) => {
    const path = String(url).split("/").pop();
    if (path === "_dash-layout") return answer(page.layout);
    if (path === "_dash-dependencies") return answer(page.dependencies);
    if (path === "_dash-update-component") return answer(update(options.body));
    return new Response("This page was saved as a file: there is no server behind it.", { status: 404 });
  };

  /* Webpack asks the last script for its address to find more scripts beside it: there are none, and without an
   * address it throws. A script of this type is neither fetched nor run. */
  const anchor = document.createElement("script");
  anchor.type = "text/plain";
  anchor.src = "https://frozen.invalid/_dash-component-suites/none.js";
  document.body.append(anchor);

  page.scripts.forEach((code) => run(code));
})().catch((error) => {
  document.body.textContent = `This page cannot open here: it needs a browser from 2023 or later. (${error})`;
});
