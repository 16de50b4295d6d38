import type { FastifyInstance } from "fastify";
import type { Performing } from "../../operations/perform.ts";
import type { Chance } from "../../ports/chance.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Examiner } from "../../ports/examiner.ts";
import type { Metrics } from "../../ports/metrics.ts";
import type { Passwords } from "../../ports/passwords.ts";
import type { Pictures } from "../../ports/pictures.ts";
import { wholeApi } from "../../wire/api.ts";
import type { OpenResource, Resource } from "../../wire/entry.ts";
import { nothingOfFile, type OfFile } from "../../wire/of-file.ts";
import { addDesktop, type Desktop } from "./desktop.ts";
import { docsPages } from "./docs.ts";
import { createEdge } from "./edge.ts";
import { answerTo } from "./failure.ts";
import type { Front } from "./front.ts";
import { addHealth, type HealthOptions } from "./health.ts";
import { addHooks, newFastify } from "./hooks.ts";
import { lookBeforeClosing } from "./last-look.ts";
import { type Address, authority, listen, reachable } from "./listen.ts";
import { addMailView } from "./mail-view.ts";
import { addPages, type Endpoint, type Page } from "./pages.ts";
import type { Callers } from "./push-callers.ts";
import { createRepetition } from "./repetition.ts";
import type { SendAnswer } from "./replies.ts";
import { addResources } from "./routes.ts";
import { sendAnswer } from "./send-answer.ts";
import { addSession } from "./session-routes.ts";
import { addSetUp } from "./set-up-routes.ts";
import type { HttpSettings } from "./settings.ts";
import { answerUnrouted } from "./unknown-path.ts";

export type HttpServerOptions = {
  /** Where it will listen; port 0: any free one. */
  readonly listen: Address;
  readonly performing: Performing;
  readonly passwords: Passwords;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly metrics: Metrics;
  /** The product's version. */
  readonly version: string;
  readonly settings: HttpSettings;
  readonly health: Pick<HealthOptions, "checks" | "pending" | "metricsToken" | "wallStep">;
  /** Beside the API and its reference. */
  readonly pages?: readonly Page[];
  readonly endpoints?: readonly Endpoint[];
  /** Served under `/`. */
  readonly desktop?: Desktop | undefined;
  /** Looks at the machine and at servers of others; absent: nobody looks. */
  readonly examiner?: Examiner;
  /** Absent: there is no file. */
  readonly ofFile?: OfFile;
  /** Fetches pictures from outside; absent: none are shown. */
  readonly pictures?: Pictures;
  /** The tables; all of them unless given. */
  readonly resources?: readonly (Resource | OpenResource)[];
};

export type HttpServer = {
  /** For further routes before `start`, and for `inject`. */
  readonly fastify: FastifyInstance;
  /** Who speaks to the push server. */
  readonly callers: Callers & { readonly front: Front };
  /** Start of absolute URIs: the setting `publicUrl`, else where it listens. */
  publicUrl(): string;
  /** Listens. Throws `ListenRefused` when the address cannot be had. */
  start(): Promise<Address>;
  /** Ends running requests, cuts what takes longer than `stopMs`, and closes. */
  stop(): Promise<void>;
};

/** The HTTP server: the API's tables, log-in, health, the API reference, further pages. Nothing listens before `start`. */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  const { performing, settings } = options;
  const { log } = performing;
  const edge = createEdge(options);
  const fastify = newFastify(settings);
  lookBeforeClosing(fastify.server);
  let address = options.listen;
  let isStopping = false;
  const publicUrl = (): string => edge.present.latest()?.publicUrl ?? `http://${authority(reachable(address))}`;
  const send: SendAnswer = (reply, answer, isDownload = false) =>
    sendAnswer(reply, answer, {
      files: performing.world.files,
      alwaysHttp200: !isDownload && (edge.present.latest()?.alwaysHttp200 ?? false),
    });
  fastify.setErrorHandler((error, _, reply) => send(reply, answerTo(error, { log, chance: options.chance })));
  fastify.setNotFoundHandler(answerUnrouted(send));
  const front = addHooks(
    fastify,
    { log, metrics: options.metrics },
    { ...edge, settings, isStopping: () => isStopping },
  );
  const answering = async () => {
    const present = await edge.present.now();
    return {
      performing,
      passwords: options.passwords,
      examiner: options.examiner ?? nobody,
      ofFile: options.ofFile ?? nothingOfFile,
      settings: present,
      publicUrl: publicUrl(),
      version: options.version,
    };
  };
  void fastify.register((scope, _, done) => {
    scope.removeAllContentTypeParsers();
    // Bodies are read by their routes, after everything that may refuse them unread.
    scope.addContentTypeParser("*", (_request, _payload, parsed) => parsed(null));
    addResources(scope, options.resources ?? wholeApi(), {
      ...edge,
      send,
      answering,
      repetition: createRepetition(performing),
    });
    addSession(scope, { ...edge, send, answering });
    addSetUp(scope, { ...edge, send, answering });
    addMailView(scope, { ...edge, performing, pictures: options.pictures ?? noPictures });
    addHealth(scope, { ...options.health, metrics: options.metrics, log, send });
    addPages(scope, { pages: [...docsPages, ...(options.pages ?? [])], endpoints: options.endpoints ?? [] });
    if (options.desktop !== undefined) addDesktop(scope, options.desktop);
    done();
  });
  return {
    ...{ fastify, publicUrl, callers: { ...edge.callers, front } },
    async start() {
      await edge.present.now();
      address = await listen(fastify, options.listen);
      return address;
    },
    async stop() {
      isStopping = true;
      const cut = setTimeout(() => fastify.server.closeAllConnections(), settings.stopMs);
      // Closing ends the connections that are idle at that moment; one whose answer was just leaving would be kept alive.
      const idle = setInterval(() => fastify.server.closeIdleConnections(), 20);
      await fastify.close();
      clearTimeout(cut);
      clearInterval(idle);
      await Promise.all([edge.activity.settled(), edge.refusals.settled()]);
    },
  };
}

/** Whose findings are none. */
const nobody: Examiner = {
  examine: async () => ({ findings: [], records: [], at: 0 }),
  tryIn: async () => [],
  tryOut: async () => [],
  tryWay: () => undefined,
  lookUp: async () => ({ servers: [], provider: undefined, advice: [], records: [] }),
};

const noPictures: Pictures = { fetch: async () => undefined };
