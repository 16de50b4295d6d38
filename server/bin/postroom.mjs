#!/usr/bin/env node
// The one file that any Node can run: it finds a Node that is new enough for the rest, the running one or the one that the lock file
// brought, and starts cli/postroom.ts with it, packed where that is up to date (architecture.md 17).
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { nodeFlags, packedCommand } from "./packed.mjs";

const source = fileURLToPath(new URL("../cli/postroom.ts", import.meta.url));
const command = packedCommand() ?? source;
const node = isNewEnough(process.versions.node) ? process.execPath : localNode();

if (node === undefined) {
  process.stderr.write(
    `postroom needs Node 22.18 or newer; this is ${process.versions.node}, and "npm ci" has brought no other\n`,
  );
  process.exitCode = 2;
} else {
  start(node, [...nodeFlags, command, ...process.argv.slice(2)]);
}

function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 18);
}

/** The nearest Node that npm installed, from here up to the root. */
function localNode() {
  for (let folder = dirname(source); ; folder = dirname(folder)) {
    const found = ["node/bin/node", "node/bin/node.exe", ".bin/node"]
      .map((name) => join(folder, "node_modules", name))
      .find(existsSync);
    if (found !== undefined || folder === dirname(folder)) return found;
  }
}

/** In place where the system can, so that no second process stands between the server and its signals; else as a child. */
function start(file, args) {
  if (process.platform !== "win32" && typeof process.execve === "function") {
    process.execve(file, [file, ...args], process.env);
  }
  // The fourth channel tells the child when this process is killed without warning: it then ends itself as abruptly.
  const child = spawn(file, args, {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: { ...process.env, POSTROOM_ENDS_WITH_PARENT: "1" },
  });
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT", "SIGUSR2"]) {
    process.on(signal, () => child.kill(signal));
  }
  child.on("error", (error) => {
    process.stderr.write(`postroom cannot start ${file}: ${error.message}\n`);
    process.exitCode = 2;
  });
  child.on("exit", (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}
