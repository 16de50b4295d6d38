import assert from "node:assert/strict";
import test from "node:test";
import { noBrowser, openDesktop, pictureOf, startBrowser } from "../support/browser.ts";
import { clientOf } from "../support/http.ts";
import { mailIn } from "../support/mail.ts";
import { startServer } from "../support/server.ts";

const file = (type: string, name: string, content: string): readonly string[] => [
  ...["--b", `Content-Type: ${type}`, `Content-Disposition: attachment; filename="${name}"`],
  ...["Content-Transfer-Encoding: base64", "", content],
];
const withFiles = {
  headers: ["MIME-Version: 1.0", 'Content-Type: multipart/mixed; boundary="b"'],
  text: [
    ...["--b", "", "The receipt is attached."],
    ...file("image/gif", "receipt.gif", "R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw=="),
    ...file("text/plain", "terms.txt", Buffer.from("terms").toString("base64")),
    "--b--",
  ].join("\n"),
};

test("what is known beside a mail, notes for colleagues, and who else is looking", {
  skip: noBrowser,
  timeout: 120_000,
}, async (t) => {
  const server = await startServer(t, { team: "acme" });
  const { http, smtp } = server.ready();
  const browser = await startBrowser(t);
  const { page, press, complaints } = await openDesktop(browser, http, "alice");
  const context = page.getByRole("complementary", { name: "Context" });
  await page.getByRole("button", { name: "Go ready" }).click();
  const id = await mailIn(t, smtp, {
    subject: "Invoice 4711 is wrong",
    headers: withFiles.headers,
    text: withFiles.text,
  });
  await page.getByRole("button", { name: "Accept" }).waitFor();
  await press("F2");
  await page.getByRole("heading", { name: "Invoice 4711 is wrong" }).waitFor();

  await t.test("an attached picture is looked at where it lies, and all files are saved at once", async () => {
    const files = page.locator(".message .attachments");
    const picture = files.getByRole("img", { name: "Look at receipt.gif" });
    await picture.and(page.locator("img[src$=preview]")).waitFor();
    const width = "(async (img) => (await img.decode(), img.naturalWidth))(document.querySelector('.attachments img'))";
    assert.equal(await page.evaluate(width), 1);
    await pictureOf(page, "attachments");
    const opened = page.waitForEvent("popup");
    await picture.click();
    const shown = await opened;
    await shown.waitForLoadState();
    assert.match(shown.url(), /\/preview$/);
    assert.equal(await shown.evaluate("document.images[0]?.naturalWidth"), 1);
    await shown.close();
    const saved: string[] = [];
    page.on("download", (download) => saved.push(download.suggestedFilename()));
    await files.getByRole("button", { name: "Save all (2)" }).click();
    while (saved.length < 2) await page.waitForEvent("download");
    assert.deepEqual(saved.toSorted(), ["receipt.gif", "terms.txt"]);
  });

  await t.test("the contact's card is edited in place, and a colleague's change shows at once", async () => {
    await context.getByText("Ann Lee").first().waitFor();
    await context.getByRole("button", { name: "Edit" }).click();
    await context.getByLabel("Last name").fill("Lee-Ruiz");
    await context.getByLabel("Phone").fill("+49 30 4711");
    await context.getByRole("button", { name: "Save" }).click();
    await context.getByText("Ann Lee-Ruiz").waitFor();
    await context.getByText("+49 30 4711").waitFor();
    const { body } = await clientOf(http, "alice").get(`/me/emails/${id}`);
    const told = await clientOf(http, "sam").send(
      "PATCH",
      `root:/api/postroom/v1/contacts/${Object(body["email"]).contactId}`,
      {
        body: JSON.stringify({ firstName: "Anna" }),
        headers: { "content-type": "application/json" },
      },
    );
    assert.equal(told.status, 200, told.text);
    await context.getByText("Anna Lee-Ruiz").waitFor();
  });

  await t.test(
    "the same person under another address becomes part of the contact, and can be taken out again",
    async () => {
      const sam = clientOf(http, "sam");
      const attributes = { EmailAddress: [{ value: "a.lee@home.test" }] };
      const made = await sam.post("/ucs/contacts", { firstName: "Annie", lastName: "Lee", attributes });
      assert.equal(made.status, 200, made.text);
      const merge = context.getByRole("button", { name: "Merge" });
      await merge.click();
      await context.getByLabel("Name or address of the same person").first().fill("a.lee@home.test");
      await context.getByRole("button", { name: "Annie Lee <a.lee@home.test>" }).click();
      await context.getByRole("definition").filter({ hasText: "a.lee@home.test" }).waitFor();
      await pictureOf(page, "merged");
      await context.getByRole("button", { name: "Undo" }).click();
      await context.getByRole("definition").filter({ hasText: "a.lee@home.test" }).waitFor({ state: "detached" });
      await merge.waitFor();
    },
  );

  await t.test("case data is set, and the contact's other mail and history lie beside it", async () => {
    await context.getByRole("button", { name: "Set a value" }).click();
    await context.getByLabel("Name", { exact: true }).fill("Customer no");
    await context.getByLabel("Value", { exact: true }).fill("104-22");
    await context.getByRole("button", { name: "Save" }).click();
    await context.getByText("104-22").waitFor();
    const { body } = await clientOf(http, "alice").get(`/me/emails/${id}`);
    assert.equal(Object(Object(body["email"]).userData)["Customer no"], "104-22");
    await context.locator('.timeline li[data-kind="mail"]').first().waitFor();
    await press("g");
    await press("4");
    await context.getByRole("heading", { name: "History" }).and(page.locator(":focus")).waitFor();
    await pictureOf(page, "context");
  });

  await t.test(
    "a colleague who looks is named, both see a note at once, and a supervisor what is being written",
    async () => {
      const sam = await openDesktop(browser, http, "sam");
      await sam.page.goto(`${http}/interactions/${id}`);
      await sam.page.getByText("alice is viewing").waitFor();
      await page.getByText("sam is viewing").waitFor();
      await page.locator(".conversation").focus();
      await press("m");
      await page.getByLabel("Only colleagues see this").fill("@sam she is a VIP");
      await page.getByRole("button", { name: "Add note" }).click();
      await page.locator('.message[data-kind="note"]', { hasText: "she is a VIP" }).waitFor();
      await sam.page.locator('.message[data-kind="note"]', { hasText: "she is a VIP" }).waitFor();
      await press("r");
      await page.locator(".composer .paper:focus").waitFor();
      await sam.page.getByText(/alice started writing/).waitFor();
      await pictureOf(page, "together");
      const { body } = await clientOf(http, "alice").get("/me/emails?fields=*");
      const draft = [body["emails"]].flat().find((email) => Object(email).state === "Composing");
      await sam.page.goto(`${http}/interactions/${Object(draft).id}`);
      await sam.page.getByText(/alice is writing/).waitFor();
      await page.getByText("sam reads the draft").waitFor();
      await page.keyboard.type("We found it.");
      await sam.page.locator('.message[data-kind="draft"]', { hasText: "We found it." }).waitFor();
      await pictureOf(sam.page, "watching");
      await sam.page.goto(`${http}/inbox`);
      await page.getByText("sam reads the draft").waitFor({ state: "detached" });
      await page.getByText(/Read by sam/).waitFor();
      assert.deepEqual(sam.complaints.all, []);
    },
  );

  await t.test("h puts it off at once; another span and the way back follow; at its time it is offered", async () => {
    const alice = clientOf(http, "alice");
    const row = page.locator(`#row-${id}`);
    await page.locator(".conversation").focus();
    await press("h");
    await page.getByText(/Snoozed until .*: Invoice 4711 is wrong/).waitFor();
    await row.waitFor({ state: "detached" });
    await context.getByText(/Placed in a workbin at/).waitFor();
    await press("g");
    await press("w");
    await page.getByRole("button", { name: /in-progress 1/ }).click();
    await row.locator('.chip[data-snooze="asleep"]').waitFor();
    const tomorrow = await row.locator(".chip[data-snooze]").innerText();
    await page.getByRole("button", { name: "1 hour" }).click();
    await row.locator(".chip[data-snooze]").filter({ hasNotText: tomorrow }).waitFor();
    await pictureOf(page, "snoozed");
    await page.locator(".item-list [role=listbox]").focus();
    await press("z");
    await page.getByRole("button", { name: /in-progress 0/ }).waitFor();
    await page.getByRole("heading", { name: "Invoice 4711 is wrong" }).waitFor();
    const put = await alice.send("PUT", `root:/api/postroom/v1/interactions/${id}/snooze`, {
      body: JSON.stringify({ until: new Date(Date.now() + 800).toISOString() }),
      headers: { "content-type": "application/json" },
    });
    assert.equal(put.status, 200, put.text);
    await page.getByRole("button", { name: "Accept" }).waitFor();
    await press("F2");
    await page.getByRole("heading", { name: "Invoice 4711 is wrong" }).waitFor();
    await page.locator(".conversation").focus();
    await press("g");
    await press("i");
    await row.waitFor();
  });

  await t.test("the number beside a saved view follows what comes in, without being asked for", async () => {
    const made = await clientOf(http, "alice").send("POST", "root:/api/postroom/v1/views", {
      body: JSON.stringify({ name: "Parcels", query: "subject:parcel" }),
      headers: { "content-type": "application/json" },
    });
    assert.equal(made.status, 200, made.text);
    const entry = page.locator(".rail a", { hasText: "Parcels" });
    await entry.waitFor();
    assert.equal(await entry.locator(".count").count(), 0);
    await mailIn(t, smtp, { subject: "Where is my parcel?" });
    await entry.locator(".count").filter({ hasText: "1" }).waitFor();
    await pictureOf(page, "view-count");
  });

  await t.test("what an agent chose follows them to another device", async () => {
    await page.locator(".conversation").focus();
    await press("Control+k");
    await page.locator(".command-box input").fill("settings.show");
    await press("Enter");
    const isKept = page.waitForResponse((answer) => answer.url().endsWith("/me/preferences") && answer.ok());
    await page.getByLabel("Language of replies").selectOption("fr");
    await page.getByLabel("Theme").selectOption("dark");
    await page.getByLabel("Density").selectOption("compact");
    await isKept;
    const other = await openDesktop(browser, http, "alice");
    await other.page.locator('html[data-theme="dark"]').waitFor();
    assert.deepEqual(other.complaints.all, []);
    await other.press("Control+k");
    await other.page.locator(".command-box input").fill("settings.show");
    await other.press("Enter");
    assert.equal(await other.page.getByLabel("Language of replies").inputValue(), "fr");
  });

  assert.deepEqual(complaints.all, []);
});
