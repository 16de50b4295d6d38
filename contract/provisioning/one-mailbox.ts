import { z } from "zod";
import { type Problem, pathText, wording } from "../problems.ts";
import { find, type Steps } from "./find.ts";
import { problemsOfFitness } from "./fitness.ts";
import { imapKeys } from "./imap.ts";
import { problemsOf, withoutNulls } from "./issues.ts";
import { mailbox, type ProvisionedMailbox } from "./mailboxes.ts";
import { problemsOfNames } from "./names.ts";

/** What a mailbox is judged beside, with the keys of the provisioning file. */
export type MailboxSurroundings = {
  readonly settings: { readonly defaultFromAddress?: string | undefined };
  readonly mailboxes: readonly {
    readonly address: string;
    readonly aliases: readonly string[];
    readonly imap?: { readonly host: string; readonly user: string; readonly folder: string };
  }[];
  readonly queues: readonly { readonly name: string; readonly kind: string }[];
  readonly standardResponses: readonly { readonly name: string }[];
};

export type ParsedMailbox =
  | { readonly ok: true; readonly mailbox: ProvisionedMailbox }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads one mailbox by the rules of the provisioning file, as if it stood there beside the others. Reports all problems at once, each with
 * its path below `$`; never throws. Secrets are given as texts: the environment belongs to who starts the server. desktop.md 13
 */
export function parseMailbox(value: unknown, beside: MailboxSurroundings): ParsedMailbox {
  const given = withoutNulls(value);
  const parsed = mailbox.safeParse(given, { error: wording, reportInput: true });
  const ofShape = parsed.success ? [] : parsed.error.issues.flatMap((issue) => problemsOf(issue, "$"));
  const others = beside.mailboxes;
  // The last one: of two that are the same the later is told.
  const file = { ...beside, mailboxes: [...others, given] };
  const ofFile = [...problemsOfNames(file, () => undefined), ...problemsOfFitness(file)];
  const ofNames = ofFile.flatMap((problem) => ownProblem(problem, others));
  const reported = new Set(ofShape.map(({ path }) => path));
  const further = [...fromEnvironment(given), ...ofNames].filter(({ path }) => !reported.has(path));
  const problems = [...ofShape, ...further];
  return parsed.success && problems.length === 0 ? { ok: true, mailbox: parsed.data } : { ok: false, problems };
}

/** What of the whole file's problems is this mailbox's, in words for somebody who does not see the file. */
function ownProblem(problem: Problem, others: Others): readonly Problem[] {
  const { path, message } = problem;
  if (path === "settings.defaultFromAddress") {
    const address = message.slice(message.lastIndexOf(" ") + 1);
    return [{ path: "$.aliases", message: `settings.defaultFromAddress is one of them: ${address}` }];
  }
  const clash = clashOf(problem, others);
  if (clash !== undefined) {
    const { at, words, other } = clash;
    return [
      { path: `$.${at.rest}`, message: `${words} ${other.of === undefined ? "$." : ""}${other.rest}${ofWhom(other)}` },
    ];
  }
  const own = `mailboxes[${others.length}]`;
  return path.startsWith(own) ? [{ path: `$${path.slice(own.length)}`, message }] : [];
}

/** What of a file's mailboxes is somebody's already who is not in the file: an address, or a folder that is read. Paths as in the file. */
export function problemsBeside(given: readonly unknown[], others: Others): readonly Problem[] {
  const file = { mailboxes: [...others, ...given] };
  return [...problemsOfNames(file, () => undefined), ...problemsOfFitness(file)].flatMap((problem) => {
    const clash = clashOf(problem, others);
    if (clash?.other.of === undefined) return [];
    const { at, words, other } = clash;
    const path = `mailboxes[${at.index - others.length}].${at.rest}`;
    return [{ path, message: `${words} ${other.rest}${ofWhom(other)}, which is there and not in the file` }];
  });
}

type Others = MailboxSurroundings["mailboxes"];
type Place = { readonly index: number; readonly rest: string };

/** Two places that are in each other's way, of which at least one is of a mailbox behind `others`. */
function clashOf({ path, message }: Problem, others: Others) {
  const [, words = "", second = ""] = /^(the same as|reads the same folder as) (\S+)$/.exec(message) ?? [];
  const [a, b] = [placeIn(path), placeIn(second)];
  if (a === undefined || b === undefined) return undefined;
  const [at, other] = a.index >= others.length ? [a, b] : [b, a];
  return at.index < others.length ? undefined : { at, words, other: { ...other, of: others[other.index]?.address } };
}

function placeIn(path: string): Place | undefined {
  const [, index, rest = ""] = /^mailboxes\[(\d+)\]\.(.*)$/.exec(path) ?? [];
  return index === undefined ? undefined : { index: Number(index), rest };
}

const ofWhom = ({ of }: { readonly of: string | undefined }): string => (of === undefined ? "" : ` of ${of}`);

const secrets: readonly Steps[] = [
  ["imap", "password", "env"],
  ["imap", "oauth", "clientSecret", "env"],
  ["imap", "oauth", "refreshToken", "env"],
];

const fromEnvironment = (given: unknown): readonly Problem[] =>
  secrets.flatMap((steps) =>
    find(given, steps).map(({ path }) => ({
      path: pathText(path.slice(0, -1), "$"),
      message: "expected a text: only the provisioning file can name environment variables",
    })),
  );

/** What `PUT` can say besides: that there is none any more. */
const nothing = z.literal("none");

/** For the reference: `POST` gives a mailbox of the provisioning file, `PUT` what changes of it. */
export const mailboxBody = mailbox;
export const mailboxChangeBody = mailbox.partial().extend({
  imap: z.union([nothing, imapKeys.partial().extend({ sentFolder: z.string().nullable().optional() })]).optional(),
  canaryEvery: z.union([nothing, mailbox.shape.canaryEvery.unwrap()]).optional(),
  acknowledgement: z.union([nothing, mailbox.shape.acknowledgement.unwrap()]).optional(),
});
