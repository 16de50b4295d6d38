/** What of the original goes into the threading headers of an answer. Ids in angle brackets. */
export type AnsweredIds = {
  readonly messageId: string;
  readonly inReplyTo: readonly string[];
  readonly references: readonly string[];
};

export type ThreadingHeaders = { readonly inReplyTo: string | undefined; readonly references: readonly string[] };

/** Headers of Reply, ReplyAll and Create with a parent: wire.md 5.3, RFC 5322 §3.6.4. */
export function replyHeaders(original: AnsweredIds): ThreadingHeaders {
  return { inReplyTo: original.messageId === "" ? undefined : original.messageId, references: chain(original) };
}

/** A Forward names its original in References only. */
export function forwardHeaders(original: AnsweredIds): ThreadingHeaders {
  return { inReplyTo: undefined, references: chain(original) };
}

/** Whether text can stand in a header: no CR, LF, NUL (mail.md 9). Everything that we write passes here. */
export function isHeaderSafe(value: string): boolean {
  return !/[\r\n\0]/.test(value);
}

const keptAtTheEnd = 19;

/** References, else the first of In-Reply-To, and the Message-ID; of a long chain the first and the last 19. */
function chain({ messageId, inReplyTo, references }: AnsweredIds): readonly string[] {
  const before = references.length > 0 ? references : inReplyTo.slice(0, 1);
  const all = messageId === "" ? before : [...before.filter((id) => id !== messageId), messageId];
  return all.length > keptAtTheEnd + 1 ? [...all.slice(0, 1), ...all.slice(-keptAtTheEnd)] : all;
}
