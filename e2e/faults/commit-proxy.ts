import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import type { TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

/** What becomes of a COMMIT: the database has it and its reply goes nowhere, or it never gets there. */
export type Loss = "reply" | "request";

export type CommitProxy = {
  /** What the server takes for its database. */
  readonly url: string;
  /** How many were lost so far. */
  readonly lost: () => Readonly<Record<Loss, number>>;
};

/** More than the database needs for what stands before a reply. */
const swallowMs = 50;

/** Stands between the server and its database until the test ends, and breaks the connections on which a COMMIT is lost. */
export async function startCommitProxy(
  t: TestContext,
  url: string,
  loses: () => Loss | undefined,
): Promise<CommitProxy> {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  const lost = { reply: 0, request: 0 };
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    const end = (): void => {
      for (const socket of [near, far]) {
        sockets.delete(socket);
        socket.destroy();
      }
    };
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.setNoDelay(true).on("error", end).on("close", end);
    }
    let isSwallowed = false;
    near.on("data", (bytes) => {
      const loss = /\bcommit\b/i.test(bytes.toString("latin1")) ? loses() : undefined;
      if (loss !== undefined) {
        isSwallowed = true;
        lost[loss]++;
        void pause(swallowMs).then(end);
      }
      if (loss !== "request") far.write(bytes);
    });
    far.on("data", (bytes) => {
      if (!isSwallowed) near.write(bytes);
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const proxied = new URL(url);
  proxied.host = `127.0.0.1:${address.port}`;
  return { url: proxied.href, lost: () => ({ ...lost }) };
}
