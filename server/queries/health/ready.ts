import type { Store } from "../../ports/store.ts";

/** Whether the database answers within the store's own time limits. Never throws: that is the question. product.md `/health/ready` */
export const isDatabaseReady = (store: Store): Promise<boolean> =>
  store
    .read((reading) => reading.journal.lastPosition())
    .then(() => true)
    .catch(() => false);
