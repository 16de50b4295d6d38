/** How much an account may send in how long (mail.md 11.5, 13). */
export type QuotaLimit = {
  readonly name: string;
  readonly counts: "messages" | "recipients";
  readonly max: number;
  readonly periodMs: number;
};

/** What was sent lately, in slots of the period by limit, and how far the next hop has slowed us down. Times are steady. */
export type QuotaState = {
  readonly used: Readonly<Record<string, readonly Slot[]>>;
  /** Of each limit this part counts; halved when the next hop says that we are too fast. */
  readonly factor: number;
  readonly factorAt: number;
};

type Slot = readonly [number: number, count: number];

/** So many messages to so many recipients. */
type Amount = Readonly<Record<QuotaLimit["counts"], number>>;

export const freshQuota: QuotaState = { used: {}, factor: 1, factorAt: 0 };

/** How many more messages and recipients may go now. Undefined: no limit of that kind. Over any period never more than the limit. */
export function roomIn(
  state: QuotaState,
  limits: readonly QuotaLimit[],
  now: number,
): { readonly messages: number | undefined; readonly recipients: number | undefined } {
  const roomOf = (counts: QuotaLimit["counts"]): number | undefined => {
    const rooms = limits.filter((limit) => limit.counts === counts).map((limit) => room(state, limit, now));
    return rooms.length === 0 ? undefined : Math.min(...rooms);
  };
  return { messages: roomOf("messages"), recipients: roomOf("recipients") };
}

/** The state after so many were handed over. */
export function spent(
  state: QuotaState,
  limits: readonly QuotaLimit[],
  { now, ...amount }: Amount & { readonly now: number },
): QuotaState {
  const used = limits.map((limit) => {
    const slot = slotAt(limit, now);
    const known = recent(state, limit, now);
    const last = known.find(([number]) => number === slot)?.[1] ?? 0;
    return [
      limit.name,
      [...known.filter(([number]) => number !== slot), [slot, last + amount[limit.counts]]] as readonly Slot[],
    ];
  });
  return { ...state, used: Object.fromEntries(used) };
}

/**
 * The state after so many that were claimed at `at` turned out not to have reached the next hop. They are taken from what was counted then,
 * or before: never from what was counted later, which would end too soon.
 */
export function givenBack(
  state: QuotaState,
  limits: readonly QuotaLimit[],
  { at, ...amount }: Amount & { readonly at: number },
): QuotaState {
  const used = limits.map((limit) => {
    let left = amount[limit.counts];
    const kept = (state.used[limit.name] ?? []).toReversed().flatMap(([number, count]): readonly Slot[] => {
      const taken = number > slotAt(limit, at) ? 0 : Math.min(left, count);
      left -= taken;
      return count === taken ? [] : [[number, count - taken]];
    });
    return [limit.name, kept.toReversed()] as const;
  });
  return { ...state, used: { ...state.used, ...Object.fromEntries(used) } };
}

/** The next hop says that we are too fast: half as much, at most once a minute, at least a sixteenth. It comes back by a tenth in ten minutes. */
export function slowed(state: QuotaState, now: number): QuotaState {
  if (state.factor < 1 && now - state.factorAt < slowEveryMs) return state;
  return { ...state, factor: Math.max(1 / 16, factorAt(state, now) / 2), factorAt: now };
}

/** Replies by which a next hop says that we are too fast: 421, 432, 4.7.* (mail.md 11.5). */
export const saysTooFast = (code: number | undefined, enhancedCode: string): boolean =>
  code === 421 || code === 432 || enhancedCode.startsWith("4.7.");

const slowEveryMs = 60_000;
const recoverEveryMs = 600_000;
/** Of a period; one more than these are counted, so that the oldest never ends too soon. */
const slots = 24;

const factorAt = ({ factor, factorAt: since }: QuotaState, now: number): number =>
  Math.min(1, factor + Math.max(0, Math.floor((now - since) / recoverEveryMs)) / 10);

const slotAt = ({ periodMs }: QuotaLimit, now: number): number => Math.floor(now / (periodMs / slots));

const recent = (state: QuotaState, limit: QuotaLimit, now: number): readonly Slot[] =>
  (state.used[limit.name] ?? []).filter(([number]) => number >= slotAt(limit, now) - slots);

function room(state: QuotaState, limit: QuotaLimit, now: number): number {
  const used = recent(state, limit, now).reduce((sum, [, count]) => sum + count, 0);
  const max = Math.max(1, Math.floor(limit.max * factorAt(state, now)));
  return Math.max(0, max - used);
}
