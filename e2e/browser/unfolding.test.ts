import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import { noBrowser, openDesktop, startBrowser } from "../support/browser.ts";
import { accepted } from "../support/mail.ts";
import { startServer } from "../support/server.ts";
import { sendMail } from "../support/smtp.ts";
import { acmeWith, writeTeam } from "../support/team.ts";

const quoting = [
  ...["From: Ann <ann@customer.test>", "To: support@acme.test", "Subject: Re: Offer", "Message-ID: <re@customer.test>"],
  ...["MIME-Version: 1.0", "Content-Type: text/html; charset=utf-8", ""],
  "<div dir=ltr style='color:#400'>Yes, <i>please</i>.</div><div class=gmail_quote><div class=gmail_attr>On Friday Bob wrote:</div>",
  "<blockquote class=gmail_quote>Shall we send it?<br>Today?</blockquote></div>",
].join("\r\n");

async function look(t: TestContext, mailFrame: "bridge" | "locked") {
  const server = await startServer(t, { team: await writeTeam(t, await acmeWith({ mailFrame })) });
  const { http, smtp } = server.ready();
  const mail = { from: "ann@customer.test", to: ["support@acme.test"], raw: quoting };
  const id = accepted(await sendMail(t, smtp, mail));
  const { page, press, complaints } = await openDesktop(await startBrowser(t), http, "sam");
  await page.goto(`${http}/interactions/${id}`);
  const frame = page.frameLocator(".now .message iframe");
  const quoted = frame.getByText("Shall we send it?");
  await frame.getByText("please").waitFor();
  assert.equal(await quoted.isVisible(), false);
  return { page, press, complaints, frame, quoted };
}

for (const mode of ["bridge", "locked"] as const) {
  test(`; unfolds what a designed mail quotes, in a frame that is ${mode}`, {
    skip: noBrowser,
    timeout: 120_000,
  }, async (t) => {
    const { page, press, complaints, frame, quoted } = await look(t, mode);
    await page.locator(".conversation").focus();
    await press(";");
    await quoted.waitFor();
    if (mode === "bridge") {
      await frame.getByText("Show quoted text").focus();
      await press("Enter");
      await quoted.waitFor({ state: "hidden" });
      await press(";");
      await quoted.waitFor();
    }
    assert.deepEqual(complaints.all, []);
  });
}
