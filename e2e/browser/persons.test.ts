import assert from "node:assert/strict";
import test from "node:test";
import { noBrowser, openDesktop, pictureOf, startBrowser } from "../support/browser.ts";
import { clientOf } from "../support/http.ts";
import { assertConsistent } from "../support/inspection.ts";
import { mailIn } from "../support/mail.ts";
import { untilQuiet } from "../support/operator.ts";
import { startServer } from "../support/server.ts";

test("an admin finds who wants to be forgotten, keeps the mail while a court wants it, and erases it after a second word", {
  skip: noBrowser,
  timeout: 120_000,
}, async (t) => {
  const server = await startServer(t, { team: "acme" });
  const { http, smtp } = server.ready();
  const [root, sam] = [clientOf(http, "root"), clientOf(http, "sam")];
  const mail = await mailIn(t, smtp, { subject: "Secret griffin" });
  await untilQuiet(sam);
  const { page, complaints } = await openDesktop(await startBrowser(t), http, "root");
  const card = page.getByRole("region", { name: "Ann Lee" });
  await page.goto(`${http}/admin/persons`);
  await page.getByLabel("Name or address").fill("ann@customer.test");
  await page.keyboard.press("Enter");

  await t.test("while mail is open nothing can be erased, and it is named", async () => {
    await card.getByRole("link", { name: mail }).waitFor();
    assert.equal(await card.getByRole("button", { name: "Erase" }).count(), 0);
    const ended = await sam.post("/interactions", { operationName: "Complete", ids: [mail] });
    assert.equal(ended.status, 200, ended.text);
    await page.reload();
    await card.getByRole("button", { name: "Erase Ann Lee" }).waitFor();
  });

  await t.test("a legal hold is placed and lifted", async () => {
    await card.getByLabel("Reason to keep everything").fill("case 17");
    await card.getByRole("button", { name: "Place a legal hold Ann Lee" }).click();
    await card.getByText("case 17").waitFor();
    await pictureOf(page, "admin-persons");
    assert.equal(await card.getByRole("button", { name: "Erase" }).count(), 0);
    await card.getByRole("button", { name: "Lift the legal hold Ann Lee" }).click();
    await card.getByRole("button", { name: "Erase Ann Lee" }).waitFor();
  });

  await t.test("who was erased is found no more; the audit has the receipt", async () => {
    await card.getByLabel("Reason to erase").fill("Article 17");
    await page.keyboard.press("Enter");
    await card.getByRole("button", { name: "Erase for good Ann Lee" }).click();
    const receipt = card.getByText("Erased. In the audit as").getByRole("link");
    const name = (await receipt.textContent()) ?? "";
    await receipt.click();
    await page
      .getByRole("row", { name: /EraseContact/ })
      .getByText("Article 17")
      .waitFor();
    const { body } = await root.get("root:/api/postroom/v1/audit?action=EraseContact");
    assert.equal(Object([body["audit"]].flat()[0]).receipt, name);
    await page.getByRole("link", { name: "Personal data" }).click();
    await page.getByLabel("Name or address").fill("ann@customer.test");
    await page.keyboard.press("Enter");
    await page.getByText("Nobody was found.").waitFor();
    const { text } = await sam.get(`/interactions/${mail}`);
    assert.doesNotMatch(text, /griffin|ann@/i);
    await assertConsistent(server);
  });

  assert.deepEqual(complaints.all, []);
});
