import type { Complete, Given, GivenContent, GivenList } from "@postroom/contract";
import { type Address, parseAddress, parseAddressList } from "../../domain/mail/address.ts";
import type { ContentChange } from "../../operations/email/content-change.ts";
import type { QueueReference, Spelt } from "../../operations/references.ts";
import { type Found, found, missing } from "../../queries/query.ts";
import { idOf } from "../shapes/uris.ts";
import { present } from "../shapes/viewing.ts";

type NamedQueue = Pick<Complete, "queueName" | "queueUri" | "queueId">;

/** The queue that a body names by name, URI or id; undefined when it names none. wire.md 1.1, 5.1 */
export function queueIn({ queueName, queueUri, queueId }: NamedQueue): Found<QueueReference | undefined> {
  const byUri = spelt("$.queueUri", idOf(queueUri ?? "", "queues"));
  const byId = spelt("$.queueId", queueId);
  if (byUri !== undefined && byId !== undefined && byUri.value !== byId.value) {
    return missing({ kind: "contradiction", path: byId.path, because: "names another queue than queueUri" });
  }
  const name = spelt("$.queueName", queueName);
  const id = byUri ?? byId;
  return found(name === undefined && id === undefined ? undefined : { ...present("name", name), ...present("id", id) });
}

/** The content of Save and Send with its addresses read: the first that is none is refused at its path. wire.md 5.2 */
export function contentIn(given: GivenContent | undefined): Found<ContentChange | undefined> {
  if (given === undefined) return found(undefined);
  const lists = { to: addresses(given.to), cc: addresses(given.cc), bcc: addresses(given.bcc) };
  const from = sender(given.from);
  for (const read of [lists.to, lists.cc, lists.bcc, from]) if (!read.ok) return read;
  return found({
    path: `$.${given.container}`,
    ...present("from", valueIn(from)),
    ...present("to", valueIn(lists.to)),
    ...present("cc", valueIn(lists.cc)),
    ...present("bcc", valueIn(lists.bcc)),
    ...present("subject", given.subject),
    ...present("text", given.text?.value),
    ...present("html", given.html?.value),
  });
}

/** A value with its path; an empty text names nothing. */
export const spelt = (path: string, value: string | undefined): Spelt<string> | undefined =>
  value === undefined || value === "" ? undefined : { value, path };

/** The addresses of a list; the first that is none is refused at its path. wire.md 5.2 */
export function addresses(list: GivenList | undefined): Found<Spelt<readonly Address[]> | undefined> {
  if (list === undefined) return found(undefined);
  const value: Address[] = [];
  for (const entry of list.entries) {
    const read = parseAddressList(entry.value);
    if (!read.ok) return notAnAddress({ path: entry.path, value: read.entry });
    value.push(...read.addresses);
  }
  return found({ path: list.path, value });
}

/** An empty sender clears the draft's. */
function sender(given: Given | undefined): Found<Spelt<Address | undefined> | undefined> {
  if (given === undefined) return found(undefined);
  if (given.value.trim() === "") return found({ path: given.path, value: undefined });
  const value = parseAddress(given.value);
  return value === undefined ? notAnAddress(given) : found({ path: given.path, value });
}

const notAnAddress = ({ path, value }: Given) =>
  missing({ kind: "badValue", path, because: `not an e-mail address: ${JSON.stringify(value.slice(0, 100))}` });

const valueIn = <Value>(read: Found<Value | undefined>): Value | undefined => (read.ok ? read.value : undefined);
