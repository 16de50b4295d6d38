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

  assert.deepEqual(complaints.all, []);
});
