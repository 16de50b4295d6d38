/** What reports know of one incoming e-mail; moments in wall milliseconds. */
export type ReportedMail = {
  readonly id: string;
  /** Id of the queue that it waited in, or does. */
  readonly queue: string;
  readonly state: string;
  readonly receivedAt: number;
  /** When an agent accepted it first. */
  readonly acceptedAt: number | undefined;
  /** When an agent's first reply was sent off. */
  readonly answeredAt: number | undefined;
  readonly endedAt: number | undefined;
  /** How long agents had it in hands, all together, until now. */
  readonly handledMs: number;
  /** Id of who had it in hands last. */
  readonly agent: string | undefined;
  /** How often an agent or supervisor passed it on. */
  readonly transfers: number;
  readonly disposition: string | undefined;
};

/** The same with when its queue promised it. */
export type JudgedMail = ReportedMail & { readonly dueAt: number | undefined };

/** Done in time, too late, or late and not done; undefined while there is time, or where nothing is promised. As the wallboard judges. */
export function isInTime({ endedAt, dueAt }: JudgedMail, now: number): boolean | undefined {
  if (dueAt === undefined) return undefined;
  if (endedAt !== undefined) return endedAt <= dueAt;
  return now >= dueAt ? false : undefined;
}
