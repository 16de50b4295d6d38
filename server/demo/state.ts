import type { PageFacts } from "../start/web.ts";
import type { DemoState } from "./page.ts";

/** What the demo's page shows, read now. */
export async function demoState(
  facts: PageFacts,
  { sent, ...given }: Pick<DemoState, "catchAll" | "logins" | "curl"> & { readonly sent: number },
): Promise<DemoState> {
  const { queues, deliveries } = await facts.store.read(async (reading) => {
    const counts = await reading.centre.waitingCounts();
    const all = await reading.centre.queues();
    return {
      queues: all.map(({ id, name, kind }) => ({ name, kind, waiting: counts.get(id)?.waiting ?? 0 })),
      deliveries: await reading.deliveries.counts(),
    };
  });
  return {
    ...given,
    version: facts.version,
    http: facts.httpUrl(),
    smtp: facts.smtpAddress() ?? "off",
    queues,
    deliveries: { ...deliveries, sent },
  };
}
