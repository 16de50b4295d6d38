import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import test, { type TestContext } from "node:test";
import { noBrowser, openDesktop, pictureOf, startBrowser } from "../support/browser.ts";
import { accepted } from "../support/mail.ts";
import { startServer } from "../support/server.ts";
import { sendMail } from "../support/smtp.ts";
import { acmeWith, writeTeam } from "../support/team.ts";

/** A virus scanner that takes its time: it finds nothing, once it is told to answer. */
async function startScanner(t: TestContext): Promise<{ readonly at: string; answer(): void }> {
  const { promise: isTold, resolve: answer } = Promise.withResolvers<void>();
  const server = createServer((socket) => {
    socket.on("error", () => undefined).resume();
    void isTold.then(() => socket.end("stream: OK\0"));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    answer();
    server.close();
  });
  const address = server.address();
  return { at: `127.0.0.1:${typeof address === "object" ? address?.port : 0}`, answer };
}

const raw = [
  ...["From: ann@customer.test", "To: support@acme.test", "Subject: Order 4711", "Message-ID: <u1@customer.test>"],
  ...["MIME-Version: 1.0", 'Content-Type: multipart/mixed; boundary="b"', "", "--b", "", "Where is it?"],
  ...["--b", 'Content-Disposition: attachment; filename="order.txt"', "", "4711", "--b--", ""],
].join("\r\n");

test("a mail that is opened while it is still being read says so, and stands there once it is read", {
  skip: noBrowser,
  timeout: 120_000,
}, async (t) => {
  const scanner = await startScanner(t);
  const team = await writeTeam(t, await acmeWith({ reading: { scanner: scanner.at, scannerTimeout: 60 } }));
  const { http, smtp } = (await startServer(t, { team })).ready();
  const { page } = await openDesktop(await startBrowser(t), http, "sam");
  const id = accepted(await sendMail(t, smtp, { from: "ann@customer.test", to: ["support@acme.test"], raw }));
  await page.goto(`${http}/interactions/${id}`);
  await page.locator(".now").getByText("still being read").waitFor();
  await pictureOf(page, "unread");
  scanner.answer();
  await page.locator(".now").getByText("Where is it?").waitFor();
  await page.locator("h2").getByText("Order 4711").waitFor();
  await page.locator(".now").getByText("order.txt").waitFor();
});

test("what the network kept from being read comes by itself, and what does not exist is not waited for", {
  skip: noBrowser,
  timeout: 120_000,
}, async (t) => {
  const { http, smtp } = (await startServer(t, { team: "acme" })).ready();
  const { page, complaints } = await openDesktop(await startBrowser(t), http, "sam");
  const id = accepted(await sendMail(t, smtp, { from: "ann@customer.test", to: ["support@acme.test"], raw }));
  let isCut = true;
  await page.route(`**/me/emails/${id}`, (route) => (isCut ? route.abort() : route.continue()));
  await page.goto(`${http}/interactions/${id}`);
  await page.locator(".notice").waitFor();
  isCut = false;
  await page.locator(".now").getByText("Where is it?").waitFor({ timeout: 25_000 });
  await page.goto(`${http}/interactions/0000000000000000`);
  await page.locator(".notice").waitFor();
  await page.getByText("Loading").waitFor({ state: "detached" });
  // What the browser writes of the two answers that were to fail.
  assert.deepEqual(
    complaints.all.filter((one) => !/ERR_FAILED|404/.test(one)),
    [],
  );
});
