import type { EmailB } from "@postroom/contract";
import type { Done, Outcome } from "../api/outcome.ts";
import type { Desk } from "./desk.ts";
import { createTurns } from "./newest.ts";

const againMs = 1_000;

/** Reads something that is not held, so that the conversation can show it; again while the server itself still reads it. Tells of a refusal. */
export function createLook({ store, api }: Desk, refusedOr: (outcome: Outcome<object>) => boolean) {
  const beginLook = createTurns();
  return async (id: string): Promise<void> => {
    const isNewest = beginLook();
    const read = (): Promise<Outcome<{ email: EmailB }>> => api.get(`/me/emails/${id}`);
    const show = (found: Done<{ email: EmailB }>): boolean => {
      const { email } = found.value;
      store.setState(({ looked }) => ({ looked: { ...looked, [id]: email } }));
      return email.isBeingRead !== true;
    };
    store.setState({ openId: id, activeId: id, isPlain: false, readsOn: false });
    const found = await read();
    refusedOr(found);
    let isWhole = !found.ok || show(found);
    while (!isWhole) {
      await new Promise((resolve) => setTimeout(resolve, againMs));
      if (!isNewest() || store.getState().openId !== id) return;
      const again = await read();
      if (again.ok) isWhole = show(again);
    }
  };
}
