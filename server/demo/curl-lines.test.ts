import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import test from "node:test";
import { promisify } from "node:util";
import { curlLines } from "./curl-lines.ts";

const inbound = "00RB5D4K7T1M0001";
const draft = "00RB5D4K7T1M0002";
const withoutCurl =
  spawnSync("sh", ["-c", "command -v curl && command -v sed"]).status === 0 ? false : "needs sh, curl and sed";

test("pasted into a shell, the three lines accept, answer and send one e-mail", { skip: withoutCurl }, async (t) => {
  const asked: string[] = [];
  let looks = 0;
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await Array.fromAsync(request)).toString();
    assert.equal(request.headers.authorization, `Basic ${Buffer.from("mara:it's-secret").toString("base64")}`);
    const operation: string = body === "" ? "" : ` ${JSON.parse(body).operationName}`;
    asked.push(`${request.method} ${request.url}${operation}`);
    const isList = request.url?.startsWith("/api/v2/me/interactions?") === true;
    response.end(
      isList
        ? list(looks++ > 0)
        : operation === " Reply"
          ? printed("reply")
          : '{"status":"ok","statusCode":0,"referenceId":5}',
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  const address = server.address();
  assert.ok(address !== null && typeof address === "object");

  const lines = curlLines({ baseUrl: `http://127.0.0.1:${address.port}`, userName: "mara", password: "it's-secret" });
  for (const line of lines) assert.doesNotMatch(line, /\n/);
  await promisify(execFile)("sh", ["-c", `set -eu\n${lines.join("\n")}`]);

  assert.deepEqual(asked, [
    "POST /api/v2/me StartContactCenterSession",
    "POST /api/v2/me/channels/email Ready",
    "GET /api/v2/me/interactions?fields=id,state",
    "GET /api/v2/me/interactions?fields=id,state",
    `POST /api/v2/me/interactions/${inbound} Accept`,
    `POST /api/v2/me/interactions/${inbound} Reply`,
    `POST /api/v2/me/interactions/${draft} Send`,
    `POST /api/v2/me/interactions/${inbound} Complete`,
  ]);
});

/** Held work besides, so that the line must choose; the invitation comes at the second look. */
function list(isInvited: boolean): string {
  const held = [{ id: "00RB5D4K7T1M0009", state: "Processing" }];
  const interactions = isInvited
    ? [...held, { id: inbound, state: "Invited" }, { id: "00RB5D4K7T1M0008", state: "ReplyCreated" }]
    : held;
  return JSON.stringify({ status: "ok", statusCode: 0, interactions });
}

/** The answer as wire.md prints it. */
function printed(operation: string): string {
  return readFileSync(new URL(`../../fixtures/wire/a/${operation}/response.json`, import.meta.url), "utf8");
}
