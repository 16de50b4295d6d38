import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { end } from "../support/run.ts";

const program = fileURLToPath(new URL("floor-server.ts", import.meta.url));

/** What any push server is built on, by itself. */
export type BareFloor = {
  readonly http: string;
  readonly pid: number;
  /** Sends everybody, as soon as so many wait, the JSON that ours sends: one event, and the reply to the poll that brings it. */
  tell(clients: number): Promise<void>;
  /** Until so many wait. */
  waiting(clients: number): Promise<void>;
  stop(): Promise<void>;
};

export async function startBareFloor(): Promise<BareFloor> {
  const child = spawn(process.execPath, [program], { stdio: ["ignore", "pipe", "inherit"] });
  const [port] = await once(createInterface({ input: child.stdout }), "line");
  const http = `http://127.0.0.1:${port}`;
  return {
    ...{ http, pid: child.pid ?? 0 },
    async tell(clients) {
      await fetch(`${http}/tell/${clients}`, { method: "POST", body: message });
    },
    async waiting(clients) {
      await fetch(`${http}/tell/${clients}`, { method: "POST" });
    },
    stop: () => end(child),
  };
}

const message = JSON.stringify([
  {
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
  },
  {
    ...{ channel: "/meta/connect", id: "9", successful: true },
    advice: { reconnect: "retry", interval: 0, timeout: 300_000, maxInterval: 30_000 },
  },
]);
