import type { UserActor } from "../../domain/agent/actor.ts";
import type { Performing } from "../../operations/perform.ts";
import type { Account } from "../../ports/agents.ts";
import type { Chance } from "../../ports/chance.ts";
import type { Clock } from "../../ports/clock.ts";
import type { HttpSession } from "../../ports/sessions.ts";
import { beginHttpSession, endHttpSession } from "../../wire/http-session.ts";
import type { Accounts } from "./accounts.ts";
import { noteEveryMs } from "./activity.ts";
import type { PresentSettings } from "./present-settings.ts";
import { recent } from "./recent.ts";
import type { HttpSettings } from "./settings.ts";
import { issueTicket, readTicket, sha256, type Ticket } from "./tickets.ts";

/** HTTP sessions: cookies, and their rows from the first use on. wire.md 1.5 */
export type HttpSessions = {
  /** A fresh cookie for somebody who proved who it is. */
  issue(actor: UserActor): Promise<Ticket>;
  /** The session of a cookie; undefined when it is none of ours, ended, too old, or its user may not sign in. */
  find(cookie: string): Promise<{ readonly ticket: Ticket; readonly account: Account } | undefined>;
  end(ticket: Ticket, actor: UserActor): Promise<void>;
};

type Options = {
  readonly performing: Performing;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly accounts: Accounts;
  readonly present: PresentSettings;
  readonly settings: HttpSettings;
};

export function createHttpSessions(options: Options): HttpSessions {
  const { performing, clock, chance, accounts, present, settings } = options;
  const limits = { clock, staleMs: settings.staleMs, sizeMax: settings.rememberedMax };
  const secrets = recent({
    ...{ clock, staleMs: Number.POSITIVE_INFINITY, sizeMax: 1 },
    load: () => performing.store.read((reading) => reading.centre.secret()),
  });
  const rows = recent({
    ...limits,
    load: (idHash) => performing.store.read((reading) => reading.sessions.byHash(idHash)),
  });

  async function isAlive(ticket: Ticket): Promise<boolean> {
    const { sessionIdleTimeoutMs } = await present.now();
    // What is written down may be older than the last request by so much.
    const idleMs = sessionIdleTimeoutMs + noteEveryMs(settings, sessionIdleTimeoutMs);
    const now = clock.steady();
    if (now - ticket.issuedAt > settings.sessionAbsoluteMs) return false;
    const row = await rows.get(ticket.idHash);
    // Not a moment longer: the row of a session that was ended is swept when it has been idle so long.
    if (row === undefined) return now - ticket.issuedAt <= sessionIdleTimeoutMs;
    const isYoung = now - row.createdAt <= settings.sessionAbsoluteMs;
    return isYoung && row.user === ticket.user && now - row.lastSeenAt <= idleMs;
  }

  async function begin(ticket: Ticket, { actor }: Account): Promise<void> {
    const { idHash } = ticket;
    try {
      await beginHttpSession(performing, actor, { idHash, csrfToken: sha256(ticket.csrfToken) });
    } catch (error) {
      // Two requests may bring a new cookie at once.
      if ((await read(idHash)) === undefined) throw error;
    }
    rows.forget(idHash);
  }

  /** A cookie proves itself, so that its row is gone does not end it. */
  const isEnded = ({ idHash, issuedAt }: Ticket, { sessionsEnded }: Account): boolean =>
    sessionsEnded !== undefined && issuedAt <= sessionsEnded.at && idHash !== sessionsEnded.kept;
  const read = (idHash: string): Promise<HttpSession | undefined> =>
    performing.store.read((reading) => reading.sessions.byHash(idHash));

  return {
    issue: async (actor) => issueTicket(await secrets.get(""), { chance, user: actor.id, issuedAt: clock.steady() }),
    async find(cookie) {
      const ticket = readTicket(await secrets.get(""), cookie);
      if (ticket === undefined || !(await isAlive(ticket))) return undefined;
      const account = await accounts.byId(ticket.user);
      if (account === undefined || isEnded(ticket, account)) return undefined;
      if ((await rows.get(ticket.idHash)) === undefined) await begin(ticket, account);
      return { ticket, account };
    },
    async end(ticket, actor) {
      await endHttpSession(performing, actor, ticket.idHash);
      rows.forget(ticket.idHash);
    },
  };
}
