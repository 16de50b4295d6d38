import type { Page } from "playwright-core";

/** A command of the registry, by its id. */
async function runCommand(page: Page, id: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.locator(".command-box input").fill(id);
  await page.keyboard.press("Enter");
}

/** The form of macros with a new one that has a step of every kind of field. */
export async function fillMacro(page: Page): Promise<void> {
  await runCommand(page, "macros.show");
  await page.locator(".macros > .verbs .button").first().click();
  const steps = ["InsertResponse", "UpdateUserData", "SetDisposition", "AddComment"];
  for (const [place, step] of steps.entries()) {
    await page.locator(".macros fieldset > .verbs .button").first().click();
    await page.locator(".macros li").nth(place).locator("select").first().selectOption(step);
  }
  await page.locator(".macros li").last().locator("select").first().selectOption("Transfer");
}

/** The oldest text of the open draft. */
export async function openVersion(page: Page): Promise<void> {
  await page.locator(".composer .paper").focus();
  await runCommand(page, "composer.versions");
  await page.locator(".versions li .button").last().click();
  await page.locator(".versions .before").waitFor();
}
