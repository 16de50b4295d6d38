import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { parse } from "yaml";

/** A provisioning file as it is written: sections with what stands in them. */
export type Team = { readonly [section: string]: unknown };

/** A folder that goes when the test ends. */
export async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "postroom-e2e-"));
  t.after(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

/** Writes a provisioning file, or any text, for `--provision`; returns its path. */
export async function writeTeam(t: TestContext, team: Team | string): Promise<string> {
  const file = join(await temporaryFolder(t), "team.yaml");
  await writeFile(file, typeof team === "string" ? team : JSON.stringify(team));
  return file;
}

/** The team of product.md with other settings, and with more in its lists. */
export async function acmeWith(
  settings: Team,
  more: { readonly [list: string]: readonly unknown[] } = {},
): Promise<Team> {
  const acme: Team = parse(await readFile(new URL("../../fixtures/teams/acme.yaml", import.meta.url), "utf8"));
  const longer = Object.entries(more).map(([name, entries]) => [name, [acme[name] ?? [], entries].flat()]);
  return { ...acme, ...Object.fromEntries(longer), settings: Object.assign({}, acme["settings"], settings) };
}
