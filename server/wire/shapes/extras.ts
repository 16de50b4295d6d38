import type { Interaction } from "../../domain/interaction/interaction.ts";
import type { SenderVerdict } from "../../domain/mail/sender-verdict.ts";
import type { WithContent } from "../../ports/interactions.ts";
import { cut } from "./bodies.ts";
import { previewOfMail } from "./preview.ts";
import { isoTime } from "./times.ts";
import { filled, present, type Seen, type Viewing } from "./viewing.ts";

/** What the desktop shows of an e-mail besides what GWS does. desktop.md 13 */
export function extrasOf({ interaction, content }: WithContent, viewing: Viewing, seen: Seen) {
  const { id, position, state, deadline, hold, quote, snooze } = interaction;
  const extras = viewing.extras?.get(id);
  if (extras === undefined) return {};
  const isOffered = state === "Invited" && deadline !== undefined && seen.isLost !== true;
  return {
    priority: position.priority,
    ...(extras.isRead ? {} : { isBeingRead: true as const }),
    ...present("language", extras.language),
    ...timeOf("slaDueAt", extras.slaDueAt),
    preview: previewOfMail(content),
    ...rangesOf(content, viewing),
    ...present("forwarded", content.forwarded),
    ...(isOffered
      ? { invitation: { ...timeOf("offeredAt", extras.offeredAt), expiresAt: isoTime(deadline.shown) } }
      : {}),
    ...(hold === undefined ? {} : { hold: { id: hold.id, until: isoTime(hold.until) } }),
    ...present("quote", quote === undefined ? undefined : { interactionId: quote }),
    ...timeOf("snoozedUntil", snooze?.until),
    ...(extras.verdict === undefined ? {} : { senderVerdict: verdictShape(extras.verdict) }),
  };
}

/** Only beside the whole text that they are about. */
const rangesOf = ({ text, ranges = [] }: WithContent["content"], { bodyBytesMax }: Viewing) =>
  filled("textRanges", cut(text, bodyBytesMax).isCut ? [] : ranges);

/** Why a received mail lies in its thread, or beside which one. mail.md 5.2 */
export function threadingOf({ id }: Interaction, viewing: Viewing) {
  const { joinedBecause, linkedThread } = viewing.extras?.get(id) ?? {};
  return { ...present("joinedBecause", joinedBecause), ...present("linkedThreadId", linkedThread) };
}

const verdictShape = ({ spf, dkim, dmarc, isAligned }: SenderVerdict) => ({
  spf,
  dkim,
  dmarc,
  aligned: isAligned,
});

const timeOf = <Key extends string>(key: Key, at: number | undefined) =>
  present(key, at === undefined ? undefined : isoTime(at));
