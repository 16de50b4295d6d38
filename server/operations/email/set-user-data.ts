import { forbids } from "../../domain/agent/permissions.ts";
import { withContact } from "../../domain/interaction/contact-change.ts";
import type { Content } from "../../domain/interaction/content.ts";
import type { Interaction, UserData } from "../../domain/interaction/interaction.ts";
import type { Contact } from "../../ports/contacts.ts";
import type { Asked, Result } from "../operation.ts";
import { defineOperation, done, refuse } from "../operation.ts";
import type { Spelt } from "../references.ts";
import { changed as changedContent } from "./content-change.ts";
import { type Changed, doRow, loadFor } from "./do-row.ts";
import { sizeProblem, userDataProblem } from "./user-data.ts";

type Input = {
  /** In the order in which the keys shall stand. */
  readonly userData: UserData;
  /** Where they stood in the request. */
  readonly path: string;
  /** The key `ContactId`, which means AssignContact. */
  readonly contactId?: Spelt<string>;
};

const subjectCharactersMax = 1_000;

/**
 * The owner adds or replaces pairs. `ContactId` assigns the e-mail to that contact (6), `Subject` of a draft is its subject too. Refuses
 * read-only keys (11), and 64 KiB in all (10). GWS AttachUserData, UpdateUserData; wire.md 5.17
 */
export const setUserData = defineOperation<Input, Changed>("SetUserData", "SetUserData", async (asked) => {
  const { input, actor } = asked;
  const forbidden = input.contactId === undefined ? undefined : forbids(actor, "AssignContact");
  if (forbidden !== undefined) return refuse(forbidden);
  const loaded = await loadFor(asked, "SetUserData");
  if (!loaded.ok) return loaded;
  const contact = await contactGiven(asked);
  if (!contact.ok) return contact;
  const present = loaded.value.userData;
  const userData = {
    ...(contact.value === undefined ? present : withContact(present, contact.value)),
    ...input.userData,
  };
  const problem = userDataProblem(input.userData, input.path) ?? sizeProblem(userData, input.path);
  if (problem !== undefined) return refuse(problem);
  const content = await contentWith(asked, loaded.value);
  if (!content.ok) return content;
  return doRow(asked, loaded.value, "SetUserData", {
    ...(content.value === undefined ? {} : { content: content.value }),
    change: {
      userData,
      ...(contact.value === undefined ? {} : { contact: contact.value.id }),
      ...(content.value === undefined ? {} : { content: content.value.id }),
    },
  });
});

async function contactGiven({ tx, input }: Asked<Input>): Promise<Result<Contact | undefined>> {
  if (input.contactId === undefined) return done(undefined);
  const { value } = input.contactId;
  const contact = await tx.contacts.byId(value);
  return contact === undefined ? refuse({ kind: "notFound", thing: "contact", name: value }) : done(contact);
}

/** The draft's content under its new subject, when the request gives one. */
async function contentWith(
  { tx, world, input }: Asked<Input>,
  { direction, content }: Interaction,
): Promise<Result<Content | undefined>> {
  const value = input.userData["Subject"];
  if (direction !== "outbound" || value === undefined) return done(undefined);
  const path = `${input.path}.Subject`;
  const because = subjectProblem(value);
  if (because !== undefined || typeof value !== "string")
    return refuse({ kind: "badValue", path, because: because ?? "" });
  const present = await tx.interactions.content(content);
  if (present === undefined) throw new Error(`content ${content} is missing`);
  return done(changedContent(present, { path: input.path, subject: { path, value } }, world.ids.object()));
}

/** The rules of a subject (wire.md 5.2). */
function subjectProblem(value: unknown): string | undefined {
  if (typeof value !== "string") return `expected string, got ${value === null ? "null" : typeof value}`;
  if (value.length > subjectCharactersMax) return `at most ${subjectCharactersMax} characters`;
  return /[\r\n\u2028\u2029]/.test(value) ? "line breaks are not allowed" : undefined;
}
