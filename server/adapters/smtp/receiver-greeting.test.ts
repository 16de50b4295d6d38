import assert from "node:assert/strict";
import { type AddressInfo, createServer } from "node:net";
import { test } from "node:test";
import { atEnd, type Scope } from "../../testing/at-end.ts";
import { connectSmtp } from "../../testing/smtp-client.ts";
import { createAdmission } from "./receiver-admission.ts";
import { ReceiverServer, serverOptions } from "./receiver-server.ts";
import { receiverDefaults } from "./receiver-settings.ts";

const settings = { ...receiverDefaults, trustedRelays: ["192.0.2.0/24"] };
const clock = { steady: () => performance.now(), wall: () => Date.now() };

test("who talks before the greeting is turned away, and a relay of ours has its greeting by then", async (t) => {
  // The wait does not end by itself.
  t.mock.timers.enable({ apis: ["setTimeout"] });
  for (const [address, answers] of [
    ["198.51.100.1", [/^421 .*too soon/]],
    ["192.0.2.1", [/^220 /, /^250-/]],
  ] as const) {
    const client = await connectSmtp(t, await portFor(t, address));
    client.write("EHLO client.test\r\n");
    for (const answer of answers) assert.match(await client.reply(), answer, address);
  }
});

/** A port behind which everybody comes from this address. */
async function portFor(scope: Scope, remoteAddress: string): Promise<number> {
  const server = new ReceiverServer(serverOptions(settings), createAdmission(settings, clock), 10);
  const listener = createServer((socket) => {
    Object.defineProperty(socket, "remoteAddress", { value: remoteAddress });
    server.connect(socket);
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  atEnd(scope, async () => void listener.close());
  const address: AddressInfo | string | null = listener.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
