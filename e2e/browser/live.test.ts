import assert from "node:assert/strict";
import test from "node:test";
import type { Page } from "playwright-core";
import { noBrowser, openDesktop, startBrowser } from "../support/browser.ts";
import { eventually } from "../support/eventually.ts";
import { clientOf } from "../support/http.ts";
import { mailIn } from "../support/mail.ts";
import { startServer } from "../support/server.ts";

const equalWithinMs = 10_000;

/** What a page shows of the lists, without what only time changes. */
const lists = `JSON.stringify({
  rows: [...document.querySelectorAll(".row")].map((row) => [row.id, row.dataset.kind, row.querySelector(".subject").textContent,
    [...row.querySelectorAll(".chip, .preview")].map((one) => one.textContent)]),
  counts: [...document.querySelectorAll(".rail .count, .shelves .button")].map((one) => one.textContent),
  offered: document.querySelector(".invitation")?.dataset.offered,
  offer: document.querySelector(".invitation .subject")?.textContent,
  notices: [...document.querySelectorAll(".notice p")].map((one) => one.textContent),
  status: [document.querySelector(".status").dataset.state, document.querySelector(".load").textContent],
})`;

/** The open conversation; a fresh page has none unless its address names it. */
const conversation = `JSON.stringify({
  heading: document.querySelector(".conversation h2")?.textContent,
  verbs: [...document.querySelectorAll(".conversation .about .verbs .button")].map((one) => one.textContent),
  data: document.querySelector(".context section:nth-of-type(3) dl")?.textContent,
  notes: [...document.querySelectorAll('.message[data-kind="note"] .note-text')].map((one) => one.textContent),
  writes: document.querySelector(".composer") !== null,
})`;

test("after every operation a page that only listened shows what a page that reads everything shows", {
  skip: noBrowser,
  timeout: 180_000,
}, async (t) => {
  const server = await startServer(t, { team: "acme" });
  const { http, smtp } = server.ready();
  const browser = await startBrowser(t);
  const { page: live, complaints } = await openDesktop(browser, http, "alice");
  const fresh = await live.context().newPage();
  const alice = clientOf(http, "alice");
  const does = async (path: string, operationName: string, parameters: object = {}) => {
    const { status, text, body } = await alice.post(path, { operationName, ...parameters });
    assert.equal(status, 200, `${operationName}: ${text}`);
    return body;
  };
  const guarded = new Set<string>();
  // A browser's complaint names the address alone.
  const refused: string[] = [];
  live.on("response", (answer) => {
    const asked = answer.request();
    if (answer.status() >= 400)
      refused.push(`${answer.status()} ${asked.method()} ${answer.url()} ${asked.postData()}`);
    const id = /\/emails\/(\w+)\/recipient-check$/.exec(answer.url())?.[1];
    if (id !== undefined) guarded.add(id);
  });
  /** A composer that opens asks the guard; browsers write the refusal of a draft that somebody else cancels before to the console. */
  const untilGuarded = (id: string) =>
    eventually(
      async () => guarded.has(id),
      (isGuarded) => isGuarded,
    );
  let compared = 0;
  const agree = async (what: string, path: string): Promise<void> => {
    await live.evaluate(`history.pushState(null, "", "${path}")`);
    await fresh.goto(http + path);
    await fresh.locator(".shell").waitFor();
    const at = `${what} at ${path}`;
    await settled(live, fresh, lists, at);
    if (path.startsWith("/interactions")) await settled(live, fresh, conversation, at);
    compared++;
  };
  const seen = async (what: string, ...paths: readonly string[]): Promise<void> => {
    for (const path of paths) await agree(what, path);
  };

  await does("/me/channels/email", "Ready");
  await seen("Ready", "/inbox");
  const id = await mailIn(t, smtp, { subject: "The first" });
  await live.locator(".invitation[data-offered=true]").waitFor();
  await seen("an invitation", "/inbox");
  const mail = `/me/emails/${id}`;
  await does(mail, "Accept");
  await seen("Accept", `/interactions/${id}`, "/inbox");
  const held = `/interactions/${id}`;
  await does(mail, "AttachUserData", { userData: { plan: "Plus" } });
  await seen("AttachUserData", held);
  await does(mail, "UpdateUserData", { userData: { plan: "Basic", since: "2019" } });
  await seen("UpdateUserData", held);
  await does(mail, "DeleteUserData", { keys: ["since"] });
  await seen("DeleteUserData", held);
  await does(mail, "SetDisposition", { disposition: "refund" });
  await seen("SetDisposition", held);
  await does(mail, "AddComment", { comment: "She is a VIP" });
  await seen("AddComment", held);
  const draft = String((await does(mail, "Reply", { subjectPrefix: "Re: " }))["interactionId"]);
  await seen("Reply", held, "/drafts");
  await does(`/me/emails/${draft}`, "Save", {
    email: { subject: "Re: changed", body: "<p>Hello</p>", bodyAsPlainText: "Hello" },
  });
  await seen("Save", "/drafts");
  await untilGuarded(draft);
  await does(`/me/emails/${draft}`, "Cancel");
  await seen("Cancel", held, "/drafts");
  await does(mail, "PlaceInWorkbin", { workbinName: "in-progress" });
  await seen("PlaceInWorkbin", "/inbox", "/workbins/in-progress");
  const shelves = [(await alice.get("/me/workbins?fields=*")).body["workbins"]].flat();
  const shelf = Object(shelves.find((one) => Object(one).name === "in-progress"));
  await does(`/me/workbins/${shelf.id}`, "PullEmail", { id });
  await seen("PullEmail", "/inbox", "/workbins/in-progress", held);
  await does(mail, "Transfer", { queueName: "general" });
  await seen("Transfer", "/inbox");
  const second = await mailIn(t, smtp, { subject: "The second" });
  await live.locator(".invitation .subject", { hasText: "The second" }).waitFor();
  await does(`/me/emails/${second}`, "Reject");
  await seen("Reject", "/inbox");
  await does("/me/channels/email", "NotReady");
  await seen("NotReady", "/inbox");
  const { id: userId } = Object((await alice.get("/me")).body["user"]);
  const words = { operationName: "Message", text: "Call me" };
  assert.equal((await clientOf(http, "sam").post(`root:/api/postroom/v1/agents/${userId}`, words)).status, 200);
  await live.locator(".notice .written").waitFor();
  await seen("Message", "/inbox");
  const created = String((await does("/me/emails", "Create"))["interactionId"]);
  await seen("Create", "/inbox", "/drafts");
  await does(`/me/emails/${created}`, "Cancel");
  await seen("Cancel", "/inbox");
  t.diagnostic(JSON.stringify({ gate: "live.equal", compared }));
  assert.deepEqual(complaints.all, [], refused.join("\n"));
});

/** Equal at last, and both at rest: what is told is still on its way for a moment. */
async function settled(live: Page, fresh: Page, shown: string, what: string): Promise<void> {
  const until = Date.now() + equalWithinMs;
  let [heard, read] = ["", "-"];
  while (heard !== read && Date.now() < until) {
    [heard, read] = await Promise.all([live.evaluate<string>(shown), fresh.evaluate<string>(shown)]);
    if (heard !== read) await live.evaluate("new Promise((resolve) => requestAnimationFrame(resolve))");
  }
  assert.equal(heard, read, what);
}
