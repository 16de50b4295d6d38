import assert from "node:assert/strict";
import test from "node:test";
import { noBrowser, openDesktop, startBrowser } from "../support/browser.ts";
import { eventually } from "../support/eventually.ts";
import { accepted } from "../support/mail.ts";
import { startServer } from "../support/server.ts";
import { sendMail } from "../support/smtp.ts";

const quoting = [
  ...["From: Ann <ann@customer.test>", "To: support@acme.test", "Subject: Re: Offer", "Message-ID: <re@customer.test>"],
  ...["MIME-Version: 1.0", "Content-Type: text/html; charset=utf-8", ""],
  "<div dir=ltr>Yes, <i>please</i>.</div><div class=gmail_quote><div class=gmail_attr>On Friday Bob wrote:</div>",
  "<blockquote class=gmail_quote>Shall we send it?<br>Today?</blockquote></div>",
].join("\r\n");

test("in dark a plain mail is dark and can be turned, and what it quotes unfolds where it stands", {
  skip: noBrowser,
  timeout: 120_000,
}, async (t) => {
  const server = await startServer(t, { team: "acme" });
  const { http, smtp } = server.ready();
  const mail = { from: "ann@customer.test", to: ["support@acme.test"], raw: quoting };
  const id = accepted(await sendMail(t, smtp, mail));
  const { page, complaints } = await openDesktop(await startBrowser(t), http, "sam");
  await page.evaluate(`localStorage.setItem("postroom.preferences", '{"theme":"dark","language":"en"}')`);
  await page.goto(`${http}/interactions/${id}`);
  const frame = page.frameLocator(".message iframe");
  // As the browser's own English writes it.
  assert.match(await page.locator(".message time").innerText(), /^\d{1,2} \w+ \d{4}, \d\d:\d\d$/);
  const scheme = async (): Promise<string | undefined> => {
    await frame.getByText("please").waitFor();
    return page.frames()[1]?.evaluate<string>("getComputedStyle(document.documentElement).colorScheme");
  };
  assert.equal(await scheme(), "dark");
  await page.getByRole("button", { name: "Show on white paper" }).click();
  await page.getByRole("button", { name: "Show on dark paper" }).waitFor();
  await page.locator('.message iframe[src$="paper=light"]').waitFor();
  assert.equal(await scheme(), "light");

  const quoted = frame.getByText("Shall we send it?");
  assert.equal(await quoted.isVisible(), false);
  const folded = (await page.locator(".message iframe").boundingBox())?.height ?? 0;
  await frame.getByText("Show quoted text").focus();
  await page.keyboard.press("Enter");
  await quoted.waitFor();
  // The page's policy lets nobody wait inside it: that would be evaluated there.
  await eventually(
    () => page.evaluate<number>(`document.querySelector(".message iframe").offsetHeight`),
    (height) => height > folded,
  );
  assert.ok(await frame.locator("summary:focus").isVisible(), "the keyboard stays where it was");
  await page.keyboard.press("Space");
  await quoted.waitFor({ state: "hidden" });
  assert.deepEqual(complaints.all, []);
});
