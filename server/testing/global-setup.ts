import { announceCluster, startTestCluster, type TestCluster } from "./test-cluster.ts";

/** For `node --test --test-global-setup=server/testing/global-setup.ts`: one PostgreSQL for all tests (testing/database.ts). */
export async function globalSetup(): Promise<void> {
  cluster = await startTestCluster();
  announceCluster(cluster);
}

export async function globalTeardown(): Promise<void> {
  announceCluster(undefined);
  await cluster?.stop();
}

let cluster: TestCluster | undefined;
