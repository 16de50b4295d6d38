import assert from "node:assert/strict";
import { test } from "node:test";
import { readBody, sendBody } from "@postroom/contract";
import type { Found } from "../../queries/query.ts";
import { contentIn, queueIn } from "./email-input.ts";

const content = (container: "email" | "email_object", given: object) => {
  const body = readBody(sendBody, { operationName: "Send", [container]: given });
  assert.ok(body.ok);
  return contentIn(body.value.content);
};

const refusalIn = (read: Found<unknown>) => (read.ok ? undefined : read.refusal);

test("addresses are read with their names; empty lists clear, absent keys leave", () => {
  const read = content("email", {
    to: ["Ann Lee <ann@customer.test>", "joe@x.test; bob@x.test"],
    cc: [""],
    subject: "Hi",
  });
  assert.deepEqual(read.ok && read.value, {
    path: "$.email",
    to: {
      path: "$.email.to",
      value: [
        { name: "Ann Lee", address: "ann@customer.test" },
        { name: "", address: "joe@x.test" },
        { name: "", address: "bob@x.test" },
      ],
    },
    cc: { path: "$.email.cc", value: [] },
    subject: { path: "$.email.subject", value: "Hi" },
  });
});

test("what is no address is refused where the client wrote it", () => {
  assert.deepEqual(refusalIn(content("email", { to: ["ann@customer.test", "ann@"] })), {
    kind: "badValue",
    path: "$.email.to[1]",
    because: 'not an e-mail address: "ann@"',
  });
  assert.deepEqual(refusalIn(content("email_object", { FromAddress: "nobody" })), {
    kind: "badValue",
    path: "$.email_object.FromAddress",
    because: 'not an e-mail address: "nobody"',
  });
});

test("a queue is read from name, id, or the end of any URI; an empty text names none", () => {
  const id = "1f0a9d3e-6a52-4a0a-9d4b-1d2f6f3c7e21";
  const byUri = { ok: true, value: { id: { value: id, path: "$.queueUri" } } };
  assert.deepEqual(queueIn({ queueUri: `http://old-host/api/v2/queues/${id}` }), byUri);
  assert.deepEqual(queueIn({ queueUri: `/queues/${id}/`, queueId: id }), byUri);
  assert.deepEqual(queueIn({ queueName: "general", queueUri: "" }), {
    ok: true,
    value: { name: { value: "general", path: "$.queueName" } },
  });
  assert.deepEqual(queueIn({ queueName: "" }), { ok: true, value: undefined });
  assert.equal(refusalIn(queueIn({ queueUri: "/queues/a", queueId: "b" }))?.kind, "contradiction");
  for (const queueUri of [id, `queues/${id}`, `//queues/${id}//`, `/queues/${id}?x=/users/1#y`]) {
    assert.deepEqual(queueIn({ queueUri }), byUri, queueUri);
  }
  const ofAnother = { ok: true, value: { id: { value: `/users/${id}`, path: "$.queueUri" } } };
  assert.deepEqual(queueIn({ queueUri: `/users/${id}` }), ofAnother);
});
