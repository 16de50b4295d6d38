import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { Answer } from "../../adapters/http/http.fixture.ts";
import { readAndRoute, receive } from "../../testing/agent-day.ts";
import { resources } from "../api.ts";
import { type GoldenRequest, goldenRequests } from "./golden-requests.fixture.ts";
import { type Day, startDay } from "./listening.fixture.ts";
import { acmeWithResponses } from "./responses.fixture.ts";

/** Ids of wire.md's examples → ours. */
type Ids = Readonly<Record<string, string>>;
type World = Day & { readonly ids: Ids; readonly base: string };

/** What the request finds: an e-mail offered, one accepted, a draft, a draft with a document, one on the shelf. */
type Found = "invited" | "owned" | "draft" | "document" | "shelved";

/** folder of the golden files → what the request is about; the others are about an accepted e-mail. */
const about: Readonly<Record<string, Found>> = {
  accept: "invited",
  reject: "invited",
  ...{ save: "draft", send: "draft", cancel: "draft", "cancel-reply": "draft" },
  ...{ "add-attachment": "document", "link-attachment": "document", "remove-attachment": "document" },
  "pull-email": "shelved",
};

/** Requests that are about no e-mail → where they go. */
const elsewhere: Readonly<Record<string, string>> = {
  ...{ "start-session": "/me", "end-session": "/me", ready: "/me", "not-ready": "/me/channels/email" },
  ...{ "do-not-disturb-on": "/me", "do-not-disturb-off": "/me" },
  ...{ subscribe: "/me/workbins/SHELF", unsubscribe: "/me/workbins/SHELF" },
  ...{ "add-email": "/me/workbins/SHELF", "pull-email": "/me/workbins/SHELF" },
};

const settings = { requestRate: 100_000, requestBurst: 100_000 };
const order = "00RB5D4K7T1M0001";
const draft = "00RB5D4K7T1M0002";

for (const [dialect, base] of [
  ["a", "/me/interactions"],
  ["b", "/me/emails"],
] as const) {
  test(`every golden request of dialect ${dialect.toUpperCase()} is answered with the golden answer`, async (t) => {
    const world = await worldOf(t, base);
    for (const golden of goldenRequests(dialect)) {
      const found = await prepared(world, about[golden.folder] ?? "owned");
      const { status, json, text } = await asked(world, golden, found);
      assert.equal(status, 200, `${golden.folder}: ${text}`);
      assert.deepEqual(shapeOf(json), shapeOf(golden.answer), golden.folder);
      if (golden.answer["interactionId"] !== undefined) assert.equal(json["interactionId"], json["replyInteractionId"]);
    }
  });

  test(`every operation on an e-mail has a golden request in dialect ${dialect.toUpperCase()}`, () => {
    const tables = resources.filter(({ paths }) => [base, `${base}/{id}`].includes(paths[0] ?? ""));
    const names = tables.flatMap(({ post }) => Object.keys(post?.describes.bodies ?? {}));
    const golden = new Set(goldenRequests(dialect).map(({ body }) => body.operationName));
    assert.ok(names.length > 25);
    assert.deepEqual(
      names.filter((name) => !golden.has(name)),
      [],
    );
  });
}

/** Keys in their order with their values; of ids and numbers only that they are there. */
function shapeOf(answer: Readonly<Record<string, unknown>>): readonly (readonly [string, unknown])[] {
  const varies = /^(?:referenceId|replyInteractionId|interactionId)$/;
  return Object.entries(answer).map(([key, value]) => [key, varies.test(key) ? typeof value : value]);
}

async function asked(world: World, golden: GoldenRequest, found: Ids): Promise<Answer> {
  const { folder, body } = golden;
  const mine = { ...world.ids, ...found };
  const translated = JSON.parse(
    Object.entries(mine).reduce((text, [theirs, ours]) => text.replaceAll(theirs, ours), JSON.stringify(body)),
  );
  const collection = body.operationName === "Create" ? world.base : undefined;
  const other = elsewhere[folder]?.replace("SHELF", world.ids["SHELF"] ?? "");
  const isAboutDraft = about[folder] === "draft" || about[folder] === "document";
  const path = other ?? collection ?? `${world.base}/${mine[isAboutDraft ? draft : order]}`;
  return world.post("alice", path, translated);
}

/** Alice and bob are Ready for as many e-mails as it takes, and somebody speaks French better than they do. */
async function worldOf(t: TestContext, base: string): Promise<World> {
  const agents = acmeWithResponses.agents.map((one) => ({ ...one, capacity: { email: 100 } }));
  const fay = {
    userName: "fay",
    password: "fay-demo-1",
    firstName: "Fay",
    lastName: "Test",
    skills: { English: 4, French: 4 },
  };
  const day = await startDay(t, { file: { ...acmeWithResponses, agents: [...agents, fay], settings } });
  await day.post("bob", "/me", { operationName: "StartContactCenterSession" });
  const made = await day.post("alice", "/ucs/contacts", { firstName: "Joe" });
  assert.equal(made.status, 200, made.text);
  const ids = {
    "57c0012d87ce40e498b75214c239704c": (await day.centre.as("bob")).id,
    "1f0a9d3e-6a52-4a0a-9d4b-1d2f6f3c7e21": await idOf(day, "/queues?fields=*", "queues", "email-drafts"),
    "1c52f3b0-8f5f-4d35-9a8b-2f6f0a1b7c11": await idOf(day, "/response-templates?fields=*", "templates", "thanks"),
    SHELF: await idOf(day, "/me/workbins?fields=*", "workbins", "in-progress"),
    "0000Wa9CAM6W018Y": String(made.json["contactId"]),
  };
  return { ...day, ids, base };
}

async function idOf({ get }: Day, path: string, under: string, name: string): Promise<string> {
  const { json, text } = await get("alice", path);
  const rows = json[under];
  assert.ok(Array.isArray(rows), text);
  const row: { readonly id: string } | undefined = rows.find((one) => one.name === name);
  assert.ok(row !== undefined, `${name} in ${text}`);
  return row.id;
}

/** A new mail of Ann's brought so far, with its draft where one is needed. */
async function prepared({ centre, post, server, base }: World, found: Found): Promise<Ids> {
  await post("alice", "/me", { operationName: "StartContactCenterSession" });
  await post("alice", "/me", { operationName: "DoNotDisturbOff" });
  await post("alice", "/me", { operationName: "Ready" });
  const mail = await receive(centre);
  await readAndRoute(centre);
  const does = async (operationName: string, more: object = {}): Promise<Answer> => {
    const answer = await post("alice", `${base}/${mail}`, { operationName, ...more });
    assert.equal(answer.status, 200, answer.text);
    return answer;
  };
  if (found !== "invited") await does("Accept");
  if (found === "shelved") await does("PlaceInWorkbin");
  if (found !== "draft" && found !== "document") return { [order]: mail };
  const made = String((await does("Reply")).json["replyInteractionId"]);
  if (found === "draft") return { [order]: mail, [draft]: made };
  const form = `--b\r\nContent-Disposition: form-data; name="attachment"; filename="label.pdf"\r\n\r\nlabel\r\n--b--\r\n`;
  const uploaded = await server.ask({
    ...{ as: "alice", method: "POST", path: `/api/v2${base}/${made}/attachments`, body: form },
    headers: { "content-type": "multipart/form-data; boundary=b" },
  });
  assert.equal(uploaded.status, 200, uploaded.text);
  return { [order]: mail, [draft]: made, "00009a8T8Y13002S": String(uploaded.json["documentId"]) };
}
