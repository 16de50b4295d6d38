import { everybody, type Person, people } from "./table-people.fixture.ts";
import type { Row, Situation, Stored } from "./table-rows.fixture.ts";

/** Statuses of wire.md 1.4 that the table can answer: code and HTTP status. */
const done = [0, 200] as const;
const noRole = [5, 403] as const;
const wrongState = [2, 409] as const;
const anothers = [3, 403] as const;
const notThere = [6, 404] as const;
const taken = [19, 409] as const;

export type Code = readonly [code: number, http: number];

/** What is answered, by the order of checks of wire.md 1.4: role, state, holder; workbins by 4.4 and 7, supervisors by 12. */
export function codeOf(row: Row, situation: Situation, who: Person): Code {
  if (!mayAsk(row, who)) return noRole;
  if (row.tells.kind === "owns" && row.shelf !== undefined) return pulled(row, situation, who);
  if (!row.from.includes(situation.stored)) return wrongState;
  if (row.only !== undefined && (row.only === "draft") !== situation.isDraft) return wrongState;
  return row.on === "supervision" || situation.holder === who ? done : anothers;
}

function mayAsk(row: Row, who: Person): boolean {
  const { isAgent, supervises, isInGroup } = people[who];
  if (row.on === "supervision" || row.shelf === "alice's") return supervises;
  return isAgent && (row.shelf !== "group" || isInGroup || supervises);
}

function pulled({ shelf }: Row, situation: Situation, who: Person): Code {
  if (situation.holder !== undefined && situation.holder !== who) return taken;
  if (situation.stored !== "InWorkbin") return wrongState;
  const whose = { own: who, group: "FrontLine", "alice's": "alice" }[shelf ?? "own"];
  return situation.shelf === whose ? done : notThere;
}

/** The stored state afterwards. A draft that is declined has no queue to go back to but a draft queue (wire.md 4.3). */
export function stateAfter({ to, tells }: Row, { stored, isDraft }: Situation): Stored {
  if (tells.kind === "declines" && isDraft) return "InWorkbin";
  if (to === "same") return stored;
  if (to === "work") return isDraft ? "Composing" : "Processing";
  return to;
}

export type Dialect = "A" | "B";

/** One message as somebody gets it: kind of change, state, reason and the capability list. */
export type Told = readonly [who: Person, type: string, state: string, reason: string, capabilities: readonly string[]];

/** Column "notified" of wire.md 4.4 for one dialect, ordered by person. */
export function toldOf(row: Row, situation: Situation, who: Person, dialect: Dialect): readonly Told[] {
  const after = stateAfter(row, situation);
  const has = (type: string, stored: Stored, person: Person): Told => [
    ...([person, type, stateName(dialect, stored), ""] as const),
    capabilitiesOf(dialect, stored, person),
  ];
  const lost = (state: string, reason: string, person: Person = who): Told => [
    ...([person, "StatusChange", state, reason] as const),
    [],
  ];
  const { tells } = row;
  const reassigned =
    row.on === "supervision" && situation.holder !== undefined ? [lost("Revoked", "Reassigned", situation.holder)] : [];
  switch (tells.kind) {
    case "nobody":
      return [];
    case "draft":
      return [has("StatusChange", "Composing", who)];
    case "keeps":
      return [has(tells.type, situation.stored, who)];
    case "ends":
      return [lost(after, "")];
    case "declines":
      return [lost("Revoked", "Rejected")];
    case "owns":
      return byPerson([...reassigned, has("StatusChange", after, who)]);
    case "gives": {
      const invited = tells.to === undefined ? [] : [has("StatusChange", "Invited", tells.to)];
      const given =
        row.on === "supervision" ? reassigned : [lost(dialect === "A" ? tells.word : "Completed", tells.word)];
      return byPerson([...given, ...invited]);
    }
  }
}

export const byPerson = (told: readonly Told[]): readonly Told[] =>
  told.toSorted(([one], [other]) => everybody.indexOf(one) - everybody.indexOf(other));

/** wire.md 4.1 */
export const stateName = (dialect: Dialect, stored: Stored): string =>
  dialect === "A" && stored === "Composing" ? "ReplyCreated" : stored;

const names = (list: string): readonly string[] => list.split(", ");
const invitation = names("Accept, Reject");

/** wire.md 4.2, to the letter; states that are missing have none. */
const lists: Readonly<Record<Dialect, Partial<Record<Stored, readonly string[]>>>> = {
  A: {
    Invited: invitation,
    Processing: names(
      "Reply, ReplyAll, Transfer, Complete, PlaceInQueue, PlaceInWorkbin, UpdateProperties, Forward, AttachUserData, UpdateUserData, DeleteUserData, SetDisposition, AddComment, AssignContact, SetInFocus",
    ),
    Composing: names(
      "Cancel, Send, PlaceInWorkbin, UpdateProperties, LinkAttachment, Save, Transfer, PlaceInQueue, RemoveAttachment, AttachUserData, UpdateUserData, DeleteUserData, SetDisposition, AddComment, AssignContact, SetInFocus",
    ),
  },
  B: {
    Invited: invitation,
    Processing: names(
      "Reply, ReplyAll, Transfer, AddComment, AttachUserData, UpdateUserData, DeleteUserData, SetDisposition, SetInFocus, Complete, Forward, PlaceInQueue, PlaceInWorkbin, AssignContact",
    ),
    Composing: names(
      "Cancel, Send, AddComment, AttachUserData, UpdateUserData, DeleteUserData, SetDisposition, SetInFocus, Transfer, Save, AddAttachment, RemoveAttachment, PlaceInQueue, PlaceInWorkbin, AssignContact",
    ),
  },
};

/** What a holder may do; without role agent nothing of it. */
export const capabilitiesOf = (dialect: Dialect, stored: Stored, holder: Person): readonly string[] =>
  people[holder].isAgent ? (lists[dialect][stored] ?? []) : [];
