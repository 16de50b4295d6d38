import type { BayeuxRequest } from "@postroom/contract";
import { isPattern, isReserved } from "./channels.ts";
import { accepted, type Given, refused, type Step } from "./given.ts";
import type { Session } from "./session.ts";
import { type Wording, wordings } from "./wording.ts";

/** Adds all the patterns of the message or none. Unknown names are accepted and stay silent (wire.md 3.3). */
export function subscribe(session: Session, message: BayeuxRequest, given: Given): Step {
  const wording = wordings[given.settings.wording];
  const asked = patternsOf(message, given);
  if (asked === undefined) {
    return { session, reply: refused(message, wording.subscriptionInvalid, echo(message)) };
  }
  const subscriptions = new Set([...session.subscriptions, ...asked]);
  const refusal = whyNot(asked, subscriptions, given, wording);
  if (refusal !== undefined) {
    return { session, reply: refused(message, refusal, echo(message)) };
  }
  return { session: { ...session, subscriptions }, reply: accepted(message, echo(message)) };
}

/** Takes the patterns of the message away; one that was not there is no mistake. */
export function unsubscribe(session: Session, message: BayeuxRequest, given: Given): Step {
  const asked = patternsOf(message, given);
  if (asked === undefined) {
    const error = wordings[given.settings.wording].subscriptionInvalid;
    return { session, reply: refused(message, error, echo(message)) };
  }
  const subscriptions = new Set(session.subscriptions);
  for (const pattern of asked) {
    subscriptions.delete(pattern);
  }
  return { session: { ...session, subscriptions }, reply: accepted(message, echo(message)) };
}

function whyNot(
  asked: readonly string[],
  subscriptions: ReadonlySet<string>,
  given: Given,
  wording: Wording,
): string | undefined {
  const denied = asked.find(isReserved);
  if (denied !== undefined) {
    return wording.subscribeDenied(denied);
  }
  const last = asked.at(-1) ?? "";
  return subscriptions.size > given.settings.subscriptionsPerSessionMax ? wording.subscribeDenied(last) : undefined;
}

/** The patterns asked for, or undefined when there is none or one of them is no pattern. */
function patternsOf(message: BayeuxRequest, given: Given): readonly string[] | undefined {
  const { subscription } = message;
  if (subscription === undefined) {
    return undefined;
  }
  const asked = typeof subscription === "string" ? [subscription] : subscription;
  const { channelLengthMax } = given.settings;
  return asked.length > 0 && asked.every((name) => isPattern(name, channelLengthMax)) ? asked : undefined;
}

/** Clients find their subscription by this field. */
function echo(message: BayeuxRequest): { readonly subscription?: string | string[] } {
  return message.subscription === undefined ? {} : { subscription: message.subscription };
}
