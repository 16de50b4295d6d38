import { afterIntake } from "../loops/after-intake.ts";
import { holdingBallast } from "../loops/ballast.ts";
import { canaryTick } from "../loops/canaries.ts";
import { type ChainTold, tellChainHead } from "../loops/chain-head.ts";
import { runDue } from "../loops/clock.ts";
import { type DomainLooking, lookOnce } from "../loops/domain-looker.ts";
import { workOnJobs } from "../loops/jobs.ts";
import { type JudgingAgain, judgeAgain } from "../loops/judge-again.ts";
import { createLoop, type Loop, type LoopOptions } from "../loops/loop.ts";
import { type Authentication, readSome } from "../loops/reader.ts";
import { mailReports } from "../loops/report-mailer.ts";
import { routeOnce } from "../loops/router.ts";
import { sweeping, sweepOnce } from "../loops/sweeper.ts";
import { type Shown, watchOnce, watchStuck } from "../loops/watcher.ts";
import type { Performing } from "../operations/perform.ts";
import type { Ballast } from "../ports/ballast.ts";
import type { Clock } from "../ports/clock.ts";
import type { Files } from "../ports/files.ts";
import type { Intake } from "../ports/intake.ts";
import type { Lease } from "../ports/lease.ts";
import type { MailTransport, MessageReader } from "../ports/mail.ts";

type Options = {
  readonly performing: Performing;
  readonly reader: MessageReader;
  readonly authentication: Authentication;
  /** Undefined: nobody looks into attachments. */
  readonly scanning: JudgingAgain | undefined;
  /** Undefined: there is no relay. */
  readonly transport: MailTransport | undefined;
  readonly lease: Lease;
  readonly domains: DomainLooking;
  readonly intake: Intake;
  readonly files: Files;
  readonly ballast: Ballast;
  readonly freeBytesMin: number;
  readonly clock: Clock;
  /** Names this process in claims. */
  readonly owner: string;
  readonly loop: Omit<LoopOptions, "name" | "intervalMs" | "tick">;
};

/** How often each looks by itself; wake-ups make it sooner (architecture.md 7). */
const intervalsMs = {
  router: 1_000,
  clock: 250,
  jobs: 1_000,
  reader: 1_000,
  scanner: 5_000,
  sweeper: 60_000,
  ballast: 1_000,
  watcher: 30_000,
  canaries: 10_000,
  reports: 10_000,
  domains: 60_000,
} as const;

/** Nearly every step of everybody sets a deadline, and hardly one of them is nearer than this. */
const clockRestMs = 100;

/** The loops that need nothing but the database, the reader and the way out: routing, deadlines, reading, watching, housekeeping. */
export function createLoops({
  performing,
  reader,
  authentication,
  scanning,
  transport,
  lease,
  domains,
  intake,
  files,
  ballast,
  freeBytesMin,
  clock,
  owner,
  loop,
}: Options): readonly Loop[] {
  const make = (
    name: keyof typeof intervalsMs,
    tick: () => Promise<boolean>,
    more: Pick<LoopOptions, "restMs"> = {},
  ): Loop => createLoop({ ...loop, ...more, name, intervalMs: intervalsMs[name], tick });
  const uncounted = new Set<string>();
  const read = () => readSome(performing, reader, loop.wake, { owner, authentication, scanning }, uncounted);
  const state = sweeping();
  const shown: Shown = new Map();
  const chainTold: ChainTold = { at: undefined };
  return [
    make("router", () => routeOnce(performing)),
    make("clock", () => runDue(performing), { restMs: clockRestMs }),
    make("jobs", () => workOnJobs({ performing, owner })),
    make("reader", afterIntake({ intake, clock }, read)),
    ...(scanning === undefined ? [] : [make("scanner", () => judgeAgain(performing, scanning))]),
    make("watcher", async () => {
      await watchStuck(performing, loop.metrics);
      await tellChainHead(performing, chainTold);
      return watchOnce(performing, loop.metrics, shown);
    }),
    make("canaries", canaryTick({ performing, transport, lease, metrics: loop.metrics })),
    make("reports", () => mailReports(performing)),
    make("sweeper", () => sweepOnce(performing, state)),
    make("ballast", holdingBallast({ ...loop, ballast, files, clock, floor: freeBytesMin })),
    make("domains", () => lookOnce(performing, domains)),
  ];
}
