import type { Readable } from "node:stream";

/** What makes a Node that is started so show its memory to `heapOf`: on its standard error it says where. */
export const inspectable = "--inspect=127.0.0.1:0";

/** What a program says to people, passed on, without what Node says of its inspector, whose last address is the value. */
export function watchErrors(stderr: Readable): () => string | undefined {
  let url: string | undefined;
  stderr.setEncoding("utf8");
  stderr.on("data", (text: string) => {
    for (const line of text.split("\n").filter((one) => one !== "")) {
      const [, found] = /^Debugger listening on (ws:\S+)/.exec(line) ?? [];
      if (found !== undefined) url = found;
      else if (!ofInspector.test(line)) process.stderr.write(`${line}\n`);
    }
  });
  return () => url;
}

const ofInspector = /^(?:For help, see|Debugger (?:attached|ending)|Waiting for the debugger)/;

/** Bytes of JavaScript's heap and of the buffers that it keeps, after everything was collected that nobody needs. */
export async function heapOf(url: string | undefined): Promise<number> {
  if (url === undefined) throw new Error("the process cannot be inspected");
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve);
    socket.addEventListener("error", () => reject(new Error("the inspector does not answer")));
  });
  const ask = (id: number, method: string) =>
    new Promise<Readonly<Record<string, number>>>((resolve) => {
      const hear = ({ data }: MessageEvent): void => {
        const said = JSON.parse(String(data));
        if (said.id !== id) return;
        socket.removeEventListener("message", hear);
        resolve(said.result);
      };
      socket.addEventListener("message", hear);
      socket.send(JSON.stringify({ id, method }));
    });
  await ask(1, "HeapProfiler.collectGarbage");
  const { usedSize = 0, backingStorageSize = 0 } = await ask(2, "Runtime.getHeapUsage");
  socket.close();
  return usedSize + backingStorageSize;
}
