import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type ProvisionedSettings, provisionedSettings } from "@postroom/contract";
import { openDiskFiles } from "../../adapters/files/disk.ts";
import { openSigningKeys, readSigningKeys } from "../../adapters/secrets/signing-keys.ts";
import { type Ask, createDomainRecords } from "../../adapters/verdicts/domain-records.ts";
import type { Configuration } from "../../config-options.ts";
import type { DeliveryState } from "../../domain/interaction/interaction.ts";
import { domainOf } from "../../domain/mail/address.ts";
import { canaryLateMs } from "../../domain/mail/canary.ts";
import type { TextRecord } from "../../domain/mail/dkim-record.ts";
import type { Clock } from "../../ports/clock.ts";
import type { MailboxRules } from "../../ports/readings.ts";
import type { SigningKey } from "../../ports/signing.ts";
import type { Store } from "../../ports/store.ts";
import { StartRefused } from "../../start-refused.ts";
import { givenSettings, hostNameOf } from "../adapter-settings.ts";
import { readProvisioning } from "../provisioning.ts";
import { openSecrets } from "../secrets.ts";
import { signingFileOf } from "../signing.ts";
import { examineDomains } from "./domains.ts";
import { type Finding, fail, ok, warn, wordsOf } from "./finding.ts";
import { examineMachine } from "./machine.ts";
import { examineMailboxes, type MailboxKnown } from "./mailboxes.ts";
import { examineReceiving, examineRelay } from "./transport.ts";

export type Examination = { readonly findings: readonly Finding[]; readonly records: readonly TextRecord[] };

type World = {
  /** Opens the store; undefined: there is none yet. Throws `StartRefused`. */
  readonly openStore: () => Promise<Store | undefined>;
  readonly clock: Clock;
  readonly ask: Ask;
  /** PEM of authorities beside those that Node knows. */
  readonly authorities?: readonly string[];
};

/**
 * Looks at everything that has to be right before mail flows: configuration, disk, keys, database, TLS, relay, mailboxes, send queue, DNS.
 * Makes signing keys that are configured and missing, so that their records can be told; a store that no server runs on is opened as a start
 * would, and so brought up to this release. Changes nothing else. product.md, mail.md 10
 */
export async function examine(configuration: Configuration, world: World): Promise<Examination> {
  const now = world.clock.wall();
  const stored = await knownToStore(world.openStore);
  const file = await provisioned(configuration);
  const settings = file.settings ?? stored.known?.settings ?? provisionedSettings.parse({});
  const signing = await signingKeys(configuration, settings);
  const ca = world.authorities?.join("\n");
  const findings: Finding[] = [
    file.finding,
    ...(await examineMachine(configuration, settings.messageBytesMax)),
    ...signing.findings,
    stored.finding,
    await examineReceiving(configuration, now),
    ...(await examineRelay(configuration, { name: hostNameOf(settings), now, ca })),
    ...(stored.known === undefined ? [] : await examineKnown(configuration, world, stored.known)),
  ];
  const mailboxes = stored.known?.mailboxes.map(({ mailbox }) => mailbox.address) ?? file.addresses;
  const domains = await examineDomains({
    domains: [...new Set([...mailboxes.map(domainOf), ...settings.dkim.domains])],
    signed: { domains: settings.dkim.domains, keys: signing.keys },
    ...{ relayHost: configuration.relay?.host, records: createDomainRecords(world.ask) },
  });
  return { findings: [...findings, ...domains.findings], records: domains.records };
}

type Known = {
  readonly store: Store;
  readonly settings: ProvisionedSettings | undefined;
  readonly mailboxes: readonly MailboxKnown[];
  readonly deliveries: Readonly<Record<DeliveryState, number>>;
  readonly isHeld: boolean;
};

async function knownToStore(
  open: World["openStore"],
): Promise<{ readonly finding: Finding; readonly known: Known | undefined }> {
  try {
    const store = await open();
    if (store === undefined)
      return { finding: warn("database", "none yet; the first start makes it"), known: undefined };
    const known = await store.read(async (reading) => {
      const accounts = new Map((await reading.mailAccounts.all()).map((one) => [one.mailbox, one]));
      const health = new Map((await reading.mailAccounts.health()).map((one) => [one.mailbox, one]));
      const canaries = await reading.canaries.facts(reading.now.wall - canaryLateMs);
      const mailboxes = await reading.centre.mailboxes();
      const rules = new Map<string, MailboxRules>();
      for (const { id } of mailboxes) rules.set(id, await reading.readings.rulesOf(id));
      const isSetUp = (await reading.centre.fingerprint()) !== "";
      return {
        settings: isSetUp ? givenSettings(await reading.centre.settings()) : undefined,
        mailboxes: mailboxes.map((mailbox) => ({
          ...{ mailbox, account: accounts.get(mailbox.id), health: health.get(mailbox.id) },
          canary: canaries.get(mailbox.id),
          bounceTag: rules.get(mailbox.id)?.bounceTag === true,
          replyToken: rules.get(mailbox.id)?.replyToken === true,
        })),
        deliveries: await reading.deliveries.boundedCounts(),
        isHeld: (await reading.deliveries.hold()).isHeld,
      };
    });
    return { finding: ok("database", "answers"), known: { store, ...known } };
  } catch (error) {
    const words = error instanceof StartRefused ? error.problems.join("; ") : wordsOf(error);
    return { finding: fail("database", words), known: undefined };
  }
}

async function examineKnown(configuration: Configuration, world: World, known: Known): Promise<readonly Finding[]> {
  const { deliveries, isHeld } = known;
  const sending = [
    isHeld ? [warn("sending", "all outgoing mail is held")] : [],
    deliveries.unknown > 0
      ? [warn("sending", `${deliveries.unknown} e-mails may have gone or not: somebody has to say`)]
      : [],
    deliveries.failed > 0 ? [warn("sending", `${deliveries.failed} e-mails have failed`)] : [],
  ].flat();
  try {
    const secrets = await openSecrets(configuration, { store: known.store, willSeal: false });
    const folder = join(configuration.data, "files");
    const files = await openDiskFiles({ folder, clock: world.clock, leftOverMs: Number.POSITIVE_INFINITY });
    const { authorities } = world;
    const relayHost = configuration.relay?.host;
    const options = { files, secrets, authorities, relayHost, now: world.clock.wall() };
    return [...sending, ...(await examineMailboxes(known.mailboxes, options))];
  } catch (error) {
    if (!(error instanceof StartRefused)) throw error;
    return [...sending, fail("keys", error.problems.join("; "))];
  }
}

async function provisioned({ provision }: Configuration): Promise<{
  readonly finding: Finding;
  readonly settings: ProvisionedSettings | undefined;
  readonly addresses: readonly string[];
}> {
  const nothing = { settings: undefined, addresses: [] };
  if (provision === undefined) return { finding: ok("configuration", "can be read; no provisioning file"), ...nothing };
  try {
    const { settings, mailboxes } = await readProvisioning(provision);
    const finding = ok("configuration", "can be read, and so can the provisioning file");
    return { finding, settings, addresses: mailboxes.map(({ address }) => address.toLowerCase()) };
  } catch (error) {
    if (!(error instanceof StartRefused)) throw error;
    return { finding: fail("configuration", error.problems.join("; ")), ...nothing };
  }
}

async function signingKeys(
  configuration: Configuration,
  { dkim }: ProvisionedSettings,
): Promise<{ readonly findings: readonly Finding[]; readonly keys: readonly SigningKey[] }> {
  if (dkim.domains.length === 0) return { findings: [], keys: [] };
  const file = signingFileOf(configuration);
  try {
    if (await isOurs(configuration.data)) return { findings: [], keys: await openSigningKeys(file, dkim.selectors) };
    // Made by another user they could not be read by the server.
    const known = await readSigningKeys(file);
    const keys = dkim.selectors.flatMap((name) =>
      known.filter(({ selector }) => selector === `${name}-rsa` || selector === `${name}-ed`),
    );
    const isWhole = keys.length === 2 * dkim.selectors.length;
    const later = warn("keys", `${file} is completed by the next start; then come back for its records`);
    return { findings: isWhole ? [] : [later], keys };
  } catch (error) {
    return { findings: [fail("keys", wordsOf(error))], keys: [] };
  }
}

const isOurs = async (folder: string): Promise<boolean> => {
  const found = await stat(folder).catch(() => stat(dirname(folder)).catch(() => undefined));
  return found?.uid === process.getuid?.();
};
