import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { pictureOf, pictures } from "./browser.ts";
import { isFull } from "./full.ts";
import type { mailIn } from "./mail.ts";

/** In what the states are shown. In dark only what colours decide is looked at again, without walking anew. */
export type Look = {
  readonly name: "light" | "rtl";
  readonly language: "en" | "ar";
  readonly isShownDarkToo: boolean;
};

/** Where axe is; empty where it is not installed. */
export const axe = (() => {
  try {
    return fileURLToPath(import.meta.resolve("axe-core/axe.min.js"));
  } catch {
    return "";
  }
})();

/** Every so manieth state is shown in dark; POSTROOM_FAULTS=full shows all of them, and so does who takes pictures. */
const darkEvery = isFull || pictures !== undefined ? 1 : 3;

/** A walk through the states, on one page. */
export type Walk = {
  readonly page: Page;
  readonly http: string;
  readonly problems: string[];
  states: number;
  readonly kill: () => Promise<unknown>;
  readonly look: Look;
  readonly mail: (letter: Parameters<typeof mailIn>[2]) => Promise<string>;
};

/** What each page of the look begins with, unless its reader has chosen since; a mail's frame keeps nothing. */
export const preferring = ({ language }: Look): string =>
  `if (origin !== "null") localStorage.getItem("postroom.preferences") ?? localStorage.setItem("postroom.preferences", '${JSON.stringify({ theme: "light", language })}')`;

/** A picture of the state, and what axe finds in it. */
export async function check(walk: Walk, state: string): Promise<void> {
  walk.states++;
  const { page, look, problems } = walk;
  await pictureOf(page, `${state}-${look.name}`);
  if (!(await page.evaluate("globalThis.axe !== undefined"))) await page.evaluate(readFileSync(axe, "utf8"));
  await atRest(page);
  problems.push(...(await violations(page, state, {})));
  if (look.isShownDarkToo && walk.states % darkEvery === 0) problems.push(...(await inDark(page, state)));
  const isWider = await page.evaluate<boolean>("document.documentElement.scrollWidth > innerWidth");
  if (isWider) problems.push(`${state}: wider than the window`);
}

/** Colours that change slowly are judged when they have changed. */
const atRest = (page: Page): Promise<unknown> =>
  page.evaluate(
    "new Promise((drawn) => requestAnimationFrame(drawn)).then(() => Promise.allSettled(document.getAnimations().map(({ finished }) => Promise.race([finished, new Promise((late) => setTimeout(late, 1000))]))))",
  );

/** The same state in dark; the other rules do not depend on colours. */
async function inDark(page: Page, state: string): Promise<readonly string[]> {
  const root = "document.documentElement.dataset";
  const before = await page.evaluate<string>(
    `(({ theme }) => { ${root}.theme = "dark"; return theme; })({ ...${root} })`,
  );
  await atRest(page);
  await pictureOf(page, `${state}-dark`);
  const found = await violations(page, `${state}, dark`, { runOnly: ["color-contrast", "link-in-text-block"] });
  await page.evaluate(`${root}.theme = ${JSON.stringify(before)}`);
  return found;
}

/** A mail is not ours to judge, and axe waits for ever for a frame without scripts. */
async function violations(page: Page, state: string, options: object): Promise<readonly string[]> {
  const found = await page.evaluate<readonly Violation[]>(
    `axe.run({ exclude: [["iframe"]] }, ${JSON.stringify({ resultTypes: ["violations"], ...options })}).then(({ violations }) => violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => ({ html })) })))`,
  );
  return found.map(({ id, nodes }) => `${state}: ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
}

type Violation = { readonly id: string; readonly nodes: readonly { readonly html: string }[] };
