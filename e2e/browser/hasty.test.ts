import assert from "node:assert/strict";
import test from "node:test";
import { setTimeout } from "node:timers/promises";
import { noBrowser, openDesktop, startBrowser } from "../support/browser.ts";
import { mailIn } from "../support/mail.ts";
import { startServer } from "../support/server.ts";
import { startSink } from "../support/sink.ts";
import { acmeWith, writeTeam } from "../support/team.ts";

const slowMs = 700;

test("who types faster than the network gets the response that the letters ask for, and sends no letters of the search", {
  skip: noBrowser,
  timeout: 90_000,
}, async (t) => {
  const sink = await startSink(t);
  // Shown first for `/` and for `/t`.
  const terms = { category: "A", name: "terms", language: "en", subject: "", body: "<p>These are our terms.</p>" };
  const team = await writeTeam(t, await acmeWith({ undoSendSeconds: 1 }, { standardResponses: [terms] }));
  const { http, smtp } = (await startServer(t, { team, relay: sink.url })).ready();
  const { page, press, complaints } = await openDesktop(await startBrowser(t), http, "alice");
  await page.getByRole("button", { name: "Go ready" }).click();
  const paper = page.locator(".composer .paper");
  const answer = async (subject: string): Promise<void> => {
    await mailIn(t, smtp, { subject });
    await page.getByRole("region", { name: "New e-mail" }).getByRole("button", { name: "Accept" }).waitFor();
    await press("F2");
    await page.getByRole("heading", { name: subject }).waitFor();
  };
  const slowly = async (): Promise<void> => {
    await page.route(/\/responses[/?]/, async (route) => {
      await setTimeout(slowMs);
      await route.continue();
    });
  };

  await t.test("Enter before the list is there, words behind it, and Send at once", async () => {
    await answer("In haste");
    await press("r");
    await page.locator(".composer .paper:focus").waitFor();
    await press("/");
    await page.locator(".picker button", { hasText: "terms" }).waitFor();
    await slowly();
    await page.keyboard.type("tha");
    await press("Enter");
    await page.keyboard.type("And soon.");
    await press("Control+Enter");
    const raw = (await sink.until(1, 20_000))[0]?.raw.toString() ?? "";
    assert.match(raw, /thank you for writing.*\s*And soon\./);
    assert.doesNotMatch(raw, /our terms|\/tha/);
    await page.unroute(/\/responses[/?]/);
  });

  await t.test("what finds nothing stays as it was typed, and its Enter breaks the line", async () => {
    await answer("In more haste");
    await press("r");
    await page.locator(".composer .paper:focus").waitFor();
    await slowly();
    await page.keyboard.type("/etc/hosts");
    await press("Enter");
    await page.keyboard.type("is a file");
    await paper.locator("p", { hasText: /^is a file$/ }).waitFor();
    await paper.locator("p", { hasText: /^\/etc\/hosts$/ }).waitFor();
  });

  await t.test("Enter in the command box waits for what its words find", async () => {
    await page.keyboard.press("Control+k");
    await page.keyboard.type("ter");
    await page.getByRole("option", { name: /Response: terms/ }).waitFor();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("thanks");
    await page.keyboard.press("Enter");
    await paper.filter({ hasText: "thank you for writing" }).waitFor();
    assert.doesNotMatch(await paper.innerText(), /our terms/);
  });

  assert.deepEqual(complaints.all, []);
});
