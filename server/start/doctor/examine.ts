import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import { type ProvisionedSettings, provisionedSettings } from "@postroom/contract";
import { openDiskFiles } from "../../adapters/files/disk.ts";
import { openSigningKeys, readSigningKeys } from "../../adapters/secrets/signing-keys.ts";
import { type Ask, createDomainRecords } from "../../adapters/verdicts/domain-records.ts";
import type { Configuration } from "../../config-options.ts";
import { domainOf } from "../../domain/mail/address.ts";
import { dnsAdvice, wantedRecords } from "../../domain/mail/dns-advice.ts";
import { keysOf } from "../../domain/mail/signed-domains.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Examination, Finding } from "../../ports/examiner.ts";
import type { SigningKey } from "../../ports/signing.ts";
import type { Store } from "../../ports/store.ts";
import { StartRefused } from "../../start-refused.ts";
import { hostNameOf } from "../adapter-settings.ts";
import { filesFolder } from "../data-directory.ts";
import { readProvisioning } from "../provisioning.ts";
import { openSecrets } from "../secrets.ts";
import { signingFileOf } from "../signing.ts";
import { examineDomains } from "./domains.ts";
import { fail, ok, warn, wordsOf } from "./finding.ts";
import { type Known, knownToStore } from "./known.ts";
import { examineMachine } from "./machine.ts";
import { examineMailboxes } from "./mailboxes.ts";
import { examineReceiving, examineRelay } from "./transport.ts";

export type World = {
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
    ...(stored.known === undefined
      ? []
      : [...examineSending(stored.known), ...(await examineAccounts(configuration, world, stored.known))]),
  ];
  const mailboxes = stored.known?.mailboxes.map(({ mailbox }) => mailbox.address) ?? file.addresses;
  const domains = await examineDomains({
    domains: [...new Set([...mailboxes.map(domainOf), ...settings.dkim.domains])],
    signed: { domains: settings.dkim.domains, keys: signing.keys },
    ...{ relayHost: configuration.relay?.host, records: createDomainRecords(world.ask) },
  });
  return { findings: [...findings, ...domains.findings], records: domains.records };
}

function examineSending({ deliveries, isHeld }: Known): readonly Finding[] {
  return [
    isHeld ? [warn("sending", "all outgoing mail is held")] : [],
    deliveries.unknown > 0
      ? [warn("sending", `${deliveries.unknown} e-mails may have gone or not: somebody has to say`)]
      : [],
    deliveries.failed > 0 ? [warn("sending", `${deliveries.failed} e-mails have failed`)] : [],
  ].flat();
}

async function examineAccounts(
  configuration: Configuration,
  { clock, authorities }: World,
  { store, mailboxes }: Pick<Known, "store" | "mailboxes">,
): Promise<readonly Finding[]> {
  try {
    const secrets = await openSecrets(configuration, { store, willSeal: false });
    const folder = filesFolder(configuration.data);
    const files = await openDiskFiles({ folder, clock, leftOverMs: Number.POSITIVE_INFINITY });
    const relayHost = configuration.relay?.host;
    return await examineMailboxes(mailboxes, { files, secrets, authorities, relayHost, now: clock.wall() });
  } catch (error) {
    if (!(error instanceof StartRefused)) throw error;
    return [fail("keys", error.problems.join("; "))];
  }
}

/** One mailbox, as it stands among all that is examined; nothing where there is none of that id. */
export async function examineOneMailbox(
  configuration: Configuration,
  world: World,
  id: string,
): Promise<readonly Finding[]> {
  const { known, finding } = await knownToStore(world.openStore);
  if (known === undefined) return [finding];
  const mailboxes = known.mailboxes.filter(({ mailbox }) => mailbox.id === id);
  return mailboxes.length === 0 ? [] : examineAccounts(configuration, world, { ...known, mailboxes });
}

/** One domain, as it is judged among all that are examined; it need not be ours yet. */
export async function lookAtDomain(
  configuration: Configuration,
  { ask }: Pick<World, "ask">,
  { domain, settings }: { readonly domain: string; readonly settings: ProvisionedSettings },
) {
  const { keys } = await signingKeys(configuration, settings);
  const relayHost = configuration.relay?.host;
  const signed = { domains: settings.dkim.domains, keys };
  const facts = await createDomainRecords(ask).look({ domain, relayHost, keys: keysOf(signed, domain) });
  return { advice: dnsAdvice(facts), records: wantedRecords(facts) };
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
