import assert from "node:assert/strict";
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import fc from "fast-check";
import { SecretUnreadable } from "../../ports/secrets.ts";
import { createSecrets } from "./aes-gcm.ts";
import { createKeyFile, KeyFileRefused, readKeyFile } from "./key-file.ts";

const place = { kind: "imap_accounts", id: "m1", field: "secret" };
const key = (id: string, byte: number) => ({ id, bytes: Buffer.alloc(32, byte) });

test("what is sealed opens again, for its own place alone, and not when a bit was changed", () => {
  const secrets = createSecrets([key("k1", 1)]);
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), fc.nat(), (secret, at) => {
      const sealed = secrets.seal(secret, place);
      assert.equal(secrets.open(sealed, place), secret);
      for (const other of [{ id: "m2" }, { kind: "relays" }, { field: "token" }]) {
        assert.throws(() => secrets.open(sealed, { ...place, ...other }), SecretUnreadable);
      }
      const [form, id, text = ""] = sealed.split(".");
      const bytes = Buffer.from(text, "base64");
      const index = at % bytes.length;
      bytes[index] = (bytes[index] ?? 0) ^ 1;
      assert.throws(() => secrets.open([form, id, bytes.toString("base64")].join("."), place), SecretUnreadable);
    }),
  );
  assert.throws(() => secrets.open("", place), SecretUnreadable);
});

test("the same secret is never sealed to the same text, and does not stand in it", () => {
  const secrets = createSecrets([key("k1", 1)]);
  const sealed = Array.from({ length: 100 }, () => secrets.seal("hunter2-hunter2", place));
  assert.equal(new Set(sealed).size, 100);
  assert.doesNotMatch(sealed.join(), /hunter2/);
});

test("after a rotation the new key seals and the old one still opens; a key that is gone opens nothing", () => {
  const old = createSecrets([key("k1", 1)]);
  const rotated = createSecrets([key("k2", 2), key("k1", 1)]);
  const sealed = old.seal("s", place);
  assert.equal(rotated.open(sealed, place), "s");
  assert.match(rotated.seal("s", place), /^v1\.k2\./);
  assert.throws(() => createSecrets([key("k2", 2)]).open(sealed, place), SecretUnreadable);
});

const folder = async (t: TestContext): Promise<string> => {
  const path = await mkdtemp(join(tmpdir(), "postroom-keys-"));
  t.after(() => rm(path, { recursive: true, force: true }));
  return path;
};

test("a key file is made once, for its owner alone, and read again", async (t) => {
  const file = join(await folder(t), "data.key");
  assert.equal(await readKeyFile(file), undefined);
  const [made] = await createKeyFile(file);
  assert.equal((await stat(file)).mode & 0o777, 0o400);
  assert.deepEqual(await readKeyFile(file), [made]);
  await assert.rejects(createKeyFile(file), /EEXIST/);
});

test("a process that starts while another makes the key file finds no half of it, and of two one is first", async (t) => {
  const place = await folder(t);
  for (let round = 0; round < 30; round++) {
    const file = join(place, `${round}.key`);
    const making = Promise.allSettled([createKeyFile(file), createKeyFile(file)]);
    let found = await readKeyFile(file);
    while (found === undefined) found = await readKeyFile(file);
    const made = (await making).flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    assert.deepEqual(made, [found]);
  }
  assert.equal((await readdir(place)).length, 30, "nothing lies beside them");
});

test("a key file that others may read, that is empty or that has no keys is refused", async (t) => {
  const file = join(await folder(t), "data.key");
  await createKeyFile(file);
  const text = await readFile(file, "utf8");
  await chmod(file, 0o440);
  await assert.rejects(
    readKeyFile(file),
    (error) => error instanceof KeyFileRefused && /may be read by others/.test(error.message),
  );
  await chmod(file, 0o600);
  for (const wrong of ["", "# nothing\n", "k1 short\n", `${text}more\n`]) {
    await writeFile(file, wrong);
    await assert.rejects(readKeyFile(file), KeyFileRefused, wrong);
  }
});
