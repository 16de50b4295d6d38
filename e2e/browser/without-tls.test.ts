import assert from "node:assert/strict";
import test from "node:test";
import { elsewhere, noBrowser, openDesktop, startBrowser } from "../support/browser.ts";
import { mailIn } from "../support/mail.ts";
import { startServer } from "../support/server.ts";
import { startSink } from "../support/sink.ts";
import { acmeWith, writeTeam } from "../support/team.ts";

test("from another machine and without TLS the desktop works as well", {
  skip: noBrowser,
  timeout: 120_000,
}, async (t) => {
  const sink = await startSink(t);
  const team = await writeTeam(t, await acmeWith({ undoSendSeconds: 1 }));
  const { http, smtp } = (await startServer(t, { team, relay: sink.url })).ready();
  const there = http.replace("127.0.0.1", elsewhere);
  const { page, press } = await openDesktop(await startBrowser(t), there, "alice");
  assert.equal(await page.evaluate("isSecureContext"), false);
  const problems: string[] = [];
  page.on("pageerror", ({ message }) => problems.push(message));
  await page.getByRole("button", { name: "Go ready" }).click();
  await mailIn(t, smtp);
  await page.locator(".invitation[data-offered=true]").waitFor();
  await press("F2");
  await page.locator(".conversation h2").waitFor();
  await press("r");
  await page.locator(".composer .paper:focus").waitFor();
  await page.keyboard.type("Tomorrow.");
  const file = { name: "order.txt", mimeType: "text/plain", buffer: Buffer.from("4711") };
  await page.locator('.composer input[type="file"]').setInputFiles([file]);
  await page.locator(".composer .attachments a").waitFor();
  await page.getByRole("button", { name: "Send and done" }).click();
  await sink.until(1);
  assert.deepEqual(problems, []);
});
