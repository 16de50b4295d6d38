import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import { quarantineAnswer } from "@postroom/contract";
import { eventually } from "../support/eventually.ts";
import { type Client, clientOf } from "../support/http.ts";
import { accepted } from "../support/mail.ts";
import { untilQuiet } from "../support/operator.ts";
import { needsPeers, peerPath } from "../support/peers.ts";
import { startServer } from "../support/server.ts";
import { sendMail } from "../support/smtp.ts";
import { acmeWith, temporaryFolder, writeTeam } from "../support/team.ts";

const eicar = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";
const own = "a file that only this test takes for a virus";
const hex = (text: string) => Buffer.from(text).toString("hex");

/** A clamd of the test's own with two signatures. Value: its socket. */
async function startClamd(t: TestContext, given?: string): Promise<string> {
  const home = given ?? (await temporaryFolder(t));
  const socket = join(home, "clamd.socket");
  await mkdir(join(home, "signatures"));
  const signatures = [`Eicar-Signature:0:0:${hex(eicar)}`, `Postroom.Own:0:*:${hex(own)}`, ""];
  await writeFile(join(home, "signatures", "test.ndb"), signatures.join("\n"));
  const lines = [`LocalSocket ${socket}`, `DatabaseDirectory ${home}/signatures`, "Foreground yes", ""];
  await writeFile(join(home, "clamd.conf"), lines.join("\n"));
  const clamd = spawn(peerPath("clamd"), ["-c", join(home, "clamd.conf")], { stdio: "ignore" });
  const ended = once(clamd, "exit");
  t.after(async () => {
    clamd.kill("SIGKILL");
    await ended;
  });
  await eventually(
    () => answers(socket),
    (is) => is,
    60_000,
  );
  return socket;
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path, () => {
      resolve(true);
      socket.destroy();
    });
    socket.once("error", () => resolve(false));
  });
}

test("clamd looks into attachments: what is infected is in quarantine and named, the rest goes on", {
  ...needsPeers("clamd"),
  timeout: 180_000,
}, async (t) => {
  const scanner = await startClamd(t);
  const server = await startServer(t, { team: await writeTeam(t, await acmeWith({ reading: { scanner } })) });
  const { smtp, http } = server.ready();
  const files = { "order.txt": "two bells", "eicar.com": eicar, "own.bin": `${"x".repeat(70_000)}${own}` };
  const raw = mailWith(files);
  const id = accepted(await sendMail(t, smtp, { from: "ann@customer.test", to: ["support@acme.test"], raw }));
  const sam = clientOf(http, "sam");
  await untilQuiet(sam, 60_000);
  const { attachments, userData } = Object((await sam.get(`/interactions/${id}`)).body["interaction"]);
  assert.deepEqual(
    attachments.map(({ name }: { readonly name: string }) => name),
    ["order.txt"],
  );
  const found = "eicar.com (Eicar-Signature.UNOFFICIAL), own.bin (Postroom.Own.UNOFFICIAL)";
  assert.deepEqual([userData.VirusScan, userData.Quarantined], ["infected", found]);
  const original = await sam.get(`/interactions/${id}/raw`);
  assert.ok(original.text.replaceAll("\r\n", "").includes(btoa(eicar)));
  await t.test(
    "a supervisor releases one of them with a reason: it is there as it was sent, the other stays hidden",
    () => released(sam, id, files["own.bin"]),
  );
});

function mailWith(files: Readonly<Record<string, string>>): string {
  const parts = Object.entries(files).flatMap(([name, text]) => [
    ...["--b", "Content-Type: application/octet-stream", "Content-Transfer-Encoding: base64"],
    ...[`Content-Disposition: attachment; filename="${name}"`, "", ...(btoa(text).match(/.{1,76}/g) ?? [])],
  ]);
  return [
    ...["From: ann@customer.test", "To: support@acme.test", "Subject: Invoice", "MIME-Version: 1.0"],
    ...['Content-Type: multipart/mixed; boundary="b"', "", ...parts, "--b--", ""],
  ].join("\r\n");
}

test("while clamd is away the mail goes on and its attachments wait; they are judged when it is there, also after a kill of the server", {
  ...needsPeers("clamd"),
  timeout: 180_000,
}, async (t) => {
  const home = await temporaryFolder(t);
  const scanner = join(home, "clamd.socket");
  const team = await writeTeam(t, await acmeWith({ reading: { scanner, scannerRetryFirst: 1 } }));
  const server = await startServer(t, { team });
  const raw = mailWith({ "order.txt": "two bells", "eicar.com": eicar });
  const mail = { from: "ann@customer.test", to: ["support@acme.test"], raw };
  const id = accepted(await sendMail(t, server.ready().smtp, mail));
  const sam = clientOf(server.ready().http, "sam");
  const seen = async () => {
    const { attachments = [], userData } = Object((await sam.get(`/interactions/${id}`)).body["interaction"]);
    const names = attachments.map(({ name }: { readonly name: string }) => name);
    return [names, userData.VirusScan, userData.Quarantined];
  };
  await untilQuiet(sam, 60_000);
  const both = "order.txt (not checked for viruses), eicar.com (not checked for viruses)";
  assert.deepEqual(await seen(), [[], "error", both]);
  await server.kill();
  await server.restart();
  assert.deepEqual(await seen(), [[], "error", both]);
  await startClamd(t, home);
  const [names, scan, marks] = await eventually(
    seen,
    ([names, scan]) => names.length > 0 && scan === "infected",
    60_000,
  );
  assert.deepEqual([names, scan, marks], [["order.txt"], "infected", "eicar.com (Eicar-Signature.UNOFFICIAL)"]);
});

async function released(sam: Client, id: string, bytes: string): Promise<void> {
  const path = `root:/api/postroom/v1/interactions/${id}/quarantine`;
  const { attachments: kept } = quarantineAnswer.parse((await sam.get(path)).body);
  const [hidden, own] = kept;
  assert.deepEqual([hidden?.name, own?.name], ["eicar.com", "own.bin"]);
  const download = (documentId: string | undefined) => sam.get(`/interactions/${id}/attachments/${documentId}`);
  for (const one of kept) assert.equal((await download(one.id)).status, 404);
  assert.equal((await sam.post(path, { name: "own.bin" })).status, 400);
  const reason = "only this test takes it for a virus";
  const answer = await sam.post(path, { name: "own.bin", reason });
  assert.equal(answer.status, 200, answer.text);
  assert.deepEqual([(await download(own?.id)).text, (await download(hidden?.id)).status], [bytes, 404]);
  const { attachments, userData } = Object((await sam.get(`/interactions/${id}`)).body["interaction"]);
  assert.deepEqual(
    attachments.map(({ name }: { readonly name: string }) => name),
    ["order.txt", "own.bin"],
  );
  assert.equal(userData.Quarantined, "eicar.com (Eicar-Signature.UNOFFICIAL)");
  const history = (await sam.get(`/interactions/${id}/history`)).text;
  assert.ok(history.includes(`"why":"own.bin (Postroom.Own.UNOFFICIAL): ${reason}"`), history);
}
