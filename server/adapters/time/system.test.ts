import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type TestContext, test } from "node:test";
import { openClock, type SystemClock, systemChance } from "./system.ts";

async function place(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), "postroom-clock-"));
  const opened: SystemClock[] = [];
  t.after(async () => {
    for (const clock of opened) await clock.stop();
    await rm(folder, { recursive: true });
  });
  const file = join(folder, "clock");
  const open = async (options: { readonly boot?: string | undefined } = {}) => {
    const clock = await openClock({ anchorFile: file, ...options });
    opened.push(clock);
    return clock;
  };
  return { file, open };
}

test("the first start takes steady time from the wall clock, in whole milliseconds that never run backwards", async (t) => {
  const { open } = await place(t);
  const clock = await open();
  assert.ok(Math.abs(clock.steady() - Date.now()) < 1000);
  let last = clock.steady();
  for (let round = 0; round < 10_000; round += 1) {
    const now = clock.steady();
    assert.ok(now >= last && Number.isSafeInteger(now));
    last = now;
  }
});

test("a restart in the same boot continues steady time, though the wall clock was set meanwhile", async (t) => {
  const { file, open } = await place(t);
  const first = await open({ boot: "boot-1" });
  await first.stop();
  // What a day's step of the wall clock between the two starts looks like from steady time.
  const day = 86_400_000;
  const [boot, offset, steady] = (await readFile(file, "utf8")).trim().split(" ");
  await writeFile(file, `${boot} ${Number(offset) - day} ${Number(steady) - day}\n`);
  const second = await open({ boot: "boot-1" });
  assert.ok(Math.abs(second.steady() - (Date.now() - day)) < 1000);
});

test("commands beside a server keep its file too, and none finds less than the whole of it", async (t) => {
  const { file, open } = await place(t);
  await (await open({ boot: "boot-1" })).stop();
  const clocks = await Promise.all(Array.from({ length: 50 }, () => open({ boot: "boot-1" })));
  const ends = Promise.all(clocks.map((clock) => clock.stop()));
  for (let round = 0; round < 100; round += 1) assert.match(await readFile(file, "utf8"), /^boot-1 -?\d+ \d+\n$/);
  await ends;
  assert.deepEqual(await readdir(dirname(file)), ["clock"]);
});

test("after a reboot steady time is set to the wall clock", async (t) => {
  const { file, open } = await place(t);
  await writeFile(file, `boot-1 ${-5_000_000} 1000\n`);
  const clock = await open({ boot: "boot-2" });
  assert.ok(Math.abs(clock.steady() - Date.now()) < 1000);
});

test("after a reboot with a wall clock in the past, steady time goes on from where it was seen last", async (t) => {
  const { file, open } = await place(t);
  const seen = Date.now() + 3_600_000;
  await writeFile(file, `boot-1 0 ${seen}\n`);
  const clock = await open({ boot: "boot-2" });
  assert.ok(clock.steady() >= seen);
});

test("where the boot cannot be known, every start is as after a reboot", async (t) => {
  const { file, open } = await place(t);
  await writeFile(file, "- 0 1000\n");
  const clock = await open({ boot: undefined });
  assert.ok(Math.abs(clock.steady() - Date.now()) < 1000);
});

test("an unreadable anchor is as good as none", async (t) => {
  const { file, open } = await place(t);
  await writeFile(file, "boot-1 x y\n");
  const clock = await open({ boot: "boot-1" });
  assert.ok(Math.abs(clock.steady() - Date.now()) < 1000);
});

test("chance gives bytes of the asked length and fractions below one", () => {
  assert.equal(systemChance.bytes(16).length, 16);
  assert.notDeepEqual(systemChance.bytes(16), systemChance.bytes(16));
  for (let round = 0; round < 1000; round += 1) {
    const fraction = systemChance.fraction();
    assert.ok(fraction >= 0 && fraction < 1);
  }
});

test("it can be set to what several processes have agreed on, and goes on from there, over a restart too", async (t) => {
  const { open } = await place(t);
  const clock = await open({ boot: "boot-1" });
  const agreed = clock.steady() + 3_600_000;
  clock.set(agreed);
  assert.ok(clock.steady() - agreed < 1_000);
  await clock.stop();
  const next = (await open({ boot: "boot-1" })).steady();
  assert.ok(next >= agreed && next - agreed < 1_000);
});
