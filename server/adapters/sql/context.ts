import type { Kysely, RawBuilder } from "kysely";
import type { Event } from "../../domain/interaction/events.ts";
import type { Moment } from "../../domain/interaction/interaction.ts";
import type { Remembered } from "./remembered.ts";
import type { Tables } from "./tables.ts";

/** One connection inside a transaction or snapshot. */
export type Database = Kysely<Tables>;

/** What the writing nouns share: the connection, the moment of the transaction, what is configured, and the outbox. */
export type Writing = {
  readonly database: Database;
  readonly now: Moment;
  readonly remembered: Remembered;
  /** Appends to the outbox of this transaction. */
  readonly append: (event: Event) => Promise<void>;
  /** Sends what nobody waits for before the commit; later statements see what it did. */
  readonly send: (statement: RawBuilder<unknown>) => Promise<void>;
};
