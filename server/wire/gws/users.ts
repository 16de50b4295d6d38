import { userAnswer, userResource, usersAnswer } from "@postroom/contract";
import { findUser, listUsers, type UserFound } from "../../queries/user/list.ts";
import type { Members } from "../answers.ts";
import { type Asking, idIn, type Resource } from "../entry.ts";
import { collection, shaped, single } from "../reads.ts";
import { embedded } from "../selection.ts";
import { configuredUserShape, userSubresources } from "../shapes/user.ts";
import { agentCommands } from "./supervisor-commands.ts";
import { userDelete, userPost, userPut } from "./user-writes.ts";

const subresources = ["devices", "skills", "channels", "channelStates", "chats", "calls", "groups"];

/** What is no value to compare with. */
const isNoField: ReadonlySet<string> = new Set([
  ...subresources,
  ...["capacity", "interactions", "emails", "workbins", "features", "settings"],
]);

const userRow = (found: UserFound, { answering, request }: Asking): Members => ({
  ...configuredUserShape(found.user, answering.publicUrl),
  ...embedded(userSubresources(found, answering.publicUrl), request.query),
});

/** wire.md 10.1 */
export const users: Resource = {
  name: "Users",
  paths: ["/users"],
  get: collection({
    summary: "Everybody who can sign in",
    under: "users",
    rows: (asking) => shaped(asking, listUsers, {}, (found) => found.map((one) => userRow(one, asking))),
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
    row: (asking) => shaped(asking, findUser, { id: idIn(asking) }, (found) => userRow(found, asking)),
    subresources,
    answer: userAnswer,
  }),
  post: agentCommands,
  put: userPut,
  delete: userDelete,
};
