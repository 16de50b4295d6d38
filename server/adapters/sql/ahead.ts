import type { RawBuilder } from "kysely";
import type { Database } from "./context.ts";

/** Statements of one transaction that are sent without waiting for each answer. */
export type Ahead = {
  /**
   * Resolves when the statement is on its way: what is asked after it sees what it did. For statements whose answer nobody reads; that it
   * failed is said by `answered`, and by every statement behind it, because PostgreSQL refuses them all.
   */
  send(statement: RawBuilder<unknown>): Promise<void>;
  /** Resolves when all that was sent has been done. Throws what the first that failed has thrown. */
  answered(): Promise<void>;
};

/**
 * Each answer that is waited for costs a turn of a busy event loop, in which the database does nothing for the transaction; what is sent at
 * once is done at once. PostgreSQL 18, 54.2.4
 */
export function createAhead(database: Database): Ahead {
  let answers: Promise<unknown>[] = [];
  return {
    send: (statement) =>
      database.getExecutor().provideConnection(async (connection) => {
        const answer = connection.executeQuery(statement.compile(database));
        // Told by `answered`; until then nobody listens.
        answer.catch(() => undefined);
        answers.push(answer);
      }),
    async answered() {
      const waited = answers;
      answers = [];
      // In their order: the first that failed is the reason, those behind it only say that something did.
      for (const answer of waited) await answer;
    },
  };
}
