import { dateField, type Field, headerValue, idsIn, joinMessage, splitMessage } from "./headers.ts";

/** One more time the same mails, as if written now. */
export type Replay = {
  /** The message with an id of its own, and with the date `at`; ids of mails replayed before by this replay are mapped inside References and In-Reply-To. */
  readonly renew: (raw: Buffer, at: Date) => Buffer;
};

/** Makes the ids of a replay unique by `mark`, so that no mail is taken for a repeat of an earlier one (mail.md 2.5). */
export function createReplay(mark: string): Replay {
  const renewed = new Map<string, string>();
  const mapIds = (value: string): string => value.replace(/<[^<>\s]+>/g, (id) => renewed.get(id) ?? id);

  const renewField =
    (at: Date) =>
    (field: Field): Field => {
      switch (field.name.toLowerCase()) {
        case "date":
          return { name: field.name, value: dateField(at) };
        case "message-id":
        case "references":
        case "in-reply-to":
          return { name: field.name, value: mapIds(field.value) };
        default:
          return field;
      }
    };

  return {
    renew(raw, at) {
      const { fields, body } = splitMessage(raw);
      for (const id of idsIn(headerValue(fields, "message-id"))) renewed.set(id, id.replace("@", `.${mark}@`));
      return joinMessage(fields.map(renewField(at)), body);
    },
  };
}
