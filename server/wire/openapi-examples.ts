import {
  channelStateMessage,
  emailStateChangeMessage,
  interactionStateMessage,
  workbinStateMessage,
  workbinSubscriptionMessage,
} from "@postroom/contract";
import { z } from "zod";
import type { Description } from "./entry.ts";
import file from "./golden-examples.json" with { type: "json" };
import type { Json, SchemaBook } from "./schema-book.ts";

/** `<dialect>/<name>` → a request of wire.md, its answer, and what is pushed then. The server's own doing has only the last. */
export type Golden = Readonly<Record<string, Exchange>>;
type Exchange = { readonly request?: unknown; readonly response?: unknown; readonly notification?: unknown };
type Named = readonly (readonly [name: string, Exchange])[];

/** The golden files as they were when the server was made. */
export const golden: Golden = file;

/**
 * What goes with a POST to this path: exchanges of its dialect whose request one of its bodies accepts. Whatever else lies below `/me`
 * has the same form in both dialects, and stands with B. Supervisors' paths have operations of the same names, but no examples.
 */
export function exchangesAt(path: string, { bodies = {} }: Description, all: Golden): Named {
  if (!path.startsWith("/me")) return [];
  const dialect = path.startsWith("/me/interactions") ? "a" : "b";
  return below(dialect, all).filter(([, { request }]) =>
    Object.values(bodies).some((body) => request !== undefined && body.safeParse(request).success),
  );
}

/** Requests or answers as OpenAPI examples; nothing when there are none. */
export function examplesOf(which: "request" | "response", exchanges: Named): Json {
  const values = exchanges.flatMap(([name, one]) => (one[which] === undefined ? [] : [[name, { value: one[which] }]]));
  return values.length === 0 ? {} : { examples: Object.fromEntries(values) };
}

/** What the exchanges push, as OpenAPI's callbacks: one for each CometD channel. wire.md 3.4 */
export function callbacksOf(exchanges: Named, book: SchemaBook): Json {
  const pushed = pushedBy(exchanges, book);
  return Object.keys(pushed).length === 0 ? {} : { callbacks: { pushed } };
}

/** What is pushed without being asked for, as OpenAPI's webhooks. */
export function webhooksOf(all: Golden, book: SchemaBook): Json {
  const own = ["a", "b"].flatMap((dialect) => below(dialect, all).filter(([, { request }]) => request === undefined));
  return pushedBy(own, book);
}

const below = (dialect: string, all: Golden): Named =>
  Object.entries(all).flatMap(([name, exchange]) =>
    name.startsWith(`${dialect}/`) ? [[name.slice(dialect.length + 1), exchange] as const] : [],
  );

const pushedMessage = z.object({ channel: z.string(), data: z.unknown() });

function pushedBy(exchanges: Named, book: SchemaBook): Json {
  const messages = exchanges.flatMap(([name, { notification }]) =>
    [notification ?? []].flat().map((one) => [name, pushedMessage.parse(one)] as const),
  );
  const channels = [...new Set(messages.map(([, { channel }]) => channel))];
  return Object.fromEntries(
    channels.map((channel) => {
      const mine = messages.filter(([, message]) => message.channel === channel);
      const examples = Object.fromEntries(mine.map(([name, value]) => [name, { value }]));
      return [channel, { post: pushOn(channel, examples, book) }];
    }),
  );
}

function pushOn(channel: string, examples: Json, book: SchemaBook): Json {
  const schema = book.refer(messages[channel] ?? pushedMessage, "output", `Pushed${channel.replaceAll("/", "-")}`);
  return {
    summary: `CometD message on ${channel}`,
    requestBody: { content: { "application/json": { schema, examples } } },
    responses: { "200": { description: "Acknowledged by CometD" } },
  };
}

const messageOf = (data: z.ZodType) => z.strictObject({ channel: z.string(), data });

/** CometD channel → what is pushed there. wire.md 3.3 */
const messages: Readonly<Record<string, z.ZodType>> = {
  "/v2/me/interactions": messageOf(interactionStateMessage),
  "/v2/me/emails": messageOf(emailStateChangeMessage),
  "/v2/me/channels": messageOf(channelStateMessage),
  "/v2/me/workbins": messageOf(z.union([workbinStateMessage, workbinSubscriptionMessage])),
};
