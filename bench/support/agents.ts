import { Agent, request } from "node:http";
import { type Postroom, passwordOfAll } from "./postroom.ts";

/** One agent at work over connections that stay open. */
export type Working = {
  readonly userName: string;
  /** A call of `/api/v2`, with its answer as text; throws when that is no 2xx. */
  ask(method: "GET" | "POST", path: string, body?: object): Promise<string>;
};

/** The agents `agent1`, `agent2` … of `roomOf`. */
export function agentsAt({ http }: Pick<Postroom, "http">, count: number): readonly Working[] {
  const { hostname, port } = new URL(http);
  const agent = new Agent({ keepAlive: true, maxSockets: count });
  return Array.from({ length: count }, (_, index) => {
    const userName = `agent${index + 1}`;
    const headers = {
      authorization: `Basic ${Buffer.from(`${userName}:${passwordOfAll}`).toString("base64")}`,
      "content-type": "application/json",
    };
    const ask: Working["ask"] = (method, path, body) =>
      new Promise((resolve, reject) => {
        const asked = request({ hostname, port, path: `/api/v2${path}`, method, agent, headers }, (answer) => {
          let text = "";
          answer.setEncoding("utf8");
          answer.on("data", (part: string) => {
            text += part;
          });
          answer.on("error", reject);
          answer.on("end", () => {
            if (answer.statusCode !== undefined && answer.statusCode < 300) resolve(text);
            else reject(new Error(`${method} ${path}: ${answer.statusCode} ${text.slice(0, 300)}`));
          });
        });
        asked.on("error", reject);
        asked.end(body === undefined ? undefined : JSON.stringify(body));
      });
    return { userName, ask };
  });
}
