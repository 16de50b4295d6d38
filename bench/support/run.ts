import { type ChildProcess, spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { createServer } from "node:net";
import { delimiter, join } from "node:path";

/** Runs a program to its end. Throws with its last words when it fails. Milliseconds. */
export async function timed(command: string, parameters: readonly string[]): Promise<number> {
  const begun = performance.now();
  const child = spawn(command, parameters, { stdio: ["ignore", "ignore", "pipe"] });
  let words = "";
  child.stderr.on("data", (bytes) => {
    words = `${words}${bytes}`.slice(-500);
  });
  // Not "close": a daemon that it starts keeps the channel.
  const code = await new Promise((resolve) => child.on("exit", resolve));
  child.stderr.destroy();
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${words}`);
  return performance.now() - begun;
}

/** Ends a process and waits until it is gone. */
export async function end(child: ChildProcess, signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  await gone;
}

/** Whether a program is installed: on the path, or where Debian keeps those of the administrator. */
export function programOf(name: string): string | undefined {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"];
  return folders
    .map((folder) => join(folder, name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** A port of the loopback interface that was free just now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** Asks again and again until it is so; throws after `withinMs`. `everyMs`: whoever asks a server too often measures the asking. */
export async function until(isSo: () => Promise<boolean>, withinMs: number, what: string, everyMs = 20): Promise<void> {
  const endsAt = performance.now() + withinMs;
  while (!(await isSo())) {
    if (performance.now() > endsAt) throw new Error(`not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
