import type { Content } from "../../domain/interaction/content.ts";
import type { Attachment, Interaction } from "../../domain/interaction/interaction.ts";
import { printAddressList } from "../../domain/mail/address.ts";
import { dateText } from "../../domain/mail/date-text.ts";
import { quotedBehind } from "../../domain/mail/quotation.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { forwardLine } from "./answer-content.ts";

export type Quoting = { readonly content: Content; readonly attachments: readonly Attachment[] };

/** The content as it goes out: with what the draft quotes behind it, and the pictures that this shows. desktop.md 5.1 */
export async function withQuote(tx: Transaction, draft: Interaction, content: Content): Promise<Quoting> {
  const interaction = draft.quote === undefined ? undefined : await tx.interactions.byId(draft.quote);
  const original = interaction && (await tx.interactions.content(interaction.content));
  if (interaction === undefined || original === undefined) return { content, attachments: draft.attachments };
  const quoted = { interaction, content: original };
  const startLine = draft.draftType === "Forward" ? forwardLine(quoted) : attribution(quoted);
  const { quotesHtml, ...texts } = quotedBehind(content, original, { startLine, indent: "> " });
  const have = new Set(draft.attachments.map(({ id }) => id));
  const pictures = interaction.attachments.filter(({ isEmbedded, id }) => quotesHtml && isEmbedded && !have.has(id));
  return { content: { ...content, ...texts }, attachments: [...draft.attachments, ...pictures] };
}

/** Who wrote it and when, in no language. */
const attribution = ({ interaction, content }: { readonly interaction: Interaction; readonly content: Content }) =>
  [dateText(interaction.receivedAt), content.from === undefined ? "" : printAddressList([content.from])].join(", ");
