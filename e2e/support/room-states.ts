import { eventually } from "./eventually.ts";
import { clientOf, logIn } from "./http.ts";
import { check, type Walk } from "./walk.ts";

/** A draft that a colleague writes. */
export async function watched(walk: Walk): Promise<void> {
  const { page, http } = walk;
  const sam = clientOf(http, "sam");
  await logIn(sam);
  const made = await sam.post("/me/emails", { operationName: "Create" });
  const id = Object(made.body).interactionId;
  const email = { to: ["bo@customer.test"], subject: "Your parcel", bodyAsPlainText: "Dear Bo,\n\nwe found it." };
  await sam.post(`/me/emails/${id}`, { operationName: "Save", email });
  await page.goto(`${http}/interactions/${id}`);
  await page.locator('.message[data-kind="draft"]').waitFor();
  await check(walk, "watching");
  await page.locator('.rail a[href="/inbox"]').click();
  await page.locator(".row").first().click();
  await page.locator(".conversation .message").first().waitFor();
  await sam.post(`/me/emails/${id}`, { operationName: "Cancel" });
}

/** What waits for nobody, and where it could go. */
export async function move(walk: Walk): Promise<void> {
  const { page, http, mail } = walk;
  const id = await mail({ subject: "Was this answer good?" });
  const toReview = () =>
    clientOf(http, "sam").post(`/interactions/${id}`, { operationName: "MoveToQueue", queueName: "review" });
  // Once it was read.
  await eventually(toReview, ({ status }) => status === 200);
  await page.locator(".attention li .button").click();
  await page.locator(".attention form select").waitFor();
  await check(walk, "wallboard-move");
  await page.keyboard.press("Escape");
}

/** Screens on the wall, and what one of them shows. */
export async function screens(walk: Walk): Promise<void> {
  const { page } = walk;
  await page.locator(".supervisor > header .button").click();
  await page.locator(".screens input[name=name]").fill("Hall");
  await page.keyboard.press("Enter");
  await page.locator(".once code").waitFor();
  await check(walk, "screens");
  const wall = { ...walk, page: await page.context().newPage() };
  await wall.page.goto(await page.locator(".once code").innerText());
  await wall.page.locator(".screen table").first().waitFor();
  await check(wall, "screen");
  await wall.page.close();
  walk.states = wall.states;
  await page.locator(".screens li .button").click();
  await page.locator(".screens li .button").waitFor({ state: "detached" });
}

/** The page of agents, what it asks, and what an agent is told. */
export async function agents(walk: Walk): Promise<void> {
  const { page } = walk;
  await page.locator('.rail a[href="/agents"]').click();
  const choose = async (verb: string): Promise<void> => {
    await page.locator(".supervisor tbody .button[aria-haspopup]").first().click();
    await page.locator(".menu").waitFor();
    if (verb === "held") await check(walk, "agents-menu");
    await page.locator(`[role=menuitem][data-key=${verb}]`).click();
  };
  await choose("held");
  await page.locator(".holding li").first().waitFor();
  await check(walk, "agents");
  await choose("logOff");
  await page.locator(".asked input:focus").waitFor();
  await check(walk, "agents-log-off");
  await page.keyboard.press("Escape");
  await page.locator(".asked").waitFor({ state: "detached" });
  const user: unknown = await page.evaluate("fetch('/api/v2/me').then((answer) => answer.json())");
  await clientOf(walk.http, "sam").post(`root:/api/postroom/v1/agents/${Object(user).user.id}`, {
    ...{ operationName: "Message", text: "Ana Ruiz has called.\nPlease answer her first." },
  });
  await page.locator(".notices .written").waitFor();
  await check(walk, "notice");
  await page.locator(".notices .notice > .button").click();
  await page.locator(".notices .notice").waitFor({ state: "detached" });
  const away = /\/(?:wallboard|notifications)(?:[/?]|$)/;
  await page.route(away, (route) => route.fulfill({ status: 503, json: { statusCode: 13 } }));
  await page.locator('.as-of[data-stale="true"]').waitFor();
  await check(walk, "agents-stale");
  await page.unroute(away);
}

/** Figures of this week, each e-mail of it, and a time in which there was none. */
export async function reports(walk: Walk): Promise<void> {
  const { page, http } = walk;
  await page.locator('.rail a[href="/reports/volume"]').click();
  await page.locator(".report tbody tr").first().waitFor();
  await check(walk, "reports");
  await page.locator(".reports header button").first().click();
  await page.locator(".reports .screens form").waitFor();
  await check(walk, "reports-by-mail");
  await page.locator('.names a[href^="/reports/interactions"]').click();
  await page.locator(".report tbody a").first().waitFor();
  await check(walk, "reports-interactions");
  await page.setViewportSize({ width: 320, height: 640 });
  await check(walk, "narrow-reports");
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`${http}/reports/sla?from=2001-01-01&to=2001-01-02`);
  await page.locator(".reports [role=status]:not(:empty)").waitFor();
  await check(walk, "reports-none");
}
