import { withContact } from "../../domain/interaction/contact-change.ts";
import type { Content } from "../../domain/interaction/content.ts";
import type { Interaction } from "../../domain/interaction/interaction.ts";
import { subjectProblem } from "../../domain/interaction/subject.ts";
import type { Asked, Result } from "../operation.ts";
import { defineOperation, done, refuse } from "../operation.ts";
import { changed as changedContent } from "./content-change.ts";
import { type Changed, doRow, loadFor } from "./do-row.ts";
import { assigningForbidden, contactAssigned, type GivenPairs, sizeProblem, userDataProblem } from "./user-data.ts";

/**
 * The owner adds or replaces pairs. `ContactId` assigns the e-mail to that contact (6), `Subject` of a draft is its subject too. Refuses
 * read-only keys (11), and 64 KiB in all (10). GWS AttachUserData, UpdateUserData; wire.md 5.17
 */
export const setUserData = defineOperation<GivenPairs, Changed>("SetUserData", "SetUserData", async (asked) => {
  const { input, actor } = asked;
  const forbidden = assigningForbidden(actor, input);
  if (forbidden !== undefined) return refuse(forbidden);
  const loaded = await loadFor(asked, "SetUserData");
  if (!loaded.ok) return loaded;
  const contact = await contactAssigned(asked.tx, input);
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

/** The draft's content under its new subject, when the request gives one. */
async function contentWith(
  { tx, world, input }: Asked<GivenPairs>,
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
