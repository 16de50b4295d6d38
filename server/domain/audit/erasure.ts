import type { Event } from "../interaction/events.ts";
import type { Interaction } from "../interaction/interaction.ts";

/** So many e-mails of a person are erased in one transaction; whoever has more is asked for again. */
export const erasedAtOnceMax = 200;

/** So many threads are looked at to find those that are kept no longer. */
export const oldLookedAtMax = 1_000;

/** An e-mail without anything that anybody wrote or added: where it went and when stays. reliability.md 7.6 */
export const erasedInteraction = (one: Interaction): Interaction => ({
  ...one,
  contact: undefined,
  userData: {},
  comments: [],
  attachments: [],
});

/** What of an event may stay when its e-mail is erased: who did what when, from where to where. Why he did it is in his own words, and goes. */
export function erasedEvent(event: Event): Event {
  if (!("interaction" in event)) return event;
  const { error: _, ...rest } = event;
  return { ...rest, interaction: erasedInteraction(event.interaction), note: undefined };
}

/** What stands where a message was, as received and as sent: a message, so that whatever reads messages can read it. RFC 5322 §3.6 */
export const erasedMessage =
  "Subject: Erased\r\n\r\nThis message was erased together with the person it was about.\r\n";

/** Where a row must have an address; one that must differ from its neighbours has a number in front. RFC 2606 §2 */
export const erasedAddress = "erased@erased.invalid";
