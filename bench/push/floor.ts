import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { heapOf, inspectable, watchErrors } from "../support/inspected.ts";
import { end } from "../support/run.ts";

const program = fileURLToPath(new URL("floor-server.ts", import.meta.url));

/** What any push server is built on, by itself. */
export type BareFloor = {
  readonly http: string;
  readonly pid: number;
  /** Sends a group the JSON that ours sends for one event. */
  tell(group: number): Promise<void>;
  /** Until so many wait. */
  waiting(clients: number): Promise<void>;
  /** Bytes. */
  heap(): Promise<number>;
  stop(): Promise<void>;
};

export async function startBareFloor(): Promise<BareFloor> {
  const child = spawn(process.execPath, [inspectable, program], { stdio: ["ignore", "pipe", "pipe"] });
  const inspector = watchErrors(child.stderr);
  const [port] = await once(createInterface({ input: child.stdout }), "line");
  const http = `http://127.0.0.1:${port}`;
  return {
    ...{ http, pid: child.pid ?? 0 },
    async tell(group) {
      await fetch(`${http}/tell/${group}`, { method: "POST", body: event });
    },
    async waiting(clients) {
      await fetch(`${http}/wait/${clients}`, { method: "POST" });
    },
    heap: () => heapOf(inspector()),
    stop: () => end(child),
  };
}

const event = JSON.stringify({
  channel: "/v2/me/channels",
  data: {
    messageType: "ChannelStateChangeMessageV2",
    referenceId: 17,
    channels: [
      {
        channel: "email",
        userState: { id: "9430250E-0A1B-421F-B372-F29E69366DED", displayName: "Ready", state: "Ready" },
        ...{ doNotDisturb: "Off", since: "2026-11-23T12:00:00.000Z", capacity: 5, held: 0, available: true },
      },
    ],
  },
});
