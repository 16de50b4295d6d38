import type { EmailB } from "@postroom/contract";
import type { DeskState } from "./desk-state.ts";

/** The inbox: what the user works on, oldest first. A draft whose original is held too shows with it, not beside it. */
export function inboxRows({ centre, hidden }: Pick<DeskState, "centre" | "hidden">): readonly EmailB[] {
  const held = Object.values(centre.emails).filter(({ state, id }) => state !== "Invited" && hidden[id] === undefined);
  return held.filter(({ parentId }) => parentId === undefined || centre.emails[parentId] === undefined).sort(byAge);
}

/** What is offered, the most urgent first. */
export const invitations = ({ centre, hidden }: Pick<DeskState, "centre" | "hidden">): readonly EmailB[] =>
  Object.values(centre.emails)
    .filter(({ state, id }) => state === "Invited" && hidden[id] === undefined)
    .sort((one, other) => expiry(one) - expiry(other));

/** Everything that the user writes. */
export const draftRows = ({ centre, hidden }: Pick<DeskState, "centre" | "hidden">): readonly EmailB[] =>
  Object.values(centre.emails)
    .filter(({ state, id }) => state === "Composing" && hidden[id] === undefined)
    .sort(byAge);

/** The draft that answers an e-mail, or the e-mail itself when it is a draft. */
export const draftOf = ({ centre, hidden }: Pick<DeskState, "centre" | "hidden">, id: string): EmailB | undefined =>
  Object.values(centre.emails)
    .filter(
      (email) =>
        email.state === "Composing" && (email.id === id || email.parentId === id) && hidden[email.id] === undefined,
    )
    .sort(byAge)
    .at(-1);

/** The row after this one, else the one before; undefined when it is the only one. */
export function neighbour(rows: readonly EmailB[], id: string): EmailB | undefined {
  const at = rows.findIndex((row) => row.id === id);
  return rows[at + 1] ?? rows[at - 1];
}

const byAge = (one: EmailB, other: EmailB): number =>
  String(one.receivedDate).localeCompare(String(other.receivedDate)) || one.id.localeCompare(other.id);

const expiry = ({ invitationExpiresAt }: EmailB): number =>
  Date.parse(invitationExpiresAt ?? "") || Number.MAX_SAFE_INTEGER;
