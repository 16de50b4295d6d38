import { Client, type QueryResult } from "pg";

/** A statement is prepared once it was asked so often: what is rare stays out of the memory of every connection. */
const askedMin = 5;
/** So many statements a process prepares at most; the server keeps each for each connection. */
const preparedMax = 200;
/** Counting stops here: texts that differ each time are no statements to be prepared. */
const countedMax = 5_000;
/** Stands in statements that are planned each time: how many rows the values have decides which index is the right one (scale.md 1). */
export const plannedEachTime = "/* planned each time */";
/** So is every search by words. */
const preparable = /^\s*(?:select|insert|update|delete|with)\b(?!.*(?:@@|\/\* planned each time \*\/))/is;

/** PostgreSQL 18 appendix A: a prepared statement would answer other columns than it did, because another release changed the table. */
export const changedColumns = "0A000";

const asked = new Map<string, number>();
const names = new Map<string, string>();
let named = 0;

/** How Kysely begins a transaction. */
const opens = /^(?:begin|start transaction)\b/i;
const nothing = { command: "BEGIN", rowCount: null, rows: [] };

/**
 * A connection on which statements that come again and again are parsed and planned once, and a transaction begins together with its first
 * statement: each round trip costs both sides more than most statements. PostgreSQL 18, PREPARE and 54.2.4
 */
export class PreparedClient extends Client {
  #opening: string | undefined;
  #isGathering = false;

  // The base class has a dozen forms of this; only the one that Kysely uses is changed.
  // biome-ignore lint/suspicious/noExplicitAny: the types of those forms cannot be named.
  override query(...given: any[]): any {
    const [text, values, ...rest] = given;
    if (typeof text === "string" && opens.test(text)) {
      this.#opening = text;
      return Promise.resolve(nothing);
    }
    this.#gather();
    this.#open();
    const name = typeof text === "string" && Array.isArray(values) ? nameOf(text) : undefined;
    const forward = super.query as (...parameters: unknown[]) => Promise<QueryResult> | undefined;
    if (name === undefined) return forward.apply(this, given);
    const answer = forward.call(this, { name, text, values }, ...rest);
    // Whoever asked hears of it once; the next time everything is prepared anew, under other names.
    answer?.catch((error: { readonly code?: unknown }) => {
      if (error.code === changedColumns) names.clear();
    });
    return answer;
  }

  /** Begins what was asked for. Where that fails nothing may follow: it would stand outside of any transaction. */
  #open(): void {
    const opening = this.#opening;
    if (opening === undefined) return;
    this.#opening = undefined;
    super.query(opening).catch(() => this.connection.stream.destroy());
  }

  /** What is asked before anything else can happen leaves at once: each write wakes the server. */
  #gather(): void {
    if (this.#isGathering) return;
    this.#isGathering = true;
    const { stream } = this.connection;
    stream.cork();
    process.nextTick(() => {
      this.#isGathering = false;
      stream.uncork();
    });
  }
}

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= preparedMax) return known;
  const times = (asked.get(text) ?? 0) + 1;
  if (times >= askedMin && preparable.test(text)) {
    const name = `p${named++}`;
    names.set(text, name);
    asked.delete(text);
    return name;
  }
  if (asked.size < countedMax) asked.set(text, times);
  return undefined;
}
