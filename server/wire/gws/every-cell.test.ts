import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "../../testing/agent-day.ts";
import { type TableDesk, tableDesk } from "./table-desk.fixture.ts";
import {
  type Code,
  capabilitiesOf,
  codeOf,
  type Dialect,
  stateAfter,
  stateName,
  toldOf,
} from "./table-expected.fixture.ts";
import { everybody, type Person, people } from "./table-people.fixture.ts";
import { type Row, rows, type SituationName, situations } from "./table-rows.fixture.ts";

const dialects = ["A", "B"] as const;
const atOnce = 12;

type Cell = {
  readonly name: string;
  readonly row: Row;
  readonly situation: SituationName;
  readonly who: Person;
  readonly dialect: Dialect;
  readonly code: Code;
};

/** Every row × situation × person. What is done is asked for in both dialects; refusals take turns. */
function cells(): readonly Cell[] {
  const names = Object.keys(situations).filter((name): name is SituationName => Object.hasOwn(situations, name));
  return names.flatMap((situation, turn) =>
    Object.entries(rows).flatMap(([called, row], column) =>
      everybody.flatMap((who, person) => {
        const code = codeOf(row, situations[situation], who);
        const isBoth = code[0] === 0 && row.on !== "supervision" && row.on !== "shelf";
        const asked = isBoth ? dialects : [(turn + column + person) % 2 === 0 ? ("A" as const) : ("B" as const)];
        return asked.map((dialect) => ({
          ...{ name: `${called}, ${situation}, as ${who}, ${dialect}`, row, situation, who, dialect, code },
        }));
      }),
    ),
  );
}

test("every operation × state × person answers, changes and tells what wire.md 4.4 says", async (t) => {
  const desk = await tableDesk(t);
  const all = cells();
  const differences: string[] = [];
  const began = performance.now();
  for (const [situation, within] of Map.groupBy(all, (cell) => cell.situation)) {
    const { done = [], refused = [] } = Object.groupBy(within, ({ code }) => (code[0] === 0 ? "done" : "refused"));
    for (const cell of done) differences.push(...(await doneDiffers(desk, cell, await desk.make(situation))));
    differences.push(...(await refusalsDiffer(desk, refused, await desk.make(situation))));
  }
  t.diagnostic(`${all.length} cells in ${Math.round(performance.now() - began)} ms, ${differences.length} differences`);
  assert.ok(all.length > 3_000);
  assert.deepEqual(differences, []);
});

async function doneDiffers(desk: TableDesk, cell: Cell, id: string): Promise<readonly string[]> {
  const { row, who, dialect, name } = cell;
  const situation = situations[cell.situation];
  if (row.isLinked === true) await desk.link(id);
  await desk.heard();
  const { status, json } = await desk.ask(row, id, who, dialect);
  if (json["statusCode"] !== 0 || status !== 200)
    return [`${name}: ${json["statusCode"]}/${status} ${json["statusMessage"]}`];
  const heard = await desk.heard();
  const compared = [
    ["state", (await load(desk.centre, id)).state, stateAfter(row, situation)],
    ["referenceId", "referenceId" in json, row.tells.kind !== "nobody"],
    ["interactionId", "replyInteractionId" in json, row.tells.kind === "draft"],
    ...dialects.map((one) => [`told in ${one}`, heard[one], toldOf(row, situation, who, one)]),
  ];
  return compared.flatMap(([what, is, shall]) => differs(`${name}: ${what}`, is, shall));
}

/** Whatever is refused, many at a time: one e-mail of the situation bears it all, nothing has changed, and nothing was told. */
async function refusalsDiffer(desk: TableDesk, refused: readonly Cell[], id: string): Promise<readonly string[]> {
  const differences: string[] = [];
  for (let first = 0; first < refused.length; first += atOnce) {
    const some = refused.slice(first, first + atOnce);
    const before = [await load(desk.centre, id), await desk.events()];
    const found = await Promise.all(some.map((cell) => refusalDiffers(desk, cell, id)));
    const after = [await load(desk.centre, id), await desk.events()];
    differences.push(...found.flat(), ...differs(`${some.map(({ name }) => name).join("; ")}: changed`, after, before));
  }
  return differences;
}

async function refusalDiffers(desk: TableDesk, cell: Cell, id: string): Promise<readonly string[]> {
  const { row, who, dialect, name, code } = cell;
  const { status, json } = await desk.ask(row, id, who, dialect);
  return [
    ...differs(`${name}: ${json["statusMessage"]}`, [json["statusCode"], status], code),
    ...differs(`${name}: envelope`, [json["status"], json["errorDescription"]], ["error", json["statusMessage"]]),
  ];
}

test("whoever reads an e-mail in any state sees the list of the dialect, others an empty one", async (t) => {
  const desk = await tableDesk(t);
  const differences: string[] = [];
  const made = new Map<SituationName, string>();
  for (const cell of cells().filter(({ row }) => row === rows["Accept"])) {
    const situation = situations[cell.situation];
    if (!people[cell.who].isAgent) continue;
    const id = made.get(cell.situation) ?? (await desk.make(cell.situation));
    made.set(cell.situation, id);
    for (const dialect of dialects) {
      const { json } = await desk.read(id, cell.who, dialect);
      const { state, capabilities } = Object(json[dialect === "A" ? "interaction" : "email"]);
      const isHolder = "holder" in situation && situation.holder === cell.who;
      const shall = isHolder ? capabilitiesOf(dialect, situation.stored, cell.who) : [];
      differences.push(
        ...differs(
          `${cell.name}: read in ${dialect}`,
          [state, capabilities],
          [stateName(dialect, situation.stored), shall],
        ),
      );
    }
  }
  assert.deepEqual(differences, []);
});

function differs(what: string, is: unknown, shall: unknown): readonly string[] {
  const [found, wanted] = [JSON.stringify(is), JSON.stringify(shall)];
  return found === wanted ? [] : [`${what}: is ${found}, shall be ${wanted}`];
}
