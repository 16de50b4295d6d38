import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { startEmbedded } from "../adapters/sql/embedded/supervisor.ts";
import { migrate } from "../adapters/sql/migrate.ts";
import { addCleaning } from "./cleaning.ts";
import { scratchFolder } from "./scratch-folder.ts";
import { silentLog } from "./silent-log.ts";

/** One PostgreSQL for all tests; its database `postroom` has the schema and is the template of their clones. */
export type ClusterUrls = { readonly applicationUrl: string; readonly ownerUrl: string };
export type TestCluster = ClusterUrls & { stop(): Promise<void> };

/** Starts a PostgreSQL that syncs nothing (here only) in a temporary folder, which `stop` removes, and migrates the template. It does not keep the process alive. */
export async function startTestCluster(): Promise<TestCluster> {
  const folder = await mkdtemp(join(await scratchFolder(), "postroom-test-"));
  const embedded = await startEmbedded({ dataDirectory: folder, log: silentLog, flags: unsynced });
  embedded.unref();
  const { applicationUrl, ownerUrl } = embedded;
  await migrate(ownerUrl, { grantTo: "postroom" });
  await addCleaning(ownerUrl, "postroom");
  const stop = async () => {
    await embedded.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { applicationUrl, ownerUrl, stop };
}

/** Tells this process, and those that it starts, which cluster the global set-up has started; undefined: none any more. */
export function announceCluster(cluster: TestCluster | undefined): void {
  if (cluster === undefined) delete environment[variable];
  else environment[variable] = JSON.stringify({ applicationUrl: cluster.applicationUrl, ownerUrl: cluster.ownerUrl });
}

/** The cluster of the global set-up, whose business stopping it is. */
export function announcedCluster(): ClusterUrls | undefined {
  const text = environment[variable];
  return text === undefined ? undefined : JSON.parse(text);
}

const variable = "POSTROOM_TEST_CLUSTER";
// biome-ignore lint/style/noProcessEnv: the only way from a global set-up to the tests, which may be processes of their own
const environment = process.env;

const unsynced = {
  fsync: "off",
  full_page_writes: "off",
  synchronous_commit: "off",
  autovacuum: "off",
  max_connections: "200",
};
