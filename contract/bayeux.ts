import { z } from "zod";

/** A value of the wrong type counts as absent: clients of ten years' releases differ, and only `channel` decides what a message is. */
const lenient = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

/** What a client may ask or tell about waiting, in milliseconds. */
const bayeuxAdviceIn = z.object({ timeout: lenient(z.number()), interval: lenient(z.number()) });

/** Clock exchange of the timesync extension: the client's time, its lag and its offset, in milliseconds. */
const bayeuxTimesyncIn = z.object({ tc: z.number(), l: lenient(z.number()), o: lenient(z.number()) });

/** `ack` is `true` or `{ "enabled": true }` in a handshake and the last batch that arrived in a connect. */
const bayeuxExtensionsIn = z.object({
  ack: lenient(z.union([z.boolean(), z.number(), z.object({ enabled: z.boolean() })])),
  timesync: lenient(bayeuxTimesyncIn),
});

/** One incoming Bayeux message (wire.md 3.1). Reading it never fails: anything else than an object is a message without a channel. */
export const bayeuxRequest = z
  .object({
    channel: lenient(z.string()),
    id: lenient(z.union([z.string(), z.number()])),
    clientId: lenient(z.string()),
    supportedConnectionTypes: lenient(z.array(z.string())),
    subscription: lenient(z.union([z.string(), z.array(z.string())])),
    advice: lenient(bayeuxAdviceIn),
    ext: lenient(bayeuxExtensionsIn),
  })
  .catch({});

export type BayeuxRequest = z.infer<typeof bayeuxRequest>;

export const bayeuxAdvice = z.object({
  reconnect: z.enum(["retry", "handshake", "none"]),
  /** Milliseconds to wait before the next connect or handshake. */
  interval: z.number().optional(),
  /** Milliseconds for which the server holds a connect. */
  timeout: z.number().optional(),
  /** Milliseconds after an answer within which the next connect has to come. */
  maxInterval: z.number().optional(),
  "multiple-clients": z.boolean().optional(),
});

export type BayeuxAdvice = z.infer<typeof bayeuxAdvice>;

/** The answer to one message. `error` is `code:arguments:text`. */
export const bayeuxReply = z.object({
  channel: z.string().optional(),
  id: z.union([z.string(), z.number()]).optional(),
  successful: z.boolean(),
  clientId: z.string().optional(),
  version: z.string().optional(),
  minimumVersion: z.string().optional(),
  supportedConnectionTypes: z.array(z.string()).optional(),
  subscription: z.union([z.string(), z.array(z.string())]).optional(),
  error: z.string().optional(),
  advice: bayeuxAdvice.optional(),
  ext: z
    .object({
      ack: z.union([z.boolean(), z.number()]).optional(),
      timesync: z.object({ tc: z.number(), ts: z.number(), p: z.number(), a: z.number() }).optional(),
    })
    .optional(),
});

export type BayeuxReply = z.infer<typeof bayeuxReply>;

/** A notification as it travels (wire.md 3.4). It never names a client. */
export const bayeuxDelivery = z.object({ channel: z.string(), data: z.record(z.string(), z.unknown()) });

export type BayeuxDelivery = z.infer<typeof bayeuxDelivery>;
