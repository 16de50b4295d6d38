import type { Interaction } from "../../domain/interaction/interaction.ts";
import type { Field } from "../../domain/mail/mail-facts.ts";
import { evaluate, type Ruled, saySame } from "../../domain/rules/evaluate.ts";
import type { RuleFacts } from "../../domain/rules/facts.ts";
import { asksForHeaders } from "../../domain/rules/rule.ts";
import type { Reading } from "../../ports/transaction.ts";
import { defineQuery, found } from "../query.ts";
import { factsOfReceived } from "./mail.ts";
import { type Place, placeBy } from "./place.ts";

type Cursor = { readonly receivedAt: number; readonly id: string };

export type ReplayPage = {
  readonly ids: readonly string[];
  /** A rule asks for header fields, which stand in the bytes alone. */
  readonly needsHeaders: boolean;
  readonly next: Cursor | undefined;
};

/** So many are looked at in one request. */
const pageMax = 100;
const weekMs = 7 * 86_400_000;

/** E-mails of the last seven days, the newest first, that rules can be asked about again. desktop.md 8.4 */
export const mailsToReplay = defineQuery<{ readonly cursor: Cursor | undefined }, ReplayPage>(
  "MailsToReplay",
  "Configure",
  async ({ reading, input: { cursor } }) => {
    const after = reading.now.wall - weekMs;
    const page = { sort: "newest", limit: pageMax + 1, ...(cursor === undefined ? {} : { cursor }) } as const;
    const rows = (await reading.searches.page({ words: "", after }, page)).map(({ interaction }) => interaction);
    const looked = rows.slice(0, pageMax);
    const last = looked.at(-1);
    const { rules: published } = await reading.rules.published();
    const { rules: draft } = await reading.rules.draft();
    return found({
      ids: looked.filter(isReceived).map(({ id }) => id),
      needsHeaders: [...published, ...draft].some(asksForHeaders),
      next: last === undefined || rows.length <= pageMax ? undefined : { receivedAt: last.receivedAt, id: last.id },
    });
  },
);

/** What belongs to a thread without a person is asked of no rule. */
const isReceived = ({ direction, subtype }: Interaction): boolean =>
  direction === "inbound" && subtype !== "InboundReport";

type Way = Omit<Ruled, "queue" | "priority"> & Place;

export type Moved = {
  readonly interaction: Interaction;
  readonly sender: string;
  readonly subject: string;
  readonly before: Way;
  readonly after: Way;
};

export type Replayed = { readonly asked: number; readonly moved: readonly Moved[] };

type Input = { readonly mails: readonly { readonly id: string; readonly headers: readonly Field[] }[] };

/** What the draft would make of these e-mails otherwise than what counts. Nothing changes. desktop.md 8.4 */
export const replayRules = defineQuery<Input, Replayed>("ReplayRules", "Configure", async ({ reading, input }) => {
  let asked = 0;
  const moved: Moved[] = [];
  for (const { id, headers } of input.mails) {
    const mail = await mailOf(reading, id, headers);
    if (mail === undefined) continue;
    asked += 1;
    const one = await movedBy(reading, mail);
    if (one !== undefined) moved.push(one);
  }
  return found({ asked, moved });
});

type Mail = { readonly interaction: Interaction; readonly facts: RuleFacts };

/** Undefined: no rule was asked about it, because no person was to see it. */
async function mailOf(reading: Reading, id: string, headers: readonly Field[]): Promise<Mail | undefined> {
  const interaction = await reading.interactions.byId(id);
  if (interaction === undefined || (await reading.readings.of(id))?.parkedBecause !== undefined) return undefined;
  const facts = await factsOfReceived(reading, interaction, headers);
  return facts === undefined ? undefined : { interaction, facts };
}

async function movedBy(reading: Reading, { interaction, facts }: Mail): Promise<Moved | undefined> {
  const before = evaluate((await reading.rules.published()).rules, facts);
  const after = evaluate((await reading.rules.draft()).rules, facts);
  const places = { before: await placeBy(reading, before, facts), after: await placeBy(reading, after, facts) };
  const isSame =
    places.before.queue?.id === places.after.queue?.id && saySame({ ...before, queue: "" }, { ...after, queue: "" });
  if (isSame) return undefined;
  return {
    ...{ interaction, sender: facts.from.address, subject: facts.subject },
    before: { ...before, ...places.before },
    after: { ...after, ...places.after },
  };
}
