/** What a new centre needs, in the order in which it is set up. desktop.md 8.1 */
export const setUpSteps = ["mailbox", "mail-in", "mail-out", "queue", "agent", "rule", "backup"] as const;
export type SetUpStep = (typeof setUpSteps)[number];

/** What the store knows. Times are wall milliseconds. */
export type SetUpFacts = {
  /** `readAt`: when its account was last looked into; undefined for those that mail is delivered to. */
  readonly mailboxes: readonly {
    readonly address: string;
    readonly isFetched: boolean;
    readonly readAt: number | undefined;
    readonly cause: string | undefined;
  }[];
  readonly lastIn: { readonly at: number; readonly from: string } | undefined;
  readonly lastOut: number | undefined;
  /** The last mail that went from a mailbox to itself and came back. */
  readonly trip: { readonly begunAt: number; readonly returnedAt: number } | undefined;
  /** Names of queues that mail may come into, of agents who may sign in, and how many rules count. */
  readonly queues: readonly string[];
  readonly agents: readonly string[];
  readonly rules: number;
  /** When this store was itself made of a backup. */
  readonly restoredAt: number | undefined;
  /** When somebody showed that a copy was, and up to when it went. */
  readonly copy: { readonly provedAt: number; readonly madeAt: number | undefined } | undefined;
};

/** What shows that a step is done, or what it waits for. */
export type SetUpProof = {
  readonly at?: number;
  readonly name?: string;
  readonly count?: number;
  readonly seconds?: number;
  /** Why it is not done yet, in words. */
  readonly cause?: string;
};

/** `waiting`: it was begun, and is not seen to work yet. */
export type SetUpState = {
  readonly id: SetUpStep;
  readonly state: "open" | "waiting" | "done";
  readonly proof: SetUpProof;
};

/** How far a centre is set up, each step by what shows it and not by what somebody says. desktop.md 8.1 */
export const stateOfSteps = (facts: SetUpFacts): readonly SetUpState[] =>
  setUpSteps.map((id) => ({ id, ...judges[id](facts) }));

type Judged = Omit<SetUpState, "id">;

const open: Judged = { state: "open", proof: {} };
const done = (proof: SetUpProof): Judged => ({ state: "done", proof });

const judges: Readonly<Record<SetUpStep, (facts: SetUpFacts) => Judged>> = {
  mailbox: ({ mailboxes }) => {
    const works = mailboxes.find(({ isFetched, readAt }) => !isFetched || readAt !== undefined);
    if (works !== undefined) {
      return done({ name: works.address, count: mailboxes.length, ...at(works.readAt) });
    }
    const [first] = mailboxes;
    if (first === undefined) return open;
    const { address: name, cause } = first;
    return { state: "waiting", proof: { name, ...(cause === undefined ? {} : { cause }) } };
  },
  "mail-in": ({ lastIn, trip }) => {
    if (lastIn !== undefined) return done({ at: lastIn.at, name: lastIn.from, ...secondsOf(trip) });
    return trip === undefined ? open : done({ at: trip.returnedAt, ...secondsOf(trip) });
  },
  "mail-out": ({ lastOut, trip }) => {
    if (lastOut !== undefined) return done({ at: lastOut, ...secondsOf(trip) });
    return trip === undefined ? open : done({ at: trip.begunAt, ...secondsOf(trip) });
  },
  queue: ({ queues }) => named(queues),
  agent: ({ agents }) => named(agents),
  rule: ({ rules }) => (rules === 0 ? open : done({ count: rules })),
  backup: ({ restoredAt, copy }) => {
    if (copy !== undefined) return done(at(copy.madeAt ?? copy.provedAt));
    return restoredAt === undefined ? open : done(at(restoredAt));
  },
};

function named(names: readonly string[]): Judged {
  const [name] = names;
  return name === undefined ? open : done({ name, count: names.length });
}

const at = (time: number | undefined): SetUpProof => (time === undefined ? {} : { at: time });

const secondsOf = (trip: SetUpFacts["trip"]): SetUpProof =>
  trip === undefined ? {} : { seconds: Math.max(0, (trip.returnedAt - trip.begunAt) / 1_000) };
