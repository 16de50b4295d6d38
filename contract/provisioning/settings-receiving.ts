import { z } from "zod";
import { choice, count, seconds } from "./units.ts";

/** Limits towards those who send us mail. mail.md 2.3, 2.4, reliability.md 2.12 */
export const receivingSettings = {
  hostName: z
    .string()
    .regex(/^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?$/, { error: "expected a host name" })
    .optional()
    .meta({ unit: "", description: "Name in the greeting and in EHLO. Unset: the machine's." }),
  maxClients: count(200, "Connections at a time.", { min: 1 }),
  clientsPerAddressMax: count(20, "Connections of one client address at a time.", { min: 1 }),
  unknownRecipientsMax: count(20, "Unknown recipients in a row before a client is sent away.", { min: 1 }),
  recipientsMax: count(100, "Recipients of one message.", { min: 1 }),
  messagesPerMinuteMax: count(600, "Messages of one client address in a minute.", { min: 1, unit: "per minute" }),
  waitingMax: count(100_000, "Messages that may wait to be read.", { min: 1 }),
  waitingPerSenderMax: count(20_000, "Messages of one sender that may wait to be read.", { min: 1 }),
  errorsMax: count(100, "Refused commands before a client is sent away.", { min: 1 }),
  idleTimeout: seconds(300, "A silent client is sent away after this time.", { min: 1 }),
  dataTimeout: seconds(600, "Longest time for one message.", { min: 1 }),
  trustedRelays: z.array(z.string().min(1).max(64)).max(100).default([]).meta({
    unit: "",
    description:
      "Addresses or networks, besides loopback, to which limits per client address do not apply, and which SMTP greets at once; SPF looks at the client that their Received header names.",
  }),
  bareNewlines: choice(["accept", "refuse"], "What to do with a message that has line ends other than CR LF."),
};
