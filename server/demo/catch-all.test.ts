import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import { type CatchAllOptions, startCatchAll } from "./catch-all.ts";
import { startCatchAllView } from "./catch-all-view.ts";
import { deliver } from "./deliver.ts";

test("the catch-all keeps each mail byte for byte with its envelope", async (t) => {
  const catchAll = await started(t);
  const raw = Buffer.from(
    "Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\r\nMessage-ID: <a@x.test>\r\n\r\n.\r\n..dots\r\n\xe4\r\n",
    "latin1",
  );
  const outcome = await deliver(catchAll, { from: "", to: ["ann@customer.test", "bob@customer.test"] }, raw);
  assert.deepEqual(outcome, { kind: "taken" });
  const [mail] = catchAll.mails();
  assert.deepEqual(mail?.envelope, { from: "", to: ["ann@customer.test", "bob@customer.test"] });
  assert.equal(mail?.subject, "Grüße");
  assert.equal(mail?.messageId, "<a@x.test>");
  assert.deepEqual(mail?.raw, raw);
});

test("the catch-all keeps only the last mails, and numbers go on", async (t) => {
  const catchAll = await started(t, { mailsMax: 2 });
  for (const name of ["a", "b", "c"])
    await deliver(catchAll, envelope, Buffer.from(`Subject: ${name}\r\n\r\n${name}\r\n`));
  assert.deepEqual(
    catchAll.mails().map(({ n, subject }) => [n, subject]),
    [
      [2, "b"],
      [3, "c"],
    ],
  );
});

test("caught mail can be read over HTTP: as a page, as JSON, and as it came", async (t) => {
  const catchAll = await started(t);
  const view = await startCatchAllView(catchAll);
  t.after(view.stop);
  const raw = Buffer.from("Subject: <b>Hello</b>\r\nMessage-ID: <h@x.test>\r\n\r\nHello\r\n");
  await deliver(catchAll, envelope, raw);

  const page = await fetch(view.url);
  assert.match(page.headers.get("content-security-policy") ?? "", /default-src 'none'/);
  assert.match(await page.text(), /&#60;b&#62;Hello/);
  const answer: unknown = await (await fetch(`${view.url}/messages`)).json();
  const { at } = catchAll.mails()[0] ?? assert.fail("nothing was caught");
  const row = { n: 1, at: at.toISOString(), from: "me@x.test", to: ["ann@customer.test"], subject: "<b>Hello</b>" };
  assert.deepEqual(answer, {
    messages: [{ ...row, messageId: "<h@x.test>", bytes: raw.length, raw: "/messages/1/raw" }],
  });
  assert.equal(await (await fetch(`${view.url}/messages/1/raw`)).text(), raw.toString());
  assert.equal((await fetch(`${view.url}/messages/7/raw`)).status, 404);
});

const envelope = { from: "me@x.test", to: ["ann@customer.test"] };

async function started(t: TestContext, options: CatchAllOptions = {}) {
  const catchAll = await startCatchAll(options);
  t.after(catchAll.stop);
  return catchAll;
}
