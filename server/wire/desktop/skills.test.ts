import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { skillGridAnswer, skillGridChangedAnswer, skillMatchAnswer } from "@postroom/contract";
import { startHttp } from "../../adapters/http/http.fixture.ts";
import { readAndRoute, ready, receive } from "../../testing/agent-day.ts";
import { acme } from "../../testing/centre.ts";
import { nothingOfFile } from "../of-file.ts";

const path = "/api/postroom/v1/skill-grid";

async function started(t: TestContext, namedByFile: readonly string[] = []) {
  const http = await startHttp(t, {
    file: acme,
    options: { ofFile: { ...nothingOfFile, agents: new Set(namedByFile) } },
  });
  const grid = async () => {
    const answer = await http.ask({ path, as: "root" });
    assert.equal(answer.status, 200, answer.text);
    return skillGridAnswer.parse(answer.json);
  };
  const { agents } = await grid();
  const idOf = (userName: string) => agents.find((one) => one.userName === userName)?.userId ?? assert.fail(userName);
  const levelsOf = async (userName: string) => (await grid()).agents.find((one) => one.userName === userName)?.levels;
  const patch = (changes: unknown, as = "root") => http.ask({ method: "PATCH", path, as, body: { changes } });
  const match = (expression: string, as = "root") =>
    http.ask({ method: "POST", path: `${path}/match`, as, body: { expression } });
  return { http, centre: http.centre, grid, idOf, levelsOf, patch, match };
}

test("an admin reads who can what, and changes some cells at once; the audit names whose", async (t) => {
  const { http, grid, idOf, levelsOf, patch } = await started(t);
  const { skills, agents } = await grid();
  assert.deepEqual(skills, ["English", "French", "QA"]);
  assert.deepEqual(
    agents.map(({ userName, levels, source, readOnly }) => [userName, levels, source, readOnly]),
    [
      ["alice", { English: 5, French: 2 }, "page", false],
      ["bob", { English: 5, French: 2 }, "page", false],
      ["sam", {}, "page", false],
    ],
  );
  const answer = await patch([
    { userId: idOf("alice"), skill: "English", level: 9 },
    { userId: idOf("alice"), skill: "French", level: null },
    { userId: idOf("sam"), skill: "QA", level: 0 },
    { userId: idOf("bob"), skill: "English", level: 5 },
  ]);
  assert.equal(answer.status, 200, answer.text);
  const changed = skillGridChangedAnswer.parse(answer.json).agents;
  assert.deepEqual(
    changed.map(({ userName }) => userName),
    ["alice", "sam"],
  );
  assert.deepEqual(await levelsOf("alice"), { English: 9 });
  assert.deepEqual(await levelsOf("sam"), { QA: 0 });
  const audit = await http.ask({ path: "/api/postroom/v1/audit?action=ChangeUser", as: "root" });
  assert.deepEqual(
    [audit.json["audit"]].flat().map((row) => [Object(row).name, Object(row).why]),
    [
      ["sam", "skills"],
      ["alice", "skills"],
    ],
  );
});

test("what cannot be changed is refused with its place, and nothing is changed", async (t) => {
  const { idOf, levelsOf, patch, match, http } = await started(t, ["bob"]);
  const fine = { userId: idOf("alice"), skill: "English", level: 9 };
  const refusals: readonly (readonly [unknown, readonly number[], RegExp])[] = [
    [
      [fine, { ...fine, userId: idOf("bob") }],
      [400, 11],
      /^\$\.changes\[1\]: read-only, the provisioning file names bob/,
    ],
    [[fine, { ...fine, userId: "nosuch" }], [404, 6], /nosuch/],
    [[fine, { ...fine, skill: "Golf" }], [404, 6], /Golf/],
    [[fine, { ...fine, level: 3 }], [400, 2], /^\$\.changes\[1\]: the cell stands twice/],
    [[fine, { ...fine, skill: "QA", level: 11 }], [400, 10], /changes\[1\]\.level/],
    [[], [400, 10], /changes/],
  ];
  for (const [changes, [status, code], words] of refusals) {
    const { json, ...answer } = await patch(changes);
    assert.deepEqual([answer.status, json["statusCode"]], [status, code], answer.text);
    assert.match(String(json["statusMessage"]), words);
  }
  assert.deepEqual(await levelsOf("alice"), { English: 5, French: 2 });
  for (const as of ["alice", "sam"]) {
    for (const answer of [await patch([fine], as), await match("", as), await http.ask({ path, as })]) {
      assert.deepEqual([answer.status, answer.json["statusCode"]], [403, 5]);
    }
  }
});

test("it is counted who meets an expression, and who of them could take one more now", async (t) => {
  const { centre, match, idOf, patch } = await started(t);
  const counted = async (expression: string) => {
    const answer = await match(expression);
    assert.equal(answer.status, 200, answer.text);
    const { agents, count, readyNow } = skillMatchAnswer.parse(answer.json);
    return [agents.map((one) => `${one.userName}${one.readyNow ? "!" : ""}`).toSorted(), count, readyNow];
  };
  assert.deepEqual(await counted("English >= 3 and French"), [["alice", "bob"], 2, 0]);
  await ready(centre, "alice", "bob");
  assert.deepEqual(await counted("English >= 3 and French"), [["alice!", "bob!"], 2, 2]);
  await patch([{ userId: idOf("bob"), skill: "French", level: null }]);
  assert.deepEqual(await counted("English >= 3 & French"), [["alice!"], 1, 1]);
  for (let mails = 0; mails < 6; mails++) await receive(centre);
  await readAndRoute(centre);
  assert.deepEqual(await counted("English"), [["alice", "bob"], 2, 0]);
  assert.deepEqual(await counted(""), [["alice", "bob", "sam"], 3, 0]);
  for (const [wrong, words] of [
    ["English >=", /\$\.expression/],
    ["Golf >= 1", /\$\.expression: no such skill: Golf/],
  ] as const) {
    const { status, json } = await match(wrong);
    assert.deepEqual([status, json["statusCode"]], [400, 10]);
    assert.match(String(json["statusMessage"]), words);
  }
});
