import assert from "node:assert/strict";
import test from "node:test";
import { noBrowser, pictureOf } from "../support/browser.ts";
import { type Hasty, startHasty } from "../support/late.ts";

const attachments = /\/me\/emails\/[^/]+\/attachments$/;
const textFile = (name: string) => ({ name, mimeType: "text/plain", buffer: Buffer.from(`words of ${name}`) });
const busy = { status: 503, headers: { "Retry-After": "2" }, json: { statusCode: 4, statusMessage: "busy" } };

/** Attached to the draft of the open reply, on the server. */
async function attachedNames({ client }: Hasty, parentId: string): Promise<readonly string[]> {
  const emails = [(await client.get("/me/emails?fields=*")).body["emails"]].flat().map(Object);
  const draft = emails.find((one) => one.parentId === parentId);
  return [draft?.attachments ?? []].flat().map(({ name }) => String(name));
}

test("a file that the server or the network does not take at first arrives by itself, once, and Send waits for it", {
  skip: noBrowser,
  timeout: 120_000,
}, async (t) => {
  const hasty = await startHasty(t);
  const { page, press, paper, sink } = hasty;
  const choose = page.locator('.composer input[type="file"]');
  const id = await hasty.takes("With a file");
  await hasty.opens("With a file");
  await hasty.replies("Here it is");

  await t.test("busy, then lost behind the server's back, then there", async () => {
    const keys = new Set<string>();
    let attempts = 0;
    await page.route(attachments, async (route) => {
      attempts += 1;
      keys.add((await route.request().allHeaders())["idempotency-key"] ?? "");
      if (attempts === 1) return route.fulfill(busy);
      if (attempts === 2) return route.abort("connectionreset");
      if (attempts > 3) return route.continue();
      await route.fetch();
      await route.abort("connectionreset");
    });
    await choose.setInputFiles([textFile("once.txt")]);
    await page.getByText("it is sent again by itself").waitFor();
    await pictureOf(page, "upload-waits");
    await paper.focus();
    await press("Control+Enter");
    await page.getByText("A file is still on its way").waitFor();
    await page.locator(".composer .attachments a", { hasText: "once.txt" }).waitFor();
    await page.locator(".composer progress").waitFor({ state: "detached" });
    assert.equal(attempts, 4);
    assert.equal(keys.size, 1);
    assert.deepEqual(await attachedNames(hasty, id), ["once.txt"]);
    await page.unrouteAll({ behavior: "ignoreErrors" });
  });

  await t.test("what is refused is not sent again by itself, and stops Send until it is left out", async () => {
    let attempts = 0;
    await page.route(attachments, async (route) => {
      attempts += 1;
      await route.fulfill({ status: 413, json: { statusCode: 10, statusMessage: "too large" } });
    });
    await choose.setInputFiles([textFile("large.txt")]);
    await page.getByText("The server refused: too large").waitFor();
    await paper.focus();
    await press("Control+Enter");
    await page.getByText("did not get there").waitFor();
    await page.getByRole("button", { name: "Remove large.txt" }).click();
    assert.equal(attempts, 1);
  });

  await t.test("what is given up while it waits is sent no more", async () => {
    await page.unrouteAll({ behavior: "ignoreErrors" });
    let attempts = 0;
    await page.route(attachments, (route) => {
      attempts += 1;
      return route.fulfill(busy);
    });
    await choose.setInputFiles([textFile("unwanted.txt")]);
    await page.getByText("it is sent again by itself").waitFor();
    await page.getByRole("button", { name: "Remove unwanted.txt" }).click();
    await paper.focus();
    await press("Control+Enter");
    const raw = (await sink.until(1, 15_000))[0]?.raw.toString() ?? "";
    assert.match(raw, /once\.txt/);
    assert.doesNotMatch(raw, /large\.txt|unwanted\.txt/);
    assert.equal(attempts, 1);
  });

  await t.test("what the list shows goes with it, also where the page has not heard all of it yet", async () => {
    await page.unrouteAll({ behavior: "ignoreErrors" });
    await hasty.takes("With another");
    await hasty.opens("With another");
    await hasty.replies("And this");
    const isPressed = Promise.withResolvers<void>();
    await page.route(/\/me\/emails\/[^/?]+$/, async (route) => {
      if (route.request().method() === "GET") await isPressed.promise;
      await route.continue();
    });
    await choose.setInputFiles([textFile("late.txt")]);
    await page.locator(".composer .attachments a", { hasText: "late.txt" }).waitFor();
    await paper.focus();
    await press("Control+Enter");
    await page.locator(".composer[aria-busy=true]").waitFor();
    isPressed.resolve();
    assert.match((await sink.until(2, 15_000))[1]?.raw.toString() ?? "", /late\.txt/);
    await page.unrouteAll({ behavior: "ignoreErrors" });
  });

  // What browsers write of answers that were wanted.
  assert.deepEqual(
    hasty.complaints.all.filter((one) => !/\/attachments$|\b(?:413|503)\b|ERR_CONNECTION_RESET/.test(one)),
    [],
  );
});
