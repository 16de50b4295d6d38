import type { ImapFlow } from "imapflow";
import { SourceFailed } from "../../ports/mail-source.ts";

/** What the server tells unasked of a folder. */
export type Tidings = {
  /** What was told until now is known. */
  forget(): void;
  /** Resolves when something new is there, or after so long. */
  within(ms: number): Promise<void>;
};

/**
 * Listens from now on: what is told while other commands run must not be missed, or it would lie until the next poll. Waiting is done in
 * IDLE (RFC 2177); without it the library asks by NOOP.
 */
export function watchFolder(client: ImapFlow): Tidings {
  let isTold = false;
  let wake = (): void => undefined;
  client.on("exists", () => {
    isTold = true;
    wake();
  });
  client.on("close", () => wake());
  const wait = async (ms: number): Promise<void> => {
    const told = new Promise<void>((resolve) => {
      wake = resolve;
    });
    const timer = setTimeout(wake, ms);
    const idling = client.idle();
    try {
      await Promise.race([told, idling]);
      // IDLE that ends by itself was refused: the poll alone remains.
      if (client.usable) await told;
      // The next command ends IDLE; this one is for that alone.
      await client.noop();
      await idling;
    } finally {
      clearTimeout(timer);
      idling.catch(() => undefined);
    }
  };
  return {
    forget() {
      isTold = false;
    },
    async within(ms) {
      if (!isTold && client.usable) await wait(ms);
      if (!client.usable) throw new SourceFailed("closed", "the mail server ended the connection");
    },
  };
}
