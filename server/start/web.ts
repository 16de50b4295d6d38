import { registerCometd } from "../adapters/cometd/endpoint.ts";
import { type Address, authority } from "../adapters/http/listen.ts";
import type { Endpoint, Page } from "../adapters/http/pages.ts";
import { createHttpServer, type HttpServer } from "../adapters/http/server.ts";
import { httpDefaults } from "../adapters/http/settings.ts";
import { createPictures } from "../adapters/pictures/fetch.ts";
import { systemChance } from "../adapters/time/system.ts";
import type { Configuration } from "../config-options.ts";
import type { Loop } from "../loops/loop.ts";
import type { Store } from "../ports/store.ts";
import { readPending } from "../queries/health/quiet.ts";
import { isDatabaseReady } from "../queries/health/ready.ts";
import { catchUp } from "../wire/catch-up.ts";
import type { Core } from "./core.ts";
import { readDesktop } from "./desktop.ts";
import { createExaminer } from "./doctor/examiner.ts";
import type { Pushing } from "./pushing.ts";
import { version } from "./version.ts";

/** Pages beside the API, and documents that they read. */
export type Pages = { readonly pages: readonly Page[]; readonly endpoints: readonly Endpoint[] };

/** What pages are told. */
export type PageFacts = {
  readonly store: Store;
  readonly version: string;
  readonly httpUrl: () => string;
  readonly smtpAddress: () => string | undefined;
};

export type PagesFor = (facts: PageFacts) => Pages;

type Options = {
  readonly configuration: Configuration;
  readonly core: Core;
  readonly pushing: Pushing;
  readonly loops: readonly Loop[];
  readonly hasRelay: boolean;
  readonly pages: PagesFor | undefined;
  readonly listening: Listening;
};

/** Where things listen, and whether all of them do. Filled while the server starts. */
export type Listening = { http: string; smtp: string | undefined; isOpen: boolean };

/** HTTP: the API's tables, health, the Bayeux endpoint, pages. */
export function createWeb(options: Options): HttpServer {
  const { core, pushing, listening } = options;
  const pages = options.pages?.({
    store: core.store,
    version,
    httpUrl: () => listening.http,
    smtpAddress: () => listening.smtp,
  });
  const http = createHttpServer({
    ...core,
    ...pages,
    listen: options.configuration.http,
    chance: systemChance,
    version,
    desktop: readDesktop(core.log),
    pictures: createPictures(),
    examiner: createExaminer(options.configuration, core),
    settings: httpSettings(core),
    health: {
      checks: readiness(options),
      pending: async () => {
        await catchUp(core.performing);
        return readPending(core.store, { notifiedPosition: pushing.telling.position, hasRelay: options.hasRelay });
      },
      metricsToken: options.configuration.metricsToken,
      wallStep: core.wallStep,
    },
  });
  registerCometd(http.fastify, { hub: pushing.hub, ...http.callers, websocket: core.given.websocket });
  return http;
}

/** `http://host:port`, as the ready line names it. */
export const urlOf = (address: Address): string => `http://${authority(address)}`;

const httpSettings = ({ given }: Core) => ({
  ...httpDefaults,
  trustedProxies: given.trustedProxies,
  sessionAbsoluteMs: given.sessionAbsoluteTimeout * 1000,
  credentialMemoryMs: given.credentialCacheTtl * 1000,
  failedLoginsMax: given.failedLoginsMax,
});

/** Ready only when SMTP, HTTP, timers, database and send queue work. product.md */
function readiness({ core, loops, listening }: Options): Readonly<Record<string, () => boolean | Promise<boolean>>> {
  const loopChecks = loops.map((loop): readonly [string, () => boolean] => [loop.name, loop.isHealthy]);
  return {
    listeners: () => listening.isOpen,
    database: () => isDatabaseReady(core.store),
    ...Object.fromEntries(loopChecks),
  };
}
