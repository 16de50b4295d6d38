const everyMs = 2000;

/** An element with text or children; everything goes through textContent, so nothing from the server is markup. */
function element(tag, content, attributes = {}) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...[content].flat());
  return made;
}

/** Fills the element `id` only when something changed, so that text stays selected while one copies it. */
function fill(id, value, children) {
  const target = document.getElementById(id);
  const shown = JSON.stringify(value);
  if (target.dataset.shown === shown) return;
  target.dataset.shown = shown;
  target.replaceChildren(...children);
}

function terms(id, pairs) {
  const children = pairs.flatMap(([name, value]) => [
    element("dt", name),
    element("dd", element("code", String(value))),
  ]);
  fill(id, pairs, children);
}

function queueRow({ name, kind, waiting }) {
  const meter = element("meter", "", {
    min: 0,
    max: 50,
    value: Math.min(waiting, 50),
    "aria-label": `${name}: ${waiting} waiting`,
  });
  return element("tr", [
    element("td", name),
    element("td", kind),
    element("td", String(waiting), { class: "number" }),
    element("td", meter),
  ]);
}

function loginRow({ userName, password, roles }) {
  return element("tr", [
    element("td", element("code", userName)),
    element("td", element("code", password)),
    element("td", roles.join(", ")),
  ]);
}

function show(state) {
  const { queues, logins, curl, deliveries } = state;
  fill("queues", queues, queues.map(queueRow));
  fill("logins", logins, logins.map(loginRow));
  fill(
    "curl",
    curl,
    curl.map((line) => element("li", element("pre", element("code", line), { tabindex: "0" }))),
  );
  terms("running", [
    ["Version", state.version],
    ["HTTP", state.http],
    ["Mail in", state.smtp],
    ["Mail out", state.catchAll],
  ]);
  const counts = Object.entries(deliveries);
  terms("deliveries", counts.length > 0 ? counts : [["waiting", "0"]]);
  document.getElementById("catch-all").href = state.catchAll;
}

async function look() {
  const health = document.getElementById("health");
  try {
    const answer = await fetch("/demo/state", { cache: "no-store" });
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
    show(await answer.json());
    health.textContent = `Up to date, ${new Date().toLocaleTimeString()}`;
  } catch (trouble) {
    health.textContent = `The server does not answer: ${trouble.message}`;
  }
  setTimeout(look, everyMs);
}

void look();
