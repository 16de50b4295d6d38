import { existsSync } from "node:fs";
import { after, type TestContext } from "node:test";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { isFull } from "./full.ts";

/** Full runs use the browser as people do; others do without its windows where Debian's package of that is installed, which takes a fifth less of a core. */
const windowless = "/usr/lib/chromium/chromium-headless-shell";
export const program = !isFull && existsSync(windowless) ? windowless : "/usr/bin/chromium";
/**
 * Each frame without scripts has a process of its own, which takes a second of a core to start: hundreds of mails are looked at. On a push they
 * share the page's, where a script that ran would only have more in its reach; full runs use the browser as people do. The others are among those
 * that Playwright switches off, in the same place.
 */
const sharedFrames = ["IsolateSandboxedIframes", "HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable", "PaintHolding"];
/** A name for this machine that is not this machine to the browser: what it keeps from pages without TLS is not there. */
export const elsewhere = "desk.elsewhere.test";
export const flags = [
  `--host-resolver-rules=MAP ${elsewhere} 127.0.0.1`,
  ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
  ...["--disable-sync", "--no-first-run"],
  ...(isFull ? [] : [`--disable-features=${sharedFrames.join(",")}`]),
];
const stepMs = 15_000;

/** The reason to skip a browser test; undefined where there is a Chromium, or where one is demanded. */
export const noBrowser: string | false =
  existsSync(program) || process.env["POSTROOM_REQUIRE_BROWSER"] === "1" ? false : `no Chromium at ${program}`;

/** What must stay empty over a whole run: reports of the policy, console errors, requests to anywhere else. desktop.md 11 */
export type Complaints = { readonly all: string[] };

/** A page of the desktop, with everything that went wrong in it. */
export type Desktop = {
  readonly page: Page;
  readonly complaints: Complaints;
  /** Presses a key, and counts it. */
  readonly press: (key: string) => Promise<void>;
  readonly presses: () => number;
};

let shared: Browser | undefined;
after(() => shared?.close());

/** The browser of this process; what the test opens in it is closed when the test ends. */
export async function startBrowser(t: TestContext): Promise<Browser> {
  if (shared?.isConnected() !== true) {
    shared = await chromium.launch({ executablePath: program, args: flags, timeout: 60_000 });
  }
  const browser = shared;
  const others = new Set(browser.contexts());
  t.after(() => Promise.all(browser.contexts().map((one) => (others.has(one) ? undefined : one.close()))));
  return browser;
}

/** Opens the desktop in a context of its own and signs in by the form. */
export async function openDesktop(
  browser: Browser,
  http: string,
  userName: string,
  options: Parameters<Browser["newContext"]>[0] = {},
): Promise<Desktop> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "en-GB", ...options });
  context.setDefaultTimeout(stepMs);
  const complaints = watch(context, http);
  // Said on the console too, but there without the place.
  await context.addInitScript({
    content: `addEventListener("securitypolicyviolation", (event) =>
      console.error("policy: " + [event.violatedDirective, event.sourceFile, event.lineNumber, event.columnNumber, event.sample].join(" ")));`,
  });
  await context.addInitScript({ content: offerClock });
  const page = await context.newPage();
  await page.goto(`${http}/`);
  await page.getByLabel("User name").fill(userName);
  await page.getByLabel("Password").fill(`${userName}-demo-1`);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.locator(".shell").waitFor();
  let presses = 0;
  return {
    page,
    complaints,
    presses: () => presses,
    async press(key) {
      presses++;
      await page.keyboard.press(key);
    },
  };
}

/**
 * Milliseconds from the arrival of a message with an invitation to the next frame after it stands on the page, in `postroomOffers`. The page's
 * own clock measures both, so that the load of the machine that drives it does not count.
 */
const offerClock = `
  globalThis.postroomOffers = [];
  let heard;
  const send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = function (...given) {
    this.addEventListener("readystatechange", () => {
      if (this.readyState === 4 && this.responseText.includes('"state":"Invited"')) heard ??= performance.now();
    });
    return send.apply(this, given);
  };
  new MutationObserver(() => {
    if (heard === undefined || document.querySelector(".invitation[data-offered=true]") === null) return;
    const from = heard;
    heard = undefined;
    requestAnimationFrame(() => {
      globalThis.postroomOffers.push(performance.now() - from);
      document.documentElement.dataset.offers = globalThis.postroomOffers.length;
    });
  }).observe(document, { subtree: true, childList: true, attributes: true });
`;

/**
 * Before sign-in every desktop asks who it is, and 401 says nobody: browsers write that to the console. In a mail's frame without scripts,
 * and where a file is looked at, the browser refuses what the tests themselves put into every document.
 */
const isExpected = (text: string): boolean =>
  text.includes("401 (Unauthorized)") ||
  (text.startsWith("Blocked script execution in") && /\/mail-view\/|\/preview' /.test(text));

/** Everything that goes wrong in the pages of a context. */
export function watch(context: BrowserContext, http: string): Complaints {
  const all: string[] = [];
  context.on("console", (message) => {
    if (message.type() === "error" && !isExpected(message.text())) {
      all.push(`console: ${message.text()} ${message.location().url}`);
    }
  });
  context.on("weberror", (error) => all.push(`error: ${error.error().stack ?? error.error().message}`));
  context.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(http) && !url.startsWith("data:") && !url.startsWith("blob:")) all.push(`foreign: ${url}`);
  });
  return { all };
}

/** Where pictures of the states go for those who want to look: POSTROOM_PICTURES=folder. */
export const pictures = process.env["POSTROOM_PICTURES"];

/** A picture of what stands on the page now. */
export async function pictureOf(page: Page, name: string): Promise<void> {
  if (pictures !== undefined) await page.screenshot({ path: `${pictures}/${name}.png` });
}
