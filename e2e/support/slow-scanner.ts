import { once } from "node:events";
import { createServer } from "node:net";
import type { TestContext } from "node:test";

/** A virus scanner that takes its time and finds nothing. clamd(8), INSTREAM */
export async function startSlowScanner(t: TestContext, answerMs: number) {
  let asked = 0;
  const server = createServer((socket) => {
    asked += 1;
    socket.on("error", () => undefined).resume();
    setTimeout(() => socket.end("stream: OK\0"), answerMs);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  const bound = server.address();
  return {
    /** For the setting `reading.scanner`. */
    address: `127.0.0.1:${typeof bound === "object" ? bound?.port : bound}`,
    /** How many files it was asked about so far. */
    asked: () => asked,
  };
}
