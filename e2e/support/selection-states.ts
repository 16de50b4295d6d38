import { check, type Walk } from "./walk.ts";

/** What was found is selected, and all of it gets a code: asked, confirmed, done, and what could not be done. desktop.md 3.8 */
export async function selecting(walk: Walk): Promise<void> {
  const { page } = walk;
  await page.locator(".rows").focus();
  await page.keyboard.press("*");
  await page.keyboard.press("a");
  await page.locator(".selection .verbs").waitFor();
  await check(walk, "selection");
  await page.keyboard.press("*");
  await page.keyboard.press("b");
  await page.locator(".dialog .choices .button").first().waitFor();
  await check(walk, "selection-workbin");
  await page.keyboard.press("Escape");
  for (const key of ["*", "r"]) await page.keyboard.press(key);
  await page.locator(".reply-to-each .paper [role=textbox], .reply-to-each .paper[role=textbox]").click();
  await page.keyboard.type("It is on its way.");
  await check(walk, "selection-reply");
  await page.keyboard.press("Control+Enter");
  await page.locator(".previews li").first().waitFor();
  await check(walk, "selection-reply-preview");
  await page.keyboard.press("Escape");
  await page.keyboard.press("h");
  await page.locator(".dialog .choices .button").first().waitFor();
  await check(walk, "selection-snooze");
  await page.keyboard.press("Escape");
  await page.keyboard.press("d");
  await page.locator(".dialog input[name=code]").fill("Billing");
  await page.keyboard.press("Enter");
  await page.locator(".confirm .foreseen").waitFor();
  await check(walk, "selection-confirm");
  await page.keyboard.press("Enter");
  await page.locator('.notice[data-job="done"]').waitFor();
  await check(walk, "job-done");
  await failing(walk);
}

/** Nobody can be offered anything who is not there. */
async function failing(walk: Walk): Promise<void> {
  const { page } = walk;
  for (const key of ["*", "a", "*", "t"]) await page.keyboard.press(key);
  await page.locator(".dialog .choices .button", { hasText: "Alice" }).click();
  await page.locator(".confirm .foreseen").waitFor();
  await page.keyboard.press("Enter");
  const left = page.locator('.notice[data-job="done"] .verbs .button:not([aria-label]):not([aria-keyshortcuts])');
  await left.last().click();
  await page.locator(".failures li").first().waitFor();
  await check(walk, "job-failures");
  await page.keyboard.press("Escape");
  const away = page.locator(".notice[data-job] .button[aria-label]");
  for (let strip = await away.count(); strip > 0; strip--) await away.first().click();
  await page.locator(".notice[data-job]").waitFor({ state: "detached" });
}

export async function narrowSelection(walk: Walk): Promise<void> {
  const { page } = walk;
  await page.keyboard.press("x");
  await page.locator(".selection .verbs").waitFor();
  await check(walk, "narrow-selection");
  await page.keyboard.press("Escape");
  await page.locator(".selection").waitFor({ state: "detached" });
}
