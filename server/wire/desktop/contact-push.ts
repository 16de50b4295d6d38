import { permits } from "../../domain/agent/permissions.ts";
import type { ContactEvent } from "../../domain/interaction/events.ts";
import type { Push } from "../../ports/publisher.ts";
import type { Facts } from "../../queries/notification/facts.ts";
import { contactShape } from "../shapes/contact.ts";

/** Where people hear of the contacts whose mail they hold. desktop.md 13 */
const contactsTopic = "/postroom/v1/me/contacts";

/**
 * The whole contact to whoever holds mail of it and may use contacts; `mergedIds` answer with it from now on. Of several that were taken
 * apart each is told; one that is gone is named by its id alone.
 */
export function contactPushes(event: ContactEvent, facts: Facts, publicUrl: string): readonly Push[] {
  return contactsIn(event).flatMap((id) => {
    const found = facts.contacts.get(id);
    const may = (found?.holders ?? []).filter((user) => {
      const viewer = facts.viewers.get(user);
      return viewer !== undefined && permits(viewer, "ReadContacts");
    });
    const told = found?.contact === undefined ? { removedId: id } : { contact: contactShape(found.contact, publicUrl) };
    const merged = event.operation === "MergeContacts" ? { mergedIds: event.others } : {};
    return may.map((user) => ({ user, topic: contactsTopic, data: { ...told, ...merged } }));
  });
}

/** Ids of the contacts that are another one after the event; nobody holds mail of a new one. */
export function contactsIn({ contact, operation, others }: ContactEvent): readonly string[] {
  if (operation === "CreateContact") return [];
  return operation === "UnmergeContacts" ? [contact, ...others] : [contact];
}
