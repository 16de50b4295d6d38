import assert from "node:assert/strict";
import test from "node:test";
import { importsOfOperations } from "./operations-alone.ts";
import { pathsIn } from "./paths.ts";
import { unexplained } from "./reasons.ts";

test("paths are found in back quotes, other words are not", () => {
  const text =
    "`server/wire/api.ts` and `server/ports/`, see `README.md`; not `step()`, `application/json` or `npm test`";
  assert.deepEqual(pathsIn(text), ["server/wire/api.ts", "server/ports/", "README.md"]);
});

test("each package needs a reason, and each reason a package", () => {
  const manifests = [
    { name: "ours", dependencies: { pg: "1.0.0", ours: "1.0.0" }, devDependencies: { knip: "1.0.0" } },
  ];
  assert.deepEqual(unexplained(manifests, "| `pg`, `knip` | reasons |\n"), []);
  const told = unexplained(manifests, "| `pg` | driver |\n| `left-pad` | none |\n");
  assert.deepEqual(told, [
    "docs/dependencies.md gives no reason for knip",
    "docs/dependencies.md gives a reason for left-pad, which nobody asks for",
  ]);
});

test("an operation that imports another is told, a shared piece and a type are not", () => {
  const told = importsOfOperations(
    new Map([
      ["server/operations/email/send.ts", `import { save } from "./save.ts";\nimport { piece } from "./piece.ts";\n`],
      [
        "server/operations/email/save.ts",
        `import type { Sent } from "./send.ts";\nexport const save = defineOperation(`,
      ],
      ["server/operations/email/piece.ts", "export const piece = 1;"],
    ]),
  );
  assert.equal(told.length, 1);
  assert.match(told[0] ?? "", /send\.ts imports the operation .*save\.ts/);
});
