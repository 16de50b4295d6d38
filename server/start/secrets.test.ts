import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { parseProvisioning } from "@postroom/contract";
import { configurationSchema } from "../config-options.ts";
import { acmeFetching } from "../loops/mail-server.fixture.ts";
import { openAccount } from "../operations/account-secret.ts";
import { SecretUnreadable } from "../ports/secrets.ts";
import { StartRefused } from "../start-refused.ts";
import { atEnd } from "../testing/at-end.ts";
import { testCentre } from "../testing/centre.ts";
import { testSecrets } from "../testing/secrets.ts";
import { withSecrets } from "./provisioned-secrets.ts";
import { openSecrets } from "./secrets.ts";

async function started(t: TestContext, keyFile?: string) {
  const home = await mkdtemp(join(tmpdir(), "postroom-secrets-"));
  atEnd(t, () => rm(home, { recursive: true, force: true }));
  const data = join(home, "data");
  const file = keyFile === undefined ? {} : { keyFile: join(home, keyFile) };
  return { home, configuration: configurationSchema.parse({ data, ...file }) };
}

const refusal = (words: RegExp) => (error: unknown) =>
  error instanceof StartRefused && error.exitCode === 2 && words.test(error.problems.join("\n"));

const place = { kind: "k", id: "i", field: "f" };

test("the key file lies beside the data, is made when the first secret comes, and opens it at the next start", async (t) => {
  const { performing } = await testCentre(t);
  const { home, configuration } = await started(t);
  const needs = { store: performing.store, willSeal: false };
  await openSecrets(configuration, needs);
  await assert.rejects(readFile(join(home, "data.key")), /ENOENT/);
  const sealed = (await openSecrets(configuration, { ...needs, willSeal: true })).seal("s", place);
  await readFile(join(home, "data.key"));
  assert.equal((await openSecrets(configuration, needs)).open(sealed, place), "s");
});

test("a server that has sealed nothing makes the key when the first secret comes while it runs, and others find it", async (t) => {
  const { performing } = await testCentre(t);
  const { home, configuration } = await started(t);
  const needs = { store: performing.store, willSeal: false };
  const [one, other] = [await openSecrets(configuration, needs), await openSecrets(configuration, needs)];
  await other.ready("toOpen");
  await assert.rejects(readFile(join(home, "data.key")), /ENOENT/);
  assert.throws(() => other.open("v1.k.AAAA", place), SecretUnreadable);
  await one.ready("toSeal");
  const sealed = one.seal("s", place);
  await other.ready("toOpen");
  assert.equal(other.open(sealed, place), "s");
  const elsewhere = await openSecrets(configurationSchema.parse({ data: join(home, "no", "such", "data") }), needs);
  await assert.rejects(elsewhere.ready("toSeal"), SecretUnreadable);
});

test("a start without the key file is refused when something is sealed, and so is one inside the data", async (t) => {
  const { performing, pool } = await testCentre(t, acmeFetching());
  const { configuration } = await started(t);
  const needs = { store: performing.store, willSeal: true };
  await assert.rejects(openSecrets(configuration, needs), refusal(/--key-file: .*data\.key is missing/));
  const inside = await started(t, "data/keys");
  await assert.rejects(openSecrets(inside.configuration, needs), refusal(/inside the data directory/));
  const { rows } = await pool.query("SELECT mailbox_id, secret FROM imap_accounts");
  assert.doesNotMatch(JSON.stringify(rows), /secret-demo-1/);
  assert.deepEqual(openAccount(testSecrets, rows[0].mailbox_id, rows[0].secret), { password: "secret-demo-1" });
  assert.throws(() => openAccount(testSecrets, "another", rows[0].secret));
});

test("a secret of the file may be the name of an environment variable; one that is not set is refused with its path", () => {
  const file = (password: unknown) => {
    const parsed = parseProvisioning(acmeFetching({ password }), { skillExpressionProblem: () => undefined });
    assert(parsed.ok, JSON.stringify(parsed));
    return parsed.provisioning;
  };
  const { mailboxes } = withSecrets(file({ env: "PATH" }));
  assert.equal(typeof mailboxes[0]?.imap?.password, "string");
  const missing = () => withSecrets(file({ env: "POSTROOM_NO_SUCH_SECRET" }));
  assert.throws(missing, refusal(/^mailboxes\[0\]\.imap\.password\.env: no such environment variable$/));
});
