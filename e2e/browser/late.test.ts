import assert from "node:assert/strict";
import test from "node:test";
import { setTimeout } from "node:timers/promises";
import { noBrowser } from "../support/browser.ts";
import { eventually } from "../support/eventually.ts";
import { answersLate, type Hasty, startHasty } from "../support/late.ts";

const settleMs = 1_500;
const refusal = { status: 409, json: { statusCode: 5, statusMessage: "no such thing" } };

const steps: Readonly<Record<string, (hasty: Hasty) => Promise<void>>> = {
  "a dialog acts on the mail that it was opened for, whatever is accepted meanwhile": async (hasty) => {
    const { page, press, row } = hasty;
    const id = await hasty.takes("Dialog one");
    await hasty.opens("Dialog one");
    await hasty.offered("Dialog two");
    await hasty.leavesFields();
    await press("t");
    const target = page.locator(".dialog .choices button", { hasText: "review" });
    await target.waitFor();
    await press("F2");
    await page.getByRole("option", { name: "Dialog two", includeHidden: true }).waitFor({ state: "attached" });
    await target.click();
    await eventually(
      () => hasty.state(id),
      (state) => state !== "Processing",
    );
    await row("Dialog two").waitFor();
  },

  "a reply is begun once, and takes no words that are typed into another field": async (hasty) => {
    const { page, press } = hasty;
    const id = await hasty.takes("Twice");
    await hasty.opens("Twice");
    await answersLate(page, /\/me\/emails\/[^/]+$/, /"Reply"/);
    await press("r");
    await press("r");
    await page.locator("#search").click();
    await page.keyboard.type("find ");
    await hasty.paper.waitFor();
    await setTimeout(settleMs);
    await page.keyboard.type("this");
    assert.equal(await page.locator("#search").inputValue(), "find this");
    const { body } = await hasty.client.get("/me/emails?fields=*");
    const drafts = JSON.stringify(body).split(`"parentId":"${id}"`).length - 1;
    assert.equal(drafts, 1);
  },

  "what is sent is what stood there when it was, once": async (hasty) => {
    const { page, press, sink } = hasty;
    await hasty.takes("Sent twice");
    await hasty.opens("Sent twice");
    await hasty.replies("Only once");
    await answersLate(page, /recipient-check|holds$/);
    await press("Control+Enter");
    await press("Control+Enter");
    await page.getByText("Sending…").waitFor();
    await page.keyboard.type("xyz");
    assert.match(await hasty.paper.innerText(), /^Only once$/m);
    const raw = (await sink.until(1, 15_000))[0]?.raw.toString() ?? "";
    assert.match(raw, /Only once\r\n/);
    await setTimeout(settleMs);
    assert.equal(sink.mails.length, 1);
    assert.equal(await page.locator(".notice[data-level=alarm]").count(), 0);
  },

  "a mail that was not sent says so to whoever reads something else by then": async (hasty) => {
    const { page, press } = hasty;
    await hasty.takes("Stopped");
    await hasty.takes("Read instead");
    await hasty.opens("Stopped");
    await hasty.replies("See the attached file");
    await answersLate(page, /recipient-check/);
    await press("Control+Enter");
    await hasty.opens("Read instead");
    await page.getByText("“Re: Stopped” was not sent").waitFor();
  },

  "a refusal that comes late takes nobody away from what they write": async (hasty) => {
    const { page, press } = hasty;
    await hasty.takes("Refused");
    await hasty.takes("Written meanwhile");
    await hasty.opens("Refused");
    await page.route(/\/holds$/, async (route) => {
      await setTimeout(settleMs);
      await route.fulfill(refusal);
    });
    await hasty.leavesFields();
    await press("e");
    await hasty.row("Refused").waitFor({ state: "detached" });
    await hasty.opens("Written meanwhile");
    await hasty.replies("I write ");
    await hasty.row("Refused").waitFor();
    await page.keyboard.type("on");
    assert.equal(await hasty.heading.textContent(), "Written meanwhile");
    assert.match(await hasty.paper.innerText(), /I write on/);
  },

  "an upload goes on while another mail is read, and still stops Send": async (hasty) => {
    const { page, press } = hasty;
    await hasty.takes("Upload");
    await hasty.takes("Looked at");
    await hasty.opens("Upload");
    await hasty.replies("With a file");
    await answersLate(page, /\/attachments$/, /^/, 5_000);
    const file = { name: "late.txt", mimeType: "text/plain", buffer: Buffer.from("late") };
    await page.locator('.composer input[type="file"]').setInputFiles([file]);
    await page.locator(".composer progress").waitFor();
    await hasty.opens("Looked at");
    await hasty.opens("Upload");
    await page.locator(".composer progress").waitFor();
    await hasty.paper.focus();
    await press("Control+Enter");
    await page.getByText("A file is still on its way").waitFor();
    await page.locator(".composer .attachments a", { hasText: "late.txt" }).waitFor();
  },

  "the last words are on the server although another mail was opened at once": async (hasty) => {
    await hasty.takes("Left at once");
    await hasty.takes("Gone to");
    await hasty.opens("Left at once");
    await hasty.replies("Words in haste");
    await hasty.opens("Gone to");
    const all = async () => JSON.stringify((await hasty.client.get("/me/emails?fields=*")).body);
    await eventually(all, (text) => text.includes("Words in haste"), 3_000);
  },

  "whoever reads on with j writes nothing into the drafts that they come past": async (hasty) => {
    const { page, press } = hasty;
    await hasty.takes("Before a draft");
    await hasty.takes("Has a draft");
    await hasty.opens("Has a draft");
    await hasty.replies("Mine");
    await hasty.opens("Before a draft");
    await hasty.leavesFields();
    await press("j");
    await page.getByRole("heading", { name: "Has a draft" }).waitFor();
    await hasty.paper.waitFor();
    await setTimeout(settleMs);
    await press("k");
    await page.getByRole("heading", { name: "Before a draft" }).waitFor();
    await press("j");
    await press("r");
    await page.locator(".composer .paper:focus").waitFor();
    assert.match(await hasty.paper.innerText(), /^Mine$/m);
  },

  "a macro writes into its own reply or into none": async (hasty) => {
    const { page, press, client } = hasty;
    const { body } = await client.get("root:/api/postroom/v1/responses?q=thanks");
    const responseId = Object(body["responses"])[0].id;
    const steps = [{ operationName: "Reply" }, { operationName: "InsertResponse", responseId }];
    const macro = { name: "Thank", key: "1", steps: [...steps, { operationName: "Send", complete: true }] };
    const headers = { "content-type": "application/json" };
    const init = { headers, body: JSON.stringify({ macros: [macro] }) };
    assert.equal((await client.send("PUT", "root:/api/postroom/v1/macros", init)).status, 200);
    await hasty.takes("By macro");
    await hasty.takes("By hand");
    await hasty.opens("By hand");
    await hasty.replies("Not finished");
    await hasty.opens("By macro");
    await hasty.leavesFields();
    await answersLate(page, /\/me\/emails\/[^/]+$/, /"Reply"/);
    await press("1");
    await hasty.opens("By hand");
    await page.locator(".notice[data-level=alarm]", { hasText: "Thank" }).waitFor();
    assert.match(await hasty.paper.innerText(), /^Not finished$/m);
  },

  "a note is there again after Escape, and after the session ended": async (hasty) => {
    const { page, press } = hasty;
    await hasty.takes("Noted");
    await hasty.opens("Noted");
    await hasty.leavesFields();
    const text = page.locator(".note-form textarea");
    await press("m");
    await text.fill("A long note");
    await press("Escape");
    await press("m");
    assert.equal(await text.inputValue(), "A long note");
    await page.route(/\/notes$/, (route) => route.fulfill({ status: 401, json: { statusCode: 3 } }));
    await page.getByRole("button", { name: "Add note" }).click();
    await page.getByLabel("User name").fill("rita");
    await page.getByLabel("Password").fill("rita-demo-1");
    await page.unrouteAll();
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByLabel("Password").waitFor({ state: "detached" });
    assert.equal(await text.inputValue(), "A long note");
    await page.getByRole("button", { name: "Add note" }).click();
    await page.locator(".message[data-kind=note]", { hasText: "A long note" }).waitFor();
  },

  "a card that was saved late shows in no other mail": async (hasty) => {
    const { page } = hasty;
    await hasty.takes("Card of Ann");
    await hasty.takes("Card of Eve", { from: "eve@customer.test", headers: [] });
    await hasty.opens("Card of Ann");
    const context = page.getByRole("complementary", { name: "Context" });
    await context.getByRole("button", { name: "Edit" }).click();
    await context.getByLabel("Phone").fill("+1 234");
    await answersLate(page, /contacts\/[^/]+$/, /PATCH/);
    const saved = page.waitForResponse((answer) => answer.request().method() === "PATCH");
    await context.getByRole("button", { name: "Save" }).click();
    await hasty.opens("Card of Eve");
    await context.getByText("eve@customer.test").first().waitFor();
    await saved;
    await setTimeout(settleMs);
    assert.equal(await context.getByText("+1 234").count(), 0);
  },

  "the state that was chosen last is the state": async ({ page, press, leavesFields }) => {
    await answersLate(page, /\/me\/channels\/email$/, /"Ready"/);
    await leavesFields();
    for (const key of ["s", "1", "s", "2"]) await press(key);
    await page.getByText("Not Ready").first().waitFor();
    await setTimeout(settleMs);
    assert.match(await page.locator(".status").innerText(), /Not Ready/);
  },
};

const isOurDoing = (complaint: string): boolean => /\b(?:401|409)\b/.test(complaint);

test("nothing that comes late acts on something else, or takes words away", {
  skip: noBrowser,
  timeout: 240_000,
}, async (t) => {
  const hasty = await startHasty(t);
  for (const [name, does] of Object.entries(steps)) {
    await t.test(name, () => does(hasty));
    await hasty.page.unrouteAll({ behavior: "ignoreErrors" });
    await hasty.press("Escape");
  }
  assert.deepEqual(
    hasty.complaints.all.filter((one) => !isOurDoing(one)),
    [],
  );
});
