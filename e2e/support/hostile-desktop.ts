import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import type { Page } from "playwright-core";
import { openDesktop, startBrowser } from "./browser.ts";
import { isFull } from "./full.ts";
import { sign, type Trick, tricksAgainst } from "./hostile-corpus.ts";
import { clientOf } from "./http.ts";
import { type Listener, startListener } from "./listener.ts";
import { accepted } from "./mail.ts";
import { startServer } from "./server.ts";
import { sendMail } from "./smtp.ts";
import { acmeWith, writeTeam } from "./team.ts";

const atOnce = 12;
/** So many tricks stand in one mail, unless one might swallow what comes behind it. */
const perMail = 8;
const swallows = /<(?:style|xmp|textarea|title|noscript|template|frameset|body|iframe|embed|svg|math|form|!|\?)/i;
const waysMin = 60;

/** Every mail is shown in the first way asked for, every so manieth in the others too; POSTROOM_FAULTS=full shows all in all ways. */
const othersEvery = isFull ? 1 : 3;

/** Every so manieth mail is opened in the desktop itself, where it takes a second; POSTROOM_FAULTS=full opens all of them. */
const openedEvery = isFull ? 1 : 12;

/** Delivers the whole corpus and shows each of `parts` of every mail in a frame with the desktop's fence, and some in the desktop itself. Fails unless nothing ran and nobody was called. */
export async function showCorpus(
  t: TestContext,
  mode: "bridge" | "locked",
  parts: readonly [Part, ...Part[]],
): Promise<void> {
  const listener = await startListener(t);
  const tricks = tricksAgainst(listener.url);
  const team = await writeTeam(t, await acmeWith({ mailFrame: mode }));
  const server = await startServer(t, { team });
  const { http, smtp } = server.ready();
  const mails = await deliver(t, smtp, tricks);
  await allRead(clientOf(http, "sam"), mails);
  const { page, complaints } = await openDesktop(await startBrowser(t), http, "sam");
  const ran = await listenIn(page);

  const opened = mails.filter((_, index) => index % openedEvery === 0);
  for (const { id } of opened) await open(page, id);
  const [first, ...others] = parts;
  const looks = mails.flatMap(({ id }, index) =>
    [first, ...(index % othersEvery === 0 ? others : [])].map((part) => ({ id, part })),
  );
  for (let at = 0; at < looks.length; at += atOnce * 2) await showAll(page, looks.slice(at, at + atOnce * 2));

  const kinds = Object.groupBy(tricks, ({ kind }) => kind);
  const ways = { script: kinds.script?.length ?? 0, call: kinds.call?.length ?? 0 };
  const figures = { ran: ran.length, called: listener.calls.length, looks: looks.length + opened.length };
  t.diagnostic(JSON.stringify({ gate: `hostile.${mode}`, ways, ...figures }));
  assert.ok(ways.script >= waysMin && ways.call >= waysMin, JSON.stringify(ways));
  assert.deepEqual([ran, listener.calls, complaints.all], [[], [], []]);
}

type Part = "print" | "source" | "html";

type Delivered = { readonly id: string };

async function deliver(t: TestContext, smtp: string, tricks: readonly Trick[]): Promise<readonly Delivered[]> {
  const alone = tricks.filter(({ html }) => swallows.test(html));
  const others = tricks.filter((trick) => !alone.includes(trick));
  const groups = alone.map((trick) => [trick]);
  for (let at = 0; at < others.length; at += perMail) groups.push(others.slice(at, at + perMail));
  const delivered: Delivered[] = [];
  for (let at = 0; at < groups.length; at += atOnce) {
    const sent = groups.slice(at, at + atOnce).map(async (group) => {
      const mail = { from: "eve@evil.test", to: ["support@acme.test"], raw: htmlMail(group) };
      return { id: accepted(await sendMail(t, smtp, mail)) };
    });
    delivered.push(...(await Promise.all(sent)));
  }
  return delivered;
}

const htmlMail = (group: readonly Trick[]): string =>
  [
    ...["From: Eve <eve@evil.test>", "To: support@acme.test", `Subject: ${group[0]?.name}`],
    `Message-ID: <${group[0]?.name}@evil.test>`,
    ...["MIME-Version: 1.0", "Content-Type: text/html; charset=utf-8", "Content-Transfer-Encoding: base64", ""],
    ...(Buffer.from(`<p style="color:#400">Look</p>${group.map(({ html }) => `<div>${html}</div>`).join("\n")}`)
      .toString("base64")
      .match(/.{1,76}/g) ?? []),
    "",
  ].join("\r\n");

/** Opens a mail by its address in the desktop; resolves when its frame has loaded. */
async function open(page: Page, id: string): Promise<void> {
  await page.evaluate(`history.pushState(null, "", "/interactions/${id}")`);
  await page.locator(`.message[data-id="${id}"] iframe`).waitFor();
  const frames = page.frames().filter((frame) => frame !== page.mainFrame());
  assert.equal(frames.length, 1);
  await frames[0]?.waitForLoadState("load");
}

async function allRead(sam: ReturnType<typeof clientOf>, mails: readonly Delivered[]): Promise<void> {
  for (const { id } of mails) {
    for (let tries = 0; tries < 200; tries++) {
      const { body } = await sam.get(`/me/emails/${id}`);
      if (String(Object(body["email"]).body).includes("Look")) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** What scripts in frames say to the page, and on the console. */
async function listenIn(page: Page): Promise<readonly string[]> {
  const ran: string[] = [];
  await page.exposeFunction("postroomRan", (said: string) => ran.push(said));
  await page.evaluate(
    `addEventListener("message", ({ data }) => { if (String(data).startsWith("${sign}")) postroomRan(String(data)); })`,
  );
  page.on("dialog", (dialog) => ran.push(dialog.message()));
  return ran;
}

type Look = { readonly id: string; readonly part: string };

/** Asks for tickets as the desktop does, and shows their documents in frames with the fence that the desktop uses. */
async function showAll(page: Page, looks: readonly Look[]): Promise<void> {
  const missing = await page.evaluate<number>(`(async () => {
    const token = (await fetch("/api/v2/me/devices", { headers: { "X-Requested-With": "XMLHttpRequest" } })).headers.get("X-CSRF-TOKEN");
    const headers = { "Content-Type": "application/json", "X-CSRF-TOKEN": token };
    const looks = ${JSON.stringify(looks)};
    const shown = await Promise.all(looks.map(async ({ id, part }) => {
      const body = JSON.stringify({ interactionId: id, part });
      const { url, mode } = await (await fetch("/api/postroom/v1/mail-views", { method: "POST", headers, body })).json();
      if (url === undefined) return undefined;
      const frame = document.createElement("iframe");
      frame.setAttribute("sandbox", (mode === "bridge" ? "allow-scripts " : "") + "allow-popups allow-popups-to-escape-sandbox");
      const loaded = new Promise((resolve) => frame.addEventListener("load", resolve));
      frame.src = url;
      document.body.append(frame);
      await loaded;
      return frame;
    }));
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    for (const frame of shown) frame?.remove();
    return shown.filter((frame) => frame === undefined).length;
  })()`);
  assert.equal(missing, 0, "every part has a document");
}

/**
 * Each trick as a document without any policy, in a frame of a page of the listening server that stays for `patienceMs` after it has
 * loaded. Resolves with the names that ran.
 */
export async function unfenced(
  page: Page,
  listener: Listener,
  tricks: readonly Trick[],
  patienceMs: number,
): Promise<readonly string[]> {
  const said = await (async () => {
    listener.pages.set("/control", "<!doctype html><title>control</title><body>");
    await page.goto(`${listener.url}/control`);
    return listenIn(page);
  })();
  for (const { name, html } of tricks) listener.pages.set(`/shown/${name}`, `<!doctype html><p>Look</p>${html}`);
  for (let at = 0; at < tricks.length; at += atOnce) {
    const names = tricks.slice(at, at + atOnce).map(({ name }) => name);
    await page.evaluate(`Promise.all(${JSON.stringify(names)}.map(async (name) => {
      const frame = document.createElement("iframe");
      const loaded = new Promise((resolve) => { frame.addEventListener("load", resolve); setTimeout(resolve, 3 * ${patienceMs}); });
      frame.src = "/shown/" + name;
      document.body.append(frame);
      await loaded;
      await new Promise((resolve) => setTimeout(resolve, ${patienceMs}));
      frame.remove();
    }))`);
  }
  return said.map((one) => one.slice(sign.length + 1));
}
