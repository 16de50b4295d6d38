import type { DeliveryState } from "../domain/interaction/interaction.ts";
import type { ReportSchedule } from "../domain/reporting/schedule.ts";

/** What became of the last one: how its mail fares, or why there is none. */
export type LastReport = {
  /** Wall milliseconds. */
  readonly at: number;
  readonly delivery: DeliveryState | undefined;
  readonly problem: string | undefined;
};

export type ScheduleWithLast = ReportSchedule & { readonly last: LastReport | undefined };

export interface ReportScheduleReads {
  /** Of one user, or of all, oldest first, at most 1,000. */
  all(owner: string | undefined): Promise<readonly ScheduleWithLast[]>;
  /** Whose time has come, the one that is due longest first. `now`: steady. */
  due(now: number, limit: number): Promise<readonly ReportSchedule[]>;
  /** Domains of agents' own addresses, in lower case, at most 1,000. */
  agentDomains(): Promise<readonly string[]>;
}

export interface ReportScheduleRows {
  create(schedule: ReportSchedule): Promise<void>;
  /** Of that owner, or of anybody. Undefined: there is none. */
  remove(id: string, owner: string | undefined): Promise<ReportSchedule | undefined>;
  /** From this time to its next, with what became of it. False: somebody else has done it, or it was removed. */
  advance(
    schedule: Pick<ReportSchedule, "id" | "nextAt">,
    next: Pick<ReportSchedule, "nextAt" | "due"> & {
      readonly mail: string | undefined;
      readonly problem: string | undefined;
    },
  ): Promise<boolean>;
}
