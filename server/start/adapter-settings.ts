import { hostname } from "node:os";
import { type ProvisionedSettings, provisionedSettings } from "@postroom/contract";
import { type BayeuxSettings, bayeuxDefaults } from "../adapters/cometd/settings.ts";
import { type ReadingLimits, readingLimits } from "../adapters/mime/limits.ts";
import type { ThreadPoolOptions } from "../adapters/mime/thread-pool.ts";
import { type ReceiverSettings, receiverDefaults } from "../adapters/smtp/receiver-settings.ts";
import { type SenderSettings, senderDefaults } from "../adapters/smtp/sender-settings.ts";
import type { Settings } from "../ports/centre.ts";

/** The settings as the provisioning file gave them, checked again: the database may be older than the code. */
export const givenSettings = (settings: Settings): ProvisionedSettings => provisionedSettings.parse(settings.given);

/** Our name in greetings and EHLO. */
export const hostNameOf = (given: ProvisionedSettings): string => given.smtp.hostName ?? hostname();

export const receiverSettings = (given: ProvisionedSettings): ReceiverSettings => ({
  ...receiverDefaults,
  name: hostNameOf(given),
  messageBytesMax: given.messageBytesMax,
  sessionsMax: given.smtp.maxClients,
  sessionsPerAddressMax: given.smtp.clientsPerAddressMax,
  mailsPerMinuteMax: given.smtp.messagesPerMinuteMax,
  recipientsMax: given.smtp.recipientsMax,
  unknownRecipientsMax: given.smtp.unknownRecipientsMax,
  errorsMax: given.smtp.errorsMax,
  idleMs: ms(given.smtp.idleTimeout),
  dataMs: ms(given.smtp.dataTimeout),
  bareNewlines: given.smtp.bareNewlines,
  trustedRelays: given.smtp.trustedRelays,
});

export const senderSettings = (given: ProvisionedSettings): Partial<SenderSettings> => ({
  connectionsMax: given.sendConnectionsMax,
  mailsPerConnectionMax: given.sendMessagesPerConnection,
  replyMs: Math.max(ms(given.sendReplyTimeout), 0),
  stopMs: senderDefaults.stopMs,
});

export const bayeuxSettings = (given: ProvisionedSettings): BayeuxSettings => ({
  ...bayeuxDefaults,
  longPollTimeoutMs: ms(given.longPollTimeout),
  maxIntervalMs: ms(given.bayeuxMaxInterval),
  reconnectSpreadMs: ms(given.bayeuxHandshakeSpread),
  requestBytesMax: given.bayeuxMessageBytesMax,
  messagesPerRequestMax: given.bayeuxMessagesMax,
  subscriptionsPerSessionMax: given.bayeuxSubscriptionsMax,
  sessionsPerUserMax: given.bayeuxSessionsPerUserMax,
  sessionsMax: given.bayeuxSessionsMax,
  queueMessagesMax: given.bayeuxQueueMax,
  queueBytesMax: given.bayeuxQueueBytesMax,
  bufferedBytesMax: given.bayeuxBufferedBytesMax,
  heldPerAgentMax: given.bayeuxConnectsPerBrowserMax,
  pingIntervalMs: ms(given.bayeuxPingInterval),
});

export const readerLimits = (given: ProvisionedSettings): ReadingLimits => ({
  ...readingLimits,
  depthMax: given.reading.depthMax,
  partsMax: given.reading.partsMax,
  headerBytesMax: given.reading.headersBytesMax,
  headerLineBytesMax: given.reading.headerBytesMax,
  lineBytesMax: given.reading.lineBytesMax,
  addressesShownMax: given.reading.addressesMax,
  referencesMax: given.reading.referencesMax,
});

export const threadLimits = (
  given: ProvisionedSettings,
): Pick<ThreadPoolOptions, "heapMegabytesMax" | "answerMsMax"> => ({
  heapMegabytesMax: Math.round(given.reading.workerHeapBytesMax / 1_048_576),
  answerMsMax: ms(given.reading.readingTimeout),
});

const ms = (seconds: number): number => seconds * 1000;
