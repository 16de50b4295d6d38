import { userAnswer, userResource, usersAnswer } from "@postroom/contract";
import { findUser, listUsers, type UserFound } from "../../queries/user/list.ts";
import type { Members } from "../answers.ts";
import { type Asking, idIn, type Resource } from "../entry.ts";
import { collection, shaped, single } from "../reads.ts";
import { embedded } from "../selection.ts";
import { userShape, userSubresources } from "../shapes/user.ts";
import { agentCommands } from "./supervisor-commands.ts";

const subresources = ["devices", "skills", "channels", "channelStates", "chats", "calls", "groups"];

const userRow = (found: UserFound, { answering, request }: Asking): Members => ({
  ...userShape(found.user, answering.publicUrl),
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
    fields: Object.keys(userResource.shape),
    uri: ({ uri }) => uri,
    subresources,
    answer: usersAnswer,
  }),
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
};
