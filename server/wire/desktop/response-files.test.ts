import assert from "node:assert/strict";
import { test } from "node:test";
import { configResponsesAnswer } from "@postroom/contract";
import { rawForm } from "../../adapters/http/attachments.fixture.ts";
import { type Ask, startHttp } from "../../adapters/http/http.fixture.ts";
import { acme } from "../../testing/centre.ts";

const base = "/api/postroom/v1/config/responses";
const response = { category: "Mail", name: "terms", language: "en", body: "<p>Our terms</p>" };

test("a file goes with a response, is read again, and is taken away; each stands in the audit and makes a new version", async (t) => {
  const file = { ...acme, settings: { attachmentsMax: 1 }, standardResponses: [response] };
  const http = await startHttp(t, { file });
  const listed = async () => {
    const answer = await http.ask({ path: base, as: "root" });
    return configResponsesAnswer.parse(answer.json).responses[0] ?? assert.fail(answer.text);
  };
  const { id } = await listed();
  const path = `${base}/${id}/attachments`;
  const upload = (bytes: string, name: string, more: Partial<Ask> = {}) => {
    const head = [`Content-Disposition: form-data; name="attachment"; filename="${name}"`, "Content-Type: text/plain"];
    const { body, headers } = rawForm([[head, bytes]]);
    return http.ask({ method: "POST", path, as: "root", body, ...more, headers: { ...headers, ...more.headers } });
  };
  const key = { headers: { "idempotency-key": "once" } };
  const added = await upload("all of them", "terms.txt", key);
  assert.equal(added.status, 200, added.text);
  assert.equal((await upload("all of them", "terms.txt", key)).text, added.text);
  assert.deepEqual([added.headers["etag"], (await listed()).version, (await listed()).attachments], ['"2"', 2, 1]);
  const documentId = String(added.json["documentId"]);
  const read = await http.ask({ path: `${path}/${documentId}`, as: "root" });
  assert.deepEqual([read.status, read.text], [200, "all of them"]);
  assert.match(read.headers["content-disposition"] ?? "", /^attachment; filename="terms\.txt"/);

  const refused = async (answer: Promise<{ status: number; json: Readonly<Record<string, unknown>> }>) => {
    const { status, json } = await answer;
    return [status, json["statusCode"]];
  };
  assert.deepEqual(await refused(upload("more", "more.txt")), [400, 10], "one is all that an e-mail may have");
  assert.deepEqual(await refused(upload("x", "x.txt", { as: "alice" })), [403, 5]);
  assert.deepEqual(await refused(upload("x", "x.txt", { path: `${base}/nowhere/attachments` })), [404, 6]);
  const remove = (tail: string, more: Partial<Ask> = {}) =>
    http.ask({ method: "DELETE", path: `${path}/${tail}`, as: "root", body: {}, ...more });
  assert.deepEqual(await refused(remove(documentId, { headers: { "if-match": '"1"' } })), [409, 2]);
  assert.deepEqual(await refused(remove(documentId, { as: "alice" })), [403, 5]);
  assert.deepEqual(await refused(remove("nothing")), [404, 6]);
  assert.equal((await remove(documentId)).status, 200);
  assert.deepEqual([(await listed()).version, (await listed()).attachments], [3, 0]);
  assert.deepEqual(await refused(http.ask({ path: `${path}/${documentId}`, as: "root" })), [404, 6]);
  const { rows } = await http.centre.pool.query(
    "SELECT event FROM outbox WHERE event ->> 'thing' = 'standardResponse' ORDER BY id",
  );
  assert.deepEqual(
    rows.map(({ event }) => [event.operation, event.name, event.note]),
    [
      ["AttachToResponse", "terms", "terms.txt"],
      ["DetachFromResponse", "terms", "terms.txt"],
    ],
  );
});
