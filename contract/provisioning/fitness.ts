import { type Problem, pathText } from "../problems.ts";
import { builtInQueues, builtInWorkbins } from "./built-in.ts";
import { beside, each, type Found, find, findAll } from "./find.ts";
import { problemAt } from "./names.ts";

/** Names that exist but do not fit: built-in things listed as something else, mail that would arrive in queues that are never routed or go round in a circle. */
export function problemsOfFitness(file: unknown): readonly Problem[] {
  return [
    ...unroutedTargets(file),
    ...overflowCircles(file),
    ...accountsTwice(file),
    ...sentIsRead(file),
    ...builtInQueues.flatMap(({ name, kind }) =>
      listedOtherwise(file, { list: "queues", name, field: "kind", wanted: kind }),
    ),
    ...builtInWorkbins.flatMap(({ name, type }) =>
      listedOtherwise(file, { list: "workbins", name, field: "type", wanted: type }),
    ),
  ];
}

/** What `kind` and `type` are when they are not given. */
const byDefault = { kind: "inbound", type: "Agent" } as const;

function unroutedTargets(file: unknown): readonly Problem[] {
  const kinds = new Map(
    find(file, ["queues", each, "name"]).map((found) => [
      found.value,
      beside(file, found, "kind")?.value ?? byDefault.kind,
    ]),
  );
  const targets = findAll(file, [
    ["mailboxes", each, "queue"],
    ["queues", each, "routing", "overflow", "queue"],
  ]);
  return targets.flatMap(({ path, value }) => {
    const kind = kinds.get(value) ?? byDefault.kind;
    return kind === "inbound" || kind === "review"
      ? []
      : [problemAt(path, `a queue of kind ${kind} is never routed: ${value}`)];
  });
}

/** Queues that overflow into each other would pass a mail on for ever. Each circle is told of once; a queue into itself is the schema's. */
function overflowCircles(file: unknown): readonly Problem[] {
  const overflows = find(file, ["queues", each, "name"]).flatMap(({ path, value }) =>
    find(file, [...path.slice(0, -1), "routing", "overflow", "queue"]).map((into) => ({ name: value, into })),
  );
  const next = new Map(overflows.map(({ name, into }) => [name, into.value]));
  const told = new Set<string>();
  return overflows.flatMap(({ name, into }) => {
    const passed = new Set([name]);
    let at: string | undefined = into.value;
    while (at !== undefined && !passed.has(at)) {
      passed.add(at);
      at = next.get(at);
    }
    if (at !== name || passed.size === 1 || told.has(name)) return [];
    for (const one of passed) told.add(one);
    return [problemAt(into.path, `overflows in a circle: ${[...passed, name].join(", ")}`)];
  });
}

/** Two mailboxes that empty one folder would each make an interaction of every mail. */
function accountsTwice(file: unknown): readonly Problem[] {
  const first = new Map<string, string>();
  return find(file, ["mailboxes", each, "imap", "user"]).flatMap((user) => {
    const account = folderOf(file, user, beside(file, user, "folder")?.value ?? "INBOX");
    const at = pathText(user.path.slice(0, -1));
    const known = first.get(account);
    first.set(account, known ?? at);
    return known === undefined ? [] : [problemAt(user.path.slice(0, -1), `reads the same folder as ${known}`)];
  });
}

/** What was sent from one mailbox would come in at another. */
function sentIsRead(file: unknown): readonly Problem[] {
  const users = find(file, ["mailboxes", each, "imap", "user"]);
  const read = new Map(
    users.map((user) => [
      folderOf(file, user, beside(file, user, "folder")?.value ?? "INBOX"),
      pathText(user.path.slice(0, -1)),
    ]),
  );
  return users.flatMap((user) => {
    const sent = beside(file, user, "sentFolder");
    const reader = sent === undefined ? undefined : read.get(folderOf(file, user, sent.value));
    if (sent === undefined || reader === undefined || reader === pathText(user.path.slice(0, -1))) return [];
    return [problemAt(sent.path, `is the folder that ${reader} reads`)];
  });
}

const folderOf = (file: unknown, user: Found, folder: string): string =>
  [beside(file, user, "host")?.value.toLowerCase(), user.value, folder].join("\n");

type BuiltIn = {
  readonly list: "queues" | "workbins";
  readonly name: string;
  readonly field: "kind" | "type";
  readonly wanted: string;
};

function listedOtherwise(file: unknown, { list, name, field, wanted }: BuiltIn): readonly Problem[] {
  return find(file, [list, each, "name"])
    .filter(({ value }) => value === name)
    .filter((found) => (beside(file, found, field)?.value ?? byDefault[field]) !== wanted)
    .map(({ path }) => problemAt([...path.slice(0, -1), field], `${name} is built in, its ${field} is ${wanted}`));
}
