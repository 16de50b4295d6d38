import assert from "node:assert/strict";
import test from "node:test";
import { noBrowser, openDesktop, startBrowser } from "../support/browser.ts";
import { mailIn } from "../support/mail.ts";
import { startServer } from "../support/server.ts";
import { startSink } from "../support/sink.ts";

const pressesMax = 8;
const clicksMax = 4;

test("the loop: offered, accepted, read, answered, done, by keyboard and by mouse", {
  skip: noBrowser,
  timeout: 120_000,
}, async (t) => {
  const sink = await startSink(t);
  const server = await startServer(t, { team: "acme", relay: sink.url });
  const { http, smtp } = server.ready();
  const browser = await startBrowser(t);
  const { page, press, presses, complaints } = await openDesktop(browser, http, "alice");
  await page.getByRole("button", { name: "Go ready" }).click();
  const offer = page.getByRole("region", { name: "New e-mail" }).getByRole("button", { name: "Accept" });

  await t.test("by keyboard in eight presses, with a standard response", async () => {
    await mailIn(t, smtp, { from: "ana@customer.test", subject: "Invoice 4711 is wrong" });
    await offer.waitFor();
    await press("F2");
    await page.getByRole("heading", { name: "Invoice 4711 is wrong" }).waitFor();
    await press("r");
    await page.getByRole("textbox", { name: "Text of the e-mail" }).waitFor();
    await page.locator(".composer .paper:focus").waitFor();
    await press("/");
    for (const letter of "tha") await press(letter);
    await page.locator(".picker button").first().waitFor();
    await press("Enter");
    await page.locator(".composer .paper", { hasText: "thank you for writing" }).waitFor();
    await press("Control+Enter");
    const [mail] = await sink.until(1, 20_000);
    assert.match(mail?.raw.toString() ?? "", /thank you for writing/);
    assert.ok(presses() <= pressesMax, `${presses()} presses`);
    await page.getByText("Nothing here.").waitFor();
    t.diagnostic(JSON.stringify({ gate: "loop.keyboard", presses: presses(), max: pressesMax }));
  });

  await t.test("by mouse in four clicks", async () => {
    let clicks = 0;
    const click = async (name: string): Promise<void> => {
      clicks++;
      await page.getByRole("button", { name, exact: false }).first().click();
    };
    await mailIn(t, smtp, { from: "bo@customer.test", subject: "Where is my parcel?" });
    await offer.waitFor();
    await click("Accept");
    await page.getByRole("heading", { name: "Where is my parcel?" }).waitFor();
    await click("Reply");
    await page.locator(".composer .paper:focus").waitFor();
    await page.keyboard.type("Hello Bo, it comes tomorrow.");
    await click("Send and done");
    const mails = await sink.until(2, 20_000);
    assert.match(mails[1]?.raw.toString() ?? "", /it comes tomorrow/);
    assert.ok(clicks <= clicksMax, `${clicks} clicks`);
    await page.getByText("Nothing here.").waitFor();
    t.diagnostic(JSON.stringify({ gate: "loop.mouse", clicks, max: clicksMax }));
  });

  assert.deepEqual(complaints.all, []);
});
