import type { Activity } from "./activity.ts";
import { type Admission, refuseOwing } from "./admission.ts";
import type { Asker, Authentication } from "./authentication.ts";
import { boundedMap } from "./bounded-map.ts";
import { isOriginAllowed } from "./guard.ts";
import type { PresentSettings } from "./present-settings.ts";
import type { Rate } from "./rate.ts";

/** Log-in for the push server: the same rules, but for the CSRF token, which published CometD clients cannot send. wire.md 1.6, 3.2 */
export type Callers = {
  /** Throws what the error handler answers: 401; 403 with code 8; 429. `session`: the one of the cookie, if that proved it. */
  readonly authenticate: (request: Asker) => Promise<{ readonly user: string; readonly session: string | undefined }>;
  /** Whether a page of this origin may speak to us. */
  readonly originAllowed: (origin: string, host: string | undefined) => boolean;
  /** Setting `alwaysHttp200`, as it is now. */
  readonly alwaysHttp200: () => boolean;
  /** The user is there: a poll, or a message over a websocket, which keeps the HTTP session that opened it. */
  readonly onActivity: (user: string) => void;
  /** Takes one websocket message from the user's share, `requestRate` beside that of requests; else milliseconds until there is one. */
  readonly waitMs: (user: string) => number;
};

export function pushCallers(options: {
  readonly authentication: Authentication;
  readonly admission: Admission;
  readonly activity: Activity;
  readonly present: PresentSettings;
  readonly rate: Rate;
  readonly rememberedMax: number;
}): Callers {
  const { authentication, admission, activity, present, rate } = options;
  const sessionOfSocket = boundedMap<string, string>(options.rememberedMax);
  return {
    async authenticate(request) {
      const signed = await authentication.identify(request);
      const user = signed.actor.id;
      await admission.count(user);
      refuseOwing(signed);
      const session = signed.by === "cookie" ? signed.ticket.idHash : undefined;
      activity.note(user, session);
      if (session !== undefined && request.headers.upgrade !== undefined) sessionOfSocket.set(user, session);
      return { user, session };
    },
    originAllowed(origin, host) {
      const settings = present.latest();
      return settings !== undefined && isOriginAllowed(origin, host, settings);
    },
    alwaysHttp200: () => present.latest()?.alwaysHttp200 ?? false,
    waitMs(user) {
      const settings = present.latest();
      return settings === undefined ? 0 : rate.take(user, settings);
    },
    onActivity: (user) => activity.note(user, sessionOfSocket.get(user)),
  };
}
