import { namedBody, namedChangeBody, nothingBody, removedAnswer, writtenAnswer } from "@postroom/contract";
import { changeGroup, changeSkill } from "../../operations/configuration/change-named.ts";
import { createGroup, createSkill } from "../../operations/configuration/create-named.ts";
import { deleteGroup, deleteSkill } from "../../operations/configuration/delete-named.ts";
import { found } from "../../queries/query.ts";
import { success } from "../answers.ts";
import { doing, written } from "../commands.ts";
import type { Entry } from "../entry.ts";
import { paths } from "../shapes/uris.ts";
import { present } from "../shapes/viewing.ts";
import { claimsIn, configures, writtenAt } from "./configuring.ts";

/** POST of the collection, PUT and DELETE of one. */
export type NamedWrites = { readonly post: Entry; readonly put: Entry; readonly remove: Entry };

/** The writes of skills (wire.md 10.2). */
export const skillWrites = writesOf({
  thing: "skill",
  create: createSkill,
  change: changeSkill,
  remove: deleteSkill,
});

/** The writes of groups (wire.md 10.2). */
export const groupWrites = writesOf({
  thing: "group",
  create: createGroup,
  change: changeGroup,
  remove: deleteGroup,
});

function writesOf(of: {
  readonly thing: "skill" | "group";
  readonly create: typeof createSkill;
  readonly change: typeof changeSkill;
  readonly remove: typeof deleteSkill;
}): NamedWrites {
  const path = paths[of.thing];
  const post = written({
    summary: `Adds a ${of.thing}`,
    body: namedBody,
    named: "Named",
    does: (body, asking) =>
      doing({
        versioned: false,
        operation: of.create,
        input: ({ name, ...rest }: typeof body) => found({ name, claims: claimsIn(rest) }),
        answers: ({ id }) => writtenAt(asking, id, path),
      })(body, asking),
    answer: writtenAnswer,
  });
  const put = written({
    summary: `Renames a ${of.thing}`,
    body: namedChangeBody,
    named: "NamedChange",
    does: (body, asking) =>
      doing({
        versioned: false,
        operation: of.change,
        input: ({ name, ...rest }: typeof body) => found({ ...present("name", name), claims: claimsIn(rest) }),
        answers: ({ id }) => writtenAt(asking, id, path),
      })(body, asking),
    answer: writtenAnswer,
  });
  const remove = written({
    summary: `Removes a ${of.thing} that is not in use`,
    body: nothingBody,
    does: doing({ versioned: false, operation: of.remove, input: () => found({}), answers: () => success({}) }),
    answer: removedAnswer,
  });
  return { post: configures(post), put: configures(put), remove: configures(remove) };
}
