import { watch } from "./browser.ts";
import { clientOf } from "./http.ts";
import { check, preferring, type Walk } from "./walk.ts";

/** The pages of an admin, who is somebody else than who walks. What went wrong in them is a problem too. */
export async function administration(walk: Walk): Promise<void> {
  const { http, look, problems } = walk;
  const browser = walk.page.context().browser();
  if (browser === null) throw new Error("the page has no browser");
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "en-GB" });
  context.setDefaultTimeout(15_000);
  const complaints = watch(context, http);
  await context.addInitScript({ content: preferring(look) });
  const theirs: Walk = { ...walk, page: await context.newPage() };
  await signIn(theirs);
  await mailboxes(theirs);
  await system(theirs);
  await audit(theirs);
  await skills(theirs);
  walk.states = theirs.states;
  problems.push(...complaints.all.filter((one) => !/status of 400 .*\/(?:audit|skill-grid)/.test(one)));
  await context.close();
}

async function signIn({ page, http }: Walk): Promise<void> {
  await page.goto(`${http}/`);
  await page.locator("input[name=userName]").fill("root");
  await page.locator("input[name=password]").fill("root-demo-1");
  await page.locator(".sign-in button").click();
  await page.locator(".shell").waitFor();
}

async function mailboxes(walk: Walk): Promise<void> {
  const { page } = walk;
  await page.locator('.rail a[href="/admin/mailboxes"]').click();
  await page.locator(".card").first().waitFor();
  await page.locator(".card .button").last().click();
  await page.locator(".card .log li").first().waitFor();
  await check(walk, "admin-mailboxes");
  await page.setViewportSize({ width: 320, height: 640 });
  await check(walk, "narrow-admin-mailboxes");
}

async function system(walk: Walk): Promise<void> {
  const { page } = walk;
  await page.locator('.rail a[href="/admin/system"]').click();
  await page.locator(".admin tbody tr").first().waitFor();
  await check(walk, "narrow-admin-system");
  await page.setViewportSize({ width: 1280, height: 800 });
  await check(walk, "admin-system");
}

/** What happened so far, and somebody who is looked for and is not there. */
async function audit(walk: Walk): Promise<void> {
  const { page } = walk;
  await page.locator('.rail a[href="/admin/audit"]').click();
  await page.locator(".audit tbody tr").first().waitFor();
  await page.locator(".admin > header .button").click();
  await page.locator('.chain .standing[data-trouble="fine"]').waitFor();
  await check(walk, "admin-audit");
  await page.setViewportSize({ width: 320, height: 640 });
  await check(walk, "narrow-admin-audit");
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.locator(".filter input[name=actor]").fill("nobody");
  await page.keyboard.press("Enter");
  await page.locator(".filter .problem").waitFor();
  await check(walk, "admin-audit-refused");
}

/** The grid with levels that are not saved, and with one that cannot be changed here. */
async function skills(walk: Walk): Promise<void> {
  const { page, http } = walk;
  const root = clientOf(http, "root");
  await root.post("/users", { userName: "zoe", password: "zoe-has-a-long-one", roles: ["ROLE_AGENT"] });
  await page.locator('.rail a[href="/admin/skills"]').click();
  await page.locator(".skills tbody tr").first().waitFor();
  await page.locator(".skills tbody tr").last().locator("td").first().click();
  await page.keyboard.press("7");
  await page.locator('.skills td[data-pending="true"]').waitFor();
  await page.locator(".skills tbody tr").first().locator("td").first().click();
  await page.keyboard.press("7");
  await page.locator(".filter input").fill("Golf");
  await page.locator(".filter .problem").waitFor();
  await check(walk, "admin-skills");
  await page.setViewportSize({ width: 320, height: 640 });
  await check(walk, "narrow-admin-skills");
}
