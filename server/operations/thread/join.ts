import { inThread } from "../../domain/interaction/thread-change.ts";
import { defineOperation, done, refuse } from "../operation.ts";
import type { Spelt } from "../references.ts";
import type { Threaded } from "./split.ts";
import { threadMax, tooLong } from "./thread-limit.ts";

/**
 * Other threads become part of this one, with all that is known of their mails. Refuses an unknown thread (6) and a thread that is this
 * one. Audited; Split undoes it. mail.md 5.2
 */
export const joinThreads = defineOperation<{ readonly threads: readonly Spelt<string>[] }, Threaded>(
  "Join",
  "JoinThreads",
  async ({ tx, target, input }) => {
    const itself = input.threads.find(({ value }) => value === target);
    const others = [...new Set(input.threads.map(({ value }) => value))];
    const known = await tx.readings.lockThreads([target, ...others]);
    const unknown = [target, ...others].find((id) => !known.includes(id));
    if (unknown !== undefined) return refuse({ kind: "notFound", thing: "thread", name: unknown });
    if (itself !== undefined)
      return refuse({ kind: "contradiction", path: itself.path, because: "is this thread already" });
    const moved: string[] = [];
    for (const other of others.toSorted()) moved.push(...(await tx.interactions.lockThread(other, threadMax + 1)));
    if (moved.length > threadMax) return refuse(tooLong("Join"));
    await tx.readings.joinThreads(target, others);
    for (const id of moved.toSorted()) {
      const interaction = await tx.interactions.lock(id);
      if (interaction !== undefined) await tx.interactions.save(inThread(interaction, target, "Join"));
    }
    return done({ thread: target });
  },
);
