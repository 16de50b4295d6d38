import assert from "node:assert/strict";
import { join } from "node:path";
import test from "node:test";
import { clientOf } from "../support/http.ts";
import { accepted, letter } from "../support/mail.ts";
import { allInteractions } from "../support/operator.ts";
import { needsPeers, runPeer } from "../support/peers.ts";
import { startServer } from "../support/server.ts";
import { acmeWith, temporaryFolder, writeTeam } from "../support/team.ts";

test("a mail server hands in mail by LMTP through a socket, also after a kill; each recipient is answered with its interaction", {
  ...needsPeers("swaks"),
  timeout: 120_000,
}, async (t) => {
  const socket = join(await temporaryFolder(t), "lmtp");
  const sales = { address: "sales@acme.test", name: "Acme Sales", queue: "general" };
  const team = await writeTeam(t, await acmeWith({}, { mailboxes: [sales] }));
  const server = await startServer(t, { team, flags: ["--lmtp", socket] });
  assert.equal(server.ready().lmtp, socket);
  const handIn = async (subject: string) => {
    const to = "support@acme.test,help@acme.test,sales@acme.test,nobody@acme.test";
    const words = ["--protocol", "LMTP", "--socket", socket, "--from", "ann@customer.test", "--to", to];
    const { code, stdout } = await runPeer("swaks", [...words, "--data", letter({ subject }).raw]);
    assert.equal(code, 0, stdout);
    assert.match(stdout, /550 5\.1\.1/);
    const answers = stdout.match(/250 2\.0\.0 [A-Z0-9]{16}/g) ?? [];
    return answers.map((line) => accepted({ lines: [line] }));
  };
  const rows = async (subject: string) =>
    (await allInteractions(clientOf(server.ready().http, "sam"))).filter((row) => row.subject === subject);
  const [first, alias, other] = await handIn("one");
  assert.equal(first, alias);
  assert.deepEqual(
    new Map((await rows("one")).map(({ id, queue }) => [queue, id])),
    new Map([
      ["support", first],
      ["general", other],
    ]),
  );
  await server.kill();
  await server.restart();
  assert.equal((await handIn("two")).length, 3);
  assert.equal((await rows("two")).length, 2);
});
