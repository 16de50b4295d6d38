import assert from "node:assert/strict";
import test from "node:test";
import { noBrowser, openDesktop, pictureOf, startBrowser } from "../support/browser.ts";
import { clientOf } from "../support/http.ts";
import { startServer } from "../support/server.ts";
import { acmeWith, writeTeam } from "../support/team.ts";

test("an admin sees responses in their tree, languages side by side, and approves one", {
  skip: noBrowser,
  timeout: 120_000,
}, async (t) => {
  const standardResponses = [
    { category: "Greetings", name: "hello", language: "en", body: "<p>Hello <$ Contact.FirstName $></p>" },
    { category: "Greetings", name: "hello", language: "de", body: "<p>Hallo</p>" },
    { category: "Greetings/Short", name: "bye", language: "en", body: "<p>Bye</p>" },
  ];
  const server = await startServer(t, { team: await writeTeam(t, await acmeWith({}, { standardResponses })) });
  const { http } = server.ready();
  const root = clientOf(http, "root");
  const { body } = await root.get("/response-categories?fields=*");
  const greetings = [body["categories"]].flat().find((one) => Object(one).name === "Greetings");
  const made = await root.post("/response-templates", {
    ...{ name: "welcome", language: "en", body: "<p>Thank you</p>", groupUri: Object(greetings).uri, approved: false },
  });
  assert.equal(made.status, 200, made.text);
  const { page, press, complaints } = await openDesktop(await startBrowser(t), http, "root");
  await page.goto(`${http}/admin/system`);
  await page.getByRole("heading", { name: "System" }).waitFor();
  await press("g");
  await press("p");
  const row = (name: string) => page.getByRole("row", { name: new RegExp(`^${name}\\b`) });

  await t.test("each text stands with its languages, how it begins and how it is", async () => {
    await row("hello").getByText("Hello [Contact.FirstName]").waitFor();
    await row("hello").getByText("Hallo").waitFor();
    assert.equal(await row("hello").getByRole("button").count(), 0, "the file owns it");
    const region = page.getByRole("region", { name: "Greetings", exact: true });
    assert.deepEqual((await region.getByRole("columnheader").allInnerTexts()).slice(1), ["Deutsch", "English"]);
    await row("welcome").getByText("missing").waitFor();
    await row("welcome").getByText("not approved").waitFor();
    await page.getByRole("region", { name: "Greetings/Short" }).getByText("Bye", { exact: true }).waitFor();
    await pictureOf(page, "admin-responses");
  });

  await t.test("one is approved, and agents are offered it", async () => {
    const offered = async () => (await root.get("root:/api/postroom/v1/responses?q=welcome")).body["responses"];
    assert.deepEqual(await offered(), []);
    await page.getByRole("button", { name: "Approve welcome, en" }).click();
    await page.getByRole("button", { name: "Withdraw welcome, en" }).waitFor();
    assert.equal([await offered()].flat().length, 1);
  });

  await t.test("a text is written in another language, beside the others, with a value at the caret", async () => {
    await page.getByRole("button", { name: "Write it welcome, de" }).click();
    const form = page.locator("form.open-text");
    assert.equal(await form.getByLabel("Category").inputValue(), "Greetings");
    await form.getByText("Thank you").waitFor();
    await form.getByRole("textbox", { name: "Text" }).click();
    await page.keyboard.type("Guten Tag ");
    await form.getByLabel("Insert a value").selectOption("Contact.FullName");
    await page.keyboard.type(", ");
    await page.keyboard.press("Control+b");
    await page.keyboard.type("danke");
    await pictureOf(page, "admin-response-form");
    await form.getByLabel("Shortcut").fill("will kommen");
    await page.keyboard.press("Control+s");
    await form.getByRole("alert").getByRole("link", { name: "Shortcut" }).waitFor();
    await pictureOf(page, "admin-response-refused");
    await form.getByLabel("Shortcut").fill("willkommen");
    await page.keyboard.press("Control+s");
    await page.getByText("welcome is saved.").waitFor();
    await row("welcome").getByText("Guten Tag [Contact.FullName], danke").waitFor();
    const { body: listed } = await root.get("/response-templates?name=welcome&language=de&fields=*");
    const [template] = [listed["templates"]].flat().map(Object);
    assert.match(template.body, /^<p [^>]*>Guten Tag &lt;\$ Contact\.FullName \$&gt;, <strong>danke<\/strong><\/p>$/);
    assert.deepEqual([template.shortcut, template.approved], ["willkommen", false]);
  });

  await t.test(
    "what the editor would lose is written as source; what others change meanwhile is not overwritten unseen",
    async () => {
      const table = "<table><tr><td>1</td></tr></table>";
      const { body: listed } = await root.get("/response-templates?name=welcome&language=de&fields=*");
      const [template] = [listed["templates"]].flat().map(Object);
      const put = (body: object) =>
        root.send("PUT", `/response-templates/${template.id}`, {
          body: JSON.stringify(body),
          headers: { "content-type": "application/json" },
        });
      assert.equal((await put({ body: table })).status, 200);
      await page.getByRole("button", { name: "Change welcome, de" }).click();
      const form = page.locator("form.open-text");
      await form.getByText("This text has markup that the editor does not know").waitFor();
      assert.equal(await form.getByLabel("Text", { exact: true }).inputValue(), table);
      await form.getByLabel("Subject", { exact: true }).fill("Willkommen");
      assert.equal((await put({ description: "theirs" })).status, 200);
      await page.keyboard.press("Control+s");
      await form.getByText("Somebody else has changed this text meanwhile").waitFor();
      await form.locator(".theirs").getByText(table).waitFor();
      assert.equal(await form.getByLabel("Subject", { exact: true }).inputValue(), "Willkommen");
      await page.keyboard.press("Control+s");
      await page.getByText("welcome is saved.").waitFor();
      const after = Object((await root.get(`/response-templates/${template.id}`)).body["template"]);
      assert.deepEqual([after.subject, after.body, after.description], ["Willkommen", table, "theirs"]);
    },
  );

  await t.test("a file goes with a text while it is written, and is taken away", async () => {
    await page.getByRole("button", { name: "Change welcome, en" }).click();
    const form = page.locator("form.open-text");
    await form.getByLabel("Subject", { exact: true }).fill("Hello again");
    await form
      .getByLabel("Add a file")
      .setInputFiles({ name: "terms.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4") });
    await form.getByRole("link", { name: "terms.pdf" }).waitFor();
    assert.equal(await form.getByLabel("Subject", { exact: true }).inputValue(), "Hello again");
    await page.keyboard.press("Control+s");
    await page.getByText("welcome is saved.").waitFor();
    await row("welcome").getByText("attachments: 1").waitFor();
    await page.getByRole("button", { name: "Change welcome, en" }).click();
    await form.getByRole("button", { name: "Remove terms.pdf" }).click();
    await form.getByRole("link", { name: "terms.pdf" }).waitFor({ state: "detached" });
    await form.getByRole("button", { name: "Discard" }).click();
  });

  await t.test("a new text makes its category, and is removed after a second word", async () => {
    await page.getByRole("button", { name: "New text" }).click();
    const form = page.locator("form.open-text");
    await form.getByLabel("Category").fill("Parcels/Late");
    await form.getByLabel("Name").fill("sorry");
    await form.getByLabel("Language").fill("en");
    await form.getByLabel("Show its HTML").check();
    await form.getByLabel("Text", { exact: true }).fill("<p>Sorry</p>");
    await page.keyboard.press("Control+s");
    await page.getByRole("region", { name: "Parcels/Late" }).getByText("Sorry", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Remove sorry, en" }).click();
    await page.getByRole("button", { name: "Remove for good sorry, en" }).click();
    await row("sorry").waitFor({ state: "detached" });
  });

  await t.test("what is looked for is found by its words, and by how it is", async () => {
    await page.getByLabel("Search").last().fill("bye");
    await page.getByText("Texts: 1").waitFor();
    assert.equal(await row("hello").count(), 0);
    await page.getByLabel("Search").last().fill("");
    await page.getByLabel("unused for 90 days").check();
    await page.getByText("Texts: 0").waitFor();
    await page.getByLabel("unused for 90 days").uncheck();
    await row("hello").waitFor();
  });

  // What was refused, and what came too late.
  assert.deepEqual(
    complaints.all.filter((one) => !/status of 4(?:00|09) .*\/response-templates/.test(one)),
    [],
  );
});
