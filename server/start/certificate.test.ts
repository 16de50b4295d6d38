import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { StartRefused } from "../start-refused.ts";
import { testCertificate } from "../testing/certificate.ts";
import { readCertificate } from "./certificate.ts";

test("a certificate and its key are read, and anything else refuses the start in one line that names the flag", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "postroom-certificate-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const certificate = join(folder, "cert.pem");
  const key = join(folder, "key.pem");
  await writeFile(certificate, testCertificate.cert);
  await writeFile(key, testCertificate.key);

  assert.deepEqual(await readCertificate({ certificate, key }), testCertificate);
  assert.equal(await readCertificate({ certificate: undefined, key: undefined }), undefined);

  const broken: readonly (readonly [string | undefined, string | undefined, RegExp])[] = [
    [certificate, undefined, /^--smtp-certificate and --smtp-key belong together$/],
    [undefined, key, /^--smtp-certificate and --smtp-key belong together$/],
    [join(folder, "gone.pem"), key, /^--smtp-certificate: ENOENT/],
    [certificate, certificate, /^--smtp-certificate: /],
  ];
  for (const [cert, keyFile, line] of broken) {
    await assert.rejects(readCertificate({ certificate: cert, key: keyFile }), (error) => {
      assert.ok(error instanceof StartRefused);
      assert.equal(error.exitCode, 2);
      assert.equal(error.problems.length, 1);
      assert.match(error.problems[0] ?? "", line);
      return true;
    });
  }
});
