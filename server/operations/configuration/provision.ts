import type { Queue } from "../../domain/queue/queue.ts";
import type { RoutingRule } from "../../domain/rules/rule.ts";
import type { User } from "../../ports/agents.ts";
import type { Mailbox, Settings, Workbin } from "../../ports/centre.ts";
import type { MailboxRules } from "../../ports/readings.ts";
import type { Transaction } from "../../ports/transaction.ts";
import type { World } from "../operation.ts";
import { defineOperation, done, refuse } from "../operation.ts";
import { publishFromFile } from "../rules/from-file.ts";
import { kindsInUse } from "./kinds-in-use.ts";
import type { Surroundings } from "./mailbox-change.ts";
import { type ProvisionedAccount, saveAccount } from "./provision-accounts.ts";
import { type ProvisionedText, saveResponses } from "./provision-responses.ts";
import { withdraw } from "./withdraw.ts";

/** What a checked provisioning file says, things named by their names. Ids are kept, or made for what is new. */
export type ProvisionInput = {
  readonly fingerprint: string;
  readonly settings: Settings;
  /** Values of `interaction-workspace` that the file names: they win over what admins set. */
  readonly workspaceNamed: Settings["workspace"];
  readonly skills: readonly string[];
  readonly groups: readonly string[];
  readonly queues: readonly (Omit<Queue, "id"> & { readonly overflowQueue: string | undefined })[];
  readonly mailboxes: readonly ProvisionedMailbox[];
  /** What of them belongs to mailboxes that the file does not name: the contract's rules, asked where nobody else changes anything. */
  readonly clashes: (others: Surroundings["mailboxes"]) => Problems;
  readonly workbins: readonly Omit<Workbin, "id">[];
  readonly agents: readonly ProvisionedUser[];
  readonly responses: readonly ProvisionedText[];
  /** Undefined: what was published stays. */
  readonly rules: readonly RoutingRule[] | undefined;
};

type Problems = readonly { readonly path: string; readonly because: string }[];

type ProvisionedMailbox = Omit<Mailbox, "id" | "queue" | "version"> & {
  readonly queueName: string;
  readonly rules: MailboxRules;
  /** Where its mail is fetched from; undefined: nowhere. */
  readonly account: ProvisionedAccount | undefined;
};

export type ProvisionedUser = Omit<User, "id" | "skills" | "groups" | "settings"> & {
  readonly skills: Readonly<Record<string, number>>;
  readonly groups: readonly string[];
  /** Of the password in the file, when it is another than the one that provisioning set last. */
  readonly passwordHash: string | undefined;
};

/**
 * Makes the centre what the file says, in one transaction; what the file does not name stays, whoever made it. Idempotent. What admins
 * change by the API makes a file be applied again at the next start, and then the file wins for whatever it names: users, skills, queues
 * by their names, mailboxes by their address, settings by their keys. Refuses mailboxes whose address or folder is that of one that is there and not in the file, routing rules that name what is not there, and another kind for a queue that is in use (10). A password is set again only when the file has another one than it had. Who has other rights than before is signed out, as by any change of them. product.md, wire.md 10
 */
export const provision = defineOperation<ProvisionInput, undefined>(
  "Provision",
  "System",
  async ({ tx, world, input }) => {
    await tx.configuration.open();
    const problems = input.clashes(await mailboxesBeside(tx, input));
    if (problems.length > 0) return refuse({ kind: "badValues", problems });
    await saveSettings(tx, input);
    const skills = await named(tx, world, { thing: "skill", names: input.skills });
    const groups = await named(tx, world, { thing: "group", names: input.groups });
    const before = new Map((await tx.centre.queues()).map((queue) => [queue.name, queue]));
    const queues = await saveQueues(tx, world, input);
    await saveMailboxes(tx, world, input, queues);
    await saveWorkbins(tx, world, input);
    for (const agent of input.agents) await saveUser(tx, world, agent, { skills, groups });
    await saveResponses(tx, world, input.responses);
    const rulesRefusal = await publishFromFile(tx, input.rules);
    if (rulesRefusal !== undefined) return refuse(rulesRefusal);
    const inUse = await kindsInUse(tx, input.queues, before);
    if (inUse.length > 0) return refuse({ kind: "badValues", problems: inUse });
    await tx.centre.setFingerprint(input.fingerprint);
    await tx.centre.changed("provisioning", "file", "Provision");
    return done(undefined);
  },
);

type Ids = ReadonlyMap<string, string>;

async function saveSettings(tx: Transaction, { settings, workspaceNamed }: ProvisionInput): Promise<void> {
  const kept = Object.entries(await tx.configuration.workspaceByAdmins()).filter(
    ([key]) => !Object.hasOwn(workspaceNamed, key),
  );
  const byAdmins = Object.fromEntries(kept);
  await tx.configuration.setWorkspaceByAdmins(byAdmins);
  await tx.centre.saveSettings({ ...settings, workspace: { ...settings.workspace, ...byAdmins } });
}

async function named(
  tx: Transaction,
  world: World,
  { thing, names }: { readonly thing: "skill" | "group"; readonly names: readonly string[] },
): Promise<Ids> {
  const known = new Map(
    (await (thing === "skill" ? tx.centre.skills() : tx.centre.groups())).map((one) => [one.name, one.id]),
  );
  for (const name of names.filter((one) => !known.has(one))) {
    const one = { id: world.ids.guid(), name };
    await (thing === "skill" ? tx.centre.saveSkill(one) : tx.centre.saveGroup(one));
    known.set(name, one.id);
  }
  return known;
}

async function saveQueues(tx: Transaction, world: World, input: ProvisionInput): Promise<Ids> {
  const ids = new Map((await tx.centre.queues()).map((queue) => [queue.name, queue.id]));
  for (const queue of input.queues) if (!ids.has(queue.name)) ids.set(queue.name, world.ids.guid());
  for (const { overflowQueue, ...queue } of input.queues) {
    const id = idOf(ids, queue.name);
    const overflow =
      queue.routing.overflow === undefined || overflowQueue === undefined
        ? undefined
        : { ...queue.routing.overflow, queue: idOf(ids, overflowQueue) };
    await tx.centre.saveQueue({ ...queue, id, routing: { ...queue.routing, overflow } });
  }
  return ids;
}

/** Those that the file does not name: admins made them, or an earlier file. */
async function mailboxesBeside(tx: Transaction, { mailboxes }: ProvisionInput): Promise<Surroundings["mailboxes"]> {
  const named = new Set(mailboxes.map(({ address }) => address));
  const others = (await tx.centre.mailboxes()).filter(({ address }) => !named.has(address));
  if (others.length === 0) return [];
  const accounts = new Map((await tx.mailAccounts.all()).map((account) => [account.mailbox, account]));
  return others.map(({ id, address, aliases }) => ({ address, aliases, account: accounts.get(id) }));
}

async function saveMailboxes(tx: Transaction, world: World, input: ProvisionInput, queues: Ids): Promise<void> {
  const known = new Map((await tx.centre.mailboxes()).map((mailbox) => [mailbox.address, mailbox.id]));
  for (const { queueName, rules, account, ...mailbox } of input.mailboxes) {
    const id = known.get(mailbox.address) ?? world.ids.guid();
    await tx.centre.saveMailbox({ ...mailbox, id, queue: idOf(queues, queueName) });
    await tx.readings.saveRules(id, rules);
    await saveAccount(tx, world, id, account);
  }
}

async function saveWorkbins(tx: Transaction, world: World, input: ProvisionInput): Promise<void> {
  const known = new Map((await tx.centre.workbins()).map((workbin) => [workbin.name, workbin.id]));
  for (const workbin of input.workbins) {
    await tx.centre.saveWorkbin({ ...workbin, id: known.get(workbin.name) ?? world.ids.guid() });
  }
}

async function saveUser(
  tx: Transaction,
  world: World,
  { passwordHash, ...given }: ProvisionedUser,
  ids: { readonly skills: Ids; readonly groups: Ids },
): Promise<void> {
  const known = await tx.users.byName(given.userName);
  const skills = Object.entries(given.skills).map(([name, level]) => ({ id: idOf(ids.skills, name), name, level }));
  const groups = given.groups.map((name) => ({ id: idOf(ids.groups, name), name }));
  const id = known?.id ?? world.ids.user();
  if (
    known !== undefined &&
    (await withdraw(tx, known, { ...given, id, hasNewPassword: passwordHash !== undefined }))
  ) {
    const note = "roles, password or permission to sign in";
    await tx.centre.changed("user", given.userName, "Provision", { note, endsSessionsOf: id });
  }
  // A password that was changed at the first log-in stays changed.
  const mustChange = given.changePasswordOnFirstLogin && (known === undefined || known.changePasswordOnFirstLogin);
  await tx.users.save(
    {
      ...given,
      id,
      changePasswordOnFirstLogin: mustChange,
      skills,
      groups,
      settings: known?.settings ?? {},
    },
    passwordHash,
  );
}

function idOf(ids: Ids, name: string): string {
  const id = ids.get(name);
  if (id === undefined) throw new Error(`no such name: ${name}; the file should have been checked`);
  return id;
}
