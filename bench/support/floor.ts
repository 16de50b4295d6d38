import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { end } from "./run.ts";

const program = fileURLToPath(new URL("floor-receiver.ts", import.meta.url));

/** What our receiver is built on, by itself and storing nothing. */
export type Floor = { readonly address: string; stop(): Promise<void> };

export async function startFloor(): Promise<Floor> {
  const child = spawn(process.execPath, [program], { stdio: ["ignore", "pipe", "inherit"] });
  const [port] = await once(createInterface({ input: child.stdout }), "line");
  return { address: `127.0.0.1:${port}`, stop: () => end(child) };
}
