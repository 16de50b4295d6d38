import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { appendFile, chmod, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { atEnd, type Scope } from "../../../testing/at-end.ts";
import {
  asked,
  emptyDirectory,
  giveTo,
  started,
  startProgram,
  usedDirectory,
} from "../../../testing/embedded-directory.ts";
import { silentLog } from "../../../testing/silent-log.ts";
import { NotDurable } from "../durable.ts";
import { connectBeside } from "./beside.ts";
import { findBinaries, placeOfCopy } from "./binaries.ts";
import { BinariesUnusable, DirectoryTaken, DirectoryUnusable, OtherMajor, ServerFailed } from "./refusals.ts";
import { startEmbedded } from "./supervisor.ts";

const isRoot = process.getuid?.() === 0;
const nobody = 65534;

test("an empty directory becomes a database, and a used one starts again", async (t) => {
  const dataDirectory = await emptyDirectory(t);
  const first = await started(t, { dataDirectory });
  await asked(first.ownerUrl, "CREATE TABLE kept AS SELECT 1 AS one");
  await first.stop();
  assert.equal(await first.exited, undefined);
  const again = await started(t, { dataDirectory });
  assert.deepEqual(await asked(again.ownerUrl, "SELECT one FROM kept"), [{ one: 1 }]);
  assert.equal(again.isAdopted, false);
});

test("the server is as architecture.md 11 wants it, and its application is no superuser", async (t) => {
  const dataDirectory = await usedDirectory(t);
  const { applicationUrl } = await started(t, { dataDirectory });
  const names = ["listen_addresses", "max_connections", "shared_buffers", "client_connection_check_interval"];
  const kept = ["data_checksums", "server_encoding", "fsync", "full_page_writes", "synchronous_commit"];
  const select = [...names, ...kept].map((name) => `current_setting('${name}') AS ${name}`).join();
  assert.deepEqual(await asked(applicationUrl, `SELECT ${select}`), [
    {
      ...{
        listen_addresses: "",
        max_connections: "60",
        shared_buffers: "128MB",
        client_connection_check_interval: "1s",
      },
      ...{
        data_checksums: "on",
        server_encoding: "UTF8",
        fsync: "on",
        full_page_writes: "on",
        synchronous_commit: "on",
      },
    },
  ]);
  const who = "SELECT current_user AS name, rolsuper FROM pg_roles WHERE rolname = current_user";
  assert.deepEqual(await asked(applicationUrl, who), [{ name: "postroom", rolsuper: false }]);
  const locale = "SELECT datlocprovider AS provider, datlocale AS locale FROM pg_database WHERE datname = 'postroom'";
  assert.deepEqual(await asked(applicationUrl, locale), [{ provider: "b", locale: "C.UTF-8" }]);
  await assert.rejects(asked(applicationUrl, "CREATE TABLE mine (id int)"), { code: "42501" });
  for (const folder of ["postgres", "socket"]) {
    assert.equal((await stat(join(dataDirectory, folder))).mode & 0o777, 0o700, folder);
  }
});

test("a path too long for a socket gets a short one", async (t) => {
  const base = await emptyDirectory(t);
  const dataDirectory = join(base, "d".repeat(120));
  const { applicationUrl } = await started(t, { dataDirectory });
  const folder = new URL(applicationUrl).searchParams.get("host") ?? "";
  assert.ok(folder.length < 90, folder);
  assert.deepEqual(await asked(applicationUrl, "SELECT 1 AS one"), [{ one: 1 }]);
  assert.equal((await connectBeside(dataDirectory))?.applicationUrl, applicationUrl);
});

test("a second one on the directory is refused with the pid of the first", async (t) => {
  const dataDirectory = await usedDirectory(t);
  const first = await startProgram(t, dataDirectory);
  await assert.rejects(startEmbedded({ dataDirectory, log: silentLog }), (cause) => {
    assert.ok(cause instanceof DirectoryTaken);
    assert.equal(cause.pid, first.child.pid);
    assert.match(cause.message, new RegExp(`^another postroom \\(pid ${first.child.pid}\\) serves this directory`));
    return true;
  });
  assert.equal((await connectBeside(dataDirectory))?.owner, first.child.pid);
  await first.stop();
  assert.equal(await connectBeside(dataDirectory), undefined);
});

test("of two that start at the same moment on an empty directory, one serves it", async (t) => {
  const dataDirectory = await emptyDirectory(t);
  const both = await Promise.all([startProgram(t, dataDirectory), startProgram(t, dataDirectory)]);
  assert.equal(both.filter(({ told }) => told.applicationUrl !== undefined).length, 1);
  assert.equal(both.filter(({ told }) => told.refusal?.includes("another postroom (pid ")).length, 1);
});

test("fsync, full_page_writes or synchronous_commit off in its configuration is refused, and nothing stays behind", async (t) => {
  const dataDirectory = await usedDirectory(t);
  for (const off of ["fsync", "full_page_writes", "synchronous_commit"]) {
    await writeFile(join(dataDirectory, "postgres", "postgresql.auto.conf"), `${off} = off\n`);
    const refusal = { constructor: NotDurable, message: `the database does not sync: ${off} must not be off` };
    await assert.rejects(startEmbedded({ dataDirectory, log: silentLog }), refusal);
    assert.equal(await connectBeside(dataDirectory), undefined);
    await assert.rejects(stat(join(dataDirectory, "postroom.lock")));
  }
});

test("synchronous_commit=off of the serving role alone is refused too", async (t) => {
  const dataDirectory = await usedDirectory(t);
  const first = await started(t, { dataDirectory });
  await asked(first.ownerUrl, "ALTER ROLE postroom SET synchronous_commit = off");
  await first.stop();
  await assert.rejects(startEmbedded({ dataDirectory, log: silentLog }), NotDurable);
});

test("a cluster of another major is refused with the way across", async (t) => {
  const dataDirectory = await usedDirectory(t);
  await writeFile(join(dataDirectory, "postgres", "PG_VERSION"), "19\n");
  await assert.rejects(startEmbedded({ dataDirectory, log: silentLog }), (cause) => {
    assert.ok(cause instanceof OtherMajor);
    assert.match(cause.message, /PostgreSQL 19, this postroom brings 18: .*postroom move --to/);
    return true;
  });
});

test("something else in the cluster's place is refused and left alone", async (t) => {
  const dataDirectory = await emptyDirectory(t);
  await mkdir(join(dataDirectory, "postgres"), { recursive: true });
  await writeFile(join(dataDirectory, "postgres", "diary.txt"), "dear diary");
  await assert.rejects(startEmbedded({ dataDirectory, log: silentLog }), DirectoryUnusable);
  assert.deepEqual(await readdir(join(dataDirectory, "postgres")), ["diary.txt"]);
});

test("a configuration that PostgreSQL refuses is told with its own words", async (t) => {
  const dataDirectory = await usedDirectory(t);
  await appendFile(join(dataDirectory, "postgres", "postgresql.conf"), "\nwork_mem = lots\n");
  await assert.rejects(startEmbedded({ dataDirectory, log: silentLog }), (cause) => {
    assert.ok(cause instanceof ServerFailed);
    assert.match(cause.message, /work_mem/);
    return true;
  });
});

for (const file of ["postgres/postmaster.pid", "socket/.s.PGSQL.5432.lock"]) {
  test(`a stale ${file} with the number of some other process is put aside`, async (t) => {
    const dataDirectory = await usedDirectory(t);
    await leave(dataDirectory, file, `${process.ppid}\n/data/postgres\n1700000000\n5432\n/data/socket\n\n  0\nready\n`);
    const embedded = await started(t, { dataDirectory });
    assert.deepEqual(await asked(embedded.applicationUrl, "SELECT 1 AS one"), [{ one: 1 }]);
  });

  test(`a ${file} that a killed server had yet to write into is put aside`, async (t) => {
    const dataDirectory = await usedDirectory(t);
    await leave(dataDirectory, file, "");
    const embedded = await started(t, { dataDirectory });
    assert.deepEqual(await asked(embedded.applicationUrl, "SELECT 1 AS one"), [{ one: 1 }]);
  });
}

test("missing library links are made", async (t) => {
  const { native } = await closedBinaries(t);
  const links = (await readdir(join(native, "lib"), { withFileTypes: true })).filter((entry) => entry.isSymbolicLink());
  await Promise.all(links.map((link) => rm(join(native, "lib", link.name))));
  const embedded = await started(t, { dataDirectory: await usedDirectory(t), binaries: native });
  assert.deepEqual(await asked(embedded.applicationUrl, "SELECT 1 AS one"), [{ one: 1 }]);
});

test("binaries that do not run are refused in one line", async (t) => {
  const { native } = await closedBinaries(t);
  await writeFile(join(native, "bin", "postgres"), "#!/bin/sh\necho broken >&2\nexit 1\n");
  await assert.rejects(
    startEmbedded({ dataDirectory: await emptyDirectory(t), log: silentLog, binaries: native }),
    (cause) => {
      assert.ok(cause instanceof BinariesUnusable);
      assert.doesNotMatch(cause.message, /\n/);
      return true;
    },
  );
});

test("root starts it with directory and binaries in a 0700 folder", { skip: !isRoot }, async (t) => {
  const { native } = await closedBinaries(t);
  const embedded = await started(t, { dataDirectory: await usedDirectory(t), binaries: native });
  assert.notEqual(await effectiveUser(embedded.pid()), undefined);
  assert.deepEqual(await asked(embedded.applicationUrl, "SELECT 1 AS one"), [{ one: 1 }]);
});

test("without user namespaces root runs it as an account, in a 0700 folder too", { skip: !isRoot }, async (t) => {
  const { native } = await closedBinaries(t);
  const options = { binaries: native, missingTools: ["unshare"] } as const;
  for (const dataDirectory of [await emptyDirectory(t), await usedDirectory(t)]) {
    const embedded = await started(t, { dataDirectory, ...options });
    assert.notEqual(await effectiveUser(embedded.pid()), 0);
    assert.equal((await stat(join(dataDirectory, "postgres"))).uid, await effectiveUser(embedded.pid()));
    await embedded.stop();
    // With namespaces again: the cluster's owner decides.
    const again = await started(t, { dataDirectory, binaries: native });
    assert.notEqual(await effectiveUser(again.pid()), 0);
    await again.stop();
  }
});

test("an ordinary user starts it", { skip: !(isRoot && (await isReadableToAll())) }, async (t) => {
  const dataDirectory = await emptyDirectory(t);
  await giveTo(dataDirectory, nobody);
  const empty = await startProgram(t, dataDirectory, { uid: nobody });
  assert.equal(await effectiveUser(empty.told.pid ?? 0), nobody, empty.told.refusal);
  await empty.stop();
  const used = await startProgram(t, dataDirectory, { uid: nobody });
  assert.notEqual(used.told.pid, undefined, used.told.refusal);
  t.diagnostic(
    `as an ordinary user: ${empty.told.startMs} ms on an empty directory, ${used.told.startMs} ms on a used one`,
  );
});

test("root serves a directory in somebody's closed home", { skip: !isRoot }, async (t) => {
  const dataDirectory = await usedDirectory(t);
  await giveTo(dataDirectory, nobody);
  const embedded = await started(t, { dataDirectory });
  assert.notEqual(await effectiveUser(embedded.pid()), 0);
  assert.deepEqual(await asked(embedded.applicationUrl, "SELECT 1 AS one"), [{ one: 1 }]);
});

test("a directory that cannot be used is refused", async (t) => {
  const dataDirectory = await emptyDirectory(t);
  await writeFile(dataDirectory, "a file");
  await assert.rejects(startEmbedded({ dataDirectory, log: silentLog }), DirectoryUnusable);
  if (!(isRoot && (await isReadableToAll()))) return;
  const { told } = await startProgram(t, join(dataDirectory, "..", "closed"), { uid: nobody });
  assert.match(told.refusal ?? "", /the data directory .* cannot be used: EACCES/);
});

test("another user's directory is refused", { skip: !(isRoot && (await isReadableToAll())) }, async (t) => {
  const dataDirectory = await usedDirectory(t);
  await chmod(join(dataDirectory, ".."), 0o755);
  await chmod(dataDirectory, 0o777);
  const { told } = await startProgram(t, dataDirectory, { uid: nobody });
  assert.match(told.refusal ?? "", /belongs to user 0: run postroom as that user/);
});

/** A copy of the binaries below a folder that only its owner can enter; what is copied from it for an account goes with it. */
async function closedBinaries(scope: Scope): Promise<{ native: string }> {
  const native = join(await emptyDirectory(scope), "..", "native");
  await promisify(execFile)("cp", ["-a", await findBinaries(), native]);
  atEnd(scope, async () => rm(await placeOfCopy(native), { recursive: true, force: true }));
  return { native };
}

async function leave(dataDirectory: string, file: string, text: string): Promise<void> {
  await mkdir(dirname(join(dataDirectory, file)), { recursive: true, mode: 0o700 });
  await writeFile(join(dataDirectory, file), text);
}

/** As seen from outside a namespace: 0 there is a user without privileges inside. */
async function effectiveUser(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  const [, uid] = /^Uid:\t\d+\t(\d+)/m.exec(status) ?? [];
  return uid === undefined ? undefined : Number(uid);
}

async function isReadableToAll(): Promise<boolean> {
  const folders = import.meta.dirname.split("/").map((_, index, parts) => parts.slice(0, index + 1).join("/") || "/");
  const modes = await Promise.all(folders.map(async (folder) => (await stat(folder)).mode));
  return modes.every((mode) => (mode & 0o005) === 0o005);
}
