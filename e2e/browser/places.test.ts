import assert from "node:assert/strict";
import test from "node:test";
import type { Locator } from "playwright-core";
import { noBrowser, openDesktop, startBrowser } from "../support/browser.ts";
import { mailIn } from "../support/mail.ts";
import { startServer } from "../support/server.ts";

/** Fails where something else would be clicked. */
const reach = (verb: Locator): Promise<void> => verb.click({ trial: true, timeout: 5_000 });

test("nothing lies over an offer or over Send, on a desk and on a phone, and a click on the signature leaves it", {
  skip: noBrowser,
  timeout: 120_000,
}, async (t) => {
  const server = await startServer(t, { team: "acme" });
  const { http, smtp } = server.ready();
  const { page, press, complaints } = await openDesktop(await startBrowser(t), http, "alice");
  await page.getByRole("button", { name: "Go ready" }).click();
  const accept = page.locator(".invitation").getByRole("button", { name: "Accept" });
  for (const subject of ["First", "Second", "Third"]) await mailIn(t, smtp, { subject, text: "Hello." });
  await accept.waitFor();
  await press("F2");
  await page.locator(".conversation h2").waitFor();
  await press("r");
  const paper = page.locator(".composer .paper");
  await paper.locator("[data-signature]").click();
  await page.keyboard.type("Dear Ann, this is the answer.");
  assert.match(await paper.innerText(), /^Dear Ann, this is the answer\.\s+Alice\s+Acme Support$/);

  const send = page.getByRole("button", { name: "Send and done" });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.locator('.shell[data-context="false"]').waitFor();
  await accept.waitFor();
  await reach(send);
  await reach(accept);
  await page.getByRole("button", { name: "Commands" }).click();
  await page.locator(".command-box input").fill("context.toggle");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Contact", exact: true }).waitFor();
  await reach(accept);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.locator('.shell[data-context="true"]').waitFor();

  await paper.click();
  await press("Control+Enter");
  await page.locator(".holds .notice").waitFor();
  await reach(accept);
  await reach(page.locator(".holds .button"));
  assert.deepEqual(complaints.all, []);
});
