import { Agent, request } from "node:http";
import { authorizationOf, type Postroom } from "./postroom.ts";

/** One agent at work over connections that stay open, by the least that an answer costs the one who measures. */
export type Working = {
  /** A call of `/api/v2`, with its answer as text; throws when that is no 2xx. */
  ask(method: "GET" | "POST", path: string, body?: object): Promise<string>;
};

/** The agents `agent1`, `agent2` … of `roomOf`. */
export function agentsAt({ http }: Pick<Postroom, "http">, count: number): readonly Working[] {
  const { hostname, port } = new URL(http);
  const agent = new Agent({ keepAlive: true, maxSockets: count });
  return Array.from({ length: count }, (_, index) => {
    const headers = { authorization: authorizationOf(`agent${index + 1}`), "content-type": "application/json" };
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
    return { ask };
  });
}
