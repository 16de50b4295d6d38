import assert from "node:assert/strict";
import test from "node:test";
import type { Page } from "playwright-core";
import { noBrowser } from "../support/browser.ts";
import { eventually } from "../support/eventually.ts";
import { type Hasty, startHasty } from "../support/late.ts";

const line = "A line of a log, https://a.test/ and some words of it.";
/** More than lists and what is pushed have of a text. */
const lines = 6_000;
const wide = (type: string) => ["MIME-Version: 1.0", `Content-Type: ${type}; charset=utf-8`];

const steps: Readonly<Record<string, (hasty: Hasty) => Promise<void>>> = {
  "a draft is written on from its whole text": async ({ page, client, paper }) => {
    const paragraphs = `<p>${line.repeat(20)}</p>`.repeat(lines / 20);
    const content = { to: ["ann@customer.test"], subject: "Long draft", body: `${paragraphs}<p>The last word</p>` };
    const made = await client.post("/me/emails", { operationName: "Create", email: content });
    assert.equal(made.status, 200, made.text);
    const id = String(made.body["interactionId"]);
    await page.getByRole("option", { name: "Long draft" }).click();
    await paper.getByText("The last word").waitFor();
    await page.keyboard.press("Control+Home");
    await page.keyboard.type("The first word. ");
    const saved = await eventually(
      async () => String(Object((await client.get(`/me/emails/${id}`)).body["email"]).bodyAsPlainText),
      (text) => text.includes("The first word."),
    );
    assert.match(saved, /The last word\s*$/);
    await page.reload();
    await page.getByRole("option", { name: "Long draft" }).click();
    await paper.getByText("The first word.").waitFor();
    await paper.getByText("The last word").waitFor();
    assert.equal(await page.locator(".conflict").count(), 0);
  },

  "a long text is there to its end, however it came": async (hasty) => {
    const { page } = hasty;
    const text = `${`${line}\n`.repeat(lines)}The end`;
    await hasty.takes("Long text", { headers: wide("text/plain"), text });
    await page.reload();
    await hasty.opens("Long text");
    const more = page.locator(".now").getByRole("button", { name: "Show more of this text" });
    await more.waitFor();
    while ((await more.count()) > 0) await more.click();
    assert.match(await page.locator(".now .mail-text").innerText(), /The end\s*$/);
  },

  "of a mail with very much in it the text comes first, and the design when it is asked for": async (hasty) => {
    const { page, press } = hasty;
    const text = `${`<p><b>x</b> ${line}</p>\n`.repeat(lines * 2)}<p>The end</p>`;
    await page.reload();
    const worked = await recordTasks(page);
    await hasty.takes("Vast", { headers: wide("text/html"), text });
    await hasty.opens("Vast");
    await page.locator(".now .mail-text").getByText("x A line").first().waitFor();
    await page.getByText("very much in it").waitFor();
    await hasty.leavesFields();
    await press("r");
    await page.locator(".composer .paper:focus").waitFor();
    await page.locator(".quoted summary").click();
    await page.locator(".quoted .mail-text").getByText("x A line").first().waitFor();
    assert.equal(await page.locator(".conversation iframe").count(), 0);
    const longestMs = Math.max(...(await worked()));
    assert.ok(longestMs > 0 && longestMs < 400, `the longest task took ${longestMs} ms`);
    await page.locator(".now").getByRole("button", { name: "Show it as it was designed" }).click();
    await page.frameLocator(".now iframe").getByText("The end").waitFor();
  },
};

/**
 * Records the browser's tasks; resolves with what each cost of a processor, in ms. What it waited for one does not count: the machine has
 * other things to do.
 */
async function recordTasks(page: Page): Promise<() => Promise<readonly number[]>> {
  const browser = page.context().browser();
  assert.ok(browser);
  await browser.startTracing(page, { categories: ["toplevel"] });
  return async () => {
    const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
    return traceEvents.flatMap(({ name, tdur = 0 }: { name: string; tdur?: number }) =>
      name.endsWith("RunTask") ? [tdur / 1_000] : [],
    );
  };
}

test("nothing of a long text is lost or hidden, and none stops the page", {
  skip: noBrowser,
  timeout: 180_000,
}, async (t) => {
  const hasty = await startHasty(t);
  for (const [name, does] of Object.entries(steps)) await t.test(name, () => does(hasty));
  assert.deepEqual(hasty.complaints.all, []);
});
