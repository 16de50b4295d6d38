import assert from "node:assert/strict";
import test from "node:test";
import { noBrowser } from "../support/browser.ts";
import { answersLate, type Hasty, startHasty } from "../support/late.ts";

const steps: Readonly<Record<string, (hasty: Hasty) => Promise<void>>> = {
  "what is opened and ended at once": async (hasty) => {
    const { page, press } = hasty;
    await hasty.takes("Looked at");
    await hasty.leavesFields();
    await answersLate(page, /\/me\/emails\/[^/]+$/, /SetInFocus/, 2_500);
    await hasty.opens("Looked at");
    const focused = page.waitForResponse((answer) => answer.request().postData()?.includes("SetInFocus") === true);
    await press("e");
    assert.equal((await focused).status(), 200);
    await hasty.row("Looked at").waitFor({ state: "detached" });
  },

  "a save on its way, and a response that brings a file": async (hasty) => {
    const { page, press, client, paper } = hasty;
    const headers = ["MIME-Version: 1.0", 'Content-Type: multipart/mixed; boundary="b"'];
    const text = `--b\n\nMy money\n--b\nContent-Type: text/plain; name="terms.txt"\nContent-Disposition: attachment\n\nterms\n--b--`;
    const id = await hasty.takes("With a file", { headers, text });
    const [terms] = [Object((await client.get(`/me/emails/${id}`)).body["email"]).attachments].flat();
    await page.route("**/responses/*/render", async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, json: { ...(await answer.json()), attachments: [terms] } });
    });
    await hasty.opens("With a file");
    await hasty.leavesFields();
    await answersLate(page, /\/me\/emails\/[^/]+$/, /"Save"/, 1_500);
    const saving = page.waitForRequest((request) => request.postData()?.includes('"Save"') === true);
    const saved = page.waitForResponse((answer) => answer.request().postData()?.includes('"Save"') === true);
    await hasty.replies("Hello /than");
    await page.locator(".picker .preview").waitFor();
    await saving;
    await press("Enter");
    await paper.filter({ hasText: "thank you for writing" }).waitFor();
    await page.locator(".composer .attachments").getByRole("link", { name: "terms.txt" }).waitFor();
    assert.equal((await saved).status(), 200);
    await page.getByText(/^Saved/).waitFor();
    await page.locator(".composer .attachments").getByRole("button").click();
    await page
      .locator(".composer .attachments")
      .getByRole("link", { name: "terms.txt" })
      .waitFor({ state: "detached" });
  },

  "a response that goes out as soon as it stands there": async (hasty) => {
    const { page, press, paper, sink } = hasty;
    await hasty.takes("At once");
    await hasty.opens("At once");
    await hasty.leavesFields();
    await answersLate(page, /\/me\/emails\/[^/]+$/, /ReportResponse/, 2_500);
    const counted = page.waitForResponse((answer) => answer.request().postData()?.includes("ReportResponse") === true);
    await hasty.replies("/than");
    await page.locator(".picker .preview").waitFor();
    await press("Enter");
    await paper.filter({ hasText: "thank you for writing" }).waitFor();
    await press("Control+Enter");
    await sink.until(1, 20_000);
    assert.equal((await counted).status(), 200);
  },
};

test("nothing that the page asks for comes too late because of what else it asks for", {
  skip: noBrowser,
  timeout: 120_000,
}, async (t) => {
  const hasty = await startHasty(t);
  for (const [name, does] of Object.entries(steps)) {
    await t.test(name, () => does(hasty));
    await hasty.page.unrouteAll({ behavior: "ignoreErrors" });
  }
  assert.deepEqual(hasty.complaints.all, []);
});
