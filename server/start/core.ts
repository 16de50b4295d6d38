import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { ProvisionedSettings, Provisioning } from "@postroom/contract";
import { openDiskFiles } from "../adapters/files/disk.ts";
import { createHtml } from "../adapters/html/html.ts";
import { macOf } from "../adapters/ids/mac.ts";
import { randomIds } from "../adapters/ids/random.ts";
import { createMetrics } from "../adapters/metrics/prometheus.ts";
import { createMessageWriter } from "../adapters/mime/compose.ts";
import { htmlInThread } from "../adapters/mime/html-thread.ts";
import { headersOf } from "../adapters/mime/identity.ts";
import { createMessageReader } from "../adapters/mime/reader.ts";
import { ThreadPool, threadPoolDefaults } from "../adapters/mime/thread-pool.ts";
import { createPasswords } from "../adapters/passwords/argon2.ts";
import { createClamd } from "../adapters/scanner/clamd.ts";
import { exemptAddresses } from "../adapters/smtp/receiver-admission.ts";
import { shareClock } from "../adapters/sql/shared-clock.ts";
import { createStore } from "../adapters/sql/store.ts";
import { createWakeBetween } from "../adapters/sql/wake-between.ts";
import { openClock, type SystemClock, systemChance, systemPace } from "../adapters/time/system.ts";
import { type WallStep, watchWallSteps } from "../adapters/time/wall-steps.ts";
import { createDomainRecords } from "../adapters/verdicts/domain-records.ts";
import { createVerdicts } from "../adapters/verdicts/in-thread.ts";
import { createResolver } from "../adapters/verdicts/resolver.ts";
import { createWake } from "../adapters/wake/in-process.ts";
import type { Configuration } from "../config-options.ts";
import type { DomainLooking } from "../loops/domain-looker.ts";
import type { JudgingAgain } from "../loops/judge-again.ts";
import type { LoopOptions } from "../loops/loop.ts";
import type { Authentication } from "../loops/reader.ts";
import type { Performing } from "../operations/perform.ts";
import type { Clock } from "../ports/clock.ts";
import type { Files } from "../ports/files.ts";
import type { Log } from "../ports/log.ts";
import type { MessageReader } from "../ports/mail.ts";
import type { Metrics } from "../ports/metrics.ts";
import type { Passwords } from "../ports/passwords.ts";
import type { Store } from "../ports/store.ts";
import type { Wake } from "../ports/wake.ts";
import { nothingOfFile, type OfFile, ofFile } from "../wire/of-file.ts";
import { givenSettings, readerLimits, threadLimits } from "./adapter-settings.ts";
import type { Closing } from "./closing.ts";
import { filesFolder } from "./data-directory.ts";
import { fileAlarm } from "./file-alarm.ts";
import { createIntake, type Taking } from "./intake.ts";
import { applyProvisioning } from "./provisioning.ts";
import { openSecrets } from "./secrets.ts";
import { openSigning } from "./signing.ts";
import type { Storage } from "./storage.ts";
import { claimFiles } from "./stored-files.ts";
import { unkeptReader } from "./unkept-reader.ts";

/** What every part of the server is made with. */
export type Core = {
  readonly performing: Performing;
  readonly store: Store;
  readonly clock: Clock;
  readonly files: Files;
  readonly metrics: Metrics;
  readonly passwords: Passwords;
  readonly reader: MessageReader;
  readonly authentication: Authentication;
  /** Undefined: nobody looks into attachments. */
  readonly scanning: JudgingAgain | undefined;
  /** How our own domains are looked up in DNS. */
  readonly domains: DomainLooking;
  readonly log: Log;
  readonly given: ProvisionedSettings;
  /** What the file owns that is applied at every start. */
  readonly ofFile: OfFile;
  /** Whether provisioning changed something. */
  readonly wasProvisioned: boolean;
  /** The last time that the wall clock was set while we ran. */
  readonly wallStep: () => WallStep | undefined;
  readonly intake: Taking;
  /** What all loops share. */
  readonly loop: Omit<LoopOptions, "name" | "intervalMs" | "tick">;
};

type Options = {
  readonly storage: Storage;
  readonly provisioning: Provisioning;
  readonly log: Log;
  readonly closing: Closing;
  readonly onFatal: (error: Error) => void;
};

const leftOverMs = 3_600_000;

/** Opens files, clock and threads on an open database, and makes the centre what the provisioning file says. */
export async function openCore(configuration: Configuration, options: Options): Promise<Core> {
  const { log, closing, storage, provisioning } = options;
  const clock = await openClock({ anchorFile: join(configuration.data, "clock") });
  closing.add(() => clock.stop());
  if (storage.sharedUrl !== undefined) await sharedClock(clock, options);
  const wallSteps = watchWallSteps(clock, log);
  closing.add(() => wallSteps.stop());
  const metrics = createMetrics();
  const files = await openDiskFiles({
    folder: filesFolder(configuration.data),
    clock,
    // Where others may be writing, only what is older than any upload is surely left over.
    leftOverMs: storage.isOurs ? 0 : leftOverMs,
    failed: options.onFatal,
    unreadable: fileAlarm({ metrics, log }),
  });
  const wake = createWake();
  const passwords = createPasswords();
  const store = createStore({ pool: storage.pool, clock, wake: wakeOf(wake, options), log, broken: options.onFatal });
  await claimFiles(configuration.data, store);
  const isDefault = configuration.provision === undefined;
  const given = await settingsInForce(store, isDefault, provisioning.settings);
  const entry = new URL("../mail-thread.ts", import.meta.url);
  const threads = new ThreadPool({ ...threadPoolDefaults(entry, availableParallelism()), ...threadLimits(given) });
  closing.add(() => threads.stop());
  const world = {
    ids: randomIds(systemChance),
    files,
    html: createHtml(htmlInThread(threads)),
    mac: macOf,
    passwords,
    readUnkept: unkeptReader(threads, readerLimits(given)),
  };
  const secrets = await openSecrets(configuration, {
    store,
    willSeal: provisioning.mailboxes.some(({ imap }) => imap !== undefined),
  });
  const { writer, signed } = await openSigning(createMessageWriter(files), configuration, given);
  const performing = { store, world: { ...world, writer, headersOf, secrets }, log };
  const verdicts = createVerdicts({ entry: new URL("../verdict-thread.ts", import.meta.url), files });
  closing.add(() => verdicts.stop());
  const wasProvisioned = await applyProvisioning(performing, passwords, provisioning, { isDefault });
  return {
    ofFile: isDefault ? nothingOfFile : ofFile(provisioning),
    ...{ performing, store, clock, files, metrics, passwords, log, given, wasProvisioned, wallStep: wallSteps.last },
    reader: createMessageReader({
      pool: threads,
      files,
      limits: readerLimits(given),
      largeBytes: given.reading.largeMessageBytes,
    }),
    scanning: scanningOf(given, metrics),
    domains: {
      ...{ records: createDomainRecords(createResolver()), signed },
      relayHost: configuration.relay?.host,
    },
    authentication: { verdicts, isTrustedRelay: exemptAddresses(given.smtp.trustedRelays) },
    intake: createIntake({ clock, pace: systemPace, wake }),
    loop: { wake, pace: systemPace, log, metrics },
  };
}

/** Others may serve from this database: all of them go by one time. */
async function sharedClock(clock: SystemClock, { storage, log, closing }: Options): Promise<void> {
  const shared = await shareClock(storage.pool, clock, { log });
  closing.add(() => shared.stop());
}

/** What is committed wakes loops here, and in the other processes that may serve from this database. */
function wakeOf(here: Wake, { storage: { sharedUrl: url }, log, closing }: Options): Wake {
  if (url === undefined) return here;
  const speaker = Buffer.from(systemChance.bytes(8)).toString("hex");
  const between = createWakeBetween({ url, here, speaker, log });
  closing.add(() => between.stop());
  return between;
}

function scanningOf({ reading }: ProvisionedSettings, metrics: Metrics): JudgingAgain | undefined {
  const { scanner, scannerTimeout } = reading;
  if (scanner === undefined) return undefined;
  const at = scanner.startsWith("/") ? { path: scanner } : hostAndPort(scanner);
  const scanMs = scannerTimeout * 1_000;
  const again = { firstMs: reading.scannerRetryFirst * 1_000, maxMs: reading.scannerRetryMax * 1_000 };
  return { scanner: createClamd({ at, scanMs }), metrics, again, claimMs: scanMs + committingMs };
}

/** Longer than it takes to write down what the scanner has said. */
const committingMs = 60_000;

function hostAndPort(text: string): { readonly host: string; readonly port: number } {
  const colon = text.lastIndexOf(":");
  return { host: text.slice(0, colon).replace(/^\[(.*)\]$/, "$1"), port: Number(text.slice(colon + 1)) };
}

/** Those of the file when one is applied now, else those that an earlier start stored. */
async function settingsInForce(
  store: Store,
  isDefault: boolean,
  ofFile: ProvisionedSettings,
): Promise<ProvisionedSettings> {
  if (!isDefault) return ofFile;
  return store.read(async (reading) =>
    (await reading.centre.fingerprint()) === "" ? ofFile : givenSettings(await reading.centre.settings()),
  );
}
