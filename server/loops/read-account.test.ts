import assert from "node:assert/strict";
import { test } from "node:test";
import { SourceFailed } from "../ports/mail-source.ts";
import { testCentre } from "../testing/centre.ts";
import { type Readers, stopReaders, superviseAccounts } from "./fetcher.ts";
import type { Fetching } from "./fetching.ts";
import { acmeFetching, type TestFolder, testFolder, testVisit } from "./mail-server.fixture.ts";

/** Resolves when `count` rests were asked for; nobody wakes up by himself. */
function handPace() {
  const rests: { readonly ms: number; readonly look: () => void }[] = [];
  let wake = (): void => undefined;
  return {
    rests,
    after: (ms: number, look: () => void) => {
      rests.push({ ms, look });
      wake();
      return () => undefined;
    },
    until: async (count: number) => {
      while (rests.length < count)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    },
  };
}

const mail = (id: string) => `From: a@b.test\r\nMessage-ID: <${id}@b.test>\r\nSubject: ${id}\r\n\r\ntext\r\n`;

async function started(t: Parameters<typeof testCentre>[0], open: (folder: TestFolder) => Promise<TestFolder>) {
  const centre = await testCentre(t, acmeFetching());
  const folder = testFolder(() => centre.clock.wall());
  const pace = handPace();
  const made = (await testVisit(centre, { folder })).fetching;
  const fetching: Fetching = {
    ...{ ...made, pace, chance: { ...made.chance, fraction: () => 0.5 } },
    source: { open: () => open(folder) },
  };
  const readers: Readers = new Map();
  const health = async () => (await centre.performing.store.read((reading) => reading.mailAccounts.health()))[0];
  return { centre, folder, pace, fetching, readers, health };
}

test("an account that cannot be read rests ever longer, says why, and is read when it can be", async (t) => {
  let isAway = true;
  const { centre, folder, pace, fetching, readers, health } = await started(t, async (one) => {
    if (isAway) throw new SourceFailed("connect", "the mail server cannot be reached: refused");
    return one;
  });
  folder.deliver(mail("m1"));
  await superviseAccounts(fetching, readers);
  for (const [count, ms] of [5_000, 10_000, 20_000].entries()) {
    await pace.until(count + 1);
    assert.equal(pace.rests[count]?.ms, ms);
    const failing = (await health())?.failing;
    assert.deepEqual([failing?.kind, failing?.since], ["connect", Date.UTC(2026, 10, 23, 10, 18)]);
    assert.equal(failing?.nextTryAt, centre.clock.wall() + ms);
    if (count < 2) pace.rests[count]?.look();
  }
  isAway = false;
  const passed = Promise.withResolvers<void>();
  const cut = Promise.withResolvers<void>();
  folder.news = () => {
    passed.resolve();
    return cut.promise;
  };
  folder.cut = cut.resolve;
  pace.rests[2]?.look();
  await passed.promise;
  const well = await health();
  assert.deepEqual([well?.failing, well?.onServer, well?.waiting], [undefined, 1, 0]);
  await stopReaders(readers);
});

test("an account that is changed is read anew with its new configuration, one that is no more is let go of", async (t) => {
  let opened = 0;
  const { centre, folder, fetching, readers } = await started(t, async (one) => {
    opened += 1;
    return one;
  });
  let passed = Promise.withResolvers<void>();
  let cut = Promise.withResolvers<void>();
  folder.news = () => {
    passed.resolve();
    return cut.promise;
  };
  folder.cut = () => cut.resolve();
  await superviseAccounts(fetching, readers);
  await passed.promise;
  await superviseAccounts(fetching, readers);
  assert.equal(opened, 1);
  passed = Promise.withResolvers();
  const first = cut;
  await centre.pool.query("UPDATE imap_accounts SET folder = 'Other'");
  folder.cut = () => {
    cut = Promise.withResolvers();
    first.resolve();
  };
  await superviseAccounts(fetching, readers);
  await passed.promise;
  assert.equal(opened, 2);
  folder.cut = () => cut.resolve();
  await centre.pool.query("DELETE FROM imap_accounts");
  await superviseAccounts(fetching, readers);
  assert.equal(readers.size, 0);
});
