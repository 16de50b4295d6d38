import { tellNotice } from "../notices.ts";
import { defineOperation, done, refuse } from "../operation.ts";

/** Whoever it is for has seen it: it goes from all their pages. Value: its id. Refuses what is not theirs (6). desktop.md 3.2 */
export const dismissNotice = defineOperation<unknown, string>(
  "DismissNotice",
  "UseDesktop",
  async ({ tx, actor, target }) => {
    const notice = await tx.notices.remove(target, actor.id);
    if (notice === undefined) return refuse({ kind: "notFound", thing: "notice", name: target });
    await tellNotice(tx, notice, "DismissNotice");
    return done(notice.id);
  },
);
