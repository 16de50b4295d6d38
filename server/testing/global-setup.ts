import { announceCluster, startTestCluster, type TestCluster } from "./test-cluster.ts";

/** Before the tests that run inside a process: one PostgreSQL for all of them (testing/database.ts). */
export async function globalSetup(): Promise<void> {
  cluster = await startTestCluster();
  announceCluster(cluster);
}

export async function globalTeardown(): Promise<void> {
  announceCluster(undefined);
  await cluster?.stop();
}

let cluster: TestCluster | undefined;
