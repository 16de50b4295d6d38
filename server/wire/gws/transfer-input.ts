import type { Transfer } from "@postroom/contract";
import type { TransferTarget } from "../../operations/email/transfer.ts";
import type { RequirementReference } from "../../operations/email/transfer-to-queue.ts";
import type { QueueReference, Spelt } from "../../operations/references.ts";
import type { UserReference } from "../../operations/users.ts";
import { type Found, found, missing } from "../../queries/query.ts";
import { idOf } from "../shapes/uris.ts";
import { present } from "../shapes/viewing.ts";
import { queueIn, spelt } from "./email-input.ts";

/** Exactly one of user, skill and group; a queue alone, or with a skill or group. wire.md 5.13 */
export function targetIn(body: Transfer): Found<TransferTarget> {
  const target = loosely(body);
  if (!target.ok) return target;
  const users = usersIn(body, target.value);
  const requirement = requirementIn(body);
  if (!requirement.ok) return requirement;
  const queue = queueNamed(body, target.value);
  if (!queue.ok) return queue;
  const anything = target.value?.thing === undefined ? target.value?.id : undefined;
  const user = users[0]?.path ?? anything?.path;
  const condition = requirement.value?.path;
  if (user !== undefined && (condition ?? queue.value) !== undefined) return onlyOne(user);
  if (anything !== undefined && users.length > 0) return onlyOne(user ?? anything.path);
  if (anything !== undefined) return found({ kind: "anything", id: anything });
  if (users.length > 0) return found({ kind: "user", user: users });
  if (condition === undefined && queue.value === undefined) {
    return missing({ kind: "missing", path: "$.userUri", hint: "or another target" });
  }
  return found({
    kind: "queue",
    ...present("queue", queue.value),
    ...present("requirement", requirement.value?.reference),
  });
}

/** `target…` keys name a user or a queue; a bare id does not say which. */
type Loose = { readonly id: Spelt<string>; readonly thing: "users" | "queues" | undefined };

function loosely({ targetUri, targetPath, targetId }: Transfer): Found<Loose | undefined> {
  const named = [
    loose("$.targetUri", targetUri),
    loose("$.targetPath", targetPath),
    loose("$.targetId", targetId),
  ].filter((one) => one !== undefined);
  const [first] = named;
  if (named.some(({ id }) => id.value !== first?.id.value)) return onlyOne(first?.id.path ?? "$.targetUri");
  return found(first && { ...first, thing: named.find(({ thing }) => thing !== undefined)?.thing });
}

function loose(path: string, uri: string | undefined): Loose | undefined {
  const id = spelt(path, idOf(uri ?? "", "users", "queues"));
  const parent = /(users|queues)\/[^/]+\/*(?:[?#].*)?$/.exec(uri ?? "")?.[1];
  return id && { id, thing: parent === "users" || parent === "queues" ? parent : undefined };
}

/** Every key that names a user; they must agree, which is asked where users are known. */
export function usersIn(
  { userUri, userId, userName }: Pick<Transfer, "userUri" | "userId" | "userName">,
  target?: Loose,
): UserReference {
  const byId = [
    spelt("$.userUri", idOf(userUri ?? "", "users")),
    spelt("$.userId", userId),
    target?.thing === "users" ? target.id : undefined,
  ];
  const byName = spelt("$.userName", userName);
  return [
    ...byId.filter((one) => one !== undefined).map((one) => ({ ...one, by: "id" }) as const),
    ...(byName === undefined ? [] : [{ ...byName, by: "name" } as const]),
  ];
}

type Condition = { readonly path: string; readonly reference: RequirementReference };

function requirementIn({ skill, agentGroup }: Transfer): Found<Condition | undefined> {
  const group = spelt("$.agentGroup", agentGroup);
  if (skill === undefined) return found(group && { path: group.path, reference: { group } });
  const name = spelt("$.skill.name", skill.name);
  const byId = spelt("$.skill.uri", idOf(skill.uri ?? "", "skills")) ?? spelt("$.skill.id", skill.id);
  if (name === undefined && byId === undefined) {
    // An empty text names nothing, an object without a name is half a skill.
    if (skill.name === "") return found(group && { path: group.path, reference: { group } });
    return missing({ kind: "missing", path: "$.skill.name" });
  }
  if (group !== undefined) return onlyOne("$.skill");
  const reference = { skill: { ...present("name", name), ...present("id", byId), level: skill.level } };
  return found({ path: "$.skill", reference });
}

function queueNamed(body: Transfer, target: Loose | undefined): Found<QueueReference | undefined> {
  const queue = queueIn(body);
  if (!queue.ok || target?.thing !== "queues") return queue;
  const { id } = target;
  if (queue.value?.id !== undefined && queue.value.id.value !== id.value) return onlyOne(id.path);
  return found({ ...queue.value, id });
}

const onlyOne = (path: string) => missing({ kind: "contradiction", path, because: "only one target is allowed" });
