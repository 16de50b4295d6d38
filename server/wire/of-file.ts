import type { Provisioning } from "@postroom/contract";

/** What the provisioning file of this start owns: whatever is changed of it is set anew by the file at the next start. desktop.md 8.6 */
export type OfFile = {
  /** User names, in lower case. */
  readonly agents: ReadonlySet<string>;
  readonly queues: ReadonlySet<string>;
  /** Main addresses of mailboxes, in lower case. */
  readonly mailboxes: ReadonlySet<string>;
  /** Standard responses, by `responseKey`. */
  readonly responses: ReadonlySet<string>;
  /** Whether it says how mail is routed. */
  readonly rules: boolean;
};

/** Where there is no file. */
export const nothingOfFile: OfFile = {
  ...{ agents: new Set(), queues: new Set(), mailboxes: new Set(), responses: new Set() },
  rules: false,
};

/** What a checked file owns. */
export const ofFile = ({ agents, queues, mailboxes, standardResponses, rules }: Provisioning): OfFile => ({
  agents: new Set(agents.map(({ userName }) => userName.toLowerCase())),
  queues: new Set(queues.map(({ name }) => name)),
  mailboxes: new Set(mailboxes.map(({ address }) => address.toLowerCase())),
  responses: new Set(standardResponses.map(responseKey)),
  rules: rules !== undefined,
});

type NamedResponse = Pick<Provisioning["standardResponses"][number], "category" | "name" | "language">;

/** By what a file knows a standard response. */
export const responseKey = ({ category, name, language }: NamedResponse): string =>
  JSON.stringify([category, name, language]);

/** Where a setting comes from. */
export const sourceOf = (isOfFile: boolean) => ({ source: isOfFile ? "file" : "page", readOnly: isOfFile }) as const;
