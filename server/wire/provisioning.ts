import {
  momentIn,
  type ProvisionedMailbox,
  type ProvisionedSettings,
  type Provisioning,
  problemsBeside,
  quotaFigures,
  workspaceDefaults,
} from "@postroom/contract";
import type { QuotaLimit } from "../domain/delivery/quota.ts";
import type { GuardRule } from "../domain/mail/guard-rule.ts";
import type { Surroundings } from "../operations/configuration/mailbox-change.ts";
import type { ProvisionInput } from "../operations/configuration/provision.ts";
import type { Settings } from "../ports/centre.ts";
import { provisionedAccount } from "./provisioned-account.ts";
import { hoursOf } from "./provisioned-hours.ts";
import { present } from "./shapes/viewing.ts";

type Hashes = ReadonlyMap<string, string>;

/** A checked provisioning file in our own words: seconds become milliseconds. `hashes`: new password hashes by user name. */
export const provisionInput = (file: Provisioning, fingerprint: string, hashes: Hashes): ProvisionInput => ({
  fingerprint,
  settings: settingsOf(file.settings),
  workspaceNamed: { ...mandatory(file.settings), ...file.settings.workspace },
  skills: file.skills,
  groups: file.groups.map((group) => group.name),
  queues: file.queues.map(queueOf),
  mailboxes: file.mailboxes.map(mailboxOf),
  clashes: (others) =>
    problemsBeside(file.mailboxes, others.map(besideShape)).map(({ path, message }) => ({ path, because: message })),
  workbins: file.workbins,
  agents: file.agents.map((agent) => ({
    userName: agent.userName,
    firstName: agent.firstName,
    lastName: agent.lastName,
    emailAddress: agent.emailAddress ?? "",
    roles: agent.roles,
    enabled: agent.enabled,
    changePasswordOnFirstLogin: agent.changePasswordOnFirstLogin,
    capacity: agent.capacity.email,
    signature: agent.signature,
    skills: agent.skills,
    groups: agent.groups,
    passwordHash: hashes.get(agent.userName),
  })),
  responses: file.standardResponses.map(responseOf),
  rules: file.rules,
});

/** A mailbox with the keys of the file, as far as another can be in its way. */
export const besideShape = ({ address, aliases, account }: Surroundings["mailboxes"][number]) => ({
  ...{ address, aliases },
  ...(account === undefined ? {} : { imap: { host: account.host, user: account.user, folder: account.folder } }),
});

/** A mailbox of the file in our own words. */
export const mailboxOf = (mailbox: ProvisionedMailbox): ProvisionInput["mailboxes"][number] => ({
  address: mailbox.address.toLowerCase(),
  name: mailbox.name,
  aliases: mailbox.aliases.map((alias) => alias.toLowerCase()),
  queueName: mailbox.queue,
  rules: {
    spam: mailbox.spam,
    acknowledgement: mailbox.acknowledgement,
    bounceTag: mailbox.bounceTag,
    replyToken: mailbox.replyToken,
    subjectTag: mailbox.subjectTag,
    subjectRule: mailbox.subjectRule,
    canaryEveryMs: mailbox.canaryEvery === undefined ? undefined : ms(mailbox.canaryEvery),
  },
  account: mailbox.imap === undefined ? undefined : provisionedAccount(mailbox.imap),
});

function responseOf(response: Provisioning["standardResponses"][number]): ProvisionInput["responses"][number] {
  const { category, approved, startTime, expirationTime, customFieldCodes, ...texts } = response;
  return {
    ...texts,
    path: category.split("/"),
    isApproved: approved,
    startsAt: momentIn(startTime ?? ""),
    expiresAt: momentIn(expirationTime ?? ""),
    customCodes: customFieldCodes,
  };
}

/** A queue of the file in our own words. */
export function queueOf(queue: Provisioning["queues"][number]): ProvisionInput["queues"][number] {
  const { routing, invitationTimeout, sla, hours } = queue;
  return {
    name: queue.name,
    description: queue.description,
    kind: queue.kind,
    invitationTimeoutMs: invitationTimeout === undefined ? undefined : ms(invitationTimeout),
    ...(sla === undefined ? {} : { sla: { replyMs: ms(sla.replySeconds), targetPercent: sla.targetPercent } }),
    ...present("hours", hours && hoursOf(hours)),
    overflowQueue: routing?.overflow?.queue,
    ...present("recipientGuard", guardOf(queue.recipientGuard)),
    ...present("acknowledgement", queue.acknowledgement),
    ...present("retention", queue.retention),
    routing: {
      skills: routing?.skills ?? "",
      priority: routing?.priority ?? 0,
      relax: (routing?.relax ?? []).map((step) => ({ afterMs: ms(step.after), skills: step.skills })),
      overflow: routing?.overflow === undefined ? undefined : { afterMs: ms(routing.overflow.after), queue: "" },
      ...(routing?.lastAgent === true ? { lastAgent: true } : {}),
    },
  };
}

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** One limit for each figure. mail.md 13 */
function quotaOf(figures: ReturnType<typeof quotaFigures>): readonly QuotaLimit[] {
  const rows = [
    { name: "messagesPerMinute", counts: "messages", max: figures.messagesPerMinute, periodMs: minuteMs },
    { name: "messagesPerDay", counts: "messages", max: figures.messagesPerDay, periodMs: dayMs },
    { name: "recipientsPerDay", counts: "recipients", max: figures.recipientsPerDay, periodMs: dayMs },
  ] as const;
  return rows.flatMap(({ max, ...row }) => (max === undefined ? [] : [{ ...row, max }]));
}

/** Without the kinds of which nothing is said. */
function guardOf(given: Provisioning["queues"][number]["recipientGuard"]): GuardRule | undefined {
  if (given === undefined || typeof given === "string") return given;
  return Object.fromEntries(Object.entries(given).filter(([, level]) => level !== undefined));
}

const ms = (seconds: number): number => seconds * 1000;

/** Settings of the file in our own words; the file's own stay beside them, for what adapters are made with. */
const settingsOf = (given: ProvisionedSettings): Settings => ({
  given,
  publicUrl: given.publicUrl,
  invitationTimeoutMs: ms(given.invitationTimeout),
  afterRejectPauseMs: ms(given.afterRejectPause),
  handlingTimeoutMs: ms(given.handlingTimeout),
  sendRetryMs: given.sendRetry.map(ms),
  sendUnknownPolicy: given.sendUnknownPolicy,
  sendGiveUpAfterMs: ms(given.sendGiveUpAfter),
  sendQuota: quotaOf(quotaFigures(given.sendQuota)),
  sessionIdleTimeoutMs: ms(given.sessionIdleTimeout),
  longPollTimeoutMs: ms(given.longPollTimeout),
  attachmentBytesMax: given.attachmentBytesMax,
  messageBytesMax: given.messageBytesMax,
  alwaysHttp200: given.alwaysHttp200,
  replyAllStrict: given.replyAllStrict,
  csrfProtection: given.csrfProtection,
  websocket: given.websocket,
  corsAllowedOrigins: given.corsAllowedOrigins,
  maxExpiredInvitations: given.maxExpiredInvitations,
  defaultFromAddress: given.defaultFromAddress,
  recipientsMax: given.recipientsMax,
  attachmentsMax: given.attachmentsMax,
  jsonBytesMax: given.jsonBytesMax,
  notificationBodyMax: given.notificationBodyMax,
  passwordCharactersMin: given.passwordCharactersMin,
  idempotencyTtlMs: ms(given.idempotencyTtl),
  requestRate: given.requestRate,
  requestBurst: given.requestBurst,
  bayeuxMaxIntervalMs: ms(given.bayeuxMaxInterval),
  bayeuxQueueMax: given.bayeuxQueueMax,
  dispositions: given.dispositions.values,
  threadWindowMs: ms(given.threadWindow),
  blockedSenders: given.blockedSenders,
  desktop: {
    undoSendMs: ms(given.undoSendSeconds),
    mailFrame: given.mailFrame,
    remoteImages: given.remoteImages,
    declineReasons: given.declineReasons,
  },
  jobs: {
    ...{ itemsMax: given.jobItemsMax, perUserMax: given.jobsPerUserMax },
    ...{ repliesMax: given.bulkRepliesMax, replyHoldMs: given.bulkReplyHoldSeconds * 1_000 },
  },
  notReadyReasons: given.notReadyReasons.map(({ operationName, displayName, reason, workMode }) => ({
    operationName,
    displayName,
    reason,
    workMode,
  })),
  workspace: { ...workspaceDefaults, ...mandatory(given), ...given.workspace },
});

const mandatory = (given: ProvisionedSettings): Readonly<Record<string, string>> =>
  given.dispositions.mandatory ? { "interaction.disposition.is-mandatory": "true" } : {};
