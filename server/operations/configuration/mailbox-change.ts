import type { Queue } from "../../domain/queue/queue.ts";
import type { Mailbox } from "../../ports/centre.ts";
import type { MailAccount } from "../../ports/mail-accounts.ts";
import type { MailboxRules } from "../../ports/readings.ts";
import { SecretUnreadable } from "../../ports/secrets.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { done, type Result, refuse, type World } from "../operation.ts";
import type { Claims } from "./claims.ts";
import type { AccountToSave } from "./provision-accounts.ts";

/** What is written of a mailbox. desktop.md 13 */
export type MailboxInput = {
  readonly claims: Claims;
  /** Main address, if it is named, in lower case. */
  readonly address: string | undefined;
  /** Standard response that is named; undefined: as before. */
  readonly response: string | undefined;
  /** Addresses of mailboxes that a file owns: at the next start it would take back what was changed. */
  readonly owned: ReadonlySet<string>;
  /** Whether something will be sealed. */
  readonly willSeal: boolean;
  /** The rules of the provisioning file, which are the contract's: handed in, and asked where nobody else changes anything. */
  readonly check: (beside: Surroundings, before: ConfiguredMailbox | undefined) => CheckedMailbox;
};

/** What a mailbox is judged beside. */
export type Surroundings = {
  readonly defaultFromAddress: string | undefined;
  /** All others. */
  readonly mailboxes: readonly (Pick<Mailbox, "address" | "aliases"> & { readonly account: MailAccount | undefined })[];
  readonly queues: readonly Pick<Queue, "name" | "kind">[];
  /** Standard responses of the name that is asked for. */
  readonly responses: readonly { readonly name: string }[];
};

/** A mailbox as it is configured. */
export type ConfiguredMailbox = {
  readonly mailbox: Mailbox;
  readonly queueName: string;
  readonly rules: MailboxRules;
  readonly account: MailAccount | undefined;
};

/** A mailbox as it is to be, or everything that is wrong with it. */
export type CheckedMailbox =
  | { readonly ok: true; readonly wanted: WantedMailbox }
  | { readonly ok: false; readonly problems: readonly { readonly path: string; readonly because: string }[] };

export type WantedMailbox = Omit<Mailbox, "id" | "version" | "queue"> & {
  readonly queueName: string;
  readonly rules: MailboxRules;
  readonly account: AccountToSave | undefined;
};

/** Has the key at hand that secrets are sealed with, before the transaction begins. Refuses where it cannot be had. reliability.md 7.5 */
export async function readyToSeal(
  { secrets }: World,
  operation: string,
  input: MailboxInput,
): Promise<Result<MailboxInput>> {
  if (!input.willSeal) return done(input);
  try {
    await secrets.ready("toSeal");
    return done(input);
  } catch (error) {
    if (!(error instanceof SecretUnreadable)) throw error;
    return refuse({ kind: "notPossible", operation, because: error.message });
  }
}

/** The mailbox as it is configured; undefined: there is none. */
export async function configuredMailbox(tx: Transaction, id: string): Promise<ConfiguredMailbox | undefined> {
  const mailbox = await tx.centre.mailbox(id);
  if (mailbox === undefined) return undefined;
  const accounts = await tx.mailAccounts.all();
  return {
    ...{ mailbox, rules: await tx.readings.rulesOf(id) },
    queueName: (await tx.centre.queue(mailbox.queue))?.name ?? "",
    account: accounts.find((account) => account.mailbox === id),
  };
}

/** Judges what is given beside everything else. Refuses with all that is wrong at once (10); a used address alone is 18. */
export async function checked(
  tx: Transaction,
  { address = "", check, response: named }: MailboxInput,
  before: ConfiguredMailbox | undefined,
): Promise<Result<WantedMailbox>> {
  const response = named ?? before?.rules.acknowledgement?.response;
  const others = (await tx.centre.mailboxes()).filter(({ id }) => id !== before?.mailbox.id);
  const accounts = new Map((await tx.mailAccounts.all()).map((account) => [account.mailbox, account]));
  const outcome = check(
    {
      defaultFromAddress: (await tx.centre.settings()).defaultFromAddress,
      mailboxes: others.map(({ id, address, aliases }) => ({ address, aliases, account: accounts.get(id) })),
      queues: await tx.centre.queues(),
      responses: response === undefined ? [] : await tx.responses.page({ name: response, limit: 1 }),
    },
    before,
  );
  if (outcome.ok) return done(outcome.wanted);
  const [first, ...rest] = outcome.problems;
  const isUsed = before === undefined && first?.path === "$.address" && others.some((one) => one.address === address);
  if (isUsed && rest.length === 0) return refuse({ kind: "alreadyExists", thing: "mailbox", name: address });
  if (first === undefined || rest.length > 0) return refuse({ kind: "badValues", problems: outcome.problems });
  return refuse(first.because === "missing" ? { kind: "missing", path: first.path } : { kind: "badValue", ...first });
}
