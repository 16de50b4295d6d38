import { type MailboxSurroundings, parseMailbox, saidOfMailboxes } from "@postroom/contract";
import type {
  CheckedMailbox,
  ConfiguredMailbox,
  MailboxInput,
  Surroundings,
} from "../../operations/configuration/mailbox-change.ts";
import type { OfFile } from "../of-file.ts";
import { besideShape, mailboxOf } from "../provisioning.ts";
import { configuredShape } from "../shapes/mailbox.ts";

type Given = Readonly<Record<string, unknown>>;

/** A body as the operation takes it; the contract's rules go along. */
export function mailboxInput({ id, ...body }: Given, { mailboxes: owned }: Pick<OfFile, "mailboxes">): MailboxInput {
  const given = without(body, saidOfMailboxes);
  return {
    claims: typeof id === "string" ? [{ value: id, path: "$.id" }] : [],
    address: textIn(given["address"])?.toLowerCase(),
    owned,
    response: textIn(objectIn(given["acknowledgement"])?.["response"]),
    willSeal: objectIn(given["imap"]) !== undefined,
    check: (beside, before) => check(given, beside, before),
  };
}

/** What is given, over what is there, by the rules of the provisioning file. */
function check(given: Given, beside: Surroundings, before: ConfiguredMailbox | undefined): CheckedMailbox {
  const whole = before === undefined ? given : merged(given, before);
  const imap = objectIn(whole["imap"]);
  const account = before?.account;
  const keeps = account !== undefined && imap !== undefined && !("password" in imap) && !("oauth" in imap);
  const parsed = parseMailbox(
    keeps ? { ...whole, imap: { ...imap, password: "as before" } } : whole,
    surroundings(beside),
  );
  const isElsewhere = keeps && whereabouts.some((key) => imap[key] !== account[key]);
  const problems = [
    ...(parsed.ok ? [] : parsed.problems.map(({ path, message }) => ({ path, because: message }))),
    // Who cannot see a secret must not be able to have it sent to another place.
    ...(isElsewhere ? [{ path: "$.imap.password", because: "needed anew: the account is another one" }] : []),
  ];
  if (!parsed.ok || problems.length > 0) return { ok: false, problems };
  const wanted = mailboxOf(parsed.mailbox);
  if (!keeps || wanted.account === undefined) return { ok: true, wanted };
  const { credentials, ...rest } = wanted.account;
  return { ok: true, wanted: { ...wanted, account: rest } };
}

const whereabouts = ["host", "port", "tls", "user"] as const;

/** Key by key, what is absent stays; `none` takes away. */
function merged(given: Given, before: ConfiguredMailbox): Given {
  const { id, version, imap: account, acknowledgement, canaryEvery, ...rest } = configuredShape(before);
  const imap = objectIn(given["imap"]);
  const present = {
    ...rest,
    ...(acknowledgement === null ? {} : { acknowledgement }),
    ...(canaryEvery === null ? {} : { canaryEvery }),
    ...(account === null ? {} : { imap: account }),
  };
  const over = {
    ...present,
    ...given,
    ...(imap === undefined || account === null ? {} : { imap: mergedAccount(imap, account) }),
  };
  return without(over, new Set(removable.filter((key) => given[key] === "none")));
}

const removable = ["imap", "acknowledgement", "canaryEvery"];

/** The folder that mail is moved to goes with the moving, and copies with the folder of what was sent, which null takes away. */
function mergedAccount(given: Given, present: NonNullable<ReturnType<typeof configuredShape>["imap"]>): Given {
  const { moveTo, sentFolder, copySent, ...rest } = present;
  const sent = given["sentFolder"] === null ? {} : { ...(sentFolder === undefined ? {} : { sentFolder }), copySent };
  const whole = { ...rest, ...sent, ...withoutNulls(given) };
  return whole.after === "move" && moveTo !== undefined && !("moveTo" in given) ? { ...whole, moveTo } : whole;
}

const surroundings = ({ defaultFromAddress, mailboxes, queues, responses }: Surroundings): MailboxSurroundings => ({
  settings: { defaultFromAddress },
  mailboxes: mailboxes.map(besideShape),
  queues: queues.map(({ name, kind }) => ({ name, kind })),
  standardResponses: responses.map(({ name }) => ({ name })),
});

const without = (object: Given, keys: ReadonlySet<string>): Given =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !keys.has(key)));

const withoutNulls = (object: Given): Given =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));

const textIn = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

const objectIn = (value: unknown): Given | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
