import assert from "node:assert/strict";
import test from "node:test";
import { noBrowser, openDesktop, pictureOf, startBrowser } from "../support/browser.ts";
import { clientOf } from "../support/http.ts";
import { startServer } from "../support/server.ts";

test("what is said lies over no row of a full list, which mouse and keys reach to its end", {
  skip: noBrowser,
  timeout: 120_000,
}, async (t) => {
  const { http } = (await startServer(t, { team: "acme" })).ready();
  const { page, press, complaints } = await openDesktop(await startBrowser(t), http, "alice");
  const alice = clientOf(http, "alice");
  const sizes = [
    { width: 1280, height: 800 },
    { width: 1024, height: 600 },
    { width: 390, height: 844 },
  ] as const;
  for (let count = 1; count <= 25; count++) {
    const content = { to: [`c${count}@customer.test`], subject: `Draft ${count}` };
    assert.equal((await alice.post("/me/emails", { operationName: "Create", email: content })).status, 200);
  }
  const { id } = Object((await alice.get("/me")).body["user"]);
  for (let count = 1; count <= 6; count++) {
    const body = { operationName: "Message", text: `Message ${count} to all who are here. `.repeat(5) };
    assert.equal((await clientOf(http, "sam").post(`root:/api/postroom/v1/agents/${id}`, body)).status, 200);
  }
  await page.locator(".notices .notice").nth(5).waitFor();
  const last = page.getByRole("option", { name: "Draft 25" });
  /** Without anybody scrolling to it. */
  const isShown = async (state: string): Promise<void> => {
    await last.and(page.locator('[data-active="true"]')).waitFor();
    const [row, list] = [await last.boundingBox(), await page.locator(".rows").boundingBox()];
    assert.ok(row !== null && list !== null && row.y + row.height <= list.y + list.height + 1, state);
  };
  for (const size of sizes) {
    await page.setViewportSize(size);
    const state = `${size.width} × ${size.height}`;
    await page.locator(".rows").hover();
    await page.mouse.wheel(0, 9_000);
    await last.click({ trial: true, timeout: 5_000 });
    await page.mouse.wheel(0, -9_000);
    await page.locator(".rows").focus();
    for (let key = 0; key < 25; key++) await press("ArrowDown");
    await pictureOf(page, `bars-${size.width}`);
    await isShown(state);
    await last.click({ trial: true, timeout: 5_000 });
    for (let key = 0; key < 25; key++) await press("ArrowUp");
  }
  await page.setViewportSize(sizes[0]);
  await page.locator(".rows").evaluate((element: unknown) => Object(element).blur());
  for (let key = 0; key < 25; key++) await press("j");
  await isShown("by letters");
  assert.deepEqual(complaints.all, []);
});
