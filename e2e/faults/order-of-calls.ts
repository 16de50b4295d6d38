import type { Call } from "../support/trace.ts";

/** The calls that tell when something was durable, and when somebody was told so. */
export const isTelling = ({ name, text }: Call): boolean =>
  /^\d+<(TCP|UNIX)/.test(text) ||
  name.startsWith("rename") ||
  (name.endsWith("sync") && /\/(pg_wal|files)\//.test(text));

/** What breaks the order for the mail that has `mark` in its subject; undefined when nothing does. mail.md 2.2 */
export function brokenOnTheWayIn(calls: readonly Call[], mark: string, isLarge: boolean): string | undefined {
  const arrived = calls.find((call) => call.name === "read" && has(call, mark) && isTcp(call));
  if (arrived === undefined) return "the mail never came";
  const connection = descriptor(arrived);
  const reply = calls.find(
    (call) => call.begun > arrived.ended && isWrite(call) && descriptor(call) === connection && /"250 /.test(call.text),
  );
  if (reply === undefined) return "no 250";
  const committed = durableCommit(calls, arrived.ended, mark);
  if (typeof committed === "string") return committed;
  if (committed.synced.ended >= reply.begun) return "the 250 left before the commit was synced";
  return isLarge ? brokenFile(calls, arrived.ended, committed.asked.begun) : undefined;
}

/** What breaks the order for one final dot to the next hop at `port`. mail.md 11.3 */
export function brokenOnTheWayOut(calls: readonly Call[], dot: Call): string | undefined {
  const began = calls.findLast(
    (call) =>
      call.ended < dot.begun && isWrite(call) && descriptor(call) === descriptor(dot) && has(call, "MAIL FROM:"),
  );
  if (began === undefined) return "a dot without its MAIL";
  const marked = durableCommit(calls, began.ended, "committing");
  if (typeof marked === "string") return marked;
  return marked.synced.ended < dot.begun ? undefined : "the dot left before the mark was synced";
}

/** The calls that let the end of a message's data go to the next hop at `port`: a dot that is alone on its line. */
export const finalDots = (calls: readonly Call[], port: string): readonly Call[] =>
  calls.filter(
    (call) => isWrite(call) && descriptor(call).endsWith(`:${port}]>`) && /("|\\r\\n)\.\\r\\n"/.test(call.text),
  );

type Commit = { readonly asked: Call; readonly synced: Call };

/**
 * The commit of the first transaction after line `from` that has `mark` in what its PostgreSQL process was sent: that process answered
 * COMMIT only after a sync of the log that began when COMMIT had come in. Another process may have done the sync for it.
 */
function durableCommit(calls: readonly Call[], from: number, mark: string): Commit | string {
  const told = calls.find((call) => call.begun > from && call.name === "recvfrom" && has(call, mark));
  if (told === undefined) return "the database was never told";
  const asked = calls.find((call) => call.begun > told.begun && call.pid === told.pid && isCommit(call));
  if (asked === undefined) return "no COMMIT";
  const answered = calls.find(
    (call) => call.begun > asked.ended && call.pid === told.pid && call.name === "sendto" && has(call, "COMMIT\\0Z"),
  );
  if (answered === undefined) return "COMMIT was not answered";
  const synced = calls.find(
    (call) => call.begun > asked.ended && call.ended < answered.begun && isSync(call) && has(call, "/pg_wal/"),
  );
  return synced === undefined ? "COMMIT was answered before a sync" : { asked, synced };
}

/** Bytes synced, then renamed to their hash, then the folder synced, all before the row's COMMIT was asked for. */
function brokenFile(calls: readonly Call[], from: number, until: number): string | undefined {
  const between = calls.filter((call) => call.begun > from && call.ended < until);
  const renamed = between.find((call) => call.name.startsWith("rename") && has(call, "/files/incoming/"));
  if (renamed === undefined) return "the file was not put in its place before COMMIT";
  const isSynced = between.some((call) => isSync(call) && has(call, "/files/incoming/") && call.ended < renamed.begun);
  if (!isSynced) return "the file was renamed before it was synced";
  const isPlaced = between.some(
    (call) => isSync(call) && /\/files\/[0-9a-f]{2}>/.test(call.text) && call.begun > renamed.ended,
  );
  return isPlaced ? undefined : "the folder was not synced before COMMIT";
}

const has = (call: Call, text: string): boolean => call.text.includes(text);
const isTcp = (call: Call): boolean => /^\d+<TCP/.test(call.text);
const isWrite = (call: Call): boolean => isTcp(call) && /^(write|writev|sendto|sendmsg)$/.test(call.name);
const isSync = (call: Call): boolean => call.name === "fsync" || call.name === "fdatasync";
const isCommit = (call: Call): boolean => call.name === "recvfrom" && /"Q[^"]*commit\\0"/i.test(call.text);
const descriptor = (call: Call): string => /^\d+<(?:->|[^>])*>/.exec(call.text)?.[0] ?? "";
