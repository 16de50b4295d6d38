const methods = ["get", "post", "put", "patch", "delete"];

/** An element with text or children; nothing from the server is ever markup. */
function element(tag, content = [], attributes = {}) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...[content].flat());
  return made;
}

const byId = (id) => document.getElementById(id);

/** The schema that a `$ref` within the document names. */
function resolved(schema, document) {
  const seen = new Set();
  let found = schema;
  while (found?.$ref !== undefined && !seen.has(found.$ref)) {
    seen.add(found.$ref);
    found = found.$ref
      .replace(/^#\//, "")
      .split("/")
      .reduce((part, key) => part?.[key], document);
  }
  return found ?? {};
}

/** What a body that fits the schema could look like. */
function example(schema, document, depth = 0) {
  const { const: constant, enum: values, type, ...rest } = resolved(schema, document);
  if (constant !== undefined) return constant;
  if (values !== undefined) return values[0];
  if (rest.default !== undefined) return rest.default;
  const [first] = rest.anyOf ?? rest.oneOf ?? rest.allOf ?? [];
  if (first !== undefined) return example(first, document, depth);
  if (type === "array") return depth > 3 ? [] : [example(rest.items ?? {}, document, depth + 1)];
  if (type === "object") return exampleObject(rest, document, depth);
  return { string: "", integer: 0, number: 0, boolean: false }[type] ?? null;
}

function exampleObject({ properties = {}, required = [] }, document, depth) {
  const shown = Object.entries(properties).filter(([name]) => depth === 0 || required.includes(name));
  if (depth > 3) return {};
  return Object.fromEntries(shown.map(([name, schema]) => [name, example(schema, document, depth + 1)]));
}

const pretty = (value) => JSON.stringify(value, null, 2);
const jsonOf = (described) => described?.content?.["application/json"] ?? {};

/** The bodies of one operation, by operation name where they have one: the document's examples, and one made for each that has none. */
function bodiesOf(operation, document) {
  const { schema, examples = {} } = jsonOf(operation.requestBody);
  if (schema === undefined) return [];
  const shown = Object.values(examples).map(({ value }) => ({ name: value.operationName, text: pretty(value) }));
  const { oneOf, anyOf } = resolved(schema, document);
  const made = (oneOf ?? anyOf ?? [schema]).map((one, index) => {
    const body = example(one, document);
    return { name: String(body?.operationName || `body ${index + 1}`), text: pretty(body) };
  });
  return [...shown, ...made.filter(({ name }) => shown.every((one) => one.name !== name))];
}

function basic() {
  const userName = byId("user-name").value;
  if (userName === "") return {};
  const bytes = new TextEncoder().encode(`${userName}:${byId("password").value}`);
  return { authorization: `Basic ${btoa(String.fromCharCode(...bytes))}` };
}

function field(fields, name, hint) {
  const input = element("input", [], { "aria-label": name, placeholder: hint, spellcheck: "false" });
  fields.append(element("code", name), input);
  return { name, input };
}

/** Most paths are relative to the API's base; those of the desktop stand whole. */
const served = (path) => (path.startsWith("/api/") ? path : `/api/v2${path}`);

/** Where the call goes: path parameters filled in, query parameters that were given. */
function target(path, inPath, inQuery) {
  const filled = inPath.reduce(
    (text, { name, input }) => text.replace(`{${name}}`, encodeURIComponent(input.value)),
    served(path),
  );
  const given = inQuery.filter(({ input }) => input.value !== "").map(({ name, input }) => [name, input.value]);
  return given.length === 0 ? filled : `${filled}?${new URLSearchParams(given)}`;
}

async function call(url, method, body) {
  const headers = { ...basic(), "x-requested-with": "XMLHttpRequest" };
  if (body !== undefined) headers["content-type"] = "application/json";
  const started = performance.now();
  const answer = await fetch(url, { method, headers, body, credentials: "omit" });
  const text = await answer.text();
  const head = `${answer.status} ${answer.statusText} · ${Math.round(performance.now() - started)} ms`;
  try {
    return `${head}\n\n${JSON.stringify(JSON.parse(text), null, 2)}`;
  } catch {
    return `${head}\n\n${text}`;
  }
}

function bodyEditor(bodies) {
  const area = element("textarea", [], { "aria-label": "Body", spellcheck: "false" });
  area.value = bodies[0].text;
  const choice = element(
    "select",
    bodies.map(({ name }, index) => element("option", name, { value: String(index) })),
    { "aria-label": "Operation" },
  );
  choice.addEventListener("change", () => {
    area.value = bodies[Number(choice.value)].text;
  });
  return { area, shown: [element("h3", "Body"), choice, area] };
}

function tryPanel({ path, method, operation, parameters }, document) {
  const fields = element("div", [], { class: "fields" });
  const inPath = parameters.filter((one) => one.in === "path").map(({ name }) => field(fields, name, "required"));
  const queries = parameters.filter((one) => one.in === "query").map(({ name }) => field(fields, name, "optional"));
  const inQuery = method === "get" && queries.length === 0 ? [field(fields, "fields", "*")] : queries;
  const bodies = bodiesOf(operation, document);
  const editor = bodies.length === 0 ? undefined : bodyEditor(bodies);
  const button = element("button", "Try", { type: "button" });
  const output = element("pre", "", { hidden: "", tabindex: "0" });
  button.addEventListener("click", async () => {
    output.hidden = false;
    output.textContent = "…";
    const url = target(path, inPath, inQuery);
    output.textContent = await call(url, method.toUpperCase(), editor?.area.value).catch((error) => String(error));
  });
  const curl = element("p", [element("code", `curl -u alice:… ${location.origin}${served(path)}`)], { class: "quiet" });
  return [element("h3", "Parameters"), fields, ...(editor?.shown ?? []), element("p", [button]), curl, output];
}

const code = (value) => element("pre", pretty(value), { tabindex: "0" });

function answerShape(operation, document) {
  const { schema, examples } = jsonOf(operation.responses?.["200"]);
  if (schema === undefined) return [];
  if (examples === undefined) return [element("h3", "Answer"), code(example(schema, document))];
  return [
    element("h3", "Answers, and what is pushed"),
    ...Object.keys(examples).map((name) => exchange(operation, name)),
  ];
}

/** One example: its request, its answer, and the messages on CometD channels. */
function exchange(operation, name) {
  const request = jsonOf(operation.requestBody).examples?.[name]?.value;
  const answer = jsonOf(operation.responses["200"]).examples[name].value;
  const pushed = Object.values(operation.callbacks?.pushed ?? {}).flatMap(({ post }) => {
    const message = jsonOf(post.requestBody).examples?.[name]?.value;
    return message === undefined ? [] : [code(message)];
  });
  return element("details", [element("summary", name), code(request), code(answer), ...pushed]);
}

function operationCard(entry, document) {
  const { path, method, operation, item } = entry;
  const summary = element("summary", [
    element("span", method.toUpperCase(), { class: `method ${method}` }),
    element("span", path, { class: "path" }),
    element("span", operation.summary ?? "", { class: "quiet" }),
  ]);
  const inside = element("div", [], { class: "inside" });
  const card = element("details", [summary, inside]);
  const names = bodiesOf(operation, document).map(({ name }) => name);
  card.dataset.text = [method, path, operation.summary, item.description, ...names].join(" ").toLowerCase();
  // A large reference opens at once because cards are filled when they are looked at.
  card.addEventListener("toggle", () => {
    if (!card.open || inside.childElementCount > 0) return;
    const about = item.description === undefined ? [] : [element("p", item.description, { class: "quiet" })];
    inside.append(...about, ...tryPanel(entry, document), ...answerShape(operation, document));
  });
  return card;
}

function entriesOf(document) {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    methods
      .filter((method) => item[method] !== undefined)
      .map((method) => {
        const operation = item[method];
        const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])];
        return { path, method, operation, item, parameters };
      }),
  );
}

function show(document) {
  const entries = entriesOf(document);
  byId("about").textContent = `${document.info.description ?? ""} ${entries.length} calls.`;
  const sections = document.tags.map(({ name }) => {
    const cards = entries.filter(({ operation }) => operation.tags?.[0] === name);
    return element("section", [element("h2", name), ...cards.map((entry) => operationCard(entry, document))]);
  });
  byId("operations").replaceChildren(...sections);
}

function filter() {
  const wanted = byId("filter").value.trim().toLowerCase();
  for (const section of byId("operations").children) {
    const cards = [...section.querySelectorAll(":scope > details")];
    for (const card of cards) card.hidden = !card.dataset.text.includes(wanted);
    section.hidden = cards.every((card) => card.hidden);
  }
}

byId("filter").addEventListener("input", filter);
byId("log-in").addEventListener("submit", (event) => event.preventDefault());
fetch("/api/v2/openapi.json")
  .then((answer) => answer.json())
  .then(show)
  .catch((error) => {
    byId("about").textContent = `The reference could not be loaded: ${error}`;
  });
