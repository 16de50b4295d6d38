import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { type Answer, type Given, startHttp, type TestHttp } from "../../adapters/http/http.fixture.ts";

/** A centre behind HTTP, and short ways to ask it. */
export type Supervised = TestHttp & {
  post(as: string, path: string, body: object, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  get(as: string, path: string): Promise<Answer>;
  /** Status code and HTTP status of a POST. */
  codes(as: string, path: string, body: object): Promise<readonly unknown[]>;
  /** A resource below its singular name, as sam reads it. */
  read(path: string, under: string): Promise<Readonly<Record<string, unknown>>>;
};

export async function supervised(t: TestContext, given: Given = {}): Promise<Supervised> {
  const http = await startHttp(t, given);
  const post: Supervised["post"] = (as, path, body, headers = {}) =>
    http.ask({ method: "POST", path: `/api/v2${path}`, as, body, headers });
  const get: Supervised["get"] = (as, path) => http.ask({ path: `/api/v2${path}`, as });
  return {
    ...http,
    post,
    get,
    async codes(as, path, body) {
      const { status, json } = await post(as, path, body);
      return [json["statusCode"], status];
    },
    async read(path, under) {
      const { json } = await get("sam", path);
      const found = json[under];
      assert(typeof found === "object" && found !== null, JSON.stringify(json));
      return Object.fromEntries(Object.entries(found));
    },
  };
}
