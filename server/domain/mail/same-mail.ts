/** By what two mails are compared: what a reader sees of them. */
export type SeenMail = {
  /** The author's address; undefined: none. */
  readonly from: string | undefined;
  readonly subject: string;
  readonly text: string;
  readonly attachments: readonly { readonly sha256: string }[];
};

/** Whether two mails with one Message-ID are the same to who reads them; else the id was used again for another. mail.md 2.5 */
export function isSameMail(one: SeenMail, other: SeenMail): boolean {
  return (
    one.from === other.from &&
    one.subject === other.subject &&
    one.text === other.text &&
    contents(one).join() === contents(other).join()
  );
}

const contents = ({ attachments }: SeenMail): readonly string[] => attachments.map(({ sha256 }) => sha256);
