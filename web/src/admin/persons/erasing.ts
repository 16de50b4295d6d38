import type { ErasureAnswer } from "@postroom/contract/erasure";
import type { Outcome } from "../../api/outcome.ts";
import { desk } from "../../desktop/desk.ts";

export const erasureOf = (contact: string): string => `/api/postroom/v1/contacts/${contact}/erasure`;
export const legalHoldOf = (contact: string): string => `/api/postroom/v1/contacts/${contact}/legal-hold`;

/** Erases all of it, part after part; `left` hears how many e-mails are left. Value: the answer to the last part, or to the one that was not done. */
export async function eraseAll(
  contact: string,
  reason: string,
  left: (count: number) => void,
): Promise<Outcome<ErasureAnswer>> {
  for (;;) {
    const part = await desk.api.post<ErasureAnswer>(erasureOf(contact), { reason });
    if (!part.ok || part.value.erasure.left === 0) return part;
    left(part.value.erasure.left);
  }
}
