import assert from "node:assert/strict";
import { test } from "node:test";
import { tryMailbox } from "../operations/operator/try-mailbox.ts";
import { SourceFailed } from "../ports/mail-source.ts";
import { doneBy } from "../testing/agent-day.ts";
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

type Open = (folder: TestFolder, stopping: AbortSignal | undefined) => Promise<TestFolder>;

async function started(t: Parameters<typeof testCentre>[0], open: Open) {
  const centre = await testCentre(t, acmeFetching());
  const folder = testFolder(() => centre.clock.wall());
  const pace = handPace();
  const made = (await testVisit(centre, { folder })).fetching;
  const fetching: Fetching = {
    ...{ ...made, pace, chance: { ...made.chance, fraction: () => 0.5 } },
    source: { open: (_account, _credentials, stopping) => open(folder, stopping) },
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

test("a revoked agreement stops the account: nobody tries again, after a restart neither, until an admin asks for it", async (t) => {
  let opened = 0;
  const { centre, pace, fetching, readers, health } = await started(t, async () => {
    opened += 1;
    throw new SourceFailed("token-revoked", "the token endpoint says invalid_grant: somebody has to agree anew");
  });
  await superviseAccounts(fetching, readers);
  await pace.until(1);
  assert.deepEqual([opened, (await health())?.failing?.nextTryAt], [1, undefined]);
  assert.notEqual((await health())?.stoppedAt, undefined);
  pace.rests[0]?.look();
  await pace.until(2);
  centre.clock.advance(100 * 86_400_000);
  await stopReaders(readers);
  await superviseAccounts(fetching, readers);
  await pace.until(3);
  pace.rests[2]?.look();
  await pace.until(4);
  assert.equal(opened, 1);
  const [account] = await centre.performing.store.read((reading) => reading.mailAccounts.all());
  await doneBy(centre, "root", tryMailbox, { target: account?.mailbox ?? "", input: { direction: "in" as const } });
  await superviseAccounts(fetching, readers);
  await pace.until(pace.rests.length + 1);
  assert.equal(opened, 2);
  await stopReaders(readers);
});

test("a stop does not wait for a connection that is being made, and notes no failure", async (t) => {
  const begun = Promise.withResolvers<void>();
  const { fetching, readers, health } = await started(t, (_folder, stopping) => {
    begun.resolve();
    return new Promise((_, reject) => {
      stopping?.addEventListener("abort", () => reject(new SourceFailed("closed", "cut")));
    });
  });
  await superviseAccounts(fetching, readers);
  await begun.promise;
  await stopReaders(readers);
  assert.equal((await health())?.failing, undefined);
});

test("a server that tells of something without end is looked into once a second, not without end", async (t) => {
  const { folder, pace, fetching, readers } = await started(t, async (one) => one);
  let told = 0;
  folder.news = async () => {
    told += 1;
  };
  await superviseAccounts(fetching, readers);
  await pace.until(1);
  assert.deepEqual([told, pace.rests[0]?.ms], [1, 1_000]);
  pace.rests[0]?.look();
  await pace.until(2);
  assert.equal(told, 2);
  await stopReaders(readers);
});
