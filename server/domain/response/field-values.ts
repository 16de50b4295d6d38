import type { Content } from "../interaction/content.ts";
import type { Interaction, UserData } from "../interaction/interaction.ts";
import type { FieldValues } from "./field-codes.ts";

/** What is known when a standard response is rendered. */
export type FieldFacts = {
  readonly contact:
    | {
        readonly firstName: string;
        readonly lastName: string;
        /** The primary one first. */
        readonly addresses: readonly string[];
        /** Every other attribute, by its name. */
        readonly attributes: Readonly<Record<string, string>>;
      }
    | undefined;
  readonly agent: {
    readonly firstName: string;
    readonly lastName: string;
    readonly emailAddress: string;
    readonly signature: string;
  };
  readonly interaction: Pick<Interaction, "id" | "userData">;
  readonly content: Pick<Content, "from" | "to" | "subject">;
  /** When the interaction came in, as it is to be read. */
  readonly dateReceived: string;
  readonly customCodes: Readonly<Record<string, string>>;
};

/** The names that field codes may use, with their values. wire.md 9 */
export const fieldValues = ({
  contact,
  agent,
  interaction,
  content,
  dateReceived,
  customCodes,
}: FieldFacts): FieldValues => ({
  contact:
    contact === undefined
      ? new Map()
      : named({
          ...contact.attributes,
          ...person(contact),
          EmailAddress: contact.addresses[0] ?? "",
        }),
  agent: named({ ...person(agent), EmailAddress: agent.emailAddress, Signature: agent.signature }),
  interaction: named({
    Id: interaction.id,
    Subject: content.subject,
    FromAddress: content.from?.address ?? "",
    ToAddress: content.to.map(({ address }) => address).join(", "),
    DateReceived: dateReceived,
  }),
  attached: attachedValues(interaction.userData),
  custom: named(customCodes),
});

const person = ({ firstName, lastName }: { readonly firstName: string; readonly lastName: string }) => ({
  FirstName: firstName,
  LastName: lastName,
  FullName: [firstName, lastName].filter((name) => name !== "").join(" "),
});

/** A later spelling of the same name stands before an earlier one. */
const named = (values: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(Object.entries(values).map(([name, value]) => [name.toLowerCase(), value]));

/** Texts, numbers and truth values; lists of further pairs have no words of their own. */
function attachedValues(userData: UserData): ReadonlyMap<string, string> {
  const pairs = Object.entries(userData).flatMap(([key, value]): (readonly [string, string])[] =>
    value === null || typeof value === "object" ? [] : [[key, String(value)]],
  );
  return new Map([...pairs.map(([key, value]) => [key.toLowerCase(), value] as const), ...pairs]);
}
