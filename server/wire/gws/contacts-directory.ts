import { directoryAnswer, directoryContact, directoryQuery, readBody } from "@postroom/contract";
import { listDirectory } from "../../queries/directory/list.ts";
import { type Found, found, missing } from "../../queries/query.ts";
import { type Members, refusalOf } from "../answers.ts";
import type { Asking, Resource } from "../entry.ts";
import { collection, shaped } from "../reads.ts";
import { medium } from "../shapes/channel.ts";
import { directoryShape } from "../shapes/directory.ts";

/** Colleagues and queues that work can be handed to; objects with and without `fields`. wire.md 10.5 */
export const contactsDirectory: Resource = {
  name: "Directory",
  paths: ["/contacts"],
  get: collection({
    summary: "The internal directory: whom work can be handed to",
    under: "contacts",
    rows,
    fields: Object.keys(directoryContact.shape),
    ownFilters: ["channel", "filterName", "filterParameters"],
    query: directoryQuery,
    answer: directoryAnswer,
  }),
};

async function rows(asking: Asking): Promise<Found<readonly Members[]>> {
  const query = readBody(directoryQuery, asking.request.query);
  if (!query.ok) return missing(refusalOf(query.problem));
  const { channel, filterName, filterParameters = "" } = query.value;
  if (filterName !== undefined && filterParameters.trim() === "") {
    return missing({ kind: "missing", path: "$.filterParameters" });
  }
  const read = await shaped(asking, listDirectory, {}, (directory) =>
    directoryShape(directory, asking.answering.publicUrl),
  );
  if (!read.ok) return read;
  const words = filterName === undefined ? [] : wordsOf(filterParameters);
  // Only e-mail exists, and everybody in the directory has it.
  const isServed = channel === undefined || channel === medium;
  return found(isServed ? read.value.filter((entry) => words.every((word) => isNamed(entry, word))) : []);
}

const wordsOf = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");

type Entry = { readonly name: string; readonly userName?: string };

/** A word of NamesOrPhoneNumberMatches stands somewhere in a name; there are no phone numbers. */
const isNamed = ({ name, userName = "" }: Entry, word: string): boolean =>
  name.toLowerCase().includes(word) || userName.toLowerCase().includes(word);
