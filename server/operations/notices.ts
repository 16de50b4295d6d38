import type { Notice, NoticeAbout } from "../domain/desktop/notice.ts";
import type { Transaction } from "../ports/transaction.ts";
import type { World } from "./operation.ts";

type Given = { readonly user: string; readonly by?: string; readonly about: NoticeAbout };

/** Tells somebody what was done to them, by whom: it stays in their desktop until they put it away. desktop.md 3.2, 7 */
export async function notify(tx: Transaction, { ids }: Pick<World, "ids">, given: Given): Promise<void> {
  const notice: Notice = { id: ids.object(), at: tx.now.wall, ...given };
  await tx.notices.create(notice);
  await tellNotice(tx, notice, given.about.operation);
}

/** To every page of whoever it is for. */
export const tellNotice = (tx: Transaction, notice: Notice, operation: string): Promise<void> =>
  tx.journal.append({
    kind: "DeskChanged",
    user: notice.user,
    operation,
    thing: { about: "notice", notice, operation },
  });
