import assert from "node:assert/strict";
import test from "node:test";
import { dialectA, dialectB } from "../support/dialect.ts";
import { allInteractions } from "../support/operator.ts";
import { refused } from "../support/refused.ts";
import { refusals } from "./refusals/cases.ts";
import { orders } from "./refusals/order.ts";
import { startSetting } from "./refusals/setting.ts";

test("every refusal, in both dialects, changes nothing", async (t) => {
  const setting = await startSetting(t);
  for (const dialect of [dialectA, dialectB]) {
    for (const [what, status, code, text, ask] of [...refusals, ...orders]) {
      await t.test(`${what}, dialect ${dialect.name}: HTTP ${status}, code ${code}`, async () => {
        const before = await allInteractions(setting.sam);
        assert.match(refused(await ask({ ...setting, dialect }), status, code), text);
        assert.deepEqual(await allInteractions(setting.sam), before);
      });
    }
  }

  await t.test("a refused If-Match tells the present version", async () => {
    const { alice, processing } = setting;
    const { headers } = await alice.get(`/me/emails/${processing}`);
    const version = Number(JSON.parse(headers.get("etag") ?? ""));
    const { body } = await alice.post(
      `/me/emails/${processing}`,
      { operationName: "SetInFocus" },
      { "if-match": '"1"' },
    );
    assert.equal(body["version"], version);
  });

  await t.test("null counts as absent, unknown keys are ignored, a missing Content-Type is JSON", async () => {
    const { alice, processing } = setting;
    const body = { operationName: "SetInFocus", queueName: null, comment: null, wizardry: { deep: [1] } };
    assert.equal((await alice.post(`/me/emails/${processing}`, body)).status, 200);
    const init = { body: Buffer.from(JSON.stringify(body)) };
    assert.equal((await alice.send("POST", `/me/emails/${processing}`, init)).status, 200);
  });

  await t.test("what a resource does not offer is 405 with what it does", async () => {
    const { alice, processing } = setting;
    for (const [method, path, allowed] of [
      ["PUT", `/me/interactions/${processing}`, ["GET", "POST"]],
      ["DELETE", `/me/emails/${processing}`, ["GET", "POST"]],
      ["DELETE", "/me", ["GET", "POST"]],
      ["PUT", `/interactions/${processing}`, ["GET"]],
      ["PUT", "/queues", ["GET", "POST"]],
    ] as const) {
      const answer = await alice.send(method, path);
      refused(answer, 405, 3);
      const offered = (answer.headers.get("allow") ?? "").split(/,\s*/);
      for (const one of allowed) assert.ok(offered.includes(one), `${method} ${path}: Allow ${offered}`);
      assert.ok(!offered.includes(method));
    }
  });

  await t.test("a path that cannot be read is unknown, in both envelopes", async () => {
    const { alice } = setting;
    for (const path of ["/me/emails/%zz", "/queues/%", "/ucs/contacts/%FF%FE", "/nope/%E0%A4%A"]) {
      refused(await alice.send("GET", path), 404, 6);
    }
  });

  await t.test("HEAD and OPTIONS work as usual", async () => {
    const { alice } = setting;
    const head = await alice.send("HEAD", "/me/emails");
    assert.deepEqual([head.status, head.text], [200, ""]);
    const options = await alice.send("OPTIONS", "/me/emails");
    assert.ok([200, 204].includes(options.status), options.text);
  });

  await t.test("paths are case-sensitive, a slash at the end is accepted everywhere", async () => {
    const { alice, sam } = setting;
    for (const path of ["/ME", "/Me/emails", "/nowhere", "/me/interactions/a/b/c/d"])
      refused(await alice.get(path), 404, 6);
    for (const path of ["/me", "/me/emails", "/queues", "/me/channels/email", "/settings/agent-states"]) {
      const [bare, slashed] = [await alice.get(path), await alice.get(`${path}/`)];
      assert.deepEqual([slashed.status, slashed.body], [200, bare.body], path);
    }
    assert.equal((await sam.get("/interactions/")).status, 200);
    for (const path of ["root:/me", "root:/me/emails/", "root:/me/channels"]) {
      assert.equal((await alice.get(path)).status, 200, path);
    }
  });

  await t.test("readiness is refused without a contact-centre session, and by unknown names", async () => {
    const { sam } = setting;
    refused(await sam.post("/me/channels/email", { operationName: "Ready" }), 409, 2);
    refused(await sam.post("/me", { operationName: "Redy" }), 400, 10);
    const voice = await sam.post("/me", { operationName: "StartContactCenterSession", channels: ["voice"] });
    refused(voice, 404, 6);
  });
});
