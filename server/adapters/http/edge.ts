import type { Performing } from "../../operations/perform.ts";
import type { Chance } from "../../ports/chance.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Passwords } from "../../ports/passwords.ts";
import { type Activity, createActivity } from "./activity.ts";
import { type Admission, createAdmission } from "./admission.ts";
import { type Authentication, createAuthentication } from "./authentication.ts";
import { type PresentSettings, presentSettings } from "./present-settings.ts";
import { type Callers, pushCallers } from "./push-callers.ts";
import { createRate } from "./rate.ts";
import { createRefusedAccesses, type RefusedAccesses } from "./refused-accesses.ts";
import type { HttpSettings } from "./settings.ts";

/** Who may come in; made once for all routes. */
export type Edge = {
  readonly present: PresentSettings;
  readonly authentication: Authentication;
  readonly activity: Activity;
  readonly admission: Admission;
  readonly callers: Callers;
  readonly refusals: RefusedAccesses;
};

export function createEdge(options: {
  readonly performing: Performing;
  readonly passwords: Passwords;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly settings: HttpSettings;
}): Edge {
  const { performing, clock, settings } = options;
  const { rememberedMax } = settings;
  const present = presentSettings(performing.store, clock, settings.staleMs);
  const refusals = createRefusedAccesses(options);
  const authentication = createAuthentication({ ...options, present, refusals });
  const activity = createActivity({ ...options, present, accounts: authentication.accounts });
  const rate = () => createRate(clock, rememberedMax);
  const admission = createAdmission({ authentication, activity, present, rate: rate() });
  const callers = pushCallers({ authentication, admission, activity, present, rate: rate(), rememberedMax });
  return { present, authentication, activity, admission, callers, refusals };
}
