import assert from "node:assert/strict";
import test from "node:test";
import { eventually } from "../support/eventually.ts";
import { clientOf } from "../support/http.ts";
import { mailIn } from "../support/mail.ts";
import { runPostroom, startServer } from "../support/server.ts";
import { acmeWith, temporaryFolder, writeTeam } from "../support/team.ts";

const rules = "root:/api/postroom/v1/rules";
const json = { "content-type": "application/json" };
const toQueue = (value: string) => {
  const then = [{ set: "queue", value }];
  return { id: "gold", if: [{ field: "header.X-Plan", value: "gold" }], then };
};
const gold = toQueue("vip");

test("an admin writes a rule, tries it, and publishes it; it routes what comes in, also after a kill, and a file can say the same", async (t) => {
  const team = await writeTeam(t, await acmeWith({}, { queues: [{ name: "vip" }] }));
  const server = await startServer(t, { team });
  const { http, smtp } = server.ready();
  const root = clientOf(http, "root");
  const send = (method: string, path: string, body: object) =>
    root.send(method, `${rules}${path}`, { body: JSON.stringify(body), headers: json });
  const queueOf = async (id: string) => {
    const { body } = await clientOf(http, "sam").get(`/interactions/${id}`);
    return [Object(body["interaction"]).queue, Object(Object(body["interaction"]).userData).RoutedBy];
  };

  const routed = async (id: string) =>
    assert.deepEqual(
      await eventually(
        () => queueOf(id),
        ([name]) => name === "vip",
      ),
      ["vip", "rules 1: gold"],
    );

  assert.equal((await send("PUT", "/draft", { rules: [gold] })).status, 200);
  const tried = await send("POST", "/simulate", {
    message: { from: "ana@customer.test", to: "support@acme.test", headers: { "X-Plan": "Gold" } },
  });
  assert.equal(Object(tried.body["result"]).queue, "vip", tried.text);
  assert.equal((await send("POST", "/publish", {})).status, 200);
  const headers = ["X-Plan: gold"];
  const first = await mailIn(t, smtp, { subject: "For gold", headers });
  const plain = await mailIn(t, smtp, { subject: "For nobody" });
  await routed(first);
  assert.deepEqual((await queueOf(plain))[1], undefined);

  await server.kill();
  const again = await server.restart();
  const second = await mailIn(t, again.smtp, { subject: "For gold again", headers });
  await routed(second);
  await server.stop();
  const consistent = await runPostroom(["check", "--data", server.data]);
  assert.equal(consistent.code, 0, consistent.stdout + consistent.stderr);
});

test("rules of a file that name what is not there are told by their place, and the server does not start with them", async (t) => {
  const team = await acmeWith({});
  const file = await writeTeam(t, { ...team, rules: [toQueue("nowhere")] });
  const { code, stderr } = await runPostroom(["provision", file, "--data", await temporaryFolder(t)]);
  assert.notEqual(code, 0);
  assert.match(stderr, /rules\[0\]\.then\[0\]\.value.*no such queue: nowhere/);
});
