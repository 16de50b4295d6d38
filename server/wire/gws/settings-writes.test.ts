import assert from "node:assert/strict";
import { test } from "node:test";
import { drafted, owned } from "../../testing/agent-day.ts";
import { acme } from "../../testing/centre.ts";
import { done, type Row, startConfiguring, told } from "./configuring.fixture.ts";

const defaults = "/settings/interaction-workspace";
const section = "interaction-workspace";

/** The settings that an answer shows. */
function sectionOf(json: Row): Row {
  const settings = json["settings"];
  assert.ok(typeof settings === "object" && settings !== null && section in settings);
  return settings[section] as Row;
}

test("admins change defaults by section or by key, values are strings, and what is absent stays", async (t) => {
  const { root, as, audit } = await startConfiguring(t);
  const bodies = [
    { [section]: { "email.reply-prefix": "AW: ", "email.html-format": false } },
    { "email.max-attachment-size": 10, "custom.theme": "dark" },
    { settings: { [section]: { "email.quote-char": "|", "email.quote-header": null } } },
  ];
  for (const body of bodies) assert.deepEqual(told(await root("PUT", defaults, body)), done);
  const seen = sectionOf((await as("alice")("GET", defaults)).json);
  assert.deepEqual(
    ["email.reply-prefix", "email.html-format", "email.max-attachment-size", "custom.theme", "email.quote-char"].map((key) => seen[key]), // biome-ignore format: one line
    ["AW: ", "false", "10", "dark", "|"],
  );
  assert.equal(seen["email.quote-header"], "On <date>, <contact> wrote: ");
  const [event] = (await audit()).slice(-1);
  assert.deepEqual([event?.["by"], event?.["thing"], event?.["why"]], ["root", "settings", "email.quote-char"]);
});

test("one user's own values stand above the defaults, and can be taken away again", async (t) => {
  const { root, as, idOf } = await startConfiguring(t);
  const path = `/users/${await idOf("users", "alice")}/settings`;
  assert.deepEqual(told(await root("PUT", path, { "email.reply-prefix": "SV: " })), done);
  assert.deepEqual(told(await root("PUT", path, { "email.signature": "A." })), done);
  const prefix = async (who: string) => {
    const seen = sectionOf((await as(who)("GET", "/settings")).json);
    return [seen["email.reply-prefix"], seen["email.signature"]];
  };
  assert.deepEqual(
    [await prefix("alice"), await prefix("bob")],
    [
      ["SV: ", "A."],
      ["Re: ", ""],
    ],
  );
  assert.equal(sectionOf((await root("GET", path)).json)["email.reply-prefix"], "SV: ");
  assert.deepEqual(told(await root("DELETE", path)), done);
  assert.deepEqual(await prefix("alice"), ["Re: ", ""]);
});

test("a privilege that is taken away counts at once, and leaves the capabilities", async (t) => {
  const { centre, as, root, idOf } = await startConfiguring(t);
  const email = `/me/emails/${await owned(centre, "alice")}`;
  const draft = `/me/emails/${await drafted(centre, "alice", email.slice(11))}`;
  const capabilities = async (path: string) => {
    const shown = (await as("alice")("GET", path)).json["email"];
    assert.ok(typeof shown === "object" && shown !== null && "capabilities" in shown);
    return shown.capabilities as readonly string[];
  };
  assert.ok((await capabilities(email)).includes("Forward") && (await capabilities(draft)).includes("AddAttachment"));
  const path = `/users/${await idOf("users", "alice")}/settings`;
  await root("PUT", path, {
    "privilege.email.can-inline-forward": "false",
    "privilege.email.can-add-attachment": false,
  });
  assert.ok(!(await capabilities(email)).includes("Forward") && !(await capabilities(draft)).includes("AddAttachment"));
  await root("PUT", defaults, { "privilege.email.can-use": "false" });
  const refused = await as("alice")("POST", email, { operationName: "Complete" });
  assert.deepEqual(told(refused), [403, 5, "using e-mail is not allowed for alice"]);
  assert.ok(!(await capabilities(email)).includes("Complete"));
});

test("senders are narrowed at once, and only own mailboxes can be named", async (t) => {
  const { centre, as, root, idOf } = await startConfiguring(t, {
    file: { ...acme, mailboxes: [...acme.mailboxes, { address: "sales@acme.test", name: "Sales", queue: "general" }] },
  });
  const draft = `/me/emails/${await drafted(centre, "alice", await owned(centre, "alice"))}`;
  const path = `/users/${await idOf("users", "alice")}/settings`;
  const save = () => as("alice")("POST", draft, { operationName: "Save", email: { from: "support@acme.test" } });
  assert.deepEqual(told(await save()), done);
  const foreign = await root("PUT", path, { "email.from-addresses": "help@acme.test, ann@customer.test" });
  assert.deepEqual(told(foreign), [400, 10, '$["email.from-addresses"]: no own mailbox: ann@customer.test']);
  assert.deepEqual(told(await root("PUT", path, { "email.from-addresses": "sales@acme.test" })), done);
  assert.deepEqual(told(await save()), [400, 10, "$.email.from: you may not send from support@acme.test"]);
});

test("refusals of settings: keys that nobody knows, wrong types, who is no admin, who is not there", async (t) => {
  const { root, as } = await startConfiguring(t);
  const put = async (body: unknown, path = defaults) => told(await root("PUT", path, body));
  assert.deepEqual(await put({ "email.nothing": "x" }), [400, 10, '$["email.nothing"]: no such setting']);
  assert.deepEqual(await put({ "custom.": "x" }), [400, 10, '$["custom."]: no such setting']);
  assert.deepEqual(await put({ [section]: { "email.quote-char": ["x"] } }), [400, 10, '$.interaction-workspace["email.quote-char"]: expected string, got array']); // biome-ignore format: one line
  assert.deepEqual(await put({ [section]: "x" }), [400, 10, "$.interaction-workspace: expected object, got string"]);
  assert.deepEqual(await put({ "privilege.email.can-use": "no" }), [400, 10, '$["privilege.email.can-use"]: expected true or false']); // biome-ignore format: one line
  assert.deepEqual(await put([]), [400, 10, "$: expected object, got array"]);
  assert.deepEqual(await put({}, "/users/no/settings"), [404, 6, "user not found: no"]);
  assert.deepEqual(told(await root("DELETE", "/users/no/settings")), [404, 6, "user not found: no"]);
  for (const method of ["GET", "PUT", "DELETE"]) {
    const answer = await as("sam")(method, "/users/no/settings", method === "PUT" ? {} : undefined);
    assert.equal(answer.json["statusCode"], 5, method);
  }
  assert.equal((await as("alice")("PUT", defaults, {})).json["statusCode"], 5);
});
