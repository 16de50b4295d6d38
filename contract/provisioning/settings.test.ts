import assert from "node:assert/strict";
import { test } from "node:test";
import { z } from "zod";
import { settings } from "./settings.ts";

const defaults = {
  invitationTimeout: 30,
  afterRejectPause: 10,
  maxExpiredInvitations: 3,
  handlingTimeout: 10_800,
  sessionIdleTimeout: 1_800,
  sessionAbsoluteTimeout: 43_200,
  credentialCacheTtl: 300,
  failedLoginsMax: 10,
  passwordCharactersMin: 12,
  csrfProtection: true,
  corsAllowedOrigins: [],
  trustedProxies: [],
  alwaysHttp200: false,
  requestRate: 50,
  requestBurst: 200,
  idempotencyTtl: 86_400,
  jsonBytesMax: 10_485_760,
  notificationBodyMax: 262_144,
  recipientsMax: 100,
  attachmentsMax: 100,
  attachmentBytesMax: 26_214_400,
  messageBytesMax: 52_428_800,
  userDataBytesMax: 65_536,
  replyAllStrict: false,
  threadWindow: 31_536_000,
  blockedSenders: [],
  sendRetry: [60, 300, 900, 3_600, 14_400],
  sendUnknownPolicy: "hold",
  sendGiveUpAfter: 432_000,
  sendConnectionsMax: 5,
  sendMessagesPerConnection: 100,
  sendQuota: "none",
  dkim: { domains: [], selectors: ["postroom"] },
  sendReplyTimeout: 600,
  sendBackOffMin: 5,
  sendBackOffMax: 60,
  websocket: true,
  longPollTimeout: 30,
  bayeuxMaxInterval: 30,
  bayeuxQueueMax: 2_000,
  bayeuxQueueBytesMax: 2_097_152,
  bayeuxBufferedBytesMax: 2_097_152,
  bayeuxMessageBytesMax: 65_536,
  bayeuxMessagesMax: 100,
  bayeuxSubscriptionsMax: 50,
  bayeuxSessionsPerUserMax: 100,
  bayeuxSessionsMax: 20_000,
  bayeuxConnectsPerBrowserMax: 3,
  bayeuxHandshakeSpread: 3,
  bayeuxPingInterval: 20,
  undoSendSeconds: 10,
  bulkRepliesMax: 500,
  bulkReplyHoldSeconds: 60,
  jobItemsMax: 10_000,
  jobsPerUserMax: 3,
  mailFrame: "bridge",
  remoteImages: "ask",
  declineReasons: [],
  dispositions: { values: [], mandatory: false },
  workspace: {},
};
const receivingDefaults = {
  maxClients: 200,
  clientsPerAddressMax: 20,
  unknownRecipientsMax: 20,
  recipientsMax: 100,
  messagesPerMinuteMax: 600,
  waitingMax: 100_000,
  waitingPerSenderMax: 20_000,
  errorsMax: 100,
  idleTimeout: 300,
  dataTimeout: 600,
  trustedRelays: [],
  bareNewlines: "accept",
};
const readingDefaults = {
  depthMax: 50,
  partsMax: 1_000,
  headerLinesMax: 1_000,
  headersBytesMax: 262_144,
  headerBytesMax: 65_536,
  lineBytesMax: 1_048_576,
  addressesMax: 500,
  referencesMax: 100,
  referencesTriedMax: 20,
  textBytesMax: 5_242_880,
  decodedRatioMax: 3,
  workerHeapBytesMax: 268_435_456,
  cpuBudget: 2,
  readingTimeout: 10,
  scannerTimeout: 60,
  scannerRetryFirst: 60,
  scannerRetryMax: 21_600,
  largeMessageBytes: 10_485_760,
};

test("each setting that is not given has the default that the specification names", () => {
  const { smtp, reading, notReadyReasons, ...others } = settings.parse({});
  assert.deepEqual(others, defaults);
  assert.deepEqual(smtp, receivingDefaults);
  assert.deepEqual(reading, readingDefaults);
  assert.equal(notReadyReasons[0]?.operationName, "OutToLunch");
});

test("every setting has a unit, if only an empty one, and a description", () => {
  const { smtp, reading, dispositions, dkim, ...plain } = settings.shape;
  const nested = [smtp, reading, dispositions, dkim].flatMap((group) => Object.entries(group.unwrap().shape));
  const meta = z.object({ unit: z.string(), description: z.string().min(1) });
  for (const [name, schema] of [...Object.entries(plain), ...nested]) {
    assert(meta.safeParse(z.globalRegistry.get(schema)).success, name);
  }
});
