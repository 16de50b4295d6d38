import assert from "node:assert/strict";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { authenticate } from "mailauth";
import { createResolver, fromRecords } from "../adapters/verdicts/resolver.ts";
import { configurationSchema } from "../config-options.ts";
import { examineInstallation, startPostroom } from "../main.ts";
import { atEnd } from "../testing/at-end.ts";
import { acme } from "../testing/centre.ts";
import { silentLog } from "../testing/silent-log.ts";
import { startPeer } from "../testing/smtp-peer.ts";

const settings = { dkim: { domains: ["acme.test"], selectors: ["s1"] } };

test("a started server signs what its agents send, and with the records of doctor beside it both signatures pass", async (t) => {
  const home = await mkdtemp(join(tmpdir(), "postroom-signed-"));
  atEnd(t, () => rm(home, { recursive: true, force: true, maxRetries: 3 }));
  const provision = join(home, "team.json");
  await writeFile(provision, JSON.stringify({ ...acme, settings }));
  const taken = Promise.withResolvers<void>();
  const peer = await startPeer(t, {
    answer: (verb) => {
      if (verb === ".") taken.resolve();
      return undefined;
    },
  });
  const configuration = configurationSchema.parse({
    ...{ data: join(home, "data"), http: "127.0.0.1:0", smtp: "off", provision },
    relay: `smtp://127.0.0.1:${peer.port}`,
  });
  const server = await startPostroom(configuration, { log: silentLog });
  const post = async (path: string, body: object): Promise<Record<string, unknown>> => {
    const response = await fetch(`${server.ready.http}/api/v2${path}`, {
      method: "POST",
      headers: {
        authorization: `Basic ${Buffer.from("alice:alice-demo-1").toString("base64")}`,
        "content-type": "application/json",
      },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    assert.equal(response.status, 200, text);
    return JSON.parse(text);
  };
  try {
    await post("/me", { operationName: "StartContactCenterSession", channels: ["email"] });
    const { interactionId } = await post("/me/emails", { operationName: "Create" });
    const email = { to: ["ann@customer.test"], subject: "Grüße", bodyAsPlainText: "Tomorrow.\n" };
    await post(`/me/emails/${interactionId}`, { operationName: "Send", email });
    await taken.promise;
    const { findings, records } = await examineInstallation(configuration);
    assert.ok(findings.some(({ area, level }) => area === "database" && level === "ok"));
    const asked = Object.fromEntries(records.map(({ name, value }) => [`TXT ${name}`, [[value]]]));
    const raw = Buffer.from(peer.bodies[0]?.toString("latin1").slice(0, -3).replace(/^\.\./gm, ".") ?? "", "latin1");
    const { dkim, dmarc } = await authenticate(raw, {
      ...{ resolver: createResolver({ ask: fromRecords(asked) }), sender: "support@acme.test", ip: "198.51.100.9" },
      ...{ helo: "relay.test", mta: "test", disableBimi: true },
    });
    assert.deepEqual(dkim.results.map(({ status, algo }) => `${algo} ${status.result}`).toSorted(), [
      "ed25519-sha256 pass",
      "rsa-sha256 pass",
    ]);
    assert.equal(dmarc !== false && dmarc.status.result, "pass");
    assert.equal((await stat(join(home, "data.key.dkim"))).mode & 0o777, 0o400);
  } finally {
    await server.stop();
  }
});
