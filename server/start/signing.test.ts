import assert from "node:assert/strict";
import { chmod, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { readSigningKeys } from "../adapters/secrets/signing-keys.ts";
import { configurationSchema } from "../config-options.ts";
import type { MessageWriter } from "../ports/mail.ts";
import { StartRefused } from "../start-refused.ts";
import { atEnd } from "../testing/at-end.ts";
import { openSigning, signingFileOf } from "./signing.ts";

const writer: MessageWriter = { compose: () => assert.fail("nothing is composed here") };
const dkim = (...selectors: readonly string[]) => ({ dkim: { domains: ["acme.test"], selectors: [...selectors] } });

async function started(t: TestContext) {
  const home = await mkdtemp(join(tmpdir(), "postroom-signing-"));
  atEnd(t, () => rm(home, { recursive: true, force: true }));
  const configuration = configurationSchema.parse({ data: join(home, "data") });
  const file = signingFileOf(configuration);
  const names = async () => (await readSigningKeys(file)).map(({ selector, kind }) => `${selector} ${kind}`);
  return { configuration, file, names };
}

test("keys are made when the first domain is configured, lie outside the data, and only their owner may read them", async (t) => {
  const { configuration, file, names } = await started(t);
  const unsigned = await openSigning(writer, configuration, { dkim: { domains: [], selectors: ["s1"] } });
  assert.equal(unsigned.writer, writer);
  assert.deepEqual(await names(), []);
  await openSigning(writer, configuration, dkim("s1"));
  assert.ok(!file.startsWith(join(configuration.data, "/")));
  assert.equal((await stat(file)).mode & 0o777, 0o400);
  assert.deepEqual(await names(), ["s1-rsa rsa", "s1-ed ed25519"]);
  const [rsa] = await readSigningKeys(file);
  assert.equal(Buffer.from(rsa?.publicKey ?? "", "base64").length, 294, "2048 bits");
});

test("keys stay the same over starts; the next selector's are added in advance and the old ones kept", async (t) => {
  const { configuration, file, names } = await started(t);
  await openSigning(writer, configuration, dkim("s1"));
  const first = await readFile(file, "utf8");
  await openSigning(writer, configuration, dkim("s1"));
  assert.equal(await readFile(file, "utf8"), first);
  await openSigning(writer, configuration, dkim("s1", "s2"));
  assert.ok((await readFile(file, "utf8")).startsWith(first));
  await openSigning(writer, configuration, dkim("s2"));
  assert.deepEqual(await names(), ["s1-rsa rsa", "s1-ed ed25519", "s2-rsa rsa", "s2-ed ed25519"]);
  assert.equal((await stat(file)).mode & 0o777, 0o400);
});

test("two processes that start at once agree on one set of keys", async (t) => {
  const { configuration, names } = await started(t);
  await Promise.all([1, 2, 3].map(() => openSigning(writer, configuration, dkim("s1"))));
  assert.deepEqual(await names(), ["s1-rsa rsa", "s1-ed ed25519"]);
});

test("a file of keys that others may read, or that holds something else, is refused", async (t) => {
  const { configuration, file } = await started(t);
  await openSigning(writer, configuration, dkim("s1"));
  await chmod(file, 0o440);
  const refused = (words: RegExp) => (error: unknown) =>
    error instanceof StartRefused && error.exitCode === 2 && words.test(error.problems.join("\n"));
  await assert.rejects(openSigning(writer, configuration, dkim("s1")), refused(/may be read by others: chmod 0400/));
});
