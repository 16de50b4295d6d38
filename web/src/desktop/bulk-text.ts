import { createStore } from "zustand/vanilla";
import { desk } from "./desk.ts";
import { device } from "./device.ts";

/** What is written for many, before it is begun. */
export type BulkText = {
  readonly html: string;
  readonly subject: string;
  readonly completes: boolean;
  /** The standard response whose values and documents come along. */
  readonly response?: { readonly id: string; readonly name: string };
  /** It goes out as it is: the editor would lose something of it. */
  readonly isAsItIs: boolean;
  /** It went to the server. Until something else is written it is kept, for who calls it back. */
  readonly isBegun: boolean;
};

const blank: BulkText = { html: "", subject: "", completes: true, isAsItIs: false, isBegun: false };

const place = (user: string): string => `postroom-bulk-reply-${user}`;

/** No dialog throws a word away: it outlasts its form, and the page. desktop.md 2.1 */
export const bulkText = createStore<BulkText>(() => blank);

let whose: string | undefined;

/** What this person has begun to write on this device; what has gone out is not begun with again, what was called back is. */
export function openBulkText(): void {
  const { user, centre } = desk.store.getState();
  const id = user?.id ?? "";
  if (whose !== id) bulkText.setState(keptOf(id), true);
  whose = id;
  const replies = Object.values(centre.jobs).filter(({ action }) => action === "Reply");
  const last = replies.sort((one, other) => one.createdAt.localeCompare(other.createdAt)).at(-1);
  const isBack = last?.state === "undoing" || last?.state === "undone";
  if (bulkText.getState().isBegun && !isBack) bulkText.setState(blank, true);
}

/** Notes what was typed. */
export function typeBulkText(change: Partial<BulkText>): void {
  bulkText.setState({ isBegun: false, ...change });
  if (whose !== undefined) device.setItem(place(whose), JSON.stringify(bulkText.getState()));
}

export const leaveOutResponse = (): void => {
  const { response: _, ...rest } = bulkText.getState();
  bulkText.setState({ ...rest, isAsItIs: false }, true);
  typeBulkText({});
};

/** It was begun: the server has it. */
export const bulkTextBegun = (): void => typeBulkText({ isBegun: true });

function keptOf(user: string): BulkText {
  try {
    return { ...blank, ...JSON.parse(device.getItem(place(user)) ?? "{}") };
  } catch {
    return blank;
  }
}

/** As `POST /jobs` takes it. desktop.md 13 */
export function paramsOf({ html, subject, completes, response, isAsItIs }: BulkText): object {
  return {
    ...(isAsItIs ? {} : { html }),
    ...(response === undefined ? {} : { responseId: response.id }),
    ...(subject.trim() === "" ? {} : { subject }),
    complete: completes,
  };
}
