import { forbids } from "../../domain/agent/permissions.ts";
import type { Hold } from "../../domain/desktop/hold.ts";
import type { Interaction } from "../../domain/interaction/interaction.ts";
import type { Refusal } from "../../domain/interaction/refusals.ts";
import { answer, type ReplyInput } from "../email/answer.ts";
import { attach } from "../email/attach.ts";
import { doRow } from "../email/do-row.ts";
import { recipientWarnings } from "../email/recipient-warnings.ts";
import { type Asked, done, type Result, refuse } from "../operation.ts";
import { queueMeant } from "../references.ts";
import type { Answering } from "./answering.ts";
import { holdForAWhile } from "./hold-for-a-while.ts";
import { ownedToAnswer } from "./owned-to-answer.ts";

/** The e-mail, its answer, and the hold in which it waits. */
export type AnsweredInBulk = {
  readonly interaction: Interaction;
  readonly draft: Interaction;
  readonly answered: { readonly before: Interaction; readonly hold: Hold };
};

/**
 * Answers one of many e-mails with the text that is filled in for it, as Reply and Send do it by hand, and holds the mail so that it can be
 * called back. Refuses what nobody should answer unseen: whatever the recipient guard warns of, a value that is missing, automatic mail, a
 * thread with a newer e-mail, and an e-mail that somebody works on or answers already. desktop.md 3.8, mail.md 9
 */
export async function answerOneOfMany(asked: Asked<Answering>): Promise<Result<AnsweredInBulk>> {
  const { tx, input } = asked;
  if (input.filled === undefined) return refuse(because("its text is not filled in"));
  if (!input.filled.ok) return input.filled;
  const own = await ownedToAnswer(asked);
  if (!own.ok) return own;
  const drafted = await draftFor({ ...asked, input }, own.value.interaction, input.filled.value);
  if (!drafted.ok) return drafted;
  const unsafe = await warned(asked, drafted.value);
  if (unsafe !== undefined) return refuse(unsafe);
  const hold = await holdIt(asked, own.value.interaction, drafted.value);
  if (!hold.ok) return hold;
  const [interaction, draft] = [await tx.interactions.byId(asked.target), await tx.interactions.byId(drafted.value.id)];
  if (interaction === undefined || draft === undefined) throw new Error("what was answered is not there any more");
  return done({ interaction, draft, answered: { before: own.value.before, hold: hold.value } });
}

const because = (why: string): Refusal => ({ kind: "notPossible", operation: "Reply", because: why });

type Filled = Extract<NonNullable<Answering["filled"]>, { readonly ok: true }>["value"];

/** The draft as it goes out, with what it quotes and the documents of the standard response. */
async function draftFor(asked: Asked<Answering>, parent: Interaction, filled: Filled): Promise<Result<Interaction>> {
  const { template } = asked.input;
  const forbidden = template.attachments.length === 0 ? undefined : forbids(asked.actor, "AddAttachment");
  if (forbidden !== undefined) return refuse(forbidden);
  const given: ReplyInput = {
    ...{ subjectPrefix: "Re: ", indent: "> ", quoteOriginal: false, userData: {}, userDataPath: "$.userData" },
    ...{ html: filled.html, text: filled.text },
    ...(template.subject === undefined ? {} : { subject: { value: filled.subject, path: "$.subject" } }),
  };
  const made = await answer({ ...asked, input: given }, "Reply");
  if (!made.ok) return made;
  let draft = made.value.interaction;
  for (const document of template.attachments) {
    const linked = await attach(asked, draft, document);
    if (!linked.ok) return linked;
    draft = linked.value.interaction;
  }
  await countUse(asked, parent);
  const quoting = await doRow(asked, draft, "SetQuote", { change: { quote: parent.id } });
  return quoting.ok ? done(quoting.value.interaction) : quoting;
}

/** As desktops report it by hand. desktop.md 5.5 */
async function countUse({ tx, actor, input }: Asked<Answering>, { id, queue }: Interaction): Promise<void> {
  const response = await tx.responses.byId(input.template.response ?? "");
  if (response === undefined) return;
  await tx.responses.countUse({
    response: response.id,
    type: "SuggestedResponseChoosen",
    user: actor.id,
    queue,
    interaction: id,
  });
}

/** By hand a warning is read and confirmed; here nobody reads it, so the mail does not go. */
async function warned({ tx }: Asked<Answering>, draft: Interaction): Promise<Refusal | undefined> {
  const queue = await queueMeant(tx, {}, { operation: "Send", kinds: "send", otherwise: "email-outbound" });
  if (!queue.ok) return queue.refusal;
  const content = await tx.interactions.content(draft.content);
  if (content === undefined) throw new Error(`content ${draft.content} is missing`);
  const warnings = await recipientWarnings(tx, { draft, content, queue: queue.value });
  return warnings.length === 0 ? undefined : { kind: "recipientsBlocked", operation: "Send", warnings };
}

async function holdIt(asked: Asked<Answering>, parent: Interaction, draft: Interaction): Promise<Result<Hold>> {
  const { completes, holdMs, holdables, of } = asked.input;
  const input = { rememberAgent: false };
  const sending = { email: draft.id, version: draft.version, operation: "Send", input };
  const ending = { email: parent.id, version: parent.version, operation: "Complete", input };
  const steps = completes ? [sending, ending] : [sending];
  const holding = { ms: holdMs, seenMessage: parent.id, steps, holdables, ...(of === undefined ? {} : { of }) };
  const hold = await holdForAWhile({ ...asked, input: holding });
  // The caller asked for one thing: which step of it is refused says nothing to them.
  if (!hold.ok) {
    const { action: _, ...refusal } = hold.refusal;
    return refuse(refusal);
  }
  return hold;
}
