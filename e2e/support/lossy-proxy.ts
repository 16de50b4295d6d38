import { EventEmitter, once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import type { TestContext } from "node:test";

/** Stands between a client and the server, and breaks TCP connections in the middle of a `/meta/connect`. */
export type LossyProxy = {
  /** What the client takes for the ready line's URL. */
  readonly http: string;
  /** Breaks the connection on which a connect waits for its answer, now or as soon as one does. */
  readonly cutHeld: () => Promise<void>;
  /** The next answer that brings a message goes nowhere: the server has written it, the client sees a broken connection. */
  readonly loseNextMessage: () => void;
  /** Connects that were cut while they were held, and answers that were lost. */
  readonly counts: () => { readonly cut: number; readonly lost: number };
};

type Way = { readonly near: Socket; readonly far: Socket; isHeld: boolean };

/** Listens on loopback until the test ends. */
export async function startLossyProxy(t: TestContext, http: string): Promise<LossyProxy> {
  const { hostname, port } = new URL(http);
  const ways = new Set<Way>();
  const counts = { cut: 0, lost: 0 };
  const held = new EventEmitter<{ held: [Way] }>();
  let isLosing = false;

  const end = (way: Way): void => {
    ways.delete(way);
    way.near.destroy();
    way.far.destroy();
  };
  const server = createServer((near) => {
    const way: Way = { near, far: connect(Number(port), hostname), isHeld: false };
    ways.add(way);
    for (const socket of [near, way.far])
      socket
        .setNoDelay(true)
        .on("error", () => end(way))
        .on("close", () => end(way));
    near.on("data", (bytes) => {
      way.far.write(bytes);
      if (!bytes.includes("/meta/connect")) return;
      way.isHeld = true;
      held.emit("held", way);
    });
    way.far.on("data", (bytes) => {
      if (isLosing && way.isHeld && bytes.includes('"data":')) {
        isLosing = false;
        counts.lost++;
        return end(way);
      }
      near.write(bytes);
      if (bytes.includes("/meta/connect")) way.isHeld = false;
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  t.after(() => {
    for (const way of ways) end(way);
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");

  return {
    http: `http://127.0.0.1:${address.port}`,
    async cutHeld() {
      const way = [...ways].find(({ isHeld }) => isHeld) ?? (await once(held, "held"))[0];
      counts.cut++;
      end(way);
    },
    loseNextMessage() {
      isLosing = true;
    },
    counts: () => ({ ...counts }),
  };
}
