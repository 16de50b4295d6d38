import assert from "node:assert/strict";
import test from "node:test";
import { tooLong } from "./file-sizes.ts";

const file = (name: string, lines: number, head = "") => ({ file: name, text: `${head}${"x\n".repeat(lines)}` });

test("over 300 lines want a reason in the head, and over 400 nothing helps", () => {
  const short = Array.from({ length: 9 }, (_, index) => file(`short-${index}.ts`, 20));
  const told = tooLong([
    ...short,
    file("reasoned.ts", 350, "// Long because the table is one.\n"),
    file("silent.ts", 350),
    file("huge.test.ts", 450, "// Long because it is.\n"),
  ]);
  assert.deepEqual(
    told.map((line) => line.split(" ")[0]),
    ["silent.ts", "huge.test.ts"],
  );
});

test("the median counts sources, not tests", () => {
  assert.deepEqual(tooLong([file("a.ts", 80), file("a.test.ts", 200), file("b.test.ts", 200)]), []);
  assert.match(tooLong([file("a.ts", 81)])[0] ?? "", /median/);
});
