import assert from "node:assert/strict";
import { createServer } from "node:net";
import test, { type TestContext } from "node:test";
import { noBrowser, openDesktop, pictureOf, startBrowser } from "../support/browser.ts";
import { startDovecot } from "../support/dovecot.ts";
import { eventually } from "../support/eventually.ts";
import { clientOf } from "../support/http.ts";
import { needsPeers } from "../support/peers.ts";
import { startServer } from "../support/server.ts";
import { acmeWith, writeTeam } from "../support/team.ts";

const path = "/api/postroom/v1/mailboxes";
const mail = (subject: string): string => `From: ana@customer.test\r
To: sales@acme.test\r
Message-ID: <${subject}@customer.test>\r
Subject: ${subject}\r
\r
Hello.\r
`;

test("an admin sets up a mailbox: its way is tried step by step, it is stored, changed and switched off", {
  skip: noBrowser || needsPeers("dovecot").skip,
  timeout: 180_000,
}, async (t) => {
  const dovecot = await startDovecot(t);
  const stranger = await startStranger(t);
  const server = await startServer(t, { team: await writeTeam(t, await acmeWith({})) });
  const { http } = server.ready();
  const { page, complaints } = await openDesktop(await startBrowser(t), http, "root");
  const root = clientOf(http, "root");
  const mailbox = async (address: string) =>
    [(await root.get(`root:${path}`)).body["mailboxes"]]
      .flat()
      .map(Object)
      .find((one) => one.address === address);
  const card = (address: string) => page.getByRole("region", { name: address, exact: true });
  const form = page.locator("form.open-mailbox");
  const field = (label: string) => form.getByLabel(label, { exact: true });
  const log = page.getByRole("log", { name: "Course of the test" });
  const steps = () => log.locator("li strong").allInnerTexts();
  await page.goto(`${http}/admin/mailboxes`);

  await t.test("what the provisioning file names is shown, and is changed there", async () => {
    await card("support@acme.test").getByText("The provisioning file names support@acme.test").waitFor();
    assert.equal(await page.getByRole("button", { name: "Change support@acme.test" }).count(), 0);
  });

  await t.test("what is refused stays as it was typed, named on top with a link and beside its field", async () => {
    await page.getByRole("button", { name: "New mailbox" }).click();
    await field("Mail address").fill("sales@acme.test");
    await field("Server").fill("mail server");
    await page.keyboard.press("Control+s");
    await form.getByRole("alert").getByRole("link", { name: "Queue" }).waitFor();
    await form.getByRole("alert").getByRole("link", { name: "Name to log in with" }).waitFor();
    await form.locator(".field-of-form", { hasText: "Server" }).locator(".problem").waitFor();
    assert.equal(await field("Server").inputValue(), "mail server");
    await pictureOf(page, "admin-mailbox-refused");
  });

  await t.test("a test goes as far as it can, and says in words why it goes no further", async () => {
    await field("Server").fill("127.0.0.1");
    await field("Port").fill(String(stranger));
    await field("Encryption").selectOption("none");
    await field("Name to log in with").fill("sales");
    await field("Password").fill("not-this-one-1");
    await form.getByRole("button", { name: "Try the way in" }).click();
    await log.getByText("What answers there is no mail server of this kind.").waitFor();
    assert.doesNotMatch(await log.innerText(), /internal-host/);
    await field("Port").fill(String(dovecot.port));
    await form.getByRole("button", { name: "Try the way in" }).click();
    await log.getByText("The server does not take this name and password.").waitFor({ timeout: 30_000 });
    await log.getByText("It does not work: “Log-in” failed.").waitFor();
    assert.deepEqual(await steps(), ["Name of the server", "Connection", "Greeting", "Log-in"]);
    assert.doesNotMatch(await page.content(), /not-this-one-1[^"]/);
    await pictureOf(page, "admin-mailbox-failed");
  });

  await t.test("with the right password it works, and what was tried is stored", async () => {
    await dovecot.folderOf("sales").deliver(mail("first"));
    await field("Password").fill(dovecot.password);
    await form.getByRole("button", { name: "Try the way in" }).click();
    await log.getByText("It works.").waitFor({ timeout: 30_000 });
    await log.getByText("messages: 1").waitFor();
    assert.deepEqual(await steps(), ["Name of the server", "Connection", "Greeting", "Log-in", "Folder", "Messages"]);
    await form.getByRole("button", { name: "Try the way out" }).click();
    await log.getByText("None is named (--relay)").waitFor();
    await field("Queue").selectOption("general");
    await field("Name on what it sends").fill("Acme Sales");
    await page.keyboard.press("Control+s");
    await page.getByText("sales@acme.test is saved.").waitFor();
    assert.equal(await form.count(), 0);
    const { queue, imap, source } = await mailbox("sales@acme.test");
    assert.deepEqual([queue, imap.user, imap.after, source], ["general", "sales", "keep", "page"]);
    await card("sales@acme.test").getByText("works").waitFor({ timeout: 30_000 });
    await pictureOf(page, "admin-mailbox-saved");
  });

  await t.test("a change leaves what it logs in with, which the test uses and nobody sees", async () => {
    await page.getByRole("button", { name: "Change sales@acme.test" }).click();
    assert.equal(await field("Logs in by").inputValue(), "kept");
    await form.getByRole("button", { name: "Try the way in" }).click();
    await log.getByText("It works.").waitFor({ timeout: 30_000 });
    await field("Name on what it sends").fill("Sales of Acme");
    await page.keyboard.press("Control+s");
    await page.getByText("sales@acme.test is saved.").waitFor();
    assert.equal((await mailbox("sales@acme.test")).name, "Sales of Acme");
  });

  await t.test("switched off nothing is fetched, and switched on it is", async () => {
    const waiting = async () => (await root.get("root:/api/v2/interactions?fields=*&queue=general")).text;
    await eventually(waiting, (text) => text.includes("first"));
    await page.getByRole("button", { name: "Switch off sales@acme.test" }).click();
    await card("sales@acme.test").getByText("switched off").waitFor();
    await pictureOf(page, "admin-mailbox-off");
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    await dovecot.folderOf("sales").deliver(mail("second"));
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    assert.doesNotMatch(await waiting(), /second/);
    await page.getByRole("button", { name: "Switch on sales@acme.test" }).click();
    await eventually(waiting, (text) => text.includes("second"), 30_000);
    const audit = await root.get("root:/api/postroom/v1/audit?object=sales@acme.test");
    const operations = [audit.body["audit"]].flat().map((row) => Object(row).operation);
    assert.deepEqual(
      operations.filter((one) => one !== "Alarm" && one !== "EndAlarm"),
      [...["ChangeMailbox", "ChangeMailbox", "ChangeMailbox"], "CreateMailbox"],
    );
    assert.doesNotMatch(audit.text, new RegExp(dovecot.password));
  });

  // What was refused.
  assert.deepEqual(
    complaints.all.filter((one) => !/status of 400 .*\/mailboxes/.test(one)),
    [],
  );
});

/** A server inside the walls that is none for mail. */
async function startStranger(t: TestContext): Promise<number> {
  const server = createServer((socket) => socket.on("error", () => undefined).end("SSH-2.0-internal-host\r\n"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  t.after(() => server.close());
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
