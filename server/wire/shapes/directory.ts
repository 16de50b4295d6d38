import type { Queue } from "../../domain/queue/queue.ts";
import type { DirectoryFound } from "../../queries/directory/list.ts";
import type { UserFound } from "../../queries/user/list.ts";
import { channelShape } from "./channel.ts";
import { located, paths } from "./uris.ts";

/** The entries of the internal directory: users by their names, then queues by theirs. wire.md 10.5 */
export const directoryShape = ({ users, queues }: DirectoryFound, publicUrl: string) => [
  ...users.map((found) => userEntry(found, publicUrl)).toSorted(byName),
  ...queues.map((queue) => queueEntry(queue, publicUrl)).toSorted(byName),
];

const userEntry = ({ user, agent }: UserFound, publicUrl: string) => ({
  id: user.id,
  type: "User",
  name: [user.firstName, user.lastName].filter((part) => part !== "").join(" ") || user.userName,
  firstName: user.firstName,
  lastName: user.lastName,
  userName: user.userName,
  emailAddress: user.emailAddress,
  ...located(publicUrl, paths.user(user.id)),
  channels: agent === undefined ? [] : [channelShape(agent)],
});

const queueEntry = ({ id, name }: Queue, publicUrl: string) => ({
  ...{ id, type: "Queue", name },
  ...located(publicUrl, paths.queue(id)),
});

type Named = { readonly name: string; readonly id: string };

/** The same order on every machine. */
const byName = (a: Named, b: Named): number => compared(fold(a.name), fold(b.name)) || compared(a.id, b.id);
const fold = (text: string): string => text.toLowerCase();
const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
