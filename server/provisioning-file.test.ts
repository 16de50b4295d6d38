import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { readProvisioningFile } from "./provisioning-file.ts";

const team = (name: string): string => fileURLToPath(new URL(`../fixtures/teams/${name}`, import.meta.url));

async function written(t: { after(fn: () => Promise<void>): void }, text: string): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "postroom-team-"));
  t.after(() => rm(path, { recursive: true }));
  const file = join(path, "team.yaml");
  await writeFile(file, text);
  return file;
}

for (const name of ["acme.yaml", "demo.yaml"]) {
  test(`the team ${name} can be provisioned`, async () => {
    const read = await readProvisioningFile(team(name));
    assert(read.ok, JSON.stringify(read));
  });
}

test("skill expressions are read by the server's own parser, and name skills that exist", async (t) => {
  const file = await written(
    t,
    'skills: [English]\nqueues:\n  - { name: a, routing: { skills: "English >=" } }\n  - { name: b, routing: { skills: "Frnch" } }\n',
  );
  assert.deepEqual(await readProvisioningFile(file), {
    ok: false,
    problems: [
      `${file}: queues[0].routing.skills: a level is expected after "English >=" in "English >="`,
      `${file}: queues[1].routing.skills: no such skill: Frnch`,
    ],
  });
});

test("JSON is understood too, and a file of another kind is one clear line", async (t) => {
  assert((await readProvisioningFile(await written(t, '{"groups":[{"name":"g"}]}'))).ok);
  const file = await written(t, "just words");
  assert.deepEqual(await readProvisioningFile(file), { ok: false, problems: [`${file}: expected object, got string`] });
});

test("a file that unfolds to millions of values is refused", async (t) => {
  const rows = Array.from(
    { length: 9 },
    (_, level) => `a${level + 1}: &a${level + 1} [${Array(9).fill(`*a${level}`).join(", ")}]`,
  );
  const file = await written(t, `a0: &a0 [x]\n${rows.join("\n")}\n`);
  assert.deepEqual(await readProvisioningFile(file), { ok: false, problems: [`${file}: refers to itself too often`] });
});

test("half a character, which no database keeps, is refused wherever it stands", async (t) => {
  const file = await written(
    t,
    '{"skills":["A","A\\ud800"],"queues":[{"name":"\\udc00"}],"settings":{"workspace":{"a.b":"\\ud800"}},"groups":[{"name":"🙂"}]}',
  );
  const half = "half a character in it (a lone surrogate)";
  assert.deepEqual(await readProvisioningFile(file), {
    ok: false,
    problems: [
      `${file}: skills[1]: ${half}`,
      `${file}: queues[0].name: ${half}`,
      `${file}: settings.workspace["a.b"]: ${half}`,
    ],
  });
});
