import { answerWith, featureResource, groupResource, skillResource } from "@postroom/contract";
import { z } from "zod";
import type { Thing } from "../../domain/interaction/refusals.ts";
import { listGroups, listSkills } from "../../queries/centre/lists.ts";
import { type Found, found, missing } from "../../queries/query.ts";
import type { Members } from "../answers.ts";
import { type Asking, idIn, type Resource } from "../entry.ts";
import { collection, shaped, single } from "../reads.ts";
import { embedded } from "../selection.ts";
import { featuresOf } from "../shapes/feature.ts";
import { groupShape, skillShape } from "../shapes/named.ts";
import { userShape } from "../shapes/user.ts";
import { present } from "../shapes/viewing.ts";
import { groupWrites, type NamedWrites, skillWrites } from "./named-writes.ts";

type Rows = (asking: Asking) => Promise<Found<readonly Members[]>>;

const skillRows: Rows = (asking) =>
  shaped(asking, listSkills, {}, (skills) => skills.map((one) => skillShape(one, asking.answering.publicUrl)));

const groupRows: Rows = (asking) => {
  const { answering, request } = asking;
  const withMembers = request.query["subresources"] !== undefined;
  return shaped(asking, listGroups, { withMembers }, (groups) =>
    groups.map((group) => ({
      ...groupShape(group, answering.publicUrl),
      ...embedded({ users: group.members.map((user) => userShape(user, answering.publicUrl)) }, request.query),
    })),
  );
};

const featureRows: Rows = async ({ answering, request }) => found(featuresOf(request.actor.roles, answering.publicUrl));

/** Short lists and their members: skills, groups (wire.md 10.2), features (10.3). */
export const directory: readonly Resource[] = [
  ...listed({
    ...{ thing: "skill", under: "skills", paths: ["/skills"], rows: skillRows, resource: skillResource },
    writes: skillWrites,
  }),
  ...listed({
    ...{ thing: "group", under: "groups", paths: ["/groups"], rows: groupRows, resource: groupResource },
    subresources: ["users"],
    writes: groupWrites,
  }),
  ...listed({
    thing: "feature",
    under: "features",
    paths: ["/features", "/system/features"],
    rows: featureRows,
    resource: featureResource,
  }),
];

/** The collection and its members, found in it by id. */
function listed(list: {
  readonly thing: Thing;
  readonly under: string;
  readonly paths: readonly string[];
  readonly rows: Rows;
  readonly resource: z.ZodObject;
  readonly subresources?: readonly string[];
  readonly writes?: NamedWrites;
}): readonly Resource[] {
  const { thing, under, paths, rows, resource, subresources = [], writes } = list;
  const one = single({
    summary: `One ${thing}`,
    under: thing,
    row: async (asking) => memberOf(await rows(asking), thing, idIn(asking)),
    subresources,
    answer: answerWith({ [thing]: resource }),
  });
  const all = collection({
    summary: `All ${under}`,
    under,
    rows,
    fields: Object.keys(resource.shape).filter((field) => !subresources.includes(field)),
    uri: ({ uri }) => uri,
    subresources,
    answer: answerWith({ [under]: z.array(resource), nextCursor: z.string().optional() }),
  });
  const name = "Directory";
  return [
    { name, paths, get: all, ...present("post", writes?.post) },
    {
      ...{ name, paths: paths.map((path) => `${path}/{id}`), get: one },
      ...present("put", writes?.put),
      ...present("delete", writes?.remove),
    },
  ];
}

function memberOf(rows: Found<readonly Members[]>, thing: Thing, id: string): Found<Members> {
  if (!rows.ok) return rows;
  const row = rows.value.find((one) => one["id"] === id);
  return row === undefined ? missing({ kind: "notFound", thing, name: id }) : found(row);
}
