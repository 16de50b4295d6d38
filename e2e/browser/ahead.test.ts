import assert from "node:assert/strict";
import test from "node:test";
import { noBrowser, openDesktop, startBrowser } from "../support/browser.ts";
import { eventually } from "../support/eventually.ts";
import { clientOf } from "../support/http.ts";
import { mailIn } from "../support/mail.ts";
import { startServer } from "../support/server.ts";
import { startSink } from "../support/sink.ts";
import { acmeWith, writeTeam } from "../support/team.ts";

test("who is faster than the network loses no word, ends nothing by the letters of a greeting, and does nothing twice", {
  skip: noBrowser,
  timeout: 120_000,
}, async (t) => {
  const sink = await startSink(t);
  const team = await writeTeam(t, await acmeWith({ undoSendSeconds: 1 }));
  const { http, smtp } = (await startServer(t, { team, relay: sink.url })).ready();
  const { page, press, complaints } = await openDesktop(await startBrowser(t), http, "alice");
  const alice = clientOf(http, "alice");
  await page.getByRole("button", { name: "Go ready" }).click();
  const paper = page.locator(".composer .paper");
  const accept = page.getByRole("region", { name: "New e-mail" }).getByRole("button", { name: "Accept" });
  const heading = (subject: string) => page.getByRole("heading", { name: subject });
  let first = "";
  const asked: string[] = [];
  page.on("request", (request) => {
    const { operationName } = request.method() === "POST" ? (request.postDataJSON() ?? {}) : {};
    if (typeof operationName === "string") asked.push(operationName);
  });
  /** Requests that change something wait until what is given back is called. */
  const hold = async (path: string): Promise<() => void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    await page.route(path, async (route) => {
      if (route.request().method() !== "GET") await promise;
      await route.continue();
    });
    return resolve;
  };
  const nextSave = () =>
    page.waitForResponse((answer) => answer.request().postData()?.includes('"operationName":"Save"') === true);
  const draftOf = async (id: string) => {
    const emails = [(await alice.get("/me/emails?fields=*")).body["emails"]].flat().map(Object);
    const { id: draftId, bodyAsPlainText: text } = emails.find(({ parentId }) => parentId === id) ?? {};
    return { draftId: String(draftId), text: String(text) };
  };

  await t.test("accept, reply and greet before the mail is open, and send with two presses", async () => {
    await mailIn(t, smtp, { subject: "In one go" });
    await accept.waitFor();
    const release = await hold("**/api/v2/me/emails/*");
    await press("F2");
    await press("F2");
    await page.keyboard.type("rhello, it is on its way");
    release();
    await paper.filter({ hasText: "hello, it is on its way" }).waitFor();
    await heading("In one go").waitFor();
    await page.locator(".composer .paper:focus").waitFor();
    await press("Control+Enter");
    await press("Control+Enter");
    assert.match((await sink.until(1, 20_000))[0]?.raw.toString() ?? "", /hello, it is on its way/);
    for (const once of ["Accept", "Reply"]) assert.equal(asked.filter((name) => name === once).length, 1, once);
    // The mail is there before the page hears that its hold is over.
    await page.locator('.notice[data-level="hold"]').waitFor({ state: "detached" });
    assert.deepEqual(await page.locator(".notice").allInnerTexts(), []);
  });

  await t.test("words behind a quote of which the page has not heard yet are saved at the first try", async () => {
    const id = await mailIn(t, smtp, { subject: "Late news" });
    await accept.waitFor();
    await press("F2");
    await heading("Late news").waitFor();
    const quotes = await hold("**/api/postroom/v1/drafts/*/quote");
    const { promise: later, resolve: tell } = Promise.withResolvers<void>();
    let isLate = false;
    await page.route("**/notifications/**", async (route) => {
      const response = await route.fetch({ timeout: 0 });
      if (isLate) await later;
      await route.fulfill({ response });
    });
    await press("r");
    await page.locator(".composer .paper:focus").waitFor();
    isLate = true;
    const quoted = page.waitForResponse((answer) => answer.url().endsWith("/quote"));
    quotes();
    await quoted;
    const saved = nextSave();
    await page.keyboard.type("In time");
    assert.equal((await saved).status(), 200);
    tell();
    const { draftId } = await draftOf(id);
    for (const [one, operationName] of [
      [draftId, "Cancel"],
      [id, "Complete"],
    ]) {
      assert.equal((await alice.post(`/me/emails/${one}`, { operationName })).status, 200);
    }
    await page.unroute("**/notifications/**");
    await page.locator(".row", { hasText: "Late news" }).waitFor({ state: "detached" });
  });

  await t.test("what is accepted does not take the place of a reply that is being written by then", async () => {
    first = await mailIn(t, smtp, { subject: "The first" });
    await accept.waitFor();
    await press("F2");
    await heading("The first").waitFor();
    await press("r");
    await page.locator(".composer .paper:focus").waitFor();
    await press("Escape");
    await mailIn(t, smtp, { subject: "The second" });
    await accept.waitFor();
    const release = await hold("**/api/v2/me/emails/*");
    await press("F2");
    await paper.click();
    await page.keyboard.type("She wrote ");
    release();
    await page.locator(".row", { hasText: "The second" }).waitFor();
    await page.keyboard.type("before.");
    assert.match(await paper.innerText(), /She wrote before\./);
    await press("Escape");
    await press("u");
    await eventually(
      () => draftOf(first),
      ({ text }) => /She wrote before\./.test(text),
    );
  });

  await t.test("a send that is refused comes back without taking away what is written since", async () => {
    await page.locator(`#row-${first}`).click();
    await paper.filter({ hasText: "She wrote before." }).click();
    const release = await hold("**/api/postroom/v1/holds");
    const refused = page.waitForResponse((answer) => answer.url().endsWith("/holds"));
    const begun = page.waitForRequest((request) => request.url().endsWith("/holds"));
    await press("Control+Enter");
    await begun;
    const { draftId } = await draftOf(first);
    const email = { subject: "Re: changed elsewhere", body: "<p>Elsewhere</p>", bodyAsPlainText: "Elsewhere" };
    assert.equal((await alice.post(`/me/emails/${draftId}`, { operationName: "Save", email })).status, 200);
    await heading("The second").waitFor();
    await press("r");
    await page.locator(".composer .paper:focus").waitFor();
    await page.keyboard.type("The next ");
    release();
    assert.equal((await refused).status(), 409);
    await page.locator(".notice", { hasText: "refused" }).waitFor();
    await page.keyboard.type("reply");
    assert.match(await paper.innerText(), /The next reply/);
    await heading("The second").waitFor();
    await page.locator(".row", { hasText: "The first" }).waitFor();
  });

  await t.test("of two versions that are looked at the first is not taken for the second", async () => {
    for (const words of [" again", " and again"]) {
      const saved = nextSave();
      await page.keyboard.type(words);
      await saved;
    }
    await page.getByRole("button", { name: "Earlier texts" }).click();
    const versions = page.locator(".versions li button");
    const take = page.getByRole("button", { name: "Take this text" });
    await versions.first().click();
    await take.waitFor();
    const { promise, resolve: release } = Promise.withResolvers<void>();
    await page.route("**/versions/*", async (route) => {
      await promise;
      await route.continue();
    });
    await versions.last().click();
    await versions.last().and(page.locator("[aria-pressed=true]")).waitFor();
    assert.equal(await take.count(), 0);
    release();
    await take.waitFor();
    await press("Escape");
  });

  // What browsers write of the one refusal that was wanted.
  assert.deepEqual(
    complaints.all.filter((one) => !one.endsWith("/holds")),
    [],
  );
});
