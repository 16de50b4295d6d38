import { beforeOf, type InteractionEvent } from "./events.ts";
import type { Interaction, UserData } from "./interaction.ts";

/** What of a contact its interactions keep. */
export type Assigned = { readonly id: string; readonly firstName: string; readonly lastName: string };

/** The user data with the keys of another contact; a name that this one has not is taken away. wire.md 11 */
export function withContact(userData: UserData, contact: Assigned): UserData {
  const keys: Readonly<Record<string, string>> = {
    ContactId: contact.id,
    FirstName: contact.firstName,
    LastName: contact.lastName,
    FullName: `${contact.firstName} ${contact.lastName}`.trim(),
  };
  return Object.fromEntries(Object.entries({ ...userData, ...keys }).filter(([key]) => keys[key] !== ""));
}

/**
 * An interaction that goes to another contact with its thread, whatever its state is and whoever has it. Nothing else changes: neither
 * clocks nor place, for nobody worked on it. wire.md 5.17
 */
export function followThread(interaction: Interaction, contact: Assigned) {
  const after: Interaction = {
    ...interaction,
    contact: contact.id,
    userData: withContact(interaction.userData, contact),
    version: interaction.version + 1,
  };
  const event: InteractionEvent = {
    kind: "PropertiesChanged",
    operation: "AssignContact",
    interaction: after,
    before: beforeOf(interaction),
    note: undefined,
  };
  return { interaction: after, before: interaction, events: [event] };
}
