import {
  nothingBody,
  removedAnswer,
  type UserChangeBody,
  userBody,
  userChangeBody,
  writtenAnswer,
} from "@postroom/contract";
import type { Role } from "../../domain/agent/actor.ts";
import { weakPassword } from "../../domain/agent/password.ts";
import { changeUser } from "../../operations/configuration/change-user.ts";
import { createUser } from "../../operations/configuration/create-user.ts";
import { deleteUser } from "../../operations/configuration/delete-user.ts";
import type { UserChange } from "../../operations/configuration/user-change.ts";
import { type Found, found, missing } from "../../queries/query.ts";
import { success } from "../answers.ts";
import { doing, written } from "../commands.ts";
import type { Asking } from "../entry.ts";
import { paths } from "../shapes/uris.ts";
import { present } from "../shapes/viewing.ts";
import { claimsIn, configures, referenceIn, writtenAt } from "./configuring.ts";

/** `POST /users`. wire.md 10.1 */
export const userPost = configures(
  written({
    summary: "Adds a user",
    body: userBody,
    named: "User",
    does: (body, asking) =>
      doing({
        versioned: false,
        operation: createUser,
        input: (given: typeof body) => withName(given, asking),
        answers: ({ id }) => writtenAt(asking, id, paths.user),
      })(body, asking),
    answer: writtenAnswer,
  }),
);

/** `PUT /users/{id}` */
export const userPut = configures(
  written({
    summary: "Changes a user; what is absent stays",
    body: userChangeBody,
    named: "UserChange",
    does: (body, asking) =>
      doing({
        versioned: false,
        operation: changeUser,
        input: (given: typeof body) => changeIn(given, asking),
        answers: ({ id }) => writtenAt(asking, id, paths.user),
      })(body, asking),
    answer: writtenAnswer,
  }),
);

/** `DELETE /users/{id}` */
export const userDelete = configures(
  written({
    summary: "Removes a user who never held an e-mail",
    body: nothingBody,
    does: doing({ versioned: false, operation: deleteUser, input: () => found({}), answers: () => success({}) }),
    answer: removedAnswer,
  }),
);

function withName(
  body: UserChangeBody & { readonly userName: string },
  asking: Asking,
): Found<UserChange & { readonly userName: string }> {
  const change = changeIn(body, asking);
  return change.ok ? found({ ...change.value, userName: body.userName }) : change;
}

/** Refuses passwords that are too short or too common (10). reliability.md 7.3 */
function changeIn(body: UserChangeBody, { answering }: Asking): Found<UserChange> {
  const { id: _, uri: __, path: ___, skills, groups, roles, password, ...plain } = body;
  const because = password === undefined ? undefined : weakPassword(password, answering.settings.passwordCharactersMin);
  if (because !== undefined) return missing({ kind: "badValue", path: "$.password", because });
  return found({
    ...given(plain),
    ...present("password", password),
    ...present(
      "roles",
      roles?.map((role) => rolesNamed[role]),
    ),
    ...present(
      "skills",
      skills?.map(({ skill, level, path }) => ({ skill: referenceIn(skill, "skills", ["skills", ...path]), level })),
    ),
    ...present(
      "groups",
      groups?.map((group, index) => referenceIn(group, "groups", ["groups", index])),
    ),
    claims: claimsIn(body),
  });
}

type Plain = Omit<UserChangeBody, "id" | "uri" | "path" | "skills" | "groups" | "roles" | "password">;

/** Without the keys that are absent. */
const given = (plain: Plain) => ({
  ...present("userName", plain.userName),
  ...present("firstName", plain.firstName),
  ...present("lastName", plain.lastName),
  ...present("emailAddress", plain.emailAddress),
  ...present("enabled", plain.enabled),
  ...present("changePasswordOnFirstLogin", plain.changePasswordOnFirstLogin),
  ...present("capacity", plain.capacity),
  ...present("signature", plain.signature),
});

const rolesNamed = {
  ROLE_AGENT: "agent",
  ROLE_SUPERVISOR: "supervisor",
  ROLE_ADMIN: "admin",
} as const satisfies Readonly<Record<string, Role>>;
