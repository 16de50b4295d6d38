import { type EventsFound, namesInEvents } from "../email/history.ts";
import { defineQuery, found } from "../query.ts";

/** All transitions and configuration changes with a `seq` above `since`, in order. product.md */
export const readAudit = defineQuery<{ readonly since: number; readonly limit: number }, EventsFound>(
  "ReadAudit",
  "ReadAudit",
  async ({ reading, input }) => {
    const events = await reading.journal.audit(input.since, input.limit);
    return found({ events, names: await namesInEvents(reading, events) });
  },
);
