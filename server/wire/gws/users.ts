import { userAnswer, userResource, usersAnswer } from "@postroom/contract";
import { findUser, listUsers, type UsersFound } from "../../queries/user/list.ts";
import type { Members } from "../answers.ts";
import { type Asking, idIn, type Resource } from "../entry.ts";
import { collection, shaped, single } from "../reads.ts";
import { asksForSubresource, embedded } from "../selection.ts";
import { configuredUserShape, userSubresources } from "../shapes/user.ts";
import { sees, viewingCut } from "../viewing.ts";
import { agentCommands } from "./supervisor-commands.ts";
import { userDelete, userPost, userPut } from "./user-writes.ts";

/** Subresources that are e-mails: looked up only for who wants to see them. */
const ofHeld = ["interactions", "emails"];
const subresources = ["devices", "skills", "channels", "channelStates", ...ofHeld, "chats", "calls", "groups"];

/** What is no value to compare with. */
const isNoField: ReadonlySet<string> = new Set([...subresources, ...["capacity", "workbins", "features", "settings"]]);

const withHeld = ({ request }: Asking) => ({ withHeld: asksForSubresource(ofHeld, request.query) });

function userRows({ users: found, held, names }: UsersFound, asking: Asking): readonly Members[] {
  const viewing = viewingCut(asking, names);
  return found.map((one) => {
    const emails = held.get(one.user.id) ?? [];
    return {
      ...configuredUserShape(one.user, viewing.publicUrl),
      ...embedded(userSubresources(one, { emails, viewing, sees: sees(asking) }), asking.request.query),
    };
  });
}

/** wire.md 10.1 */
export const users: Resource = {
  name: "Users",
  paths: ["/users"],
  get: collection({
    summary: "Everybody who can sign in",
    under: "users",
    rows: (asking) => shaped(asking, listUsers, withHeld(asking), (found) => userRows(found, asking)),
    fields: Object.keys(userResource.shape).filter((name) => !isNoField.has(name)),
    uri: ({ uri }) => uri,
    subresources,
    answer: usersAnswer,
  }),
  post: userPost,
};

export const user: Resource = {
  name: "Users",
  paths: ["/users/{id}"],
  get: single({
    summary: "One user",
    under: "user",
    row: (asking) =>
      shaped(asking, findUser, { id: idIn(asking), ...withHeld(asking) }, (found) => userRows(found, asking)[0] ?? {}),
    subresources,
    answer: userAnswer,
  }),
  post: agentCommands,
  put: userPut,
  delete: userDelete,
};
