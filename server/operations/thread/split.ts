import { inThread } from "../../domain/interaction/thread-change.ts";
import { defineOperation, done, refuse } from "../operation.ts";
import type { Spelt } from "../references.ts";
import { threadMax, tooLong } from "./thread-limit.ts";

/** Value: the new thread. */
export type Threaded = { readonly thread: string };

/**
 * Some mails of a thread become a thread of their own; later references follow them. Refuses an unknown thread or mail (6), and to leave
 * nothing behind. Audited; Join undoes it. mail.md 5.2
 */
export const splitThread = defineOperation<{ readonly interactions: readonly Spelt<string>[] }, Threaded>(
  "Split",
  "SplitThread",
  async ({ tx, world, target, input }) => {
    const [known] = await tx.readings.lockThreads([target]);
    if (known === undefined) return refuse({ kind: "notFound", thing: "thread", name: target });
    const all = await tx.interactions.lockThread(target, threadMax + 1);
    if (all.length > threadMax) return refuse(tooLong("Split"));
    const chosen = [...new Set(input.interactions.map(({ value }) => value))];
    const unknown = chosen.find((id) => !all.includes(id));
    if (unknown !== undefined) return refuse({ kind: "notFound", thing: "interaction", name: unknown });
    if (chosen.length === all.length) {
      return refuse({ kind: "notPossible", operation: "Split", because: "nothing would be left in the thread" });
    }
    const thread = world.ids.object();
    await tx.readings.splitThread({ from: target, to: thread, interactions: chosen });
    for (const id of chosen.toSorted()) {
      const interaction = await tx.interactions.lock(id);
      if (interaction !== undefined) await tx.interactions.save(inThread(interaction, thread, "Split"));
    }
    return done({ thread });
  },
);
