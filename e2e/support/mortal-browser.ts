import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { TestContext } from "node:test";
import { type Browser, chromium, type Page } from "playwright-core";
import { flags, program } from "./browser.ts";
import { temporaryFolder } from "./team.ts";

/** A browser with a profile on disk, which can be killed like a program that crashes, and started again on what it left. */
export type MortalBrowser = {
  /** A new tab. */
  readonly open: () => Promise<Page>;
  /** `kill -9` for all its processes; what lies in the profile stays. */
  readonly kill: () => Promise<void>;
  readonly restart: () => Promise<void>;
};

/** Starts it; it ends with the test. */
export async function startMortalBrowser(t: TestContext): Promise<MortalBrowser> {
  const profile = await temporaryFolder(t);
  let child: ChildProcess | undefined;
  let browser: Browser | undefined;
  const begin = async (): Promise<void> => {
    child = spawn(program, [...flags, `--user-data-dir=${profile}`, "--remote-debugging-port=0", "about:blank"], {
      stdio: ["ignore", "ignore", "pipe"],
      // A process group of its own: its renderers go with it.
      detached: true,
    });
    browser = await chromium.connectOverCDP(await addressOf(child));
  };
  const kill = async (): Promise<void> => {
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    process.kill(-child.pid, "SIGKILL");
    await gone;
  };
  await begin();
  t.after(kill);
  return {
    async open() {
      const [context] = browser?.contexts() ?? [];
      if (context === undefined) throw new Error("the browser has no profile open");
      context.setDefaultTimeout(20_000);
      const page = await context.newPage();
      await page.setViewportSize({ width: 1280, height: 800 });
      return page;
    },
    kill,
    restart: begin,
  };
}

async function addressOf({ stderr }: ChildProcess): Promise<string> {
  if (stderr === null) throw new Error("a piped stream is missing");
  for await (const line of createInterface({ input: stderr })) {
    const address = /^DevTools listening on (ws:\S+)/.exec(line)?.[1];
    if (address !== undefined) {
      stderr.resume();
      return address;
    }
  }
  throw new Error("the browser did not start");
}
