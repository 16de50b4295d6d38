import type { ReportPart } from "../../domain/mail/report/report.ts";
import type { Files } from "../../ports/files.ts";
import type { MessageReader, RawMessage, ReadAttachment } from "../../ports/mail.ts";
import { attachedMail } from "./attached-mail.ts";
import { type ReadingLimits, readingLimits } from "./limits.ts";
import { type Identity, type Reading, rawOnly, readerVersion } from "./reading.ts";
import { reportParts, startOf } from "./report-parts.ts";
import { chunksOf, leftOf, storeAttachments, storeRaw } from "./stored-attachments.ts";
import { type Thread, ThreadFailed } from "./thread.ts";
import type { ThreadPool } from "./thread-pool.ts";
import { placeOfWrapped, wrappedReport } from "./wrapped-report.ts";

export type ReaderOptions = {
  readonly pool: ThreadPool;
  readonly files: Files;
  readonly limits?: ReadingLimits;
  /** Larger messages are read one at a time (mail.md 4.3). */
  readonly largeBytes?: number;
};

/**
 * Reads messages in threads; attachments are decoded here, by stream, because only here can they be stored. Where a thread dies the message
 * is read raw-only in another one, and where that dies too it is kept without a reading; so is, raw-only, one whose file is damaged or
 * missing. Throws only our own trouble: files, or stopped.
 */
export function createMessageReader({
  pool,
  files,
  limits = readingLimits,
  largeBytes = 10_485_760,
}: ReaderOptions): MessageReader {
  const inTurn = createTurns();
  const readIn = (raw: RawMessage, isRawOnly: boolean) =>
    pool.with((thread) => readWith(thread, isRawOnly ? leftOf(raw, files) : chunksOf(raw, files), isRawOnly, limits));
  const wrappedIn = async (stored: readonly ReadAttachment[], parts: readonly ReportPart[]) => {
    const place = placeOfWrapped(parts, limits);
    const attached = stored.filter(({ mime }) => mime === "message/rfc822").at(place ?? stored.length);
    if (attached === undefined) return undefined;
    const bytes = await startOf(attached, files);
    const reading = await unlessFailed(readIn({ bytes }, false));
    return reading === undefined ? undefined : wrappedReport(reading, bytes);
  };
  const read = async (raw: RawMessage, isRawOnly: boolean) => {
    const first = isRawOnly ? undefined : await unlessFailed(readIn(raw, false));
    const reading =
      first ?? (await unlessFailed(readIn(raw, true))) ?? rawOnly(nobody, "the message could not be read at all");
    const { isRawOnly: isRaw, attachments, ...rest } = reading;
    if (isRaw) {
      const nothing = { attachedMail: undefined, reportParts: [], wrappedReport: undefined };
      return { ...rest, attachments: [await storeRaw(raw, files)], ...nothing };
    }
    const stored = await storeAttachments(attachments, raw, files);
    const [attached, parts] = [await attachedMail(stored, files, limits), await reportParts(stored, files)];
    const wrapped = await wrappedIn(stored, parts);
    return { ...rest, attachments: stored, attachedMail: attached, reportParts: parts, wrappedReport: wrapped };
  };
  return {
    read: (raw, options) => {
      const size = "bytes" in raw ? raw.bytes.length : raw.size;
      const begin = () => read(raw, options?.rawOnly ?? false);
      return size > largeBytes ? inTurn(begin) : begin();
    },
    stop: () => pool.stop(),
  };
}

const nobody: Identity = {
  ...{ readerVersion, headers: [], from: [], replyTo: [], to: [], cc: [], bcc: [] },
  ...{ subject: "", messageId: "", references: [], inReplyTo: [], date: undefined, defects: [] },
};

/** Feeds one message to a thread. A thread that dies over the HTML has told the rest before. */
async function readWith(
  thread: Thread,
  chunks: AsyncGenerator<Uint8Array>,
  isRawOnly: boolean,
  limits: ReadingLimits,
): Promise<Reading> {
  let partial: Reading | undefined;
  try {
    let answer = await thread.ask({ kind: "read", rawOnly: isRawOnly, limits });
    while (answer.kind !== "reading") {
      if (answer.kind === "partial") {
        partial = answer.reading;
        answer = await thread.ask({ kind: "goOn" });
      } else {
        const { done, value } = await chunks.next();
        // A copy: the bytes move to the thread, and what they are cut from stays here.
        answer = await thread.ask(done === true ? { kind: "end" } : { kind: "chunk", bytes: new Uint8Array(value) });
      }
    }
    return answer.reading;
  } catch (error) {
    if (error instanceof ThreadFailed) throw new ReadingFailed(error.message, { cause: error, partial });
    throw error;
  } finally {
    await chunks.return(undefined);
  }
}

/** Its thread is of no more use; `partial` is what it had told. */
class ReadingFailed extends ThreadFailed {
  readonly partial: Reading | undefined;

  constructor(message: string, options: ErrorOptions & { readonly partial: Reading | undefined }) {
    super(message, options);
    this.partial = options.partial;
  }
}

async function unlessFailed(reading: Promise<Reading>): Promise<Reading | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof ReadingFailed) return error.partial;
    throw error;
  }
}

/** Runs what it is given one after the other. */
function createTurns() {
  let last: Promise<unknown> = Promise.resolve();
  return <Result>(begin: () => Promise<Result>): Promise<Result> => {
    const turn = last.then(begin, begin);
    last = turn;
    return turn;
  };
}
